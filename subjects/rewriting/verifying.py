"""Read every treated row again, in one query: deleted rows are gone, the others hold what their treatments say."""

from collections.abc import Sequence
from typing import Any

from subjects.errors import CountMismatch, PostConditionFailed
from subjects.planning.values import Action
from subjects.rewriting import statements
from subjects.rewriting.statements import Question
from subjects.rewriting.work import Prepared, Work


def questions(operations: Sequence[Prepared]) -> list[tuple[Question, dict[str, Any]]]:
    """One question per operation: how many of its rows are there, and how many are not as treated."""
    return [(statements.verify(op.place, op.changes, op.stage.shape), op.parameters) for op in operations]


def demand(work: Work, operations: Sequence[Prepared], answers: Sequence[tuple[int, str]]) -> None:
    """Raises PostConditionFailed with the column, or CountMismatch when rows are there that must not, or gone."""
    for operation, (present, wrong) in zip(operations, answers, strict=True):
        expected = _expected(operation)
        if present != expected:
            raise CountMismatch(table=operation.operation.table, planned=expected, affected=present)
        if int(wrong):
            raise _blame(work, operation, int(wrong))


def all_hold(work: Work, operations: Sequence[Prepared]) -> bool:
    """Whether everything is already as it must be."""
    answers = zip(operations, work.ask(questions(operations)), strict=True)
    return bool(operations) and all(rows == _expected(operation) and not int(bad) for operation, (rows, bad) in answers)


def _expected(operation: Prepared) -> int:
    """Rows that must be there: none that was deleted, all others."""
    return 0 if operation.operation.action == Action.DELETE else operation.left


def _blame(work: Work, operation: Prepared, wrong: int) -> PostConditionFailed:
    """Name the first column that is not as treated."""
    for change in operation.changes:
        question = statements.verify(operation.place, (change,), operation.stage.shape)
        ((_, found),) = work.ask([(question, operation.parameters)])
        if int(found):
            return PostConditionFailed(table=operation.operation.table, column=change.column.name, rows=int(found))
    return PostConditionFailed(table=operation.operation.table, column="", rows=wrong)
