"""Screening call lists: the same answers as for one question, every row accounted for, an objection blocks at once."""

import datetime as dt
import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import openpyxl
import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consents.actions.objecting import object_by_portal
from consents.choices import (
    ContactChannel,
    EventKind,
    PartyKind,
    RelationKind,
    ScreeningListKind,
    SenderKind,
    Unwanted,
)
from consents.errors import EventRefused, ListRefused
from consents.models import ConsentEvent, Person, Relation, ScreeningEntry, ScreeningList
from consents.screening.writing import write
from registers.models import EvidenceEntry
from tests.journeys.road import text_of
from tests.verbs.consent_office import AT, SANNE, SANNE_MAIL, Office
from tests.verbs.screening_world import a_list, opened, screened

pytestmark = pytest.mark.django_db
NUMBERS = ["0612345678", "0687654321", "0201234567", "+32470123456", "+442079460958", "0612340000"]
CHANNELS = [ContactChannel.VOICE, ContactChannel.VOICE_AUTO, ContactChannel.SMS]
MAILS = ["email=a@example.nl", "email=b@example.nl", ""]


@pytest.fixture
def office() -> Office:
    """An organisation that sells energy."""
    return Office()


def test_every_row_ends_in_one_of_the_two_files(office: Office) -> None:
    office.consented(SANNE, SANNE_MAIL)

    found = screened(office, a_list("06-12345678", "+31612345678", "onbekend", "", "0201234567", "+442079460958"))

    expected = {"Klant 1": "allowed", "Klant 2": "duplicate", "Klant 3": "no_number", "Klant 4": "empty"}
    assert found.outcomes == {**expected, "Klant 5": "no_basis", "Klant 6": "no_rules"}
    assert found.screened.counts == {"in": 6, "allowed": 1, "refused": 2, "invalid": 2, "duplicate": 1}


def test_the_second_file_says_why_by_which_rule_and_article(office: Office) -> None:
    office.objected(SANNE)

    (row,) = screened(office, a_list("0612345678")).refused

    assert (row["row"], row["rule"], row["article"]) == ("2", "objection", "art. 21 lid 2 en 3 AVG")
    assert row["legal status"] == "confirmed by a source"
    assert (row["Naam"], row["Telefoon"]) == ("Klant 1", "0612345678")


def test_a_formula_in_a_list_does_not_run_in_ours(office: Office) -> None:
    content = b"Naam;Telefoon\n=HYPERLINK(1);0612345678\n@SUM(1);+31 6 87654321\n"

    rows = screened(office, content).refused

    assert [row["Naam"] for row in rows] == ["'=HYPERLINK(1)", "'@SUM(1)"]
    assert rows[1]["Telefoon"] == "+31 6 87654321"


def test_a_lost_zero_is_called_and_told(office: Office) -> None:
    office.consented(SANNE, SANNE_MAIL)

    found = screened(office, a_list("612345678"))

    assert found.allowed[0]["remark"] == "the zero in front was missing and was added"
    assert found.screened.remarks == {"zero_added": 1}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_list_says_of_every_number_what_a_single_question_says(office: Office, data: st.DataObject) -> None:
    with transaction.atomic():
        _live(office, data)
        at = AT + dt.timedelta(hours=data.draw(st.sampled_from([0, 1, 12, 24, 24 * 400])))
        asked = {
            "channel": data.draw(
                st.sampled_from([ContactChannel.VOICE, ContactChannel.VOICE_AUTO, ContactChannel.SMS])
            ),
            "purpose": data.draw(st.sampled_from([office.offer, office.failure])),
            "offer": data.draw(st.booleans()),
            "party": data.draw(st.sampled_from(list(PartyKind))),
        }

        found = screened(office, a_list(*NUMBERS), at=at, **asked).outcomes  # type: ignore[arg-type]

        for place, number in enumerate(NUMBERS, start=1):
            decision = office.ask(f"phone={number}", at=at, **asked).decision  # type: ignore[arg-type]
            assert found[f"Klant {place}"] == ("allowed" if decision.allowed else decision.rule)
        transaction.set_rollback(True)


def _live(office: Office, data: st.DataObject) -> None:
    """Some years of a ledger: yes and no of people who share numbers, relations, lists, a minor, another sender."""
    office.becomes(data.draw(st.sampled_from([SenderKind.ORDINARY, SenderKind.CHARITY_IDEAL])))
    for _event in range(data.draw(st.integers(0, 8))):
        _say(office, data)
    for person in Person.objects.filter(is_number=False):
        person.minor_until = data.draw(st.sampled_from([None, None, AT.date() + dt.timedelta(days=1)]))
        person.party = data.draw(st.sampled_from(PartyKind.values))
        person.save()
        _relate(office, person, data)
    for kind in data.draw(st.lists(st.sampled_from(ScreeningListKind.values), unique=True)):
        days = {"obtained_on": AT.date(), "valid_until": AT.date() + dt.timedelta(days=1), "loaded_at": AT}
        held, _made = ScreeningList.objects.get_or_create(
            kind=kind, **days, defaults={"sha256": "a" * 64, "complete": data.draw(st.booleans())}
        )
        for number in data.draw(st.lists(st.sampled_from(NUMBERS), unique=True)):
            (value,) = office.values(f"phone={number}")
            ScreeningEntry.objects.get_or_create(list=held, index=value.index)


def _say(office: Office, data: st.DataObject) -> None:
    number = f"phone={data.draw(st.sampled_from(NUMBERS))}"
    texts = [number, *filter(None, [data.draw(st.sampled_from(MAILS))])]
    what = data.draw(st.sampled_from(["yes", "no", "number", "withdrawn", "sender"]))
    try:
        if what == "yes":
            office.consented(*texts, channel=data.draw(st.sampled_from(["voice", "sms", "voice_auto"])))
        elif what == "withdrawn":
            office.say(EventKind.WITHDRAWN, *texts, channel="")
        else:
            scope = {"sender": office.sender, "channel": "voice"} if what == "sender" else {}
            office.objected(*texts, whole_number=what == "number", **scope)  # type: ignore[arg-type]
    except EventRefused:
        return  # a yes that would be about several people


def _relate(office: Office, person: Person, data: st.DataObject) -> None:
    if data.draw(st.booleans()):
        ended = data.draw(st.sampled_from([None, AT.date(), AT.date() - dt.timedelta(days=1200)]))
        told = {name: data.draw(st.booleans()) for name in ("collected_in_sale", "opt_out_offered", "similar")}
        kind = data.draw(st.sampled_from(RelationKind.values))
        started = data.draw(st.sampled_from([None, AT.date(), AT.date() + dt.timedelta(days=1)]))
        values = {"started_on": started, "ended_on": ended, "noted_at": AT, **told}
        Relation.objects.get_or_create(person=person, sender=office.sender, kind=kind, defaults=values)


def by_the_number(office: Office) -> None:
    office.objected(SANNE, at=AT)


def by_the_portal(office: Office) -> None:
    values = office.values(SANNE)
    object_by_portal(values=values, unwanted=Unwanted.CALLS, once=uuid4(), at=AT)


@pytest.mark.parametrize("objects", [by_the_number, by_the_portal])
def test_an_objection_during_the_screening_blocks(office: Office, objects: Callable[[Office], None]) -> None:
    office.consented(SANNE, SANNE_MAIL)
    office.consented("phone=0687654321", "email=b@example.nl")

    found = screened(office, a_list("0612345678", "0687654321"), tell=lambda _rows: _once(office, objects))

    assert found.outcomes == {"Klant 1": "objection", "Klant 2": "allowed"}
    assert found.screened.counts == {"in": 2, "allowed": 1, "refused": 1, "invalid": 0, "duplicate": 0}
    assert found.screened.position == ConsentEvent.objects.latest("pk").pk


def _once(office: Office, objects: Callable[[Office], None]) -> None:
    if not ConsentEvent.objects.filter(kind=EventKind.OBJECTED).exists():
        objects(office)


def test_an_objection_after_the_numbers_were_looked_up_takes_the_row_out(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.consented(SANNE, SANNE_MAIL)
    namesake = "phone=0687654321"
    office.consented(namesake, "email=b@example.nl")

    def late(sifted: object, **sheets: object) -> object:
        yield from write(list(sifted), **sheets)  # type: ignore[call-overload, arg-type]
        office.objected(SANNE_MAIL)

    monkeypatch.setattr("consents.actions.screening.write", late)
    found = screened(office, a_list("0612345678", "0687654321"))

    assert found.outcomes == {"Klant 1": "objection", "Klant 2": "allowed"}
    assert found.screened.moved == 1
    assert found.refused[0]["row"] == "2"


def test_an_objection_under_a_key_of_before_blocks_too(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.objected(SANNE)
    old = django_settings.ENVIRONMENT.index_key
    monkeypatch.setattr(django_settings.ENVIRONMENT, "index_key", "n" * 40)
    monkeypatch.setattr(django_settings.ENVIRONMENT, "index_keys_old", [old])

    found = screened(office, a_list("0612345678", "0612345678", "0687654321"))

    assert found.outcomes == {"Klant 1": "objection", "Klant 2": "duplicate", "Klant 3": "no_basis"}


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_lists_are_read_as_people_save_them(office: Office, separator: str, encoding: str) -> None:
    office.consented(SANNE, SANNE_MAIL)
    content = f"Naam{separator}Telefoon\r\nRené{separator}0612345678\r\n".encode(encoding)

    (row,) = screened(office, content).allowed

    assert row["Naam"] == "René"


def test_a_workbook_is_a_list_too(office: Office) -> None:
    office.consented(SANNE, SANNE_MAIL)
    book = openpyxl.Workbook()
    for row in (["Naam", "Telefoon"], ["a", 612345678], ["b", 31612345678], ["c", "=A1"], ["d", 3.5]):
        book.worksheets[0].append(row)
    out = io.BytesIO()
    book.save(out)

    found = screened(office, out.getvalue())

    assert found.outcomes == {"a": "allowed", "b": "duplicate", "c": "formula", "d": "no_number"}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"0612345678\n0687654321\n", "first row holds a number"),
        (b'Naam;Telefoon\n"Jan;0612345678\n', "quotation mark"),
        (b"Naam;Telefoon\nJan\0;06\n", "no text|not text"),
        (b"%PDF-1.7", "no call list"),
        (b"Naam;Mobiel\nJan;0612345678\n", "there is no column"),
    ],
)
def test_a_list_that_can_not_be_read_whole_is_refused_and_says_why(office: Office, content: bytes, why: str) -> None:
    with pytest.raises(ListRefused, match=why):
        screened(office, content)


def test_a_second_sheet_with_rows_is_not_passed_over_in_silence(office: Office) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Telefoon"])
    book.create_sheet("Meer").append(["0612345678"])
    out = io.BytesIO()
    book.save(out)

    with pytest.raises(ListRefused, match="exactly one sheet"):
        opened(out.getvalue())


def test_the_command_puts_two_files_and_a_summary_down(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office.consented(SANNE, SANNE_MAIL)
    path = tmp_path / "lijst.csv"
    path.write_bytes(a_list("0612345678", "0687654321", "x"))
    told = ["--column", "Telefoon", "--sender", "energie", "--purpose", "aanbod", "--at", AT.isoformat()]

    call_command("consents", "screen", str(path), *told, "--to", str(tmp_path / "uit"), "--json")

    summary = json.loads(capsys.readouterr().out)
    assert summary["counts"] == {"in": 3, "allowed": 1, "refused": 1, "invalid": 1, "duplicate": 0}
    assert sorted(file.name for file in (tmp_path / "uit").iterdir()) == [
        "lijst-bewijs.pdf", "lijst-mag-bellen.csv", "lijst-niet-bellen.csv", "lijst-samenvatting.json",
    ]  # fmt: skip
    body = EvidenceEntry.objects.get(kind="list.screened").body
    assert "612345678" not in body + json.dumps(summary)


def test_the_proof_of_the_command_names_the_files_that_are_there(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "lijst.csv"
    path.write_bytes(a_list("0612345678"))
    told = ["--column", "Telefoon", "--sender", "energie", "--purpose", "aanbod", "--to", str(tmp_path / "uit")]

    call_command("consents", "screen", str(path), *told, "--json")

    files = json.loads(capsys.readouterr().out)["files"]
    proof = text_of(Path(files["proof"]).read_bytes())
    hashes = [hashlib.sha256(Path(files[name]).read_bytes()).hexdigest() for name in ("allowed", "refused")]
    assert all(sha256 in proof for sha256 in [hashlib.sha256(path.read_bytes()).hexdigest(), *hashes])
    assert "612345678" not in proof


def test_the_command_names_the_columns_there_are(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "lijst.csv"
    path.write_bytes(a_list("0612345678"))
    told = ["--column", "Mobiel", "--sender", "energie", "--purpose", "aanbod"]

    with pytest.raises(CommandError, match="Naam, Telefoon"):
        call_command("consents", "screen", str(path), *told, "--to", str(tmp_path / "uit"))

    assert not list((tmp_path / "uit").iterdir())
