"""A register in the tables, small, with the people who keep it: for the verbs that sign off, compare and print."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth.models import Group, User
from django.db import models

from registers import models as tables
from registers.choices import DataCategory
from registers.register_choices import Answer, LegalBasis

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def write(instance: Any, at: datetime, **changes: object) -> Any:
    """Save a row (changed, if so told) as of a moment, the way a form would, history included."""
    for name, value in changes.items():
        setattr(instance, name, value)
    instance._history_date = at
    instance.full_clean()
    instance.save()
    return instance


def drop(instance: Any, at: datetime) -> None:
    """Delete a row as of a moment."""
    instance._history_date = at
    instance.delete()


def make(model: type[models.Model], at: datetime = START, **values: object) -> Any:
    """A new row as of a moment."""
    return write(model(**values), at)


class Office:
    """Two officers, our organisation, an activity with two purposes and a line, and an agreement."""

    def __init__(self) -> None:
        self.group = Group.objects.create(name="Privacy officer")
        self.anna, self.bram = (User.objects.create_user(name, last_login=START) for name in ("anna", "bram"))
        for user in (self.anna, self.bram):
            user.groups.add(self.group)
        self.own = make(tables.Party, name="Voorbeeldorganisatie B.V.", own=True, email="info@voorbeeld.example")
        self.supplier = make(tables.Party, name="Belpartner Noord B.V.")
        self.officer = make(tables.DataProtectionOfficer, party=self.own, name="Functionaris", email="fg@b.example")
        self.activity = make(
            tables.ProcessingActivity, number="V-001", name="Klantcontact", organisation=self.own, processors=Answer.YES
        )
        self.purposes = [
            make(tables.Purpose, activity=self.activity, position=place, text=text, basis=LegalBasis.CONTRACT)
            for place, text in enumerate(("Vragen beantwoorden", "Afspraken nakomen"), start=1)
        ]
        self.rule = make(tables.RetentionRule, name="Klantdossier", months=24, start_event="einde overeenkomst")
        self.line = make(
            tables.Line,
            activity=self.activity,
            subjects="Klanten",
            category=DataCategory.CONTACT,
            purpose=self.purposes[0],
            retention=self.rule,
        )
        self.engagement = make(tables.Engagement, activity=self.activity, party=self.supplier, service="Telefonie")
        self.agreement = make(
            tables.ProcessorAgreement, number="VO-001", title="Telefonie", counterparty=self.supplier, breach_hours=24
        )
        self.coverage = make(tables.AgreementCoverage, agreement=self.agreement, activity=self.activity)


def later(**shift: float) -> datetime:
    """A moment after the register was first filled."""
    return START + timedelta(**shift)
