"""Where errors of drivers become errors of ours, by code; the driver's text holds values and goes no further."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

import sqlalchemy as sa

from subjects.errors import SourceBusy, SourceError, SourceFault, SourceRefused, SourceRightLacking, SourceUnreachable

if TYPE_CHECKING:
    import psycopg

_BUSY = {"40001", "40P01", "55P03", "57014", "25P03", "25P04"}
_RIGHT_LACKING = {"42501"}
_REFUSED = {"25006"}
_UNREACHABLE = {"57P01", "57P02", "57P03", "53300", "3D000"}

_MYSQL_BUSY = {1205, 1213, 1969, 3024, 1317, 1020, 4031}
_MYSQL_RIGHT_LACKING = {1044, 1142, 1143, 1227, 1370}
_MYSQL_REFUSED = {1045, 1290, 1698, 1792, 1836}
_MYSQL_UNREACHABLE = {1040, 1049, 1053, 1129, 1130, 1152, 1184, 1203, 1927, 2002, 2003, 2006, 2013, 2055}

_SQLITE_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_INTERRUPT}
_SQLITE_REFUSED = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}
_SQLITE_UNREACHABLE = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR}

_OTHER_BUSY = {"1205", "1222", "ORA-00054", "ORA-00060", "ORA-01013", "ORA-08177"}
_OTHER_REFUSED = {"18456", "229", "230", "ORA-01017", "ORA-01031", "ORA-28000", "ORA-16000"}
_OTHER_UNREACHABLE = {"4060", "20002", "20009", "ORA-12541", "ORA-12514", "ORA-03113", "ORA-03114", "DPY-6005"}


@contextmanager
def faults(source: str) -> Iterator[None]:
    """Raise SourceUnreachable, SourceBusy, SourceRefused or SourceFault(code) for anything the database reports."""
    try:
        yield
    except sa.exc.DBAPIError as error:
        named = getattr(error.orig, "waarborg_source", source)
        raise _meaning(named, error.orig, lost=error.connection_invalidated) from None
    except _errors() as error:
        raise _meaning(source, error) from None
    except sa.exc.SQLAlchemyError as error:
        raise SourceFault(source, type(error).__name__) from None


def _errors() -> tuple[type[Exception], ...]:
    """The errors of every driver that is at work."""
    return (*_errors_of("psycopg"), *_errors_of("pymysql"), sqlite3.Error)


def _errors_of(driver: str) -> tuple[type[Exception], ...]:
    """The errors of a driver; none while nobody connected by it, for then it was never loaded."""
    loaded = sys.modules.get(driver)
    return (loaded.Error,) if loaded else ()


def _meaning(source: str, error: BaseException | None, *, lost: bool = False) -> SourceError:
    if isinstance(error, _errors_of("psycopg")):
        return _postgresql(source, cast("psycopg.Error", error), lost=lost)
    if isinstance(error, _errors_of("pymysql")):
        return _mysql(source, error)
    if isinstance(error, sqlite3.Error):
        return _sqlite(source, error)
    if lost:
        return SourceUnreachable(source)
    return _elsewhere(source, error)


def _postgresql(source: str, error: "psycopg.Error", *, lost: bool) -> SourceError:
    state = error.sqlstate or ""
    if state in _BUSY:
        return SourceBusy(source)
    if state in _RIGHT_LACKING:
        return SourceRightLacking(source)
    if state in _REFUSED or state.startswith("28") or (not state and _login_refused(error)):
        return SourceRefused(source)
    if state in _UNREACHABLE or state.startswith("08"):
        return SourceUnreachable(source)
    if not state and (lost or isinstance(error, sys.modules["psycopg"].OperationalError)):
        return SourceUnreachable(source)
    return SourceFault(source, state or type(error).__name__)


def _login_refused(error: BaseException) -> bool:
    """A refused login carries no SQLSTATE: libpq gives its text only, which is read here and kept here."""
    text = str(error)
    return "authentication failed" in text or "pg_hba.conf" in text or ("role" in text and "does not exist" in text)


def _mysql(source: str, error: BaseException) -> SourceError:
    code = error.args[0] if error.args else None
    if code in _MYSQL_BUSY:
        return SourceBusy(source)
    if code in _MYSQL_RIGHT_LACKING:
        return SourceRightLacking(source)
    if code in _MYSQL_REFUSED:
        return SourceRefused(source)
    if code in _MYSQL_UNREACHABLE or isinstance(error, sys.modules["pymysql"].err.InterfaceError):
        return SourceUnreachable(source)
    return SourceFault(source, str(code) if isinstance(code, int) else type(error).__name__)


def _sqlite(source: str, error: sqlite3.Error) -> SourceError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _SQLITE_BUSY:
        return SourceBusy(source)
    if code in _SQLITE_REFUSED:
        return SourceRefused(source)
    if code in _SQLITE_UNREACHABLE:
        return SourceUnreachable(source)
    return SourceFault(source, getattr(error, "sqlite_errorname", type(error).__name__))


def _elsewhere(source: str, error: BaseException | None) -> SourceError:
    """SQL Server gives a number first; Oracle an object with ``full_code``."""
    first: Any = error.args[0] if error is not None and error.args else None
    code = str(getattr(first, "full_code", first if isinstance(first, int) else type(error).__name__))
    if code in _OTHER_BUSY:
        return SourceBusy(source)
    if code in _OTHER_REFUSED:
        return SourceRefused(source)
    if code in _OTHER_UNREACHABLE:
        return SourceUnreachable(source)
    return SourceFault(source, code)
