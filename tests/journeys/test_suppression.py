"""An objection reaches the dialler's own suppression table, from every door, and is never taken out of it silently."""

import datetime as dt
import io
import logging
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.utils import timezone

from consents.actions.forgetting import forget_by
from consents.choices import EventKind
from consents.models import ConsentEvent, ObjectionOutbox
from registers.choices import DocumentKind, EvidenceKind, IdentifierKind
from registers.models import EvidenceEntry
from subjects.actions.intake import Intake, receive
from subjects.actions.mapping import check_source
from subjects.actions.releasing import settle_lifted
from subjects.actions.settling import settle
from subjects.actions.spreading import fill, spread
from subjects.actions.suppressing import retry
from subjects.actions.waking import wake_suppressions
from subjects.choices import Right, StepStatus, SuppressedStatus
from subjects.errors import PlanRefused, RequestError
from subjects.models import Suppression
from subjects.suppression_selectors import numbers_to_settle
from tests.doors.api_world import Caller
from tests.journeys.dialler import Dialler, build_dialler
from tests.journeys.road import Road, documents_of, text_of
from tests.journeys.shops import Build
from tests.verbs.consent_office import SANNE, Office

pytestmark = pytest.mark.django_db
OURS = {"0612345678": "VERZET", "0687654321": "EIGEN"}
NAMESAKE_MAIL = "email=s.dejong@elders.example"


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def dialler(office: Office, build_small: Build) -> Dialler:
    return build_dialler(build_small)


def test_on_every_database_the_number_stands_there_once_and_the_namesake_is_untouched(
    office: Office, build: Build
) -> None:
    dialler = build_dialler(build)
    office.consented("phone=0687654321", NAMESAKE_MAIL)
    office.objected(SANNE)

    (work,) = dialler.work()

    assert (work.status, dialler.numbers()) == (StepStatus.DONE, OURS)
    assert '"planned":1,' in work.receipt and '"written":1' in work.receipt
    assert office.ask("phone=0687654321", NAMESAKE_MAIL).decision.allowed


def _desk(office: Office, **_: Any) -> None:
    office.objected(SANNE)


def _command(office: Office, **_: Any) -> None:
    User.objects.create_user("anna")
    call_command("consents", "object", identifier=[SANNE], by="anna", stdout=io.StringIO())


def _ivr(office: Office, **_: Any) -> None:
    told = {"number": "0612345678", "timestamp": timezone.now().isoformat(), "call_id": "gesprek-1"}
    assert Caller(senders=["energie"]).call_back(told).status_code == 201


def _api(office: Office, **_: Any) -> None:
    identifiers = [{"kind": "phone", "value": "0612345678"}]
    told = {"identifiers": identifiers, "stated_at": "2026-06-01T12:00:00+02:00", "method": "web"}
    answer = Caller(senders=None).event({"kind": "objected", **told}, again="key-0001")
    assert answer.status_code == 201, answer.content


def _upload(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "bezwaren.csv"
    path.write_text("phone;kind;stated_at;source_id\n0612345678;objected;2026-06-01T10:00;lijst-1\n")
    User.objects.create_user("anna")
    call_command("consents", "import", str(path), apply=True, by="anna", stdout=io.StringIO())


def _request(office: Office, **_: Any) -> None:
    given = [(IdentifierKind.PHONE, "0612345678")]
    receive(
        intake=Intake(right=Right.OBJECTION, received_on=timezone.localdate(), identifiers=given), at=timezone.now()
    )


@pytest.mark.parametrize("door", [_desk, _command, _ivr, _api, _upload, _request])
def test_every_door_leads_to_the_table(office: Office, dialler: Dialler, tmp_path: Path, door: Any) -> None:
    door(office, tmp_path=tmp_path)

    dialler.work()

    assert dialler.numbers() == OURS


def test_the_evidence_tells_intent_and_receipt_and_no_number(office: Office, dialler: Dialler) -> None:
    office.objected(SANNE)
    (work,) = dialler.work()

    entries = EvidenceEntry.objects.filter(case=work.case).order_by("pk")

    assert [entry.kind for entry in entries] == [EvidenceKind.STEP_INTENDED, EvidenceKind.STEP_RECEIPT]
    assert not any("12345678" in entry.body for entry in entries)
    assert (work.body, "12345678" in work.receipt) == (None, False)


def test_what_was_passed_on_leaves_the_outbox_once_processors_heard_too(office: Office, dialler: Dialler) -> None:
    office.objected(SANNE)
    assert ObjectionOutbox.objects.filter(spread_at=None).count() > 0

    dialler.work()

    assert not ObjectionOutbox.objects.filter(spread_at=None).exists()
    assert spread(at=timezone.now()) == 0


def test_a_second_objection_to_the_same_number_writes_nothing_more(office: Office, dialler: Dialler) -> None:
    office.objected(SANNE)
    office.objected(SANNE, "email=sanne@example.nl")

    works = dialler.work()

    assert (len(works), dialler.numbers()) == (1, OURS)


def test_a_source_that_is_down_is_tried_again_and_says_so(
    office: Office, dialler: Dialler, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOP_URL", "postgresql://nobody@127.0.0.1:1/nothing")
    office.objected(SANNE)
    (work,) = dialler.work()
    waiting = (work.status, work.error_code, work.failures, work.not_before is not None)

    monkeypatch.setenv("SHOP_URL", dialler.shop.url)
    retry(works=[work], at=timezone.now())

    assert waiting == (StepStatus.PENDING, "source-unreachable", 1, True)
    assert (dialler.work()[0].status, dialler.numbers()) == (StepStatus.DONE, OURS)


def test_a_table_that_no_longer_fits_waits_for_a_person_with_the_reason(office: Office, dialler: Dialler) -> None:
    dialler.shop.run("ALTER TABLE bel_niet ADD COLUMN campagne VARCHAR(10) NOT NULL DEFAULT 'x'")
    office.objected(SANNE)

    (work,) = dialler.work()

    assert (work.status, work.error_code) == (StepStatus.BLOCKED, "map-stale")
    assert "campagne" in work.error_text
    assert EvidenceEntry.objects.filter(case=work.case, kind=EvidenceKind.STEP_BLOCKED).exists()


def test_an_erasure_before_the_table_heard_does_not_let_the_number_through(office: Office, dialler: Dialler) -> None:
    office.objected(SANNE, "email=sanne@example.nl")
    forget_by(values=office.values(SANNE, "email=sanne@example.nl"), at=timezone.now())

    dialler.work()

    assert dialler.numbers() == OURS


def test_a_table_for_other_senders_or_channels_hears_nothing(office: Office, build_small: Build) -> None:
    dialler = build_dialler(build_small, **{"column: nummer\n": "column: nummer\n    senders: [andere]\n"})
    office.objected(SANNE, sender=office.sender)

    assert dialler.work() == []


def test_an_objection_to_everybody_reaches_a_table_for_one_sender(office: Office, build_small: Build) -> None:
    dialler = build_dialler(build_small, **{"column: nummer\n": "column: nummer\n    senders: [andere]\n"})
    office.objected(SANNE)

    dialler.work()

    assert dialler.numbers() == OURS


def test_a_new_table_is_filled_with_what_stands(office: Office, build_small: Build) -> None:
    office.objected(SANNE)
    spread(at=timezone.now())
    dialler = build_dialler(build_small)

    added = fill(at=timezone.now())

    dialler.work()
    assert (added, fill(at=timezone.now()), dialler.numbers()) == (1, 0, OURS)


def lifted(office: Office, *texts: str) -> ConsentEvent:
    """The person takes the objection back, with proof."""
    everything: dict[str, Any] = {"sender": None, "purpose": None, "channel": ""}
    everything |= {"own_initiative": True, "evidence_file": "0" * 64}
    return office.say(EventKind.LIFTED, *texts, at=timezone.now(), **everything)[0]


def test_what_the_person_lifts_stays_in_the_table_until_somebody_decides(office: Office, dialler: Dialler) -> None:
    office.objected(SANNE)
    dialler.work()

    lifted(office, SANNE)
    dialler.work()

    assert (numbers_to_settle().count(), dialler.numbers()) == (1, OURS)


def test_somebody_takes_it_out_by_hand_and_a_new_objection_writes_it_again(office: Office, dialler: Dialler) -> None:
    actor = User.objects.create_user("anna")
    office.objected(SANNE)
    dialler.work()
    lifted(office, SANNE)
    dialler.work()
    dialler.shop.run("DELETE FROM bel_niet WHERE nummer = '0612345678'")
    settle_lifted(number=numbers_to_settle().get(), taken_out=True, note="", actor=actor, at=timezone.now())

    office.objected(SANNE, at=timezone.now())
    dialler.work()

    assert dialler.numbers() == OURS


def test_what_is_left_in_the_table_needs_a_reason_and_counts_as_settled(office: Office, dialler: Dialler) -> None:
    actor = User.objects.create_user("anna")
    office.objected(SANNE)
    dialler.work()
    lifted(office, SANNE)
    dialler.work()
    number = numbers_to_settle().get()

    with pytest.raises(RequestError):
        settle_lifted(number=number, taken_out=False, note=" ", actor=actor, at=timezone.now())
    settle_lifted(number=number, taken_out=False, note="staat er ook om iets anders", actor=actor, at=timezone.now())

    assert (numbers_to_settle().count(), number.status) == (0, SuppressedStatus.KEPT)


def test_the_objection_of_a_housemate_keeps_the_number_there(office: Office, dialler: Dialler) -> None:
    office.objected(SANNE, "email=sanne@example.nl")
    office.objected(SANNE, NAMESAKE_MAIL)
    dialler.work()

    lifted(office, SANNE, "email=sanne@example.nl")
    dialler.work()

    assert numbers_to_settle().count() == 0


def test_a_worker_that_dies_each_time_makes_it_wait_for_a_person(office: Office, dialler: Dialler) -> None:
    office.objected(SANNE)
    spread(at=timezone.now())
    long_ago = timezone.now() - dt.timedelta(days=1)
    Suppression.objects.update(status=StepStatus.RUNNING, attempt=5, leased_until=long_ago)

    wake_suppressions(at=timezone.now())

    assert Suppression.objects.get().error_code == "poison"


def test_nothing_that_goes_wrong_names_the_number(
    office: Office, dialler: Dialler, caplog: pytest.LogCaptureFixture
) -> None:
    dialler.shop.run(
        "DROP TABLE bel_niet",
        "CREATE TABLE bel_niet (nummer VARCHAR(20) CHECK (nummer = 'x'), reden"
        " VARCHAR(20), sinds TIMESTAMP, herkomst VARCHAR(40), PRIMARY KEY (nummer))",
    )
    office.objected(SANNE)

    with caplog.at_level(logging.DEBUG):
        (work,) = dialler.work()

    assert work.status == StepStatus.BLOCKED
    assert "12345678" not in caplog.text + work.error_text + str(work.error_code)


def test_an_erasure_leaves_the_row_in_the_table(office: Office, dialler: Dialler, road: Road) -> None:
    office.objected(SANNE)
    dialler.work()
    check_source(name="shop", at=road.at)
    request = road.locate(road.open(Right.ERASURE, phone="0612345678"))
    road.decide(request, 1, is_subject=True)

    with pytest.raises(PlanRefused, match="everything that was found is kept"):
        road.plan(request)

    assert dialler.numbers() == OURS


def test_the_letter_tells_in_which_system_the_person_is_blocked(office: Office, dialler: Dialler, road: Road) -> None:
    given = [(IdentifierKind.PHONE, "0612345678")]
    intake = Intake(right=Right.OBJECTION, received_on=timezone.localdate(), identifiers=given)
    waiting, done = (receive(intake=intake, at=timezone.now()) for _request in range(2))
    settle(request=waiting, actor=road.planner, at=road.at)
    dialler.work()

    settle(request=done, actor=road.planner, at=road.at)

    first, second = (" ".join(text_of(documents_of(one)[DocumentKind.LETTER]).split()) for one in (waiting, done))
    assert "Belsysteem, Niet bellen: doorgegeven, nog niet bevestigd" in first
    assert "Belsysteem, Niet bellen: sinds" in second
    assert "12345678" not in first + second
