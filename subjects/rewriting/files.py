"""Files that columns of planned rows point to: read before anything changes, removed from their store afterwards.

A store can't roll back, so removing is safe to repeat: what is gone already counts as removed. Which files were there,
and which stay because a row that stays names them too, is settled before the first row changes, so that a run that was
killed and resumed counts the same. Nothing outside the root of the source is ever touched.
"""

import posixpath
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import fsspec
from django.utils.translation import gettext as _
from sqlalchemy import Engine

from registers.choices import Treatment
from registers.datamap import FieldMap
from subjects.errors import FileStoreError
from subjects.faultpoints import faultpoint
from subjects.planning.catalog import Family
from subjects.planning.keys import Key
from subjects.planning.values import Action, Operation
from subjects.rewriting import statements
from subjects.rewriting.work import RewriteOrder, Work
from subjects.sources.addresses import reading
from subjects.sources.faults import faults
from subjects.sources.filestores import OutsideRoot, is_there, place_of, spellings_of

Column = tuple[str, str]  # table and column
Answer = TypeVar("Answer")


@dataclass(frozen=True, kw_only=True)
class Files:
    """The files of the planned rows: paths to remove, how many were missing already, how many stay for other rows."""

    paths: tuple[str, ...] = ()
    missing: int = 0
    shared: int = 0


def files_of(engine: Engine, order: RewriteOrder, *, root: str, left: Iterable[str] = ()) -> Files:
    """The files of the `file` columns of all planned rows, each once, whatever its spelling; and those that were left.

    A file that a row outside the plan names too, in any file column of the map, stays. Raises FileStoreError when a
    path leads outside the root (a folder or an fsspec URL), or the root is not there.
    """
    with faults(order.plan.source), reading(engine).connect() as connection:
        work = Work(connection=connection, order=order)
        going = _going(order)
        named = {path for column, operations in going.items() for path in _paths(work, column, operations)}
        named |= set(left)
        if named:
            _demand_root(root)
        forms = {path: _or_refuse(spellings_of, path, root) for path in sorted(named)}
        taken = _taken(work, going, set().union(*forms.values())) if forms else set()
        work.drop()
    places: dict[str, str] = {}
    for path in forms:
        places.setdefault(_or_refuse(place_of, path, root), path)
    shared = {_or_refuse(place_of, path, root) for path, ways in forms.items() if ways & taken}
    there = [place for place in places if place not in shared and _in_store(place, _exists)]
    return Files(
        paths=tuple(sorted(places[place] for place in there)),
        missing=len(places) - len(shared) - len(there),
        shared=len(shared),
    )


def remove_files(paths: Iterable[str], *, root: str) -> int:
    """Remove files below ``root`` (a folder or an fsspec URL); returns how many are gone now, already gone included.

    Raises FileStoreError when a path leads outside the root or to a link, the root is not there or the store refuses.
    """
    _demand_root(root)
    places = {_or_refuse(place_of, path, root) for path in paths}
    for number, place in enumerate(sorted(places)):
        if number:
            faultpoint("files.between")
        _in_store(place, _remove)
    return len(places)


def _going(order: RewriteOrder) -> dict[Column, list[Operation]]:
    """Per file column the operations that empty it or take its row away."""
    going: dict[Column, list[Operation]] = {}
    for operation in order.operations:
        for column in _columns(order, operation):
            going.setdefault((operation.table, column), []).append(operation)
    return going


def _columns(order: RewriteOrder, operation: Operation) -> Iterator[str]:
    """File columns of treated rows, and every file column of the map for rows that go."""
    if operation.action == Action.DELETE:
        table = order.datamap.table(operation.table)
        yield from (field.name for field in (table.fields if table else ()) if _is_file(field))
        return
    for change in operation.columns:
        if change.treatment.treatment == Treatment.FILE:
            yield change.column


def _is_file(field: FieldMap) -> bool:
    return any(way is not None and way.treatment == Treatment.FILE for way in (field.erasure, field.anonymisation))


def _paths(work: Work, column: Column, operations: list[Operation]) -> set[str]:
    place, stage = work.place(column[0]), work.stage(column[0], _keys(operations))
    query = statements.readable(place, (column[1],), stage.shape, frozenset())
    return {str(row[-1]) for row in work.connection.execute(query, stage.parameters) if row[-1]}


def _keys(operations: list[Operation]) -> tuple[Key, ...]:
    return tuple(dict.fromkeys(key for operation in operations for key in operation.keys))


def _taken(work: Work, going: dict[Column, list[Operation]], forms: set[str]) -> set[str]:
    """Which of these spellings stand in a row that stays, in any file column."""
    taken: set[str] = set()
    for table, column in _file_columns(work):
        place = work.place(table)
        own = work.stage(table, _keys(going.get((table, column), [])))
        values = work.stage_values(place.table, ((column,), ()), [(form,) for form in sorted(forms)])
        found = statements.shared_values(place, column, values.shape, own.shape)
        rows = work.connection.execute(found, {**values.parameters, **own.parameters})
        taken |= {str(row[0]) for row in rows}
    return taken


def _file_columns(work: Work) -> Iterator[Column]:
    for table in work.order.datamap.tables:
        known = work.order.catalog.table(table.qualified)
        for field in table.fields:
            column = known.column(field.name) if known and _is_file(field) else None
            if column is not None and column.family == Family.TEXT:
                yield table.qualified, field.name


def _demand_root(root: str) -> None:
    if not root:
        raise FileStoreError(_("no root of the file store is set, so its files can't be found"))
    if not is_there(root):
        raise FileStoreError(_("the root of the file store is not there, so nothing in it can be said to be gone"))


def _or_refuse(ask: Callable[..., Answer], path: str, root: str) -> Answer:
    try:
        return ask(path, root=root)
    except OutsideRoot:
        raise FileStoreError(_("a path leads outside the root of the file store")) from None


def _in_store(place: str, act: Callable[[str], Answer]) -> Answer:
    try:
        return act(place)
    except (OSError, ValueError, ImportError) as error:
        told = _("the file store refuses (%(error)s)")
        raise FileStoreError(told % {"error": type(error).__name__}) from None


def _exists(place: str) -> bool:
    _refuse_link(place)
    store, name = fsspec.core.url_to_fs(place)
    there = bool(store.exists(name))
    if there and not store.isfile(name):
        raise FileStoreError(_("a path leads to a folder in the file store; only a file can be removed"))
    return there


def _remove(place: str) -> None:
    _refuse_link(place)
    store, name = fsspec.core.url_to_fs(place)
    try:
        if store.exists(name):
            store.rm_file(name)
    except FileNotFoundError:
        return


def _refuse_link(place: str) -> None:
    """A link is no file: removing it leaves what it leads to, which may be somebody else's."""
    if "://" not in place and posixpath.islink(place):
        raise FileStoreError(_("a path leads to a link in the file store; decide by hand what goes"))
