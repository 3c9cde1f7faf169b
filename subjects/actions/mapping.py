"""The verbs of a map against the live database: propose one, and list the gaps of the one that is stored."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from registers.datamap import DataMap
from registers.map_selectors import map_of
from subjects.actions.connecting import engine_for, live_catalog
from subjects.locating.counting import tally_spellings
from subjects.locating.searching import OpenSource
from subjects.models import SpellingCount
from subjects.planning.checking import check
from subjects.planning.checking_lookups import SpellingTally, gaps_in_spellings
from subjects.planning.gaps import Gap
from subjects.selectors import tallies_of
from subjects.sources.addresses import reading
from subjects.sources.drafting import draft
from subjects.sources.faults import faults
from subjects.sources.reflecting import reflect


def draft_map(*, name: str, url_env: str) -> DataMap:
    """A map proposed from names, types and samples of the database behind ``url_env``. Writes nothing anywhere."""
    engine = reading(engine_for(name=name, url_env=url_env))
    with faults(name), engine.connect() as connection:
        return draft(connection, reflect(connection), name=name, url_env=url_env)


def check_source(*, name: str, at: datetime) -> tuple[Gap, ...]:
    """Every gap between a stored map and its live database, after counting what a search by index would miss there.

    Counting reads each table with such a column once, whole; the counts are kept, and no request counts again. Raises
    SourceError when the database can't be reached.
    """
    datamap = map_of(name)
    engine = reading(engine_for(name=datamap.name, url_env=datamap.url_env))
    with faults(name), engine.connect() as connection:
        catalog = live_catalog(connection, datamap)
        source = OpenSource(datamap=datamap, catalog=catalog, connection=connection)
        tallies = tally_spellings(source, on=at.astimezone().date())
    _keep(name, tallies, at)
    return (*gaps_in_spellings(datamap, catalog, tallies), *check(datamap, catalog))


def gaps_of(*, name: str) -> tuple[Gap, ...]:
    """The same by what was counted the last time. Reads no table and writes nothing. Raises SourceError."""
    datamap = map_of(name)
    engine = reading(engine_for(name=datamap.name, url_env=datamap.url_env))
    with faults(name), engine.connect() as connection:
        catalog = live_catalog(connection, datamap)
    return (*gaps_in_spellings(datamap, catalog, tallies_of(name)), *check(datamap, catalog))


def _keep(name: str, tallies: Sequence[SpellingTally], at: datetime) -> None:
    """The counts of this check in place of those of the one before."""
    with transaction.atomic():
        SpellingCount.objects.filter(source=name).delete()
        SpellingCount.objects.bulk_create(
            SpellingCount(
                source=name,
                table=one.table,
                column=one.column,
                rule=one.rule,
                counted=one.counted,
                otherwise=one.otherwise,
                counted_at=at,
            )
            for one in tallies
        )
