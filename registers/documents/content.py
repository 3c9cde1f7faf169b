"""What documents say, as frozen values: filled from receipts and the map, turned into pages by ``pages``.

Certificates name columns, counts, hashes and dates and never a value of a record. Only letters and the access report
(``reportcontent``) hold personal data.
"""

import dataclasses
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from registers.choices import CorrectionWay, DataCategory, DocumentKind, Fate, Treatment
from registers.register_choices import RecipientKind


@dataclass(frozen=True, kw_only=True)
class Issuer:
    """The organisation that speaks. ``self_made`` says that nobody else vouches for its certificate.

    The answers of a ``public_body`` are decisions that somebody can object to (art. 34 UAVG). ``country`` is that of
    its establishment, ``authority`` the one where people there complain, with its site; '' where none is known.
    """

    name: str
    address: str
    contact: str
    self_made: bool = False
    public_body: bool = False
    country: str = "NL"
    authority: str = ""
    authority_site: str = ""


@dataclass(frozen=True, kw_only=True)
class CaseFile:
    """The request a document belongs to. ``case`` is the random id, ``reference`` what people call it."""

    case: UUID
    reference: str
    right: str
    right_label: str
    received_on: date


@dataclass(frozen=True, kw_only=True)
class TreatedColumn:
    """A column, its category of data, and what was done with it."""

    label: str
    column: str
    category: DataCategory
    treatment: Treatment | CorrectionWay


@dataclass(frozen=True, kw_only=True)
class TableResult:
    """One operation on one table. ``verified`` rows were read again and found as they should be.

    A deleted table has no ``columns``; a treated one names them all. ``again`` rows were worked on by an earlier run
    in the same database too, which tells of them itself.
    """

    label: str
    table: str
    action: Fate
    columns: tuple[TreatedColumn, ...] = ()
    planned: int
    affected: int
    verified: int
    again: int = 0

    @property
    def new(self) -> int:
        """Rows that no earlier run tells of."""
        return self.affected - self.again


@dataclass(frozen=True, kw_only=True)
class FileResult:
    """Files of the treated rows. ``shared`` stay, because a row of somebody else, or one that is kept, names them too.

    ``missing`` were not in the store any more when the work began.
    """

    removed: int = 0
    missing: int = 0
    shared: int = 0

    @property
    def any(self) -> bool:
        """Whether the treated rows named a file at all."""
        return bool(self.removed or self.missing or self.shared)


@dataclass(frozen=True, kw_only=True)
class SourceResult:
    """One database. ``dialect`` is SQLAlchemy's name; ``triggers`` fire on the treated tables and may copy rows."""

    name: str
    label: str
    dialect: str
    executed_at: datetime
    transactional: bool
    tables: tuple[TableResult, ...]
    triggers: tuple[str, ...] = ()
    files: FileResult = FileResult()
    receipt_sha256: str


@dataclass(frozen=True, kw_only=True)
class KeptData:
    """What stays, why and until when. ``columns`` are labels; () means the whole row."""

    table: str
    columns: tuple[str, ...]
    rows: int
    ground: str
    reason: str
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Deferral:
    """An erasure that runs by itself on a date."""

    table: str
    rows: int
    on: date
    ground: str


@dataclass(frozen=True, kw_only=True)
class SharedRows:
    """Rows that other people hang on too and that were therefore left, or treated in part."""

    table: str
    rows: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class SecondSearch:
    """The identifiers looked up again after the commit: ``found`` rows, of which ``explained`` by what is kept."""

    source: str
    found: int
    explained: int


@dataclass(frozen=True, kw_only=True)
class SearchedFields:
    """Where the person was looked up in one database: fields asked by an index, and fields of which every row was read.

    ``counted_on`` is the day on which every value of the fields with an index was read and found as the index is asked.
    """

    source: str
    asked: tuple[str, ...] = ()
    read: tuple[str, ...] = ()
    counted_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class SmallestGroup:
    """What is left after anonymising: ``k`` rows at least look alike; None when there are no rows."""

    table: str
    columns: tuple[str, ...]
    rows: int
    k: int | None

    @property
    def singled_out(self) -> bool:
        """Whether a row stands alone in what can still be told apart."""
        return self.k == 1


@dataclass(frozen=True, kw_only=True)
class ToldRecipient:
    """A recipient that is told of what was done (art. 19); ``by_mail`` false: by hand, for want of an address."""

    name: str
    sort: RecipientKind
    activities: tuple[str, ...]
    by_mail: bool

    @property
    def sort_label(self) -> str:
        """The sort in the language that is active."""
        return str(RecipientKind(self.sort).label)


@dataclass(frozen=True, kw_only=True)
class LedgerErasure:
    """What was done in the ledger of consents: counts, and the grounds on which a suppression key stays, in words."""

    people: int
    values: int
    relations: int
    files: int
    keys_kept: int
    grounds: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class EvidenceExtract:
    """Inclusion proofs of the log entries of this case, and the newest checkpoint; shapes of ``registers.evidence``."""

    proofs: tuple[dict[str, Any], ...] = ()
    checkpoint: dict[str, Any] | None = None


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """Proof of what was done in the organisation's databases: erased, anonymised, or erased later than the rest."""

    schema: ClassVar[str] = "waarborg/certificate/1"

    kind: DocumentKind
    number: str
    issuer: Issuer
    file: CaseFile
    decided_on: date
    executed_at: datetime
    issued_at: datetime
    approver_role: str
    plan_sha256: str
    map_sha256: str
    sources: tuple[SourceResult, ...]
    searches: tuple[SecondSearch, ...]
    kept: tuple[KeptData, ...] = ()
    deferrals: tuple[Deferral, ...] = ()
    shared: tuple[SharedRows, ...] = ()
    groups: tuple[SmallestGroup, ...] = ()
    searched: tuple[SearchedFields, ...] = ()
    told: tuple[ToldRecipient, ...] = ()
    told_before: bool = False
    ledger: LedgerErasure | None = None
    evidence: EvidenceExtract = EvidenceExtract()


def machine_readable(content: Any) -> bytes:
    """The content as indented JSON (UTF-8, sorted keys): the file that is attached to the document."""
    value = {"schema": content.schema, **dataclasses.asdict(content)}
    file = content.head.file if hasattr(content, "head") else content.file
    value["case"] = str(file.case)
    return json.dumps(value, default=_plain, sort_keys=True, indent=1, ensure_ascii=False).encode()


def _plain(value: Any) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"a {type(value).__name__} has no place in a document")
