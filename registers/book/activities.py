"""Records of activities: purposes, lines, recipients, processors, joint controllers, clients, measures."""

import datetime as dt
from typing import ClassVar

from registers.book.base import Record
from registers.choices import DataCategory
from registers.register_choices import (
    ActivityRole,
    Answer,
    DataSource,
    DpiaCriterion,
    DpiaKind,
    LadderAnswer,
    LegalBasis,
    Presence,
    ProcessingOperation,
    RecipientKind,
    RecordStatus,
    SpecialCondition,
)


class Activity(Record):
    """A processing activity (verwerkingsactiviteit) in one of both roles; a change of role loses no limb."""

    kind: ClassVar[str] = "activities"

    number: str
    name: str
    role: ActivityRole = ActivityRole.CONTROLLER
    organisation: str | None = None
    description: str = ""
    department: str = ""
    owner: str = ""
    owner_email: str = ""
    status: RecordStatus = RecordStatus.DRAFT
    core: Answer = Answer.UNKNOWN
    parent: str | None = None
    successor: str | None = None
    started_on: dt.date | None = None
    ended_on: dt.date | None = None
    volume: int | None = None
    recipients: Answer = Answer.UNKNOWN
    transfers: Answer = Answer.UNKNOWN
    joint: Answer = Answer.UNKNOWN
    processors: Answer = Answer.UNKNOWN
    security: str = ""
    pseudonymised: Presence = Presence.UNKNOWN
    encrypted: Presence = Presence.UNKNOWN
    informing: str = ""
    rights: str = ""
    automated: Answer = Answer.UNKNOWN
    automated_logic: str = ""
    automated_effects: str = ""
    profiling: Answer = Answer.UNKNOWN
    ai_used: Answer = Answer.UNKNOWN
    ai_trains: Answer = Answer.UNKNOWN
    dpia_ladder: tuple[LadderAnswer, ...] = ()
    dpia_kinds: tuple[DpiaKind, ...] = ()
    dpia_criteria: tuple[DpiaCriterion, ...] = ()
    dpia_needed: Answer = Answer.UNKNOWN
    dpia_reason: str = ""
    dpia_done_on: dt.date | None = None
    dpia_reference: str = ""
    officer_remark: str = ""
    remarks: str = ""
    review_months: int = 12
    reviewed_on: dt.date | None = None
    catalogue: str = ""
    catalogue_version: str = ""
    public: bool = False
    public_fields: tuple[str, ...] = ()
    source_system: str = ""
    source_id: str = ""


class Purpose(Record):
    """A purpose (doeleinde) with its own legal basis; a blank basis stays blank and is a gap."""

    kind: ClassVar[str] = "purposes"

    activity: str
    position: int = 0
    text: str
    basis: LegalBasis | None = None
    explanation: str = ""
    statute: str = ""
    interest: str = ""
    necessity: str = ""
    balancing: str = ""
    balance_outcome: Answer = Answer.UNKNOWN
    balanced_on: dt.date | None = None
    balanced_by: str = ""


class Line(Record):
    """Whose data × which data × for which purpose, with how long, where from and under which condition."""

    kind: ClassVar[str] = "lines"

    activity: str
    position: int = 0
    subjects: str
    category: DataCategory
    data: str = ""
    purpose: str | None = None
    retention: str | None = None
    retention_criterion: str = ""
    origin: DataSource | None = None
    origin_text: str = ""
    obliged: Answer = Answer.UNKNOWN
    refusal_effect: str = ""
    special: Presence = Presence.UNKNOWN
    special_kinds: str = ""
    condition: SpecialCondition | None = None
    condition_law: str = ""
    criminal: Presence = Presence.UNKNOWN
    criminal_law: str = ""
    national_id: Presence = Presence.UNKNOWN
    national_id_law: str = ""


class LineSystem(Record):
    """In which system the data of a line are."""

    kind: ClassVar[str] = "line_systems"

    line: str
    system: str


class Recipient(Record):
    """To whom data go (art. 30(1)(d)); ``party`` where it is named, ``text`` for a category."""

    kind: ClassVar[str] = "recipients"

    activity: str
    position: int = 0
    text: str
    sort: RecipientKind | None = None
    party: str | None = None
    line: str | None = None
    country: str = ""
    planned: bool = False
    notice_email: str = ""


class Engagement(Record):
    """A processor at work in an activity (art. 28); the agreement that covers it is looked up, not stored."""

    kind: ClassVar[str] = "engagements"

    activity: str
    party: str
    service: str = ""
    retention_months: int | None = None


class Joint(Record):
    """A joint controller (art. 26) with the division of tasks."""

    kind: ClassVar[str] = "joints"

    activity: str
    party: str
    division: str = ""
    contact_point: str = ""


class Client(Record):
    """A controller for whom we process (art. 30(2)): one row for each client of the activity."""

    kind: ClassVar[str] = "clients"

    activity: str
    party: str
    operations: tuple[ProcessingOperation, ...] = ()
    officer: str = ""
    volume: int | None = None
    remarks: str = ""


class ActivityMeasure(Record):
    """A measure that an activity takes."""

    kind: ClassVar[str] = "activity_measures"

    activity: str
    measure: str
