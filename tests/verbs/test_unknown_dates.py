"""A day that stands for "unknown" is no date: a duty to retain is not taken to have ended because of it."""

import pytest

from subjects.choices import Right, Status
from subjects.errors import PlanRefused
from tests.journeys.road import Road
from tests.journeys.shops import Build
from tests.verbs.test_deferring import ROWS, TEXT

SANNE = "sanne@example.nl"


@pytest.mark.parametrize("day", ["1970-01-01", "1970-01-01 00:00:00", "1900-01-01", "0001-01-01", "onbekend", ""])
def test_an_unknown_start_of_a_duty_refuses_the_plan(build_small: Build, road: Road, day: str) -> None:
    shop = build_small(*ROWS, text=TEXT)
    shop.run(f"UPDATE invoice SET day = '{day}' WHERE id = 2")
    request = road.locate(road.open(Right.ERASURE, email=SANNE))

    with pytest.raises(PlanRefused) as refused:
        road.plan(request)

    assert "invoice" in str(refused.value)
    assert (request.status, shop.rows()["invoice"][3]) == (Status.LOCATED, (4, 1, "2020-06-01", 40, "herfst"))


def test_the_day_after_is_a_date_like_any_other(build_small: Build, road: Road) -> None:
    shop = build_small(*ROWS, text=TEXT)
    shop.run("UPDATE invoice SET day = '1970-01-02' WHERE id = 2")

    road.carry_out(Right.ERASURE, email=SANNE)

    assert [row[0] for row in shop.rows()["invoice"]] == [3, 4]
