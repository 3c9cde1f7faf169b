"""Two passes over a list: number by number into the stage, then row by row with what became of each.

Between the passes two bytes per row are kept, in a file without a name: which remark and which country. They say
nothing about anybody.
"""

import array
import tempfile
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import AbstractContextManager
from heapq import merge
from itertools import groupby
from pathlib import Path
from typing import IO, Any, NamedTuple, Self

from consents.choices import ListStatus, NumberRemark
from consents.screening.knowing import Known, numbered
from consents.screening.numbers import Number, Numbers
from consents.screening.staging import Stage
from registers.exchange.sheets.grid import Row, Value

STEP = 20_000
"""Rows after which it is told how far it is."""

PASSED = "passed"
"""Of a row that this pass does not look at."""

_DOUBLE, _PERSON, _RELATION, _ENTRY = range(4)
Tell = Callable[[int], None]
Streams = tuple[Iterator[Any], Iterator[Any], Iterator[Any]]


class Verdict(NamedTuple):
    """What becomes of a row, and why; equal verdicts are counted together."""

    status: str
    rule: str = ""
    reason: str = ""
    article: str = ""
    source: str = ""
    legal_status: str = ""
    ruleset: str = ""
    rules_sha256: str = ""


class Sifted(NamedTuple):
    """A row of the list with its verdict and what was put right in its number."""

    line: int
    cells: list[Value]
    verdict: Verdict
    remark: str


Decide = Callable[[Known], Verdict]


class Looks(AbstractContextManager["Looks"]):
    """What was seen of each row (remark and country), in the order of the rows."""

    def __init__(self, folder: Path) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115  # closed by the context
        self._codes: dict[tuple[str, str], int] = {}
        self._waiting = array.array("H")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, remark: str, country: str) -> None:
        """Keep what was seen of the next row."""
        self._waiting.append(self._codes.setdefault((remark, country), len(self._codes)))
        if len(self._waiting) >= STEP:
            self._flush()

    def _flush(self) -> None:
        self._waiting.tofile(self._file)
        self._waiting = array.array("H")

    def __iter__(self) -> Iterator[tuple[str, str]]:
        self._flush()
        self._file.seek(0)
        named = list(self._codes)
        while piece := self._file.read(2 * STEP):
            yield from (named[code] for code in array.array("H", piece))


class Sifter:
    """One list, one column. ``only``: look at these indexes, and let every other row pass."""

    def __init__(
        self, *, rows: Callable[[], Iterator[Row]], place: int, numbers: Numbers, only: Container[str] | None = None
    ) -> None:
        self._rows, self._place, self._numbers, self._only = rows, place, numbers, only

    def stage(self, stage: Stage, looks: Looks, tell: Tell) -> int:
        """The first pass; how many rows there are."""
        seq = -1
        for seq, (_line, cells) in enumerate(self._rows()):
            number = self._numbers.read(cells[self._place] if self._place < len(cells) else None)
            self._keep(seq, number, stage, looks)
            if seq % STEP == 0:
                tell(seq)
        stage.ready()
        return seq + 1

    def _keep(self, seq: int, number: Number, stage: Stage, looks: Looks) -> None:
        indexes = self._numbers.indexes(number.text) if number.text else []
        if self._only is not None and not any(index in self._only for index in indexes):
            looks.add(PASSED, "")
            return
        looks.add(number.remark, number.country)
        if indexes:
            stage.add(seq, indexes)

    def sift(self, looks: Looks, streams: Streams, doubles: Iterator[int], decide: Decide) -> Iterator[Sifted]:
        """The second pass: every row once, with its verdict."""
        special = _special(streams, doubles)
        place, found = next(special, (-1, None))
        plain = {remark.value: _invalid(remark) for remark in NumberRemark if not remark.usable}
        plain[PASSED] = Verdict(status=PASSED)
        double = ListStatus.DUPLICATE
        again = Verdict(status=double, rule=double.value, reason=str(double.label))
        fresh: dict[str, Verdict] = {}
        for seq, ((line, cells), (remark, country)) in enumerate(zip(self._rows(), looks, strict=True)):
            if seq == place:
                verdict = decide(_known(found, country)) if found else again
                place, found = next(special, (-1, None))
            elif remark in plain:
                verdict = plain[remark]
            elif country in fresh:
                verdict = fresh[country]
            else:
                verdict = fresh[country] = decide(Known(country=country))
            yield Sifted(line, cells, verdict, "" if remark in plain else remark)


def _invalid(remark: NumberRemark) -> Verdict:
    return Verdict(status=ListStatus.INVALID, rule=remark.value, reason=str(remark.label))


def _special(streams: Streams, doubles: Iterable[int]) -> Iterator[tuple[int, Any]]:
    """Rows of which something is known, in order: None for a double, else (tag, what is known) pairs."""
    people, relations, entries = streams
    tagged = merge(
        ((seq, _DOUBLE, None) for seq in doubles),
        ((seq, _PERSON, row) for seq, row in people),
        ((seq, _RELATION, row) for seq, row in relations),
        ((seq, _ENTRY, row) for seq, row in entries),
        key=lambda one: one[:2],
    )
    for seq, found in groupby(tagged, key=lambda one: one[0]):
        known = [(tag, row) for _seq, tag, row in found]
        yield seq, None if known[0][0] == _DOUBLE else known


def _known(found: list[tuple[int, Any]], country: str) -> Known:
    if len(found) == 1 and found[0][0] == _PERSON:
        return Known(country=country, people=((0, *found[0][1][1:]),))
    people, relations = numbered(
        [row for tag, row in found if tag == _PERSON], [row for tag, row in found if tag == _RELATION]
    )
    lists = tuple(row[0] for tag, row in found if tag == _ENTRY)
    return Known(country=country, people=people, relations=relations, lists=lists)
