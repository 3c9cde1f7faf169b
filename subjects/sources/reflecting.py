"""What a live database looks like: one door, a few bulk queries per dialect, whatever the number of tables.

Each dialect has its own reader because what matters here (expressions in indexes, engines, row security, generated
columns, triggers) is no part of a common inspector. SQL Server and Oracle go through SQLAlchemy's inspector.
"""

from collections.abc import Callable, Sequence

import sqlalchemy as sa

from subjects.planning.catalog import Catalog, CatalogTable
from subjects.sources import reflecting_elsewhere, reflecting_mysql, reflecting_postgresql, reflecting_sqlite

Wanted = Sequence[tuple[str | None, str]]
Reader = Callable[[sa.Connection, Wanted | None], tuple[CatalogTable, ...]]

_READERS: dict[str, Reader] = {
    "sqlite": reflecting_sqlite.read_tables,
    "postgresql": reflecting_postgresql.read_tables,
    "mysql": reflecting_mysql.read_tables,
    "mariadb": reflecting_mysql.read_tables,
}


def reflect(connection: sa.Connection, *, wanted: Wanted | None = None) -> Catalog:
    """The catalog of the wanted tables, as (schema, name), and of every table with a foreign key into them.

    A schema of None is the default one. Without ``wanted`` it holds every table and view that is not the database's
    own. A wanted table that does not exist is simply absent. Call inside ``faults``.
    """
    dialect = connection.dialect
    read = _READERS.get(dialect.name, reflecting_elsewhere.read_tables)
    tables = read(connection, wanted)
    version = getattr(dialect, "server_version_info", None) or ()
    return Catalog(
        dialect="mariadb" if getattr(dialect, "is_mariadb", False) else dialect.name,
        server=".".join(str(part) for part in version),
        tables=tuple(sorted(tables, key=lambda table: table.qualified)),
    )
