"""The catalogue as it is shipped: whole, sourced, with questions, and in tune with the rules of the register."""

import re
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from pydantic import ValidationError

from registers.book.book import Book
from registers.book.records import Duty, Party
from registers.catalogue.entry import COUNTRIES, Entry, for_country
from registers.catalogue.proposing import Place, proposed
from registers.catalogue.shipped import DATA, MEASURES, catalogue, entry_of, read, versions
from registers.errors import CatalogueUnknown
from registers.register_choices import ActivityRole, Answer, DpiaKind, RecordStatus, RetentionType, Severity
from registers.rules import find
from registers.rules.contradictions import RULES as CONTRADICTIONS
from tests.rules.findings.sound import LAW, TODAY

ENTRIES = list(catalogue().values())
ASKED_FOR = {
    *("gespreksopname", "schermopname", "kwaliteitsmeting", "spraak-en-chatanalyse", "bellerherkenning"),
    *("telefonische-betaling", "terugbellen", "klachten", "ongewenste-bellers", "roosterplanning", "uitbesteding"),
    *("voor-opdrachtgevers", "avg-verzoeken", "onderdrukkingssleutels", "bewijslog"),
    *("toestemmingenboek", "bellijsten-screenen"),
}
OPEN_FOR_THE_OFFICER = {
    *("activity-owner-missing", "activity-questions-open", "automated-unanswered", "joint-unanswered"),
    *("processors-unanswered", "transfers-unanswered", "recipients-unanswered", "dpia-unanswered", "review-never"),
    *("dpia-unanswered-with-signs", "interest-not-weighed", "line-presence-unanswered", "line-system-missing"),
    *("retention-not-chosen", "retention-executor-missing", "possible-special-without-condition", "client-missing"),
    *(
        "possible-bsn-without-law",
        "possible-criminal-without-ground",
        "criminal-without-ground",
        "special-without-condition",
    ),
    *("retention-duty-unconfirmed", "ai-training-unanswered", "dpia-criteria-overlooked", "recipient-notice-missing"),
    *("retention-longest-wins", "line-source-unnamed", "controller-contact-empty", "dpo-missing"),
}


def copy_of(entry: Entry, country: str) -> Book:
    """A copy in a register with our organisation and the duties of the law."""
    own = Party(uid=str(uuid4()), name="Voorbeeld B.V.", own=True, country=country, email="a@own.example")
    place = Place(activity=str(uuid4()), organisation=own.uid, number=entry.number, country=country)
    told = {"minimal_fields": "facturen", "law": "Wet", "type": RetentionType.MAX}
    duties = (Duty(uid=str(uuid4()), name=term.duty, label=term.duty, **told) for term in entry.retentions if term.duty)
    return Book([own, *proposed(entry, place, around=Book(duties))])


def test_every_activity_that_was_asked_for_is_there() -> None:
    assert set(catalogue()) == ASKED_FOR


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.key)
def test_numbers_are_its_own(entry: Entry) -> None:
    assert [one.number for one in ENTRIES].count(entry.number) == 1


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.key)
def test_a_copy_leaves_open_only_what_the_officer_answers(entry: Entry, country: str) -> None:
    book = copy_of(entry, country)

    found = {one.rule for one in find(book, law=LAW, today=TODAY, catalogue=versions())}

    assert found - OPEN_FOR_THE_OFFICER == set()


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.key)
def test_a_copy_is_a_draft_that_never_says_no(entry: Entry, country: str) -> None:
    book = copy_of(entry, country)
    (activity,) = book.activities

    answers = {value for _name, value in activity if isinstance(value, Answer)}

    assert activity.status == RecordStatus.DRAFT
    assert Answer.NO not in answers
    assert activity.dpia_needed == Answer.UNKNOWN


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.key)
def test_a_term_begins_at_the_short_end_and_waits_for_a_choice(entry: Entry) -> None:
    ranged = [one for one in copy_of(entry, "NL") if getattr(one, "most_months", None) is not None]

    assert all(one.months == one.least_months and one.chosen == Answer.UNKNOWN for one in ranged)  # type: ignore[attr-defined]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.key)
def test_a_trigger_names_its_number_on_the_list_of_the_authority(entry: Entry) -> None:
    numbers = [list(DpiaKind).index(kind) + 1 for kind in entry.dpia.kinds]

    assert all(str(number) in entry.dpia.listed for number in numbers)


DUTCH = re.compile(
    r"\bAP\b|Autoriteit Persoonsgegevens|Nederland|UAVG|\bAwb\b|\bAWR\b|\bBW\b|\bHR\b|Hoge Raad|Dexia|Arbo|"
    r"Arbeidstijdenwet|Telecommunicatiewet|Staatscourant|Code Telemarketing|Vrijstellingsbesluit"
)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.key)
def test_a_belgian_copy_speaks_of_no_dutch_law_or_authority(entry: Entry) -> None:
    texts = [record.model_dump_json() for record in copy_of(entry, "BE") if record.kind != Duty.kind]

    assert [found.group() for text in texts for found in DUTCH.finditer(text)] == []
    assert copy_of(entry, "BE").activities[0].dpia_kinds == ()


def test_what_holds_in_one_country_only_is_shown_there_only() -> None:
    dpia = entry_of("gespreksopname").dpia

    assert (len(dpia.reasons("NL")), len(dpia.reasons("BE"))) == (2, 1)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.key)
def test_a_copy_contradicts_nothing(entry: Entry) -> None:
    codes = {rule.code for rule in CONTRADICTIONS}

    found = find(copy_of(entry, "NL"), law=LAW, today=TODAY)

    assert [one.rule for one in found if one.rule in codes and one.severity == Severity.ERROR] == []


def test_the_two_countries_differ_where_the_law_does() -> None:
    entry = entry_of("gespreksopname")

    longest = {
        c: max(one.most or 0 for one in for_country(entry.retentions, c) if one.key == "begeleiding") for c in COUNTRIES
    }

    assert longest == {"NL": 6, "BE": 1}


def test_an_unknown_name_tells_which_there_are() -> None:
    with pytest.raises(CatalogueUnknown, match="gespreksopname"):
        entry_of("gesprekopname")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("basis: 6(1)(b)", "basis: 6(1)(z)"),
        ("purpose: terugbellen", "purpose: verkoop"),
        ("retention: verzoek", "retention: nooit"),
        ("least: 0, most: 1", "least: 2, most: 1"),
        ("role", "rol"),
        ("source:", "bron:"),
    ],
)
def test_a_damaged_file_is_refused(tmp_path: Path, old: str, new: str) -> None:
    text = (DATA / "terugbellen.yaml").read_text() + "\nrole: controller\n"
    (tmp_path / MEASURES).write_text((DATA / MEASURES).read_text())
    (tmp_path / "terugbellen.yaml").write_text(text.replace(old, new))

    assert old in text
    with pytest.raises(ValidationError):
        read(tmp_path)


def test_the_hash_follows_every_word() -> None:
    entry = entry_of("terugbellen")
    changed: dict[str, Any] = {"description": f"{entry.description} Ook op zaterdag."}

    assert entry.model_copy(update=changed).sha256 != entry.sha256
    assert entry.role == ActivityRole.CONTROLLER


@pytest.mark.parametrize(("now", "behind"), [("2027-02-01", True), ("2026-11-22", False)])
def test_a_copy_of_another_version_is_found(now: str, behind: bool) -> None:
    book = copy_of(entry_of("terugbellen"), "NL")

    found = find(book, law=LAW, today=TODAY, catalogue={"terugbellen": now})

    assert ("catalogue-changed" in {one.rule for one in found}) == behind


def test_a_copy_of_what_the_catalogue_has_no_more_is_left_alone() -> None:
    book = copy_of(entry_of("terugbellen"), "NL")

    assert "catalogue-changed" not in {one.rule for one in find(book, law=LAW, today=TODAY, catalogue={})}
