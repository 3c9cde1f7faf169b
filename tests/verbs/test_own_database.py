"""A database in which Waarborg keeps its own tables is no source, by whatever address somebody leads to it."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import make_url

from subjects.actions.connecting import engine_for
from subjects.errors import SourceAddressInvalid, SourceUnreachable
from subjects.models import SubjectRequest

OURS = SubjectRequest._meta.db_table


def build(url: str, *statements: str) -> None:
    """Run statements in the empty database at ``url``."""
    engine = sa.create_engine(url, poolclass=sa.pool.NullPool)
    with engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


@pytest.mark.parametrize("way", ["itself", "symbolic link", "hard link"])
def test_our_own_sqlite_file_is_no_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    ours, address = tmp_path / "waarborg.sqlite3", tmp_path / "other.sqlite3"
    build(f"sqlite:///{ours}", f"CREATE TABLE {OURS} (id INTEGER PRIMARY KEY)")
    if way == "itself":
        address = ours
    else:
        (address.symlink_to if way == "symbolic link" else address.hardlink_to)(ours)
    monkeypatch.setenv("SHOP_URL", f"sqlite:///{address}")

    with pytest.raises(SourceAddressInvalid):
        engine_for(name="shop", url_env="SHOP_URL")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST"])
@pytest.mark.parametrize("schema", ["public", "ledger"])
def test_our_own_postgresql_database_is_no_source(
    fresh_postgresql: str, monkeypatch: pytest.MonkeyPatch, host: str, schema: str
) -> None:
    build(fresh_postgresql, "CREATE SCHEMA ledger", f"CREATE TABLE {schema}.{OURS} (id INTEGER PRIMARY KEY)")
    address = make_url(fresh_postgresql).set(host=host)
    monkeypatch.setenv("SHOP_URL", address.render_as_string(hide_password=False))

    with pytest.raises(SourceAddressInvalid):
        engine_for(name="shop", url_env="SHOP_URL")


def test_a_role_without_rights_on_our_tables_is_refused_too(
    fresh_postgresql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = make_url(fresh_postgresql)
    role = f"{address.database}_reader"
    build(fresh_postgresql, f"CREATE TABLE {OURS} (id INTEGER PRIMARY KEY)", f"CREATE ROLE {role} LOGIN")
    monkeypatch.setenv("SHOP_URL", address.set(username=role).render_as_string(hide_password=False))

    try:
        with pytest.raises(SourceAddressInvalid):
            engine_for(name="shop", url_env="SHOP_URL")
    finally:
        build(fresh_postgresql, f"DROP ROLE {role}")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_mariadb_database_with_our_tables_is_no_source(
    fresh_mariadb: str, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    history = "CREATE TABLE django_migrations (id INTEGER PRIMARY KEY, app VARCHAR(255), name VARCHAR(255))"
    build(fresh_mariadb, history, f"CREATE TABLE {OURS.upper()} (id INTEGER PRIMARY KEY)")
    address = make_url(fresh_mariadb).set(host=host)
    monkeypatch.setenv("SHOP_URL", address.render_as_string(hide_password=False))

    with pytest.raises(SourceAddressInvalid):
        engine_for(name="shop", url_env="SHOP_URL")


def test_the_database_of_another_django_site_is_a_source(fresh_source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    history = "CREATE TABLE django_migrations (id INTEGER PRIMARY KEY, app VARCHAR(255), name VARCHAR(255))"
    build(fresh_source, history, "CREATE TABLE registers_customer (id INTEGER PRIMARY KEY)")
    monkeypatch.setenv("SHOP_URL", fresh_source)

    engine = engine_for(name="shop", url_env="SHOP_URL")

    with engine.connect() as connection:
        assert sa.inspect(connection).has_table("registers_customer")


def test_a_server_that_cannot_be_asked_is_no_source(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOP_URL", "postgresql://nobody@127.0.0.1:1/shop")

    with pytest.raises(SourceUnreachable):
        engine_for(name="shop", url_env="SHOP_URL")
