"""Whether a treatment can serve a column, judged from the catalog alone; planner and ``datamap check`` ask the same.

Pure. What is refused here would fail, collide or lie when it ran: a value that the column can't hold, a key that other
rows point to, a column that the database writes itself.
"""

from collections.abc import Callable

from django.utils.translation import gettext as _

from registers.choices import Coarseness, Scope, Treatment
from registers.datamap import FieldTreatment
from subjects.planning.catalog import Catalog, CatalogColumn, CatalogTable, Family, TableKind
from subjects.planning.constants import why_not_constant
from subjects.planning.constraints import Demands, demands_on

UNIQUE_LENGTH = 12
"""Characters or digits that a surrogate needs under UNIQUE, so that a table of any size gets no collision."""

LONGEST_TOKEN = 35
"""Characters of the longest surrogate that is ever written: a token with a mail domain."""

_NUMBERS = {Family.INTEGER, Family.DECIMAL}
_COARSE: dict[Coarseness, set[Family]] = {
    Coarseness.MONTH: {Family.DATE, Family.DATETIME},
    Coarseness.YEAR: {Family.DATE, Family.DATETIME},
    Coarseness.POSTCODE4: {Family.TEXT},
    Coarseness.BAND: _NUMBERS,
    Coarseness.NETWORK: {Family.NETWORK, Family.TEXT},
}
_SMALL_NUMBERS = {"tinyint", "smallint", "mediumint", "int2", "int", "integer", "int4"}


def misfit(column: CatalogColumn, table: CatalogTable, treatment: FieldTreatment, catalog: Catalog) -> str | None:
    """Why this treatment can't serve this column, in plain words with the way out; None when it can."""
    if treatment.treatment == Treatment.KEEP:
        return None
    why = untouchable(column, table, catalog)
    if why is not None:
        return why
    judge = _JUDGES[treatment.treatment]
    return judge(column, table, treatment, catalog)


def untouchable(column: CatalogColumn, table: CatalogTable, catalog: Catalog) -> str | None:
    """Columns that no treatment may write."""
    if table.kind == TableKind.VIEW:
        return _("a view is never rewritten: treat the tables behind it and give the view the fate keep")
    if column.generated:
        return _("the database computes this column: treat the columns it is made of and keep this one with a reason")
    if column.name in table.primary_key:
        return _("this column is part of the primary key: delete the row, or keep the column with a reason")
    if column.identity:
        return _("the database numbers this column itself: keep it with a reason")
    referring = [
        child.qualified for child, key in catalog.inbound(table.qualified) if column.name in key.referred_columns
    ]
    if referring:
        return _("rows of %(table)s refer to this column: delete the row, or keep the column with a reason") % {
            "table": ", ".join(sorted(set(referring)))
        }
    return None


def _null(column: CatalogColumn, table: CatalogTable, _treatment: FieldTreatment, catalog: Catalog) -> str | None:
    if not column.nullable:
        return _("this column may not be empty (NOT NULL): use a constant or a surrogate")
    if demands_on(column.name, table).filled:
        return _("a check constraint says that this column is not empty: use a constant or a surrogate")
    if catalog.dialect == "mssql" and table.unique_over(column.name):
        return _("SQL Server allows one empty value under unique index %(index)s: use a surrogate") % {
            "index": _unique_name(column, table)
        }
    return None


def _constant(column: CatalogColumn, table: CatalogTable, treatment: FieldTreatment, _catalog: Catalog) -> str | None:
    return _bound(column, table) or why_not_constant(column, demands_on(column.name, table), treatment.value)


def _surrogate(column: CatalogColumn, table: CatalogTable, treatment: FieldTreatment, catalog: Catalog) -> str | None:
    if column.family not in {Family.TEXT, Family.UUID, *_NUMBERS}:
        return _("a surrogate needs a column of text or numbers: use null, a constant or generalise")
    if table.foreign_keys_over(column.name):
        return _foreign()
    if not _takes_tokens(column, demands_on(column.name, table)):
        return _limited()
    if not table.unique_over(column.name):
        return None
    if treatment.per == Scope.PERSON:
        return _("two rows of one person would get the same token under %(index)s: use `per: row`") % {
            "index": _unique_name(column, table)
        }
    return _too_small(column, table, _room(column, catalog))


def _takes_tokens(column: CatalogColumn, demands: Demands) -> bool:
    """Whether every token passes the checks: numbers from 1 up, texts as long as the column allows, at most 35."""
    if demands.made_by_hand or demands.high is not None or (demands.low or 0) > 1:
        return False
    longest = LONGEST_TOKEN if column.length is None else min(column.length, LONGEST_TOKEN)
    return demands.shortest <= min(longest, UNIQUE_LENGTH) and (demands.longest is None or demands.longest >= longest)


def _room(column: CatalogColumn, catalog: Catalog) -> int:
    """How many characters or digits a token may have; SQLite's integers always have 64 bits."""
    if column.family == Family.INTEGER:
        first = column.type.casefold().split("(")[0].split(" ")[0]
        return 0 if first in _SMALL_NUMBERS and catalog.dialect != "sqlite" else UNIQUE_LENGTH
    if column.family == Family.DECIMAL:
        return UNIQUE_LENGTH if column.precision is None else column.precision - (column.scale or 0)
    return UNIQUE_LENGTH if column.length is None else column.length


def _too_small(column: CatalogColumn, table: CatalogTable, room: int) -> str | None:
    if room >= UNIQUE_LENGTH:
        return None
    return _(
        "unique tokens need %(length)d characters or digits, and this column under %(index)s has less: use null"
    ) % {
        "length": UNIQUE_LENGTH,
        "index": _unique_name(column, table),
    }


def _generalise(column: CatalogColumn, table: CatalogTable, treatment: FieldTreatment, _catalog: Catalog) -> str | None:
    to = treatment.to
    if to is None or column.family not in _COARSE[to]:
        return _("%(to)s does not fit a column of type %(type)s") % {"to": to or "generalise", "type": column.type}
    bound = _bound(column, table)
    if bound is not None:
        return bound
    return None if _stays_within(treatment, demands_on(column.name, table)) else _limited()


def _stays_within(treatment: FieldTreatment, demands: Demands) -> bool:
    """Whether a coarser value passes the checks that the value passed."""
    if demands.made_by_hand:
        return False
    if treatment.to == Coarseness.POSTCODE4:
        return demands.shortest <= 4
    return treatment.to != Coarseness.BAND or demands.low is None or demands.low % (treatment.step or 1) == 0


def _redact(column: CatalogColumn, table: CatalogTable, _treatment: FieldTreatment, _catalog: Catalog) -> str | None:
    if column.family == Family.JSON:
        return _("redacting could break JSON: use null, or a constant such as {}")
    if column.family != Family.TEXT:
        return _("redact needs a column of text: use null, a constant or generalise")
    demands = demands_on(column.name, table)
    return _limited() if demands.made_by_hand or demands.at else _bound(column, table)


def _file(column: CatalogColumn, _table: CatalogTable, _treatment: FieldTreatment, _catalog: Catalog) -> str | None:
    if column.family != Family.TEXT:
        return _("file needs a column of text with a path or address")
    if not column.nullable:
        return _("file makes the column empty, and this one may not be empty (NOT NULL)")
    return None


def _bound(column: CatalogColumn, table: CatalogTable) -> str | None:
    """Foreign keys and unique indexes, under which values that nobody made unique can't be written."""
    if table.foreign_keys_over(column.name):
        return _foreign()
    if table.unique_over(column.name):
        return _("rows would get the same value under unique index %(index)s: use null or a surrogate") % {
            "index": _unique_name(column, table)
        }
    return None


def _foreign() -> str:
    return _("this column is a foreign key: it can only be made empty, or be kept with a reason")


def _limited() -> str:
    return _("a check constraint limits the values of this column: use null, or a constant that passes it")


def _unique_name(column: CatalogColumn, table: CatalogTable) -> str:
    return table.unique_over(column.name)[0].name


Judge = Callable[[CatalogColumn, CatalogTable, FieldTreatment, Catalog], str | None]
_JUDGES: dict[Treatment, Judge] = {
    Treatment.NULL: _null,
    Treatment.CONSTANT: _constant,
    Treatment.SURROGATE: _surrogate,
    Treatment.GENERALISE: _generalise,
    Treatment.REDACT: _redact,
    Treatment.FILE: _file,
}
