"""The register on paper: a front with its versions and contents, then a sheet for each record, cut into parts.

Dates are those of Europe/Amsterdam whatever the installation is set to, so that equal content gives equal bytes.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from registers.book import records as r
from registers.book.moments import AMSTERDAM
from registers.choices import DocumentKind
from registers.documents.activitysheets import Surroundings, activity_sheet
from registers.documents.agreementsheets import agreement_sheet
from registers.documents.pages import LANGUAGE, cleaned, page
from registers.documents.registercontent import RegisterDocument, Standing, VersionNote
from registers.documents.registerfront import coverage, figures, organisations, overview
from registers.documents.sheets import Cell, Said, Section, Sheet, Table
from registers.documents.text import clean

PART_LINES = 650
"""About how long a part is, in lines of a sheet: some 14 pages."""
CHUNK_ROWS = 60
"""A longer table of a sheet that doesn't fit a part is cut into tables of so many rows."""


@contextmanager
def spoken() -> Iterator[None]:
    """Dutch, and the clock of Amsterdam."""
    with translation.override(LANGUAGE), timezone.override(AMSTERDAM):
        yield


def document_title(document: RegisterDocument) -> str:
    """The heading, in the language that is active."""
    return {
        DocumentKind.REGISTER: _("Register of processing activities"),
        DocumentKind.ACTIVITY: _("Processing activity"),
        DocumentKind.AGREEMENTS: _("Overview of processor agreements"),
        DocumentKind.AGREEMENT: _("Processor agreement"),
    }[document.kind]


def sheets(document: RegisterDocument) -> Iterator[Sheet]:
    """The sheets in order, their text fit for print; the overview has none."""
    around = Surroundings(book=document.book, labels=document.labels, titles=document.titles)
    for record in _records(document):
        with spoken():
            standing = _standing(document, record)
            if isinstance(record, r.Activity):
                sheet = activity_sheet(record, around, **standing)
            else:
                sheet = agreement_sheet(record, around, **standing)
            fit: Sheet = cleaned(sheet)
        yield fit


def _records(document: RegisterDocument) -> Sequence[r.Activity | r.Agreement]:
    if document.kind == DocumentKind.AGREEMENT:
        return document.book.agreements
    return () if document.kind == DocumentKind.AGREEMENTS else activities(document)


def activities(document: RegisterDocument) -> list[r.Activity]:
    """The activities that have a sheet: all, or those of one role."""
    return [activity for activity in document.book.activities if document.role in {None, activity.role}]


def _standing(document: RegisterDocument, record: r.Activity | r.Agreement) -> dict[str, Any]:
    standing = document.standings.get(record.uid, Standing())
    note = standing.best
    version = _version(note)
    return {"running": f"{record.number} · {version}", "version": _in_words(standing)}


def _version(note: VersionNote | None) -> str:
    if note is None:
        return _("not signed off")
    return _("version %(number)d (%(uid)s)") % {"number": note.number, "uid": note.uid}


def _in_words(standing: Standing) -> Said:
    note = standing.best
    if note is None:
        return Said(text=_("Not signed off at this moment."), missing=True)
    facts = {"number": note.number, "when": _when(note)}
    if note is standing.own:
        told = _("Version %(number)d, signed off on %(when)s.") % facts
    else:
        told = _("Signed off as part of version %(number)d of the register, on %(when)s.") % facts
    if note.unchanged:
        return Said(text=told + " " + _("This is what was signed."))
    return Said(text=told + " " + _("It was changed after that; the change is not signed."), missing=True)


def _when(note: VersionNote) -> str:
    return date_format(timezone.localtime(note.signed_at), "j F Y, H:i")


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A sheet, or the part of it that fits on the pages of one part of the document."""

    sheet: Sheet
    begins: bool
    lines: float


def parts(document: RegisterDocument, *, lines: int = PART_LINES) -> Iterator[str]:
    """The HTML documents of the sheets, in order, each about ``lines`` long; none for an overview."""
    with spoken():
        frame = frame_of(document)
    yield from paged(sheets(document), frame, lines=lines)


def paged(made: Iterable[Sheet], frame: dict[str, Any], *, lines: int = PART_LINES) -> Iterator[str]:
    """Sheets as HTML documents of about ``lines`` long; ``frame`` is what stands on every page."""
    waiting: list[Piece] = []
    for sheet in made:
        for piece in _pieces(sheet, lines):
            if waiting and sum(one.lines for one in waiting) + piece.lines > lines:
                yield _part(frame, waiting)
                waiting = []
            waiting.append(piece)
    if waiting:
        yield _part(frame, waiting)


def front(document: RegisterDocument, numbers: Sequence[int]) -> str:
    """The first pages: what this is, whose it is, which versions; ``numbers`` are the pages on which sheets begin."""
    with spoken():
        book = document.book
        listed = activities(document)
        context = {
            **frame_of(document),
            "kind": document.kind.value,
            "subject": clean(document.title),
            "role": document.role.label if document.role else "",
            "figures": figures(document, listed),
            "organisations": cleaned(organisations(document)),
            "version": cleaned(_in_words(document.standing)),
            "note": document.standing.best,
            "sha256": book.sha256,
            "changes": cleaned(document.changes),
            "contents": _contents(document, listed, numbers) if document.kind == DocumentKind.REGISTER else (),
            "tables": cleaned((*overview(document), *coverage(document))),
        }
        return page("register_front.html", context)


def _contents(document: RegisterDocument, listed: Sequence[r.Activity], numbers: Sequence[int]) -> list[dict[str, Any]]:
    places = [*numbers, *[0] * (len(listed) - len(numbers))]
    return [
        {
            "number": clean(one.number),
            "name": clean(one.name),
            "role": _("processor") if one.role == "processor" else _("controller"),
            "version": document.standings.get(one.uid, Standing()).best,
            "page": place,
        }
        for one, place in zip(listed, places, strict=True)
    ]


def frame_of(document: RegisterDocument) -> dict[str, Any]:
    """What stands on every page. Call it within ``spoken``."""
    note = document.standing.best
    moment = date_format(timezone.localtime(document.at), "j F Y, H:i")
    version = _version(note)
    own = sorted(party.name for party in document.book.all(r.Party) if party.own)
    return {
        "title": document_title(document),
        "issuer": {"name": clean(" / ".join(own) or _("organisation: not filled in"))},
        "number": _("As of %(moment)s · %(version)s") % {"moment": moment, "version": version},
        "footer": f"SHA-256 {document.book.sha256}",
        "moment": moment,
    }


def _part(frame: dict[str, Any], pieces: Sequence[Piece]) -> str:
    with spoken():
        return page("register_sheets.html", {**frame, "pieces": pieces})


def _pieces(sheet: Sheet, lines: int) -> Iterator[Piece]:
    """The sheet as a whole, or when it is longer than a part cut between sections and inside long tables."""
    whole = 8 + sum(_length(section) for section in sheet.sections)
    if whole <= lines:
        yield Piece(sheet=sheet, begins=True, lines=whole)
        return
    small = [piece for section in sheet.sections for piece in _cut(section)]
    begins = True
    while small:
        taken = [small.pop(0)]
        filled = _length(taken[0])
        while small and filled + _length(small[0]) <= lines:
            filled += _length(small[0])
            taken.append(small.pop(0))
        yield Piece(sheet=replace(sheet, sections=tuple(taken)), begins=begins, lines=filled)
        begins = False


def _cut(section: Section) -> Iterator[Section]:
    """The section with its tables in chunks of rows, each chunk after the first a section that goes on."""
    chunks = [chunk for table in section.tables for chunk in _chunks(table)]
    if len(chunks) == len(section.tables):
        yield section
        return
    yield replace(section, tables=tuple(chunks[:1]), fields=())
    for chunk in chunks[1:]:
        yield Section(title=section.title, article=section.article, tables=(chunk,))
    if section.fields:
        yield Section(title=section.title, article=section.article, fields=section.fields)


def _chunks(table: Table) -> Iterator[Table]:
    for start in range(0, len(table.rows), CHUNK_ROWS):
        yield replace(table, rows=table.rows[start : start + CHUNK_ROWS])


def _length(section: Section) -> float:
    """About how many lines a section takes."""
    fields = sum(_lines(field.value.text, 66) for field in section.fields)
    rows = sum(_row(row, table) for table in section.tables for row in table.rows)
    return 3 + len(section.notes) + fields + rows + 3 * len(section.tables)


def _row(row: tuple[Cell, ...], table: Table) -> float:
    signs = [max(6, column.width * 1.05) for column in table.columns]
    heights = [sum(_lines(one.text, width) for one in cell) for cell, width in zip(row, signs, strict=True)]
    return 0.9 * max(heights) + 0.6


def _lines(text: str, width: float) -> int:
    return sum(max(1, math.ceil(len(line) / width)) for line in text.split("\n"))
