"""Records of transfers, and of the countries that protect enough."""

import datetime as dt
from typing import ClassVar

from registers.book.base import Record
from registers.choices import LegalStatus
from registers.register_choices import (
    ClausesModule,
    TransferKind,
    TransferMechanism,
)


class Transfer(Record):
    """A transfer to a third country (art. 44-49), of an activity or under an agreement."""

    kind: ClassVar[str] = "transfers"

    activity: str | None = None
    agreement: str | None = None
    party: str | None = None
    country: str
    sort: TransferKind = TransferKind.SUPPLY
    mechanism: TransferMechanism | None = None
    module: ClausesModule | None = None
    assessed_on: dt.date | None = None
    assessment: str = ""
    document: str = ""


class Adequacy(Record):
    """A dated decision that a country protects enough (art. 45), or belongs to the EEA."""

    kind: ClassVar[str] = "adequacies"

    country: str
    label: str = ""
    eea: bool = False
    valid_from: dt.date
    valid_until: dt.date | None = None
    condition: str = ""
    reference: str = ""
    status: LegalStatus = LegalStatus.TO_CHECK
