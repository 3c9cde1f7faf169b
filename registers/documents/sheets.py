"""A record of the register as a sheet of paper: sections with fields and tables. What nobody filled in stays visible.

Values only; ``activitysheets`` and ``agreementsheets`` fill them, one template prints them. A field is never dropped
because it is empty: it says so. Only what cannot apply (the logic of a decision that nobody takes) is left out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from registers.book.records import Record
from registers.citations import cited
from registers.comparing.values import Labels
from registers.comparing.words import in_words, is_blank
from registers.register_choices import Answer, Presence, Verdict

LABEL_SIGNS, VALUE_SIGNS = 34, 90
"""What surely fits on one line of a label, and what surely takes two lines of a value."""
OPEN_ANSWERS = (Answer.UNKNOWN, Presence.UNKNOWN, Verdict.UNKNOWN)


@dataclass(frozen=True, kw_only=True)
class Said:
    """A piece of text; ``missing`` when it says that something is not there, ``strong`` for what stands out."""

    text: str
    missing: bool = False
    strong: bool = False


Cell = tuple[Said, ...]
"""What stands in a cell, each on a line of its own."""


@dataclass(frozen=True, kw_only=True)
class Field:
    """A label with its value."""

    label: str
    value: Said

    @property
    def overhangs(self) -> bool:
        """Whether the label takes two lines beside a value of as many: the second may then hang beside the value's."""
        return len(self.label) > LABEL_SIGNS and len(self.value.text) > VALUE_SIGNS


@dataclass(frozen=True, kw_only=True)
class Column:
    """The head of a column, and its width in per cent of the page."""

    label: str
    width: int


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows of cells; every row is as wide as there are columns."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of a sheet with the articles that ask for it."""

    title: str
    article: str = ""
    notes: tuple[Said, ...] = ()
    fields: tuple[Field, ...] = ()
    tables: tuple[Table, ...] = ()

    @property
    def cited(self) -> str:
        """The articles in the language that is active."""
        return cited(self.article)

    @property
    def several(self) -> bool:
        """Whether its tables need a caption to be told apart."""
        return len(self.tables) > 1

    @property
    def silent(self) -> bool:
        """Whether nobody filled in or answered anything in it."""
        told = any(not field.value.missing for field in self.fields)
        return not self.tables and not told and all(note.missing and not note.strong for note in self.notes)


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One record. ``running`` stands at the foot of each of its pages."""

    uid: str
    number: str
    title: str
    running: str
    version: Said
    sections: tuple[Section, ...]

    @property
    def heading(self) -> str:
        """Number and title."""
        return f"{self.number} {self.title}"


def said(value: Any, *, strong: bool = False) -> Said:
    """A value in words; what is blank, or what nobody answered, is marked as missing."""
    return Said(text=in_words(value), missing=is_blank(value) or value in OPEN_ANSWERS, strong=strong)


def lines(*values: Any) -> Cell:
    """A cell of the values that are there; one that says "not filled in" when none is."""
    filled = tuple(value if isinstance(value, Said) else said(value) for value in values if not is_blank(value))
    return filled or (said(None),)


def table(caption: str, columns: Iterable[Column], rows: Iterable[Sequence[Cell]]) -> tuple[Table, ...]:
    """The table, or nothing when there are no rows."""
    filled = tuple(tuple(row) for row in rows)
    return (Table(caption=caption, columns=tuple(columns), rows=filled),) if filled else ()


class Form:
    """Turns fields of one record into labels with values."""

    def __init__(self, record: Record, labels: Labels) -> None:
        self._record = record
        self._labels = labels

    def fields(self, *names: str) -> tuple[Field, ...]:
        """The fields of these names, blank ones marked."""
        return tuple(self.field(name) for name in names)

    def filled(self, *names: str) -> tuple[Field, ...]:
        """Those of the fields that somebody filled in: for what the law does not ask."""
        return tuple(self.field(name) for name in names if not is_blank(getattr(self._record, name)))

    def after(self, question: str, *names: str, unless: Any = Answer.NO) -> tuple[Field, ...]:
        """A question, and the fields that follow from it: all of them, or after a no those that were filled in."""
        follow = self.filled if getattr(self._record, question) == unless else self.fields
        return (self.field(question), *follow(*names))

    def field(self, name: str, value: Any = ...) -> Field:
        """One field; with a value of another kind (the name behind a reference) where it is given."""
        shown = getattr(self._record, name) if value is ... else value
        return Field(label=capfirst(self._labels.field(self._record.kind, name)), value=said(shown))


def tristate(answer: Answer, rows: int, *, none: str) -> tuple[Said, ...]:
    """What to say above a list: nothing listed is not the same as none."""
    if rows:
        contradicts = Said(text=_("Answered with no, and yet something is listed."), missing=True)
        return (contradicts,) if answer == Answer.NO else ()
    if answer == Answer.NO:
        return (Said(text=none),)
    if answer == Answer.YES:
        return (Said(text=_("Answered with yes, but nothing is listed."), missing=True, strong=True),)
    return (Said(text=_("Nothing is listed, and nobody answered whether there is anything."), missing=True),)
