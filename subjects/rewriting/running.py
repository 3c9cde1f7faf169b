"""Run the plan of one source inside one transaction, and believe nothing: counts, values and links are read again.

The source ends as it was or as planned. Raises PlanStale, CountMismatch, PostConditionFailed, StillFindable,
PlanRefused or a SourceError; after each of these nothing has changed, save in tables whose engine can't roll back:
these come last, and doing them again is safe.
"""

from collections.abc import Callable, Iterable, Sequence

from sqlalchemy import Connection, Engine, UpdateBase

from subjects.errors import CountMismatch, PlanStale, SourceBusy, SourceFault, SourceRefused, StillFindable
from subjects.planning.keys import Key
from subjects.planning.values import Action, TableState
from subjects.rewriting import functions, links, statements
from subjects.rewriting.correcting import untouched
from subjects.rewriting.outcomes import OperationOutcome, SourceOutcome
from subjects.rewriting.preparing import prepare, prepare_stages
from subjects.rewriting.transactions import settle, transaction
from subjects.rewriting.verifying import all_hold, demand, questions
from subjects.rewriting.work import Prepared, RewriteOrder, Work
from subjects.sources.faults import faults
from subjects.sources.fingerprints import fingerprint_select

__all__ = ["RewriteOrder", "rewrite"]

Row = tuple[str, Key]  # table and key
LookAgain = Callable[[Connection], Iterable[Row]]
NEW_ROWS = "new rows"


def rewrite(
    engine: Engine,
    order: RewriteOrder,
    *,
    look_again: LookAgain,
    may_change: Callable[[bool], None],
    faultpoint: Callable[[str], None],
    demand_allowed: Callable[[], None] = lambda: None,
) -> SourceOutcome:
    """Carry out the plan. ``look_again`` gives the rows that the person's identifiers find on this connection.

    ``may_change`` keeps a lasting note. It hears True just before the source can change for good, by the commit or by
    the first statement that can't be rolled back, and False when the source is surely as it was; what it raises stops
    the work. ``demand_allowed`` raises when something outside the source forbids the change: it is asked before the
    first statement and before the commit, and no more once an earlier attempt may have left a change.
    """
    with faults(order.plan.source), transaction(engine) as connection:
        faultpoint("rewrite.begun")
        functions.prepare(connection)
        work = Work(connection=connection, order=order, may_change=may_change, demand_allowed=demand_allowed)
        arrived = _carry_out(work, faultpoint)
        found, explained = _look_again(order, look_again(connection), applied=arrived is not None)
        work.drop()
        faultpoint("rewrite.before_commit")
        if arrived is None and _rolls_back(work):
            work.demand_allowed()
        may_change(True)
        faultpoint("rewrite.marked")
        _commit(work, applied=arrived is not None)
        faultpoint("rewrite.committed")
    return SourceOutcome(
        operations=tuple(
            OperationOutcome(table=op.table, action=op.action, planned=op.rows, affected=op.rows, verified=op.rows)
            for op in order.operations
        ),
        found_again=found,
        explained=explained,
        arrived=arrived or frozenset(),
    )


def _carry_out(work: Work, faultpoint: Callable[[str], None]) -> frozenset[Row] | None:
    """Do the work and read it again. When an earlier attempt committed it: the rows that hang on the person's since.

    These are told and not refused: what was done stays done, and it needs its receipt.
    """
    _lock(work)
    prepare_stages(work)
    hanging = links.probes(work)
    stale = _stale(work, hanging)
    operations = prepare(work)
    safe = [operation for operation in operations if operation.transactional]
    unsafe = [operation for operation in operations if not operation.transactional]
    if work.order.maybe_applied and not unsafe and (stale is None or stale.why == NEW_ROWS):
        work.may_change(False)
    applied = _applied(work, safe, stale)
    if stale and not applied:
        raise stale
    if not applied and not (unsafe and work.order.maybe_applied):
        work.demand_allowed()
    faultpoint("rewrite.before_change")
    if not stale:
        _change(work, safe, faultpoint)
    if unsafe:
        demand(work, safe, work.ask(questions(safe)))
        work.may_change(True)
        _change(work, unsafe, faultpoint)
    settle(work.connection)
    answers = work.ask([*questions(operations), *(probe.asked for probe in hanging)])
    demand(work, operations, answers[: len(operations)])
    found = links.unexplained(hanging, answers[len(operations) :])
    if found and not applied:
        raise StillFindable(table=found[0], rows=found[1])
    if not applied:
        return None
    return links.rows_of(work, hanging) if found else frozenset()


def _applied(work: Work, safe: Sequence[Prepared], stale: PlanStale | None) -> bool:
    """Whether an earlier attempt did it all, or, where nothing can roll back, began with what is finished now."""
    if not work.order.maybe_applied:
        return False
    return not safe or (stale is not None and stale.why != NEW_ROWS and all_hold(work, safe))


def _commit(work: Work, *, applied: bool) -> None:
    try:
        with faults(work.order.plan.source):
            work.connection.commit()
    except (SourceFault, SourceBusy, SourceRefused):
        if not applied and _rolls_back(work):
            work.may_change(False)
        raise


def _rolls_back(work: Work) -> bool:
    return all(work.known(operation.table).transactional for operation in work.order.operations)


def _lock(work: Work) -> None:
    """InnoDB writes what is newest, not what its snapshot read: so the rows are locked before the first snapshot."""
    if work.dialect in {"mysql", "mariadb"}:
        for state in work.order.plan.states:
            stage = work.stage(state.table, state.keys)
            work.connection.execute(statements.lock(work.place(state.table), stage.shape), stage.parameters)


def _stale(work: Work, hanging: Sequence[links.Probe]) -> PlanStale | None:
    """Why the plan no longer fits, if so: rows that are not as they were, or rows that are new."""
    states = [state for state in work.order.plan.states if _comparable(work, state)]
    asked = [_contents(work, state) for state in states]
    answers = work.ask([*asked, *(probe.asked for probe in hanging)])
    for state, (rows, total) in zip(states, answers, strict=False):
        if f"{rows}:{total}" != state.fingerprint:
            vanished = rows < len(set(state.keys))
            return PlanStale(table=state.table, why="rows vanished" if vanished else "rows changed")
    found = links.unexplained(hanging, answers[len(states) :])
    return PlanStale(table=found[0], why=NEW_ROWS) if found else None


def _contents(work: Work, state: TableState) -> tuple[statements.Question, dict[str, list[object]]]:
    stage = work.stage(state.table, state.keys)
    return fingerprint_select(work.dialect, work.place(state.table).table, stage.shape), stage.parameters


def _comparable(work: Work, state: TableState) -> bool:
    return bool(state.keys) and not (work.order.maybe_applied and not work.known(state.table).transactional)


def _change(work: Work, operations: Sequence[Prepared], faultpoint: Callable[[str], None]) -> None:
    for operation in operations:
        if operation.operation.action == Action.DELETE:
            statement: UpdateBase = statements.delete(operation.place, operation.stage.shape)
        else:
            statement = statements.treat(operation.place, operation.changes, operation.stage.shape)
        with untouched(work, operation):
            affected = work.connection.execute(statement, operation.parameters).rowcount
        _count(work, operation, affected)
        faultpoint("rewrite.mid")


def _count(work: Work, operation: Prepared, affected: int) -> None:
    """As many rows as planned; doing it again in a table without rollback may find fewer left."""
    planned = operation.operation.rows
    again = work.order.maybe_applied and not operation.transactional and affected < planned
    if affected != planned and not again:
        raise CountMismatch(table=operation.operation.table, planned=planned, affected=affected)


def _look_again(order: RewriteOrder, found: Iterable[Row], *, applied: bool) -> tuple[int, int]:
    """How many rows are found and how many the plan explains: somebody else's, or kept on a ground.

    What came after an earlier attempt was committed is left out: the search after the commit tells of it.
    """
    hits = set(found)
    explained = {*order.plan.others, *((kept.table, key) for kept in order.plan.kept for key in kept.keys)}
    loose = sorted(table for table, key in hits if (table, key) not in explained)
    if loose and not applied:
        raise StillFindable(table=loose[0], rows=loose.count(loose[0]))
    return len(hits & explained), len(hits & explained)
