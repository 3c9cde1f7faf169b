"""The register on paper: every limb, what is missing said and never dropped, and what stands on each page."""

import dataclasses
import hashlib
import re
from datetime import UTC
from pathlib import Path

import pikepdf
import pytest
from django.utils import timezone, translation

from registers.book import records as r
from registers.book.book import Book
from registers.book.parts import of_agreements, of_role
from registers.choices import DocumentKind
from registers.comparing.titles import REFERENCES
from registers.documents import conformance
from registers.documents.registercontent import RegisterDocument, Standing
from registers.documents.registerfront import overview
from registers.documents.registerpages import front, parts, sheets, spoken
from registers.documents.registerpdf import BOOK_NAME, write_pdf
from registers.documents.sheets import Field, Said, Sheet
from registers.register_choices import ActivityRole, Answer
from tests.engines.documents.register_samples import AT, NOTE, RICH, book, document
from tests.rules.sample_books import AGREEMENT, activity, uid

PRINTED = (
    *(r.Activity, r.Purpose, r.Line, r.Recipient, r.Engagement, r.Joint, r.Client, r.Transfer, r.Retention, r.Duty),
    *(r.Agreement, r.ClauseCheck, r.SubProcessor, r.Assurance, r.AgreementFile, r.Measure),
)
QUESTIONS = (
    *("description", "department", "owner", "owner_email", "core", "volume", "started_on", "automated", "profiling"),
    *("ai_used", "ai_trains", "pseudonymised", "encrypted", "security", "informing", "rights", "dpia_needed"),
    *("dpia_reason", "dpia_done_on", "dpia_reference", "reviewed_on", "review_months", "public"),
)
ELSEWHERE = {"uid", "country", "starts", "starts_on", "source", "reference", "minimal_fields", "start_event"}
"""Texts that a sheet does not print as they are: identifiers, codes, and what is of the law and not of the record."""


def text_of(sheet: Sheet) -> str:
    """All words of a sheet."""
    found: list[str] = [sheet.heading, sheet.version.text]
    for section in sheet.sections:
        found += [section.title, *(note.text for note in section.notes)]
        found += [f"{field.label}: {field.value.text}" for field in section.fields]
        found += [said.text for table in section.tables for row in table.rows for cell in row for said in cell]
    return "\n".join(found)


def sheet_of(made: RegisterDocument, number: str) -> Sheet:
    return next(sheet for sheet in sheets(made) if sheet.number == number)


def made_pdf(made: RegisterDocument, folder: Path) -> bytes:
    target = folder / f"{made.kind.value}.pdf"
    write_pdf(made, target=target)
    return target.read_bytes()


@pytest.mark.parametrize("sort", PRINTED, ids=lambda sort: sort.kind)
def test_every_text_that_somebody_filled_in_is_printed(sort: type[r.Record]) -> None:
    texts = {name for name, field in sort.model_fields.items() if field.annotation is str} - ELSEWHERE
    texts -= {name for name in texts if REFERENCES.get(name) or (name == "name" and sort is r.Duty)}
    marked = {name: f"merk-{name}" for name in texts}
    changed = Book(one.model_copy(update=marked) if isinstance(one, sort) else one for one in book())

    sheets_of = [*sheets(document(book=changed)), *sheets(document(DocumentKind.AGREEMENT, AGREEMENT, book=changed))]

    said = "\n".join(map(text_of, sheets_of))
    assert {name for name, mark in marked.items() if mark not in said} == set()


@pytest.mark.parametrize("number", ["V-0000", "V-0001"], ids=["filled in", "half empty"])
def test_every_question_of_an_activity_is_on_the_sheet_answered_or_not(number: str) -> None:
    made = document()
    said = text_of(sheet_of(made, number))

    with spoken():
        questions = {str(made.labels.field("activities", name)) for name in QUESTIONS}

    assert {question for question in questions if question.casefold() not in said.casefold()} == set()


def test_what_nobody_filled_in_is_said_and_marked() -> None:
    sheet = sheet_of(document(), "V-0001")
    fields = {field.label: field.value for section in sheet.sections for field in section.fields}

    assert (fields["Omschrijving"].text, fields["Omschrijving"].missing) == ("niet ingevuld", True)
    assert fields["Kernactiviteit"].missing
    assert not fields["Afdeling"].missing


def test_a_purpose_without_a_basis_stays_blank_and_is_marked() -> None:
    sheet = sheet_of(document(), "V-0000")
    purposes = next(table for section in sheet.sections for table in section.tables if len(table.columns) == 4)

    basis = purposes.rows[1][2]

    assert [(said.text, said.missing) for said in basis] == [("niet ingevuld", True)]


@pytest.mark.parametrize(
    ("answer", "listed", "missing"),
    [(Answer.UNKNOWN, False, True), (Answer.NO, False, False), (Answer.YES, False, True), (Answer.NO, True, True)],
)
def test_nothing_listed_is_not_the_same_as_none(answer: Answer, listed: bool, missing: bool) -> None:
    records = [record for record in book() if listed or not isinstance(record, r.Recipient)]
    changed = Book(one.model_copy(update={"recipients": answer}) if one.uid == RICH else one for one in records)

    sheet = sheet_of(document(book=changed), "V-0000")

    (notes,) = [section.notes for section in sheet.sections if section.article == "art. 30(1)(d)"]
    assert [note.missing for note in notes] == [missing]


def test_a_processor_is_asked_for_its_clients_and_keeps_the_other_limbs() -> None:
    titles = [section.article for section in sheet_of(document(), "V-0002").sections]

    assert titles.index("art. 30(2)(a), (b)") < titles.index("art. 30(1)(b), art. 6(1)")
    assert "Stichting Zonnewijzer" in text_of(sheet_of(document(), "V-0002"))


def test_a_limb_that_art_30_2_does_not_ask_and_nobody_filled_in_is_not_printed() -> None:
    bare = next(activity(7, role=ActivityRole.PROCESSOR))

    (sheet,) = sheets(document(book=Book([bare]), standings={}))

    assert [section.article for section in sheet.sections if "30(1)" in section.article] == ["art. 30(1)(d)"]


def test_an_agreement_shows_every_letter_of_art_28_checked_or_not() -> None:
    (sheet,) = sheets(document(DocumentKind.AGREEMENT, AGREEMENT))
    clauses = next(table for section in sheet.sections for table in section.tables if len(table.rows) == 13)

    verdicts = [row[2][0].text for row in clauses.rows]

    assert verdicts.count("deels") == 2
    assert len(set(verdicts)) == 2


def test_sub_processors_stand_under_who_engages_them() -> None:
    (sheet,) = sheets(document(DocumentKind.AGREEMENT, AGREEMENT))

    text = text_of(sheet)

    assert text.index("Stichting Zonnewijzer") < text.index("› Belpartner Noord B.V.")


def test_a_circle_of_sub_processors_is_printed_once_each() -> None:
    turned = [
        one.model_copy(update={"parent": uid("rich", "sub")}) if one.uid == uid("sub", 1) else one for one in book()
    ]

    (sheet,) = sheets(document(DocumentKind.AGREEMENT, AGREEMENT, book=Book(turned)))

    assert text_of(sheet).count("Zelfde plichten") + text_of(sheet).count("Same duties") == 2


def test_the_overview_names_a_processor_without_an_agreement() -> None:
    made = document(DocumentKind.AGREEMENTS, book=of_agreements(book()))

    html = front(made, [])

    assert len(re.findall(r"<i>(?:geen overeenkomst|no agreement)</i>", html)) == 2
    assert "VO-001" in html


def test_the_register_of_one_role_has_only_those_activities() -> None:
    made = document(role=ActivityRole.PROCESSOR, book=of_role(book(), ActivityRole.PROCESSOR))

    assert [sheet.number for sheet in sheets(made)] == ["V-0002"]


@pytest.mark.parametrize(
    ("kind", "record"),
    [
        (DocumentKind.REGISTER, ""),
        (DocumentKind.ACTIVITY, RICH),
        (DocumentKind.AGREEMENT, AGREEMENT),
        (DocumentKind.AGREEMENTS, ""),
    ],
)
def test_every_document_conforms_and_carries_the_register_whose_hash_it_states(
    kind: DocumentKind, record: str, tmp_path: Path
) -> None:
    made = document(kind, record) if record else document(kind)

    pdf = made_pdf(made, tmp_path)

    assert conformance.thorough(pdf) == []
    with pikepdf.open(tmp_path / f"{kind.value}.pdf") as opened:
        attached = opened.attachments[BOOK_NAME].get_file().read_bytes()
    assert hashlib.sha256(attached).hexdigest() == made.book.sha256


def test_each_page_states_the_moment_the_version_and_the_hash() -> None:
    made = document()

    pages = [front(made, [3, 4, 5]), *parts(made)]

    assert all(f'data-footer="SHA-256 {made.book.sha256}"' in html for html in pages)
    assert all(NOTE.uid in html.split("data-number=")[1].split("data-footer")[0] for html in pages)
    assert all("3 maart 2026, 23:59" in html for html in pages)
    assert "V-0000 · v" in pages[1]


def test_equal_content_gives_equal_bytes_whatever_the_clock_and_the_language(tmp_path: Path) -> None:
    first, second = tmp_path / "one", tmp_path / "two"
    for folder in (first, second):
        folder.mkdir()

    with translation.override("nl"), timezone.override(UTC):
        elsewhere = made_pdf(document(), first)

    assert made_pdf(document(), second) == elsewhere


def test_the_only_date_in_the_file_is_the_moment_that_it_is_about(tmp_path: Path) -> None:
    made_pdf(document(DocumentKind.AGREEMENTS), tmp_path)

    with pikepdf.open(tmp_path / "agreements.pdf") as opened:
        dates = {str(opened.docinfo.CreationDate), str(opened.docinfo.ModDate)}
    assert dates == {AT.strftime("D:%Y%m%d%H%M%SZ")}


def test_a_change_after_signing_is_said_on_the_sheet() -> None:
    changed = dataclasses.replace(NOTE, unchanged=False)

    sheet = sheet_of(document(standings={RICH: Standing(own=changed)}), "V-0000")

    assert sheet.version.missing


def test_what_is_published_is_said_in_words_and_a_name_of_before_as_it_was() -> None:
    pieces = {"public": True, "public_fields": ("purposes", "of_before")}
    changed = Book(one.model_copy(update=pieces) if one.uid == RICH else one for one in book())

    said = text_of(sheet_of(document(book=changed), "V-0000"))

    assert "Gepubliceerde velden: doeleinden en grondslagen (art. 13 lid 1 onder c), of_before" in said


def test_a_very_long_activity_is_cut_into_pieces_that_lose_nothing() -> None:
    long = Book([*book(), *activity(8, lines=300)])
    made = document(book=long)

    pages = list(parts(made, lines=200))

    (sheet,) = [one for one in sheets(made) if one.number == "V-0008"]
    assert len(pages) > 8
    assert "".join(pages).count("<td>Klanten</td>") >= 75
    assert len(sheet.sections[2].tables[0].rows) == 300


def test_the_second_line_of_a_label_hangs_beside_a_long_value_only() -> None:
    label = "Doeleinde 1: Afweging tegen de belangen van de betrokkene"

    assert Field(label=label, value=Said(text="kort en goed " * 20)).overhangs
    assert not Field(label=label, value=Said(text="kort")).overhangs
    assert not Field(label="Adres", value=Said(text="lang " * 40)).overhangs


def test_a_term_without_an_end_is_marked_in_the_overview() -> None:
    agreement = next(one for one in book() if isinstance(one, r.Agreement))
    endless = agreement.model_copy(update={"in_force_until": None, "open_ended": False})
    made = document(DocumentKind.AGREEMENTS, book=Book([*(one for one in book() if one.uid != agreement.uid), endless]))

    with spoken():
        (table,) = overview(made)

    (row,) = (row for row in table.rows if row[0][0].text == agreement.number)
    assert [said.missing for said in row[2]][1]


def test_text_of_a_record_cannot_become_markup() -> None:
    named = [
        one.model_copy(update={"name": "<script>x</script>", "owner": "\u202eabc"}) if one.uid == RICH else one
        for one in book()
    ]

    html = "".join([front(document(book=Book(named)), []), *parts(document(book=Book(named)))])

    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "\u202e" not in html
