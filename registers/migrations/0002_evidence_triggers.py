"""Entries, leaves and seals of the evidence log are written once: triggers refuse everything else."""

from django.db import migrations

from registers.evidence import guards


def put_up(apps, schema_editor):
    """Make the triggers."""
    guards.put_up(vendor=schema_editor.connection.vendor, execute=schema_editor.execute, tables=guards.LOG)


def take_down(apps, schema_editor):
    """Remove the triggers."""
    guards.take_down(vendor=schema_editor.connection.vendor, execute=schema_editor.execute, tables=guards.LOG)


class Migration(migrations.Migration):
    """The triggers of the evidence log."""

    dependencies = [("registers", "0001_initial")]

    operations = [migrations.RunPython(put_up, take_down, elidable=False)]
