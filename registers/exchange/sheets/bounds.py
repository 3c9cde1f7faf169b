"""Counting while a sheet is read, so that no file can ask for more than a register ever holds."""

from django.utils.translation import gettext as _

from registers.exchange.errors import FileTooLarge
from registers.exchange.sheets.grid import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, Value


class Counted:
    """Rows, columns and signs of one sheet. Every method raises FileTooLarge beyond its bound."""

    def __init__(self, filename: str) -> None:
        self._filename = filename
        self.rows = 0

    def row(self, times: int = 1) -> None:
        """Count rows."""
        self.rows += times
        if self.rows > MOST_ROWS:
            told = _("more than %(most)s rows in one sheet; split it and import the parts one by one")
            raise FileTooLarge(self._filename, told % {"most": MOST_ROWS})

    def column(self, place: int) -> None:
        """Look at the place of a column, from 1."""
        if place > MOST_COLUMNS:
            told = _("more than %(most)s columns; remove what is not part of the register")
            raise FileTooLarge(self._filename, told % {"most": MOST_COLUMNS})

    def cell(self, value: Value) -> None:
        """Look at the length of a text."""
        if isinstance(value, str) and len(value) > LONGEST_CELL:
            told = _("a cell of more than %(most)s signs; shorten it")
            raise FileTooLarge(self._filename, told % {"most": LONGEST_CELL})
