"""Activities in the admin: saved however incomplete, rows in a table, nothing lost by a change of role, few queries."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from registers.book.days import later
from registers.models import Line, ProcessingActivity, Purpose
from registers.register_choices import RecordStatus
from tests.doors.register_world import activity, address, messages_of, officer, sent

pytestmark = pytest.mark.django_db
LIST = "admin:registers_processingactivity_changelist"


@pytest.fixture
def piet() -> Client:
    """The privacy officer."""
    return officer()


def queries_of(client: Client, page: str) -> int:
    client.get(page)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page).status_code == 200
    return len(queries)


def test_an_activity_with_two_fields_is_saved(piet: Client) -> None:
    add = reverse("admin:registers_processingactivity_add")

    answer = piet.post(add, sent(piet.get(add)) | {"number": "V-9", "name": "Bellen"})

    made = ProcessingActivity.objects.get()
    assert answer.status_code == 302
    assert (made.number, made.status, made.recipients) == ("V-9", "draft", "unknown")


def test_purposes_and_lines_are_added_on_the_page_after_those_that_are_there(piet: Client) -> None:
    made = activity(lines=2)
    given = sent(piet.get(address(made)))
    given |= {"purposes-0-text": "Wachttijd meten", "lines-0-subjects": "bellers", "lines-0-category": "recording"}

    answer = piet.post(address(made), given)

    assert answer.status_code == 302
    assert made.purposes.count() == 2
    assert [line.subjects for line in made.lines.order_by("position")][-1] == "bellers"


def test_a_blank_row_that_nobody_touched_is_not_saved(piet: Client) -> None:
    made = activity(lines=1)

    piet.post(address(made), sent(piet.get(address(made))) | {"description": "Nieuw"})

    assert (made.purposes.count(), made.lines.count(), made.recipient_rows.count()) == (1, 1, 0)


def test_a_row_leads_to_its_own_page_and_back_to_its_part(piet: Client) -> None:
    made = activity(lines=1)
    line = made.lines.get()

    shown = piet.get(address(made)).content.decode()
    answer = piet.post(address(line), sent(piet.get(address(line))) | {"data": "nummer"})

    assert address(line) in shown
    assert answer.headers["location"] == f"{address(made)}#data"


def test_a_purpose_of_another_activity_is_no_choice_for_a_line(piet: Client) -> None:
    mine, other = activity("V-1", lines=1), activity("V-2")
    line, strange = mine.lines.get(), other.purposes.get()

    answer = piet.post(address(line), sent(piet.get(address(line))) | {"purpose": str(strange.pk)})

    assert answer.status_code == 200
    assert "purpose" in answer.context["adminform"].form.errors


def test_a_change_of_role_keeps_every_limb(piet: Client) -> None:
    made = activity(lines=3, description="Blijft staan")

    piet.post(address(made), sent(piet.get(address(made))) | {"role": "processor"})
    shown = piet.get(address(made)).content.decode()

    assert (Purpose.objects.count(), Line.objects.count()) == (1, 3)
    assert "Not asked of a processor" in shown


def test_an_edit_of_a_signed_activity_makes_it_a_draft_and_says_so(piet: Client) -> None:
    made = activity(status=RecordStatus.SIGNED)

    answer = piet.post(address(made), sent(piet.get(address(made))) | {"description": "Anders"}, follow=True)

    made.refresh_from_db()
    assert made.status == RecordStatus.DRAFT
    assert any("draft again" in told for told in messages_of(answer))


def test_an_edit_of_a_line_makes_its_signed_activity_a_draft(piet: Client) -> None:
    made = activity(lines=1, status=RecordStatus.SIGNED)
    line = made.lines.get()

    piet.post(address(line), sent(piet.get(address(line))) | {"data": "Anders"})

    made.refresh_from_db()
    assert made.status == RecordStatus.DRAFT


def test_saving_without_a_change_leaves_a_signed_activity_signed(piet: Client) -> None:
    made = activity(lines=1, status=RecordStatus.SIGNED)

    piet.post(address(made), sent(piet.get(address(made))))

    made.refresh_from_db()
    assert made.status == RecordStatus.SIGNED


def test_three_valued_answers_are_filtered_with_counts(piet: Client) -> None:
    activity("V-1", recipients="no")
    activity("V-2")

    shown = piet.get(reverse(LIST), {"recipients__exact": "unknown"})

    assert [one.number for one in shown.context["cl"].result_list] == ["V-2"]
    assert "not answered (1)" in shown.content.decode()


@pytest.mark.parametrize(("word", "number"), [("late", "V-1"), ("soon", "V-2"), ("fine", "V-3"), ("never", "V-4")])
def test_activities_are_filtered_by_when_to_look_again(piet: Client, word: str, number: str) -> None:
    today = timezone.localdate()
    for made, days in (("V-1", -400), ("V-2", -340), ("V-3", -100)):
        activity(made, reviewed_on=later(today, days=days))
    activity("V-4")

    shown = piet.get(reverse(LIST), {"review": word})

    assert [one.number for one in shown.context["cl"].result_list] == [number]


def test_the_list_takes_as_many_queries_for_a_thousand_activities_as_for_ten(piet: Client) -> None:
    for number in range(10):
        activity(f"V-{number}")
    few = queries_of(piet, reverse(LIST))

    rows = [ProcessingActivity(number=f"M-{number}", name="Meer") for number in range(990)]
    ProcessingActivity.objects.bulk_create(rows)

    assert queries_of(piet, reverse(LIST)) == few
    assert few <= 25


def test_the_page_takes_as_many_queries_for_twenty_lines_as_for_one(piet: Client) -> None:
    one = queries_of(piet, address(activity("V-1", lines=1)))
    twenty = queries_of(piet, address(activity("V-2", lines=20)))

    assert twenty == one
    assert one <= 25
