"""How a migration gives the three roles of staff their permissions, and takes them back."""


def give(apps, app, roles, names):
    """The permissions of ``roles``: role, then model, then verbs. Groups and permissions are made where they lack.

    A verb with an underscore is the whole codename. ``names`` says what a permission is called that Django does not
    name itself; Django makes permissions after migrating, so that those given here come first.
    """
    for group, permission in _each(apps, app, roles, names):
        group.permissions.add(permission)


def take_back(apps, app, roles, names):
    """The same permissions are gone from the roles; a group stays while it has others or people in it."""
    for group, permission in _each(apps, app, roles, names):
        group.permissions.remove(permission)
    apps.get_model("auth", "Group").objects.filter(name__in=roles, permissions=None, user=None).delete()


def _each(apps, app, roles, names):
    types, permissions = apps.get_model("contenttypes", "ContentType"), apps.get_model("auth", "Permission")
    for role, wanted in roles.items():
        group, _made = apps.get_model("auth", "Group").objects.get_or_create(name=role)
        for model, verbs in wanted.items():
            kind, _made = types.objects.get_or_create(app_label=app, model=model)
            for verb in verbs:
                codename = verb if "_" in verb else f"{verb}_{model}"
                named = {"name": names.get(codename, f"Can {verb} {model}")}
                yield group, permissions.objects.get_or_create(content_type=kind, codename=codename, defaults=named)[0]
