"""An incident touches what hangs on the supplier, however deep, and nothing beside it; clocks count in hours."""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from registers.book import records as r
from registers.book.book import Book
from registers.choices import DataCategory
from registers.incidents.clocks import due_after
from registers.incidents.drafts import drafts_of, to_authority, to_client, to_joint, to_people
from registers.incidents.incident import Asked, Incident, incident
from registers.incidents.touched import Way, at_supplier, chain_of, with_us
from registers.register_choices import AgreementDirection, AgreementStatus, Presence
from registers.rules import Law
from tests.rules.findings.sound import LAW, LONG_AGO, TODAY, YESTERDAY, sound, spoiled

AT = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.UTC)
AWARE = dt.datetime(2026, 11, 20, 16, 30, tzinfo=dt.UTC)
DEEPER = r.SubProcessor(uid="sub2", agreement="a-help", parent="sub", party="deep", service="opslag")
DEEP = r.Party(uid="deep", name="Diep B.V.")
AUTHORITIES = {"NL": "Autoriteit Persoonsgegevens"}


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def book(*more: r.Record, without: tuple[str, ...] = ()) -> Book:
    return Book([*(one for one in sound() if one.uid not in without), *more])


def found(supplier: str = "help", *, then: Book | None = None, today: Book | None = None, law: Law = LAW) -> Incident:
    chosen = then or book()
    asked = Asked(at=AT, aware_at=AWARE, supplier=supplier)
    return incident(chosen, asked=asked, today=today or chosen, law=law, authorities=AUTHORITIES)


def numbers(touched: Any) -> list[str]:
    return [one.activity.number for one in touched]


def test_a_processor_at_work_touches_its_activities_only() -> None:
    touched = at_supplier(book(), "help", on=TODAY)

    assert numbers(touched) == ["V-1"]
    assert {path.way for path in touched[0].paths} == {Way.ENGAGED, Way.AGREEMENT, Way.SYSTEM}


def test_a_sub_processor_touches_what_the_processor_above_it_does() -> None:
    (touched,) = at_supplier(book(), "cloud", on=TODAY)

    assert touched.activity.number == "V-1"
    assert touched.paths[0].chain == ("Belhulp B.V.",)


def test_any_depth_of_the_tree_is_followed_and_the_chain_is_named() -> None:
    (touched,) = at_supplier(book(DEEP, DEEPER), "deep", on=TODAY)

    assert touched.paths[0].chain == ("Belhulp B.V.", "Wolk Inc.")


def test_a_circle_in_the_tree_ends() -> None:
    round_and_round = r.SubProcessor(uid="sub", agreement="a-help", parent="sub2", party="cloud")
    circle = book(DEEP, DEEPER, round_and_round, without=("sub",))

    assert chain_of(circle, DEEPER)[0] == "Belhulp B.V."


def test_a_sub_processor_that_left_still_may_have_data() -> None:
    gone = r.SubProcessor(uid="sub", agreement="a-help", party="cloud", ended_on=YESTERDAY)

    (touched,) = at_supplier(book(gone, without=("sub",)), "cloud", on=TODAY)

    assert touched.paths[0].past


def test_a_sub_processor_that_had_not_begun_touches_nothing() -> None:
    later = r.SubProcessor(uid="sub", agreement="a-help", party="cloud", started_on=TODAY)

    assert at_supplier(book(later, without=("sub",)), "cloud", on=YESTERDAY) == ()


def test_a_recipient_that_is_no_processor_touches_nothing() -> None:
    assert at_supplier(book(), "post", on=TODAY) == ()


def test_a_joint_controller_touches_what_we_do_together_and_nothing_else() -> None:
    touched = at_supplier(book(), "partner", on=TODAY)

    assert numbers(touched) == ["V-1"]
    assert [path.way for path in touched[0].paths] == [Way.JOINT]
    assert touched[0].categories == (DataCategory.CONTACT, DataCategory.FINANCIAL, DataCategory.RECORDING)


def test_an_incident_at_a_joint_controller_starts_our_own_clock() -> None:
    told = found("partner")

    assert told.report_by == AWARE + dt.timedelta(hours=72)
    assert told.categories
    assert told.agreements == ()


def test_an_incident_in_joint_work_for_a_client_starts_the_clock_of_the_client() -> None:
    shared = r.Joint(uid="with2", activity="desk", party="partner")

    (client,) = found("partner", then=book(shared)).clients

    assert (client.name, client.due) == ("Zon", AWARE + dt.timedelta(hours=24))


@pytest.mark.parametrize("where", ["partner", "help", ""])
def test_joint_controllers_are_named_wherever_the_incident_was(where: str) -> None:
    (joint,) = found(where).joint

    assert (joint.name, joint.activities, joint.content) == ("Samen", ("V-1",), "wij innen")
    assert (joint.phone, joint.due) == ("010-1234567", None)
    assert not joint.changed_since


def test_a_division_of_tasks_that_changed_since_is_noticed() -> None:
    other = r.Joint(uid="with", activity="calls", party="partner", division="zij melden")

    (joint,) = found(today=book(other, without=("with",))).joint

    assert joint.changed_since
    assert joint.content == "wij innen"


def test_a_joint_controller_gets_a_message_that_asks_who_reports() -> None:
    told = found("partner")

    draft = to_joint(told, told.joint[0])

    assert "Samen" in draft.title
    assert draft in drafts_of(told)
    assert [piece.label for piece in draft.pieces if not piece.known] == [
        "Who reports to the authority",
        "Who tells the people",
    ]


def test_flags_take_the_answer_that_weighs_most() -> None:
    spoken = book(r.Line(uid="l", activity="calls", subjects="Klanten", category=DataCategory.HEALTH))

    (touched,) = at_supplier(spoken, "help", on=TODAY)

    assert touched.special == Presence.YES
    assert touched.national_id == Presence.UNKNOWN


def test_numbers_of_people_are_never_invented() -> None:
    incident_now = found()

    assert (incident_now.people, incident_now.people_unknown) == (0, 1)


def test_an_incident_with_us_touches_all_or_what_was_chosen() -> None:
    assert numbers(with_us(book())) == ["V-1", "V-2"]
    assert numbers(with_us(book(), activities=("desk",))) == ["V-2"]
    assert numbers(with_us(book(), system="crm")) == ["V-1"]


def test_a_client_hears_within_the_hours_agreed_on() -> None:
    (client,) = found("").clients

    assert (client.name, client.hours, client.email) == ("Zon", 24, "lek@help.example")
    assert client.due == AWARE + dt.timedelta(hours=24)
    assert client.activities == ("V-2",)


def test_a_client_without_an_agreement_has_no_invented_term() -> None:
    (client,) = found("", then=book(without=("a-client",))).clients

    assert (client.due, client.hours, client.email) == (None, None, "a@client.example")


def test_an_agreement_in_force_goes_before_one_that_is_not() -> None:
    old = r.Agreement(
        uid="old",
        number="a-old",
        title="Oud",
        direction=AgreementDirection.WE_PROCESS,
        counterparty="client",
        status=AgreementStatus.SIGNED,
        in_force_from=LONG_AGO,
        in_force_until=dt.date(2025, 1, 1),
        breach_hours=4,
    )

    (client,) = found("", then=book(old)).clients

    assert client.number == "a-client"


def test_the_supplier_s_own_clock_runs_from_its_moment() -> None:
    (agreement,) = found("cloud").agreements

    assert (agreement.number, agreement.due) == ("a-help", AT + dt.timedelta(hours=24))


def test_a_mailbox_that_changed_since_is_noticed() -> None:
    changed = spoiled(
        lambda rows: [
            one.model_copy(update={"breach_email": "nieuw@help.example"}) if one.uid == "a-help" else one
            for one in rows
        ]
    )

    (agreement,) = found(today=changed).agreements

    assert agreement.changed_since
    assert agreement.email == "lek@help.example"


def test_the_authority_hears_within_the_hours_of_the_law_from_knowing() -> None:
    assert found().report_by == AWARE + dt.timedelta(hours=72)


def test_what_only_the_register_of_today_names_is_told_apart() -> None:
    then = book(without=("work", "a-help-covers", "in-l-contact", "in-l-call", "in-l-bill"))

    answer = found(then=then, today=book())

    assert (answer.touched, numbers(answer.only_today)) == ((), ["V-1"])


def test_without_a_number_of_law_no_term_is_made_up() -> None:
    assert found(law=Law()).report_by is None


def test_who_is_only_a_processor_does_not_report_itself() -> None:
    engaged = r.Engagement(uid="work2", activity="desk", party="post")

    touched = found("post", then=book(engaged))

    assert (touched.report_by, [one.name for one in touched.clients]) == (None, ["Zon"])


@given(
    start=st.datetimes(timezones=st.just(ZoneInfo("Europe/Amsterdam"))).filter(lambda one: 1950 < one.year < 9000),
    hours=st.integers(0, 200),
)
def test_hours_are_hours_also_when_the_clock_changes(start: dt.datetime, hours: int) -> None:
    due = due_after(start, hours)

    assert due is not None
    assert due.astimezone(dt.UTC) - start.astimezone(dt.UTC) == dt.timedelta(hours=hours)


def test_seventy_two_hours_over_the_end_of_summer_time() -> None:
    start = dt.datetime(2026, 10, 23, 12, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))

    due = due_after(start, 72)

    assert due is not None
    assert due.astimezone(ZoneInfo("Europe/Amsterdam")).hour == 11


def test_a_draft_marks_what_nobody_knows() -> None:
    draft = to_authority(found())
    known = {piece.label: piece.known for piece in draft.pieces}

    assert [label for label, is_known in known.items() if not is_known] == [
        "Number of people",
        "Number of records",
        "Likely consequences",
        "Measures",
        "Other member states",
    ]
    assert all("[to fill in" in piece.text for piece in draft.pieces if not piece.known)


@pytest.mark.parametrize("which", ["authority", "client", "people"])
def test_a_draft_never_says_what_happened(which: str) -> None:
    drafts = {
        "authority": to_authority(found()),
        "client": to_client(found(""), found("").clients[0]),
        "people": to_people(found()),
    }

    (told,) = (piece for piece in drafts[which].pieces if piece.label in {"Nature of the breach", "What happened"})

    assert "[to fill in" in told.text
