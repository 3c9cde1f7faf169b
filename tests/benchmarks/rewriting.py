"""The rewriting engine against hand-written SQL that makes the same changes and the same checks; PostgreSQL, one run.

Makes a database of its own with ``customer`` (20 columns, six secondary indexes), three orders and four contact notes
per customer, and some customers with 20,000 notes. Hand-written and engine take turns, so that a busy machine slows
both; each person is treated once, as in life, so that every turn meets rows that lie as they were first written.
"""

import gc
import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import make_url

from subjects.rewriting.running import rewrite
from subjects.sources.reflecting import reflect
from tests.benchmarks._rewriting_cases import HandWritten, datamap, ignore, many_order, person_order

TITLE = "Rewriting against hand-written SQL"
SERVER = os.environ.get("WAARBORG_TEST_POSTGRESQL_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres")
NAME = "wb_bench_rewriting"
MANY = 20_000
ROUNDS = 9
_BUSY = 2 * (ROUNDS + 1)  # customers with MANY notes: a pair per round, and a pair to warm up
_WARM, _FIRST = 10, 1000

BUILD = (
    "CREATE TABLE customer (id bigint PRIMARY KEY, number text NOT NULL, first_name text, last_name text NOT NULL,"
    " email text NOT NULL, phone text, mobile text, street text, house_number text, postcode text, city text,"
    " iban text, born date, gender text, language text, newsletter boolean, notes text, score integer,"
    " created timestamptz NOT NULL, changed timestamptz)",
    "INSERT INTO customer SELECT n, 'K' || n, 'Voornaam' || n % 997, 'Achternaam' || n % 9973,"
    " 'p' || n || '@example.nl',"
    " '020' || lpad((n % 10000000)::text, 7, '0'), '06' || lpad((n % 100000000)::text, 8, '0'), 'Dorpsstraat', n % 200,"
    " 1000 + n % 9000 || ' AB', 'Utrecht', 'NL91ABNA' || lpad(n::text, 10, '0'),"
    " date '1950-01-01' + n % 20000, 'x', 'nl',"
    " n % 2 = 0, 'let op', n % 100, now(), now() FROM generate_series(1, {customers}) n",
    "CREATE UNIQUE INDEX ON customer (lower(email))",
    "CREATE INDEX ON customer (number)",
    "CREATE INDEX ON customer (last_name)",
    "CREATE INDEX ON customer (phone)",
    "CREATE INDEX ON customer (postcode)",
    "CREATE INDEX ON customer (created)",
    "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint NOT NULL, address text, remark text,"
    " total numeric(10,2), placed date)",
    "INSERT INTO orders SELECT n, 1 + n % {customers}, 'Dorpsstraat 1', 'bij de buren', n % 1000, date '2024-01-01'"
    " FROM generate_series(1, 3 * {customers}) n",
    "CREATE INDEX ON orders (customer_id)",
    "CREATE TABLE contact_log (id bigint PRIMARY KEY, customer_id bigint NOT NULL, agent text, caller text,"
    " body text NOT NULL, at timestamptz NOT NULL)",
    "INSERT INTO contact_log SELECT n,"
    " CASE WHEN n <= {busy} * {many} THEN 1 + (n - 1) / {many} ELSE {busy} + n % ({customers} - {busy}) + 1 END,"
    " 'medewerker ' || n % 50,"
    " '06' || lpad((n % 100000000)::text, 8, '0'), 'Klant belde over de levering en wil teruggebeld worden',"
    " now() FROM generate_series(1, {busy} * {many} + 4 * {customers}) n",
    "CREATE INDEX ON contact_log (customer_id)",
    "CREATE INDEX ON contact_log (caller)",
    "ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES customer (id)",
    "ALTER TABLE contact_log ADD FOREIGN KEY (customer_id) REFERENCES customer (id)",
)


@contextmanager
def built(customers: int) -> Iterator[sa.Engine]:
    """The database of the bench, dropped afterwards."""
    server = sa.create_engine(SERVER, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
        connection.exec_driver_sql(f"CREATE DATABASE {NAME}")
    engine = sa.create_engine(make_url(SERVER).set(database=NAME), isolation_level="REPEATABLE READ")
    try:
        _build(engine, customers)
        yield engine
    finally:
        engine.dispose()
        with server.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {NAME} WITH (FORCE)")


def _build(engine: sa.Engine, customers: int) -> None:
    with engine.begin() as connection:
        for statement in BUILD:
            connection.exec_driver_sql(statement.format(customers=customers, many=MANY, busy=_BUSY).replace("%", "%%"))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM ANALYZE")
        connection.exec_driver_sql("CHECKPOINT")


def one_person(engine: sa.Engine, people: int) -> tuple[list[float], list[float]]:
    """Milliseconds per person, hand-written and engine, in turns."""
    with engine.connect() as connection:
        catalog = reflect(connection)
    mapped, hand = datamap(), HandWritten(engine)
    taken: dict[bool, list[float]] = {False: [], True: []}
    for number in range(people + _WARM):
        for own in (number % 2 == 0, number % 2 == 1):
            order = person_order(engine, mapped, catalog, _FIRST + 2 * number + own)
            taken[own].append(_timed(partial(_engine, engine, order) if own else partial(hand.person, order)))
    return taken[False][_WARM:], taken[True][_WARM:]


def many_rows(engine: sa.Engine) -> tuple[list[float], list[float]]:
    """Milliseconds for 20,000 notes of one customer: one hand-written statement, and the engine, in turns."""
    with engine.connect() as connection:
        catalog = reflect(connection)
    mapped, hand = datamap(), HandWritten(engine)
    taken: dict[bool, list[float]] = {False: [], True: []}
    for number in range(ROUNDS + 1):
        for own in (number % 2 == 0, number % 2 == 1):
            person = 1 + 2 * number + own
            order = many_order(engine, mapped, catalog, person)
            _settle(engine)
            taken[own].append(_timed(partial(_engine, engine, order) if own else partial(hand.many, person)))
    return taken[False][1:], taken[True][1:]


def _engine(engine: sa.Engine, order: Any) -> None:
    rewrite(engine, order, look_again=lambda _connection: (), may_change=ignore, faultpoint=ignore)


def _settle(engine: sa.Engine) -> None:
    """No dead rows, dirty pages or Python objects of the round before, nor of making the order."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM ANALYZE contact_log")
        connection.exec_driver_sql("CHECKPOINT")
    gc.collect()


def _timed(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return (time.perf_counter() - start) * 1000


def _row(name: str, bar: float, figures: tuple[list[float], list[float]]) -> dict[str, Any]:
    theirs, ours = (statistics.median(part) for part in figures)
    return {
        "what": name,
        "hand-written ms (p50)": round(theirs, 2),
        "engine ms (p50)": round(ours, 2),
        "ratio": round(ours / theirs, 2),
        "bar": bar,
        "holds": ours / theirs <= bar,
    }


def run(scale: float) -> list[dict[str, Any]]:
    """The figures, with ``scale`` 1.0 for the tables of the measurements: 500 k, 1.5 M and 2 M rows."""
    with built(max(int(500_000 * scale), 20_000)) as engine:
        return [
            _row("one person over three tables", 1.5, one_person(engine, 200)),
            _row("20,000 rows of one person", 1.2, many_rows(engine)),
        ]
