"""Reads about suppression tables: which there are, what stands in them, and what somebody may be told of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from consents.identifying import REACHED_BY, Value
from consents.models import ConsentState, Identifier
from consents.selectors import indexes_of
from registers.choices import IdentifierKind
from registers.map_selectors import map_of
from registers.map_suppression import SuppressionMap
from registers.models import SourceTable
from subjects.choices import StepStatus, SuppressedStatus
from subjects.models import SuppressedNumber, Suppression


@dataclass(frozen=True, kw_only=True)
class Target:
    """A suppression table of the organisation, by its names in the map; ``title`` is for people."""

    source: str
    table: str
    title: str
    told: SuppressionMap

    @property
    def channels(self) -> tuple[str, ...]:
        """The channels that the table keeps people from, as the ledger names them."""
        every = tuple(one.value for one, kind in REACHED_BY.items() if kind == self.told.kind)
        return self.told.channels or every

    def holds(self, number: SuppressedNumber) -> bool:
        """Whether a number stands in this table, or is on its way there."""
        return (number.source, number.table) == (self.source, self.table)

    @property
    def objections(self) -> Q:
        """States of the ledger with an objection that this table is about."""
        concerned = Q(channel__in=["", *self.channels])
        if self.told.senders:
            concerned &= Q(sender__in=["", *self.told.senders])
        return concerned & ~Q(objection="")


def suppression_targets() -> list[Target]:
    """Every suppression table of every data map."""
    marked = SourceTable.objects.exclude(suppression={}).values_list("source__name", flat=True)
    return [
        Target(
            source=name,
            table=table.qualified,
            title=f"{datamap.title}, {table.title}",
            told=table.suppression,
        )
        for name in sorted(set(marked))
        for datamap in [map_of(name)]
        for table in datamap.tables
        if table.suppression
    ]


def still_objected(target: Target, indexes: Iterable[str]) -> bool:
    """Whether an objection that the table is about stands for whoever has a number, or for the number itself."""
    holders = Identifier.objects.filter(index__in=list(indexes)).values("person")
    return ConsentState.objects.filter(target.objections, person__in=holders).exists()


def standing_of(values: Iterable[Value]) -> QuerySet[SuppressedNumber]:
    """What suppression tables hold, or are to hold, of these numbers and addresses."""
    indexes = [index for value in values for index in indexes_of(value)]
    held = SuppressedNumber.objects.filter(index__in=indexes).exclude(status=SuppressedStatus.RELEASED)
    return held.select_related("suppression").order_by("source", "table", "pk")


@dataclass(frozen=True, kw_only=True)
class PassedOn:
    """One suppression table as somebody is told of it: since when their number stands there; None while it does not."""

    title: str
    since: datetime | None


def passed_on_to(values: Sequence[Value]) -> tuple[PassedOn, ...]:
    """The tables that are told of these numbers, by their receipts and not by intentions."""
    held = list(standing_of(values))
    kinds = {value.kind for value in values}
    return tuple(
        PassedOn(title=target.title, since=_latest([one.standing_at for one in held if target.holds(one)]))
        for target in suppression_targets()
        if target.told.kind in kinds
    )


def _latest(moments: list[datetime | None]) -> datetime | None:
    """The moment from which every number stood there; None without any."""
    known = [moment for moment in moments if moment is not None]
    return max(known) if known and len(known) == len(moments) else None


def workable_suppressions() -> QuerySet[Suppression]:
    """Writings that still have to be done; one that waits for a person is not among them."""
    return Suppression.objects.exclude(status__in=[StepStatus.DONE, StepStatus.BLOCKED])


def waiting_suppressions() -> QuerySet[Suppression]:
    """Writings that did not succeed (yet), the oldest first."""
    return Suppression.objects.exclude(status=StepStatus.DONE).order_by("pk")


def numbers_to_settle() -> QuerySet[SuppressedNumber]:
    """Numbers whose objection was lifted by the person while they stand in a table."""
    return SuppressedNumber.objects.filter(status=SuppressedStatus.LIFTED).order_by("lifted_at", "pk")


def lacking(target: Target) -> QuerySet[Identifier]:
    """Numbers and addresses of people who object, that the table does not hold yet, by their index of today."""
    kind = IdentifierKind(target.told.kind)
    states = ConsentState.objects.filter(target.objections, person=OuterRef("person"))
    held = SuppressedNumber.objects.filter(source=target.source, table=target.table, index=OuterRef("index"))
    standing = held.exclude(status=SuppressedStatus.RELEASED)
    rows = Identifier.objects.filter(Exists(states), ~Exists(standing), kind=kind).exclude(value="")
    return rows.order_by("pk")
