"""What the access report says (art. 15), as frozen values. Records may be a stream: they are read once, in order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from registers.documents.content import CaseFile, Issuer


@dataclass(frozen=True, kw_only=True)
class Information:
    """The information of art. 15(1)(a)-(h) and 15(2) about one activity; None says that it is not recorded."""

    purposes: str | None = None
    legal_ground: str | None = None
    categories: str | None = None
    recipients: str | None = None
    safeguards: str | None = None
    retention: str | None = None
    origin: str | None = None
    automated: str | None = None


@dataclass(frozen=True, kw_only=True)
class RegisterSource:
    """Where the information was taken from: the record of the register, its version (0: a draft) and its hash."""

    number: str
    version: int
    whole: bool = False
    sha256: str


@dataclass(frozen=True, kw_only=True)
class ReportTable:
    """The person's records in one table. Each record has a value (as the database gave it) for each label.

    ``rows`` is how many records will come. A label of '' leaves the value out.
    """

    label: str
    source: str
    labels: tuple[str, ...]
    rows: int
    records: Iterable[Sequence[object]]


@dataclass(frozen=True, kw_only=True)
class ReportActivity:
    """One processing activity in which the person was found."""

    name: str
    information: Information
    tables: tuple[ReportTable, ...]
    register: RegisterSource | None = None


@dataclass(frozen=True, kw_only=True)
class Omission:
    """What was left out, how often, and why (art. 15(4) AVG, art. 41 UAVG); "internal" is not a reason."""

    table: str
    what: str
    count: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class ReportContact:
    """One consent, objection or other event of the ledger, in words; '' is what it leaves open."""

    at: datetime
    what: str
    sender: str
    purpose: str
    channel: str
    method: str
    wording: str


@dataclass(frozen=True, kw_only=True)
class AccessReport:
    """Everything an organisation has about a person. ``searched_with`` are kinds of identifiers, not their values."""

    schema: ClassVar[str] = "waarborg/access-report/1"

    number: str
    issuer: Issuer
    file: CaseFile
    issued_at: datetime
    searched_with: tuple[str, ...]
    activities: tuple[ReportActivity, ...]
    nothing_found: tuple[str, ...] = ()
    omissions: tuple[Omission, ...] = ()
    files: tuple[str, ...] = ()
    contacts: tuple[ReportContact, ...] = ()

    @property
    def rows(self) -> int:
        """How many records the report shows."""
        return sum(table.rows for activity in self.activities for table in activity.tables)
