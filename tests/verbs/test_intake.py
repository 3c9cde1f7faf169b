"""Receiving and identifying: what is refused at the door, and what is kept of an identity."""

import datetime as dt

import pytest

from registers.choices import IdentifierKind
from registers.errors import IdentifierInvalid
from registers.models import EvidenceEntry
from subjects.actions.intake import Intake, identify, read_identifier, receive
from subjects.choices import IdentificationMethod, Right, Status
from subjects.errors import RequestError
from subjects.models import RequestIdentifier, SubjectRequest
from tests.journeys.road import Road

EMAIL, BORN = (IdentifierKind.EMAIL, "Sanne@Example.nl"), (IdentifierKind.BIRTH_DATE, "19-05-1980")


def received(road: Road, *identifiers: tuple[IdentifierKind, str], days: int = 0) -> SubjectRequest:
    day = road.at.date() + dt.timedelta(days=days)
    return receive(intake=Intake(right=Right.ERASURE, received_on=day, identifiers=identifiers), at=road.at)


def test_a_request_keeps_its_identifiers_in_one_spelling_and_encrypted(road: Road) -> None:
    request = received(road, EMAIL)

    (kept,) = request.identifiers.all()
    stored = RequestIdentifier.objects.filter(pk=kept.pk).extra(select={"raw": "value"}).values_list("raw").get()[0]
    assert kept.value == "sanne@example.nl"
    assert "sanne" not in str(stored)


def test_the_same_identifier_twice_is_one(road: Road) -> None:
    request = received(road, EMAIL, (IdentifierKind.EMAIL, "SANNE@example.nl"))

    assert request.identifiers.count() == 1


def test_a_request_without_an_identifier_is_refused(road: Road) -> None:
    with pytest.raises(RequestError):
        received(road)


def test_an_identifier_by_which_nobody_can_be_looked_up_is_not_enough(road: Road) -> None:
    with pytest.raises(RequestError, match="e-mail address"):
        received(road, BORN)

    assert received(road, BORN, EMAIL).identifiers.count() == 2


def test_a_day_of_receipt_in_the_future_is_refused(road: Road) -> None:
    with pytest.raises(RequestError):
        received(road, EMAIL, days=1)


def test_a_wrong_identifier_leaves_nothing_behind(road: Road) -> None:
    with pytest.raises(IdentifierInvalid):
        received(road, EMAIL, (IdentifierKind.IBAN, "NL00FOUT0000000000"))

    assert not SubjectRequest.objects.exists()


@pytest.mark.parametrize("text", ["sanne@example.nl", "bsn=123456782", "=", "email"])
def test_an_unknown_kind_of_identifier_is_told_with_the_kinds_and_without_the_value(text: str) -> None:
    with pytest.raises(IdentifierInvalid) as refused:
        read_identifier(text)

    assert "customer_number" in str(refused.value)
    assert "123456782" not in str(refused.value)
    assert "sanne" not in str(refused.value)


def test_of_an_identity_only_the_method_is_kept(road: Road) -> None:
    request = received(road, EMAIL)

    identify(request=request, method=IdentificationMethod.IN_PERSON, actor=road.planner, at=road.at)

    body = EvidenceEntry.objects.get(kind="request.identity").body
    assert (request.status, request.identified_method) == (Status.IDENTIFIED, "in_person")
    assert '"method":"in_person"' in body


def test_an_identity_is_checked_once(road: Road) -> None:
    request = road.open(Right.ERASURE, email="sanne@example.nl")

    with pytest.raises(RequestError):
        identify(request=request, method=IdentificationMethod.LOGIN, actor=road.planner, at=road.at)
