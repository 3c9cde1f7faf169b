"""The data map held against the live database: every gap, in plain words with the way out. Pure; fail closed.

Here: tables, keys, columns and treatments. Links and foreign keys are judged in ``checking_links``, look-ups in
``checking_lookups``. A map with an error can't be worked with; a warning is something an administrator must know.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from registers.choices import Fate, IdentifierKind, TableRole, Treatment
from registers.datamap import DataMap, FieldMap, FieldTreatment, TableMap
from registers.register_choices import RetentionType
from subjects.planning.catalog import Catalog, CatalogTable, Family, TableKind
from subjects.planning.checking_links import gaps_in_foreign_keys, gaps_in_links, gaps_in_reach
from subjects.planning.checking_lookups import gap_in_lookup
from subjects.planning.checking_suppression import gaps_in_suppression
from subjects.planning.constraints import demands_on
from subjects.planning.correcting import closed
from subjects.planning.fitness import misfit
from subjects.planning.gaps import Gap, Severity
from subjects.planning.marking import clear_mark, set_mark

_RIGHTS = ("erasure", "anonymisation")


def check(datamap: DataMap, catalog: Catalog) -> tuple[Gap, ...]:
    """Every gap between the map and the catalog, errors first, then by table and column."""
    tables = [gap for table in datamap.tables for gap in gaps_in_table(table, datamap, catalog)]
    between = [*gaps_in_links(datamap, catalog), *gaps_in_foreign_keys(datamap, catalog), *gaps_in_reach(datamap)]
    gaps = [*tables, *between]
    return tuple(sorted(gaps, key=lambda gap: (gap.severity != Severity.ERROR, gap.table, gap.column, gap.code)))


def gaps_in_table(table: TableMap, datamap: DataMap, catalog: Catalog) -> Iterator[Gap]:
    """The gaps of one table; those between tables are found by ``check``."""
    live = catalog.table(table.qualified)
    if live is None:
        text = _("this table is not in the database: correct its name, or take it out of the map")
        yield Gap(table=table.qualified, code="table-missing", message=text)
        return
    yield from _nature(table, live)
    yield from _key(table, live)
    yield from _register(table)
    yield from _statement(table, live, datamap, catalog)
    yield from _duty(table, catalog)
    yield from _duty_holds(table, datamap)
    yield from _columns(table, live)
    yield from _restriction(table, live, catalog)
    yield from gaps_in_suppression(table, live, catalog)
    for field in table.fields:
        yield from _field(field, table, live, datamap, catalog)


def _nature(table: TableMap, live: CatalogTable) -> Iterator[Gap]:
    """What the table is and does that a rewrite must reckon with."""
    name = table.qualified
    if table.role == TableRole.REFERENCE:
        yield from _reference(table, live)
        return
    if live.kind == TableKind.VIEW:
        yield from _view(table, live)
    elif not live.transactional:
        text = _("engine %(engine)s can't roll back: its rows are treated last, and a fault leaves them half done") % {
            "engine": live.engine
        }
        yield Gap(table=name, code="not-transactional", message=text, severity=Severity.WARNING)
    if live.engine.endswith("system versioned"):
        text = _("the database keeps every old value of this table: end its system versioning first")
        yield Gap(table=name, code="system-versioned", message=text)
    if live.triggers:
        text = _("triggers run when rows change; make sure that they keep no old values: %(names)s") % {
            "names": ", ".join(live.triggers)
        }
        yield Gap(table=name, code="triggers", message=text, severity=Severity.WARNING)
    if live.row_security:
        text = _("row level security can hide rows: the user of this source must see them all (BYPASSRLS)")
        yield Gap(table=name, code="row-security", message=text, severity=Severity.WARNING)


def _reference(table: TableMap, live: CatalogTable) -> Iterator[Gap]:
    """Tables that no request ever looks into, so that personal data in them would be forgotten."""
    personal = [field.name for field in table.fields if field.personal]
    if personal and live.kind != TableKind.VIEW:
        text = _("no request looks into a reference table, and this one holds %(columns)s: is it about people?") % {
            "columns": ", ".join(personal)
        }
        yield Gap(table=table.qualified, code="reference-personal", message=text, severity=Severity.WARNING)


def _view(table: TableMap, live: CatalogTable) -> Iterator[Gap]:
    if {table.erasure, table.anonymisation} != {Fate.KEEP}:
        text = _("a view is read and never rewritten: give it the fate keep and treat the tables behind it")
        yield Gap(table=table.qualified, code="view-fate", message=text)
    if live.engine == "materialized view":
        text = _("this view holds copies: refresh it after each erasure")
        yield Gap(table=table.qualified, code="view-copies", message=text, severity=Severity.WARNING)


def _key(table: TableMap, live: CatalogTable) -> Iterator[Gap]:
    name = table.qualified
    if not table.key:
        if table.role != TableRole.REFERENCE:
            text = _("without a key no row can be pointed at: give the table a primary key, then name it in the map")
            yield Gap(table=name, code="no-key", message=text)
        return
    unknown = [column for column in table.key if live.column(column) is None]
    if unknown:
        text = _("key column %(columns)s does not exist") % {"columns": ", ".join(unknown)}
        yield Gap(table=name, code="key-unknown", message=text)
    elif live.kind != TableKind.VIEW and not _is_unique(table.key, live):
        text = _("%(columns)s is neither the primary key nor unique and filled: name columns that are") % {
            "columns": ", ".join(table.key)
        }
        yield Gap(table=name, code="key-not-unique", message=text)


def _is_unique(key: tuple[str, ...], live: CatalogTable) -> bool:
    if live.primary_key and set(live.primary_key) <= set(key):
        return True
    filled = {column.name for column in live.columns if not column.nullable}
    return any(
        index.unique and not index.partial and not index.expressions and set(index.columns) <= set(key) & filled
        for index in live.indexes
    )


def _register(table: TableMap) -> Iterator[Gap]:
    """What only people know: the activity of the register and its ground."""
    if table.role == TableRole.REFERENCE or not any(field.personal for field in table.fields):
        return
    for word, value in (("activity", table.activity), ("ground", table.ground)):
        if not value.strip():
            text = _("fill in `%(word)s`: the register says why these data are here, the database doesn't") % {
                "word": word
            }
            yield Gap(table=table.qualified, code=f"no-{word}", message=text)


def _statement(table: TableMap, live: CatalogTable, datamap: DataMap, catalog: Catalog) -> Iterator[Gap]:
    """The field for supplementary statements (art. 16) has to take them."""
    field, column = table.field(table.statement), live.column(table.statement)
    if field is None or column is None:
        return
    why = closed(datamap, table, field, live, catalog)
    if why is None and column.family != Family.TEXT:
        why = _("a supplementary statement needs a field of free text")
    if why is not None:
        yield Gap(table=table.qualified, column=column.name, code="statement", message=f"statement: {why}")


def _duty(table: TableMap, catalog: Catalog) -> Iterator[Gap]:
    if table.duty is None:
        return
    live = catalog.table(table.duty.parent or table.qualified)
    start = live.column(table.duty.column) if live else None
    if start is not None and start.family not in {Family.DATE, Family.DATETIME}:
        text = _("a duty to retain runs from a date, and this column is of type %(type)s") % {"type": start.type}
        yield Gap(table=table.qualified, column=start.name, code="duty-start", message=text)


def _duty_holds(table: TableMap, datamap: DataMap) -> Iterator[Gap]:
    """Only a duty to keep makes erasure wait; a norm after which data go, or a limitation period, is no such duty."""
    duty = datamap.duty(table.duty.name) if table.duty else None
    if duty is not None and duty.type != RetentionType.HOLD:
        text = _("%(duty)s is no duty to keep (%(type)s), so that erasure can't wait for it: take it off the table")
        facts = {"duty": duty.name, "type": duty.type.label}
        yield Gap(table=table.qualified, code="duty-type", message=text % facts)


def _restriction(table: TableMap, live: CatalogTable, catalog: Catalog) -> Iterator[Gap]:
    """The mark of art. 18 has to be written, and taken away again."""
    mark = table.restriction
    column = live.column(mark.column) if mark else None
    if mark is None or column is None:
        return
    for word, change in (("value", set_mark(mark)), ("lifted", clear_mark(mark))):
        why = misfit(column, live, change.treatment, catalog)
        if why is not None:
            text = f"restriction, {word}: {why}"
            yield Gap(table=table.qualified, column=column.name, code="restriction-misfit", message=text)
    if column.name in table.key:
        text = _("restriction: rows are found by this column, so it can't be their mark")
        yield Gap(table=table.qualified, column=column.name, code="restriction-key", message=text)


def _columns(table: TableMap, live: CatalogTable) -> Iterator[Gap]:
    for field in table.fields:
        if live.column(field.name) is None:
            text = _("this column is not in the database: correct its name, or take it out of the map")
            yield Gap(table=table.qualified, column=field.name, code="column-missing", message=text)
    severity = Severity.WARNING if table.role == TableRole.REFERENCE else Severity.ERROR
    for column in live.columns:
        if table.field(column.name) is None:
            text = _("the database has this column and the map doesn't: add it, with its category")
            yield Gap(table=table.qualified, column=column.name, code="column-new", message=text, severity=severity)


def _field(field: FieldMap, table: TableMap, live: CatalogTable, datamap: DataMap, catalog: Catalog) -> Iterator[Gap]:
    column = live.column(field.name)
    if column is None:
        return
    yield from _untreated(field, table, live)
    treatments = {right: getattr(field, right) for right in _RIGHTS}
    for treatment in dict.fromkeys(value for value in treatments.values() if value is not None):
        rights = " + ".join(right for right, value in treatments.items() if value == treatment)
        why = misfit(column, live, treatment, catalog)
        if why is not None:
            text = f"{rights}, {treatment.treatment}: {why}"
            yield Gap(table=table.qualified, column=field.name, code="misfit", message=text)
        elif _lacks_at(field, live, treatment):
            text = _(
                "a check constraint wants an @ here: say `identifies: email`, and the surrogate is an e-mail address"
            )
            yield Gap(table=table.qualified, column=field.name, code="misfit", message=text)
        if treatment.treatment == Treatment.FILE and not datamap.files_env:
            text = _("`file` needs `files_env` at the top of the map: the variable that says where the files are")
            yield Gap(table=table.qualified, column=field.name, code="no-files", message=text)
    gap = gap_in_lookup(field, table, live)
    if gap is not None:
        yield gap


def _lacks_at(field: FieldMap, live: CatalogTable, treatment: FieldTreatment) -> bool:
    """Whether a check wants an e-mail address while the surrogate of this field is none."""
    wanted = treatment.treatment == Treatment.SURROGATE and field.identifies != IdentifierKind.EMAIL
    return wanted and demands_on(field.name, live).at


def _untreated(field: FieldMap, table: TableMap, live: CatalogTable) -> Iterator[Gap]:
    """Personal columns for which a right has no treatment. Rows that can't be deleted stay behind as empty shells."""
    if not field.personal or table.role == TableRole.REFERENCE or live.kind == TableKind.VIEW:
        return
    held = table.duty is not None and field.name not in table.duty.keep
    certain: list[str] = []
    possible: list[str] = []
    for right in _RIGHTS:
        fate = table.fate(anonymise=right == "anonymisation")
        if getattr(field, right) is None and fate == Fate.TREAT:
            certain.append(right)
        elif getattr(field, right) is None and fate == Fate.DELETE:
            (certain if held else possible).append(right)
    if certain:
        text = _("personal data without a treatment for %(rights)s: give it one, or keep it with a reason") % {
            "rights": " + ".join(certain)
        }
        yield Gap(table=table.qualified, column=field.name, code="untreated", message=text)
    if possible:
        text = _("a row that can't be deleted stays behind, and this column has no treatment for %(rights)s then") % {
            "rights": " + ".join(possible)
        }
        yield Gap(
            table=table.qualified, column=field.name, code="untreated-shell", message=text, severity=Severity.WARNING
        )
