"""Cells to records: a unit of the rows of one record, by a mapping. Pure: the same rows give the same unit.

What hangs on an activity is known by what it says (a purpose by its text, an organisation by its name), so that a row
put in between changes nothing for the rows below it.
"""

import hashlib
import itertools
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from registers.book.records import Activity
from registers.exchange.fields import ORDER, Sort
from registers.exchange.sheets.building import BUILDERS, Making
from registers.exchange.sheets.grouping import cell_path
from registers.exchange.sheets.mapping import ColumnRule, SheetMapping
from registers.exchange.sheets.parsing import parse
from registers.exchange.sheets.targets import GROUPS, KEY, field_of
from registers.exchange.sheets.vocabulary import KEEP
from registers.exchange.units import Original, Unit, doubt
from registers.exchange.words import clean

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "waarborg:import:sheet")
_JOINED = frozenset({"activity.description", "activity.security", "activity.remarks", "activity.rights"})


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A cell that says something: the value in words, its place, and where its column leads."""

    header: str
    text: str
    row: int
    rule: ColumnRule

    @property
    def path(self) -> str:
        """Where it stands, for people."""
        return cell_path(self.header, self.row)


def interpret(original: Original, mapping: SheetMapping) -> Unit:
    """The unit of one record."""
    key = str(original.value["key"])
    activity = str(uuid.uuid5(NAMESPACE, f"{mapping.name}\x1f{key}"))
    making = Making(activity=activity, remarks=list(original.remarks))
    rows = [_cells(row, mapping, making) for row in original.value["rows"]]
    fields = _activity_fields(making, [cell for row in rows for cell in row], key)
    for group in GROUPS:
        if group != "activity":
            _group(making, group, rows)
    making.finish()
    source_id = shortened(key, 200)
    head = Activity(
        uid=activity,
        role=mapping.role,
        source_system=mapping.name,
        source_id=source_id,
        **{**making.fields, **fields},
    )
    found = sorted([head, *making.records], key=lambda record: ORDER[record.kind])
    return Unit(
        original=original,
        source_system=mapping.name,
        source_id=source_id,
        records=tuple(found),
        remarks=tuple(making.remarks),
        not_taken=tuple(making.not_taken),
        nameless=True,
    )


def shortened(text: str, longest: int) -> str:
    """The text, or its beginning and the beginning of its hash: still different from every other."""
    if len(text) <= longest:
        return text
    return f"{text[: longest - 9]}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def _cells(row: dict[str, Any], mapping: SheetMapping, making: Making) -> list[Cell]:
    """The cells of a row that lead to a field; the others are named as not taken over."""
    found = []
    for header, value in row["cells"].items():
        rule = mapping.columns.get(header)
        text = "" if value is None else {True: "ja", False: "nee"}.get(value) if isinstance(value, bool) else str(value)
        if rule is None or rule.to == KEEP:
            making.not_taken.append(cell_path(header, row["row"]))
        elif text and text.strip():
            found.append(Cell(header=header, text=text, row=row["row"], rule=rule))
    return found


def _activity_fields(making: Making, cells: list[Cell], key: str) -> dict[str, Any]:
    said: dict[str, list[Cell]] = {}
    for cell in cells:
        if cell.rule.to.startswith("activity.") and cell.rule.to != KEY:
            said.setdefault(cell.rule.to, []).append(cell)
    values: dict[str, Any] = {}
    for target, found in said.items():
        value = _one(making, target, found)
        if value is not None:
            values[target.partition(".")[2]] = value
    if not values.get("number"):
        values["number"] = shortened(key, 40)
    values.setdefault("name", "")
    return values


def _one(making: Making, target: str, cells: list[Cell]) -> Any:
    """The one value of an activity's field; columns that lead to the same long text are put below each other."""
    different = list({clean(cell.text): cell for cell in cells}.values())
    if target in _JOINED and len(different) > 1:
        return "\n".join(f"{cell.header}: {clean(cell.text)}" for cell in different)
    for cell in different[1:]:
        making.not_taken.append(cell.path)
        making.remarks.append(doubt("several-values", cell.path))
    return _value(making, different[0])


def _value(making: Making, cell: Cell, text: str | None = None) -> Any:
    """The value of a cell or of a line of it; None, a doubt and "not taken over" when it is not understood."""
    field = field_of(cell.rule.to)
    assert field is not None
    parsed = parse(field, cell.text if text is None else text, dates=cell.rule.dates)
    if not parsed.problem:
        return parsed.value
    making.remarks.append(doubt(parsed.problem, cell.path, column=cell.header))
    if cell.path not in making.not_taken:
        making.not_taken.append(cell.path)
    return None


def _group(making: Making, group: str, rows: list[list[Cell]]) -> None:
    """The records of one group: from each row, each slot of columns side by side, each line of cells that are split."""
    for row in rows:
        cells = [cell for cell in row if cell.rule.to.partition(".")[0] == group]
        for slot in _slots(cells):
            for item in _items(making, slot):
                _build(making, group, item)


def _slots(cells: list[Cell]) -> Iterator[list[Cell]]:
    """Columns side by side: the second column of the same field belongs to a second item."""
    by_target: dict[str, list[Cell]] = {}
    for cell in cells:
        by_target.setdefault(cell.rule.to, []).append(cell)
    for together in itertools.zip_longest(*by_target.values()):
        yield [cell for cell in together if cell is not None]


def _items(making: Making, cells: list[Cell]) -> Iterator[dict[str, tuple[Cell, str]]]:
    """Lines of cells that are split belong together by their place; a cell that is not split belongs to every line."""
    lines = {cell.header: _lines(cell.text) for cell in cells if cell.rule.split}
    count = max((len(found) for found in lines.values()), default=1)
    for cell in cells:
        if cell.header in lines and len(lines[cell.header]) != count:
            making.remarks.append(doubt("lines-unequal", cell.path))
        if cell.header not in lines and _looks_split(cell):
            making.remarks.append(doubt("lines-not-split", cell.path))
    for place in range(count):
        item = {}
        for cell in cells:
            found = lines.get(cell.header)
            text = cell.text if found is None else found[place] if place < len(found) else ""
            if text.strip():
                item[cell.rule.to.partition(".")[2]] = (cell, text)
        if item:
            yield item


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").rstrip("\n").split("\n")


def _looks_split(cell: Cell) -> bool:
    field = field_of(cell.rule.to)
    short = field is not None and (field.sort is not Sort.TEXT or field.name in {"name", "subjects"})
    return short and field.sort is not Sort.CHOICES and "\n" in clean(cell.text)  # type: ignore[union-attr]


def _build(making: Making, group: str, item: dict[str, tuple[Cell, str]]) -> None:
    needed = GROUPS[group].required
    values = {name: _value(making, cell, text) for name, (cell, text) in item.items()}
    said = {name: value for name, value in values.items() if value is not None}
    if said and (not needed or said.get(needed)):
        if making.says_more(group, said):
            BUILDERS[group](making, said)
        return
    for cell, _text in item.values():
        if cell.path not in making.not_taken:
            making.not_taken.append(cell.path)
            making.remarks.append(doubt("part-missing", cell.path, column=f"{group}.{needed}"))
