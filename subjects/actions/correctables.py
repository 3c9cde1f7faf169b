"""Which fields of the person can be corrected, with what stands there now: read live, kept nowhere.

Who looks sees personal data, so that somebody looked is a fact in the evidence log, without what was seen.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.contrib.auth.models import User

from registers.actions.evidence import record
from registers.choices import EvidenceKind
from registers.datamap import FieldMap, TableMap
from registers.map_selectors import map_of
from subjects.actions.connecting import opened
from subjects.actions.correcting import Wish, demand_correctable, state_corrections
from subjects.actions.locating import gather
from subjects.actions.moving import role_of
from subjects.locating.searching import OpenSource
from subjects.models import SubjectRequest
from subjects.planning.correcting import closed
from subjects.planning.findings import SourceFinding, TableFinding
from subjects.planning.stated import same
from subjects.sources.looking import rows_of

MOST_VALUES = 10


@dataclass(frozen=True, kw_only=True)
class Correctable:
    """A field that can be corrected. ``text`` is what stands there in ``rows`` rows, of which ``shared`` of others too.

    Two fields of the same ``sort``, the category of data, can hold the same thing.
    ``states`` says that the field takes a supplementary statement; then it stands there once, without a text.
    """

    source: str
    table: str
    column: str
    title: str
    label: str
    sort: str
    text: str
    rows: int
    shared: int
    states: bool = False

    @property
    def place(self) -> str:
        """Source, table and column as the command writes them."""
        return f"{self.source}.{self.table}.{self.column}"


def correctables(*, request: SubjectRequest, actor: User | None, at: datetime) -> list[Correctable]:
    """Every field with every value that stands there, shown to ``actor`` now. Raises RequestError, SourceError."""
    found = list(_all(request))
    facts = {"rows": sum(one.rows for one in found), "what": "correction", "role": role_of(actor)}
    record(kind=EvidenceKind.PREVIEW_READ, case=request.case, facts=facts, at=at)
    return found


def also_found(*, request: SubjectRequest, present: str, place: str) -> list[Correctable]:
    """The other fields of the same sort in which this present value stands, in any source. It shows no value."""
    found = list(_all(request, present=present))
    sorts = {one.sort for one in found if one.place == place}
    return [one for one in found if one.place != place and one.sort in sorts]


def state_with_others(
    *, request: SubjectRequest, wish: Wish, actor: User, everywhere: bool, at: datetime
) -> list[Correctable]:
    """State a correction, and with ``everywhere`` the same in every other field that holds the present value.

    The answer is where it stands too and nothing was stated. Raises as ``state_corrections``.
    """
    place = f"{wish.source}.{wish.table}.{wish.column}"
    found = [] if wish.present is None else also_found(request=request, present=wish.present, place=place)
    there = [replace(wish, source=one.source, table=one.table, column=one.column) for one in found if everywhere]
    state_corrections(request=request, wishes=[wish, *there], actor=actor, at=at)
    known = {str(one) for one in request.corrections.all()}
    return [one for one in found if one.place not in known]


def _all(request: SubjectRequest, *, present: str | None = None) -> Iterator[Correctable]:
    demand_correctable(request)
    found, _inputs = gather(request=request)
    with opened([map_of(one.source) for one in found.findings]) as sources:
        for finding in found.findings:
            yield from _in_source(sources[finding.source], finding, present)


def _in_source(source: OpenSource, finding: SourceFinding, present: str | None) -> Iterator[Correctable]:
    for found in finding.tables:
        table, live = source.datamap.table(found.table), source.catalog.table(found.table)
        if table is None or live is None or not found.rows:
            continue
        free = [field for field in table.fields if closed(source.datamap, table, field, live, source.catalog) is None]
        for field in free:
            if field.name != table.statement:
                yield from _values(source, table, field, found, present)
            elif present is None:
                yield _statement(source, table, field, found)


def _statement(source: OpenSource, table: TableMap, field: FieldMap, found: TableFinding) -> Correctable:
    shared = sum(row.shared for row in found.rows)
    return replace(_blank(source, table, field), rows=len(found.rows), shared=shared, states=True)


def _blank(source: OpenSource, table: TableMap, field: FieldMap) -> Correctable:
    return Correctable(
        source=source.datamap.name,
        table=table.qualified,
        column=field.name,
        title=f"{table.title}: {field.title}",
        label=field.title,
        sort=field.category.value,
        text="",
        rows=0,
        shared=0,
    )


def _values(
    source: OpenSource, table: TableMap, field: FieldMap, found: TableFinding, present: str | None
) -> Iterator[Correctable]:
    """One for each value that stands there, the most usual first; with ``present`` only those that are it."""
    live = source.catalog.table(table.qualified)
    column = live.column(field.name) if live else None
    if live is None or column is None:
        return
    connection, catalog = source.connection, source.catalog
    rows = rows_of(connection, catalog=catalog, table=table, columns=(field.name,), keys=found.keys)
    others = {row.key for row in found.rows if row.shared}
    cells = [(key, values[0]) for key, values in rows if not isinstance(values[0], bytes)]
    if present is not None:
        cells = [one for one in cells if same(one[1], present, column=column, field=field, table=live)]
    texts = {key: "" if cell is None else str(cell) for key, cell in cells}
    counts = Counter(texts.values())
    for text, count in counts.most_common(MOST_VALUES):
        also_theirs = sum(texts.get(key) == text for key in others)
        yield replace(_blank(source, table, field), text=text, rows=count, shared=also_theirs)
