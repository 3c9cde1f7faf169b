"""An extract made by hand, without a database."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from registers.choices import DataCategory
from registers.datamap import DutyMap
from subjects.exporting.cells import record_to_line
from subjects.exporting.extract import Extract, ExtractColumn, ExtractFile, ExtractTable, LeftOut, OpenExtract
from subjects.exporting.sealing import SealedWriter
from subjects.planning.catalog import Family

SECRET = bytes(range(32))


def column(name: str = "value", family: Family = Family.TEXT, **more: Any) -> ExtractColumn:
    return ExtractColumn(name=name, **{"label": name.capitalize(), **more}, family=family)


def made(
    folder: Path,
    *columns: ExtractColumn,
    records: Iterable[Sequence[Any]] = (),
    files: Iterable[tuple[str, bytes]] = (),
    left_out: tuple[LeftOut, ...] = (),
    duty: DutyMap | None = None,
    activity: str = "Klantbeheer",
) -> OpenExtract:
    """One table ``notes`` with these records, and files that its first record points to."""
    path = folder / "made.extract"
    with SealedWriter(path, SECRET) as writer:
        writer.begin()
        rows = 0
        for record in records:
            writer.write(record_to_line(record))
            rows += 1
        table = ExtractTable(
            table="notes",
            label="Notities",
            activity=activity,
            ground="6(1)(b)",
            categories=(DataCategory.COMMUNICATION,),
            duty=duty,
            keep_until="",
            columns=columns,
            rows=rows,
            section=writer.end(),
        )
        copies = tuple(_copied(writer, columns[0].name, name, content) for name, content in files)
        index = Extract(source="shop", label="Winkel", tables=(table,), files=copies, left_out=left_out)
        writer.finish(index.model_dump_json().encode())
    return OpenExtract(path, SECRET)


def _copied(writer: SealedWriter, column: str, name: str, content: bytes) -> ExtractFile:
    writer.begin()
    writer.write(content)
    return ExtractFile(table="notes", column=column, record=1, name=name, size=len(content), section=writer.end())
