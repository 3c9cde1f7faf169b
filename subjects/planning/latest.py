"""Of several plans of one request that worked in one source: what each still says, so that a row counts once. Pure.

After a block a new plan looks at everything again. What it found, it decides; what an earlier plan said of such a row
is overtaken. Only of a row that no later plan found does the earlier word stand.
"""

from collections.abc import Sequence
from dataclasses import replace

from subjects.planning.keys import Key
from subjects.planning.values import Action, Deferral, Kept, Operation, SourcePlan

Places = set[tuple[str, Key]]
WORK = frozenset({Action.TREAT, Action.CORRECT, Action.DELETE})


def last_words(plans: Sequence[SourcePlan]) -> list[SourcePlan]:
    """The same plans, oldest first, each without the kept and deferred rows that a later one found.

    What is kept and what is deferred stay in their places, if need be without rows.
    """
    said: list[SourcePlan] = []
    later: Places = set()
    for plan in reversed(plans):
        kept = tuple(_kept(one, later) for one in plan.kept)
        deferrals = tuple(_deferral(one, later) for one in plan.deferrals)
        said.append(replace(plan, kept=kept, deferrals=deferrals))
        later |= found_by(plan)
    return said[::-1]


def found_by(plan: SourcePlan) -> Places:
    """Every row that a plan knew of."""
    return {(state.table, key) for state in plan.states for key in state.keys}


def done_again(plans: Sequence[SourcePlan]) -> list[tuple[int, ...]]:
    """For each plan, oldest first, how many rows of each of its operations an earlier plan worked on already.

    A row that was deleted can't be there again: who stands under its key is somebody new.
    """
    told: list[tuple[int, ...]] = []
    before: Places = set()
    for plan in plans:
        work = [_places(one) if one.action in WORK else set() for one in plan.operations]
        told.append(tuple(len(places & before) for places in work))
        for operation, places in zip(plan.operations, work, strict=True):
            before = before - places if operation.action == Action.DELETE else before | places
    return told


def _places(operation: Operation) -> Places:
    return {(operation.table, key) for key in operation.keys}


def _kept(one: Kept, later: Places) -> Kept:
    return replace(one, keys=_not_in(later, one.table, one.keys))


def _deferral(one: Deferral, later: Places) -> Deferral:
    left = [replace(op, keys=_not_in(later, op.table, op.keys)) for op in one.operations]
    return replace(one, operations=tuple(op for op in left if op.keys))


def _not_in(later: Places, table: str, keys: Sequence[Key]) -> tuple[Key, ...]:
    return tuple(key for key in keys if (table, key) not in later)
