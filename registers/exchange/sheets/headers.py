"""The row that names the columns: where it stands, what it is called, and the hash by which a mapping recognises it."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from registers.canonical import sha256_of
from registers.exchange.sheets.grid import Row, Value, as_text
from registers.exchange.words import folded

FIRST_ROWS = 20
_INSTRUCTION = re.compile(r"\([^)]*\)|\[[^\]]*\]|[*:]")


@dataclass(frozen=True, kw_only=True)
class Header:
    """The row of headers. ``names`` are the columns in order, each different; ``labels`` are how people wrote them."""

    row: int
    names: tuple[str, ...]
    labels: tuple[str, ...]

    @property
    def sha256(self) -> str:
        """SHA-256 of the set of headers: the order of the columns does not matter."""
        return header_sha256(self.names)


def header_sha256(names: Iterable[str]) -> str:
    """SHA-256 of the normalised set of headers."""
    return sha256_of(sorted({folded(name) for name in names}))


def read_header(row: Row) -> Header:
    """The columns of a row; a second column of the same name is numbered, one without a name is called by its place."""
    number, values = row
    labels = [as_text(value).strip() for value in values]
    seen: dict[str, int] = {}
    names = []
    for place, label in enumerate(labels, start=1):
        name = folded(label) or f"kolom {place}"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return Header(row=number, names=tuple(names), labels=tuple(labels))


def find_header(rows: Iterable[Row], fits: Callable[[Header], int]) -> Header | None:
    """The row among the first twenty that fits best (``fits`` above 0), or else the first with two columns or more."""
    candidates = []
    for place, row in enumerate(rows):
        if place == FIRST_ROWS:
            break
        if _texts(row[1]) >= 2:
            candidates.append(read_header(row))
    best = max(candidates, key=fits, default=None)
    if best is not None and fits(best) > 0:
        return best
    return candidates[0] if candidates else None


def _texts(values: list[Value]) -> int:
    return sum(isinstance(value, str) and bool(value.strip()) for value in values)


def plain(label: str) -> str:
    """What a header says without its instructions: its first line, and nothing between brackets."""
    first = next((line for line in label.splitlines() if line.strip()), "")
    return folded(_INSTRUCTION.sub(" ", first))
