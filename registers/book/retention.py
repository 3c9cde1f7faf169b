"""Records of how long data are kept: duties of law, rules of the house, holds."""

import datetime as dt
from typing import ClassVar

from registers.book.base import Record
from registers.choices import DutyStart, LegalStatus
from registers.register_choices import (
    Answer,
    EndFate,
    RetentionType,
)


class Duty(Record):
    """A dated fact of law about keeping: a duty, a norm or a limitation period."""

    kind: ClassVar[str] = "duties"

    name: str
    label: str
    type: RetentionType = RetentionType.HOLD
    law: str = ""
    article: str = ""
    years: int = 0
    months: int = 0
    weeks: int = 0
    starts: DutyStart = DutyStart.EVENT
    start_event: str = ""
    minimal_fields: str = ""
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None
    reference: str = ""
    status: LegalStatus = LegalStatus.TO_CHECK


class Retention(Record):
    """A retention rule (art. 5(1)(e), 30(1)(f)): how long after what, why, and what then. Months None: a criterion.

    ``least_months`` and ``most_months`` are the range that the catalogue proposed; ``chosen`` whether somebody chose.
    """

    kind: ClassVar[str] = "retentions"

    name: str
    months: int | None = None
    least_months: int | None = None
    most_months: int | None = None
    chosen: Answer = Answer.UNKNOWN
    start_event: str = ""
    criterion: str = ""
    ground: str = ""
    duty: str | None = None
    fate: EndFate = EndFate.DESTROY
    executor: str = ""
    kept_to: Answer = Answer.UNKNOWN
    deviation: str = ""


class Hold(Record):
    """A reason to keep what would otherwise go: a legal claim (art. 17(3)(e)), with an owner and an end."""

    kind: ClassVar[str] = "holds"

    label: str
    activity: str | None = None
    ground: str = "17(3)(e)"
    reason: str = ""
    owner: str = ""
    starts_on: dt.date
    ends_on: dt.date
