"""Rows of our own file as records. A row that is no record refuses all that is stored with it."""

from typing import Any

from pydantic import ValidationError

from registers.book.records import Record
from registers.exchange.books.cells import NotUnderstood, value_of
from registers.exchange.books.reading import uid_of
from registers.exchange.fields import KINDS, ORDER, REFERS, RELATIVES, Sort, fields_of
from registers.exchange.units import Original, Remark, Unit, refusal


def interpret(original: Original) -> Unit:
    """The unit of one group of rows."""
    remarks: list[Remark] = list(original.remarks)
    records: list[Record] = []
    silent: set[tuple[str, str]] = set()
    not_taken: list[str] = []
    for row in original.value["rows"]:
        kind, cells = row["kind"], row["cells"]
        known = KINDS[kind].model_fields
        silent |= {(kind, name) for name in known if name not in cells}
        not_taken += [f"{kind}.{name}, {row['row']}" for name in cells if name not in known]
        record = _record(row, remarks)
        if record is not None:
            records.append(record)
    return Unit(
        original=original,
        records=tuple(sorted(records, key=lambda record: ORDER[record.kind])),
        remarks=tuple(remarks),
        not_taken=tuple(not_taken),
        foreign=False,
        silent=frozenset(silent),
    )


def _record(row: dict[str, Any], remarks: list[Remark]) -> Record | None:
    kind, before = row["kind"], len(remarks)
    values = _json_values(row) if row.get("json") else _cell_values(row, remarks)
    if len(remarks) > before:
        return None
    try:
        return KINDS[kind].model_validate(values)
    except ValidationError as error:
        for fault in error.errors(include_url=False, include_input=False, include_context=False):
            field = ".".join(str(part) for part in fault["loc"])
            remarks.append(refusal("not-a-value", f"{kind}.{field}", row=row["row"]))
        return None


def _json_values(row: dict[str, Any]) -> dict[str, Any]:
    known = KINDS[row["kind"]].model_fields
    return {name: value for name, value in row["cells"].items() if name in known}


def _in_one_spelling(kind: str, name: str, value: Any) -> Any:
    """A uid in the spelling of the tables, whatever capitals a person typed."""
    refers = name == "uid" or name in REFERS or (kind, name) in RELATIVES
    return uid_of(value) or value if refers else value


def _cell_values(row: dict[str, Any], remarks: list[Remark]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, field in fields_of(KINDS[row["kind"]]).items():
        long = row.get("long", {}).get(name)
        if long is not None and field.sort is Sort.TEXT:
            values[name] = long
        elif name in row["cells"]:
            try:
                values[name] = _in_one_spelling(row["kind"], name, value_of(field, long or row["cells"][name]))
            except NotUnderstood as error:
                remarks.append(refusal(error.code, f"{row['kind']}.{name}", row=row["row"]))
    return values
