"""Which cells of an XLSX file are dates: a number is a date only by the format of its style."""

import datetime as dt
import re
from collections.abc import Iterator

from registers.exchange.sheets.xml import attribute, elements, local, whole_number

_BUILT_IN = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_DATE = re.compile(r"[dmyhs]", re.IGNORECASE)
_EPOCHS = {False: dt.datetime(1899, 12, 30), True: dt.datetime(1904, 1, 1)}  # noqa: DTZ001  # cells have no zone


def date_styles(styles: bytes, filename: str) -> frozenset[int]:
    """Indexes of the styles that show a number as a date."""
    custom: dict[int, str] = {}
    dates: list[int] = []
    for element in elements(styles, filename, "numFmt", "cellXfs"):
        if local(element.tag) == "numFmt":
            custom[whole_number(attribute(element, "numFmtId"))] = attribute(element, "formatCode")
        else:
            formats = [whole_number(attribute(style, "numFmtId")) for style in element if local(style.tag) == "xf"]
            dates = list(_dates(formats, custom))
    return frozenset(dates)


def _dates(formats: list[int], custom: dict[int, str]) -> Iterator[int]:
    for index, number in enumerate(formats):
        code = custom.get(number, "")
        if (number in _BUILT_IN and number not in custom) or _DATE.search(_LITERAL.sub("", code.partition(";")[0])):
            yield index


def date_of(number: float, since_1904: bool) -> dt.datetime | None:
    """The moment of a serial number; None for what no calendar has."""
    try:
        return _EPOCHS[since_1904] + dt.timedelta(milliseconds=round(number * 86_400_000))
    except OverflowError:
        return None
