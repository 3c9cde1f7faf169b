"""From the page of the officer to the plan: who is named in a hold is not erased, and the namesake is."""

import pytest
from django.urls import reverse

from subjects.choices import Right
from subjects.errors import PlanRefused
from tests.doors.register_world import officer, sent
from tests.journeys.road import Road, difference
from tests.journeys.shops import Shop

pytestmark = pytest.mark.django_db
NEW = "admin:registers_hold_add"
SANNE, NAMESAKE = "sanne@example.nl", "sanne.jr@example.nl"
ABOUT = {"label": "Claim 12", "owner": "Juridisch", "starts_on": "2026-11-01", "ends_on": "2099-01-01"}


def named(**given: str) -> None:
    """A hold that the officer makes by the page."""
    piet = officer()
    piet.post(reverse(NEW), sent(piet.get(reverse(NEW))) | ABOUT | given)


def test_who_is_named_is_not_erased_and_the_namesake_is(small_household: Shop, road: Road) -> None:
    named(held_email=f" {SANNE.upper()} \n\n")
    before = small_household.rows()

    with pytest.raises(PlanRefused, match="everything that was found is kept"):
        road.planned(Right.ERASURE, email=SANNE)
    road.run(road.planned(Right.ERASURE, email=NAMESAKE))

    gone = difference(before, small_household.rows())
    assert {row[0] for row in gone["customer"]} == {1}


def test_who_is_named_by_something_else_than_the_request_is_found_by_is_held_too(
    small_household: Shop, road: Road
) -> None:
    named(held_email=SANNE)
    request = road.locate(road.open(Right.ERASURE, phone="0612345678"))
    before = small_household.rows()
    for candidate in request.candidates.all():
        road.decide(request, candidate.number, is_subject=candidate.key == [[0]])

    with pytest.raises(PlanRefused, match="everything that was found is kept"):
        road.plan(request)

    assert small_household.rows() == before
