"""The road of an officer: from an empty database and the zip of another register to a register signed by two."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from registers.book.book import WHOLE
from registers.models import ProcessingActivity, RegisterFinding, RegisterVersion
from registers.register_choices import RecordKind, Severity
from tests import avgregister as avg
from tests.doors.register_world import officer
from tests.doors.test_register_import import give, go_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def piet(private_folders: Any) -> Client:
    """Who imports and offers."""
    return officer()


def accept_all(client: Client) -> int:
    """Accept what has to be mended, one finding after the other; how many there were."""
    open_ones = RegisterFinding.objects.filter(severity=Severity.ERROR, waived=False)
    rows = list(open_ones.values("rule", "record", "field").distinct())
    until = timezone.localdate() + dt.timedelta(days=200)
    for row in rows:
        page = reverse("register:waive", query=row)
        assert client.post(page, {"reason": "Wordt dit jaar hersteld", "until": until.isoformat()}).status_code == 302
    return len(rows)


def press(client: Client, verb: str) -> None:
    client.post(reverse("register:sign-off", args=["register", WHOLE, verb]))


def test_an_imported_register_shows_its_gaps_with_articles(piet: Client) -> None:
    go_on(piet, give(piet, avg.export()), "apply")

    shown = piet.get(reverse("admin:registers_registerfinding_changelist")).content.decode()

    assert RegisterFinding.objects.filter(severity=Severity.ERROR).exists()
    assert "30(1)" in shown


def test_a_register_with_gaps_is_not_signed(piet: Client) -> None:
    go_on(piet, give(piet, avg.export()), "apply")

    press(piet, "offer")
    press(officer("fatima"), "sign")

    assert not RegisterVersion.objects.exists()


def test_a_register_of_which_the_gaps_were_accepted_is_signed_by_another(piet: Client) -> None:
    go_on(piet, give(piet, avg.export()), "apply")

    accepted = accept_all(piet)
    press(piet, "offer")
    press(officer("fatima"), "sign")

    version = RegisterVersion.objects.get()
    assert accepted > 0
    assert (version.record_kind, version.signed_by.username) == (RecordKind.REGISTER, "fatima")
    assert set(ProcessingActivity.objects.values_list("status", flat=True)) == {"signed"}
