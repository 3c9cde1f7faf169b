"""Every retention duty gets its name for ever, in the row and in its history; back again nothing is lost."""

import uuid

from django.db import migrations, models


def name_them(apps, schema_editor):
    """One uid for a duty and all its history rows."""
    duty = apps.get_model("registers", "RetentionDuty")
    history = apps.get_model("registers", "HistoricalRetentionDuty")
    known = {}
    for row in duty.objects.order_by("pk"):
        known[row.pk] = row.uid = uuid.uuid4()
        row.save(update_fields=["uid"])
    for row in history.objects.order_by("history_id"):
        row.uid = known.setdefault(row.id, uuid.uuid4())
        row.save(update_fields=["uid"])


class Migration(migrations.Migration):
    """uid of RetentionDuty: filled, then unique and required."""

    dependencies = [("registers", "0005_register_of_processing")]

    operations = [
        migrations.RunPython(name_them, migrations.RunPython.noop, elidable=False),
        migrations.AlterField(
            model_name="retentionduty",
            name="uid",
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="id"),
        ),
        migrations.AlterField(
            model_name="historicalretentionduty",
            name="uid",
            field=models.UUIDField(db_index=True, default=uuid.uuid4, editable=False, verbose_name="id"),
        ),
    ]
