"""The ledger, the wordings, the versions of scripts and the calls are written once: triggers refuse UPDATE and DELETE."""

from django.db import migrations

from registers.evidence import guards

ONCE = {
    "consents_consentevent": ("id", "uid"),
    "consents_consenttext": ("id", "uid"),
    "consents_scriptversion": ("id", "uid"),
    "consents_contactcall": ("id", "uid"),
}


def put_up(apps, schema_editor):
    """Make the triggers."""
    guards.put_up(vendor=schema_editor.connection.vendor, execute=schema_editor.execute, tables=ONCE)


def take_down(apps, schema_editor):
    """Remove the triggers."""
    guards.take_down(vendor=schema_editor.connection.vendor, execute=schema_editor.execute, tables=ONCE)


class Migration(migrations.Migration):
    """Triggers of the ledger."""

    dependencies = [("consents", "0001_initial"), ("registers", "0002_triggers")]

    operations = [migrations.RunPython(put_up, take_down, elidable=False)]
