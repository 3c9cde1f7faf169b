"""The team lead sees events and consents that end; the random name of their person leads somewhere for them too."""

from django.db import migrations

from registers.migrations._roles import give, take_back

ROLES = {"teamleider": {"person": ("view",)}}


def seed(apps, _schema):
    """Give the role its permission."""
    give(apps, "consents", ROLES, {})


def unseed(apps, _schema):
    """Take it back."""
    take_back(apps, "consents", ROLES, {})


class Migration(migrations.Migration):
    dependencies = [
        ("consents", "0008_kinds_of_proof_requests"),
        ("consents", "0007_list_roles"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(seed, unseed, elidable=False)]
