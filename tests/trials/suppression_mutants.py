"""The writing of objections broken on purpose, each in one place. A mutant that no trial notices: a blind trial."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from subjects.actions import leases, suppressing
from subjects.models import Suppression
from subjects.rewriting import suppressing as engine
from subjects.rewriting.suppressing import SuppressionOrder, SuppressionOutcome


def _put(module: Any, name: str, value: Any) -> None:
    if not hasattr(module, name):
        raise AttributeError(f"{module.__name__} has no {name}: this mutant no longer breaks anything")
    setattr(module, name, value)


def _as_if_done(order: SuppressionOrder) -> SuppressionOutcome:
    everything = frozenset(row.uid for row in order.plan.rows)
    return SuppressionOutcome(written=everything - order.there, already_there=order.there)


def writes_blindly() -> None:
    """Does not look whether a number stands there already."""
    _put(engine, "_found", lambda _work, _stage, _equal: frozenset())
    _put(engine, "_is_there", lambda _work, _stage, _equal: sa.false())
    _put(engine, "_read_again", lambda work: _as_if_done(work.order))


def writes_nothing() -> None:
    """Says that all was written, and writes none of it."""
    _put(suppressing, "suppress", lambda _engine, order, **_more: _as_if_done(order))


def looks_anew_each_time() -> None:
    """Forgets after a kill what stood in the table before the first attempt."""
    intend: Any = suppressing._intend

    def anew(work: Suppression, *given: Any) -> SuppressionOrder:
        work.body = {key: value for key, value in (work.body or {}).items() if key != "there"}
        order: SuppressionOrder = intend(work, *given)
        return order

    _put(suppressing, "_intend", anew)


def receives_before_commit() -> None:
    """The receipt before the transaction in the table."""
    write = engine.suppress

    def early(source: Any, order: SuppressionOrder, **more: Any) -> SuppressionOutcome:
        work = Suppression.objects.get()
        lease = leases.Lease(step_id=work.pk, fencing=work.fencing, attempt=work.attempt, model=Suppression)
        suppressing._receive(work, lease, order, _as_if_done(order), work.made_at)
        return write(source, replace(order), **more)

    _put(suppressing, "suppress", early)


def ends_unasked() -> None:
    """Anybody may end a writing, also who was taken over."""

    def anyone(lease: leases.Lease, **values: Any) -> None:
        Suppression.objects.filter(pk=lease.step_id).update(**values)

    _put(suppressing, "write_as_owner", anyone)


SUPPRESSION_MUTANTS: Mapping[str, Callable[[], None]] = {
    one.__name__: one
    for one in (writes_blindly, writes_nothing, looks_anew_each_time, receives_before_commit, ends_unasked)
}


def apply(name: str) -> None:
    """Break the writing of this process for good."""
    SUPPRESSION_MUTANTS[name]()
