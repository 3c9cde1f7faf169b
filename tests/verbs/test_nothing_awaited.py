"""What takes time is awaited outside a transaction of Waarborg: there it would hold rows, and be cut off on the way."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
import weasyprint
from django.db import connection

from registers.choices import IdentifierKind
from subjects.actions import ending, lifting, planning, settling
from subjects.actions.intake import Intake, receive
from subjects.choices import Right
from subjects.models import SubjectRequest
from tests.journeys.restricted import marked_shop, restricted
from tests.journeys.road import Road
from tests.journeys.shops import Build, Shop

SANNE = "sanne@example.nl"


@contextmanager
def depths(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[int]]:
    """How deep in transactions, beside that of the test, a source was opened or a document made."""
    least = len(connection.atomic_blocks)
    seen: set[int] = set()

    def note(*_: Any) -> None:
        seen.add(len(connection.atomic_blocks) - least)

    make = weasyprint.HTML.render

    def noted(*args: Any, **options: Any) -> Any:
        note()
        return make(*args, **options)

    monkeypatch.setattr(weasyprint.HTML, "render", noted)
    sa.event.listen(sa.Engine, "engine_connect", note)
    try:
        yield seen
    finally:
        sa.event.remove(sa.Engine, "engine_connect", note)


def test_a_plan_is_rehearsed_after_the_sources_were_read(
    small_household: Shop, road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = road.locate(road.open(Right.ERASURE, email=SANNE))

    with depths(monkeypatch) as seen:
        planning.rehearse(request=request, at=road.at)

    assert seen == {0}


def test_a_refusal_is_written_before_anything_is_locked(
    small_household: Shop, road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = road.open(Right.ERASURE, email=SANNE)

    with depths(monkeypatch) as seen:
        ending.refuse(request=request, article="12(5)", reason="Herhaald.", actor=road.planner, at=road.at)

    assert seen == {0}


def test_an_extension_is_written_before_anything_is_locked(
    small_household: Shop, road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = road.open(Right.ERASURE, email=SANNE)

    with depths(monkeypatch) as seen:
        ending.extend(request=request, reason="Het zijn er veel.", actor=road.planner, at=road.at)

    assert seen == {0}


def test_the_end_of_a_restriction_is_written_before_anything_is_locked(
    build_small: Build, road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    marked_shop(build_small)
    request = restricted(road)

    with depths(monkeypatch) as seen:
        lifting.announce(request=request, reason="De juistheid is vastgesteld.", actor=road.planner, at=road.at)

    assert seen == {0}


def test_an_objection_is_answered_before_anything_is_locked(road: Road, monkeypatch: pytest.MonkeyPatch) -> None:
    request = _objection(road)

    with depths(monkeypatch) as seen:
        settling.settle(request=request, actor=road.planner, at=road.at)

    assert seen == {0}


def _objection(road: Road) -> SubjectRequest:
    what = Intake(right=Right.OBJECTION, received_on=road.at.date(), identifiers=[(IdentifierKind.EMAIL, SANNE)])
    return receive(intake=what, at=road.at, actor=road.planner)
