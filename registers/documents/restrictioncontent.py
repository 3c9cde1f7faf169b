"""What the certificate of a restriction, or of its end, says (art. 18), as frozen values: counts and grounds."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar

from registers.documents.content import CaseFile, EvidenceExtract, Issuer, ToldRecipient


@dataclass(frozen=True, kw_only=True)
class RestrictedTable:
    """Rows of one table: ``marked`` now (or, at the end, cleared), marked ``before``, and not marked by Waarborg.

    Of these the first were restricted by hand, and the ``shared`` ones are also about somebody else.
    """

    label: str
    table: str
    column: str = ""
    marked: int = 0
    before: int = 0
    by_hand: int = 0
    shared: int = 0

    @property
    def rows(self) -> int:
        """Every row of the person."""
        return self.marked + self.before + self.by_hand + self.shared


@dataclass(frozen=True, kw_only=True)
class RestrictedSource:
    """One database. ``executed_at`` and the receipt are absent where nothing could be marked."""

    label: str
    tables: tuple[RestrictedTable, ...]
    executed_at: datetime | None = None
    receipt_sha256: str = ""


@dataclass(frozen=True, kw_only=True)
class RestrictionCertificate:
    """Proof that rows were marked as restricted, or that these marks were cleared after the person was told."""

    schema: ClassVar[str] = "waarborg/restriction/1"

    number: str
    issuer: Issuer
    file: CaseFile
    issued_at: datetime
    ground: str
    decided_on: date
    approver_role: str
    plan_sha256: str
    sources: tuple[RestrictedSource, ...]
    measure: str = ""
    lifted: bool = False
    told_on: date | None = None
    told: tuple[ToldRecipient, ...] = ()
    evidence: EvidenceExtract = field(default_factory=EvidenceExtract)

    @property
    def tables(self) -> tuple[RestrictedTable, ...]:
        """The tables of all databases."""
        return tuple(table for source in self.sources for table in source.tables)
