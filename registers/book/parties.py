"""Records of organisations, officers, systems and measures."""

import datetime as dt
from typing import ClassVar

from registers.book.base import Record


class Party(Record):
    """An organisation: our own, a processor, a client, a joint controller, a recipient. What it is follows from use."""

    kind: ClassVar[str] = "parties"

    name: str
    own: bool = False
    registration: str = ""
    address: str = ""
    country: str = "NL"
    email: str = ""
    phone: str = ""
    contact: str = ""
    representative: str = ""
    no_dpo_reason: str = ""
    source_id: str = ""


class Officer(Record):
    """A data protection officer (art. 37) of a party, from and until."""

    kind: ClassVar[str] = "officers"

    party: str
    name: str
    email: str = ""
    phone: str = ""
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None


class System(Record):
    """An application or database in which data are; ``source`` is the name of a source of the data map."""

    kind: ClassVar[str] = "systems"

    name: str
    description: str = ""
    supplier: str | None = None
    country: str = "NL"
    source: str = ""


class Measure(Record):
    """A technical or organisational measure (art. 32)."""

    kind: ClassVar[str] = "measures"

    name: str
    description: str = ""
