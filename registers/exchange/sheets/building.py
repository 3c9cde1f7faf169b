"""From the values of one group to the records that hang on the activity: one builder for each group."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from registers.book import records as r
from registers.book.records import Record
from registers.choices import DataCategory
from registers.exchange.units import Remark, note
from registers.exchange.words import folded, headline
from registers.register_choices import Answer

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "waarborg:import:names")
_PARTY = ("name", "registration", "address", "country", "email", "phone", "contact")


def named_uid(sort: str, name: str) -> str:
    """The uid of what is known by its name alone, the same in every spreadsheet."""
    return str(uuid.uuid5(NAMESPACE, f"{sort}\x1f{folded(name)}"))


@dataclass
class Making:
    """The records of one activity in the making, and what was remarked."""

    activity: str
    records: list[Record] = field(default_factory=list)
    fields: dict[str, Any] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    not_taken: list[str] = field(default_factory=list)
    _places: dict[str, int] = field(default_factory=dict)
    _said: dict[str, list[set[tuple[str, Any]]]] = field(default_factory=dict)

    def uid(self, sort: str, *words: object) -> str:
        """A uid by what the record says; the same words twice are two records."""
        text = "\x1f".join([sort, *(folded(str(word)) for word in words)])
        again = self._places.get(text, 0)
        self._places[text] = again + 1
        return str(uuid.uuid5(uuid.UUID(self.activity), f"{text}\x1f{again}"))

    def place(self, sort: str) -> int:
        """The next place among records of a sort, from 1."""
        self._places[sort] = self._places.get(sort, 0) + 1
        return self._places[sort]

    def says_more(self, group: str, said: dict[str, Any]) -> bool:
        """Whether this says anything that an earlier row has not said; rows of one record often repeat each other."""
        items = set(said.items())
        if any(items <= earlier for earlier in self._said.setdefault(group, [])):
            return False
        self._said[group].append(items)
        return True

    def add(self, record: Record) -> None:
        """Add a record once."""
        if all(record.uid != other.uid for other in self.records):
            self.records.append(record)

    def of(self, kind: type[Record]) -> list[Any]:
        """The records of a kind so far."""
        return [record for record in self.records if isinstance(record, kind)]

    def finish(self) -> None:
        """Tie lines to the one purpose and to the systems; no tie is made where there is a choice."""
        purposes, lines = self.of(r.Purpose), self.of(r.Line)
        if len(purposes) == 1:
            tied = {line.uid: line.model_copy(update={"purpose": purposes[0].uid}) for line in lines}
            self.records = [tied.get(record.uid, record) for record in self.records]
        for line in lines:
            for system in self.of(r.System):
                uid = str(uuid.uuid5(uuid.UUID(line.uid), system.uid))
                self.add(r.LineSystem(uid=uid, line=line.uid, system=system.uid))


def _party(making: Making, said: dict[str, Any]) -> str:
    values = {name: said[name] for name in _PARTY if name in said}
    uid = named_uid("party", said["name"])
    making.add(r.Party(**{"uid": uid, "country": "", **values}))
    return uid


def _rest(said: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if name not in _PARTY}


def _controller(making: Making, said: dict[str, Any]) -> None:
    making.fields.setdefault("organisation", _party(making, said))


def _joint(making: Making, said: dict[str, Any]) -> None:
    party = _party(making, said)
    making.fields["joint"] = Answer.YES
    making.add(r.Joint(uid=making.uid("joint", party), activity=making.activity, party=party, **_rest(said)))


def _processor(making: Making, said: dict[str, Any]) -> None:
    party = _party(making, said)
    making.fields["processors"] = Answer.YES
    uid = str(uuid.uuid5(uuid.UUID(making.activity), f"engagement\x1f{party}\x1f{folded(said.get('service', ''))}"))
    making.add(r.Engagement(uid=uid, activity=making.activity, party=party, **_rest(said)))


def _client(making: Making, said: dict[str, Any]) -> None:
    party = _party(making, said)
    uid = str(uuid.uuid5(uuid.UUID(making.activity), f"client\x1f{party}"))
    making.add(r.Client(uid=uid, activity=making.activity, party=party, **_rest(said)))


def _purpose(making: Making, said: dict[str, Any]) -> None:
    uid = making.uid("purpose", said["text"])
    making.add(r.Purpose(uid=uid, activity=making.activity, position=making.place("purposes"), **said))


def _line(making: Making, said: dict[str, Any]) -> None:
    uid = making.uid("line", said.get("subjects", ""), said.get("data", ""), said.get("category", ""))
    place = making.place("lines")
    if "category" not in said:
        making.remarks.append(note("category-chosen", "line.category"))
    values = {"category": DataCategory.OTHER, "subjects": "", **said}
    if len(values["subjects"]) > 300:
        values["data"] = f"{values['subjects']}\n{values.get('data', '')}".strip()
        values["subjects"] = headline(values["subjects"], 300)
    making.add(r.Line(uid=uid, activity=making.activity, position=place, **values))


def _recipient(making: Making, said: dict[str, Any]) -> None:
    making.fields["recipients"] = Answer.YES
    uid = making.uid("recipient", said["text"])
    making.add(r.Recipient(uid=uid, activity=making.activity, position=making.place("recipients"), **said))


def _system(making: Making, said: dict[str, Any]) -> None:
    making.add(r.System(**{"uid": named_uid("system", said["name"]), "country": "", **said}))


def _measure(making: Making, said: dict[str, Any]) -> None:
    uid = named_uid("measure", said["name"])
    making.add(r.Measure(uid=uid, **said))
    taken = str(uuid.uuid5(uuid.UUID(making.activity), f"measure\x1f{uid}"))
    making.add(r.ActivityMeasure(uid=taken, activity=making.activity, measure=uid))


def _transfer(making: Making, said: dict[str, Any]) -> None:
    making.fields["transfers"] = Answer.YES
    making.add(r.Transfer(uid=making.uid("transfer", said["country"]), activity=making.activity, **said))


BUILDERS: dict[str, Callable[[Making, dict[str, Any]], None]] = {
    "controller": _controller,
    "joint": _joint,
    "processor": _processor,
    "client": _client,
    "purpose": _purpose,
    "line": _line,
    "recipient": _recipient,
    "system": _system,
    "measure": _measure,
    "transfer": _transfer,
}
"""The builder of each group but the activity itself."""
