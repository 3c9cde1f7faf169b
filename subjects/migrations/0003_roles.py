"""The desk takes requests forward, the privacy officer approves and refuses as well, the auditor reads."""

from django.db import migrations

from registers.migrations._roles import give, take_back

ROLES = {
    "balie": {"subjectrequest": ("view", "add", "handle"), "deferrederasure": ("view",)},
    "privacy-officer": {
        "subjectrequest": ("view", "add", "handle", "approve", "refuse"),
        "deferrederasure": ("view",),
        "legalterm": ("view", "add", "change"),
    },
    "auditor": dict.fromkeys(("subjectrequest", "deferrederasure", "legalterm"), ("view",)),
}
NAMES = {
    "handle_subjectrequest": "Can take requests forward",
    "approve_subjectrequest": "Can approve plans",
    "refuse_subjectrequest": "Can refuse requests",
}


def seed(apps, _schema):
    """Give the roles their permissions."""
    give(apps, "subjects", ROLES, NAMES)


def unseed(apps, _schema):
    """Take them back."""
    take_back(apps, "subjects", ROLES, NAMES)


class Migration(migrations.Migration):
    """The roles of requests."""

    dependencies = [
        ("subjects", "0002_legal_terms"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(seed, unseed, elidable=False)]
