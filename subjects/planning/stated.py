"""From what somebody types to the value that a column holds, in the spelling that the map declares. Pure.

Dates and numbers are read as they are written in the Netherlands. What can't be read, or what the column can't take, is
refused with the reason and the way out; no message repeats the value.
"""

import datetime as dt
import ipaddress
import re
import unicodedata
import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import phonenumbers
from django.utils.translation import gettext as _

from registers.choices import IdentifierKind, PhoneFormat
from registers.datamap import FieldMap
from registers.errors import IdentifierInvalid
from registers.normalising import clean, normalise
from subjects.errors import CorrectionInvalid
from subjects.planning.catalog import CatalogColumn, CatalogTable, Family
from subjects.planning.constants import why_not_constant
from subjects.planning.constraints import demands_on
from subjects.planning.keys import KeyValue

_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_IN_FIGURES = re.compile(r"(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{4})")
_IN_WORDS = re.compile(r"(\d{1,2})\s+([a-z]+)\.?\s+(\d{4})")
_MOMENT = re.compile(r"(.+?)(?:T|,?\s+)(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\s*uur)?")
_DUTCH = re.compile(r"-?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?")
_PLAIN = re.compile(r"-?\d+\.\d+")
_YES, _NO = {"ja", "yes", "true", "waar", "1"}, {"nee", "no", "false", "onwaar", "0"}
_LIMITED = {Family.TEXT, Family.ENUM, Family.INTEGER, Family.DECIMAL}


def stated_value(text: str, *, column: CatalogColumn, field: FieldMap, table: CatalogTable) -> KeyValue:
    """The value to write; None for an empty text. Raises CorrectionInvalid with what the column wants instead."""
    demands = demands_on(column.name, table)
    if not text.strip():
        if not column.nullable or demands.filled:
            raise _refused(table, column, _("this field may not be empty: give the right value"))
        return None
    value = read_as(text, column=column, field=field, table=table)
    why = _too_long(column, demands.longest, value) or _too_fine(column, value)
    if why is None and column.family in _LIMITED:
        why = why_not_constant(column, demands, str(value) if isinstance(value, Decimal) else _plain(value))
    if why is not None:
        raise _refused(table, column, why)
    return value


def read_as(text: str, *, column: CatalogColumn, field: FieldMap, table: CatalogTable) -> KeyValue:
    """The text as a value of the column's type, whatever its limits. Raises CorrectionInvalid."""
    if "\0" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        raise _refused(table, column, _("the value holds signs that are no text"))
    reader = _READERS.get(column.family)
    if reader is None:
        told = _("a value of type %(type)s can't be corrected here: ask the administrator of the database")
        raise _refused(table, column, told % {"type": column.type})
    try:
        if column.family == Family.TEXT:
            return _spelled(text, field, column)
        return reader(clean(text))
    except IdentifierInvalid as error:
        raise _refused(table, column, str(error)) from None
    except (ValueError, OverflowError):
        raise _refused(table, column, _wanted(column)) from None


def same(cell: Any, text: str, *, column: CatalogColumn, field: FieldMap, table: CatalogTable) -> bool:
    """Whether a cell holds the present value that was stated; of an identifier in any spelling."""
    if cell is None or cell == "":
        return not text.strip()
    if field.identifies is not None:
        try:
            return normalise(field.identifies, str(cell)) == normalise(field.identifies, text)
        except IdentifierInvalid:
            return _bare(cell) == _bare(text)
    if column.family == Family.TEXT:
        return _bare(cell) == _bare(text)
    try:
        return equal(cell, read_as(text, column=column, field=field, table=table))
    except CorrectionInvalid:
        return str(cell) == text


def _bare(text: object) -> str:
    """A text as a form sends it back: browsers write each line end as two signs."""
    return str(text).replace("\r\n", "\n").strip()


def equal(cell: Any, value: KeyValue) -> bool:
    """Whether a cell as the driver gives it is this value; SQLite has no type for dates and decimals."""
    if cell is None or value is None:
        return cell is None and value is None
    if isinstance(value, bool):
        return cell in (value, int(value))
    if isinstance(value, dt.datetime):
        return str(cell)[:19].replace("T", " ") == value.isoformat(" ", "seconds")
    if isinstance(value, int | Decimal):
        try:
            return Decimal(str(cell)) == Decimal(value)
        except ArithmeticError:
            return False
    return str(cell) == (value.isoformat() if isinstance(value, dt.date | dt.time) else str(value))


def _refused(table: CatalogTable, column: CatalogColumn, why: str) -> CorrectionInvalid:
    return CorrectionInvalid(table=table.qualified, column=column.name, why=why)


def _plain(value: KeyValue) -> str | int | bool | None:
    return value if isinstance(value, int | str | bool) else str(value)


def _too_long(column: CatalogColumn, checked: int | None, value: KeyValue) -> str | None:
    longest = min((size for size in (column.length, checked) if size is not None), default=None)
    if not isinstance(value, str) or longest is None or len(value) <= longest:
        return None
    told = _("the value has %(length)d characters and the field holds %(longest)d")
    return told % {"length": len(value), "longest": longest}


def _too_fine(column: CatalogColumn, value: KeyValue) -> str | None:
    """More decimals than the column keeps would be rounded unseen."""
    if not isinstance(value, Decimal) or column.family != Family.DECIMAL or column.scale is None:
        return None
    decimals = -int(value.normalize().as_tuple().exponent)
    if decimals <= column.scale:
        return None
    return _("the number has more decimals than the field keeps (%(scale)d)") % {"scale": column.scale}


def _wanted(column: CatalogColumn) -> str:
    wanted = {
        Family.DATE: _("write the date as 19-05-1980"),
        Family.DATETIME: _("write day and time as 19-05-1980 14:30"),
        Family.TIME: _("write the time as 14:30"),
        Family.INTEGER: _("write a whole number, such as 1250"),
        Family.DECIMAL: _("write the number as 1250,50"),
        Family.BOOLEAN: _("write yes or no"),
    }
    return wanted.get(column.family) or _("this is no value of type %(type)s") % {"type": column.type}


def _spelled(text: str, field: FieldMap, column: CatalogColumn) -> str:
    """A text; an identifier in the one spelling by which its column is searched."""
    kind = field.identifies
    if kind == IdentifierKind.PHONE:
        return _phone(normalise(kind, text), field.phone_format, column.length)
    if kind in {IdentifierKind.EMAIL, IdentifierKind.IBAN, IdentifierKind.CUSTOMER_NUMBER}:
        return normalise(kind, text)
    if kind is None:
        return unicodedata.normalize("NFC", text.strip())
    normalise(kind, text)
    return clean(text).upper() if kind == IdentifierKind.POSTCODE else clean(text)


def _phone(e164: str, wanted: PhoneFormat, length: int | None) -> str:
    """The number as the map says that the column writes it; of any spelling, the one that fits."""
    number = phonenumbers.parse(e164)
    if wanted == PhoneFormat.E164 or (wanted == PhoneFormat.ANY and (length is None or len(e164) <= length)):
        return e164
    if number.country_code != 31:
        raise IdentifierInvalid(kind="phone", why=_("this field writes Dutch numbers only, without a country code"))
    return f"0{phonenumbers.national_significant_number(number)}"


def _date(text: str) -> dt.date:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return dt.date.fromisoformat(text)
    if found := _IN_FIGURES.fullmatch(text):
        day, month, year = (int(part) for part in found.groups())
        return dt.date(year, month, day)
    if found := _IN_WORDS.fullmatch(text.lower()):
        return dt.date(int(found[3]), _month(found[2]), int(found[1]))
    raise ValueError


def _month(word: str) -> int:
    """The number of a month by its name, or by the first three letters of it (mrt for maart)."""
    names = ("januari", "februari", "maart", "april", "mei", "juni")
    later = ("juli", "augustus", "september", "oktober", "november", "december")
    return _MONTHS.index(word) + 1 if word in _MONTHS else (*names, *later).index(word) + 1


def _datetime(text: str) -> dt.datetime:
    found = _MOMENT.fullmatch(text)
    if found is None:
        return dt.datetime.combine(_date(text), dt.time.min)
    clock = dt.time.fromisoformat(f"{found[2].zfill(2)}:{found[3]}:{found[4] or '00'}")
    return dt.datetime.combine(_date(found[1].strip(" ,")), clock)


def _time(text: str) -> dt.time:
    return dt.time.fromisoformat(text.removesuffix("uur").strip().replace(".", ":").zfill(5))


def _integer(text: str) -> int:
    if not re.fullmatch(r"-?(?:\d{1,3}(?:\.\d{3})+|\d+)", text):
        raise ValueError
    return int(text.replace(".", ""))


def _decimal(text: str) -> Decimal:
    """1.250,50 or 1250,50 or 1250.50. A dot before three last digits may mean two things, so it is refused."""
    bare = text.removeprefix("€").strip()
    if re.fullmatch(r"-?\d{1,3}\.\d{3}", bare):
        raise ValueError
    if _DUTCH.fullmatch(bare):
        return Decimal(bare.replace(".", "").replace(",", "."))
    if _PLAIN.fullmatch(bare):
        return Decimal(bare)
    raise ValueError


def _boolean(text: str) -> bool:
    if text.lower() not in _YES | _NO:
        raise ValueError
    return text.lower() in _YES


_READERS: dict[Family, Callable[[str], KeyValue]] = {
    Family.TEXT: str,
    Family.ENUM: str,
    Family.INTEGER: _integer,
    Family.DECIMAL: _decimal,
    Family.BOOLEAN: _boolean,
    Family.DATE: _date,
    Family.DATETIME: _datetime,
    Family.TIME: _time,
    Family.UUID: lambda text: str(uuid.UUID(text)),
    Family.NETWORK: lambda text: str(ipaddress.ip_interface(text)).removesuffix("/32").removesuffix("/128"),
}
