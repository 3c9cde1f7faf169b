"""Which columns of a table an inzage shows, and why the others are left out (art. 15(4)): as the map says."""

from collections.abc import Collection
from dataclasses import dataclass

from registers.choices import Treatment
from registers.datamap import DataMap, FieldMap, LinkMap, TableMap
from subjects.planning.catalog import CatalogTable
from subjects.planning.porting import why_field_stays


@dataclass(frozen=True, kw_only=True)
class Hidden:
    """A column that is left out: code and reason as in ``extract.LeftOut``."""

    name: str
    label: str
    code: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """The columns of a table that are shown, and those that are not."""

    shown: tuple[FieldMap, ...]
    hidden: tuple[Hidden, ...]


def choose(*, datamap: DataMap, table: TableMap, known: CatalogTable, found: Collection[str]) -> Choice:
    """What to show of a table; ``found`` are the tables in which the person was found.

    A column that is new in the database since the map was made counts as left out too.
    """
    if table.third_party:
        whole = Hidden(name="", label="", code="third_party", reason=table.third_party)
        return Choice(shown=(), hidden=(whole,))
    shown = tuple(field for field in table.fields if field.show and not field.third_party)
    hidden = [_hidden(field, datamap, table, found) for field in table.fields if field not in shown]
    names = {field.name for field in table.fields}
    new = [Hidden(name=one.name, label=one.name, code="unmapped") for one in known.columns if one.name not in names]
    return Choice(shown=shown, hidden=(*hidden, *new))


def portable_part(choice: Choice, table: TableMap) -> Choice:
    """What of a choice goes along under art. 20; the rest is hidden, with the code of why."""
    stays = {field.name: why_field_stays(table, field) for field in choice.shown}
    left = [Hidden(name=one.name, label=one.title, code=_plain(one, stays)) for one in choice.shown if stays[one.name]]
    shown = tuple(field for field in choice.shown if not stays[field.name])
    return Choice(shown=shown, hidden=(*left, *choice.hidden))


def _plain(field: FieldMap, stays: dict[str, str]) -> str:
    return stays[field.name] if field.personal else "not_personal"


def file_columns(table: TableMap) -> tuple[str, ...]:
    """The shown columns that hold the path of a file."""
    return tuple(field.name for field in table.fields if field.show and not field.third_party and _is_file(field))


def _is_file(field: FieldMap) -> bool:
    return any(way is not None and way.treatment == Treatment.FILE for way in (field.erasure, field.anonymisation))


def _hidden(field: FieldMap, datamap: DataMap, table: TableMap, found: Collection[str]) -> Hidden:
    code = "unexplained"
    if field.third_party:
        code = "third_party"
    elif any(_refers(link, table, field.name, found) for link in datamap.links):
        code = "reference"
    elif not field.personal:
        code = "not_personal"
    return Hidden(name=field.name, label=field.title, code=code, reason=field.third_party)


def _refers(link: LinkMap, table: TableMap, column: str, found: Collection[str]) -> bool:
    """Whether the column only says which record of another table, shown too, belongs to this one."""
    ends = ((link.child, link.parent), (link.parent, link.child))
    return any(
        here.table == table.qualified and column in here.columns and there.table in found and not there.source
        for here, there in ends
    )
