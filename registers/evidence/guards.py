"""The triggers that keep the evidence log and signed versions append-only, as SQL for SQLite and PostgreSQL.

They refuse UPDATE and DELETE on entries, leaves, seals and versions; on PostgreSQL TRUNCATE as well, on SQLite an
insert over an existing row (INSERT OR REPLACE deletes without a delete trigger). SQLite loses the triggers of a table
whenever a migration rebuilds it: such a migration ends with ``put_up`` again, and a system check notices when it was
forgotten.
"""

from collections.abc import Callable, Mapping

LOG = {
    "registers_evidenceentry": ("id",),
    "registers_evidenceleaf": ("position", "entry_id"),
    "registers_evidenceseal": ("number",),
}
VERSIONS = {"registers_registerversion": ("id", "uid")}
TABLES = LOG | VERSIONS
"""Each table with what makes a row of it the same row; other apps add theirs with ``also``."""

REFUSAL = "the evidence log, signed versions and the consent ledger are append-only"
FUNCTION = "registers_evidence_refuse"

Execute = Callable[[str], object]
Tables = Mapping[str, tuple[str, ...]]


def also(tables: Tables) -> None:
    """Guard these tables of another app too: to be put up, looked after and put up again like our own."""
    TABLES.update(tables)


def names(vendor: str, tables: Tables = TABLES) -> list[str]:
    """The triggers that must be there, per database vendor; none for a vendor that is not supported."""
    endings = {"sqlite": ("no_update", "no_delete", "no_replace"), "postgresql": ("append_only",)}.get(vendor, ())
    return [f"{table}_{ending}" for table in tables for ending in endings]


def put_up(*, vendor: str, execute: Execute, tables: Tables = TABLES) -> None:
    """Make every trigger of these tables (again). Runs within the caller's transaction."""
    _drop_triggers(vendor, execute, tables)
    for statement in _SQL[vendor](tables):
        execute(statement)


def take_down(*, vendor: str, execute: Execute, tables: Tables = TABLES) -> None:
    """Remove every trigger of these tables: to undo a migration, and for tests that empty their tables.

    Their function on PostgreSQL goes with the last trigger, whichever table that stands on.
    """
    _drop_triggers(vendor, execute, tables)
    if vendor == "postgresql":
        execute(
            f"DO $$ BEGIN DROP FUNCTION IF EXISTS {FUNCTION}(); "
            "EXCEPTION WHEN dependent_objects_still_exist THEN NULL; END $$"
        )


def _drop_triggers(vendor: str, execute: Execute, tables: Tables) -> None:
    """The function stays: triggers of other tables may call it too."""
    for name in names(vendor, tables):
        table = name.rsplit("_", 2)[0]
        execute(
            f"DROP TRIGGER IF EXISTS {name} ON {table}" if vendor == "postgresql" else f"DROP TRIGGER IF EXISTS {name}"
        )


def _sqlite(tables: Tables) -> list[str]:
    statements = []
    for table, keys in tables.items():
        refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        existing = " OR ".join(f"{key} = NEW.{key}" for key in keys)
        known = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {existing})"  # noqa: S608  (names of our own)
        statements += [
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} {known} {refuse}",
        ]
    return statements


def _postgresql(tables: Tables) -> list[str]:
    function = (
        f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$"
    )
    triggers = [
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {FUNCTION}()"
        for table in tables
    ]
    return [function, *triggers]


_SQL: dict[str, Callable[[Tables], list[str]]] = {"sqlite": _sqlite, "postgresql": _postgresql}
