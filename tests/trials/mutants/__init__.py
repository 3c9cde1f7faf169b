"""The engine broken on purpose. Each mutant replaces one thing inside a child process of a trial, and nothing else.

A mutant that no trial notices means that the trials are worth nothing at that place.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from types import ModuleType
from typing import Any

import sqlalchemy as sa
from django.conf import settings
from django.db.models import Q

from registers.canonical import canonical_json
from subjects.actions import (
    certifying,
    ending,
    leases,
    prepared,
    queueing,
    reaping,
    receipts,
    rendering,
    rewriting,
    running,
)
from subjects.actions.connecting import files_root
from subjects.actions.reporting import purge_extracts
from subjects.models import Step
from subjects.planning.values import SourcePlan
from subjects.rewriting import links
from subjects.rewriting import running as engine
from subjects.rewriting.files import Files, files_of
from subjects.rewriting.outcomes import OperationOutcome, SourceOutcome
from subjects.selectors import plan_value

MUTANTS: dict[str, Callable[[], None]] = {}


def apply(name: str) -> None:
    """Break the engine of this process for good."""
    MUTANTS[name]()


def mutant(change: Callable[[], None]) -> Callable[[], None]:
    """Give a mutant its name."""
    MUTANTS[change.__name__] = change
    return change


def _put(name: str, value: Any, *modules: ModuleType) -> None:
    for module in modules:
        if not hasattr(module, name):
            raise AttributeError(f"{module.__name__} has no {name}: this mutant no longer breaks anything")
        setattr(module, name, value)


@mutant
def verifies_nothing() -> None:
    _put("demand", lambda work, operations, answers: None, engine)


@mutant
def counts_nothing() -> None:
    """Neither what a statement touched nor what is there afterwards; one of the two would notice."""
    _put("_count", lambda work, operation, affected: None, engine)
    verifies_nothing()


@mutant
def treats_nothing() -> None:
    """Says that all was done, and does none of it."""
    _put("rewrite", lambda _engine, order, **_more: _as_if_done(order.plan), rewriting)


def _as_if_done(plan: SourcePlan) -> SourceOutcome:
    done = tuple(
        OperationOutcome(table=op.table, action=op.action, planned=op.rows, affected=op.rows, verified=op.rows)
        for op in plan.operations
    )
    return SourceOutcome(operations=done, found_again=0, explained=0)


@mutant
def receipt_before_commit() -> None:
    work = running._work

    def early(step: Step, lease: leases.Lease, clock: Any) -> None:
        if step.kind == "rewrite":
            source = next(one for one in plan_value(step.plan).sources if one.source == step.source)
            body = rewriting._receipt(step, source, _as_if_done(source), Files(), 0)
            receipts.write_receipt(step=step, lease=lease, body=canonical_json({**body, "groups": []}), at=clock())
        work(step, lease, clock)

    _put("_work", early, running)


@mutant
def no_fencing() -> None:
    def anyone(lease: leases.Lease, **values: Any) -> None:
        Step.objects.filter(pk=lease.step_id).update(**values)

    _put("write_as_owner", anyone, leases, receipts, rewriting, running)


@mutant
def no_lease() -> None:
    _put("free_at", lambda at: ~Q(status="done"), leases, reaping)


@mutant
def no_heartbeat() -> None:
    @contextmanager
    def silent(lease: leases.Lease, clock: Any) -> Iterator[None]:
        yield

    _put("heartbeat", silent, running)


@mutant
def documents_before_receipts() -> None:
    """Certifies a source that was not treated.

    Two guards stand behind each other and both are broken: the turn of the step (``workable``) and the receipts that
    the documents themselves demand (``demand_receipts``); each has a test of its own in tests/verbs/test_proving.py.

    A false document only comes out while one step is held, its worker dead, and the documents are hinted. For a time no
    trial made that moment: since hints are bounded (a hint counts as under way for five seconds) the next worker found
    nothing to do, and as the lease on the stage was three seconds, the dead worker's step was free again and went first
    as soon as there was. Now the lease outlasts the hints, as in production, and the next worker comes in between.
    """
    _put("workable", Step.objects.all, leases, reaping)
    _put("is_workable", lambda step: True, running, queueing)
    _put("demand_receipts", lambda plan: None, certifying)


@mutant
def blocked_goes_on() -> None:
    def any_plan() -> Any:
        return Step.objects.exclude(kind="render")

    _put("workable", any_plan, leases, reaping)


@mutant
def intent_forgotten() -> None:
    def forget(step: Step, lease: Any, source: Any, order: Any, at: Any) -> Any:
        return files_of(source, order, root=files_root(order.datamap))

    _put("_intend", forget, rewriting)


@mutant
def marks_nothing() -> None:
    """Doesn't write down that the source may change from here on."""
    _put("mark", lambda lease, at: None, rewriting)


@mutant
def commits_unasked() -> None:
    """Writes that down without asking whether the step is still its own."""

    def anyway(lease: leases.Lease, at: Any) -> None:
        Step.objects.filter(pk=lease.step_id).update(unsafe_at=at)

    _put("mark", anyway, rewriting)


@mutant
def ends_too_soon() -> None:
    _put("let_go", lambda request, at: None, ending)


@mutant
def commits_every_statement() -> None:
    count = engine._count

    def commit(work: Any, operation: Any, affected: int) -> None:
        count(work, operation, affected)
        work.connection.commit()

    _put("_count", commit, engine)


@mutant
def runs_a_stale_plan() -> None:
    _put("_stale", lambda work, hanging: None, engine)


@mutant
def other_values_each_time() -> None:
    order_of = rewriting._order

    def changing(*args: Any, **values: Any) -> Any:
        return replace(order_of(*args, **values), secret=os.urandom(32))

    _put("_order", changing, rewriting)


@mutant
def searches_no_more() -> None:
    _put("find_again", lambda opened, known: set(), rewriting)


@mutant
def overlooks_arrivals() -> None:
    _put("_unexplained", lambda source, found: set(), rewriting)


@mutant
def refuses_what_was_committed() -> None:
    """Takes a row that came after the commit for a reason to have done nothing, so that the commit has no receipt."""
    look_again = engine._look_again
    _put("_look_again", lambda order, found, applied: look_again(order, found, applied=False), engine)


@mutant
def overlooks_what_hangs() -> None:
    _put("rows_of", lambda work, found: frozenset(), links)


@mutant
def touches_the_household() -> None:
    carry_out = engine._carry_out

    def too_much(work: Any, fault: Any) -> Any:
        arrived = carry_out(work, fault)
        if work.order.plan.source == "klanten":
            work.connection.execute(sa.text("UPDATE customers SET phone = NULL"))
        return arrived

    _put("_carry_out", too_much, engine)


@mutant
def forgets_the_files() -> None:
    _put("remove_files", lambda paths, root: len(tuple(paths)), rewriting)


@mutant
def lists_the_files_anew() -> None:
    """Knows that the rows may have been treated, but asks them again which files they had."""
    intend = rewriting._intend

    def anew(step: Step, lease: Any, source: Any, order: Any, at: Any) -> Files:
        intend(step, lease, source, order, at)
        return files_of(source, order, root=files_root(order.datamap))

    _put("_intend", anew, rewriting)


@mutant
def evidence_forgotten() -> None:
    _put("record", lambda **facts: None, receipts)


@mutant
def finishes_in_pieces() -> None:
    """The documents only after the transaction that says that they are there."""
    issue = prepared.issue
    later: list[tuple[Any, dict[str, Any]]] = []

    def keep(one: Any, **facts: Any) -> Any:
        later.append((one, facts))
        return _Kind(one)

    def afterwards(request: Any) -> None:
        for one, facts in later:
            issue(one, **facts)
        purge_extracts(request)

    _put("issue", keep, rendering)
    _put("purge_extracts", afterwards, rendering)


class _Kind:
    """What the receipt names of a document."""

    def __init__(self, one: Any) -> None:
        self.kind, self.subkind = one.kind, one.subkind


@mutant
def reaper_asleep() -> None:
    _put("reap", lambda at: 0, reaping)


@mutant
def poison_forever() -> None:
    settings.ENVIRONMENT.max_attempts = 1_000_000
