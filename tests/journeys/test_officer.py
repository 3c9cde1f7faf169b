"""From the zip of another register and an empty database to a signed register, and an access report made of it.

Everything that the officers do goes through the pages of the admin; nothing is waived.
"""

import datetime as dt
import re
from typing import Any

import pytest
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from registers.book.book import WHOLE
from registers.choices import DocumentKind
from registers.models import (
    Engagement,
    Line,
    ProcessingActivity,
    Purpose,
    RegisterFinding,
    RegisterVersion,
)
from registers.register_choices import Clause, Severity
from subjects.choices import Right
from tests import avgregister as avg
from tests.doors.register_world import address, officer, sent
from tests.doors.test_register_import import give, go_on
from tests.journeys.road import Road, documents_of, text_of
from tests.journeys.shops import HOUSEHOLD, HOUSEHOLD_MAP, Build

ITEMS = (
    *("Waarom gebruiken wij deze gegevens? (a)", "Wat voor gegevens zijn het? (b)", "Wie krijgt ze? (c)"),
    *("Hoelang bewaren wij ze? (d)", "(e) U kunt ons vragen", "(f) U kunt een klacht indienen bij de toezichthouder"),
    *("Waar komen ze vandaan? (g)", "Neemt een computer besluiten over u? (h)"),
)


@pytest.fixture
def piet(road: Road) -> Client:
    """Who imports, mends and offers; the database is empty but for the law."""
    return officer()


def save(client: Client, page: str, **given: Any) -> None:
    """Fill in a form and press Save. Raises AssertionError with what the page says when it is not saved."""
    answer = client.post(page, sent(client.get(page)) | given)
    assert answer.status_code == 302, [form.errors for form in [answer.context["adminform"].form]]


def change(client: Client, record: models.Model, **given: Any) -> None:
    save(client, address(record), **given)


def add(model: str) -> str:
    return reverse(f"admin:registers_{model}_add")


def errors() -> list[tuple[str, str]]:
    open_ones = RegisterFinding.objects.filter(severity=Severity.ERROR, waived=False)
    return sorted(open_ones.values_list("rule", "record_kind"))


def imported(client: Client) -> ProcessingActivity:
    """The zip of the ministry, taken over; its two test records are removed again."""
    go_on(client, give(client, avg.real_export()), "apply")
    for test in ProcessingActivity.objects.filter(name="Test"):
        client.post(address(test, "delete"), {"post": "yes"})
    return ProcessingActivity.objects.get()


def mend(client: Client, activity: ProcessingActivity) -> None:
    """Do what each finding asks, on the page that it leads to."""
    own = activity.organisation
    assert own is not None
    change(client, own, own="on", **{"officers-0-name": "FG", "officers-0-email": "fg@leemans.example"})
    line = Line.objects.get()
    change(client, line, condition="9(2)(a)", criminal="possible", criminal_law="art. 32 UAVG", national_id="no")
    processor = Engagement.objects.get().party
    made = {"number": "VO-1", "title": "Platform", "organisation": own.pk, "counterparty": processor.pk}
    dates = {"signed_by_us": "2024-02-01", "signed_by_them": "2024-02-02", "in_force_from": "2024-03-01"}
    terms = {"open_ended": "on", "status": "signed", "breach_hours": 24, "data_categories": ["other"]}
    agreed = {f"clauses-{place}-verdict": "yes" for place in range(len(Clause))}
    covers = {"coverage-0-activity": activity.pk}
    save(client, add("processoragreement"), **made, **dates, **terms, **agreed, **covers)


def press(client: Client, verb: str) -> None:
    client.post(reverse("register:sign-off", args=["register", WHOLE, verb]))


def test_an_empty_register_says_how_to_begin(piet: Client) -> None:
    page = piet.get(reverse("register:overview"), headers={"accept-language": "nl"}).content.decode()

    assert "Het register is nog leeg" in page
    assert reverse("register:import") in page
    assert "Er hoeft eerst niets hersteld te worden" not in page


def test_a_register_is_mended_and_signed_in_the_admin_alone(piet: Client) -> None:
    activity = imported(piet)
    gaps = errors()

    mend(piet, activity)
    left = errors()
    press(piet, "offer")
    press(officer("fatima"), "sign")

    assert ("own-organisation-missing", "register") in gaps
    assert ("criminal-mentioned", "lines") in gaps or len(gaps) > 4
    assert (left, RegisterVersion.objects.get().signed_by.username) == ([], "fatima")


def test_what_was_signed_is_read_back_after_a_change(piet: Client) -> None:
    activity = imported(piet)
    mend(piet, activity)
    press(piet, "offer")
    press(officer("fatima"), "sign")
    change(piet, Purpose.objects.get(), text="Iets anders")

    signed = piet.get(address(RegisterVersion.objects.get())).content.decode()
    compared = piet.get(reverse("register:compare", args=["register", WHOLE])).content.decode()

    assert "Het Platform Informatieberaad Zorg is" in signed
    assert "Iets anders" in compared


def test_an_access_report_made_afterwards_carries_the_eight_items(piet: Client, build_small: Build, road: Road) -> None:
    build_small(*HOUSEHOLD, text=re.sub("activity: .*", "activity: Jet Tours", HOUSEHOLD_MAP))
    activity = imported(piet)
    mend(piet, activity)
    press(piet, "offer")
    press(officer("fatima"), "sign")
    road.at = timezone.now() + dt.timedelta(minutes=1)

    request = road.carry_out(Right.ACCESS, email="sanne@example.nl")

    text = " ".join(text_of(documents_of(request)[DocumentKind.ACCESS_REPORT]).split())
    assert [item for item in ITEMS if item not in text] == []
    for told in (
        "M5071",
        "versie 1",
        "Stichting ICTU",
        "1 maand bewaard",
        "Om de leden van communities in staat te stellen",
    ):
        assert told in text
