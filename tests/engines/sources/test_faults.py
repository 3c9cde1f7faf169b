"""Errors of drivers become errors of ours, and their text goes no further."""

import secrets
import threading
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from subjects.errors import SourceBusy, SourceError, SourceFault, SourceRefused, SourceRightLacking, SourceUnreachable
from subjects.sources.addresses import SourceLimits, open_source
from subjects.sources.faults import faults
from tests.engines.sources.conftest import opened

VALUE = "jansen@example.org"


def test_a_broken_constraint_gives_a_code_and_no_value(fresh_source: str) -> None:
    engine = opened(fresh_source)
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE t (a varchar(80) PRIMARY KEY)"))
        connection.execute(sa.text("INSERT INTO t VALUES (:a)"), {"a": VALUE})

    with pytest.raises(SourceFault) as caught, faults("proef"), engine.begin() as connection:
        connection.execute(sa.text("INSERT INTO t VALUES (:a)"), {"a": VALUE})

    assert caught.value.database_code in {"23505", "1062", "SQLITE_CONSTRAINT_PRIMARYKEY"}
    assert VALUE not in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_missing_table_is_a_fault(fresh_source: str) -> None:
    with pytest.raises(SourceFault), faults("proef"), opened(fresh_source).connect() as connection:
        connection.execute(sa.text("SELECT * FROM er_is_niets"))


@pytest.mark.parametrize("scheme", ["postgresql", "mysql"])
def test_a_port_where_nobody_listens_is_unreachable(scheme: str) -> None:
    engine = open_source(source="proef", url=f"{scheme}://u:p@127.0.0.1:1/x", limits=SourceLimits(hosts=("127.0.0.1",)))

    with pytest.raises(SourceUnreachable), faults("proef"):
        engine.connect()


def test_an_unknown_user_is_refused(fresh_postgresql: str) -> None:
    url = sa.make_url(fresh_postgresql).set(username="wb_niemand").render_as_string(hide_password=False)

    with pytest.raises(SourceRefused), faults("proef"):
        opened(url).connect()


def test_a_wrong_password_is_refused(fresh_mariadb: str) -> None:
    url = sa.make_url(fresh_mariadb).set(username="wb_niemand", password="fout")

    with pytest.raises(SourceRefused), faults("proef"):
        opened(url.render_as_string(hide_password=False)).connect()


def test_a_read_only_file_is_refused(fresh_sqlite: str) -> None:
    with pytest.raises(SourceRefused), faults("proef"), opened(f"{fresh_sqlite}?mode=ro").begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (a)")


def test_a_file_that_is_no_database_is_unreachable(fresh_sqlite: str) -> None:
    Path(str(sa.make_url(fresh_sqlite).database)).write_text("geen database" * 100)

    with pytest.raises(SourceUnreachable), faults("proef"), opened(fresh_sqlite).connect() as connection:
        connection.exec_driver_sql("SELECT * FROM sqlite_master")


def test_a_row_that_somebody_else_holds_is_busy(fresh_source: str) -> None:
    engine = opened(fresh_source)
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE t (a integer PRIMARY KEY, b integer)"))
        connection.execute(sa.text("INSERT INTO t VALUES (1, 1)"))

    with engine.connect() as holder:
        holder.execute(sa.text("UPDATE t SET b = 2"))
        with pytest.raises(SourceBusy), faults("proef"), engine.connect() as other:
            other.execute(sa.text("UPDATE t SET b = 3"))


def test_a_deadlock_is_busy(fresh_postgresql: str) -> None:
    engine = open_source(
        source="proef", url=fresh_postgresql, limits=SourceLimits(hosts=("127.0.0.1",), lock_seconds=10)
    )
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE t (a integer PRIMARY KEY, b integer)"))
        connection.execute(sa.text("INSERT INTO t VALUES (1, 1), (2, 1)"))
    met: list[SourceError] = []

    threads = [threading.Thread(target=_cross, args=(engine, order, met)) for order in ((1, 2), (2, 1))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [type(error) for error in met] == [SourceBusy]


def _cross(engine: sa.Engine, order: tuple[int, int], met: list[SourceError]) -> None:
    try:
        with faults("proef"), engine.begin() as connection:
            for place, number in enumerate(order):
                connection.execute(sa.text("UPDATE t SET b = b + 1 WHERE a = :a"), {"a": number})
                time.sleep(0.5 if place == 0 else 0)
    except SourceError as error:
        met.append(error)


@pytest.mark.parametrize("sleep", ["SELECT pg_sleep(3)", "SELECT sleep(3)"])
def test_a_statement_that_takes_too_long_is_busy(request: pytest.FixtureRequest, sleep: str) -> None:
    url = request.getfixturevalue("fresh_postgresql" if "pg_" in sleep else "fresh_mariadb")
    engine = open_source(source="proef", url=url, limits=SourceLimits(hosts=("127.0.0.1",), statement_seconds=1))

    with pytest.raises(SourceBusy), faults("proef"), engine.connect() as connection:
        connection.execute(sa.text(sleep))


def test_a_connection_that_the_server_cuts_is_unreachable(fresh_postgresql: str) -> None:
    with pytest.raises(SourceUnreachable), faults("proef"), opened(fresh_postgresql).connect() as connection:
        connection.execute(sa.text("SELECT pg_terminate_backend(pg_backend_pid())"))


def test_other_errors_pass_untouched() -> None:
    with pytest.raises(ZeroDivisionError), faults("proef"):
        raise ZeroDivisionError


@pytest.mark.parametrize("kind", ["postgresql", "mariadb"])
def test_a_right_that_lacks_is_told_apart_from_a_wrong_password(kind: str, request: pytest.FixtureRequest) -> None:
    owner = sa.create_engine(request.getfixturevalue(f"fresh_{kind}"), poolclass=sa.pool.NullPool)
    user = f"wb_src_{secrets.token_hex(4)}"
    rights = ["LOGIN PASSWORD 'geheim'" if kind == "postgresql" else "IDENTIFIED BY 'geheim'"]
    with owner.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.exec_driver_sql("CREATE TABLE klant (id INTEGER PRIMARY KEY)")
        connection.exec_driver_sql(f"CREATE {'ROLE' if kind == 'postgresql' else 'USER'} {user} {rights[0]}")
        if kind == "mariadb":
            connection.exec_driver_sql(f"GRANT CREATE TEMPORARY TABLES ON {owner.url.database}.* TO {user}")
        try:
            address = owner.url.set(username=user, password="geheim").render_as_string(hide_password=False)
            with pytest.raises(SourceRightLacking) as caught, faults("proef"), opened(address).connect() as as_user:
                as_user.exec_driver_sql("SELECT id FROM klant")
        finally:
            connection.exec_driver_sql(f"DROP {'ROLE' if kind == 'postgresql' else 'USER'} {user}")

    assert "SELECT, UPDATE and DELETE" in str(caught.value)
    assert user not in str(caught.value)
