"""openpyxl at work for ``xlsx``: only a process that writes a workbook loads it."""

import io

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font

from registers.exchange.sheets.xlsx import Sheets, escaped


def workbook(sheets: Sheets) -> bytes:
    """A workbook with these sheets; the first two rows stand still and bold. Text is always text, never a formula."""
    book = Workbook(write_only=True)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "C3"
        for number, row in enumerate(rows):
            sheet.append([_cell(sheet, value, heading=number < 2) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


_BOLD, _WRAPPED = Font(bold=True), Alignment(vertical="top", wrap_text=True)


def _cell(sheet: object, value: str | int, *, heading: bool) -> Cell:
    cell = WriteOnlyCell(sheet, None)  # type: ignore[arg-type]  # a write-only sheet serves
    if isinstance(value, int):
        cell.value = value
    elif value:
        cell.value = escaped(value)
        cell.data_type = "s"
        if "\n" in value:
            cell.alignment = _WRAPPED
    if heading:
        cell.font = _BOLD
    return cell
