"""From the address of a source to an engine that can do no harm: drivers, hosts and parameters listed, time limited.

An address comes from an environment variable and may hold a password, so no message holds any part of it. Engines keep
few idle connections to servers, none to files, and never wait longer than their limits. After a fork use new engines.
"""

import hashlib
import importlib.util
import ipaddress
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import sqlalchemy as sa
from django.utils.translation import gettext as _
from sqlalchemy.engine import URL, Engine, make_url
from sqlalchemy.pool import NullPool

from subjects.errors import SourceAddressInvalid

__all__ = ["Engine", "SourceLimits", "on_sqlite_connect", "open_source", "reading"]

on_sqlite_connect: list[Callable[[sqlite3.Connection], None]] = []
"""Called with each new SQLite connection, to register functions that the SQL of the engine rooms uses."""


@dataclass(frozen=True, kw_only=True)
class SourceLimits:
    """Where sources may be, as ``host`` or ``host:port``, and how long anything may take, in seconds."""

    hosts: tuple[str, ...]
    statement_seconds: int = 300
    lock_seconds: int = 5
    idle_seconds: int = 15
    connect_seconds: int = 5


@dataclass(frozen=True, kw_only=True)
class _Driver:
    """One kind of database: SQLAlchemy's name, the module it needs, and the URL parameters that are let through."""

    name: str
    module: str
    parameters: frozenset[str] = frozenset()


_POSTGRESQL = _Driver(
    name="postgresql+psycopg",
    module="psycopg",
    parameters=frozenset({"sslmode", "sslrootcert", "sslcert", "sslkey", "channel_binding", "application_name"}),
)
_MYSQL_PARAMETERS = frozenset({"ssl_ca", "ssl_cert", "ssl_key", "ssl_check_hostname"})
_DRIVERS: dict[str, _Driver] = {
    "sqlite": _Driver(name="sqlite", module="sqlite3", parameters=frozenset({"mode"})),
    "postgresql": _POSTGRESQL,
    "postgres": _POSTGRESQL,
    "mysql": _Driver(name="mysql+pymysql", module="pymysql", parameters=_MYSQL_PARAMETERS),
    "mariadb": _Driver(name="mariadb+pymysql", module="pymysql", parameters=_MYSQL_PARAMETERS),
    "mssql": _Driver(name="mssql+pymssql", module="pymssql", parameters=frozenset({"tds_version", "encryption"})),
    "oracle": _Driver(name="oracle+oracledb", module="oracledb", parameters=frozenset({"service_name"})),
}
# A server connection is kept a while: opening one, and reading the catalog over a new one, costs more than the work.
_POOL: dict[str, Any] = {"pool_size": 2, "max_overflow": 8, "pool_pre_ping": True, "pool_recycle": 300}
_STRICT = "STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION"


def open_source(*, source: str, url: str, limits: SourceLimits, url_env: str = "") -> Engine:
    """An engine for ``source``; connects on first use. ``url_env`` is the variable that messages name.

    Raises SourceAddressInvalid: no URL, a scheme or host that is not on the list, no driver, no such file.
    """
    where = url_env or _("the address")
    if not url.strip():
        unset = _("environment variable %(variable)s is empty or not set") % {"variable": url_env}
        _refuse(source, unset if url_env else _("it has no address"))
    given = _parsed(source, url, where)
    driver = _driver(source, given, where)
    if driver.module == "sqlite3":
        return _sqlite(source, given, where, limits)
    _check_host(source, given, where, limits)
    address = given.set(drivername=driver.name, query=_listed(given, driver))
    engine = sa.create_engine(address, hide_parameters=True, **_POOL, **_options(driver, limits))
    return _naming_errors(engine, source)


def _naming_errors(engine: Engine, source: str) -> Engine:
    """Let an error of the driver say from which source it comes: several are open at a time (see ``faults``)."""

    def name(context: sa.engine.ExceptionContext) -> None:
        context.original_exception.__dict__["waarborg_source"] = source

    sa.event.listen(engine, "handle_error", name)
    return engine


def reading(engine: Engine) -> Engine:
    """The same engine for reading only: on SQLite its transactions take no write lock; elsewhere nothing changes."""
    return engine.execution_options(waarborg_reading=True)


def _refuse(source: str, why: str) -> NoReturn:
    raise SourceAddressInvalid(source, why) from None


def _parsed(source: str, url: str, where: str) -> URL:
    try:
        return make_url(url.strip())
    except (sa.exc.ArgumentError, ValueError):
        told = _("%(where)s is not a URL like postgresql://user:password@host:5432/database")
        _refuse(source, told % {"where": where})


def _driver(source: str, given: URL, where: str) -> _Driver:
    backend, _plus, named = given.drivername.partition("+")
    driver = _DRIVERS.get(backend)
    if driver is None or named not in {"", driver.name.partition("+")[2], "pysqlite" if backend == "sqlite" else ""}:
        known = ", ".join(sorted({driver.name for driver in _DRIVERS.values()}))
        told = _("%(where)s names another kind of database or driver than %(known)s")
        _refuse(source, told % {"where": where, "known": known})
    if importlib.util.find_spec(driver.module) is None:
        told = _("driver %(driver)s is not installed; `pip install -r requirements-extras.txt` adds it")
        _refuse(source, told % {"driver": driver.module})
    return driver


def _check_host(source: str, given: URL, where: str, limits: SourceLimits) -> None:
    host = (given.host or "").casefold().strip("[]")
    if not host or host.startswith(("/", "@")):
        _refuse(source, _("%(where)s names no host; sockets are not used") % {"where": where})
    listed = {entry.casefold().strip() for entry in limits.hosts}
    if host not in listed and f"{host}:{given.port}" not in listed:
        told = _("the host in %(where)s is not on the list WAARBORG_SOURCE_HOSTS")
        _refuse(source, told % {"where": where})
    try:
        number = ipaddress.ip_address(host)
    except ValueError:
        return
    if number.is_link_local or number.is_multicast or number.is_unspecified:
        told = _("the host in %(where)s is a link-local, multicast or unspecified address")
        _refuse(source, told % {"where": where})


def _listed(given: URL, driver: _Driver) -> dict[str, str]:
    """The parameters that are on the list; the others could open files, sockets or other hosts, and are dropped."""
    kept = {name: value for name, value in given.query.items() if name in driver.parameters and isinstance(value, str)}
    return {**kept, "charset": "utf8mb4"} if driver.module == "pymysql" else kept


def _options(driver: _Driver, limits: SourceLimits) -> dict[str, Any]:
    if driver.module == "psycopg":
        return {"isolation_level": "REPEATABLE READ", "connect_args": _postgresql(limits)}
    if driver.module == "pymysql":
        return {"isolation_level": "REPEATABLE READ", "connect_args": _mysql(limits)}
    if driver.module == "pymssql":
        return {
            "isolation_level": "REPEATABLE READ",
            "connect_args": {"login_timeout": limits.connect_seconds, "timeout": limits.statement_seconds},
        }
    return {"connect_args": {"tcp_connect_timeout": limits.connect_seconds}}


def _postgresql(limits: SourceLimits) -> dict[str, Any]:
    settings = {
        "statement_timeout": limits.statement_seconds * 1000,
        "lock_timeout": limits.lock_seconds * 1000,
        "idle_in_transaction_session_timeout": limits.idle_seconds * 1000,
        "jit": "off",  # compiling a look-up in the catalog costs four times the look-up
    }
    return {
        "connect_timeout": max(limits.connect_seconds, 2),
        "options": " ".join(f"-c {name}={value}" for name, value in settings.items()),
        "keepalives": 1,
        "keepalives_idle": 10,
        "keepalives_interval": 5,
        "keepalives_count": 3,
    }


def _mysql(limits: SourceLimits) -> dict[str, Any]:
    """Each comment runs on one of the two servers only. SQLAlchemy itself asks for found rows as affected rows."""
    session = (
        f"SET SESSION sql_mode='{_STRICT}', innodb_lock_wait_timeout={limits.lock_seconds}, "
        f"lock_wait_timeout={limits.lock_seconds} "
        f"/*M!100300 , max_statement_time={limits.statement_seconds}, idle_transaction_timeout={limits.idle_seconds} */"
        f"/*!80000 , max_execution_time={limits.statement_seconds * 1000}, wait_timeout={limits.idle_seconds} */"
    )
    return {
        "connect_timeout": limits.connect_seconds,
        "read_timeout": limits.statement_seconds + limits.lock_seconds,
        "write_timeout": limits.statement_seconds + limits.lock_seconds,
        "init_command": session,
        "local_infile": False,
    }


def _sqlite(source: str, given: URL, where: str, limits: SourceLimits) -> Engine:
    named = given.database or ""
    if named in {"", ":memory:"} or named.startswith("file:") or given.host:
        _refuse(source, _("%(where)s must be sqlite:/// and the path of a file") % {"where": where})
    path = Path(named).absolute()
    if not _is_file(path):
        told = _("the SQLite file that %(where)s names does not exist, or can't be reached by this user")
        _refuse(source, told % {"where": where})
    mode = "ro" if given.query.get("mode") == "ro" else "rw"
    address = URL.create("sqlite", database=path.as_uri(), query={"mode": mode, "uri": "true"})
    engine = sa.create_engine(
        address, poolclass=NullPool, hide_parameters=True, connect_args={"timeout": limits.lock_seconds}
    )
    sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", _begin_reading if mode == "ro" else _begin)
    return _naming_errors(engine, source)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # BEGIN comes from _begin: sqlite3 itself starts a transaction too late
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA secure_delete=ON")
    connection.create_function("wb_sha256", 1, _sha256, deterministic=True)
    for prepare in on_sqlite_connect:
        prepare(connection)


def _sha256(text: str | None) -> str | None:
    return None if text is None else hashlib.sha256(str(text).encode()).hexdigest()


def _begin(connection: sa.Connection) -> None:
    if connection.get_execution_options().get("waarborg_reading"):
        _begin_reading(connection)
    else:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_reading(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN")
