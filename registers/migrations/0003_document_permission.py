"""Downloading documents that hold personal data becomes a permission of its own."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("registers", "0002_evidence_triggers")]
    operations = [
        migrations.AlterModelOptions(
            name="document",
            options={
                "ordering": ["-issued_at", "-id"],
                "permissions": [("read_personal_document", "Can download documents that hold personal data")],
                "verbose_name": "document",
                "verbose_name_plural": "documents",
            },
        ),
    ]
