"""Reads what an inzage shows of one source into an extract: rows in a stream, then the files that they point to.

The rows are read in one transaction; files come after it, because copying them may take long. In memory are one chunk
of rows and the paths of the files, whatever the number of rows.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from django.utils.translation import gettext as _

from registers.choices import DataCategory, TableRole
from registers.datamap import DataMap, FieldMap, TableMap
from subjects.errors import PlanStale
from subjects.exporting.cells import record_to_line
from subjects.exporting.choosing import Choice, choose, file_columns, portable_part
from subjects.exporting.extract import Extract, ExtractColumn, ExtractFile, ExtractTable, LeftOut
from subjects.exporting.filestores import OutsideRoot, read_file
from subjects.exporting.sealing import SealedWriter
from subjects.planning.catalog import Catalog, CatalogTable, Family
from subjects.planning.values import Action, Operation, SourcePlan
from subjects.sources.reading import Connection, count_filled, stream_rows

REPORT_EVERY = 2_000
FILES = "bestanden"


@dataclass(frozen=True, kw_only=True)
class ExportOrder:
    """What to read of one source. ``root`` is where its files are ('' is nowhere).

    A ``portable`` order reads only what goes along under art. 20.
    """

    datamap: DataMap
    catalog: Catalog
    plan: SourcePlan
    root: str
    portable: bool = False

    @property
    def operations(self) -> tuple[Operation, ...]:
        """The operations that show rows."""
        return tuple(op for op in self.plan.operations if op.action == Action.SHOW)


@dataclass(frozen=True, kw_only=True)
class _Pointer:
    table: str
    column: str
    record: int
    path: str


@dataclass(kw_only=True)
class Extraction:
    """An extract in the making. ``on_progress`` hears the number of rows read so far, now and then."""

    order: ExportOrder
    writer: SealedWriter
    on_progress: Callable[[int], None]
    tables: list[ExtractTable] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    files: list[ExtractFile] = field(default_factory=list)
    read: int = 0
    _pointers: list[_Pointer] = field(default_factory=list)
    _copies: int = 0

    def read_rows(self, connection: Connection) -> None:
        """Read every planned row. Raises PlanStale when one is gone, WorkFolderRefuses."""
        found = {operation.table for operation in self.order.operations}
        for operation in self.order.operations:
            table, known = self._known(operation.table)
            choice = choose(datamap=self.order.datamap, table=table, known=known, found=found)
            choice = portable_part(choice, table) if self.order.portable else choice
            self._leave_out(connection, operation, table, choice)
            if choice.shown:
                self._read_table(connection, operation, table, choice)
        self.on_progress(self.read)

    def copy_files(self) -> None:
        """Copy the files that the rows point to; what isn't there is counted. Raises FileStoreError."""
        for pointer in self._pointers:
            self.files.append(self._copied(pointer))

    def index(self) -> Extract:
        """What was read."""
        found = {operation.table for operation in self.order.operations}
        datamap = self.order.datamap
        return Extract(
            source=datamap.name,
            label=datamap.title,
            tables=tuple(self.tables),
            files=tuple(self.files),
            left_out=tuple(self.left_out),
            nothing_found=tuple(table.title for table in searched(datamap) if table.qualified not in found),
        )

    def _known(self, qualified: str) -> tuple[TableMap, CatalogTable]:
        table, known = self.order.datamap.table(qualified), self.order.catalog.table(qualified)
        if table is None or known is None:
            raise PlanStale(table=qualified, why=_("the table is gone"))
        return table, known

    def _leave_out(self, connection: Connection, operation: Operation, table: TableMap, choice: Choice) -> None:
        columns = [one.name for one in choice.hidden if one.name]
        filled = count_filled(connection, catalog=self.order.catalog, table=table, columns=columns, keys=operation.keys)
        counts = dict(zip(columns, filled, strict=True))
        self.left_out += [
            LeftOut(
                table=table.qualified,
                table_label=table.title,
                column=one.name,
                column_label=one.label,
                count=counts.get(one.name, operation.rows),
                code=one.code,
                reason=one.reason,
            )
            for one in choice.hidden
        ]

    def _read_table(self, connection: Connection, operation: Operation, table: TableMap, choice: Choice) -> None:
        names = tuple(shown.name for shown in choice.shown)
        paths = [(place, name) for place, name in enumerate(names) if name in file_columns(table)]
        self.writer.begin()
        rows = 0
        for _key, values in stream_rows(
            connection, catalog=self.order.catalog, table=table, columns=names, keys=operation.keys
        ):
            rows += 1
            self.writer.write(record_to_line(values))
            self._pointers += _pointers(table.qualified, rows, paths, values)
            self._tell()
        if rows != operation.rows:
            told = _("%(planned)s rows planned, %(found)s found")
            raise PlanStale(table=table.qualified, why=told % {"planned": operation.rows, "found": rows})
        known = self.order.catalog.table(table.qualified)
        assert known is not None
        self.tables.append(
            ExtractTable(
                table=table.qualified,
                label=table.title,
                activity=table.activity,
                ground=table.ground,
                categories=_categories(table),
                duty=self.order.datamap.duty(table.duty.name) if table.duty else None,
                keep_until=table.keep_until,
                columns=tuple(_column(shown, known) for shown in choice.shown),
                rows=rows,
                section=self.writer.end(),
            )
        )

    def _tell(self) -> None:
        self.read += 1
        if self.read % REPORT_EVERY == 0:
            self.on_progress(self.read)

    def _copied(self, pointer: _Pointer) -> ExtractFile:
        where = {"table": pointer.table, "column": pointer.column, "record": pointer.record}
        if not self.order.root:
            return ExtractFile(**where, missing="no-store")
        self.writer.begin()
        size = 0
        try:
            for piece in read_file(pointer.path, root=self.order.root):
                size += len(piece)
                self.writer.write(piece)
        except (OutsideRoot, FileNotFoundError) as error:
            self.writer.end()
            return ExtractFile(**where, missing="outside" if isinstance(error, OutsideRoot) else "missing")
        self._copies += 1
        name = _plain_name(self.order.datamap.name, self._copies, pointer.path)
        return ExtractFile(**where, name=name, size=size, section=self.writer.end())


def searched(datamap: DataMap) -> list[TableMap]:
    """The tables in which an inzage looks for people."""
    return [table for table in datamap.tables if table.role != TableRole.REFERENCE and not table.third_party]


def _plain_name(source: str, number: int, path: str) -> str:
    """A name that says nothing: names of recordings often hold a phone number, and a ZIP shows its names."""
    suffix = PurePosixPath(path).suffix.lower()
    plain = suffix if suffix.isascii() and suffix[1:].isalnum() and len(suffix) <= 6 else ""
    return f"{FILES}/{source}-{number:05d}{plain}"


def _pointers(table: str, record: int, paths: list[tuple[int, str]], values: tuple[Any, ...]) -> Iterator[_Pointer]:
    for place, column in paths:
        if values[place]:
            yield _Pointer(table=table, column=column, record=record, path=str(values[place]))


def _categories(table: TableMap) -> tuple[DataCategory, ...]:
    return tuple(dict.fromkeys(one.category for one in table.fields if one.personal))


def _column(shown: FieldMap, known: CatalogTable) -> ExtractColumn:
    column = known.column(shown.name)
    if column is None:
        return ExtractColumn(name=shown.name, label=shown.title, family=Family.OTHER)
    return ExtractColumn(name=shown.name, label=shown.title, family=column.family, type=column.type, scale=column.scale)
