"""A dialler whose table takes a number twice when somebody writes it twice, and what bare drivers say of it.

The table has no UNIQUE and no column for the name of a row, so that nothing but the engine itself prevents a double
row, or a receipt that takes somebody else's row for ours.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import psycopg
from sqlalchemy.engine import make_url

from tests.trials.stage import Stage

OWN = "0687654321"
"""Stands in the table already; somebody objects to calls to it too."""
ASKED = ["0612345678", OWN, "+3225551234"]
EXPECTED = [("003225551234", "VERZET"), ("0612345678", "VERZET"), (OWN, "EIGEN")]
SCHEMA = {
    "sqlite": "CREATE TABLE bel_niet (id INTEGER PRIMARY KEY, nummer VARCHAR(20) NOT NULL, reden VARCHAR(20))",
    "postgresql": "CREATE TABLE bel_niet (id SERIAL PRIMARY KEY, nummer VARCHAR(20) NOT NULL, reden VARCHAR(20))",
}
AHEAD = 400.0


class DiallerStage(Stage):
    """A stage with one source: a file, or the database ``klanten`` of the server."""

    @property
    def urls(self) -> dict[str, str]:
        """Address of the source."""
        file = f"sqlite:///{self.live}/dialler.sqlite3"
        return {"dialler": self.servers.url("klanten") if self.servers else file}

    def build(self) -> "DiallerStage":
        """Make the table, and have somebody object."""
        self._make()
        dialect = "postgresql" if self.servers else "sqlite"
        ask(self.urls["dialler"], SCHEMA[dialect])
        ask(self.urls["dialler"], f"INSERT INTO bel_niet (nummer, reden) VALUES ('{OWN}', 'EIGEN')")
        self._open_nursery()
        if self.order("object_to_calls", numbers=ASKED).get("code") != 0:
            raise RuntimeError("the objections could not be recorded")
        self._keep()
        return self


@dataclass(frozen=True, kw_only=True)
class Seen:
    """The table, and what Waarborg says of it."""

    rows: list[tuple[Any, ...]]
    works: list[tuple[Any, ...]]
    facts: list[tuple[Any, ...]]
    numbers: list[tuple[Any, ...]]


@dataclass(kw_only=True)
class SuppressionTrial:
    """A stage with the picture of the undisturbed run."""

    stage: DiallerStage
    goal: Seen | None = None
    ahead: float = 0
    cuts: int = 0

    def begin(self) -> None:
        """Everything as it was when somebody had just objected."""
        self.stage.restore()
        self.ahead = 0

    def cut(self, fault: str, mutant: str = "") -> dict[str, Any]:
        """Work until the fault goes off; how the worker ended."""
        self.cuts += 1
        once = self.stage.folder / f"cut-{self.cuts}"
        environment = {"WAARBORG_FAULT": fault, "WAARBORG_FAULT_ONCE": str(once)}
        return self.stage.order("pass_on", environment=environment, ahead=self.ahead, mutant=mutant)

    def finish(self, mutant: str = "") -> None:
        """Work on with the clock set ahead, until nothing is left."""
        for _round in range(4):
            self.ahead += AHEAD
            ended = self.stage.order("pass_on", ahead=self.ahead, mutant=mutant)
            if ended.get("answer") == 0:
                return

    def look(self) -> Seen:
        """A picture of now, by bare drivers."""
        house = self.stage.house
        return Seen(
            rows=ask(self.stage.urls["dialler"], "SELECT nummer, reden FROM bel_niet ORDER BY nummer, reden"),
            works=ask(house, "SELECT status, rows, receipt, body FROM subjects_suppression ORDER BY id"),
            facts=ask(house, "SELECT kind, count(*) FROM registers_evidenceentry GROUP BY kind ORDER BY kind"),
            numbers=ask(
                house, "SELECT status, written, count(*) FROM subjects_suppressednumber GROUP BY 1, 2 ORDER BY 1, 2"
            ),
        )

    def faults(self) -> Iterator[str]:
        """What is not as it must be when all is done."""
        now = self.look()
        if now.rows != EXPECTED:
            yield f"the table holds {now.rows}"
        if self.goal is not None and now != self.goal:
            yield f"not as after the undisturbed run: {now}"

    def half(self) -> Iterator[str]:
        """What may never be, at any moment: a part of the numbers, or a receipt of what is not there."""
        now = self.look()
        if now.rows not in ([(OWN, "EIGEN")], EXPECTED):
            yield f"half: {now.rows}"
        if any(status == "done" for status, *_rest in now.works) and now.rows != EXPECTED:
            yield "a receipt of what is not there"


def prepared(stage: DiallerStage) -> SuppressionTrial:
    """Build the stage, do it once without a fault, and keep how that ended."""
    stage.build()
    trial = SuppressionTrial(stage=stage)
    trial.begin()
    trial.finish()
    trial.goal = trial.look()
    return trial


def ask(url: str, query: str) -> list[tuple[Any, ...]]:
    """One statement, with a driver of its own."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        with closing(sqlite3.connect(str(address.database))) as file:
            found = file.execute(query).fetchall()
            file.commit()
            return found
    plain = address.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain) as server:
        answer = server.execute(query.encode())
        return [tuple(row) for row in answer.fetchall()] if answer.description else []
