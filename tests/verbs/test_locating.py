"""The verbs of finding: candidates, decisions, and what they do to a plan that was made before."""

import pytest

from registers.errors import UnknownSource
from registers.models import EvidenceEntry
from subjects.actions.replaying import replay
from subjects.choices import CandidateStatus, Right, Status
from subjects.errors import NothingFound, RequestError, UndecidedCandidates
from tests.journeys.road import Road
from tests.journeys.shops import Shop

SANNE = "sanne@example.nl"


def statuses(request: object) -> dict[int, str]:
    return dict(request.candidates.values_list("number", "status"))  # type: ignore[attr-defined]


def test_who_is_certain_is_decided_by_rule(small_household: Shop, road: Road) -> None:
    request = road.locate(road.open(Right.ERASURE, email=SANNE))

    (candidate,) = request.candidates.all()
    assert (candidate.status, candidate.by_rule, candidate.key) == (CandidateStatus.SUBJECT, True, [[0]])


def test_a_candidate_names_columns_and_no_values(small_household: Shop, road: Road) -> None:
    request = road.locate(road.open(Right.ERASURE, phone="0612345678"))

    grounds = [ground for one in request.candidates.all() for ground in one.grounds]
    assert grounds == [{"kind": "phone", "column": "phone", "agrees": True}] * 2


def test_looking_again_makes_no_second_candidate(small_household: Shop, road: Road) -> None:
    request = road.locate(road.open(Right.ERASURE, phone="0612345678"))
    before = statuses(request)

    road.locate(request)

    assert statuses(request) == before == {1: "open", 2: "open"}


def test_a_plan_waits_for_every_decision(small_household: Shop, road: Road) -> None:
    request = road.locate(road.open(Right.ERASURE, phone="0612345678"))
    road.decide(request, 1, is_subject=True)

    with pytest.raises(UndecidedCandidates) as waiting:
        road.plan(request)

    assert waiting.value.count == 1


def test_a_decision_puts_an_approved_plan_aside(small_household: Shop, road: Road) -> None:
    request = road.planned(Right.ERASURE, email=SANNE)

    road.decide(request, 1, is_subject=False)

    assert request.status == Status.LOCATED
    assert request.plans.get().superseded


def test_nothing_is_left_of_a_person_who_is_somebody_else(small_household: Shop, road: Road) -> None:
    request = road.locate(road.open(Right.ERASURE, email=SANNE))
    road.decide(request, 1, is_subject=False)

    with pytest.raises(NothingFound):
        road.plan(request)


def test_a_candidate_whose_row_is_gone_does_not_wait_for_ever(small_household: Shop, road: Road) -> None:
    request = road.locate(road.open(Right.ERASURE, email=SANNE, phone="0612345678"))
    small_household.run("DELETE FROM orders WHERE customer_id = 1", "DELETE FROM customer WHERE id = 1")

    road.locate(request)

    assert statuses(request) == {1: "subject"}
    assert road.plan(request).number == 1


def test_a_second_row_with_the_same_address_takes_certainty_away(small_household: Shop, road: Road) -> None:
    request = road.locate(road.open(Right.ERASURE, email=SANNE))
    small_household.run(f"INSERT INTO customer VALUES (2, 'Iemand anders', '{SANNE}', NULL)")

    road.locate(request)

    assert statuses(request) == {1: "open", 2: "open"}


def test_a_candidate_that_is_not_there_is_told(small_household: Shop, road: Road) -> None:
    request = road.locate(road.open(Right.ERASURE, email=SANNE))

    with pytest.raises(RequestError, match="99"):
        road.decide(request, 99, is_subject=True)


def test_a_decision_is_evidence_without_data_of_the_person(small_household: Shop, road: Road) -> None:
    request = road.locate(road.open(Right.ERASURE, phone="0612345678"))

    road.decide(request, 2, is_subject=True)

    body = EvidenceEntry.objects.get(kind="request.candidate").body
    assert '"decision":"subject"' in body
    assert "0612345678" not in body


def test_a_decision_puts_aside_the_plan_of_a_blocked_request_too(small_household: Shop, road: Road) -> None:
    request = road.planned(Right.ERASURE, email=SANNE)
    small_household.run("UPDATE customer SET name = 'Sanne' WHERE id = 0")
    road.run(request)

    road.decide(request, 1, is_subject=False)

    with pytest.raises(RequestError):
        road.run(request)
    assert request.status == Status.BLOCKED


def test_a_key_that_somebody_else_got_is_not_the_person_any_more(small_household: Shop, road: Road) -> None:
    request = road.locate(road.open(Right.ERASURE, email=SANNE))
    small_household.run("UPDATE customer SET name = 'Eva', email = 'eva@example.nl', phone = NULL WHERE id = 0")

    with pytest.raises(NothingFound):
        road.plan(request)


def test_a_replay_of_a_source_that_is_not_there_says_so(road: Road) -> None:
    with pytest.raises(UnknownSource):
        replay(source="shpo", since=road.at.date(), at=road.at)
