"""From an operation to SQLAlchemy statements: one to change the rows, one to read them again, one for what is new.

Pure building, and each statement is built once: the keys, the new values and the tokens are parameters. Questions have
two columns, a number of rows and a detail as text, so that ``several`` can ask them in one round trip. On Oracle, which
can't join in an UPDATE, the key goes through EXISTS.
"""

from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement

from subjects.rewriting.expressions import Change, Place, is_as_treated, new_value
from subjects.sources.staging import StageShape, key_matches

_NO_JOIN = {"oracle"}
_KEY_IN_SELECT = {"sqlite", "oracle"}

Question = sa.Select[Any]


@lru_cache(maxsize=2048)
def treat(place: Place, changes: tuple[Change, ...], stage: StageShape) -> sa.Update:
    """Give every changed column of the staged rows its new value, in one statement."""
    if place.dialect in _NO_JOIN:
        values = {change.column.name: _looked_up(place, change, stage) for change in changes}
        return sa.update(place.table).values(values).where(~stage.lacks(place.table, place.keys))
    values = {change.column.name: new_value(place, change, stage) for change in changes}
    return sa.update(place.table).values(values).where(stage.holds(place.table, place.keys))


@lru_cache(maxsize=2048)
def delete(place: Place, stage: StageShape) -> sa.Delete:
    """Delete the staged rows, in one statement."""
    if place.dialect in _KEY_IN_SELECT:
        columns = [place.table.c[name] for name in place.keys]
        return sa.delete(place.table).where(stage.among(place.dialect, columns, range(len(columns))))
    return sa.delete(place.table).where(stage.holds(place.table, place.keys))


@lru_cache(maxsize=2048)
def lock(place: Place, stage: StageShape) -> sa.Select[Any]:
    """Lock the staged rows where the database takes no snapshot for writing (MariaDB, MySQL)."""
    counted: sa.Select[Any] = sa.select(sa.func.count()).select_from(place.table)
    return counted.where(stage.holds(place.table, place.keys)).with_for_update()


@lru_cache(maxsize=2048)
def verify(place: Place, changes: tuple[Change, ...], stage: StageShape) -> Question:
    """Read again: how many staged rows are there, and how many of them are not as every treatment says."""
    right = sa.and_(sa.true(), *(is_as_treated(place, change, stage) for change in changes))
    wrong = sa.func.coalesce(sa.func.sum(sa.case((right, 0), else_=1)), 0) if changes else sa.literal_column("0")
    columns: list[ColumnElement[Any]] = [sa.func.count().label("present"), sa.cast(wrong, sa.String(20)).label("wrong")]
    return sa.select(*columns).select_from(place.table).where(stage.holds(place.table, place.keys))


@lru_cache(maxsize=2048)
def new_rows(
    dialect: str, child: Place, columns: tuple[str, ...], parents: tuple[StageShape, tuple[int, ...]], own: StageShape
) -> Question:
    """How many child rows hang on staged parents (stage, parts of its key) and are not staged themselves."""
    hang = parents[0].among(dialect, [child.table.c[name] for name in columns], parents[1])
    answer: list[ColumnElement[Any]] = [sa.func.count().label("found"), sa.literal_column("'0'").label("detail")]
    return sa.select(*answer).select_from(child.table).where(hang, own.lacks(child.table, child.keys))


@lru_cache(maxsize=512)
def several(questions: tuple[Question, ...]) -> sa.CompoundSelect[Any] | Question:
    """The questions as one, each answer with the number of its question first."""
    numbered = [
        question.with_only_columns(sa.literal_column(str(place)).label("place"), *question.selected_columns)
        for place, question in enumerate(questions)
    ]
    return numbered[0] if len(numbered) == 1 else sa.union_all(*numbered)


@lru_cache(maxsize=512)
def link_values(place: Place, columns: tuple[str, ...], stage: StageShape) -> sa.Select[Any]:
    """The values of the parent's columns on which children hang."""
    wanted = sa.select(*(place.table.c[name] for name in columns)).select_from(place.table)
    return wanted.where(stage.holds(place.table, place.keys)).distinct()


@lru_cache(maxsize=512)
def readable(place: Place, columns: tuple[str, ...], stage: StageShape, as_text: frozenset[str]) -> sa.Select[Any]:
    """The key and some columns of the staged rows; JSON and the like as text."""
    wanted = [sa.cast(place.table.c[name], sa.Text) if name in as_text else place.table.c[name] for name in columns]
    chosen = sa.select(*(place.table.c[name] for name in place.keys), *wanted).select_from(place.table)
    return chosen.where(stage.holds(place.table, place.keys))


@lru_cache(maxsize=512)
def shared_values(place: Place, column: str, values: StageShape, stage: StageShape) -> sa.Select[Any]:
    """Which of the staged values of a column rows hold that are not staged: as staged, not as those rows spell it."""
    value = values.source.c.k0
    row: sa.Select[Any] = sa.select(sa.literal_column("1")).select_from(place.table)
    row = row.where(place.table.c[column] == value, stage.lacks(place.table, place.keys))
    return sa.select(value).where(sa.exists(row.correlate(values.source)))


def _looked_up(place: Place, change: Change, stage: StageShape) -> ColumnElement[Any]:
    value = new_value(place, change, stage)
    if not change.staged:
        return value
    found = sa.select(value).select_from(stage.source).where(key_matches(place.table, place.keys, stage.source))
    return found.correlate(place.table).scalar_subquery()
