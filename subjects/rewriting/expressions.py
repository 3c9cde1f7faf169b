"""From a treatment to the SQL that computes the new value, per dialect, and the condition that a value is as treated.

Pure building. Nothing here reads the old value save ``generalise``, which is idempotent: so writing twice equals
writing once, and the condition after the statement is the same expression compared with what is there. SQL Server and
Oracle have their expressions too; these are compiled in tests, never run.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from django.utils.translation import gettext as _
from sqlalchemy.sql import ColumnElement

from registers.choices import Coarseness, Scope, Treatment
from registers.datamap import FieldTreatment
from subjects.errors import PlanRefused
from subjects.planning.catalog import CatalogColumn, Family
from subjects.rewriting.surrogates import Alphabet, Shape, shape_of
from subjects.sources.staging import StageShape
from subjects.sources.tables import Declared

_AS_TEXT = {Family.JSON, Family.ARRAY, Family.OTHER}
_MYSQL = {"mysql", "mariadb"}


@dataclass(frozen=True, kw_only=True)
class Change:
    """One column, its treatment and what the new value depends on. ``staged`` is its label when Python computed it."""

    column: CatalogColumn
    treatment: FieldTreatment
    identifies: str = ""
    unique: bool = False
    staged: str = ""

    def labelled(self, label: str) -> "Change":
        """The same, with the new value found in the stage under that label."""
        return replace(self, staged=label)


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a change happens: the dialect, the table and its key columns."""

    dialect: str
    table: sa.Table
    qualified: str
    keys: tuple[str, ...]


def computed_in_python(change: Change, dialect: str) -> bool:
    """Whether the database can't compute the new value: free text, and network addresses that are stored as text."""
    if change.treatment.treatment == Treatment.REDACT:
        return True
    network = change.treatment.treatment == Treatment.GENERALISE and change.treatment.to == Coarseness.NETWORK
    return network and dialect != "sqlite" and not (dialect == "postgresql" and change.column.family == Family.NETWORK)


def new_value(place: Place, change: Change, stage: StageShape) -> ColumnElement[Any]:
    """The expression for a SET clause. Raises PlanRefused when the treatment does not fit the column."""
    if change.staged:
        return stage.source.c[change.staged]
    kind = change.treatment.treatment
    if kind == Treatment.NULL:
        return sa.null()
    if kind == Treatment.FILE:
        return sa.null() if change.column.nullable else sa.literal("")
    if kind == Treatment.CONSTANT:
        return _constant(place, change)
    if kind == Treatment.SURROGATE:
        return _surrogate(place, change, shape_in(place, change))
    if kind == Treatment.GENERALISE:
        return _generalised(place, change)
    told = _("column %(column)s: %(treatment)s is no change")
    raise PlanRefused([told % {"column": change.column.name, "treatment": kind}])


def is_as_treated(place: Place, change: Change, stage: StageShape) -> ColumnElement[bool]:
    """The condition that a row's column holds what its treatment says."""
    column = place.table.c[change.column.name]
    value = new_value(place, change, stage)
    if isinstance(value, sa.sql.elements.Null):
        return column.is_(None)
    if change.column.family in _AS_TEXT:
        declared = column.type if place.dialect == "postgresql" else sa.Text()
        return sa.cast(column, sa.Text).is_not_distinct_from(sa.cast(sa.cast(value, declared), sa.Text))
    return column.is_not_distinct_from(value)


def shape_in(place: Place, change: Change) -> Shape:
    """The shape of a column's tokens. Raises PlanRefused where none fits."""
    wide = place.dialect == "sqlite"
    return shape_of(change.column, identifies=change.identifies, unique=change.unique, wide=wide)


def _constant(place: Place, change: Change) -> ColumnElement[Any]:
    value: Any = change.treatment.value
    family = change.column.family
    if family == Family.BOOLEAN:
        value = value.strip().lower() in {"1", "true", "yes", "ja"} if isinstance(value, str) else bool(value)
        value = value if place.dialect == "postgresql" else int(value)
    elif family == Family.TEXT:
        value = str(value)
    elif family == Family.BINARY:
        value = str(value).encode()
    column = place.table.c[change.column.name]
    given = sa.literal(value, column.type)
    cast_needed = place.dialect == "postgresql" and isinstance(column.type, Declared)
    return sa.cast(given, column.type) if cast_needed else given


def _surrogate(place: Place, change: Change, shape: Shape) -> ColumnElement[Any]:
    """A token per row (table, key, column) or per person (column), under the secret, which comes in as a parameter."""
    seed = sa.bindparam(seed_name(place, change), type_=sa.String(), required=True)
    keys = [] if change.treatment.per == Scope.PERSON else [place.table.c[key] for key in place.keys]
    if place.dialect == "sqlite":
        parts = (shape.alphabet, shape.size, shape.prefix, shape.suffix)
        return sa.func.waarborg_surrogate(*(_word(str(part)) for part in parts), seed, *keys)
    pieces: list[ColumnElement[Any]] = [seed]
    for text in (_key_text(key, place.dialect) for key in keys):
        if len(keys) > 1:
            pieces += [_text(sa.func.char_length(text), place.dialect), _word(":")]
        pieces.append(text)
    return _DRESSING[shape.alphabet](_sha256(_joined(pieces, place.dialect), place.dialect), shape, place.dialect)


def seed_name(place: Place, change: Change) -> str:
    """Name of the parameter with the seed of a column's tokens."""
    kind = "person" if change.treatment.per == Scope.PERSON else "row"
    whole = f"{kind}|{place.qualified}|{change.column.name}"
    return f"waarborg_seed_{hashlib.sha256(whole.encode()).hexdigest()[:12]}"


def seeds(place: Place, changes: Iterable[Change], secret: str) -> dict[str, str]:
    """The parameters of these changes, as far as the database computes the tokens."""
    return {
        seed_name(place, change): seed_of(secret, place.qualified, change)
        for change in changes
        if change.treatment.treatment == Treatment.SURROGATE and not change.staged
    }


def seed_of(secret: str, qualified: str, change: Change) -> str:
    """What comes before the key in the text that is hashed: 128 bits of secret and column, so the secret stays here."""
    name = change.column.name
    per_person = change.treatment.per == Scope.PERSON
    whole = f"{secret}|person|{name.lower()}" if per_person else f"{secret}|row|{qualified}|{name}"
    return hashlib.sha256(whole.encode()).hexdigest()[:32]


def _word(text: str) -> ColumnElement[Any]:
    """A fixed word of this program as it stands in the statement; no parameter, and never a value of anybody."""
    return sa.literal_column(f"'{text}'", sa.String())


def _key_text(key: ColumnElement[Any], dialect: str) -> ColumnElement[Any]:
    binary = isinstance(key.type, Declared) and any(word in key.type.words.lower() for word in ("binary", "blob"))
    return sa.func.hex(key) if binary and dialect in _MYSQL else _text(key, dialect)


def _text(value: ColumnElement[Any], dialect: str) -> ColumnElement[Any]:
    return sa.cast(value, sa.Text() if dialect == "postgresql" else sa.String(255))


def _joined(pieces: list[ColumnElement[Any]], dialect: str) -> ColumnElement[Any]:
    if dialect in _MYSQL:
        return sa.func.concat(*pieces)
    whole = pieces[0]
    for piece in pieces[1:]:
        whole = sa.type_coerce(whole, sa.String()).concat(piece)
    return whole


def _sha256(text: ColumnElement[Any], dialect: str) -> ColumnElement[Any]:
    if dialect in _MYSQL:
        return sa.func.sha2(text, sa.literal_column("256"), type_=sa.String())
    if dialect == "mssql":
        digest = sa.func.hashbytes("SHA2_256", text)
        return sa.func.lower(sa.func.convert(sa.literal_column("VARCHAR(64)"), digest, 2))
    if dialect == "oracle":
        return sa.func.lower(sa.func.standard_hash(text, "SHA256"))
    return sa.func.encode(sa.func.sha256(sa.func.convert_to(text, _word("UTF8"))), _word("hex"), type_=sa.String())


def _hex(token: ColumnElement[Any], shape: Shape, dialect: str) -> ColumnElement[Any]:
    return _dressed(_part(token, 1, shape.size, dialect), shape, dialect)


def _digits(token: ColumnElement[Any], shape: Shape, dialect: str) -> ColumnElement[Any]:
    part = _part(token, 1, shape.size, dialect)
    if dialect in _MYSQL:
        for letter, digit in zip("abcdef", "012345", strict=True):
            part = sa.func.replace(part, _word(letter), _word(digit), type_=sa.String())
    else:
        part = sa.func.translate(part, _word("abcdef"), _word("012345"), type_=sa.String())
    return _dressed(part, shape, dialect)


def _dressed(part: ColumnElement[Any], shape: Shape, dialect: str) -> ColumnElement[Any]:
    before, after = ([_word(text)] if text else [] for text in (shape.prefix, shape.suffix))
    return _joined([*before, part, *after], dialect)


def _number(token: ColumnElement[Any], shape: Shape, dialect: str) -> ColumnElement[Any]:
    head = _part(token, 1, 13, dialect)
    if dialect in _MYSQL:
        number: ColumnElement[Any] = sa.cast(
            sa.func.conv(head, sa.literal_column("16"), sa.literal_column("10")), sa.Numeric(20, 0)
        )
    elif dialect == "mssql":
        number = sa.cast(sa.func.convert(sa.literal_column("VARBINARY(8)"), _word("0").concat(head), 2), sa.BigInteger)
    elif dialect == "oracle":
        number = sa.func.to_number(head, "xxxxxxxxxxxxx")
    else:
        number = sa.cast(sa.cast(_word("x").concat(head), Declared("bit(52)")), sa.BigInteger)
    size: ColumnElement[Any] = sa.literal_column(str(shape.size))
    return sa.func.mod(number, size, type_=sa.BigInteger()) + sa.literal_column("1")


def _uuid(token: ColumnElement[Any], _shape: Shape, dialect: str) -> ColumnElement[Any]:
    if dialect == "postgresql":
        return sa.cast(_part(token, 1, 32, dialect), Declared("uuid"))
    parts: list[ColumnElement[Any]] = []
    for start, size in ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12)):
        parts += [_part(token, start, size, dialect), _word("-")]
    return _joined(parts[:-1], dialect)


def _part(token: ColumnElement[Any], start: int, size: int, dialect: str) -> ColumnElement[Any]:
    cut = sa.func.substring if dialect == "mssql" else sa.func.substr
    return cut(token, sa.literal_column(str(start)), sa.literal_column(str(size)), type_=sa.String())


_DRESSING = {Alphabet.HEX: _hex, Alphabet.DIGITS: _digits, Alphabet.NUMBER: _number, Alphabet.UUID: _uuid}


def _generalised(place: Place, change: Change) -> ColumnElement[Any]:
    column = place.table.c[change.column.name]
    to, step = change.treatment.to, change.treatment.step
    if place.dialect == "sqlite":
        value = sa.func.waarborg_generalised(column, str(to), step)
        return value if change.column.nullable else sa.func.coalesce(value, "")
    if to in {Coarseness.MONTH, Coarseness.YEAR}:
        return _coarse_day(place, change, column)
    if to == Coarseness.POSTCODE4:
        return _postcode(place, change, column)
    if to == Coarseness.BAND:
        width: ColumnElement[Any] = sa.literal_column(str(step))
        return sa.func.floor(sa.cast(column, sa.Numeric(30, 10)) / width, type_=sa.Numeric()) * width
    four = sa.func.family(column) == 4
    bits = sa.case((four, min(step or 0, 32)), else_=min(2 * (step or 0), 128))
    masked = sa.cast(sa.func.network(sa.func.set_masklen(column, bits)), Declared("inet"))
    return sa.cast(sa.func.host(masked), Declared(change.column.type)) if change.column.type == "inet" else masked


def _coarse_day(place: Place, change: Change, column: ColumnElement[Any]) -> ColumnElement[Any]:
    if change.column.family not in {Family.DATE, Family.DATETIME}:
        told = _("column %(column)s: a value of type %(type)s has no month or year")
        raise PlanRefused([told % {"column": change.column.name, "type": change.column.family}])
    month = change.treatment.to == Coarseness.MONTH
    if place.dialect in _MYSQL:
        pattern = f"%Y-{'%m' if month else '01'}-01"
        kind = sa.Date() if change.column.family == Family.DATE else sa.DateTime()
        coarse = sa.cast(sa.func.date_format(column, pattern), kind)
        return sa.case((sa.func.year(column) == 0, column), else_=coarse)
    word = "month" if month else "year"
    if place.dialect == "mssql":
        return sa.cast(sa.func.datetrunc(sa.literal_column(word), column), column.type)
    if place.dialect == "oracle":
        return sa.func.trunc(column, "MM" if month else "YYYY")
    return sa.cast(sa.func.date_trunc(_word(word), column), column.type)


def _postcode(place: Place, change: Change, column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The first four digits that can be a Dutch postcode; nothing where there are none."""
    pattern = "[1-9][0-9]{3}"
    if place.dialect == "postgresql":
        found: ColumnElement[Any] = sa.func.substring(sa.cast(column, sa.Text), _word(pattern), type_=sa.String())
    elif place.dialect == "mssql":
        found = sa.func.left(column, 4)
    else:
        found = sa.func.nullif(
            sa.func.regexp_substr(column, _word(pattern), type_=sa.String()), _word(""), type_=sa.String()
        )
    kept = sa.case((column == _word(""), _word("")), else_=found)
    return kept if change.column.nullable else sa.func.coalesce(kept, _word(""))
