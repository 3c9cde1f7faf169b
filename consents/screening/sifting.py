"""Two passes over a list: number by number into the stage, then row by row with what became of each.

Between the passes two bytes per row are kept, in a file without a name: which remark and which country. They say
nothing about anybody.
"""

import array
import tempfile
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Any, NamedTuple, Self

from consents.choices import ListStatus, NumberRemark
from consents.screening.knowing import Known as Pattern
from consents.screening.knowing import numbered
from consents.screening.numbers import Look, Numbers
from consents.screening.staging import Known, Stage
from registers.exchange.sheets.grid import Row

BATCH = 10_000
"""Rows that are read, told of and written together."""

PASSED = "passed"
"""Of a row that this pass does not look at."""

_PERSON, _RELATION, _ENTRY = range(3)
Tell = Callable[[int], None]
Streams = tuple[Iterator[Known], Iterator[Known], Iterator[Known]]
"""People, relations and screening lists, each in the order of the rows."""
Found = list[tuple[int, tuple[Any, ...]]]


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


class Telling(NamedTuple):
    """A verdict, and what was put right in the number; many rows are told the same."""

    verdict: Verdict
    remark: str


@dataclass(frozen=True, kw_only=True)
class Sifted:
    """Rows of the list, and what each is told: its place among ``tellings``."""

    rows: Sequence[Row]
    told: Sequence[int]
    tellings: Sequence[Telling]


Decide = Callable[[Pattern], Verdict]


class Looks(AbstractContextManager["Looks"]):
    """What was seen of each row (remark and country), in the order of the rows."""

    def __init__(self, folder: Path) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115  # closed by the context
        self._codes: dict[Look, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add_all(self, looks: Sequence[Look]) -> None:
        """Keep what was seen of the next rows."""
        for look in set(looks) - self._codes.keys():
            self._codes[look] = len(self._codes)
        array.array("H", map(self._codes.__getitem__, looks)).tofile(self._file)

    @property
    def named(self) -> list[Look]:
        """Everything that was seen, by its code."""
        return list(self._codes)

    def codes(self) -> Iterator[Sequence[int]]:
        """The codes of the rows, for as many at once as were added."""
        self._file.seek(0)
        while piece := self._file.read(2 * BATCH):
            yield array.array("H", piece)


class Sifter:
    """One list, one column. ``only``: look at these indexes, and let every other row pass."""

    def __init__(
        self, *, rows: Callable[[], Iterator[Row]], place: int, numbers: Numbers, only: Container[str] | None = None
    ) -> None:
        self._rows, self._place, self._numbers, self._only = rows, place, numbers, only

    def stage(self, stage: Stage, looks: Looks, tell: Tell) -> int:
        """The first pass; how many rows there are."""
        count = 0
        for batch in _batches(self._rows()):
            cells = [row[self._place] if self._place < len(row) else None for _line, row in batch]
            texts, seen = self._numbers.read_all(cells)
            columns = self._numbers.indexes_all(texts)
            if self._only is not None:
                _pass_others(columns, seen, self._only)
            looks.add_all(seen)
            stage.add_all(count, columns)
            tell(count)
            count += len(batch)
        stage.ready()
        return count

    def sift(self, looks: Looks, streams: Streams, doubles: Iterator[int], decide: Decide) -> Iterator[Sifted]:
        """The second pass: every row once, with its verdict, in batches."""
        held = _Tellings(looks.named, decide)
        known = [_Upto(stream) for stream in streams]
        again = _Upto((seq, ()) for seq in doubles)
        start = 0
        for batch, codes in zip(_batches(self._rows()), looks.codes(), strict=True):
            told = [held.of_code[code] for code in codes]
            end = start + len(batch)
            for seq, found in _together([stream.rows(end) for stream in known]).items():
                told[seq - start] = held.of_special(found, codes[seq - start])
            for seq, _nothing in again.rows(end):
                told[seq - start] = held.of_double[codes[seq - start]]
            yield Sifted(rows=batch, told=told, tellings=held.all)
            start = end


class _Upto:
    """A stream in the order of the rows, taken piece by piece."""

    def __init__(self, stream: Iterable[Known]) -> None:
        self._stream = iter(stream)
        self._next = next(self._stream, None)

    def rows(self, end: int) -> list[Known]:
        """What there is about rows before ``end`` and was not taken yet."""
        taken: list[Known] = []
        while self._next is not None and self._next[0] < end:
            taken.append(self._next)
            self._next = next(self._stream, None)
        return taken


def _together(streams: Sequence[Sequence[Known]]) -> dict[int, Found]:
    """Everything that is known of each row, with the place of its stream."""
    found: dict[int, Found] = {}
    for tag, stream in enumerate(streams):
        for seq, row in stream:
            found.setdefault(seq, []).append((tag, row))
    return found


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _pass_others(columns: Sequence[list[str]], seen: list[Look], only: Container[str]) -> None:
    """Take the numbers out that nobody asks for."""
    for place, indexes in enumerate(zip(*columns, strict=True)):
        if not any(index in only for index in indexes):
            seen[place] = (PASSED, "")
            for column in columns:
                column[place] = ""


class _Tellings:
    """Everything that is told, in the order in which it first was; by what was seen of a row, and what is known."""

    def __init__(self, named: Sequence[Look], decide: Decide) -> None:
        self.all: list[Telling] = []
        self._places: dict[Telling, int] = {}
        self._decide, self._named = decide, named
        self._made: dict[tuple[Any, ...], int] = {}
        invalid = {remark.value: _invalid(remark) for remark in NumberRemark if not remark.usable}
        invalid[PASSED] = Verdict(status=PASSED)
        double = ListStatus.DUPLICATE
        again = Verdict(status=double, rule=double.value, reason=str(double.label))
        self.of_double = [self._place(again, remark) for remark, _country in named]
        self.of_code = [
            self._place(invalid[remark], "")
            if remark in invalid
            else self._place(decide(Pattern(country=country)), remark)
            for remark, country in named
        ]

    def of_special(self, found: Found, code: int) -> int:
        """Of a row of which something is known."""
        known = code, *_known(found)
        place = self._made.get(known)
        if place is None:
            remark, country = self._named[code]
            _code, people, relations, lists = known
            pattern = Pattern(country=country, people=people, relations=relations, lists=lists)
            place = self._made[known] = self._place(self._decide(pattern), remark)
        return place

    def _place(self, verdict: Verdict, remark: str) -> int:
        place = self._places.setdefault(Telling(verdict, remark), len(self.all))
        if place == len(self.all):
            self.all.append(Telling(verdict, remark))
        return place


def _invalid(remark: NumberRemark) -> Verdict:
    return Verdict(status=ListStatus.INVALID, rule=remark.value, reason=str(remark.label))


def _known(found: Found) -> tuple[Any, ...]:
    """People, relations and lists, hashable: equal for numbers of which the same is known."""
    if len(found) == 1 and found[0][0] == _PERSON:
        return ((0, *found[0][1][1:]),), (), ()
    people, relations = numbered(
        [row for tag, row in found if tag == _PERSON], [row for tag, row in found if tag == _RELATION]
    )
    return people, relations, tuple(row[0] for tag, row in found if tag == _ENTRY)
