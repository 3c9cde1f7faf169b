"""Chinook, a database nobody here wrote: customers taken through three rights on three dialects.

It is the middle of 2029. Leonie (2) is erased, Bjørn (4) anonymised, Helena (6) asks what is known of her. Invoices of
2021 need not be kept any more, later ones do. One walk per dialect; every test looks at another side of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from registers.choices import DocumentKind
from registers.documents.verification import verify
from subjects.actions.deferring import run_due_deferrals
from subjects.actions.mapping import check_source
from subjects.choices import Right, Status
from tests.chinook import load_chinook
from tests.journeys.databases import empty_database, story_road
from tests.journeys.road import Road, Rows, difference, documents_of, noon, rows_by_table, text_of

pytestmark = pytest.mark.django_db

MAPS = Path(__file__).resolve().parents[2] / "docs" / "voorbeelden" / "chinook"
LEONIE, BJORN, HELENA = 2, 4, 6
FREE, HELD = {1, 12, 67}, {196, 219, 241, 293}
MARKS = ("Leonie", "Köhler", "Heuss", "leonekohler", "2842222", "70174")
ERASED, DEFERRED = DocumentKind.ERASURE_CERTIFICATE, DocumentKind.DEFERRED_CERTIFICATE


@dataclass(kw_only=True)
class Story:
    """What was there before and after each right, under names that every dialect shares."""

    gaps: list[str]
    rows: dict[str, Rows] = field(default_factory=dict)
    status: dict[str, Status] = field(default_factory=dict)
    documents: dict[str, dict[DocumentKind, bytes]] = field(default_factory=dict)
    deferred: list[str] = field(default_factory=list)

    def gone(self, before: str, after: str) -> Rows:
        return difference(self.rows[before], self.rows[after])

    def new(self, before: str, after: str) -> Rows:
        return difference(self.rows[after], self.rows[before])


@pytest.fixture(scope="module", params=["sqlite", "postgresql", "mysql"])
def story(
    request: pytest.FixtureRequest,
    django_db_setup: None,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Story]:
    folder = tmp_path_factory.mktemp("chinook")
    dialect = {"mysql": "mariadb"}.get(request.param, request.param)
    with empty_database(dialect, folder) as url, story_road(django_db_blocker, folder) as road:
        load_chinook(url)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("CHINOOK_URL", url)
            road.load(MAPS / f"{request.param}.yaml")
            yield walk(road, url)


def walk(road: Road, url: str) -> Story:
    road.at = noon(2029, 6, 15)
    story = Story(gaps=[gap.text for gap in check_source(name="chinook", at=road.at)])
    story.rows["begin"] = plain(rows_by_table(url))
    people = (
        (Right.ACCESS, "hholy@gmail.com"),
        (Right.ERASURE, "LeoneKohler@Surfeu.de"),
        (Right.ANONYMISATION, "bjorn.hansen@yahoo.no"),
    )
    for right, email in people:
        request = road.carry_out(right, email=email)
        story.rows[right], story.status[right] = plain(rows_by_table(url)), Status(request.status)
        story.documents[right] = documents_of(request)
        if right == Right.ERASURE:
            erasure = request
    road.at = noon(2032, 1, 1)
    run_due_deferrals(at=road.at)
    road.work()
    story.rows["later"], story.documents["later"] = plain(rows_by_table(url)), documents_of(erasure)
    story.deferred = list(erasure.deferrals.values_list("status", flat=True))
    return story


def plain(rows: Rows) -> Rows:
    """``InvoiceLine`` and ``invoice_line`` are the same."""
    return {table.replace("_", "").lower(): found for table, found in rows.items()}


def test_the_committed_map_fits_its_database(story: Story) -> None:
    assert story.gaps == []


def test_every_request_is_carried_out(story: Story) -> None:
    assert story.status == dict.fromkeys([Right.ACCESS, Right.ERASURE, Right.ANONYMISATION], Status.EXECUTED)


def test_access_changes_nothing(story: Story) -> None:
    assert story.gone("begin", Right.ACCESS) == story.new("begin", Right.ACCESS) == {}


def test_access_shows_the_person_and_leaves_the_support_employee_out(story: Story) -> None:
    text = text_of(story.documents[Right.ACCESS][DocumentKind.ACCESS_REPORT])

    assert all(word in text for word in ("Helena", "Holý", "Rilská 3174/6", "+420 2 4177 0449", "Factuurdatum"))
    assert "gegevens van een medewerker" in " ".join(text.split())
    assert not any(word in text for word in ("Johnson", "Adams", "Margaret", "chinookcorp.com"))


def test_erasure_changes_this_customer_and_nobody_else(story: Story) -> None:
    gone = story.gone(Right.ACCESS, Right.ERASURE)

    assert {table: len(rows) for table, rows in gone.items()} == {"customer": 1, "invoice": 3, "invoiceline": 25}
    assert {row[0] for row in gone["customer"]} == {LEONIE}
    assert {row[0] for row in gone["invoice"]} == FREE
    assert {row[1] for row in gone["invoiceline"]} == FREE


def test_erasure_leaves_the_customer_as_a_shell_for_the_retained_invoices(story: Story) -> None:
    new = story.new(Right.ACCESS, Right.ERASURE)

    assert list(new) == ["customer"]
    assert not any(mark in repr(new) for mark in MARKS)


def test_erasure_is_proved_by_documents_that_say_what_stays_and_name_nobody(story: Story) -> None:
    documents = story.documents[Right.ERASURE]
    text = " ".join("".join(text_of(pdf) for pdf in documents.values()).split())

    assert set(documents) == {ERASED, DocumentKind.LETTER}
    assert all(verify(pdf).intact for pdf in documents.values())
    assert all(word in text for word in ("Fiscale bewaarplicht", "Factuuradres", "1 januari 2032"))
    assert not any(mark in text for mark in MARKS)


def test_anonymisation_keeps_the_figures_and_loses_the_person(story: Story) -> None:
    gone = story.gone(Right.ERASURE, Right.ANONYMISATION)
    new = story.new(Right.ERASURE, Right.ANONYMISATION)

    assert {row[0] for row in gone["customer"]} == {BJORN}
    assert {row[1] for row in gone["invoice"]} == {BJORN}
    assert set(gone) == {"customer", "invoice"}
    assert {(row[0], row[-1]) for row in new["invoice"]} == {(row[0], row[-1]) for row in gone["invoice"]}
    assert not any(word in repr(new) for word in ("Bjørn", "Hansen", "Ullevål", "bjorn.hansen", "22 44 22 22"))


def test_anonymisation_is_proved_with_the_smallest_group_that_is_left(story: Story) -> None:
    certificate = story.documents[Right.ANONYMISATION][DocumentKind.ANONYMISATION_CERTIFICATE]

    text = text_of(certificate)
    assert verify(certificate).intact
    assert re.search(r"kleinste groep", text, re.IGNORECASE)
    assert not any(word in text for word in ("Bjørn", "Hansen", "bjorn"))


def test_what_a_duty_kept_goes_by_itself_when_the_duty_ends(story: Story) -> None:
    gone = story.gone("begin", "later")

    assert set(story.deferred) == {"done"}
    assert {row[0] for row in gone["invoice"] if row[1] == LEONIE} == FREE | HELD
    assert LEONIE not in {row[0] for row in story.rows["later"]["customer"]}
    assert verify(story.documents["later"][DEFERRED]).intact


def test_nobody_elses_row_was_touched_from_begin_to_end(story: Story) -> None:
    gone = story.gone("begin", "later")

    lines = {row[1] for row in gone["invoiceline"]}
    assert set(gone) == {"customer", "invoice", "invoiceline"}
    assert {row[0] for row in gone["customer"]} == {LEONIE, BJORN}
    assert {row[1] for row in gone["invoice"]} == {LEONIE, BJORN}
    assert lines == FREE | HELD
