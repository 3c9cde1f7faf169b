"""A look at a few rows of a table, in memory only: for guesses about columns, never stored and never logged."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import sqlalchemy as sa

from subjects.planning.catalog import CatalogTable, Family

SAMPLE_ROWS = 200
SAMPLE_CHARACTERS = 400
SMALL = 20_000
"""Up to so many rows a search that reads the whole table takes no time worth an index."""


@dataclass(frozen=True, kw_only=True)
class Sample:
    """Filled, trimmed texts per column of at most SAMPLE_ROWS rows, and whether the table has at most SMALL rows."""

    values: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    small: bool = False

    def of(self, column: str) -> tuple[str, ...]:
        """The values of one column."""
        return self.values.get(column, ())


def sample_of(connection: sa.Connection, table: CatalogTable) -> Sample:
    """Read the start of each text column of the first rows. Call inside ``faults``."""
    names = [column.name for column in table.columns if column.family == Family.TEXT]
    live = sa.table(table.name, *(sa.column(name, sa.String) for name in names), schema=table.schema)
    some = sa.select(sa.literal(1).label("one")).select_from(live).limit(SMALL + 1).subquery()
    rows = connection.execute(sa.select(sa.func.count()).select_from(some)).scalar_one()
    if not names or not rows:
        return Sample(small=rows <= SMALL)
    starts = [sa.func.substr(live.c[name], 1, SAMPLE_CHARACTERS).label(f"c{place}") for place, name in enumerate(names)]
    found = connection.execute(sa.select(*starts).limit(SAMPLE_ROWS)).all()
    texts = {name: tuple(_filled(row[place] for row in found)) for place, name in enumerate(names)}
    return Sample(values=texts, small=rows <= SMALL)


def _filled(values: Iterable[object]) -> list[str]:
    return [text for value in values if value is not None and (text := str(value).strip())]
