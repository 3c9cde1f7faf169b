"""What was read of one source for an inzage, as values: the index of an extract, and the records behind it.

The index says everything that the report needs beside the records (labels, activities, duties), so that a map which
changes afterwards changes nothing in the answer.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from registers.choices import DataCategory
from registers.datamap import DutyMap
from subjects.exporting.cells import record_from_line
from subjects.exporting.sealing import SealedReader, Section
from subjects.planning.catalog import Family


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ExtractColumn(_Value):
    """A column that is shown. ``type`` and ``scale`` are the database's own."""

    name: str
    label: str
    family: Family
    type: str = ""
    scale: int | None = None


class ExtractTable(_Value):
    """The person's records in one table. ``categories`` are of all personal columns, the ones left out included."""

    table: str
    label: str
    activity: str
    ground: str
    categories: tuple[DataCategory, ...]
    duty: DutyMap | None
    keep_until: str
    columns: tuple[ExtractColumn, ...]
    rows: int
    section: Section


class ExtractFile(_Value):
    """A file that a column points to. ``record`` counts from 1; ``name`` is its name in the package.

    A file that was not copied has no ``section``, and ``missing`` says why: ``missing``, ``outside``, ``no-store``.
    """

    table: str
    column: str
    record: int
    name: str = ""
    size: int = 0
    section: Section | None = None
    missing: str = ""


class LeftOut(_Value):
    """What the report doesn't show. ``column`` is '' for whole records; ``count`` is how many hold a value there.

    ``code``: ``third_party`` (then ``reason`` is the map's), ``reference``, ``not_personal``, ``unmapped`` or
    ``unexplained``.
    """

    table: str
    table_label: str
    column: str = ""
    column_label: str = ""
    count: int
    code: str
    reason: str = ""


class Extract(_Value):
    """The index of an extract. ``nothing_found`` are labels of tables that were searched in vain."""

    version: int = 1
    source: str
    label: str
    tables: tuple[ExtractTable, ...] = ()
    files: tuple[ExtractFile, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    nothing_found: tuple[str, ...] = ()


class OpenExtract:
    """An extract that can be read. Raises ExtractMissing, ExtractDamaged."""

    def __init__(self, path: Path, secret: bytes) -> None:
        self._reader = SealedReader(path, secret)
        self.index = Extract.model_validate_json(self._reader.index())

    def records(self, table: ExtractTable) -> Iterator[tuple[Any, ...]]:
        """The records of a table as they were read, in the order of the key."""
        return (record_from_line(line) for line in self._reader.lines(table.section))

    def content(self, file: ExtractFile) -> Iterator[bytes]:
        """The bytes of a file in pieces."""
        return self._reader.pieces(file.section) if file.section else iter(())
