"""Corrections that staff stated for a request (art. 16)."""

import django.db.models.deletion
import registers.models.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("subjects", "0009_restriction_and_portability"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("source", models.SlugField(max_length=63, verbose_name="source")),
                ("table", models.CharField(max_length=257, verbose_name="table")),
                ("column", models.CharField(max_length=128, verbose_name="field")),
                ("way", models.CharField(choices=[("replace", "replaced by the right value"), ("supplement", "supplementary statement added")], default="replace", max_length=12, verbose_name="way")),
                ("shared", models.BooleanField(default=False, verbose_name="the value in shared rows is the person's")),
                ("values", registers.models.fields.EncryptedJSONField(null=True, verbose_name="values")),
                ("stated_at", models.DateTimeField(verbose_name="stated at")),
                ("request", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="corrections", to="subjects.subjectrequest", verbose_name="request")),
                ("stated_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="stated by")),
            ],
            options={
                "verbose_name": "correction",
                "verbose_name_plural": "corrections",
                "ordering": ["request", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("request", "number"), name="correction_number_once"),
                    models.CheckConstraint(condition=models.Q(("way__in", ["replace", "supplement"])), name="correction_way_known"),
                ],
            },
        ),
    ]
