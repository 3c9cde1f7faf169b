"""Which record of the register is meant: the uids of a unit as the register calls them, and organisations to decide on.

Matched without asking: our own uid, the id in the source, and what has no id at all but exactly the same name. One
company under two ids, or under nearly the same name, is proposed and stays two until somebody accepts it.
"""

from dataclasses import dataclass, field
from typing import Any

from registers.actions.importing.index import Index, table_of
from registers.actions.importing.outcomes import Proposal
from registers.book.records import Activity, Adequacy, Agreement, Duty, Measure, Party, Record, System
from registers.exchange.fields import references
from registers.exchange.units import Remark, Unit, doubt, note
from registers.exchange.words import folded
from registers.rules.names import normalised

ALL = "all"
NATURAL: dict[str, tuple[str, ...]] = {
    "engagements": ("activity", "party", "service"),
    "clients": ("activity", "party"),
    "activity_measures": ("activity", "measure"),
    "line_systems": ("line", "system"),
    "coverages": ("agreement", "activity"),
    "clause_checks": ("agreement", "clause"),
}
"""What the tables hold once: the same thing under another uid is that thing."""


@dataclass(kw_only=True)
class Matched:
    """The records of a unit under the uids of the register; ``aliases`` are the uids that were replaced."""

    records: list[Record] = field(default_factory=list)
    aliases: dict[str, str] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    merged: dict[str, str] = field(default_factory=dict)


def match(unit: Unit, index: Index, accepted: frozenset[str]) -> Matched:
    """The records as the register knows them. Nothing is written."""
    found = Matched()
    for record in unit.records:
        _known_by(unit, record, index, accepted, found)
    renamed = [renamed_by(record, found.aliases) for record in unit.records if record.uid not in found.merged]
    _once(renamed, index, found)
    return found


def _known_by(unit: Unit, record: Record, index: Index, accepted: frozenset[str], found: Matched) -> None:
    if isinstance(record, Activity | Agreement):
        known = index.sources.get((record.source_system, record.source_id)) if unit.foreign else None
        if known and known != record.uid:
            found.aliases[record.uid] = known
    elif isinstance(record, Party):
        _party(unit, record, index, accepted, found)
    elif (isinstance(record, System | Measure) and unit.foreign) or isinstance(record, Duty):
        known = index.names.get((record.kind, folded(record.name)))
        if known and not index.knows(record.kind, record.uid):
            found.aliases[record.uid] = known
    elif isinstance(record, Adequacy) and not index.knows(record.kind, record.uid):
        _adequacy(record, found)


def _adequacy(record: Adequacy, found: Matched) -> None:
    rows: Any = table_of(record.kind)._default_manager.filter(country=record.country, valid_from=record.valid_from)
    uid = rows.filter(eea=record.eea).values_list("uid", flat=True).first()
    if uid:
        found.aliases[record.uid] = str(uid)


def _party(unit: Unit, party: Party, index: Index, accepted: frozenset[str], found: Matched) -> None:
    if party.uid in index.merged and index.knows(party.kind, index.merged[party.uid]):
        found.aliases[party.uid] = found.merged[party.uid] = index.merged[party.uid]
        return
    if index.knows(party.kind, party.uid):
        return
    same = index.names.get((party.kind, folded(party.name))) if unit.nameless else None
    if same:
        found.aliases[party.uid] = same
        found.remarks.append(note("organisation-reused", "parties.name", name=party.name))
        return
    _propose(unit, party, index, accepted, found)


def _propose(unit: Unit, party: Party, index: Index, accepted: frozenset[str], found: Matched) -> None:
    uid, name = index.organisations.get(normalised(party.name) or folded(party.name), ("", ""))
    if not uid or uid == party.uid:
        return
    yes = party.uid in accepted or ALL in accepted
    proposal = Proposal(
        uid=party.uid, name=party.name, into=uid, into_name=name, place=unit.original.place, accepted=yes
    )
    found.proposals.append(proposal)
    if yes:
        found.aliases[party.uid] = found.merged[party.uid] = uid
        found.remarks.append(note("organisation-merged", "parties.name", name=party.name, other=name, uid=party.uid))
    else:
        found.remarks.append(doubt("organisation-twice", "parties.name", name=party.name, other=name, uid=party.uid))


def renamed_by(record: Record, aliases: dict[str, str]) -> Record:
    """The record with the uids of the register, its own and those it refers to."""
    changes = {field: aliases[uid] for field, (_kind, uid) in references(record).items() if uid in aliases}
    if record.uid in aliases:
        changes["uid"] = aliases[record.uid]
    return record.model_copy(update=changes) if changes else record


def _once(records: list[Record], index: Index, found: Matched) -> None:
    """Keep what the tables hold once only once: in the unit, and against the tables."""
    seen: set[tuple[Any, ...]] = set()
    for record in records:
        kept = record
        if record.kind in NATURAL:
            key = (record.kind, *(getattr(record, name) for name in NATURAL[record.kind]))
            if key in seen:
                found.aliases.setdefault(record.uid, record.uid)
                continue
            seen.add(key)
            kept = _as_stored(record, index)
            if kept.uid != record.uid:
                found.aliases[record.uid] = kept.uid
        found.records.append(kept)


def _as_stored(record: Record, index: Index) -> Record:
    """The record under the uid of the row that says the same, if there is one."""
    if index.exists(record.kind, record.uid):
        return record
    wanted: dict[str, Any] = {}
    for name in NATURAL[record.kind]:
        kind, uid = references(record).get(name, ("", ""))
        if kind and not index.exists(kind, uid):
            return record
        wanted[f"{name}_id" if kind else name] = index.pks[kind][uid] if kind else getattr(record, name)
    found = table_of(record.kind)._default_manager.filter(**wanted).values_list("uid", flat=True).first()
    return record.model_copy(update={"uid": str(found)}) if found else record
