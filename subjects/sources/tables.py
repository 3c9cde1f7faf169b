"""From the catalog to SQLAlchemy tables: names quoted as the database has them, types that leave values as they are.

Nothing is converted on the way in or out beyond what the driver does, so that a key which was read is the key which is
written back, whatever a customer's database holds (an empty date in SQLite, a CHAR with its padding).
"""

import datetime as dt
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql.elements import quoted_name
from sqlalchemy.types import TypeEngine, UserDefinedType

from subjects.planning.catalog import Catalog, CatalogTable, Family

_MODIFIER = re.compile(r"\s*\([^)]*\)")


class Declared(UserDefinedType[Any]):
    """A type by the words of the database itself; values pass as the driver gives and takes them."""

    cache_ok = True

    def __init__(self, words: str) -> None:
        self.words = words

    def get_col_spec(self, **_: object) -> str:
        """The words, for a CAST."""
        return self.words

    def bind_processor(self, dialect: sa.Dialect) -> Callable[[Any], Any] | None:
        """SQLite has no dates: written as the text that it is stored as."""
        return _as_text if dialect.name == "sqlite" else None


def table_of(catalog: Catalog, qualified: str) -> sa.Table:
    """The table of that qualified name; the same object for the same structure, so that compiled statements are reused.

    Raises KeyError when the catalog has no such table.
    """
    known = catalog.table(qualified)
    if known is None:
        raise KeyError(qualified)
    return _table(catalog.dialect, known.schema, known.name, _structure(known))


def bare_type(words: str) -> str:
    """PostgreSQL's name of a type without its length: a cast to it neither cuts nor rounds."""
    bare = _MODIFIER.sub("", words).strip()
    return {"character": "bpchar", "char": "bpchar", "bit": "bit varying"}.get(bare.lower(), bare)


_Structure = tuple[tuple[str, str, Family, int | None], ...]


def _structure(known: CatalogTable) -> _Structure:
    return tuple((column.name, column.type, column.family, column.length) for column in known.columns)


@lru_cache(maxsize=2048)
def _table(dialect: str, schema: str | None, name: str, structure: _Structure) -> sa.Table:
    columns = [
        sa.Column(_exact(column), _type(dialect, words, family, length)) for column, words, family, length in structure
    ]
    return sa.Table(_exact(name), sa.MetaData(), *columns, schema=_exact(schema) if schema else None)


def _exact(name: str) -> quoted_name:
    return quoted_name(name, quote=True)


def _type(dialect: str, words: str, family: Family, length: int | None) -> TypeEngine[Any]:
    plain_text = dialect != "postgresql" or words.lower().startswith(("character varying", "varchar", "text"))
    if family == Family.TEXT and plain_text:
        return sa.String(length)
    if family == Family.INTEGER:
        return sa.BigInteger()
    return Declared(words)


def _as_text(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.isoformat(" ")
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    return value
