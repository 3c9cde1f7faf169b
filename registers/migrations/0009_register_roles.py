"""The privacy officer keeps and signs the register; the auditor reads it; others see nothing of it."""

from django.db import migrations

KEPT = [
    *("party", "dataprotectionofficer", "system", "measure", "processingactivity", "purpose", "line", "linesystem"),
    *("recipient", "engagement", "jointcontroller", "clientprocessing", "activitymeasure", "transfer"),
    *("processoragreement", "agreementcoverage", "clausecheck", "subprocessor", "assurance", "agreementfile"),
    *("retentionrule", "hold", "adequacydecision", "legalparameter", "breach", "breachactivity"),
]
READ = ["registerversion", "registerfinding", "waiver", "offer"]
IMPORTED = ["importrun", "importrow", "importmapping"]
SPECIAL = {
    "sign_processingactivity": ("processingactivity", "Can sign off activities"),
    "waive_findings": ("processingactivity", "Can waive findings"),
    "sign_processoragreement": ("processoragreement", "Can sign off agreements"),
}


def _of(models, *verbs):
    return {(model, f"{verb}_{model}", f"Can {verb} {model}") for model in models for verb in verbs}


VIEWS = _of([*KEPT, *READ], "view")
ROLES = {
    "privacy-officer": VIEWS
    | _of(KEPT, "add", "change", "delete")
    | _of(IMPORTED, "view")
    | _of(["importrun"], "add")
    | {(model, codename, name) for codename, (model, name) in SPECIAL.items()},
    "auditor": VIEWS,
}


def seed(apps, _schema):
    """Make the groups, or add to them; permissions that Django makes after migrating are made here under its names."""
    types = apps.get_model("contenttypes", "ContentType")
    permissions = apps.get_model("auth", "Permission")
    groups = apps.get_model("auth", "Group")
    for role, wanted in ROLES.items():
        group, _made = groups.objects.get_or_create(name=role)
        for model, codename, name in sorted(wanted):
            kind, _made = types.objects.get_or_create(app_label="registers", model=model)
            one, _made = permissions.objects.get_or_create(content_type=kind, codename=codename, defaults={"name": name})
            group.permissions.add(one)


def unseed(apps, _schema):
    """Take the permissions back; the groups are of those who made them."""
    groups = apps.get_model("auth", "Group")
    permissions = apps.get_model("auth", "Permission")
    for role, wanted in ROLES.items():
        codenames = {codename for _model, codename, _name in wanted}
        for group in groups.objects.filter(name=role):
            group.permissions.remove(*permissions.objects.filter(content_type__app_label="registers", codename__in=codenames))


class Migration(migrations.Migration):
    dependencies = [
        ("registers", "0008_version_triggers"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(seed, unseed)]
