"""Who is told of a request (art. 19), on its page: where each notice stands, and the way to tell one by hand."""

import pytest
from django.urls import reverse

from subjects.choices import NoticeStatus, Right
from subjects.models import Notice
from tests.doors.admin_world import AdminWorld, page

SECRET = "sanne@example.nl"


@pytest.fixture
def notice(world: AdminWorld) -> Notice:
    """A recipient without an e-mail address."""
    request = world.received(Right.ERASURE)
    return Notice.objects.create(
        request=request,
        number=1,
        name="Drukkerij",
        sort="controller",
        activities=["VA-001"],
        status=NoticeStatus.BY_HAND,
        due=request.due,
        token_sha256="0" * 64,
        details=[["email", SECRET], ["rows", "Facturen", ["7", "9"], 2]],
    )


def by_hand(notice: Notice) -> str:
    return reverse("admin:subjects_notice_settle", args=[notice.pk])


def of_request(notice: Notice) -> str:
    assert notice.request
    return page(notice.request)


def test_the_page_of_a_request_says_who_hears_of_it(world: AdminWorld, notice: Notice) -> None:
    told = world.desk.get(of_request(notice)).content.decode()

    assert "Drukkerij" in told
    assert by_hand(notice) in told
    assert SECRET not in told


def test_the_auditor_sees_it_without_the_way_to_tell(world: AdminWorld, notice: Notice) -> None:
    told = world.auditor.get(of_request(notice)).content.decode()

    assert "Drukkerij" in told
    assert by_hand(notice) not in told


def test_what_was_settled_needs_nobody_any_more(world: AdminWorld, notice: Notice) -> None:
    Notice.objects.filter(pk=notice.pk).update(status=NoticeStatus.ACKNOWLEDGED)

    assert by_hand(notice) not in world.desk.get(of_request(notice)).content.decode()


def test_who_tells_by_hand_reads_which_rows_went(world: AdminWorld, notice: Notice) -> None:
    told = world.desk.get(by_hand(notice)).content.decode()

    assert SECRET in told
    assert "Facturen: 2 records with these numbers" in told
    assert "7, 9" in told
