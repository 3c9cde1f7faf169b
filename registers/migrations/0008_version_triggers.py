"""A signed version is written once, and a record has one open offer at a time: the database says so itself."""

from django.db import migrations, models

from registers.evidence import guards


def put_up(apps, schema_editor):
    """Make the triggers of signed versions, and those of the log again: SQLite lost some when 0005 rebuilt a table."""
    both = guards.LOG | guards.VERSIONS
    guards.put_up(vendor=schema_editor.connection.vendor, execute=schema_editor.execute, tables=both)


def take_down(apps, schema_editor):
    """Remove those of signed versions."""
    guards.take_down(vendor=schema_editor.connection.vendor, execute=schema_editor.execute, tables=guards.VERSIONS)


class Migration(migrations.Migration):
    """Triggers that refuse UPDATE and DELETE of versions, and the constraint on open offers."""

    dependencies = [("registers", "0007_law_seeds")]

    operations = [
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed", False)), fields=("record_kind", "record"), name="offer_open_once"
            ),
        ),
        migrations.RunPython(put_up, take_down, elidable=False),
    ]
