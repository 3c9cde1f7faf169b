"""Addresses of sources: what is let through, what is refused, and that no message tells a secret."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from subjects.errors import SourceAddressInvalid
from subjects.sources.addresses import SourceLimits, open_source, reading
from tests.engines.sources.conftest import opened

LIMITS = SourceLimits(hosts=("127.0.0.1", "db.example:5433", "169.254.169.254", "0.0.0.0"))
SECRET = "geheim-wachtwoord"


def refusal(url: str) -> str:
    with pytest.raises(SourceAddressInvalid) as caught:
        open_source(source="proef", url=url, limits=LIMITS, url_env="PROEF_URL")
    return str(caught.value)


def test_an_empty_address_names_its_variable() -> None:
    assert "PROEF_URL is empty or not set" in refusal("  ")


@pytest.mark.parametrize(
    ("url", "why"),
    [
        (f"postgresql://u:{SECRET}@elders.example/x", "not on the list WAARBORG_SOURCE_HOSTS"),
        (f"postgresql://u:{SECRET}@db.example:5432/x", "not on the list WAARBORG_SOURCE_HOSTS"),
        (f"postgresql://u:{SECRET}@/x", "names no host"),
        (f"postgresql://u:{SECRET}@/x?host=/var/run/postgresql", "names no host"),
        (f"postgresql://u:{SECRET}@127.0.0.1,elders.example/x", "not on the list"),
        (f"postgresql://u:{SECRET}@169.254.169.254/x", "link-local"),
        (f"mysql://u:{SECRET}@0.0.0.0/x", "unspecified"),
        (f"postgresql+psycopg2://u:{SECRET}@127.0.0.1/x", "another kind of database or driver"),
        (f"duckdb://u:{SECRET}@127.0.0.1/x", "another kind of database or driver"),
        (f"postgresql://u:{SECRET}@127.0.0.1:x/y", "is not a URL"),
        (f"://{SECRET}", "is not a URL"),
        (f"sqlite:////nergens/{SECRET}.sqlite3", "does not exist"),
        ("sqlite://", "the path of a file"),
        ("sqlite:///:memory:", "the path of a file"),
        (f"sqlite:///file:{SECRET}?mode=rwc&uri=true", "the path of a file"),
    ],
)
def test_what_is_not_on_a_list_is_refused_without_the_address(url: str, why: str) -> None:
    message = refusal(url)

    assert why in message
    assert SECRET not in message


def test_a_port_on_the_list_is_let_through() -> None:
    engine = open_source(source="proef", url="postgresql://u@db.example:5433/x", limits=LIMITS)

    assert engine.url.drivername == "postgresql+psycopg"


def test_unlisted_parameters_are_dropped() -> None:
    url = "postgresql://u@127.0.0.1/x?service=s&passfile=/etc/p&host=/tmp&options=-crole%3Dx&sslmode=require"

    engine = open_source(source="proef", url=url, limits=LIMITS)

    assert dict(engine.url.query) == {"sslmode": "require"}


def test_mariadb_gets_its_character_set_and_no_local_files() -> None:
    url = "mysql://u@127.0.0.1/x?local_infile=1&read_default_file=/etc/p&unix_socket=/tmp/s&charset=latin1"

    engine = open_source(source="proef", url=url, limits=LIMITS)

    assert dict(engine.url.query) == {"charset": "utf8mb4"}


def test_a_missing_driver_is_named() -> None:
    assert "driver pymssql is not installed" in refusal("mssql://u@127.0.0.1/x")


def test_postgresql_waits_no_longer_than_its_limits(fresh_postgresql: str) -> None:
    with opened(fresh_postgresql).connect() as connection:
        names = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout", "transaction_isolation")
        found = [connection.exec_driver_sql(f"SHOW {name}").scalar() for name in names]

    assert found == ["20s", "1s", "15s", "repeatable read"]


def test_mariadb_waits_no_longer_than_its_limits(fresh_mariadb: str) -> None:
    with opened(fresh_mariadb).connect() as connection:
        found = connection.exec_driver_sql(
            "SELECT @@max_statement_time, @@innodb_lock_wait_timeout, @@idle_transaction_timeout, @@tx_isolation"
        ).one()

    assert tuple(found) == (20, 1, 15, "REPEATABLE-READ")


def test_mariadb_refuses_what_does_not_fit_and_counts_found_rows(fresh_mariadb: str) -> None:
    with opened(fresh_mariadb).begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (a varchar(2))")
        connection.exec_driver_sql("INSERT INTO t VALUES ('x')")

        same = connection.exec_driver_sql("UPDATE t SET a = 'x'")

        assert same.rowcount == 1
        with pytest.raises(sa.exc.DataError):
            connection.exec_driver_sql("UPDATE t SET a = 'te lang'")


def test_sqlite_keeps_foreign_keys_and_wipes_what_it_deletes(fresh_sqlite: str) -> None:
    with opened(fresh_sqlite).connect() as connection:
        pragmas = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("foreign_keys", "secure_delete")]

    assert pragmas == [1, 1]


def test_sqlite_rolls_back_a_whole_transaction_tables_included(fresh_sqlite: str) -> None:
    engine = opened(fresh_sqlite)

    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE t (a)")
        connection.exec_driver_sql("INSERT INTO t VALUES (1)")
        connection.rollback()

    with engine.connect() as connection:
        assert sa.inspect(connection).get_table_names() == []


def test_sqlite_readers_do_not_wait_for_a_writer(fresh_sqlite: str) -> None:
    engine = opened(fresh_sqlite)

    with engine.connect() as writer, reading(engine).connect() as reader:
        writer.exec_driver_sql("CREATE TABLE t (a)")

        assert reader.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar() == 0


def test_sqlite_computes_a_hash(fresh_sqlite: str) -> None:
    with opened(fresh_sqlite).connect() as connection:
        found = connection.exec_driver_sql("SELECT wb_sha256('abc'), wb_sha256(NULL)").one()

    assert found == ("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", None)


def test_a_sqlite_file_is_never_made(tmp_path: Path) -> None:
    path = tmp_path / "nieuw.sqlite3"

    refusal(f"sqlite:///{path}")

    assert not path.exists()


def test_a_kept_connection_that_the_server_cut_is_replaced(fresh_postgresql: str) -> None:
    engine = opened(fresh_postgresql)
    with engine.connect() as connection:
        first = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
    with opened(fresh_postgresql).connect() as other:
        other.exec_driver_sql(f"SELECT pg_terminate_backend({first})")

    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar_one() == 1
