"""Rules about organisations, activities, purposes and the impact assessment: each finds its fault, and no neighbour."""

import pytest

from registers.book import records as r
from registers.book.book import WHOLE, Book
from registers.register_choices import (
    ActivityRole,
    Answer,
    DpiaCriterion,
    DpiaKind,
    LadderAnswer,
    LegalBasis,
    Presence,
    Severity,
)
from registers.rules import find
from tests.rules.findings.sound import (
    LAW,
    LONG_AGO,
    TODAY,
    TOMORROW,
    YESTERDAY,
    Case,
    case,
    change,
    copy,
    drop,
    found,
    records_found,
    sound,
    without,
)

UNREACHABLE = {"address": "", "email": "", "phone": " "}

PARTIES = (
    case("own-organisation-missing", WHOLE, [change("own", own=False)], [change("post", own=True)]),
    case("controller-contact-empty", "own", [change("own", address=" ")], [change("own", email="", phone="010-1")]),
    case(
        "dpo-missing", "own", [change("fg", valid_until=YESTERDAY)], [drop("fg"), change("own", no_dpo_reason="klein")]
    ),
    case("dpo-contact-empty", "fg", [change("fg", email="")], [change("fg", email="", phone="010-1234567")]),
    case(
        "representative-missing",
        "own",
        [change("own", country="US")],
        [change("own", country="US", representative="Kantoor te Breda")],
    ),
    case(
        "party-named-twice",
        "again",
        [copy("help", "again", name="BELHULP N.V.")],
        [copy("help", "again", name="Belhulp Zuid B.V.")],
    ),
    case("joint-contact-empty", "with", [change("partner", **UNREACHABLE)], [change("partner", address="Kade 1")]),
    case("client-contact-empty", "for", [change("client", **UNREACHABLE)], [change("client", email="")]),
    case("processor-contact-empty", "work", [change("help", **UNREACHABLE)], [change("help", address="")]),
)

ACTIVITIES = (
    case("activity-organisation-missing", "calls", [change("calls", organisation=None)]),
    case("activity-owner-missing", "calls", [change("calls", owner=" ")], [change("calls", owner_email="")]),
    case("activity-security-missing", "calls", [change("calls", security=""), drop("takes")], [drop("takes")]),
    case("activity-informing-missing", "calls", [change("calls", informing="")], [change("desk", informing="")]),
    case(
        "automated-unanswered",
        "calls",
        [change("calls", automated=Answer.UNKNOWN)],
        [change("desk", automated=Answer.UNKNOWN)],
    ),
    case(
        "automated-without-logic",
        "calls",
        [change("calls", automated=Answer.YES, automated_logic="punten")],
        [change("calls", automated=Answer.YES, automated_logic="punten", automated_effects="afwijzing")],
    ),
    case("automated-denied", "calls", [change("calls", automated_effects="afwijzing")]),
    case("activity-questions-open", "calls", [change("calls", encrypted=Presence.UNKNOWN)]),
    case(
        "ai-training-unanswered",
        "calls",
        [change("calls", ai_used=Answer.YES)],
        [change("calls", ai_used=Answer.YES, ai_trains=Answer.NO)],
    ),
    case("role-leftovers", "desk", [copy("p-help", "left", activity="desk")]),
    case("joint-unanswered", "calls", [change("calls", joint=Answer.UNKNOWN)], [change("desk", joint=Answer.UNKNOWN)]),
    case("joint-none-listed", "calls", [drop("with")], [drop("with"), change("calls", joint=Answer.NO)]),
    case("joint-denied", "calls", [change("calls", joint=Answer.NO)], [change("calls", joint=Answer.UNKNOWN)]),
    case("joint-without-division", "with", [change("with", division=" ")]),
    case("joint-without-contact-point", "with", [change("with", contact_point="")]),
)

PURPOSES = (
    case("purpose-missing", "calls", [without(r.Purpose)], [drop("p-help", "p-coach")]),
    case("purpose-text-empty", "p-help", [change("p-help", text="\n")]),
    case(
        "purpose-text-generic",
        "p-help",
        [change("p-help", text="Bedrijfsvoering")],
        [change("p-help", text="Bedrijfsvoering van de kantine")],
    ),
    case("purpose-basis-blank", "p-help", [change("p-help", basis=None)], [change("p-help", basis=LegalBasis.CONSENT)]),
    case("purpose-statute-missing", "p-tax", [change("p-tax", statute="")], [change("p-help", statute="")]),
    case("interest-not-weighed", "p-coach", [change("p-coach", balanced_by="")], [change("p-help", balanced_by="")]),
    case(
        "interest-outweighed",
        "p-coach",
        [change("p-coach", balance_outcome=Answer.NO)],
        [change("p-help", balance_outcome=Answer.NO)],
    ),
    case("purpose-without-data", "p-tax", [change("l-bill", purpose="p-help")]),
    case("line-without-purpose", "l-bill", [change("l-bill", purpose=None)]),
    case("line-purpose-elsewhere", "l-bill", [copy("p-tax", "far", activity="desk"), change("l-bill", purpose="far")]),
)

NO_REASON = {"dpia_needed": Answer.NO, "dpia_reason": ""}
TWO, ONE = (DpiaCriterion.SCALE, DpiaCriterion.VULNERABLE), (DpiaCriterion.SCALE,)
DPIA = (
    case("dpia-unanswered", "calls", [change("calls", dpia_needed=Answer.UNKNOWN)]),
    case(
        "dpia-unanswered-with-signs",
        "calls",
        [change("calls", dpia_needed=Answer.UNKNOWN, dpia_criteria=TWO)],
        [change("calls", dpia_needed=Answer.UNKNOWN, dpia_criteria=ONE)],
    ),
    case(
        "dpia-denied-without-reason",
        "calls",
        [change("calls", **NO_REASON, dpia_criteria=TWO)],
        [change("calls", **NO_REASON, dpia_criteria=ONE)],
    ),
    case(
        "dpia-denied-though-listed",
        "calls",
        [change("calls", dpia_kinds=(DpiaKind.COMMUNICATION,))],
        [change("calls", dpia_criteria=TWO)],
    ),
    case("dpia-no-without-reason", "calls", [change("calls", **NO_REASON)], [change("calls", dpia_reason="gewoon")]),
    case(
        "dpia-not-done",
        "calls",
        [change("calls", dpia_needed=Answer.YES, dpia_done_on=TOMORROW)],
        [change("calls", dpia_needed=Answer.YES, dpia_done_on=LONG_AGO)],
    ),
    case(
        "dpia-criteria-overlooked",
        "calls",
        [change("calls", profiling=Answer.YES)],
        [change("calls", profiling=Answer.YES, dpia_criteria=(DpiaCriterion.SCORING,))],
    ),
)

CASES = (*PARTIES, *ACTIVITIES, *PURPOSES, *DPIA)


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.rule)
def test_the_rule_finds_its_fault_there_and_only_there(one: Case) -> None:
    assert records_found(one, one.bad) == [one.on]


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.rule)
def test_the_rule_leaves_a_neighbour_alone(one: Case) -> None:
    assert records_found(one, one.good) == []


@pytest.mark.parametrize("sign", [{"dpia_ladder": (LadderAnswer.PUBLIC_AREA,)}, {"dpia_kinds": (DpiaKind.STAFF,)}])
def test_one_case_of_the_law_is_enough_for_a_dpia(sign: dict[str, object]) -> None:
    one = case("dpia-denied-without-reason", "calls", [change("calls", **NO_REASON, **sign)])

    assert records_found(one, one.bad) == ["calls"]


def test_what_only_a_controller_records_is_not_asked_of_a_processor() -> None:
    one = case("purpose-missing", "calls", [without(r.Purpose)])

    assert records_found(one, [change("calls", role=ActivityRole.PROCESSOR), *one.bad]) == []


def test_a_register_without_an_activity_is_not_ready() -> None:
    empty = find(Book([one for one in sound() if isinstance(one, r.Party)]), law=LAW, today=TODAY)

    assert ("register-empty", WHOLE) in {(one.rule, one.record) for one in empty if one.severity == Severity.ERROR}
    assert "register-empty" not in {one.rule for one in found()}
