"""What letters say, as frozen values. A letter goes to the person and may hold their name and address, no more."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from registers.documents.content import CaseFile, Deferral, Issuer, KeptData, SharedRows
from registers.documents.reportcontent import Omission


@dataclass(frozen=True, kw_only=True)
class LetterHead:
    """From whom, to whom, when, about what. ``recipient`` are address lines; () when it goes through a portal."""

    issuer: Issuer
    file: CaseFile
    recipient: tuple[str, ...]
    number: str
    issued_at: datetime


@dataclass(frozen=True, kw_only=True)
class Acknowledgement:
    """We have your request (EDPB 01/2022): what we understood, the last day to answer, and what we still need."""

    schema: ClassVar[str] = "waarborg/letter-acknowledgement/1"
    name: ClassVar[str] = "acknowledgement"

    head: LetterHead
    due: date
    identity_needed: bool
    identity_means: str = ""


@dataclass(frozen=True, kw_only=True)
class Erased:
    """What is gone, or goes along, in the words of the data map."""

    label: str
    rows: int


@dataclass(frozen=True, kw_only=True)
class ErasureAnswer:
    """Your data are erased or anonymised (art. 17): what is gone, what stays, on which ground, until when.

    ``singled_out`` says that somebody still stands alone in what is left, so that nothing stronger may be promised.
    """

    schema: ClassVar[str] = "waarborg/letter-erasure/1"
    name: ClassVar[str] = "erasure"

    head: LetterHead
    executed_on: date
    anonymised: bool
    singled_out: bool = False
    erased: tuple[Erased, ...]
    kept: tuple[KeptData, ...] = ()
    deferrals: tuple[Deferral, ...] = ()
    told: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AccessAnswer:
    """Your data are in the enclosed report (art. 15), or: we have none. ``enclosed`` are the files that come along."""

    schema: ClassVar[str] = "waarborg/letter-access/1"
    name: ClassVar[str] = "access"

    head: LetterHead
    found: bool
    activities: tuple[str, ...]
    searched: tuple[str, ...]
    enclosed: tuple[str, ...] = ()
    encrypted: bool = False
    omitted: int = 0


@dataclass(frozen=True, kw_only=True)
class PortabilityAnswer:
    """Your data to take along (art. 20), or why there is nothing to take along. ``carried`` are the tables that go."""

    schema: ClassVar[str] = "waarborg/letter-portability/1"
    name: ClassVar[str] = "portability"

    head: LetterHead
    found: bool
    carried: tuple[Erased, ...] = ()
    enclosed: tuple[str, ...] = ()
    omissions: tuple[Omission, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Corrected:
    """A field that was put right, or a statement that was added: each value that stood there, and what stands now."""

    table: str
    label: str
    rows: int
    before: tuple[str, ...] = ()
    after: str = ""


@dataclass(frozen=True, kw_only=True)
class RectificationAnswer:
    """Your data are corrected (art. 16): what stood there, what stands there now, and whom we tell."""

    schema: ClassVar[str] = "waarborg/letter-rectification/1"
    name: ClassVar[str] = "rectification"

    head: LetterHead
    executed_on: date
    corrected: tuple[Corrected, ...] = ()
    stated: tuple[Corrected, ...] = ()
    shared: tuple[SharedRows, ...] = ()
    told: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RestrictionAnswer:
    """The use of your data is restricted (art. 18): since when, why, and which data."""

    schema: ClassVar[str] = "waarborg/letter-restriction/1"
    name: ClassVar[str] = "restriction"

    head: LetterHead
    since: date
    ground: str
    restricted: tuple[Erased, ...]


@dataclass(frozen=True, kw_only=True)
class LiftingNotice:
    """We are going to lift the restriction (art. 18(3)): told before it happens, with the reason."""

    schema: ClassVar[str] = "waarborg/letter-lifting/1"
    name: ClassVar[str] = "lifting"

    head: LetterHead
    since: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class Blocked:
    """A system of the organisation that was told to leave somebody alone; ``since`` None: not confirmed yet."""

    label: str
    since: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class ContactAnswer:
    """Your objection (art. 21), or your withdrawal (art. 7(3)), works since a moment; who else was told."""

    schema: ClassVar[str] = "waarborg/letter-contact/1"
    name: ClassVar[str] = "contact"

    head: LetterHead
    objection: bool
    since: datetime
    told: tuple[str, ...] = ()
    blocked: tuple[Blocked, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One reason of a decision: the article and what it means here."""

    article: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """We do not do what you ask (art. 12(4)): reasons, complaint to the AP, court."""

    schema: ClassVar[str] = "waarborg/letter-refusal/1"
    name: ClassVar[str] = "refusal"

    head: LetterHead
    reasons: tuple[Reason, ...]

    def __post_init__(self) -> None:
        if not self.reasons:
            raise ValueError("a refusal gives its reasons (art. 12(4) AVG)")


@dataclass(frozen=True, kw_only=True)
class Extension:
    """We need more time (art. 12(3)): why, and the new last day."""

    schema: ClassVar[str] = "waarborg/letter-extension/1"
    name: ClassVar[str] = "extension"

    head: LetterHead
    reasons: tuple[str, ...]
    due: date
    new_due: date

    def __post_init__(self) -> None:
        if not self.reasons:
            raise ValueError("an extension gives its reasons (art. 12(3) AVG)")


Letter = (
    Acknowledgement
    | ErasureAnswer
    | AccessAnswer
    | PortabilityAnswer
    | RestrictionAnswer
    | LiftingNotice
    | RectificationAnswer
    | ContactAnswer
    | Refusal
    | Extension
)
