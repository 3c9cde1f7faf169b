"""What the overview of a portability package says (art. 20), as frozen values: names, counts and grounds, no values."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from registers.documents.content import CaseFile, Issuer
from registers.documents.reportcontent import Omission


@dataclass(frozen=True, kw_only=True)
class PortedTable:
    """The records of one table that go along, with the labels of the fields that go along."""

    label: str
    source: str
    rows: int
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PortedActivity:
    """An activity whose data go along: the record of the register, its version and hash, and the grounds in words."""

    name: str
    number: str
    version: int
    sha256: str
    grounds: tuple[str, ...]
    tables: tuple[PortedTable, ...]


@dataclass(frozen=True, kw_only=True)
class PortabilityOverview:
    """What somebody takes along, on which basis, and what was left out and why."""

    schema: ClassVar[str] = "waarborg/portability/1"

    number: str
    issuer: Issuer
    file: CaseFile
    issued_at: datetime
    plan_sha256: str
    activities: tuple[PortedActivity, ...]
    omissions: tuple[Omission, ...] = ()
    files: int = 0

    @property
    def rows(self) -> int:
        """How many records go along."""
        return sum(table.rows for activity in self.activities for table in activity.tables)
