"""The breach register on paper (art. 33(5)): an overview, then a sheet for each breach with its decisions."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from registers.choices import DocumentKind
from registers.documents.papers import Paper, moment
from registers.documents.registerpages import spoken
from registers.documents.sheets import Cell, Column, Field, Said, Section, Sheet, lines, said, table
from registers.incidents.recorded import RecordedBreach

Labels = Mapping[str, Any]
"""What people see above a field of a breach, lazily."""


def breach_paper(
    breaches: Sequence[RecordedBreach], *, case: str, at: dt.datetime, own: tuple[str, ...], labels: Labels
) -> Paper:
    """The whole breach register as of ``at``, reported or not, oldest first."""
    with spoken():
        return Paper(
            kind=DocumentKind.BREACHES,
            case=case,
            at=at,
            own=own,
            article=_("Art. 33(5) AVG"),
            title=_("Register of personal data breaches"),
            subject="",
            lead=_("Every breach that we know of, reported or not, with its facts, its effects and what was decided."),
            figures=tuple(_figures(breaches)),
            front=(Section(title=_("Breaches"), notes=_none(breaches), tables=_overview(breaches)),),
            sheets=tuple(_Sheet(breach, labels).made() for breach in breaches),
            content={"breaches": list(breaches)},
        )


def _figures(breaches: Sequence[RecordedBreach]) -> Iterator[Field]:
    reported = [one for one in breaches if one.reported_at]
    counts = (
        (_("Breaches"), len(breaches)),
        (_("Reported"), len(reported)),
        (_("Reported late"), sum(one.late for one in reported)),
        (_("Not reported, with a reason"), sum(bool(one.not_reported_reason) for one in breaches)),
        (_("Not closed"), sum(one.closed_at is None for one in breaches)),
    )
    yield from (Field(label=label, value=said(count)) for label, count in counts)


def _none(breaches: Sequence[RecordedBreach]) -> tuple[Said, ...]:
    return () if breaches else (Said(text=_("The register held no breach at this moment.")),)


def _overview(breaches: Sequence[RecordedBreach]) -> Any:
    columns = (
        Column(label=_("No."), width=15),
        Column(label=_("Breach"), width=27),
        Column(label=_("Known since"), width=18),
        Column(label=_("Risk"), width=14),
        Column(label=_("Authority"), width=26),
    )
    return table(_("Breaches"), columns, [_row(one) for one in breaches])


def _row(one: RecordedBreach) -> tuple[Cell, ...]:
    return (
        lines(one.number),
        (Said(text=one.title, strong=True), *(() if one.closed_at else (Said(text=_("not closed")),))),
        (moment(one.aware_at),),
        (said(one.risk),),
        _decision(one),
    )


def _decision(one: RecordedBreach) -> Cell:
    if one.reported_at:
        late = (Said(text=_("after the term"), strong=True),) if one.late else ()
        return (Said(text=_("reported on %(moment)s") % {"moment": moment(one.reported_at).text}), *late)
    if one.not_reported_reason:
        return (Said(text=_("not reported, with a reason")),)
    return (Said(text=_("not decided"), missing=True),)


class _Sheet:
    """The sheet of one breach."""

    def __init__(self, breach: RecordedBreach, labels: Labels) -> None:
        self._breach, self._labels = breach, labels

    def made(self) -> Sheet:
        """With every field of the register; a reason for what was done otherwise is left out where it cannot apply."""
        one = self._breach
        closed = _("Closed on %(moment)s.") % {"moment": moment(one.closed_at).text} if one.closed_at else ""
        return Sheet(
            uid=one.uid,
            number=one.number,
            title=one.title,
            running=one.number,
            version=Said(text=closed or _("Not closed at this moment."), missing=not closed),
            sections=tuple(part() for part in self._parts()),
        )

    def _parts(self) -> tuple[Callable[[], Section], ...]:
        decided = (self._authority, self._clients, self._people, self._decided)
        return self._happened, self._whose, self._risk, *decided

    def _happened(self) -> Section:
        return Section(
            title=_("What happened"),
            article="art. 33(5)",
            fields=(
                *self._fields("happened_at", "aware_at", "processor", "facts", "effects", "measures"),
                Field(label=_("Activities touched"), value=said(self._breach.activities)),
            ),
        )

    def _whose(self) -> Section:
        return Section(
            title=_("Whose data"),
            article="art. 33(3)(a)",
            fields=self._fields("categories", "people", "rows", "cross_border"),
        )

    def _risk(self) -> Section:
        return Section(title=_("Risk for people"), fields=self._fields("risk", "risk_reason"))

    def _authority(self) -> Section:
        one = self._breach
        asked = [] if one.not_reported_reason and not one.reported_at else ["reported_at", "report_reference"]
        asked += ["delay_reason"] if one.late or one.delay_reason else []
        asked += [] if one.reported_at else ["not_reported_reason"]
        columns = (
            Column(label=_("Sent at"), width=24),
            Column(label=_("Reference"), width=22),
            Column(label=_("What was added or changed"), width=54),
        )
        rows = [((moment(more.sent_at),), lines(more.reference), lines(more.told)) for more in one.follow_ups]
        last = moment(one.due)
        due = Field(label=_("Report at the latest"), value=replace(last, text=one.due_status.marked(last.text)))
        return Section(
            title=_("Report to the authority"),
            article="art. 33(1), art. 33(4)",
            fields=(due, *self._fields(*asked)),
            tables=table(_("Follow-up reports"), columns, rows),
        )

    def _clients(self) -> Section:
        columns = (
            Column(label=_("Organisation"), width=28),
            Column(label=_("At the latest"), width=22),
            Column(label=_("Told at"), width=22),
            Column(label=_("Why not told"), width=28),
        )
        none = Said(text=_("no term agreed on; without undue delay"))
        rows = [
            (
                (*lines(one.name), said(one.told_as)),
                (moment(one.due_at) if one.due_at else none,),
                (moment(one.told_at),),
                lines(one.not_told_reason or ("–" if one.told_at else None)),
            )
            for one in self._breach.clients
        ]
        notes = () if rows else (Said(text=_("No client or joint controller is listed for this breach.")),)
        return Section(
            title=_("Telling clients and joint controllers"),
            article="art. 33(2), art. 26",
            notes=notes,
            tables=table(_("Organisations"), columns, rows),
        )

    def _people(self) -> Section:
        told = ("told_at",) if self._breach.told_at else ("told_at", "not_told_reason")
        return Section(title=_("Telling people"), article="art. 34", fields=self._fields(*told))

    def _decided(self) -> Section:
        return Section(title=_("Decided and closed"), fields=self._fields("decided_by", "closed_at"))

    def _fields(self, *names: str) -> tuple[Field, ...]:
        return tuple(self._field(name) for name in names)

    def _field(self, name: str) -> Field:
        value = getattr(self._breach, name)
        shown = moment(value) if name.endswith("_at") else said(value)
        return Field(label=capfirst(str(self._labels[name])), value=shown)
