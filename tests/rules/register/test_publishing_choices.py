"""What may be shown: only what the signed version and the record of today both allow, whatever either of them says."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registers.publishing.choosing import Choice, Obstacle, Signed, standing
from registers.publishing.fields import PublicField
from registers.register_choices import RecordStatus
from tests.rules.register.book_worlds import activity, whole_book

AT = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
NAMES = [one.value for one in PublicField]


def signed(**more: Any) -> Signed:
    book = whole_book(activity(**more))
    return Signed(book=book, activity=book.activities[0], number=1, sha256="0" * 64, at=AT)


def choice(*fields: str, public: bool = True, ended: bool = False) -> Choice:
    return Choice(uid="act-1", number="VA-001", name="Klantcontact", public=public, fields=fields, ended=ended)


def test_what_both_name_is_shown() -> None:
    found = standing(choice("purposes", "rights"), signed(public=True, public_fields=("rights", "purposes")))

    assert found.shown == (PublicField.PURPOSES, PublicField.RIGHTS)
    assert (found.waiting, found.obstacle) == ((), None)


def test_what_was_added_after_signing_waits() -> None:
    found = standing(choice("purposes", "rights"), signed(public=True, public_fields=("purposes",)))

    assert (found.shown, found.waiting) == ((PublicField.PURPOSES,), (PublicField.RIGHTS,))


def test_what_was_taken_back_is_gone_at_once() -> None:
    agreed = signed(public=True, public_fields=("purposes", "rights"))

    assert standing(choice("rights"), agreed).shown == (PublicField.RIGHTS,)
    assert standing(choice("purposes", "rights", public=False), agreed).shown == ()


@pytest.mark.parametrize(
    ("said", "version", "why"),
    [
        (choice("rights"), None, Obstacle.UNSIGNED),
        (choice("rights"), signed(), Obstacle.WAITING),
        (choice("rights"), signed(public=True, public_fields=("purposes",)), Obstacle.WAITING),
        (choice(), signed(public=True, public_fields=("rights",)), Obstacle.NOTHING),
        (choice("remarks"), signed(public=True, public_fields=("remarks",)), Obstacle.NOTHING),
        (choice("rights", ended=True), signed(public=True, public_fields=("rights",)), Obstacle.ENDED),
        (
            choice("rights"),
            signed(public=True, public_fields=("rights",), status=RecordStatus.ENDED),
            Obstacle.ENDED,
        ),
        (choice("rights"), signed(public=True, public_fields=("rights",), organisation=None), Obstacle.HOMELESS),
        (choice("rights"), signed(public=True, public_fields=("rights",), organisation="p-proc"), Obstacle.HOMELESS),
    ],
)
def test_nothing_is_shown_when_anything_is_missing(said: Choice, version: Signed | None, why: Obstacle) -> None:
    found = standing(said, version)

    assert (found.shown, found.obstacle) == ((), why)


@given(
    today=st.lists(st.sampled_from([*NAMES, "remarks", "owner", ""])),
    then=st.lists(st.sampled_from([*NAMES, "remarks", "owner", ""])),
    public=st.booleans(),
    agreed=st.booleans(),
)
def test_never_more_than_both_allow(today: list[str], then: list[str], public: bool, agreed: bool) -> None:
    found = standing(choice(*today, public=public), signed(public=agreed, public_fields=tuple(then)))

    assert set(found.shown) <= set(today) & set(then)
    assert not found.shown or (public and agreed)
