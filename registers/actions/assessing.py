"""The verbs of the rules: look at the register anew, and accept a finding for a while.

``RegisterFinding`` is a projection: it is thrown away and written again, so nothing refers to its rows. One assessment
runs at a time; who looks later sees what was saved in between.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from registers.actions.actors import role_of
from registers.actions.evidence import record
from registers.actions.saving import saved
from registers.book_selectors import read_book
from registers.choices import EvidenceKind
from registers.errors import FindingGone, WaiverRefused
from registers.models import LegalParameter, RegisterFinding, Waiver
from registers.register_choices import RecordKind
from registers.register_selectors import found_in, last_waiver_day, waivers_on
from registers.rules import Finding, FindingKey, Page

BATCH = 1000


def assess(*, at: datetime) -> int:
    """Ask all rules about the whole register and keep what they find; how much that is, waived included."""
    with transaction.atomic():
        _one_at_a_time()
        found = found_in(read_book(), at=at)
        RegisterFinding.objects.all().delete()
        return _kept(found, at)


def assess_pages(*, pages: Collection[Page], at: datetime) -> int:
    """Ask the rules again about some activities and agreements; what they find elsewhere stays as it was."""
    if any(kind == RecordKind.REGISTER for kind, _uid in pages):
        return assess(at=at)
    chosen = {(kind, str(uid)) for kind, uid in pages}
    with transaction.atomic():
        _one_at_a_time()
        found = found_in(read_book(), at=at, pages=chosen)
        for kind in {kind for kind, _uid in chosen}:
            of_kind = [uid for sort, uid in chosen if sort == kind]
            RegisterFinding.objects.filter(owner_kind=kind, owner_record__in=of_kind).delete()
        return _kept(found, at)


def assess_record(*, kind: RecordKind, uid: UUID | str, at: datetime) -> int:
    """Ask the rules again about one activity or agreement; of the register about everything."""
    return assess_pages(pages=[(kind, str(uid))], at=at)


def waive(*, finding: FindingKey, reason: str, until: date, actor: User, at: datetime) -> Waiver:
    """Accept a finding until a day (that day included), with a reason; after that it is open again.

    Raises FindingGone when the rules do not find it any more, WaiverRefused without a reason, or with a day that does
    not lie ahead or lies after the house norm.
    """
    if not reason.strip() or until <= timezone.localdate(at):
        raise WaiverRefused()
    _demand_term(until, last_waiver_day(timezone.localdate(at)))
    with transaction.atomic():
        _one_at_a_time()
        rows = RegisterFinding.objects.filter(rule=finding.rule, record=finding.record, field=finding.field)
        row = rows.first()
        if row is None:
            raise FindingGone()
        case = UUID(finding.record)
        waiver = Waiver(rule=finding.rule, record=case, field=finding.field, reason=reason.strip(), by=actor)
        waiver.until, waiver.at = until, at
        saved(waiver, actor=actor, at=at)
        rows.update(waived=True)
        facts = {"rule": finding.rule, "field": finding.field, "severity": row.severity, "table": row.record_kind}
        told = {**facts, "until": until.isoformat(), "role": role_of(actor)}
        record(kind=EvidenceKind.FINDING_WAIVED, case=case, facts=told, at=at)
    return waiver


def _demand_term(until: date, last: date | None) -> None:
    if last is None:
        raise WaiverRefused(
            _("Nobody set how long a finding may be accepted; add the number “waiver-months” to the numbers of law.")
        )
    if until > last:
        told = _("Choose %(day)s or an earlier day: our own norm allows no longer.")
        raise WaiverRefused(told % {"day": date_format(last, "j F Y")})


def _one_at_a_time() -> None:
    """Wait for another assessment: they share the rows of law that all of them read."""
    list(LegalParameter.objects.select_for_update().order_by("pk").values_list("pk"))


def _kept(found: Iterable[Finding], at: datetime) -> int:
    waived = waivers_on(timezone.localdate(at))
    rows = [_row(finding, waived=finding.key in waived, at=at) for finding in found]
    RegisterFinding.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


def _row(finding: Finding, *, waived: bool, at: datetime) -> RegisterFinding:
    return RegisterFinding(
        rule=finding.rule,
        severity=finding.severity,
        owner_kind=finding.owner_kind,
        owner_record=finding.owner,
        record_kind=finding.record_kind,
        record=finding.record,
        field=finding.field,
        facts=finding.facts,
        waived=waived,
        found_at=at,
    )
