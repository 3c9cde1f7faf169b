"""The two files of a screened list: who may be called, and who may not with the reason. As Dutch Excel reads them.

The columns of the list stand behind ours, as they were. A cell that a spreadsheet would run as a formula gets an
apostrophe in front; a phone number with its plus is no formula.
"""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import BinaryIO, NamedTuple, cast

from django.utils.translation import gettext as _

from consents.choices import ListStatus, NumberRemark
from consents.screening.lists import texts
from consents.screening.sifting import Sifted, Verdict
from registers.choices import LegalStatus
from registers.exchange.sheets.grid import Row

END = "\r\n"
ALLOWED_COLUMNS = 4
"""How many columns of ours stand before those of the list in the first file."""

_STARTS = frozenset("=+-@\t\r\n＝＋－＠")
_HARMLESS = re.compile(r"[+-]?[\d\s().,/-]*", re.ASCII)
_RISKY = re.compile(r"\n(?=[=+\-@\t\r＝＋－＠])(?![+-]?[\d \t\r\f\v().,/-]*(?:\n|\Z))", re.ASCII)
"""Where a cell begins that a spreadsheet may run, when every cell has a line of its own."""


def defused(cell: str) -> str:
    """The cell as text that no spreadsheet runs."""
    return f"'{cell}" if cell[:1] in _STARTS and cell and not _HARMLESS.fullmatch(cell) else cell


def safe_all(rows: Sequence[list[str]]) -> Sequence[list[str]]:
    """Rows of cells that no spreadsheet runs; most rows have none, which is seen of all of them at once."""
    text, apart = _text_of(rows)
    return rows if apart and not _RISKY.search(text) else [[defused(cell) for cell in row] for row in rows]


def as_csv(rows: Sequence[list[str]]) -> list[str]:
    """Each row as a line of CSV, without its end. Where no cell holds a sign of CSV there is nothing to quote."""
    text, apart = _text_of(rows)
    if apart and not any(sign in text for sign in ';"\r'):
        return [";".join(row) for row in rows]
    lines: list[str] = []
    csv.writer(_Written(lines.append), delimiter=";", lineterminator=END).writerows(rows)
    return [line.removesuffix(END) for line in lines]


def _text_of(rows: Sequence[list[str]]) -> tuple[str, bool]:
    """All cells, each behind a newline, and whether a newline is nothing else than that."""
    text = "\n".join(["", *chain.from_iterable(rows)])
    return text, text.count("\n") == sum(map(len, rows))


class _Written(NamedTuple):
    """What a writer of CSV writes to: a call for each row."""

    write: Callable[[str], object]


class Sheet:
    """A CSV file in the making; ``rows`` counts what was written below the names of the columns."""

    def __init__(self, file: BinaryIO, names: Sequence[str]) -> None:
        """``names`` empty: go on below what is in the file."""
        self.file, self.rows = file, 0
        file.seek(0, io.SEEK_END)
        if names:
            file.write(codecs.BOM_UTF8)
            self._put(as_csv(safe_all([list(names)])))

    def add_all(self, lines: Sequence[str]) -> None:
        """Add rows, each a line of CSV whose cells are safe."""
        self._put(lines)
        self.rows += len(lines)

    def _put(self, lines: Sequence[str]) -> None:
        self.file.write("".join([f"{line}{END}" for line in lines]).encode())


def allowed_names(labels: Sequence[str]) -> list[str]:
    """The columns of the first file."""
    return [_("row"), _("rule set"), _("rule"), _("remark"), *labels]


def refused_names(labels: Sequence[str]) -> list[str]:
    """The columns of the second file."""
    return [_("row"), _("outcome"), _("reason"), _("rule"), _("article"), _("legal status"), _("remark"), *labels]


def remark_words(remark: str) -> str:
    """What was put right in the number, in words."""
    return str(NumberRemark(remark).label) if remark else ""


def told_of(verdict: Verdict, remark: str) -> list[str]:
    """What is told before the cells of the list, without the number of the row; ``remark`` in words."""
    if verdict.status == ListStatus.ALLOWED:
        return [defused(cell) for cell in (verdict.ruleset, verdict.rule, remark)]
    outcome = str(ListStatus(verdict.status).label)
    legal = str(LegalStatus(verdict.legal_status).label) if verdict.legal_status else ""
    cells = (outcome, verdict.reason, verdict.rule, verdict.article, legal, remark)
    return [defused(cell) for cell in cells]


def write(sifted: Iterable[Sifted], *, allowed: Sheet, refused: Sheet) -> Iterator[Sifted]:
    """Put each row in its file, and pass them on to be counted."""
    may: list[str] = []
    may_not: list[str] = []
    ways: list[tuple[Callable[[str], None], str]] = []
    for some in sifted:
        for verdict, remark in some.tellings[len(ways) :]:
            lines = may if verdict.status == ListStatus.ALLOWED else may_not
            (before,) = as_csv([told_of(verdict, remark_words(remark))])
            ways.append((lines.append, before))
        cells = as_csv(safe_all(cells_of(some.rows)))
        for (line, _cells), text, told in zip(some.rows, cells, some.told, strict=True):
            add, before = ways[told]
            add(f"{line};{before};{text}")
        for sheet, lines in ((allowed, may), (refused, may_not)):
            sheet.add_all(lines)
            lines.clear()
        yield some


def cells_of(rows: Sequence[Row]) -> list[list[str]]:
    """The cells of rows as people saw them."""
    cells = [cells for _line, cells in rows]
    plain = set(map(type, chain.from_iterable(cells))) <= {str}
    return cast("list[list[str]]", cells) if plain else [texts(row) for row in cells]


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
