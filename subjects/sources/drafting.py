"""A first data map of a database that nobody described yet: proposals, for a privacy officer to judge and complete.

What a database can't tell is left empty, so that ``check`` asks for it: the activity, the ground, duties to retain.
"""

from collections.abc import Iterator

import sqlalchemy as sa
from django.utils.translation import gettext as _

from registers.choices import DataCategory, Fate, IdentifierKind, PhoneFormat, TableRole, Treatment
from registers.datamap import DataMap, FieldMap, FieldTreatment, LinkEnd, LinkMap, TableMap
from subjects.planning.catalog import Catalog, CatalogColumn, CatalogTable, Family, TableKind
from subjects.planning.checking_lookups import gap_in_lookup
from subjects.sources.guessing import NOTHING, Guess, Manner, guess_column, phone_format, words_of
from subjects.sources.proposing import propose
from subjects.sources.roles import Roles, roles_of
from subjects.sources.sampling import Sample, sample_of

_THEMES: tuple[tuple[tuple[str, ...], DataCategory], ...] = (
    (("factuur", "invoice", "betaling", "payment", "boeking", "billing"), DataCategory.FINANCIAL),
    (("order", "bestelling", "contract", "abonnement", "subscription", "purchase"), DataCategory.PURCHASE),
    (
        ("contact", "gesprek", "call", "ticket", "note", "notitie", "bericht", "mail", "chat"),
        DataCategory.COMMUNICATION,
    ),
    (("opname", "recording"), DataCategory.RECORDING),
    (("bezoek", "visit", "click", "log", "event", "sessie", "session"), DataCategory.BEHAVIOUR),
    (("voorkeur", "preference", "consent", "toestemming"), DataCategory.PREFERENCE),
)


def draft(connection: sa.Connection, catalog: Catalog, *, name: str, url_env: str) -> DataMap:
    """Propose a map for every table and view of the catalog; samples are read over the connection and forgotten.

    ``name`` names the source, ``url_env`` the variable with its address. Call inside ``faults``.
    """
    samples = {table.qualified: sample_of(connection, table) for table in catalog.tables}
    guesses = {
        table.qualified: {c.name: _guess(c, table, samples[table.qualified]) for c in table.columns}
        for table in catalog.tables
    }
    roles = roles_of(catalog, guesses)
    tables = tuple(
        _table(table, catalog, roles, guesses[table.qualified], samples[table.qualified]) for table in catalog.tables
    )
    return DataMap(name=name, url_env=url_env, tables=tables, links=tuple(_links(catalog, roles)))


def _guess(column: CatalogColumn, table: CatalogTable, sample: Sample) -> Guess:
    """Keys and foreign keys say nothing by themselves, unless they hold what people are known by."""
    guess = guess_column(column, sample.of(column.name))
    internal = column.name in table.primary_key or bool(table.foreign_keys_over(column.name))
    return NOTHING if internal and guess.identifies != IdentifierKind.EMAIL else guess


def _table(table: CatalogTable, catalog: Catalog, roles: Roles, guesses: dict[str, Guess], sample: Sample) -> TableMap:
    role = roles.role(table.qualified)
    fate, why = _fates(table, role, roles), ""
    if table.kind == TableKind.VIEW:
        why = _("a view: it shows what the tables behind it hold")
    drafted = TableMap(
        name=table.name,
        schema_name=table.schema,
        role=role,
        key=_key(table),
        erasure=fate,
        anonymisation=Fate.KEEP if why else Fate.TREAT,
        reason=why,
    )
    fields = tuple(
        _field(column, table, catalog, drafted, _settled(guesses[column.name], column, table, roles), sample)
        for column in table.columns
    )
    return drafted.model_copy(update={"fields": fields})


def _fates(table: CatalogTable, role: TableRole, roles: Roles) -> Fate:
    """Rows of a person are proposed for deletion, save those of staff and those that a law often wants kept."""
    if table.kind == TableKind.VIEW:
        return Fate.KEEP
    careful = roles.is_staff(table.qualified) or _theme(table) == DataCategory.FINANCIAL
    return Fate.TREAT if careful or role == TableRole.REFERENCE else Fate.DELETE


def _theme(table: CatalogTable) -> DataCategory:
    words = words_of(table.name)
    return next((theme for parts, theme in _THEMES if any(part in words for part in parts)), DataCategory.OTHER)


def _key(table: CatalogTable) -> tuple[str, ...]:
    """The primary key, or else the narrowest unique index whose columns are all filled."""
    if table.primary_key or table.kind == TableKind.VIEW:
        return table.primary_key
    filled = {column.name for column in table.columns if not column.nullable}
    usable = [
        index.columns
        for index in table.indexes
        if index.unique and not index.partial and not index.expressions and set(index.columns) <= filled
    ]
    return min(usable, key=len, default=())


def _settled(guess: Guess, column: CatalogColumn, table: CatalogTable, roles: Roles) -> Guess:
    """The guess in the light of the role: a weak one falls in a table about nobody, no guess is OTHER elsewhere."""
    role = roles.role(table.qualified)
    if role == TableRole.REFERENCE:
        return NOTHING if guess.weak else guess
    if guess is not NOTHING:
        return guess
    internal = column.name in table.primary_key or bool(table.foreign_keys_over(column.name))
    if internal or column.identity or roles.is_administrative(column):
        return NOTHING
    manner = Manner.BAND if column.family in {Family.INTEGER, Family.DECIMAL} else Manner.EMPTY
    dated = column.family in {Family.DATE, Family.DATETIME}
    return Guess(category=_theme(table), manner=Manner.DATE if dated else manner)


def _field(
    column: CatalogColumn, table: CatalogTable, catalog: Catalog, drafted: TableMap, guess: Guess, sample: Sample
) -> FieldMap:
    personal = guess.category != DataCategory.NONE
    treated = personal and table.kind != TableKind.VIEW and drafted.role != TableRole.REFERENCE
    phone = guess.identifies == IdentifierKind.PHONE
    known = guess.identifies if drafted.role == TableRole.PERSON else None
    field = FieldMap(
        name=column.name,
        category=guess.category,
        identifies=known,
        phone_format=phone_format(sample.of(column.name)) if phone and known else PhoneFormat.ANY,
        erasure=_treatment(guess, column, table, catalog, anonymise=False) if treated else None,
        anonymisation=_treatment(guess, column, table, catalog, anonymise=True) if treated else None,
    )
    scan = sample.small and gap_in_lookup(field, drafted, table) is not None
    return field.model_copy(update={"scan": scan})


def _treatment(
    guess: Guess, column: CatalogColumn, table: CatalogTable, catalog: Catalog, *, anonymise: bool
) -> FieldTreatment | None:
    if column.generated:
        return FieldTreatment(treatment=Treatment.KEEP, reason=_("computed from other columns, and changes with them"))
    return propose(guess, column, table, catalog, anonymise=anonymise)


def _links(catalog: Catalog, roles: Roles) -> Iterator[LinkMap]:
    for table in catalog.tables:
        for key in table.foreign_keys:
            if catalog.table(key.referred) is None:
                continue
            child = LinkEnd(table=table.qualified, columns=key.columns)
            parent = LinkEnd(table=key.referred, columns=key.referred_columns)
            if roles.hangs_on_child(table.qualified, key):
                yield LinkMap(child=parent, parent=child)
            yield LinkMap(child=child, parent=parent, belongs=roles.belongs(table.qualified, key))
