"""The ledger and the wordings are written once: triggers refuse UPDATE and DELETE."""

from django.db import migrations

from registers.evidence import guards

LEDGER = {"consents_consentevent": ("id", "uid"), "consents_consenttext": ("id", "uid")}


def put_up(apps, schema_editor):
    """Make the triggers."""
    guards.put_up(vendor=schema_editor.connection.vendor, execute=schema_editor.execute, tables=LEDGER)


def take_down(apps, schema_editor):
    """Remove the triggers."""
    guards.take_down(vendor=schema_editor.connection.vendor, execute=schema_editor.execute, tables=LEDGER)


class Migration(migrations.Migration):
    """Triggers of the ledger."""

    dependencies = [("consents", "0001_ledger")]

    operations = [migrations.RunPython(put_up, take_down, elidable=False)]
