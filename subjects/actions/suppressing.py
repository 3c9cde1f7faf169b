"""The verb that writes objections into one suppression table: claim → intent → one transaction there → receipt.

Killed anywhere, it is claimed again and ends with the same receipt. A source that is down is tried again for as long as
that takes, ever more slowly; what is wrong for good waits for a person, with the reason.
"""

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from registers.actions.evidence import record
from registers.canonical import canonical_json
from registers.choices import EvidenceKind
from registers.datamap import DataMap, TableMap
from registers.errors import RegisterError
from registers.map_selectors import map_of
from subjects.actions.connecting import engine_for, live_catalog
from subjects.actions.leases import Lease, heartbeat, take, write_as_owner
from subjects.choices import StepStatus, SuppressedStatus
from subjects.errors import MapStale, StepError, SubjectError
from subjects.faultpoints import faultpoint
from subjects.models import SuppressedNumber, Suppression
from subjects.planning.checking import gaps_in_table
from subjects.planning.gaps import Severity
from subjects.planning.suppressing import Suppressed, suppression_plan
from subjects.rewriting.suppressing import SuppressionOrder, SuppressionOutcome, standing, suppress
from subjects.sources.addresses import Engine, reading
from subjects.sources.faults import faults
from subjects.suppression_selectors import workable_suppressions

log = structlog.get_logger("waarborg.suppressing")

LONGEST_PAUSE = timedelta(minutes=15)


def run_suppression(*, suppression_id: int, worker: str, clock: Callable[[], datetime]) -> None:
    """Write one lot of numbers. Raises StepError when it isn't there to be done; what goes wrong is recorded.

    An unforeseen exception is recorded and raised again.
    """
    lease = take(workable_suppressions(), pk=suppression_id, worker=worker, at=clock())
    work = Suppression.objects.get(pk=suppression_id)
    faultpoint("suppress.claimed")
    try:
        with heartbeat(lease, clock):
            _work(work, lease, clock)
    except StepError:
        raise
    except (SubjectError, RegisterError) as error:
        _fail(work, lease, error, clock())
    except Exception as error:
        _fail(work, lease, error, clock())
        raise


def _work(work: Suppression, lease: Lease, clock: Callable[[], datetime]) -> None:
    engine, order = _order(work)
    order = _intend(work, lease, engine, order, clock())
    faultpoint("suppress.after_intent")
    outcome = suppress(
        engine,
        order,
        may_change=lambda may: write_as_owner(lease, unsafe_at=(work.unsafe_at or clock()) if may else None),
        faultpoint=faultpoint,
    )
    faultpoint("suppress.before_receipt")
    _receive(work, lease, order, outcome, clock())
    faultpoint("suppress.after_receipt")


def _order(work: Suppression) -> tuple[Engine, SuppressionOrder]:
    """What to write by the map and the table of today. Raises MapStale, or any SourceError.

    Only the gaps of this table count: a new column elsewhere is no reason to keep on calling somebody.
    """
    datamap = map_of(work.source)
    table = _suppression_table(datamap, work.table)
    engine = engine_for(name=datamap.name, url_env=datamap.url_env)
    with faults(datamap.name), reading(engine).connect() as connection:
        catalog = live_catalog(connection, datamap)
    gaps = gaps_in_table(table, datamap, catalog)
    wrong = [gap.text for gap in gaps if gap.severity == Severity.ERROR]
    live = catalog.table(table.qualified)
    if wrong or live is None or table.suppression is None:
        raise MapStale(datamap.name, wrong)
    people = [
        Suppressed(uid=one["uid"], text=one["text"], objected_at=datetime.fromisoformat(one["at"]))
        for one in (work.body or {}).get("entries", ())
    ]
    plan = suppression_plan(table.suppression, live, people, home=settings.ENVIRONMENT.country)
    return engine, SuppressionOrder(source=datamap.name, catalog=catalog, plan=plan)


def _suppression_table(datamap: DataMap, qualified: str) -> TableMap:
    table = datamap.table(qualified)
    if table is None or table.suppression is None:
        told = _("%(table)s is no suppression table in the map any more; put it back, then try again")
        raise MapStale(datamap.name, [told % {"table": qualified}])
    return table


def _intend(work: Suppression, lease: Lease, engine: Engine, order: SuppressionOrder, at: datetime) -> SuppressionOrder:
    """Write down what is about to happen, and what stands there already. Kept from the first attempt on.

    So an attempt after a kill tells its own rows from those that were there.
    """
    body: dict[str, Any] = work.body or {}
    there = frozenset(body["there"]) if "there" in body else standing(engine, order)
    order = SuppressionOrder(source=order.source, catalog=order.catalog, plan=order.plan, there=there)
    if "there" in body and work.plan_sha256 == order.plan.sha256:
        return order
    with transaction.atomic():
        kept = {**body, "there": sorted(there)}
        write_as_owner(lease, intended_at=work.intended_at or at, body=kept, plan_sha256=order.plan.sha256)
        facts = {"work": "suppression", "source": work.source, "sha256": order.plan.sha256, "rows": work.rows}
        record(kind=EvidenceKind.STEP_INTENDED, case=work.case, facts=facts, at=at)
    return order


def _receive(
    work: Suppression, lease: Lease, order: SuppressionOrder, outcome: SuppressionOutcome, at: datetime
) -> None:
    """Receipt, end of the work, the numbers and the evidence in one transaction, under the lease."""
    receipt = canonical_json(_receipt(work, order, outcome))
    sha256 = hashlib.sha256(receipt.encode()).hexdigest()
    with transaction.atomic():
        write_as_owner(
            lease,
            status=StepStatus.DONE,
            done_at=at,
            leased_until=None,
            body=None,
            receipt=receipt,
            receipt_sha256=sha256,
            error_code="",
            error_text="",
        )
        for written, names in ((True, outcome.written), (False, outcome.already_there)):
            _stand(work, names, written=written, at=at)
        facts = {"work": "suppression", "source": work.source, "sha256": sha256, "rows": work.rows}
        record(kind=EvidenceKind.STEP_RECEIPT, case=work.case, facts=facts, at=at)


def _stand(work: Suppression, names: frozenset[str], *, written: bool, at: datetime) -> None:
    """What was lifted while it was on its way waits for somebody at once."""
    held = SuppressedNumber.objects.filter(suppression=work, uid__in=names)
    told = {"written": written, "standing_at": at}
    held.filter(lifted_by=None).update(status=SuppressedStatus.STANDING, **told)
    held.filter(lifted_by__isnull=False).update(status=SuppressedStatus.LIFTED, **told)


def _receipt(work: Suppression, order: SuppressionOrder, outcome: SuppressionOutcome) -> dict[str, Any]:
    """Counts only, and no moments: equal for a run that was killed and resumed."""
    return {
        "v": 1,
        "case": str(work.case),
        "plan_sha256": order.plan.sha256,
        "source": work.source,
        "dialect": order.catalog.dialect,
        "table": work.table,
        "planned": work.rows,
        "written": len(outcome.written),
        "already_there": len(outcome.already_there),
        "verified": len(outcome.written | outcome.already_there),
    }


def _fail(work: Suppression, lease: Lease, error: Exception, at: datetime) -> None:
    """Try again later when that may help, ever more slowly; else wait for a person."""
    known = isinstance(error, SubjectError | RegisterError)
    code = (getattr(error, "code", "") or type(error).__name__)[:60]
    told: dict[str, Any] = {"error_code": code, "error_text": str(error) if known else type(error).__name__}
    log.warning("suppression failed", suppression_id=work.pk, source=work.source, code=code)
    failures = work.failures + 1
    lasting = getattr(error, "permanent", False) or (not known and lease.attempt >= settings.ENVIRONMENT.max_attempts)
    if not lasting:
        pause = min(LONGEST_PAUSE, timedelta(seconds=2 ** min(failures, 12)))
        attempt = 0 if known else lease.attempt
        write_as_owner(
            lease, status=StepStatus.PENDING, not_before=at + pause, failures=failures, attempt=attempt, **told
        )
        return
    with transaction.atomic():
        write_as_owner(lease, status=StepStatus.BLOCKED, failures=failures, **told)
        note_blocked(work, code=code, at=at)


def note_blocked(work: Suppression, *, code: str, at: datetime) -> None:
    """A writing waits for a person: a fact."""
    facts = {"work": "suppression", "source": work.source, "code": code}
    record(kind=EvidenceKind.STEP_BLOCKED, case=work.case, facts=facts, at=at)


def retry(*, works: Sequence[Suppression], at: datetime) -> int:
    """Try what waits again, now; how many. What a worker is at is left to it."""
    return Suppression.objects.filter(
        pk__in=[work.pk for work in works], status__in=[StepStatus.BLOCKED, StepStatus.PENDING]
    ).update(status=StepStatus.PENDING, attempt=0, not_before=at, hinted_at=None)
