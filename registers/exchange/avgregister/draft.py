"""An activity in the making: fields gathered from all corners of a record, and the records that hang on it."""

import uuid
from typing import Any

from registers.book.records import RECORDS, Activity, Record, System
from registers.exchange.avgregister.ledger import Ledger, Node
from registers.exchange.units import Original, Remark, Unit, doubt, refusal

SOURCE = "avgregister"
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "waarborg:import:avgregister")
_ORDER = {record.kind: place for place, record in enumerate(RECORDS)}


class Draft:
    """What is known so far of one record of the AVG register."""

    def __init__(self, original: Original) -> None:
        self.original = original
        self.register: str = original.value["register"]
        record: dict[str, Any] = original.value["record"]
        self.ledger = Ledger(record)
        self.root = Node(record, "", self.ledger)
        self.source_id = self.root.text("Id")
        self.fields: dict[str, Any] = {}
        self.records: list[Record] = []
        self.security: list[str] = []
        self.remarks: list[str] = []
        self.reasons: list[str] = []

    def uid(self, *parts: object) -> str:
        """A uid that is the same at every import: of this record and these words."""
        return shared_uid(self.register, self.source_id, *parts)

    @property
    def activity(self) -> str:
        """The uid of the activity."""
        return self.uid("verwerking")

    def add(self, record: Record) -> None:
        """Hang a record on the activity; the same organisation or measure is kept once."""
        if all(record.uid != other.uid for other in self.records):
            self.records.append(record)

    def doubt(self, code: str, path: str = "", **facts: str | int) -> None:
        """Remark something that somebody should look at."""
        self.ledger.remarks.append(doubt(code, path, **facts))

    def mention_systems(self) -> None:
        """Name the systems in the remarks, where no line is there to hang them on."""
        self.remarks += [f"Systeem: {record.name}" for record in self.records if isinstance(record, System)]

    def finish(self) -> Unit:
        """The unit, with what was not taken over."""
        refused = self._refusals()
        found = [] if refused else [self._activity(), *self.records]
        return Unit(
            original=self.original,
            source_system=SOURCE,
            source_id=f"{self.register}:{self.source_id}",
            records=tuple(sorted(found, key=lambda record: _ORDER[record.kind])),
            remarks=(*self.ledger.remarks, *refused),
            not_taken=self.ledger.not_taken(),
        )

    def _refusals(self) -> list[Remark]:
        missing = [("no-id", "Id", self.source_id), ("no-name", "Naam", self.fields.get("name"))]
        return [refusal(code, path) for code, path, value in missing if not value]

    def _activity(self) -> Activity:
        return Activity(
            uid=self.activity,
            source_system=SOURCE,
            source_id=f"{self.register}:{self.source_id}",
            security="\n".join(self.security),
            remarks="\n".join(self.remarks),
            dpia_reason="\n".join(self.reasons),
            **self.fields,
        )


def shared_uid(*parts: object) -> str:
    """The uid of what several records share: an organisation, a system, a measure."""
    return str(uuid.uuid5(NAMESPACE, "\x1f".join(str(part) for part in parts)))
