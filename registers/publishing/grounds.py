"""On which legal grounds an activity rests, with the record, the version and the hash that say so."""

from dataclasses import dataclass

from registers.book.book import Book
from registers.book.records import Activity, Line, Purpose


@dataclass(frozen=True, kw_only=True)
class ActivityBasis:
    """An activity as it was signed off. ``grounds`` are articles: 6(1)(b), and 9(2)(a) for special categories."""

    number: str
    name: str
    version: int
    sha256: str
    grounds: tuple[str, ...]


def grounds_of(book: Book, activity: Activity) -> tuple[str, ...]:
    """The articles on which the purposes and the lines of an activity rest, each once, in the order of the register."""
    bases = [purpose.basis.value for purpose in book.of(activity, Purpose) if purpose.basis]
    conditions = [line.condition.value for line in book.of(activity, Line) if line.condition]
    return tuple(dict.fromkeys([*bases, *conditions]))
