"""Another index key and another key of the ring: whoever is protected under the old one stays so, before and after."""

import io
import json
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.core.management import call_command
from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils import timezone

from registers.choices import IdentifierKind
from registers.keyring import KeyRing, keyed_index
from registers.models import HeldPerson, Hold
from subjects.actions import lifting
from subjects.actions.replaying import replay
from subjects.actions.spreading import fill, spread
from subjects.actions.turning import turn_keys
from subjects.choices import Right, StepStatus, SuppressedStatus
from subjects.errors import PlanRefused
from subjects.hold_selectors import holds_for
from subjects.models import Candidate, RequestIdentifier, RestrictedRow, SuppressedNumber, WatchedIdentifier
from tests.journeys.dialler import build_dialler
from tests.journeys.restricted import SANNE, marked_shop, restricted
from tests.journeys.road import Road, difference
from tests.journeys.shops import Build, Shop
from tests.verbs.consent_office import Office
from tests.verbs.test_rotating import NEW, turn

pytestmark = pytest.mark.django_db
DURING, AFTER = "during", "after"


def change(settings: Any, when: str, road: Road) -> None:
    """Another index key: looked up under both, or written again after which the old one is gone."""
    turn(settings)
    if when == AFTER:
        turn_keys(at=road.at)
        turn(settings, old=False)


@pytest.mark.parametrize("when", [DURING, AFTER])
def test_restricted_rows_are_still_not_erased(build_small: Build, road: Road, settings: Any, when: str) -> None:
    marked_shop(build_small)
    restricted(road)

    change(settings, when, road)

    with pytest.raises(PlanRefused, match="restricted under"):
        road.planned(Right.ERASURE, email=SANNE)


@pytest.mark.parametrize("when", [DURING, AFTER])
def test_a_mark_that_another_restriction_needs_stays(build_small: Build, road: Road, settings: Any, when: str) -> None:
    shop = marked_shop(build_small)
    first = restricted(road)
    change(settings, when, road)
    restricted(road)
    before = shop.rows()

    lifting.announce(request=first, reason="klaar", actor=road.planner, at=road.at)
    lifting.note_told(request=first, actor=road.planner, at=road.at)
    lifting.lift(request=first, actor=road.approver, at=road.at)
    road.work()

    assert difference(before, shop.rows()) == {}


@pytest.mark.parametrize("when", [DURING, AFTER])
def test_a_restored_backup_is_noticed(small_household: Shop, road: Road, settings: Any, when: str) -> None:
    back = "INSERT INTO orders VALUES (10, 0, 'Dorpsstraat 1')"
    road.carry_out(Right.ERASURE, email=SANNE)
    restored = (
        "UPDATE customer SET name = 'Sanne de Vries', email = 'sanne@example.nl', phone = '06-12345678' WHERE id = 0",
        back,
    )
    small_household.run(*restored)
    if when == AFTER:
        # Who was erased has no value: her key stays, and the answer says so.
        turn(settings)
        assert turn_keys(at=road.at).as_value()["old_index_key_needed"]
    else:
        turn(settings)

    plans = replay(source="shop", since=road.at.date(), at=road.at)

    assert [plan.summary["rows"] for plan in plans] == [2]


def test_a_person_under_a_hold_is_still_held(small_household: Shop, road: Road, settings: Any) -> None:
    hold = Hold.objects.create(
        label="Claim", owner="jurist", starts_on=road.at.date(), ends_on=road.at.date().replace(year=2027)
    )
    index = keyed_index(settings.ENVIRONMENT.index_key, "email", SANNE)
    HeldPerson.objects.create(hold=hold, kind=IdentifierKind.EMAIL, index=index)
    turn(settings)

    request = road.open(Right.ERASURE, email=SANNE)
    during = holds_for(request, [], on=road.at.date())
    turn_keys(at=road.at)
    turn(settings, old=False)

    assert len(during) == len(holds_for(request, [], on=road.at.date())) == 1


def test_nobody_becomes_a_candidate_twice(small_household: Shop, road: Road, settings: Any) -> None:
    request = road.locate(road.open(Right.ACCESS, phone="0612345678"))
    before = Candidate.objects.count()

    turn(settings)
    road.locate(request)
    during = Candidate.objects.count()
    turn_keys(at=road.at)
    turn(settings, old=False)
    road.locate(request)

    assert before == during == Candidate.objects.count() > 0


def test_an_objection_is_not_written_twice_and_its_lifting_is_understood(
    build_small: Build, road: Road, settings: Any
) -> None:
    office = Office()
    dialler = build_dialler(build_small)
    office.objected("phone=0612345678")
    dialler.work()
    turn(settings)
    during = fill(at=timezone.now())

    turn_keys(at=road.at)
    turn(settings, old=False)
    call_command("consents", "rotate", stdout=io.StringIO())
    office.objected("phone=0612345678", at=timezone.now())
    spread(at=timezone.now())

    assert (during, fill(at=timezone.now()), SuppressedNumber.objects.count()) == (0, 0, 1)
    assert SuppressedNumber.objects.get().index == keyed_index(NEW, "phone", "+31612345678")
    assert SuppressedNumber.objects.get().status == SuppressedStatus.STANDING
    assert dialler.work()[0].status == StepStatus.DONE


def test_values_are_readable_with_the_newest_key_alone(small_household: Shop, road: Road, settings: Any) -> None:
    request = road.planned(Right.ERASURE, email=SANNE)
    ring = Fernet.generate_key().decode()
    turn(settings, ring=ring)

    done = turn_keys(at=road.at)

    tokens = RequestIdentifier.objects.annotate(token=Cast("value", TextField())).values_list("token", flat=True)
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update={"key_ring": [ring], "index_keys_old": []})
    assert SANNE in {KeyRing([ring]).decrypt(token) for token in tokens}
    assert done.reindexed > 0
    assert road.run(request).status == "executed"


def test_it_can_be_stopped_and_run_again_and_says_what_stays(small_household: Shop, road: Road, settings: Any) -> None:
    road.carry_out(Right.ERASURE, email=SANNE)
    watched = WatchedIdentifier.objects.count()
    turn(settings)
    turn_keys(at=road.at)
    out = io.StringIO()

    call_command("erasures", "rotate", "--json", stdout=out)
    told = json.loads(out.getvalue())

    assert (told["reindexed"], told["watched"], told["old_index_key_needed"]) == (0, watched, True)
    assert not RestrictedRow.objects.exists()
