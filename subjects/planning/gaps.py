"""A gap between a data map and the live database, as a value: where it is, how bad, and what to do about it."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """Whether the map can be worked with in spite of the gap."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, kw_only=True)
class Gap:
    """One gap. ``column`` is empty where the whole table is meant; the message names the way out."""

    table: str
    code: str
    message: str
    column: str = ""
    severity: Severity = Severity.ERROR

    @property
    def text(self) -> str:
        """The place and the message as one line."""
        place = f"{self.table}.{self.column}" if self.column else self.table
        return f"{place}: {self.message}" if place else self.message
