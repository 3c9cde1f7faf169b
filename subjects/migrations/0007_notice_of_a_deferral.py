"""A notice about what a duty kept until later: a recipient is told again, on that day."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("subjects", "0006_notices_of_objections"),
    ]

    operations = [
        migrations.AddField(
            model_name="notice",
            name="deferral",
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="notices", to="subjects.deferrederasure", verbose_name="deferred erasure"),
        ),
    ]
