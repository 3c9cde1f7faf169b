"""Who may be asked to renew: by no channel that was not consented, nobody who objected, in a file that is a fact."""

import csv
import datetime as dt
import io
import json
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consents.actions.renewing import count_renewals, write_renewals
from consents.choices import ContactChannel, EventKind
from consents.models import Person
from consents.renewal_selectors import renewals
from registers.models import EvidenceEntry
from tests.verbs.consent_office import SANNE, SANNE_MAIL, Office

pytestmark = pytest.mark.django_db
LAST = dt.date(2026, 8, 31)
NOW = dt.datetime(2026, 8, 18, 10, tzinfo=dt.UTC)
"""A Tuesday within calling hours."""
JAN = "email=s.dejong@example.nl"


@pytest.fixture
def office() -> Office:
    return Office()


def given(office: Office, *who: str, channel: str = "voice") -> Person:
    """A checked consent until LAST."""
    (event,) = office.say(EventKind.GIVEN, *who, channel=channel, valid_until=LAST)
    office.say(EventKind.VERIFIED, refers_to=event.uid, channel=channel)
    return event.person


def ways(at: dt.datetime = NOW) -> dict[int, list[str]]:
    return {one.event.person_id: [way.channel.value for way in one.ways] for one in renewals(at)}


def written(at: dt.datetime = NOW) -> list[dict[str, str]]:
    file, _told = write_renewals(at=at)
    with file:
        return list(csv.DictReader(io.StringIO(file.read().decode("utf-8-sig"), newline=""), delimiter=";"))


def test_the_file_names_the_value_that_was_consented_and_nothing_else(office: Office) -> None:
    given(office, SANNE, SANNE_MAIL)
    office.say(EventKind.GIVEN, SANNE, SANNE_MAIL, channel="email", valid_until=LAST)

    rows = written()

    assert [row["consent for"] for row in rows] == ["phone call by a person", "e-mail"]
    assert {(row["last day"], row["ask by"]) for row in rows} == {("2026-08-31", "phone call by a person")}
    assert {row["number or address"] for row in rows} == {"+31612345678"}


def test_a_housemate_objects_for_the_number_so_nobody_is_asked_by_it_and_the_namesake_is(office: Office) -> None:
    sanne, namesake = given(office, SANNE, SANNE_MAIL), given(office, "phone=0687654321", JAN)
    everything = {"sender": None, "purpose": None, "channel": "", "whole_number": True}
    office.say(EventKind.OBJECTED, SANNE, "email=huisgenoot@example.nl", **everything)  # type: ignore[arg-type]

    assert ways() == {sanne.pk: [], namesake.pk: ["voice"]}
    assert [row["number or address"] for row in written()] == ["+31687654321"]


def test_a_minor_is_not_asked(office: Office) -> None:
    child = given(office, SANNE, SANNE_MAIL)
    Person.objects.filter(pk=child.pk).update(minor_until=LAST + dt.timedelta(days=400))

    assert ways() == {child.pk: []}


def test_the_hour_of_counting_keeps_nobody_out(office: Office) -> None:
    person = given(office, SANNE, SANNE_MAIL)

    assert ways(NOW.replace(hour=2)) == {person.pk: ["voice"]}


def test_a_cell_of_the_file_runs_in_no_spreadsheet(office: Office) -> None:
    given(office, SANNE, SANNE_MAIL)
    office.offer.title = '=HYPERLINK("https://kwaad.example")'
    office.offer.save()

    (row,) = written()

    assert row["purpose"].startswith("'=")
    assert row["number or address"].startswith("+31")


def test_counting_hands_nothing_out_and_the_file_is_a_fact_without_people(office: Office) -> None:
    given(office, SANNE, SANNE_MAIL)
    before = EvidenceEntry.objects.count()

    told = count_renewals(at=NOW)
    counted = EvidenceEntry.objects.count()
    written()

    body = EvidenceEntry.objects.order_by("pk").last().body  # type: ignore[union-attr]
    assert (told.consents, told.by_channel, told.by_none) == (1, {ContactChannel.VOICE: 1}, 0)
    assert counted == before
    assert '"part":"renewals"' in body and '"rows":1' in body
    assert "12345678" not in body


def test_more_consents_take_no_more_queries(office: Office) -> None:
    counts = []
    for place in range(6):
        given(office, f"phone=061234567{place}", f"customer_number=K{place}")
        with CaptureQueriesContext(connection) as queries:
            list(renewals(NOW))
        counts.append(len(queries))

    assert len(set(counts[1:])) == 1


def test_the_command_counts_and_writes_only_when_asked_by_somebody(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    User.objects.create_user("tess")
    path = tmp_path / "verlengen.csv"

    call_command("consents", "renewals", "--json")
    told = json.loads(capsys.readouterr().out)
    with pytest.raises(CommandError):
        call_command("consents", "renewals", "--to", str(path))
    call_command("consents", "renewals", "--to", str(path), "--by", "tess")

    assert told["consents"] == told["by_none"] == 0
    assert path.stat().st_mode & 0o777 == 0o600
