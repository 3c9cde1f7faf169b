"""The evidence log and signed versions are written once: triggers refuse everything else."""

from django.db import migrations

from registers.evidence import guards

ONCE = guards.LOG | guards.VERSIONS


def put_up(apps, schema_editor):
    """Make the triggers."""
    guards.put_up(vendor=schema_editor.connection.vendor, execute=schema_editor.execute, tables=ONCE)


def take_down(apps, schema_editor):
    """Remove the triggers."""
    guards.take_down(vendor=schema_editor.connection.vendor, execute=schema_editor.execute, tables=ONCE)


class Migration(migrations.Migration):
    """Triggers that refuse UPDATE and DELETE."""

    dependencies = [("registers", "0001_initial")]

    operations = [migrations.RunPython(put_up, take_down, elidable=False)]
