"""Rules about lines, texts against flags, recipients and the data map: each finds its fault, and no neighbour."""

import pytest

from registers.book import records as r
from registers.choices import DataCategory
from registers.register_choices import Answer, DataSource, Presence, RecipientKind
from registers.rules import Mapped, MapTable
from tests.rules.findings.sound import Case, case, change, copy, drop, found, records_found, without

YES, NO, UNKNOWN, POSSIBLE = Presence.YES, Presence.NO, Presence.UNKNOWN, Presence.POSSIBLE
NO_CONDITION = {"condition": None}

LINES = (
    case("line-missing", "calls", [without(r.Line, r.LineSystem)], [drop("l-call", "in-l-call")]),
    case("line-subjects-empty", "l-bill", [change("l-bill", subjects=" ")]),
    case(
        "subjects-without-data",
        "l-none",
        [copy("l-bill", "l-none", subjects="Bezoekers", category=DataCategory.NONE)],
        [copy("l-bill", "l-none", subjects=" KLANTEN", category=DataCategory.NONE)],
    ),
    case(
        "line-data-vague",
        "l-bill",
        [change("l-bill", category=DataCategory.OTHER, data="")],
        [change("l-bill", category=DataCategory.OTHER, data="kenteken")],
    ),
    case("line-origin-missing", "l-bill", [change("l-bill", origin=None)]),
    case(
        "line-source-unnamed",
        "l-bill",
        [change("l-bill", origin=DataSource.THIRD)],
        [change("l-bill", origin=DataSource.THIRD, origin_text="de makelaar")],
    ),
    case(
        "line-obliged-without-effect",
        "l-bill",
        [change("l-bill", obliged=Answer.YES)],
        [change("l-bill", obliged=Answer.YES, refusal_effect="geen levering")],
    ),
    case("line-presence-unanswered", "l-bill", [change("l-bill", criminal=UNKNOWN)]),
    case(
        "special-without-condition",
        "l-call",
        [change("l-call", special=YES, **NO_CONDITION)],
        [change("l-call", special=YES)],
    ),
    case(
        "possible-special-without-condition",
        "l-call",
        [change("l-call", **NO_CONDITION)],
        [change("l-call", special=NO, **NO_CONDITION)],
    ),
    case(
        "criminal-without-ground",
        "l-bill",
        [change("l-bill", criminal=YES)],
        [change("l-bill", criminal=YES, criminal_law="33 UAVG")],
    ),
    case(
        "possible-criminal-without-ground",
        "l-bill",
        [change("l-bill", criminal=POSSIBLE)],
        [change("l-bill", criminal=POSSIBLE, criminal_law="33 UAVG")],
    ),
    case(
        "bsn-without-law",
        "l-bill",
        [change("l-bill", category=DataCategory.NATIONAL_ID, national_id=YES)],
        [change("l-bill", national_id=YES, national_id_law="Wet op de loonbelasting")],
    ),
    case("possible-bsn-without-law", "l-bill", [change("l-bill", national_id=POSSIBLE)]),
    case("line-system-missing", "l-bill", [drop("in-l-bill")]),
)

TEXTS = (
    case(
        "text-says-criminal",
        "l-bill",
        [change("l-bill", data="ook strafrechtelijke persoonsgegevens")],
        [change("l-bill", data="ook strafrechtelijke persoonsgegevens", criminal=POSSIBLE, criminal_law="33 UAVG")],
    ),
    case(
        "text-says-health",
        "l-bill",
        [change("l-bill", data="facturen en medische gegevens")],
        [change("l-bill", data="facturen, geen medische gegevens")],
    ),
    case("text-says-special", "l-bill", [change("l-bill", data="godsdienst")], [change("l-bill", data="gras")]),
    case(
        "text-says-bsn",
        "l-bill",
        [change("l-bill", data="BSN", national_id=UNKNOWN)],
        [change("l-bill", data="BSN: nee")],
    ),
    case("text-says-photo", "l-bill", [change("l-bill", data="pasfoto’s")], [change("l-bill", data="fotokopie")]),
    case(
        "category-denied",
        "l-bill",
        [change("l-bill", category=DataCategory.HEALTH)],
        [change("l-bill", category=DataCategory.HEALTH, special=YES)],
    ),
    case(
        "special-kinds-denied",
        "l-bill",
        [change("l-bill", special_kinds="ras")],
        [change("l-call", special_kinds="ras")],
    ),
    case("free-speech-denied", "l-call", [change("l-call", special=NO)]),
    case(
        "activity-text-denied",
        "calls",
        [change("calls", description="Aangifte van strafbare feiten")],
        [change("calls", description="Vragen over uw gezondheid")],
    ),
)

RECIPIENTS = (
    case("recipients-unanswered", "calls", [change("calls", recipients=Answer.UNKNOWN)]),
    case("recipients-none-listed", "calls", [without(r.Recipient, r.Engagement)], [without(r.Recipient)]),
    case(
        "recipients-denied",
        "calls",
        [change("calls", recipients=Answer.NO)],
        [change("calls", recipients=Answer.NO), without(r.Recipient)],
    ),
    case("recipient-vague", "to-desk", [change("to-desk", text="Derden")], [change("to-post", text="Derden")]),
    case(
        "recipient-also-processor",
        "to-desk",
        [change("to-desk", text="BelHulp: neemt telefoontjes aan als verwerker")],
        [change("to-desk", text="hulp bij bellen")],
    ),
    case(
        "recipient-reads-as-processor",
        "to-desk",
        [change("to-desk", text="Is de hostingpartij van Mett")],
        [change("to-desk", text="is zelf verwerkingsverantwoordelijke en geen verwerker")],
    ),
    case(
        "recipient-processor-not-engaged",
        "to-post",
        [change("to-post", sort=RecipientKind.PROCESSOR)],
        [change("to-post", sort=RecipientKind.PROCESSOR, party="help")],
    ),
    case(
        "recipient-notice-missing",
        "to-post",
        [change("post", email="")],
        [change("post", email=""), change("to-post", notice_email="a@post.example")],
    ),
)

CASES = (*LINES, *TEXTS, *RECIPIENTS, case("system-source-unknown", "crm", [change("crm", source="dwh")]))


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.rule)
def test_the_rule_finds_its_fault_there_and_only_there(one: Case) -> None:
    assert records_found(one, one.bad) == [one.on]


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.rule)
def test_the_rule_leaves_a_neighbour_alone(one: Case) -> None:
    assert records_found(one, one.good) == []


@pytest.mark.parametrize(
    ("named", "rules"),
    [
        ("calls", []),
        (" klantCONTACT ", []),
        ("Inkoop", ["map-activity-unknown"]),
        (" ", ["map-table-without-activity"]),
    ],
)
def test_a_table_of_the_map_serves_an_activity_of_the_register(named: str, rules: list[str]) -> None:
    table = MapTable(source="crm", table="klanten", activity=named)

    hits = found(mapped=Mapped(sources=frozenset({"crm"}), tables=(table,)))

    assert [(one.rule, one.record) for one in hits] == [(rule, table.uid) for rule in rules]


def test_without_a_data_map_its_rules_are_silent() -> None:
    assert found(change("crm", source="dwh"), mapped=None) == ()


def test_who_is_named_in_a_description_is_not_the_recipient() -> None:
    told = "Mett: levert software en sluit een verwerkersovereenkomst met Belhulp"

    rules = {one.rule for one in found(change("to-desk", text=told))}

    assert rules & {"recipient-also-processor", "recipient-reads-as-processor"} == {"recipient-reads-as-processor"}


def test_the_word_that_contradicts_is_named() -> None:
    (one,) = found(change("l-bill", data="Ook strafrechtelijke gegevens"))

    assert (one.rule, one.facts) == ("text-says-criminal", {"word": "strafrechtelijke"})


def test_a_line_that_admits_is_enough_for_the_text_of_its_activity() -> None:
    spoken = change("calls", description="Aangifte van strafbare feiten")

    admitted = found(spoken, change("l-bill", criminal=YES, criminal_law="33 UAVG"))

    assert "activity-text-denied" not in {one.rule for one in admitted}
