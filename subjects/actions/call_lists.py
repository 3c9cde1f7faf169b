"""The verbs that make a call list of a table of a source: read through the map, streamed, and screened like any list.

Only the columns that somebody chose leave the source. Rows whose use is restricted (art. 18) are left out and counted.
The rows that were read are as many as the table has in the same snapshot, or nothing is screened.
"""

import csv
import datetime as dt
import io
import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from consents.actions.judging import Campaign
from consents.actions.screening import work_folder
from consents.actions.screening_files import Given
from consents.actions.screening_papers import screen_and_prove
from consents.actions.screening_tables import Read, begin_reading, claim_reading, receive_table, refuse_table
from consents.errors import ConsentError, ListMoved, ListRefused
from consents.models import ScreeningRun
from registers.choices import IdentifierKind, TableRole
from registers.datamap import DataMap, FieldMap, TableMap
from registers.errors import RegisterError
from registers.exchange.errors import RowsUnaccounted
from registers.map_selectors import map_of, source_names
from subjects.actions.connecting import engine_for, live_catalog
from subjects.dispatch import hint_reading
from subjects.errors import MapStale, SubjectError
from subjects.hold_selectors import restricted_rows, row_indexes
from subjects.planning.catalog import Catalog, Family
from subjects.planning.checking import gaps_in_table
from subjects.planning.gaps import Severity
from subjects.planning.keys import Key
from subjects.planning.marking import state_of
from subjects.sources.addresses import reading
from subjects.sources.faults import faults
from subjects.sources.listing import count_rows, stream_table
from subjects.sources.looking import Connection

STEP = 20_000
"""Rows after which it is told how far it is."""


@dataclass(frozen=True, kw_only=True)
class ListedTable:
    """A table with phone numbers: where it is, which columns hold numbers, and which may go along."""

    source: str
    table: str
    title: str
    key: tuple[str, ...]
    numbers: tuple[FieldMap, ...]
    fields: tuple[FieldMap, ...]

    @property
    def name(self) -> str:
        """By which a form and a command name it."""
        return f"{self.source}.{self.table}"


@dataclass(frozen=True, kw_only=True)
class TableOrder:
    """Which table, the column with the numbers, and which columns go along in the files."""

    source: str
    table: str
    column: str
    columns: tuple[str, ...]


def listed_tables() -> list[ListedTable]:
    """Tables of the maps that hold phone numbers of people; no suppression table, which is no list to call."""
    found = []
    for name in source_names():
        datamap = map_of(name)
        found += [_listed(datamap, table) for table in datamap.tables if _lists_people(table)]
    return found


def _lists_people(table: TableMap) -> bool:
    people = table.role != TableRole.REFERENCE and table.suppression is None and bool(table.key)
    return people and any(field.identifies == IdentifierKind.PHONE for field in table.fields)


def _listed(datamap: DataMap, table: TableMap) -> ListedTable:
    return ListedTable(
        source=datamap.name,
        table=table.qualified,
        title=f"{datamap.title}: {table.title}",
        key=table.key,
        numbers=tuple(field for field in table.fields if field.identifies == IdentifierKind.PHONE),
        fields=table.fields,
    )


def begin(*, order: TableOrder, campaign: Campaign, at: dt.datetime, actor: User | None = None) -> ScreeningRun:
    """Have a table read and screened by workers. Raises ListRefused for a table or column that can't be a list."""
    _demand_listed(order)
    run = begin_reading(campaign=campaign, table=asdict(order), column=order.column, at=at, actor=actor)
    hint_reading(run.pk)
    return run


def read_call_list(*, run_id: int, clock: Callable[[], dt.datetime]) -> ScreeningRun:
    """Read the table of one list. Raises ListMoved when it is not there to be read; what is wrong is said in the list.

    A source that is down is said too: whoever waits for the list decides whether to ask again.
    """
    run = claim_reading(run_id=run_id, at=clock())
    told = run.told["table"]
    order = TableOrder(**{**told, "columns": tuple(told["columns"])})
    try:
        return receive_table(run=run, read=lambda tell: _read(order, tell), clock=clock)
    except ListMoved:
        raise
    except (ConsentError, SubjectError, RegisterError) as error:
        refuse_table(run=run, problem=str(error))
        return run


def screen_table(
    *, order: TableOrder, campaign: Campaign, folder: Path, at: dt.datetime, actor: User | None = None
) -> dict[str, Any]:
    """Read a table and screen it into a folder, with the proof; the summary. Raises as ``screen_and_prove``, and
    ListRefused, MapStale, SourceError.
    """
    _demand_listed(order)
    read = _read(order, lambda _rows: None)
    stem = f"{order.source}-{order.table}".replace(".", "-")
    with read.file as file:
        file.seek(0)
        given = Given(
            file=file,
            stem=stem,
            column=order.column,
            origin=f"{order.source}.{order.table}",
            left_out=read.left_out,
        )
        return screen_and_prove(given=given, campaign=campaign, folder=folder, at=at, actor=actor)


def _demand_listed(order: TableOrder) -> ListedTable:
    """Raises ListRefused, which names what there is."""
    found = next((one for one in listed_tables() if (one.source, one.table) == (order.source, order.table)), None)
    if found is None:
        names = ", ".join(one.name for one in listed_tables()) or "–"
        told = _("there is no table %(table)s with phone numbers in the maps; there are: %(names)s")
        raise ListRefused(told % {"table": f"{order.source}.{order.table}", "names": names})
    known = [field.name for field in found.fields]
    unknown = [name for name in order.columns if name not in known]
    if unknown or order.column not in {field.name for field in found.numbers}:
        told = _("columns of %(table)s with phone numbers: %(numbers)s; all columns: %(known)s")
        facts = {"numbers": ", ".join(field.name for field in found.numbers), "known": ", ".join(known)}
        raise ListRefused(told % {"table": found.name, **facts})
    return found


def _read(order: TableOrder, tell: Callable[[int], None]) -> Read:
    """The table as a list without a name on disk. Raises MapStale, SourceError, RowsUnaccounted."""
    with _opened(order) as (connection, catalog, table):
        expected = count_rows(connection, catalog=catalog, table=table)
        writer = _Writer(order, table, tell)
        mark = table.restriction
        columns = [*writer.columns, *([mark.column] if mark else [])]
        rows = stream_table(connection, catalog=catalog, table=table, columns=columns)
        try:
            for key, values in rows:
                writer.add(key, values)
        except BaseException:
            writer.file.close()
            raise
        return writer.done(expected)


class _Writer:
    """The list in the making: rows go in, restricted ones are counted and left out."""

    def __init__(self, order: TableOrder, table: TableMap, tell: Callable[[int], None]) -> None:
        self.columns = list(dict.fromkeys([order.column, *order.columns]))
        self.file: BinaryIO = tempfile.TemporaryFile(dir=work_folder())  # noqa: SIM115  # closed by who takes it
        self._text = io.TextIOWrapper(self.file, encoding="utf-8", newline="", write_through=True)
        self._csv = csv.writer(self._text, delimiter=";", lineterminator="\r\n")
        self._csv.writerow(self.columns)
        self._place, self._mark = (order.source, order.table), table.restriction
        self._restricted, self._tell = restricted_rows(), tell
        self._rows = self._left_out = 0

    def add(self, key: Key, values: Sequence[Any]) -> None:
        """A row of the table."""
        self._rows += 1
        if self._rows % STEP == 0:
            self._tell(self._rows)
        if self._is_restricted(key, values):
            self._left_out += 1
            return
        self._csv.writerow([_cell(value) for value in values[: len(self.columns)]])

    def done(self, expected: int) -> Read:
        """The list, when it holds as many rows as the table."""
        self._text.detach()
        if self._rows != expected:
            self.file.close()
            raise RowsUnaccounted()
        return Read(file=self.file, left_out=self._left_out)

    def _is_restricted(self, key: Key, values: Sequence[Any]) -> bool:
        marked = self._mark is not None and state_of(values[-1], self._mark) is not False
        return marked or (bool(self._restricted) and not self._restricted.isdisjoint(row_indexes(*self._place, key)))


@contextmanager
def _opened(order: TableOrder) -> Iterator[tuple[Connection, Catalog, TableMap]]:
    """The source, connected for reading; only the gaps of this table count. Raises MapStale, SourceError."""
    datamap = map_of(order.source)
    table = datamap.table(order.table)
    engine = reading(engine_for(name=datamap.name, url_env=datamap.url_env))
    with faults(datamap.name), engine.connect() as connection:
        catalog = live_catalog(connection, datamap)
        live = catalog.table(order.table)
        if table is None or live is None:
            raise MapStale(datamap.name, [_("table %(table)s is gone") % {"table": order.table}])
        wrong = [gap.text for gap in gaps_in_table(table, datamap, catalog) if gap.severity == Severity.ERROR]
        binary = [name for name in order.columns if (c := live.column(name)) and c.family == Family.BINARY]
        wrong += [_("column %(column)s holds no text; leave it out") % {"column": name} for name in binary]
        if wrong:
            raise MapStale(datamap.name, wrong)
        yield connection, catalog, table


def _cell(value: Any) -> str:
    """As a person reads it: whole numbers without a point, so that a number keeps its digits."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, float | Decimal) and value == int(value):
        return str(int(value))
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat(sep=" ") if isinstance(value, dt.datetime) else value.isoformat()
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value).decode("utf-8", "replace")
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, list | dict) else str(value)
