"""The access report as pages: a summary first, then per activity why and what, cut into parts that render in parallel.

Records are shown as cards of label and value, which read well and lay out twice as fast as wide tables. Memory does
not grow with the number of records: they pass through once.
"""

import dataclasses
import json
import math
from collections.abc import Iterator
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from registers.documents.formats import readable
from registers.documents.pages import LANGUAGE, cleaned, page
from registers.documents.reportcontent import AccessReport, Information, ReportActivity, ReportTable
from registers.documents.text import clean

PART_LINES = 700  # about 14 pages: longer parts are no faster and take more memory
VALUE_SIGNS = 68
CARD_LINES = 1.7

Card = dict[str, Any]
Block = dict[str, Any]


def report_title() -> str:
    """The heading, in the language that is active."""
    return _("Your personal data")


def report_parts(report: AccessReport, *, lines: int = PART_LINES) -> Iterator[str]:
    """The HTML documents of the parts, in order; the first has the summary. ``lines`` is about how long a part is."""
    for number, blocks in enumerate(_parts(report, lines)):
        with translation.override(LANGUAGE):
            yield page("report.html", {**_frame(report), "blocks": blocks, "first": number == 0})


def report_summary(report: AccessReport) -> bytes:
    """The attached JSON: counts and omissions. The data themselves are in the package, per table."""
    value = {
        "schema": report.schema,
        "case": str(report.file.case),
        "number": report.number,
        "reference": report.file.reference,
        "issued_at": report.issued_at.isoformat(),
        "activities": [
            {
                "name": activity.name,
                "register": dataclasses.asdict(activity.register) if activity.register else None,
                "tables": [_named(table) for table in activity.tables],
            }
            for activity in report.activities
        ],
        "nothing_found": list(report.nothing_found),
        "omissions": [dataclasses.asdict(omission) for omission in report.omissions],
        "contacts": [{**dataclasses.asdict(one), "at": one.at.isoformat()} for one in report.contacts],
    }
    return json.dumps(value, sort_keys=True, indent=1, ensure_ascii=False).encode()


def _frame(report: AccessReport) -> dict[str, Any]:
    return {
        "title": report_title(),
        "issuer": cleaned(report.issuer),
        "number": clean(report.number),
        "footer": _("Contains personal data: handle with care"),
        "file": cleaned(report.file),
        "issued_at": report.issued_at,
        "searched_with": cleaned(report.searched_with),
        "activities": [
            {"name": clean(activity.name), "tables": [_shown(table) for table in activity.tables]}
            for activity in report.activities
        ],
        "rows": report.rows,
        "nothing_found": cleaned(report.nothing_found),
        "omissions": cleaned(report.omissions),
        "files": cleaned(report.files),
        "contacts": cleaned(report.contacts),
    }


def _named(table: ReportTable) -> dict[str, Any]:
    return {"label": table.label, "source": table.source, "rows": table.rows}


def _shown(table: ReportTable) -> dict[str, Any]:
    return {name: cleaned(value) for name, value in _named(table).items()}


def _parts(report: AccessReport, lines: int) -> Iterator[list[Block]]:
    """Blocks (an activity's heading, or cards of one table) in lists of about ``lines`` lines; at least one list."""
    part: list[Block] = []
    filled = 0.0
    for block, length in _blocks(report):
        if part and filled + length > lines:
            yield part
            part, filled = [], 0.0
        if not part and block["kind"] == "cards":
            part.append({"kind": "continued", "name": block["activity"]})
        if part and _continues(part[-1], block):
            part[-1]["cards"] += block["cards"]
        else:
            part.append(block)
        filled += length
    yield part


def _continues(last: Block, block: Block) -> bool:
    return block["kind"] == "cards" and last["kind"] == "cards" and last["table"] is block["table"]


def _blocks(report: AccessReport) -> Iterator[tuple[Block, float]]:
    for activity in report.activities:
        yield _heading(activity), 24
        for table in activity.tables:
            yield from _cards(table, clean(activity.name))


def _heading(activity: ReportActivity) -> Block:
    with translation.override(LANGUAGE):
        return {
            "kind": "activity",
            "name": clean(activity.name),
            "information": _answers(activity.information),
            "register": cleaned(activity.register) if activity.register else None,
        }


def _cards(table: ReportTable, activity: str) -> Iterator[tuple[Block, float]]:
    shown = _shown(table)
    labels = [clean(label) for label in table.labels]
    for number, record in enumerate(table.records, start=1):
        with translation.override(LANGUAGE):
            card = _card(number, labels, record)
        length = CARD_LINES + sum(_lines(text) for _label, text, _blank in card["fields"])
        block = {"kind": "cards", "activity": activity, "table": shown, "cards": [card], "begins": number == 1}
        yield block, length


def _card(number: int, labels: list[str], record: Any) -> Card:
    fields = [
        (label, readable(value), value is None or value == "")
        for label, value in zip(labels, record, strict=True)
        if label
    ]
    return {"number": number, "fields": fields}


def _lines(text: str) -> int:
    return sum(max(1, math.ceil(len(line) / VALUE_SIGNS)) for line in text.split("\n"))


def _answers(information: Information) -> list[tuple[str, str, bool]]:
    """The questions of art. 15(1) with their answers; what is not recorded is said, never skipped."""
    questions = [
        (_("Why do we use these data? (a)"), information.purposes),
        (_("What gives us the right to do so?"), information.legal_ground),
        (_("What kinds of data are they? (b)"), information.categories),
        (_("Who gets them? (c)"), information.recipients),
        (_("Do they go outside the EU, and how are they protected there?"), information.safeguards),
        (_("How long do we keep them? (d)"), information.retention),
        (_("Where do they come from? (g)"), information.origin),
        (_("Does a computer decide about you? (h)"), information.automated),
    ]
    missing = _("Not recorded in our register.")
    return [(question, clean(answer) if answer else missing, not answer) for question, answer in questions]
