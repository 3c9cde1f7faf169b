"""The records of one table as a CSV file for a spreadsheet and as JSON for a program, in a stream of bytes."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from subjects.exporting.extract import Extract, ExtractColumn, ExtractTable, OpenExtract
from subjects.exporting.formats import harmless, machine, sheet_cell

SCHEMA = "waarborg/access-table/1"
BOM = "\ufeff"


def csv_of(extract: OpenExtract, table: ExtractTable) -> Iterator[bytes]:
    """UTF-8 with a byte order mark, semicolons, one heading line of labels: what a Dutch Excel opens as a table."""
    yield (BOM + _line([harmless(title) for title in titles(table.columns)])).encode()
    for record in extract.records(table):
        yield _line([sheet_cell(value, column) for value, column in zip(record, table.columns, strict=True)]).encode(
            errors="replace"
        )


def titles(columns: tuple[ExtractColumn, ...]) -> list[str]:
    """The labels; where two are equal, with the name of the column."""
    labels = [column.label for column in columns]
    return [f"{column.label} ({column.name})" if labels.count(column.label) > 1 else column.label for column in columns]


def _line(cells: list[str]) -> str:
    line = io.StringIO()
    csv.writer(line, delimiter=";", lineterminator="\r\n").writerow([cell.replace("\0", "") for cell in cells])
    return line.getvalue()


def json_of(extract: OpenExtract, table: ExtractTable) -> Iterator[bytes]:
    """One object: what the table is, its columns, and ``records`` with a value for each column name."""
    head = _head(extract.index, table)
    yield _text({**head, "records": []}).encode().removesuffix(b"]}") + b"\n"
    for number, record in enumerate(extract.records(table)):
        values = {column.name: machine(value, column) for value, column in zip(record, table.columns, strict=True)}
        yield (b",\n" if number else b"") + _bytes(values)
    yield b"\n]}\n"


def _head(index: Extract, table: ExtractTable) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "source": index.source,
        "source_label": index.label,
        "table": table.table,
        "label": table.label,
        "activity": table.activity,
        "ground": table.ground,
        "rows": table.rows,
        "columns": [{"name": column.name, "label": column.label} for column in table.columns],
    }


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _bytes(value: Any) -> bytes:
    try:
        return _text(value).encode()
    except UnicodeEncodeError:  # half a sign (a lone surrogate): kept as its escape
        return json.dumps(value, separators=(",", ":")).encode()
