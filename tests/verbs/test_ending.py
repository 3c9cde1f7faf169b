"""The end of a request: what a refusal needs, and what it says."""

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import override_settings

from registers.choices import DocumentKind
from subjects.actions import ending
from subjects.choices import Right, Status
from subjects.errors import ArticleInvalid
from tests.journeys.road import Road, documents_of, text_of
from tests.journeys.shops import Shop

SANNE = "sanne@example.nl"


def test_a_refusal_names_its_article_with_the_law(small_household: Shop, road: Road) -> None:
    request = road.open(Right.ERASURE, email=SANNE)

    ending.refuse(request=request, article="art. 12(5)", reason="Herhaald.", actor=road.planner, at=road.at)

    assert request.events.filter(verb="refuse").get().note == "12(5)"
    assert "art. 12 lid 5 AVG" in text_of(documents_of(request)[DocumentKind.LETTER])


def test_a_ground_that_is_no_article_refuses_nothing(small_household: Shop, road: Road) -> None:
    request = road.open(Right.ERASURE, email=SANNE)

    with pytest.raises(ArticleInvalid):
        ending.refuse(request=request, article="x" * 4000, reason="Herhaald.", actor=road.planner, at=road.at)

    request.refresh_from_db()
    assert request.status == Status.IDENTIFIED


def test_the_command_names_the_field_that_is_wrong(small_household: Shop, road: Road) -> None:
    request = road.open(Right.ERASURE, email=SANNE)

    with pytest.raises(CommandError) as caught:
        call_command(
            "request", "refuse", request.reference, "--by", "planner", "--article", "zomaar", "--reason", "nee"
        )

    assert str(caught.value).startswith("Article:")


@pytest.mark.parametrize(("public_body", "remedy"), [(False, "art. 35 UAVG"), (True, "art. 34 UAVG")])
def test_a_letter_names_the_remedy_against_this_kind_of_organisation(
    small_household: Shop, road: Road, public_body: bool, remedy: str
) -> None:
    request = road.open(Right.ERASURE, email=SANNE)
    environment = settings.ENVIRONMENT.model_copy(update={"public_body": public_body})

    with override_settings(ENVIRONMENT=environment):
        ending.refuse(request=request, article="12(5)", reason="Herhaald.", actor=road.planner, at=road.at)

    text = text_of(documents_of(request)[DocumentKind.LETTER])
    assert [one for one in ("art. 34 UAVG", "art. 35 UAVG") if one in text] == [remedy]


@pytest.mark.parametrize(
    ("country", "authority", "court"),
    [
        ("NL", "de Autoriteit Persoonsgegevens (art. 77 AVG)", "U kunt de rechtbank vragen"),
        ("BE", "de Gegevensbeschermingsautoriteit (art. 77 AVG)", "Het recht van uw land zegt hoe"),
    ],
)
def test_a_letter_names_the_authority_and_the_court_of_the_country(
    small_household: Shop, road: Road, country: str, authority: str, court: str
) -> None:
    request = road.open(Right.ERASURE, email=SANNE)
    environment = settings.ENVIRONMENT.model_copy(update={"country": country, "public_body": False})

    with override_settings(ENVIRONMENT=environment):
        ending.refuse(request=request, article="12(5)", reason="Herhaald.", actor=road.planner, at=road.at)

    text = " ".join(text_of(documents_of(request)[DocumentKind.LETTER]).split())
    assert (authority in text, court in text, "rechtbank" in text) == (True, True, country == "NL")
