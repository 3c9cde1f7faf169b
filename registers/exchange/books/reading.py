"""Our own files back to originals: the rows of all sheets, put together as what is stored or refused together.

An activity comes with its purposes, lines and all that hangs on it, an agreement with its clauses, an organisation
with its officers. The whole file is held in memory: what belongs together stands on different sheets.
"""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from registers.book.book import SCHEMA
from registers.exchange.books.cells import shown
from registers.exchange.books.writing import ABOUT, COMMENT, ELSEWHERE, LONG_TEXTS, MARKS
from registers.exchange.errors import FileDamaged, FormatUnknown
from registers.exchange.fields import KINDS, ORDER
from registers.exchange.jsontext import read_json, storable
from registers.exchange.sheets.grid import Row, Unreadable, Value, Workbook, as_text
from registers.exchange.units import Original, Remark, note, refusal

OWNER = {
    **dict.fromkeys(
        ("purposes", "lines", "recipients", "engagements", "joints", "clients"), ("activities", "activity")
    ),
    "activity_measures": ("activities", "activity"),
    **dict.fromkeys(("coverages", "clause_checks", "subprocessors", "assurances"), ("agreements", "agreement")),
    "agreement_files": ("agreements", "agreement"),
    "officers": ("parties", "party"),
}
"""On which record a record hangs, and by which field."""

Raw = dict[str, Any]
"""A row: its kind, its place, its cells (or values, from JSON), the columns that its sheet has not, what is wrong."""


class Rows:
    """All rows of a file, by kind, and what is told about the file."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Raw]] = {kind: [] for kind in KINDS}
        self.notes: list[Remark] = []
        self.exported_at = ""

    @property
    def count(self) -> int:
        """How many rows there are."""
        return sum(len(rows) for rows in self.rows.values())

    @property
    def uids(self) -> frozenset[str]:
        """The uids in the file, in one spelling."""
        return frozenset(uid_of(row["cells"].get("uid")) for rows in self.rows.values() for row in rows)


def uid_of(value: Value) -> str:
    """A uid in its usual spelling; '' for what is none."""
    try:
        return str(UUID(as_text(value).strip()))
    except ValueError:
        return ""


def is_own(workbook: Workbook) -> bool:
    """Whether a workbook says that it is ours."""
    if ABOUT not in workbook.names:
        return False
    first = next(workbook.rows(ABOUT), (0, []))
    return first[1][:1] == [SCHEMA]


def from_workbook(workbook: Workbook) -> Rows:
    """The rows of our own workbook."""
    found = Rows()
    headers: dict[str, list[str]] = {}
    parts: dict[tuple[str, str, str], list[tuple[int, str]]] = {}
    for name, row in workbook.walk(None):
        if name == ABOUT:
            found.exported_at = found.exported_at or _moment(row)
        elif name not in KINDS and name != LONG_TEXTS:
            headers.setdefault(name, [])
        elif name not in headers:
            headers[name] = [as_text(value).strip() for value in row[1]]
        elif name == LONG_TEXTS:
            _keep_part(row, parts)
        else:
            _keep(found, name, row, headers[name])
    found.notes += [note("sheet-not-read", name) for name in headers if name not in KINDS and name != LONG_TEXTS]
    _join(found, parts)
    return found


def _moment(row: Row) -> str:
    return as_text(row[1][1]) if len(row[1]) > 1 and row[1][0] == "exported_at" else ""


def _keep_part(row: Row, parts: dict[tuple[str, str, str], list[tuple[int, str]]]) -> None:
    kind, uid, field, part, text = [*map(as_text, row[1]), "", "", "", "", ""][:5]
    parts.setdefault((kind, uid_of(uid), field), []).append((int(part) if part.isdigit() else 0, shown(text)))


def _keep(found: Rows, kind: str, row: Row, header: list[str]) -> None:
    number, values = row
    if values[:1] == [COMMENT]:
        return
    padded = [*values, *([None] * (len(header) - len(values)))]
    cells = {name: value for name, value in zip(header, padded, strict=False) if name and name != MARKS}
    remarks = [
        refusal(value.value, f"{kind}.{name}", row=number)
        for name, value in cells.items()
        if isinstance(value, Unreadable)
    ]
    if len(values) > len(header):
        remarks.append(refusal("row-too-wide", kind, row=number))
    kept = {name: as_text(value) for name, value in cells.items()}
    found.rows[kind].append({"kind": kind, "row": number, "cells": kept, "remarks": remarks})


def _join(found: Rows, parts: dict[tuple[str, str, str], list[tuple[int, str]]]) -> None:
    """Put long texts back in their place. They are text already: no apostrophe is taken from them."""
    if not parts:
        return
    for row in (row for rows in found.rows.values() for row in rows):
        uid = uid_of(row["cells"].get("uid"))
        pieces = {
            field: parts.get((row["kind"], uid, field)) for field, cell in row["cells"].items() if cell == ELSEWHERE
        }
        long = {field: "".join(text for _part, text in sorted(found)) for field, found in pieces.items() if found}
        if long:
            row["long"] = long


def from_json(content: bytes, filename: str) -> Rows:
    """The rows of our own JSON. Raises FileDamaged, FormatUnknown."""
    try:
        value = read_json(content)
    except (ValueError, RecursionError):
        raise FileDamaged(filename, _("this is no JSON that can be read; export it again")) from None
    if not isinstance(value, dict) or value.get("schema") != SCHEMA:
        told = _("this JSON is no register of Waarborg (schema %(schema)s)")
        raise FormatUnknown(filename, told % {"schema": SCHEMA})
    found = Rows()
    found.exported_at = str(value.get("exported_at", ""))
    for kind in KINDS:
        records = value.get(kind, [])
        for number, record in enumerate(records if isinstance(records, list) else [records], start=1):
            fine = isinstance(record, dict)
            remarks = [] if fine else [refusal("record-shape", kind, row=number)]
            cells = record if fine else {}
            found.rows[kind].append({"kind": kind, "row": number, "cells": cells, "json": True, "remarks": remarks})
    known = {*KINDS, "schema", "exported_at", "as_of"}
    found.notes += [note("sheet-not-read", str(name)) for name in value if name not in known]
    return found


def originals(found: Rows) -> Iterator[Original]:
    """What is stored together, one by one: what others refer to comes first."""
    groups: dict[tuple[str, str], list[Raw]] = {}
    lines = {uid_of(row["cells"].get("uid")): _text(row, "activity") for row in found.rows["lines"]}
    seen: set[tuple[str, str]] = set()
    for kind, rows in found.rows.items():
        for row in rows:
            _refuse_again(row, kind, seen)
            groups.setdefault(_owner(kind, row, lines), []).append(row)
    ordered = sorted(groups.items(), key=lambda group: ORDER[group[0][0]])
    for position, (_key, rows) in enumerate(ordered, start=1):
        kept = {"rows": [{name: value for name, value in row.items() if name != "remarks"} for row in rows]}
        kept, whole = storable(kept)
        remarks = [remark for row in rows for remark in row["remarks"]]
        remarks += [] if whole else [refusal("strange-signs")]
        yield Original(position=position, place=_place(rows), rows=len(rows), value=kept, remarks=tuple(remarks))


def _text(row: Raw, field: str) -> str:
    value = row["cells"].get(field)
    return uid_of(value) if isinstance(value, str) else ""


def _refuse_again(row: Raw, kind: str, seen: set[tuple[str, str]]) -> None:
    uid = _text(row, "uid")
    if not uid:
        row["remarks"].append(refusal("uid-invalid", f"{kind}.uid", row=row["row"]))
    elif (kind, uid) in seen:
        row["remarks"].append(refusal("uid-again", f"{kind}.uid", row=row["row"]))
    seen.add((kind, uid))


def _owner(kind: str, row: Raw, lines: dict[str, str]) -> tuple[str, str]:
    """The record on which this one hangs: the same for all that is stored together."""
    if kind == "line_systems":
        line = _text(row, "line")
        return ("activities", lines[line]) if lines.get(line) else ("lines", line)
    if kind == "transfers":
        agreement = _text(row, "agreement")
        return ("agreements", agreement) if agreement else ("activities", _text(row, "activity"))
    owner, field = OWNER.get(kind, (kind, "uid"))
    return owner, _text(row, field) or f"{kind} {row['row']}"


def _place(rows: list[Raw]) -> str:
    first = rows[0]
    told = _("%(sheet)s, row %(row)s") % {"sheet": first["kind"], "row": first["row"]}
    return told if len(rows) == 1 else _("%(place)s and %(count)s more") % {"place": told, "count": len(rows) - 1}
