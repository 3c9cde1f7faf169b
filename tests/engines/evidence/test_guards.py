"""The triggers refuse every change of what was written, for real, on SQLite and on PostgreSQL."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.core import checks
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from registers.actions.evidence import record, seal
from registers.checks import evidence_is_guarded
from registers.choices import EvidenceKind
from registers.evidence import guards
from registers.models import EvidenceEntry, EvidenceLeaf, EvidenceSeal, RegisterVersion
from registers.register_choices import RecordKind
from registers.selectors import evidence_owned_by_us, guarded_tables, missing_guards
from tests.engines.evidence.databases import LogDatabase
from tests.engines.evidence.guards import guards_lifted
from tests.engines.evidence.logs import AT

ENTRY, LEAF, SEAL = guards.LOG
(VERSION,) = guards.VERSIONS


@pytest.fixture
def sealed_log(log_database: LogDatabase, sealing_key_file: Path) -> LogDatabase:
    record(kind=EvidenceKind.PLAN_FROZEN, case=uuid4(), facts={"rows": 1}, at=AT)
    seal(at=AT)
    signed_version()
    return log_database


def signed_version() -> None:
    officers = [User.objects.create_user(name, last_login=AT) for name in ("anna", "bram")]
    kind = RecordKind.ACTIVITY
    people = {"offered_by": officers[0], "signed_by": officers[1]}
    RegisterVersion.objects.create(
        record_kind=kind, record=uuid4(), number=1, title="V-001", body="{}", sha256="0" * 64, at=AT, **people
    )


def run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def everything() -> list[Any]:
    models = (EvidenceEntry, EvidenceLeaf, EvidenceSeal, RegisterVersion)
    return [row for model in models for row in model._default_manager.values()]


@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE {ENTRY} SET body = 'changed'",
        f"UPDATE {LEAF} SET position = 7",
        f"UPDATE {SEAL} SET signature = ''",
        f"DELETE FROM {ENTRY}",
        f"DELETE FROM {LEAF}",
        f"DELETE FROM {SEAL}",
        f"UPDATE {VERSION} SET body = '[]'",
        f"DELETE FROM {VERSION}",
    ],
)
def test_a_change_is_refused(sealed_log: LogDatabase, statement: str) -> None:
    before = everything()

    with pytest.raises(IntegrityError, match="append-only"):
        run(statement)

    assert everything() == before


@pytest.mark.parametrize("table", [ENTRY, LEAF, SEAL, VERSION])
def test_truncation_is_refused(on_postgresql: LogDatabase, table: str) -> None:
    with pytest.raises(IntegrityError, match="append-only"):
        run(f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("table", [ENTRY, LEAF, SEAL, VERSION])
@pytest.mark.parametrize(
    "verb", ["INSERT OR REPLACE INTO {0} SELECT * FROM {0}", "UPDATE OR REPLACE {0} SET rowid = 9"]
)
def test_replacing_a_row_is_refused(on_sqlite: LogDatabase, sealing_key_file: Path, table: str, verb: str) -> None:
    record(kind=EvidenceKind.PLAN_FROZEN, case=uuid4(), facts={}, at=AT)
    seal(at=AT)
    signed_version()

    with pytest.raises(IntegrityError, match="append-only"):
        run(verb.format(table))


def test_an_entry_cannot_move_to_another_leaf(on_sqlite: LogDatabase, sealing_key_file: Path) -> None:
    record(kind=EvidenceKind.PLAN_FROZEN, case=uuid4(), facts={}, at=AT)
    seal(at=AT)

    with pytest.raises(IntegrityError, match="append-only"):
        run(f"INSERT OR REPLACE INTO {LEAF} (position, entry_id, seal_id) SELECT 99, entry_id, seal_id FROM {LEAF}")


@pytest.mark.parametrize("change", [EvidenceEntry.save, EvidenceEntry.delete])
def test_the_application_cannot_change_an_entry_either(
    log_database: LogDatabase, change: Callable[[EvidenceEntry], object]
) -> None:
    entry = record(kind=EvidenceKind.PLAN_FROZEN, case=uuid4(), facts={}, at=AT)

    with pytest.raises(IntegrityError, match="append-only"):
        change(entry)


def test_the_migration_can_be_undone_and_done_again(log_database: LogDatabase) -> None:
    with connection.cursor() as cursor:
        guards.take_down(vendor=connection.vendor, execute=cursor.execute, tables=guarded_tables())
    undone = missing_guards()

    call_command("evidence", "guard", verbosity=0)

    assert undone == guards.names(log_database.vendor, guarded_tables())
    assert missing_guards() == []


@pytest.mark.parametrize("change", [guards.put_up, guards.take_down])
def test_the_guards_of_the_log_change_while_those_of_other_tables_stand(
    log_database: LogDatabase, change: Callable[..., None]
) -> None:
    with connection.cursor() as cursor:
        change(vendor=connection.vendor, execute=cursor.execute, tables=guards.LOG)

    assert guards.names(log_database.vendor, guards.VERSIONS)[0] not in missing_guards()


def test_a_guard_that_is_missing_is_noticed(log_database: LogDatabase) -> None:
    name = guards.names(log_database.vendor)[0]
    run(f"DROP TRIGGER {name}" + (f" ON {ENTRY}" if log_database.vendor == "postgresql" else ""))

    assert missing_guards() == [name]
    assert "registers.W001" in [message.id for message in evidence_is_guarded(databases=["default"])]


def test_a_guard_that_is_switched_off_is_noticed(on_postgresql: LogDatabase) -> None:
    run(f"ALTER TABLE {ENTRY} DISABLE TRIGGER ALL")

    assert missing_guards() == [f"{ENTRY}_append_only"]


def test_guards_can_be_lifted_for_a_flush_and_come_back(log_database: LogDatabase) -> None:
    record(kind=EvidenceKind.PLAN_FROZEN, case=uuid4(), facts={}, at=AT)

    with guards_lifted(connection):
        run(f"DELETE FROM {ENTRY}")

    assert not EvidenceEntry.objects.exists()
    assert missing_guards() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_round", ["first", "second"])
def test_a_transactional_test_finds_the_log_empty(_round: str) -> None:
    assert not EvidenceEntry.objects.exists()

    record(kind=EvidenceKind.PLAN_FROZEN, case=uuid4(), facts={}, at=AT)


@contextmanager
def application_role() -> Iterator[None]:
    """As a role that may read and append, as docs/beheer/bewijslog.md sets it up."""
    role = f"wb_app_{secrets.token_hex(4)}"
    run(f"CREATE ROLE {role} NOLOGIN")
    run(f"GRANT SELECT, INSERT ON {', '.join(guarded_tables())} TO {role}")
    run(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}")
    run(f"SET ROLE {role}")
    try:
        yield
    finally:
        run("RESET ROLE")
        run(f"DROP OWNED BY {role}")
        run(f"DROP ROLE {role}")


def test_a_role_that_only_appends_can_record_and_seal(on_postgresql: LogDatabase, sealing_key_file: Path) -> None:
    with application_role():
        record(kind=EvidenceKind.PLAN_FROZEN, case=uuid4(), facts={}, at=AT)
        sealed = seal(at=AT)
        owned, messages = evidence_owned_by_us(), evidence_is_guarded(databases=["default"])

    assert sealed is not None
    assert not owned
    assert messages == []


def test_a_role_that_owns_the_tables_is_warned_about(on_postgresql: LogDatabase) -> None:
    messages = evidence_is_guarded(databases=["default"])

    assert [(message.id, message.level) for message in messages] == [("registers.W002", checks.WARNING)]


def test_sqlite_knows_no_roles(on_sqlite: LogDatabase) -> None:
    assert evidence_is_guarded(databases=["default"]) == []


def test_without_databases_the_check_stays_away() -> None:
    assert evidence_is_guarded(databases=None) == []
