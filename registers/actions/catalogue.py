"""The verbs of the catalogue: copy an entry as a draft activity, and settle what changed in it since.

A copy holds proposals: terms begin at the short end of their range and wait for a choice, questions stay open. What
somebody wrote here is never overwritten.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import ProtectedError

from registers.actions.actors import role_of
from registers.actions.evidence import record
from registers.actions.importing.index import table_of
from registers.actions.importing.judging import columns_of
from registers.actions.revising import look_at_everything, reopened
from registers.actions.saving import saved
from registers.book.book import Book
from registers.book.records import ActivityMeasure, Duty, Measure, Party, Record, Retention
from registers.book_selectors import read_book
from registers.catalogue.entry import COUNTRIES, Entry
from registers.catalogue.following import Piece
from registers.catalogue.proposing import Place, proposed
from registers.catalogue.shipped import entry_of
from registers.catalogue_selectors import Following, following
from registers.choices import EvidenceKind
from registers.comparing.values import Change
from registers.errors import CatalogueCopied, CatalogueCountry, CatalogueMoved, NumberTaken, PieceUndecidable
from registers.exchange.fields import ORDER, references
from registers.models import CatalogueCopy, CatalogueDecision, ProcessingActivity
from registers.models import Party as PartyRow
from registers.register_choices import Answer, PieceDecision, RecordKind
from registers.rules.names import normalised

RANGE = ("least_months", "most_months")


@dataclass(frozen=True, kw_only=True)
class Decided:
    """What somebody decided about a piece; leaving it needs a reason."""

    decision: PieceDecision
    reason: str = ""


def copy_from_catalogue(
    *, key: str, organisation: PartyRow, number: str = "", again: bool = False, actor: User | None, at: datetime
) -> CatalogueCopy:
    """Make a draft activity of an entry for one of our organisations, with the entry as it is now kept beside it.

    Raises CatalogueUnknown; CatalogueCountry without a country that the catalogue knows; CatalogueCopied when the
    organisation has a copy and ``again`` does not ask for another; NumberTaken.
    """
    entry = entry_of(key)
    if organisation.country not in COUNTRIES:
        raise CatalogueCountry()
    with transaction.atomic():
        list(PartyRow.objects.select_for_update().filter(pk=organisation.pk).values_list("pk"))  # one copy at a time
        _demand_first(entry, organisation, again)
        activity = uuid4()
        place = Place(
            activity=str(activity),
            organisation=str(organisation.uid),
            number=_number(entry, number.strip()),
            country=organisation.country,
        )
        around = read_book(only=(Party, Measure, Duty))
        write_records(_with_known_measures(proposed(entry, place, around=around), around), actor=actor, at=at)
        copy = _noted(entry, ProcessingActivity.objects.get(uid=activity), place.country, actor, at)
        look_at_everything(at=at)  # terms belong to no page of their own
    return copy


def _demand_first(entry: Entry, organisation: PartyRow, again: bool) -> None:
    copies = CatalogueCopy.objects.filter(entry=entry.key, activity__organisation=organisation)
    first = copies.select_related("activity").first()
    if first is not None and not again:
        raise CatalogueCopied(first.activity.number)


def _number(entry: Entry, wanted: str) -> str:
    """The number asked for, or the entry's own, with a rank when that is taken."""
    taken = set(ProcessingActivity.objects.values_list("number", flat=True))
    if wanted in taken:
        raise NumberTaken()
    ranked = (f"{entry.number}-{rank}" for rank in range(2, len(taken) + 3))
    return wanted or next(number for number in (entry.number, *ranked) if number not in taken)


def _with_known_measures(book: Book, around: Book) -> Iterable[Record]:
    """The records, with a measure that is here under the same name instead of a second one."""
    known = {normalised(one.name): one.uid for one in around.all(Measure)}
    meant = {one.uid: known.get(normalised(one.name), one.uid) for one in book.all(Measure)}
    for one in book:
        if isinstance(one, ActivityMeasure):
            yield one.model_copy(update={"measure": meant[one.measure]})
        elif meant.get(one.uid, one.uid) == one.uid:
            yield one


def write_records(records: Iterable[Record], *, actor: User | None, at: datetime) -> None:
    """Make a row of each record that has none, what is referred to first. Raises ValidationError."""
    for one in sorted(records, key=lambda one: ORDER[one.kind]):
        table: Any = table_of(one.kind)
        if table._default_manager.filter(uid=one.uid).exists():
            continue
        row = table(**columns_of(one, frozenset(type(one).model_fields)))
        for name, (kind, uid) in references(one).items():
            setattr(row, f"{name}_id", _pk(kind, uid))
        saved(row, actor=actor, at=at)


def _pk(kind: str, uid: str) -> int | None:
    found: int | None = table_of(kind)._default_manager.filter(uid=uid).values_list("pk", flat=True).first()
    return found


def _noted(entry: Entry, activity: ProcessingActivity, country: str, actor: User | None, at: datetime) -> CatalogueCopy:
    copy = CatalogueCopy(activity=activity, entry=entry.key, country=country, copied_at=at)
    _brought_up(copy, entry, actor, at)
    facts = {"catalogue": entry.key, "version": entry.version.isoformat(), "sha256": entry.sha256, "country": country}
    told = {**facts, "activity": activity.number, "role": role_of(actor)}
    record(kind=EvidenceKind.REGISTER_IMPORTED, case=activity.uid, facts=told, at=at)
    return copy


def _brought_up(copy: CatalogueCopy, entry: Entry, actor: User | None, at: datetime) -> None:
    copy.version, copy.sha256, copy.body = entry.version, entry.sha256, entry.model_dump(mode="json")
    saved(copy, actor=actor, at=at)


def settle(*, copy: CatalogueCopy, decisions: Mapping[str, Decided], seen: str, actor: User, at: datetime) -> bool:
    """Carry out what was decided about the pieces of a changed entry; whether the copy follows the catalogue now.

    All of it or nothing. ``seen`` is the SHA-256 of the entry that the decisions are about. Raises CatalogueMoved when
    that is not the entry of today, or a piece is none any more; PieceUndecidable for a piece that was rewritten here,
    is in use, or is left without a reason.
    """
    with transaction.atomic():
        copy = CatalogueCopy.objects.select_for_update().select_related("activity").get(pk=copy.pk)
        found = following(copy)
        open_ones = {piece.key: piece for piece in found.open}
        if found.entry.sha256 != seen or set(decisions) - set(open_ones):
            raise CatalogueMoved()
        for key, decided in decisions.items():
            _carry_out(copy, found, (open_ones[key], decided), actor, at)
        done = not following(copy).open
        if done:
            _follow(copy, found.entry, actor, at)
        _tell(copy, found.entry, decisions, actor, at)
        reopened(pages=[(RecordKind.ACTIVITY, copy.activity.uid)], actor=actor, at=at)
        look_at_everything(at=at)
    return done


def _follow(copy: CatalogueCopy, entry: Entry, actor: User, at: datetime) -> None:
    """The copy is of the entry of today now."""
    _brought_up(copy, entry, actor, at)
    activity = ProcessingActivity.objects.get(pk=copy.activity_id)
    activity.catalogue_version = entry.version.isoformat()
    saved(activity, actor=actor, at=at, fields=("catalogue_version",))


def _carry_out(copy: CatalogueCopy, found: Following, said: tuple[Piece, Decided], actor: User, at: datetime) -> None:
    piece, decided = said
    reason = decided.reason.strip()
    takes = decided.decision == PieceDecision.TAKEN
    if (takes and not piece.can_be_taken) or not (takes or reason):
        raise PieceUndecidable()
    if takes:
        _take_over(piece, found, actor, at)
    noted = CatalogueDecision(
        copy=copy,
        piece=piece.key,
        sha256=found.entry.sha256,
        decision=decided.decision,
        reason=reason,
        by=actor,
        at=at,
    )
    saved(noted, actor=actor, at=at)


def _take_over(piece: Piece, found: Following, actor: User, at: datetime) -> None:
    told = piece.difference
    if told.change == Change.ADDED and piece.record is not None:
        write_records(_with_new_ones_behind(piece.record, found), actor=actor, at=at)
    elif told.change == Change.REMOVED:
        _remove(told.kind, told.uid)
    elif piece.record is not None:
        _change(piece.record, told.field, actor, at)


def _with_new_ones_behind(one: Record, found: Following) -> list[Record]:
    """The record, and what it refers to that is new in the catalogue too; a thing that went here does not come back."""
    wanted = [one]
    for kind, uid in references(one).values():
        new = next((other for other in found.now if (other.kind, other.uid) == (kind, uid)), None)
        if new is not None and not any((old.kind, old.uid) == (kind, uid) for old in found.then):
            wanted.append(new)
    return wanted


def _remove(kind: str, uid: str) -> None:
    try:
        table_of(kind)._default_manager.get(uid=uid).delete()
    except ProtectedError:
        raise PieceUndecidable() from None


def _change(becomes: Record, field: str, actor: User, at: datetime) -> None:
    """One field, or both ends of a range together; after that the term waits for a choice again."""
    row: Any = table_of(becomes.kind)._default_manager.get(uid=UUID(becomes.uid))
    names = RANGE if field in RANGE else (field,)
    values = columns_of(becomes, frozenset(names))
    if isinstance(becomes, Retention) and field in RANGE:
        values["chosen"] = Answer.UNKNOWN
    target = references(becomes).get(field)
    for name, value in values.items():
        setattr(row, name, value)
    if not values:
        setattr(row, f"{field}_id", _pk(*target) if target else None)
    saved(row, actor=actor, at=at, fields=tuple(values) or (field,))


def _tell(copy: CatalogueCopy, entry: Entry, decisions: Mapping[str, Decided], actor: User, at: datetime) -> None:
    taken = sum(one.decision == PieceDecision.TAKEN for one in decisions.values())
    facts = {"catalogue": entry.key, "version": entry.version.isoformat(), "sha256": entry.sha256}
    counts = {"taken": taken, "left": len(decisions) - taken, "role": role_of(actor)}
    record(kind=EvidenceKind.REGISTER_IMPORTED, case=copy.activity.uid, facts={**facts, **counts}, at=at)
