"""The house norm for how long a finding may be accepted, as a row with its status. Back again only while untouched."""

import uuid

from django.db import migrations
from django.utils import timezone

CODE = "waiver-months"
ROW = {
    "code": CODE,
    "label": "Huisnorm: een bevinding hoogstens zo lang accepteren",
    "value": 12,
    "unit": "maanden",
    "valid_from": "2018-05-25",
    "valid_until": None,
    "reference": "Norm van de organisatie, geen wettelijke termijn; pas haar aan als u een andere kiest",
    "status": "to_check",
}
UID = uuid.uuid5(uuid.NAMESPACE_URL, f"waarborg/legalparameter/{CODE}")


def seed(apps, _schema):
    """The norm with one line of history; a row of that code stays as it is."""
    model = apps.get_model("registers", "LegalParameter")
    if model.objects.filter(code=CODE).exists():
        return
    row = model.objects.create(uid=UID, **ROW)
    columns = {field.attname: getattr(row, field.attname) for field in model._meta.concrete_fields}
    history = apps.get_model("registers", "HistoricalLegalParameter")
    history.objects.create(history_date=timezone.now(), history_type="+", history_change_reason="", **columns)


def unseed(apps, _schema):
    """Take away what is still as it was sown."""
    history = apps.get_model("registers", "HistoricalLegalParameter").objects.filter(uid=UID)
    if history.count() <= 1:
        gone, _rows = apps.get_model("registers", "LegalParameter").objects.filter(uid=UID, **ROW).delete()
        if gone:
            history.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("registers", "0014_facts_of_consents"),
    ]

    operations = [migrations.RunPython(seed, unseed, elidable=False)]
