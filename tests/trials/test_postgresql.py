"""The same on PostgreSQL, for Waarborg and a source: killed at boundaries, and frozen while a transaction is open."""

from collections.abc import Callable, Iterator

import psycopg
import pytest
from sqlalchemy.engine import make_url

from tests.conftest import POSTGRESQL, missing
from tests.trials.scenarios import arrives_in_the_gap, frozen, killed
from tests.trials.stage import Stage
from tests.trials.trial import Trial, staged
from tests.trials.world import Person, arrive_as_customer, arrive_as_order

KILLED = (
    "rewrite.mid",
    "rewrite.before_commit",
    "rewrite.marked",
    "files.between",
    "step.before_receipt",
    "render.stored",
)
INSIDE_TRANSACTIONS = ("rewrite.before_commit:2", "rewrite.marked:2", "render.stored")


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    """An erasure with Waarborg and one source on PostgreSQL, the other source in a file."""
    try:
        psycopg.connect(make_url(POSTGRESQL).set(drivername="postgresql").render_as_string(hide_password=False)).close()
    except psycopg.OperationalError:
        missing("no PostgreSQL at WAARBORG_TEST_POSTGRESQL_URL")
    with staged(Stage(folder=tmp_path_factory.mktemp("postgresql"), postgresql=POSTGRESQL)) as ready:
        yield ready


@pytest.mark.parametrize("point", KILLED)
def test_a_worker_killed_at_a_boundary_leaves_no_trace(trial: Trial, point: str) -> None:
    noticed = list(killed(point)(trial, ""))

    assert noticed == []


@pytest.mark.parametrize("arrive", [arrive_as_customer, arrive_as_order])
def test_what_a_killed_worker_did_gets_its_receipt_when_a_row_arrived_since(
    trial: Trial, arrive: Callable[[str, Person], None]
) -> None:
    noticed = list(arrives_in_the_gap("klanten", arrive)(trial, ""))

    assert noticed == []


@pytest.mark.parametrize("point", INSIDE_TRANSACTIONS)
def test_a_worker_frozen_inside_a_transaction_holds_nobody_up_for_long(trial: Trial, point: str) -> None:
    noticed = list(frozen(point)(trial, ""))

    assert noticed == []
