"""Which field of a table takes a supplementary statement (art. 16)."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("registers", "0010_portability_and_restriction")]

    operations = [
        migrations.AddField(
            model_name=name,
            name="statement",
            field=models.CharField(blank=True, default="", max_length=128, verbose_name="field for a supplementary statement"),
            preserve_default=False,
        )
        for name in ("sourcetable", "historicalsourcetable")
    ]
