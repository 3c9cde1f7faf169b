"""The same on the engines that sources really get: read-only looks, time limits, one writer, errors without values."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from subjects.errors import SourceBusy, SourceFault
from subjects.sources.addresses import SourceLimits, open_source
from tests.engines.rewriting.conftest import household
from tests.engines.rewriting.world import SURROGATE, World, constant, treat

LIMITS = SourceLimits(hosts=("127.0.0.1", "localhost"), lock_seconds=1)


@pytest.fixture
def real(fresh_source: str) -> Iterator[World]:
    """The household, reached through ``open_source``."""
    for world in household(fresh_source):
        world.engine = open_source(source="shop", url=fresh_source, limits=LIMITS)
        yield world


def test_the_whole_change_through_the_door(real: World) -> None:
    before = real.dump("customer", "id = 1")

    outcome = real.rewrite(real.order(treat("customer", [(0,)], email=SURROGATE)))

    assert outcome.operations[0].affected == 1
    assert real.dump("customer", "id = 1") == before
    assert str(real.value("customer", "email", "id = 0")).endswith("@verwijderd.invalid")


def test_a_fault_of_the_database_has_a_code_and_no_value(real: World) -> None:
    real.run("CREATE UNIQUE INDEX one_email ON customer (email)")

    with pytest.raises(SourceFault) as caught:
        real.rewrite(real.order(treat("customer", [(0,)], email=constant("sanne.jr@example.nl"))))

    assert "sanne" not in f"{caught.value!r} {caught.value.__cause__!r}"


def test_a_locked_row_is_busy_and_nothing_changed(real: World) -> None:
    order = real.order(treat("customer", [(0,)], email=SURROGATE))

    with real.engine.connect() as other:
        other.execute(sa.text("UPDATE customer SET visits = visits WHERE id = 0"))
        with pytest.raises(SourceBusy):
            real.rewrite(order)
        other.rollback()

    assert real.value("customer", "email", "id = 0") == "sanne@example.nl"
