"""The numbers of a list in a temporary table of Waarborg's own database, and what the ledger knows of them, as streams.

One join per kind of fact, each in the order of the rows; only rows of which something is known come back. The table is
gone with the connection, whatever happens to the process.
"""

import secrets
from collections.abc import Iterator, Sequence
from typing import Any, Self

from django.db import connection
from django.db.models import Model

from consents.models import ConsentState, Identifier, Person, Relation, ScreeningEntry
from consents.rules.folding import Scope

Known = tuple[int, tuple[Any, ...]]
"""The place of a row in the list, and one thing that is known of its number."""


class Stage:
    """Numbers by their keyed index, each with the place of its row. Use as a context."""

    def __init__(self) -> None:
        self._table = f"screening_{secrets.token_hex(8)}"
        self._copies = connection.vendor == "postgresql"
        self.count = 0

    def __enter__(self) -> Self:
        with connection.cursor() as cursor:
            cursor.execute(
                f"CREATE TEMPORARY TABLE {self._table} "
                "(seq integer NOT NULL, number varchar(64) NOT NULL, former smallint NOT NULL)"
            )
        return self

    def __exit__(self, *_: object) -> None:
        if connection.needs_rollback or not connection.is_usable():
            return  # the table goes with the transaction or the connection
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE {self._table}")

    def add_all(self, seq: int, columns: Sequence[Sequence[str]]) -> None:
        """Put the numbers of consecutive rows in, of which the first is row ``seq``: '' for a row without.

        A column for each key: the indexes of today, then those of before.
        """
        for former, column in enumerate(columns):
            self.count += len(column) - column.count("")
            self._put([(place, index, former) for place, index in enumerate(column, seq) if index])

    def _put(self, rows: Sequence[tuple[int, str, int]]) -> None:
        into = f"{self._table} (seq, number, former)"
        with connection.cursor() as cursor:
            if not self._copies:
                cursor.executemany(f"INSERT INTO {into} VALUES (%s, %s, %s)", rows)  # noqa: S608  # only its name
                return
            lines = "".join([f"{place}\t{index}\t{former}\n" for place, index, former in rows])
            with cursor.copy(f"COPY {into} FROM STDIN") as copy:
                copy.write(lines)

    def ready(self) -> None:
        """Everything is in: let the database count, so that it joins well."""
        if self._copies:
            with connection.cursor() as cursor:
                cursor.execute(f"ANALYZE {self._table}")

    def doubles(self) -> Iterator[int]:
        """The places of rows whose number stands higher in the list."""
        # Digits have no alphabet: PostgreSQL sorts them by their bytes, in half the time.
        plain = 'COLLATE "C"' if self._copies else ""
        found = self._stream(
            f"""SELECT seq FROM (SELECT seq, row_number() OVER (PARTITION BY number {plain} ORDER BY seq) AS turn
                                 FROM {self._table} WHERE former = 0) s
                WHERE turn > 1 ORDER BY seq""",  # noqa: S608  # only names of tables
            [],
        )
        return (row[0] for row in found)

    def people(self, scope: Scope) -> Iterator[Known]:
        """Who has the number, with each state that may say something about the scope; NULLs for who has no state."""
        people, identifiers, states = _table(Person), _table(Identifier), _table(ConsentState)
        return self._known(
            f"""SELECT s.seq, i.person_id, p.is_number, p.party, p.minor_until, t.sender, t.purpose, t.channel,
                       t.standing, t.verified, t.valid_until, t.objection <> ''
                FROM {self._table} s
                JOIN {identifiers} i ON i."index" = s.number
                JOIN {people} p ON p.id = i.person_id
                LEFT JOIN {states} t ON t.person_id = p.id
                     AND t.sender IN ('', %s) AND t.purpose IN ('', %s) AND t.channel IN ('', %s)
                ORDER BY s.seq, i.person_id, t.id""",  # noqa: S608  # only names of tables
            [scope.sender, scope.purpose, scope.channel],
        )

    def relations(self, sender: int) -> Iterator[Known]:
        """Relations with a sender of whoever has the number."""
        return self._known(
            f"""SELECT s.seq, r.person_id, r.kind, r.started_on, r.ended_on, r.collected_in_sale, r.opt_out_offered,
                       r.similar, r.longer_months, r.longer_decision
                FROM {self._table} s
                JOIN {_table(Identifier)} i ON i."index" = s.number
                JOIN {_table(Relation)} r ON r.person_id = i.person_id AND r.sender_id = %s
                ORDER BY s.seq, r.id""",  # noqa: S608  # only names of tables
            [sender],
        )

    def entries(self, lists: Sequence[int]) -> Iterator[Known]:
        """Screening lists that hold the number."""
        if not lists:
            return iter(())
        places = ", ".join(["%s"] * len(lists))
        return self._known(
            f"""SELECT s.seq, e.list_id FROM {self._table} s
                JOIN {_table(ScreeningEntry)} e ON e."index" = s.number AND e.list_id IN ({places})
                ORDER BY s.seq, e.list_id""",  # noqa: S608  # only names of tables
            list(lists),
        )

    def _known(self, query: str, values: list[Any]) -> Iterator[Known]:
        return ((row[0], row[1:]) for row in self._stream(query, values))

    def _stream(self, query: str, values: list[Any]) -> Iterator[tuple[Any, ...]]:
        with connection.chunked_cursor() as cursor:
            cursor.execute(query, values)
            while rows := cursor.fetchmany(5_000):
                yield from rows


def _table(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)
