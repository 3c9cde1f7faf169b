"""Fixtures of the evidence room."""

from tests.engines.evidence.databases import (  # noqa: F401
    log_database,
    on_postgresql,
    on_sqlite,
    postgresql_template,
    sealing_key_file,
    sqlite_template,
)
from tests.engines.evidence.guards import flush_may_empty_the_log  # noqa: F401
