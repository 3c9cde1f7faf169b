"""From a stored map to a connected source: addresses from the environment, limits from the settings, faults by name."""

import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import lru_cache

from django.conf import settings
from django.utils.translation import gettext as _

from registers.datamap import DataMap
from registers.models import EvidenceEntry
from subjects.errors import MapStale, SourceAddressInvalid
from subjects.locating.searching import OpenSource
from subjects.models import SubjectRequest
from subjects.planning.catalog import Catalog
from subjects.planning.checking import check
from subjects.planning.checking_lookups import gaps_in_spellings
from subjects.planning.gaps import Severity
from subjects.selectors import tallies_of
from subjects.sources.addresses import Engine, SourceLimits, open_source, reading
from subjects.sources.faults import faults
from subjects.sources.looking import Connection
from subjects.sources.own_tables import holds_any
from subjects.sources.reflecting import reflect

OUR_TABLES = (EvidenceEntry._meta.db_table, SubjectRequest._meta.db_table)


def engine_for(*, name: str, url_env: str) -> Engine:
    """The engine of a source whose address is in the variable ``url_env``.

    Kept per process, because an engine remembers the statements it has compiled. What it leads to is asked each time:
    an address has many spellings, and a database may become ours later. Raises SourceAddressInvalid, also for a
    database that holds tables of Waarborg: that may never be read or rewritten as a source; or any SourceError.
    """
    engine = _engine(name, url_env, os.environ.get(url_env, ""), _limits())
    with faults(name), reading(engine).connect() as connection:
        ours = holds_any(connection, OUR_TABLES)
    if ours:
        told = _("%(variable)s leads to a database that holds tables of Waarborg itself")
        raise SourceAddressInvalid(name, told % {"variable": url_env})
    return engine


_engines: list[Engine] = []


@lru_cache(maxsize=32)
def _engine(name: str, url_env: str, url: str, limits: SourceLimits) -> Engine:
    engine = open_source(source=name, url=url, limits=limits, url_env=url_env)
    _engines.append(engine)
    return engine


def _leave_to_parent() -> None:
    """In a forked worker: forget the engines without closing the connections, which are the parent's."""
    for engine in _engines:
        engine.dispose(close=False)
    _engines.clear()
    _engine.cache_clear()


os.register_at_fork(after_in_child=_leave_to_parent)


def _limits() -> SourceLimits:
    environment = settings.ENVIRONMENT
    return SourceLimits(hosts=tuple(environment.source_hosts), statement_seconds=environment.source_statement_seconds)


def files_root(datamap: DataMap) -> str:
    """Where the paths in file columns start; '' when the map names no variable or it isn't set."""
    return os.environ.get(datamap.files_env, "") if datamap.files_env else ""


def live_catalog(connection: Connection, datamap: DataMap) -> Catalog:
    """The catalog of the tables of the map, and of the tables that refer to them, as they are now."""
    wanted = [(table.schema_name, table.name) for table in datamap.tables]
    return reflect(connection, wanted=wanted)


def demand_fit(datamap: DataMap, catalog: Catalog) -> None:
    """Fail closed: a map with errors can't be worked with. Raises MapStale with every one.

    That an index finds every value was counted by ``datamap check``; here only its outcome is read.
    """
    gaps = [*check(datamap, catalog), *gaps_in_spellings(datamap, catalog, tallies_of(datamap.name))]
    wrong = [gap.text for gap in gaps if gap.severity == Severity.ERROR]
    if wrong:
        raise MapStale(datamap.name, wrong)


@contextmanager
def opened(datamaps: Iterable[DataMap]) -> Iterator[dict[str, OpenSource]]:
    """All sources connected for reading, each checked against its map. Raises SourceError of any kind."""
    with ExitStack() as stack:
        sources: dict[str, OpenSource] = {}
        for datamap in datamaps:
            engine = reading(engine_for(name=datamap.name, url_env=datamap.url_env))
            stack.enter_context(faults(datamap.name))
            connection = stack.enter_context(engine.connect())
            stack.callback(connection.rollback)
            catalog = live_catalog(connection, datamap)
            demand_fit(datamap, catalog)
            sources[datamap.name] = OpenSource(datamap=datamap, catalog=catalog, connection=connection)
        yield sources
