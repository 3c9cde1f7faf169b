"""Permissions for taking requests forward, approving and refusing; the three roles of staff as groups."""

from django.db import migrations

SEE = {"subjects": ["subjectrequest", "deferrederasure", "legalterm"], "registers": ["document", "evidenceentry", "evidenceseal"]}
MAP = ["source", "sourcetable", "sourcefield", "sourcelink", "retentionduty"]
SPECIAL = {
    ("subjects", "subjectrequest"): {
        "handle_subjectrequest": "Can take requests forward",
        "approve_subjectrequest": "Can approve plans",
        "refuse_subjectrequest": "Can refuse requests",
    },
    ("registers", "document"): {"read_personal_document": "Can download documents that hold personal data"},
}


def _views():
    names = [(app, model) for app, models in SEE.items() for model in models] + [("registers", model) for model in MAP]
    return {(app, model, f"view_{model}") for app, model in names}


def _edits():
    verbs = ("add", "change", "delete")
    return {("registers", model, f"{verb}_{model}") for model in MAP for verb in verbs} | {
        ("subjects", "legalterm", f"{verb}_legalterm") for verb in ("add", "change")
    }


def _requests(*names):
    return {("subjects", "subjectrequest", f"{name}_subjectrequest") for name in names}


PERSONAL = {("registers", "document", "read_personal_document")}
ROLES = {
    "balie": {
        ("subjects", "subjectrequest", "view_subjectrequest"),
        ("subjects", "deferrederasure", "view_deferrederasure"),
        ("registers", "document", "view_document"),
    }
    | _requests("add", "handle")
    | PERSONAL,
    "privacy-officer": _views() | _edits() | _requests("add", "handle", "approve", "refuse") | PERSONAL,
    "auditor": _views(),
}


def seed(apps, _schema):
    types = apps.get_model("contenttypes", "ContentType")
    permissions = apps.get_model("auth", "Permission")
    groups = apps.get_model("auth", "Group")
    for role, wanted in ROLES.items():
        group, _made = groups.objects.get_or_create(name=role)
        for app, model, codename in sorted(wanted):
            kind, _made = types.objects.get_or_create(app_label=app, model=model)
            name = SPECIAL.get((app, model), {}).get(codename) or f"Can {codename.replace('_', ' ', 1)}"
            one, _made = permissions.objects.get_or_create(content_type=kind, codename=codename, defaults={"name": name})
            group.permissions.add(one)


def unseed(apps, _schema):
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("subjects", "0002_legal_terms"),
        ("registers", "0003_document_permission"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [
        migrations.AlterModelOptions(
            name="subjectrequest",
            options={
                "ordering": ["-created_at", "-id"],
                "permissions": [
                    ("handle_subjectrequest", "Can take requests forward"),
                    ("approve_subjectrequest", "Can approve plans"),
                    ("refuse_subjectrequest", "Can refuse requests"),
                ],
                "verbose_name": "request",
                "verbose_name_plural": "requests",
            },
        ),
        migrations.RunPython(seed, unseed),
    ]
