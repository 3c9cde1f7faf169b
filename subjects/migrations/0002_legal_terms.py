"""Seed the term of art. 12(3) AVG as data: one month, two more at most."""

from django.db import migrations


def seed(apps, _schema):
    apps.get_model("subjects", "LegalTerm").objects.get_or_create(
        rule="T1",
        defaults={
            "months": 1,
            "extension_months": 2,
            "valid_from": "2018-05-25",
            "source": "Art. 12(3) AVG; Verordening (EEG, Euratom) 1182/71",
            "status": "confirmed",
        },
    )


def unseed(apps, _schema):
    apps.get_model("subjects", "LegalTerm").objects.filter(rule="T1").delete()


class Migration(migrations.Migration):
    dependencies = [("subjects", "0001_initial")]
    operations = [migrations.RunPython(seed, unseed)]
