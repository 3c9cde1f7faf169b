"""Dated numbers of consents: proof to the consumer, how long proof is kept, the age of one's own consent."""

import datetime as dt
import uuid

from django.db import migrations
from django.utils import timezone

CODE = "Code Telemarketing 2024"
SEEDS = [
    {
        "code": "consent-proof-days",
        "label": "Bewijs van toestemming aan de consument",
        "value": 5,
        "unit": "werkdagen",
        "valid_from": dt.date(2024, 10, 15),
        "reference": f"{CODE}, Stichting Reclame Code; de telling in werkdagen is bevestigd, het begin van de telling niet",
        "status": "confirmed",
    },
    {
        "code": "consent-proof-years",
        "label": "Huisnorm: bewijs van een toestemming bewaren na het einde ervan",
        "value": 5,
        "unit": "jaar",
        "valid_from": dt.date(2018, 5, 25),
        "reference": "AVG, artikel 7 lid 1 en 17 lid 3(e); de wet noemt geen termijn, vijf jaar volgt de verjaring van BW 3:310",
        "status": "to_check",
    },
    {
        "code": "consent-age-nl",
        "label": "Leeftijd voor eigen toestemming, Nederland",
        "value": 16,
        "unit": "jaar",
        "valid_from": dt.date(2018, 5, 25),
        "reference": "AVG, artikel 8 lid 1; UAVG, artikel 5",
        "status": "confirmed",
    },
    {
        "code": "consent-age-be",
        "label": "Leeftijd voor eigen toestemming, België",
        "value": 13,
        "unit": "jaar",
        "valid_from": dt.date(2018, 9, 5),
        "reference": "Wet van 30 juli 2018, artikel 7; begindatum te controleren",
        "status": "confirmed",
    },
]


def seed(apps, _schema):
    """Each number once, with one line of history; a row of that code stays as it is."""
    numbers, history = apps.get_model("registers", "LegalParameter"), apps.get_model("registers", "HistoricalLegalParameter")
    columns = [field.attname for field in numbers._meta.concrete_fields]
    for row in SEEDS:
        if numbers.objects.filter(code=row["code"]).exists():
            continue
        made = numbers.objects.create(uid=_uid(row), **row)
        history.objects.create(
            history_date=timezone.now(), history_type="+", **{name: getattr(made, name) for name in columns}
        )


def unseed(apps, _schema):
    """Take away the numbers that are still as they were sown."""
    numbers, history = apps.get_model("registers", "LegalParameter"), apps.get_model("registers", "HistoricalLegalParameter")
    for row in SEEDS:
        if history.objects.filter(uid=_uid(row)).count() <= 1 and numbers.objects.filter(uid=_uid(row), **row).delete()[0]:
            history.objects.filter(uid=_uid(row)).delete()


def _uid(row):
    return uuid.uuid5(uuid.NAMESPACE_URL, f"waarborg/legalparameter/{row['code']}")


class Migration(migrations.Migration):
    """Rows of law, with their source and status."""

    dependencies = [("consents", "0002_triggers"), ("registers", "0003_law")]

    operations = [migrations.RunPython(seed, unseed, elidable=False)]
