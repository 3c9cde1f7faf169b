"""The two files of a screened list: who may be called, and who may not with the reason. As Dutch Excel reads them.

The columns of the list stand behind ours, as they were. A cell that a spreadsheet would run as a formula gets an
apostrophe in front; a phone number with its plus is no formula.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from django.utils.translation import gettext as _

from consents.choices import ListStatus, NumberRemark
from consents.screening.lists import texts
from consents.screening.sifting import Sifted, Verdict
from registers.choices import LegalStatus
from registers.exchange.sheets.grid import Row

BATCH = 5_000
ALLOWED_COLUMNS = 4
"""How many columns of ours stand before those of the list in the first file."""

_STARTS = frozenset("=+-@\t\r\n＝＋－＠")
_RISKY = re.compile(r"\n[=+\-@\t\r\n＝＋－＠]")
_HARMLESS = re.compile(r"[+-]?[\d\s().,/-]*", re.ASCII)


def defused(cell: str) -> str:
    """The cell as text that no spreadsheet runs."""
    return f"'{cell}" if cell[:1] in _STARTS and cell and not _HARMLESS.fullmatch(cell) else cell


def safe(cells: list[str]) -> list[str]:
    """A row of cells that no spreadsheet runs."""
    return [defused(cell) for cell in cells] if _RISKY.search("\n".join(["", *cells])) else cells


class Sheet:
    """A CSV file in the making; ``rows`` counts what was written below the names of the columns."""

    def __init__(self, file: BinaryIO, names: Sequence[str]) -> None:
        """``names`` empty: go on below what is in the file."""
        self.file, self.rows = file, 0
        file.seek(0, io.SEEK_END)
        if names:
            file.write(codecs.BOM_UTF8)
        self._text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
        self._writer = csv.writer(self._text, delimiter=";", lineterminator="\r\n")
        self._waiting: list[list[str]] = []
        if names:
            self._writer.writerow(safe(list(names)))

    def add(self, row: list[str]) -> None:
        """Add a row, as it is: its cells are safe."""
        self._waiting.append(row)
        self.rows += 1
        if len(self._waiting) >= BATCH:
            self._flush()

    def close(self) -> None:
        """Write what waits; the file stays open, to be read."""
        self._flush()
        self._text.detach()

    def _flush(self) -> None:
        self._writer.writerows(self._waiting)
        self._waiting = []


def allowed_names(labels: Sequence[str]) -> list[str]:
    """The columns of the first file."""
    return [_("row"), _("rule set"), _("rule"), _("remark"), *labels]


def refused_names(labels: Sequence[str]) -> list[str]:
    """The columns of the second file."""
    return [_("row"), _("outcome"), _("reason"), _("rule"), _("article"), _("legal status"), _("remark"), *labels]


def remark_words(remark: str) -> str:
    """What was put right in the number, in words."""
    return str(NumberRemark(remark).label) if remark else ""


class Words:
    """What is told before the cells of the list; words are looked up once for each verdict."""

    def __init__(self) -> None:
        self._told: dict[tuple[Verdict, str], list[str]] = {}

    def before(self, verdict: Verdict, remark: str) -> list[str]:
        """Our cells of a row, without its number."""
        told = self._told.get((verdict, remark))
        if told is None:
            told = self._told[verdict, remark] = safe(_told(verdict, remark))
        return told


def _told(verdict: Verdict, remark: str) -> list[str]:
    if verdict.status == ListStatus.ALLOWED:
        return [verdict.ruleset, verdict.rule, remark_words(remark)]
    outcome = str(ListStatus(verdict.status).label)
    legal = str(LegalStatus(verdict.legal_status).label) if verdict.legal_status else ""
    rest = [verdict.reason, verdict.rule, verdict.article, legal]
    return [outcome, *rest, remark_words(remark)]


def write(sifted: Iterable[Sifted], *, allowed: Sheet, refused: Sheet) -> Iterator[Sifted]:
    """Put each row in its file, and pass it on to be counted."""
    words = Words()
    for one in sifted:
        line, cells, verdict, remark = one
        sheet = allowed if verdict.status == ListStatus.ALLOWED else refused
        sheet.add([str(line), *words.before(verdict, remark), *safe(texts(cells))])
        yield one


def written_rows(file: BinaryIO) -> Iterator[Row]:
    """The rows of a file of ours, below the names of its columns."""
    file.seek(0)
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    try:
        reader = csv.reader(text, delimiter=";", strict=True)
        next(reader, None)
        yield from enumerate(reader, start=2)
    finally:
        text.detach()
