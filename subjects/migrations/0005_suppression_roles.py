"""Who sees notices and what stands in suppression tables; who has that tried again and settles what was lifted."""

from django.db import migrations

from registers.migrations._roles import give, take_back

SEEN = ("suppression", "suppressednumber", "notice")
ROLES = {
    "balie": dict.fromkeys(SEEN, ("view",)),
    "privacy-officer": {**dict.fromkeys(SEEN, ("view",)), "suppression": ("view", "handle")},
    "auditor": dict.fromkeys(SEEN, ("view",)),
}
NAMES = {"handle_suppression": "Can try again and settle suppressions"}


def seed(apps, _schema):
    """Give the roles their permissions."""
    give(apps, "subjects", ROLES, NAMES)


def unseed(apps, _schema):
    """Take them back."""
    take_back(apps, "subjects", ROLES, NAMES)


class Migration(migrations.Migration):
    dependencies = [
        ("subjects", "0004_suppressions"),
        ("subjects", "0003_roles"),
    ]
    operations = [migrations.RunPython(seed, unseed, elidable=False)]
