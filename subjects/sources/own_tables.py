"""Does a connection lead to a database that holds certain tables? Asked of the server, whatever its address looks like.

Only the catalog is read, which every user may, so the answer needs no right on the tables and writes nothing.
"""

from collections.abc import Callable, Sequence

import sqlalchemy as sa

# In PostgreSQL every schema counts: all of them are one database. A foreign table or a view leads to the table too.
_POSTGRESQL = (
    "SELECT 1 FROM pg_catalog.pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND relname IN :names LIMIT 1"
)
_MYSQL = (
    "SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE() AND LOWER(table_name) IN :names LIMIT 1"
)
_SQLITE = "SELECT 1 FROM sqlite_master WHERE LOWER(name) IN :names LIMIT 1"
_QUESTIONS = {"postgresql": _POSTGRESQL, "mysql": _MYSQL, "mariadb": _MYSQL, "sqlite": _SQLITE}


def holds_any(connection: sa.Connection, names: Sequence[str]) -> bool:
    """Whether the database of this connection has a table of one of these names (lower case). Call in ``faults``."""
    question = _QUESTIONS.get(connection.dialect.name)
    if question is None:
        has_table: Callable[[str], bool] = sa.inspect(connection).has_table
        return any(has_table(name) for name in names)
    query = sa.text(question).bindparams(sa.bindparam("names", list(names), expanding=True))
    return connection.execute(query).first() is not None
