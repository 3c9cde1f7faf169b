"""The verbs of the breach register (art. 33(5)): every decision with its reason, and each of them a fact in the log.

Which text somebody wrote stays in the register; the log has what was decided, when, and by which role.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from registers.actions.actors import role_of
from registers.actions.evidence import record
from registers.actions.saving import saved
from registers.breach_selectors import clock_of
from registers.choices import EvidenceKind
from registers.incidents.errors import (
    BreachClosed,
    BreachMomentInvalid,
    BreachPeopleTold,
    BreachReasonMissing,
    BreachReportDemanded,
    BreachUndecided,
)
from registers.incidents.incident import Incident
from registers.models import Breach, BreachActivity, BreachNotice, BreachReport, Party, ProcessingActivity
from registers.register_choices import ActivityRole, BreachRisk, ToldAs
from registers.register_selectors import law_numbers

RISKY = frozenset({BreachRisk.RISK, BreachRisk.HIGH})


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A report that was sent: when, and under which reference."""

    sent_at: datetime
    reference: str = ""


def open_breach(*, title: str, found: Incident, actor: User | None, at: datetime) -> Breach:
    """A breach in the register with what the incident touches: activities, data, people, and whom to tell until when.

    Raises ValidationError without a title.
    """
    asked = found.asked
    with transaction.atomic():
        breach = Breach(number=_next_number(at), title=title.strip(), happened_at=asked.at, aware_at=asked.aware_at)
        breach.processor = Party.objects.filter(uid=asked.supplier).first() if asked.supplier else None
        breach.categories = [category.value for category in found.categories]
        breach.people = found.people or None
        saved(breach, actor=actor, at=at)
        for activity in ProcessingActivity.objects.filter(uid__in=[one.activity.uid for one in found.touched]):
            saved(BreachActivity(breach=breach, activity=activity), actor=actor, at=at)
        _note_whom_to_tell(breach, found, actor, at)
        counts = {"activities": len(found.touched), "clients": len(found.clients), "joint": len(found.joint)}
        _tell(breach, "opened", actor, at, **counts)
    return breach


def _note_whom_to_tell(breach: Breach, found: Incident, actor: User | None, at: datetime) -> None:
    """Clients with their terms, and joint controllers; who is both hears as a client, for whom a term can run."""
    hearers = [(clock, ToldAs.JOINT) for clock in found.joint] + [(clock, ToldAs.CLIENT) for clock in found.clients]
    for party, (clock, told_as) in {clock.party: (clock, told_as) for clock, told_as in hearers}.items():
        hearer = Party.objects.get(uid=party)
        saved(BreachNotice(breach=breach, party=hearer, told_as=told_as, due_at=clock.due), actor=actor, at=at)


def note_breach_edit(*, breach: Breach, edit: str, fields: Iterable[str], actor: User, at: datetime) -> None:
    """Record that somebody wrote in the breach register by hand: which fields, in the transaction of the edit."""
    _tell(breach, edit, actor, at, fields=sorted(set(fields)))


def assess_breach(*, breach: Breach, risk: BreachRisk, reason: str, actor: User, at: datetime) -> Breach:
    """Say how great the risk for people is and why (art. 33(1), 34(1)). Raises BreachReasonMissing, BreachClosed."""
    with transaction.atomic():
        row = _open(breach)
        row.risk, row.risk_reason = risk, _reason(reason)
        if risk == BreachRisk.UNKNOWN:
            raise BreachReasonMissing()
        if risk in RISKY and row.reported_at is None:
            row.not_reported_reason = ""  # it was decided under another risk; the history keeps it
        return _decided(row, "assessed", actor, at, risk=risk.value)


def report_breach(*, breach: Breach, sent: Sent, delay_reason: str = "", actor: User, at: datetime) -> Breach:
    """Note the report to the authority; after the term only with the reasons of the delay (art. 33(1)).

    Raises BreachMomentInvalid, BreachReasonMissing, BreachClosed.
    """
    with transaction.atomic():
        row = _open(breach)
        _demand_order(row.aware_at, sent.sent_at, at)
        row.reported_at, row.report_reference = sent.sent_at, sent.reference.strip()
        late = clock_of(row, law_numbers(), at=at).late
        row.delay_reason = _reason(delay_reason) if late else delay_reason.strip()
        return _decided(row, "reported", actor, at, late=late, reported_at=sent.sent_at.isoformat())


def follow_up(*, breach: Breach, sent: Sent, told: str, actor: User, at: datetime) -> BreachReport:
    """Note a later report on the same breach (art. 33(4)); the first has to be there.

    Raises BreachMomentInvalid, BreachReasonMissing, BreachClosed.
    """
    with transaction.atomic():
        row = _open(breach)
        if row.reported_at is None:
            raise BreachMomentInvalid()
        _demand_order(row.reported_at, sent.sent_at, at)
        report = BreachReport(breach=row, sent_at=sent.sent_at, reference=sent.reference.strip(), told=_reason(told))
        saved(report, actor=actor, at=at)
        _tell(row, "followed-up", actor, at, sent_at=sent.sent_at.isoformat())
        return report


def decline_report(*, breach: Breach, reason: str, actor: User, at: datetime) -> Breach:
    """Decide that the authority is not told: the risk is unlikely, or only our clients answer for the data.

    Raises BreachReportDemanded, BreachReasonMissing, BreachClosed.
    """
    with transaction.atomic():
        row = _open(breach)
        if row.reported_at is not None or (row.risk != BreachRisk.UNLIKELY and not _only_for_clients(row)):
            raise BreachReportDemanded()
        row.not_reported_reason = _reason(reason)
        return _decided(row, "not-reported", actor, at)


def tell_people(*, breach: Breach, told_at: datetime, actor: User, at: datetime) -> Breach:
    """Note that the people were told (art. 34). Raises BreachMomentInvalid, BreachClosed."""
    with transaction.atomic():
        row = _open(breach)
        _demand_order(row.aware_at, told_at, at)
        row.told_at = told_at
        return _decided(row, "people-told", actor, at, told_at=told_at.isoformat())


def decline_telling(*, breach: Breach, reason: str, actor: User, at: datetime) -> Breach:
    """Decide that people are not told, and why (art. 34(3)).

    Raises BreachPeopleTold, BreachReasonMissing, BreachClosed.
    """
    with transaction.atomic():
        row = _open(breach)
        if row.told_at is not None:
            raise BreachPeopleTold()
        row.not_told_reason = _reason(reason)
        return _decided(row, "people-not-told", actor, at)


def tell_client(
    *, notice: BreachNotice, told_at: datetime | None = None, reason: str = "", actor: User, at: datetime
) -> BreachNotice:
    """Note that a client or a joint controller was told, or without a moment why not. Raises as the other verbs do."""
    with transaction.atomic():
        row = _open(notice.breach)
        kept = BreachNotice.objects.select_for_update().get(pk=notice.pk)
        if told_at is None:
            kept.not_told_reason = _reason(reason)
        else:
            _demand_order(row.aware_at, told_at, at)
            kept.told_at, kept.not_told_reason = told_at, reason.strip()
        saved(kept, actor=actor, at=at)
        late = told_at is not None and kept.due_at is not None and told_at > kept.due_at
        _tell(row, "client-told" if told_at else "client-not-told", actor, at, late=late)
        return kept


def close_breach(*, breach: Breach, actor: User, at: datetime) -> Breach:
    """Close a breach of which everything was decided. Raises BreachUndecided that names what lacks, BreachClosed."""
    with transaction.atomic():
        row = _open(breach)
        missing = undecided(row)
        if missing:
            raise BreachUndecided(missing)
        row.closed_at, row.decided_by = at, row.decided_by or actor.get_username()
        return _decided(row, "closed", actor, at)


def reopen_breach(*, breach: Breach, reason: str, actor: User, at: datetime) -> Breach:
    """Open a closed breach again; why comes first under its facts. Raises BreachReasonMissing."""
    with transaction.atomic():
        row = Breach.objects.select_for_update().get(pk=breach.pk)
        row.closed_at = None
        row.facts = f"{timezone.localdate(at).isoformat()}: {_reason(reason)}\n\n{row.facts}".strip()
        return _decided(row, "reopened", actor, at)


def undecided(breach: Breach) -> list[str]:
    """What has to be decided or written down before a breach can be closed, in words."""
    high = breach.risk == BreachRisk.HIGH
    notices = breach.notices.filter(told_at=None, not_told_reason="").count()
    wanted = (
        (bool(breach.facts.strip()), _("Write down the facts, the effects and the measures (art. 33(5)).")),
        (breach.risk != BreachRisk.UNKNOWN and bool(breach.risk_reason), _("Assess the risk, with a reason.")),
        (bool(breach.reported_at or breach.not_reported_reason), _("Decide about the report to the authority.")),
        (not high or bool(breach.told_at or breach.not_told_reason), _("Decide about telling people (art. 34).")),
        (not notices, _("Tell each client and joint controller, or write down why not (art. 33(2), 26).")),
    )
    return [told for decided, told in wanted if not decided]


def _open(breach: Breach) -> Breach:
    row = Breach.objects.select_for_update().get(pk=breach.pk)
    if row.closed_at is not None:
        raise BreachClosed()
    return row


def _reason(text: str) -> str:
    if not text.strip():
        raise BreachReasonMissing()
    return text.strip()


def _demand_order(before: datetime, moment: datetime, at: datetime) -> None:
    if not before <= moment <= at:
        raise BreachMomentInvalid()


def _only_for_clients(breach: Breach) -> bool:
    """Whether we are only a processor of everything that is touched: then the controllers report."""
    roles = set(breach.activities.values_list("activity__role", flat=True))
    return roles == {ActivityRole.PROCESSOR.value}


def _decided(breach: Breach, change: str, actor: User, at: datetime, **facts: Any) -> Breach:
    saved(breach, actor=actor, at=at)
    _tell(breach, change, actor, at, **facts)
    return breach


def _tell(breach: Breach, change: str, actor: User | None, at: datetime, **facts: Any) -> None:
    told = {"change": change, "number": breach.number, "role": role_of(actor), **facts}
    record(kind=EvidenceKind.BREACH_CHANGED, case=breach.uid, facts=told, at=at)


def _next_number(at: datetime) -> str:
    year = timezone.localdate(at).year
    taken = set(Breach.objects.filter(number__startswith=f"DL-{year}-").values_list("number", flat=True))
    ranked = (f"DL-{year}-{rank:03d}" for rank in range(1, len(taken) + 2))
    return next(number for number in ranked if number not in taken)
