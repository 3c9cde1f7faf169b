"""What follows an edit: drafts again, offers settled, findings anew; in the background where there is very much."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User

from registers.actions.revising import LARGE, look_at_everything, revised
from registers.models import Offer, ProcessingActivity, RegisterFinding
from registers.register_choices import RecordKind, RecordStatus
from tests.verbs.register_office import make

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
BEFORE = AT - timedelta(days=1)
Capture = Callable[..., AbstractContextManager[list[Any]]]

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> ProcessingActivity:
    """A signed activity that was offered anew."""
    activity: ProcessingActivity = make(
        ProcessingActivity, BEFORE, number="V-1", name="Bellen", status=RecordStatus.SIGNED
    )
    anna = User.objects.create_user("anna")
    Offer.objects.create(record_kind=RecordKind.ACTIVITY, record=activity.uid, sha256="0" * 64, by=anna, at=AT)
    return activity


def test_an_edited_record_is_a_draft_again_with_history(made: ProcessingActivity) -> None:
    titles = revised(pages=[(RecordKind.ACTIVITY, made.uid)], actor=None, at=AT)

    made.refresh_from_db()
    assert (made.status, made.history.first().status) == ("draft", "draft")
    assert titles == ["V-1 Bellen"]
    assert not Offer.objects.filter(closed=False).exists()


def test_what_stands_beside_is_looked_at_and_stays_signed(made: ProcessingActivity) -> None:
    other = ProcessingActivity.objects.create(number="V-2", name="Mailen")

    revised(pages=[(RecordKind.ACTIVITY, other.uid)], beside=[(RecordKind.ACTIVITY, made.uid)], actor=None, at=AT)

    made.refresh_from_db()
    assert made.status == RecordStatus.SIGNED
    assert RegisterFinding.objects.filter(owner_record=made.uid).exists()


def test_a_small_register_is_looked_at_at_once(made: ProcessingActivity) -> None:
    look_at_everything(at=AT)

    assert RegisterFinding.objects.filter(owner_record=made.uid).exists()


def test_a_large_register_is_looked_at_in_the_background(django_capture_on_commit_callbacks: Capture) -> None:
    rows = [ProcessingActivity(number=f"V-{number}", name="Bellen") for number in range(LARGE + 1)]
    ProcessingActivity.objects.bulk_create(rows)

    with django_capture_on_commit_callbacks() as callbacks:
        look_at_everything(at=AT)

    assert len(callbacks) == 1
    assert not RegisterFinding.objects.exists()
