"""The export of the AVG register becomes records of the register, and nothing of it is lost in silence."""

import copy
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from registers.book import records as r
from registers.exchange.archives import Archive
from registers.exchange.avgregister.archive import is_avg_register, originals
from registers.exchange.avgregister.ledger import leaves, says_something
from registers.exchange.avgregister.shapes import interpret
from registers.exchange.units import Original, Unit, Weight
from registers.register_choices import ActivityRole, Answer, LegalBasis, Presence, ProcessingOperation
from tests import avgregister as avg

Build = Callable[[], bytes]


def units(content: bytes) -> list[Unit]:
    return [interpret(original) for original in originals(Archive(content, "export.zip"), [])]


def unit(content: bytes, register: str) -> Unit:
    return next(one for one in units(content) if one.source_id.startswith(f"{register}:"))


def of(one: Unit, sort: type[Any]) -> list[Any]:
    return [record for record in one.records if isinstance(record, sort)]


def codes(one: Unit, weight: Weight = Weight.DOUBT) -> list[str]:
    return [remark.code for remark in one.remarks if remark.weight is weight]


def changed(value: Any) -> Any:
    return not value if isinstance(value, bool) else value + 1 if isinstance(value, int) else f"{value} gewijzigd"


def put(record: dict[str, Any], path: str, value: Any) -> None:
    keys: list[Any] = [
        int(part) if part.isdigit() else part for part in path.replace("[", ".").replace("]", "").split(".")
    ]
    for key in keys[:-1]:
        record = record[key]
    record[keys[-1]] = value


def without_effect(original: Original) -> Iterator[str]:
    """Paths whose value may change without a trace in the records or the remarks, and that are not named."""
    before = interpret(original)
    for path, value in leaves(original.value["record"]):
        if not says_something(value) or path in before.not_taken:
            continue
        other = copy.deepcopy(original.value)
        put(other["record"], path, changed(value))
        after = interpret(Original(position=1, place="", rows=1, value=other))
        if (after.records, after.source_id, after.remarks) == (before.records, before.source_id, before.remarks):
            yield path


@pytest.mark.parametrize("build", [avg.export, avg.real_export], ids=["made up", "real"])
def test_every_value_reaches_the_register_or_is_named_by_its_path(build: Build) -> None:
    archive = Archive(build(), "export.zip")

    lost = [(original.place, path) for original in originals(archive, []) for path in without_effect(original)]

    assert lost == []


@pytest.mark.parametrize("build", [avg.export, avg.real_export], ids=["made up", "real"])
def test_the_walk_notices_a_value_that_nobody_took(build: Build) -> None:
    original = next(originals(Archive(build(), "export.zip"), []))
    original.value["record"]["Nieuw"] = {"Veld": ["iets"]}

    assert "Nieuw.Veld[0]" in interpret(original).not_taken


def test_the_kind_of_register_comes_from_the_folder_at_the_top() -> None:
    found = units(avg.export())

    assert [one.source_id for one in found] == ["verwerker:502", "verantwoordelijke:501", "wpg:503"]
    assert [of(one, r.Activity)[0].role for one in found] == [
        ActivityRole.PROCESSOR,
        ActivityRole.CONTROLLER,
        ActivityRole.CONTROLLER,
    ]


def test_a_zip_of_something_else_is_no_export() -> None:
    assert not is_avg_register(Archive(avg.packed({"map/iets.json": []}), "iets.zip"))


def test_a_purpose_keeps_its_basis_and_the_words_behind_the_colon() -> None:
    (purpose,) = of(unit(avg.export(), "verantwoordelijke"), r.Purpose)

    assert (purpose.text, purpose.basis, purpose.explanation) == (
        "Vragen beantwoorden",
        LegalBasis.LEGAL_DUTY,
        "de Belwet",
    )


def test_a_basis_that_is_not_understood_stays_blank_and_is_a_doubt() -> None:
    found = unit(avg.export(), "verwerker")

    (purpose,) = of(found, r.Purpose)
    assert (purpose.basis, purpose.explanation) == (None, "Iets anders")
    assert "basis-unknown" in codes(found)


def test_a_term_in_prose_is_a_criterion_and_not_a_number_of_months() -> None:
    (line,) = of(unit(avg.export(), "verantwoordelijke"), r.Line)

    assert line.retention is None
    assert line.retention_criterion == "Eén jaar na het gesprek, of na opzegging"


def test_a_text_that_its_flag_denies_stays_visible_for_the_rules() -> None:
    found = unit(avg.export(), "verantwoordelijke")

    (line,) = of(found, r.Line)
    assert line.criminal == Presence.NO
    assert "strafrechtelijke" in line.data
    assert "criminal-contradiction" in codes(found)


def test_special_categories_are_taken_from_the_flags() -> None:
    (line,) = of(unit(avg.export(), "verantwoordelijke"), r.Line)

    assert (line.special, line.special_kinds) == (Presence.YES, "gezondheid")


def test_a_field_that_is_no_or_an_essay_is_an_answer_and_a_text() -> None:
    (activity,) = of(unit(avg.export(), "verantwoordelijke"), r.Activity)

    assert (activity.pseudonymised, activity.encrypted) == (Presence.NO, Presence.YES)
    assert "Encryptie: Alles staat versleuteld.\nOok de back-up." in activity.security


def test_a_measure_with_a_payload_keeps_it_with_the_activity() -> None:
    found = unit(avg.export(), "verantwoordelijke")

    assert [measure.name for measure in of(found, r.Measure)] == [
        "Vastgesteld beleid",
        "Overige beveiligingsmaatregelen",
    ]
    assert "sloten op de deur" in of(found, r.Activity)[0].security


@pytest.mark.parametrize(
    ("register", "needed"), [("verantwoordelijke", "yes"), ("verwerker", "unknown"), ("wpg", "no")]
)
def test_the_need_of_a_dpia_is_read_from_three_shapes(register: str, needed: str) -> None:
    (activity,) = of(unit(avg.export(), register), r.Activity)

    assert activity.dpia_needed == needed


def test_seven_answers_that_nobody_gave_are_no_answer() -> None:
    record = avg.controller_record()
    record["GebPia"] = dict.fromkeys(record["GebPia"])

    (activity,) = of(unit(avg.export(controller=[record]), "verantwoordelijke"), r.Activity)

    assert (activity.dpia_needed, activity.dpia_reason) == (Answer.UNKNOWN, "")


def test_countries_in_prose_become_transfers_without_a_mechanism() -> None:
    transfers = of(unit(avg.export(), "verantwoordelijke"), r.Transfer)

    assert [(one.country, one.mechanism) for one in transfers] == [("US", None), ("IN", None)]
    assert "Zie contract" in transfers[0].assessment


def test_a_recipient_that_looks_like_a_processor_is_proposed_and_not_made_one() -> None:
    found = unit(avg.export(), "verantwoordelijke")

    assert [one.sort for one in of(found, r.Recipient)] == [None, None]
    assert codes(found).count("recipient-is-processor") == 1
    assert len(of(found, r.Engagement)) == 1


def test_one_company_under_two_ids_stays_two_until_somebody_decides() -> None:
    names = {party.uid: party.name for one in units(avg.export()) for party in of(one, r.Party)}

    assert list(names.values()).count("Stichting Belhulp") == 2


def test_a_client_has_its_categories_its_officer_and_our_number() -> None:
    found = unit(avg.export(), "verwerker")

    (client,) = of(found, r.Client)
    assert client.operations == (ProcessingOperation.RETRIEVE,)
    assert (client.officer, "W-7" in client.remarks) == ("FG Water", True)
    assert "operation-unknown" in codes(found)


def test_an_address_that_is_none_is_not_stored_and_is_named() -> None:
    found = unit(avg.export(), "verwerker")

    party = next(one for one in of(found, r.Party) if one.name == "Test")
    assert (party.email, party.country) == ("", "")
    assert "Verwerkers[0].Email" in found.not_taken


def test_a_file_that_is_named_but_absent_is_a_doubt_and_a_remark() -> None:
    found = unit(avg.export(), "verantwoordelijke")

    assert "attachment-absent" in codes(found)
    assert "dpia.pdf" in of(found, r.Activity)[0].remarks


def test_flags_under_two_names_that_disagree_are_a_doubt() -> None:
    record = avg.police_record()
    record["Betrokkene"]["Verdachten"] = True

    assert "people-contradiction" in codes(unit(avg.export(police=[record]), "wpg"))


def test_the_wpg_gives_articles_and_no_basis_of_the_avg() -> None:
    found = unit(avg.export(), "wpg")

    (purpose,) = of(found, r.Purpose)
    assert (purpose.basis, purpose.statute) == (None, "Wpg artikel 8")
    assert [line.subjects for line in of(found, r.Line)] == ["Slachtoffers", "Derden"]
    assert "police-data" in codes(found)


def test_the_same_export_gives_the_same_records_again() -> None:
    assert [one.records for one in units(avg.export())] == [one.records for one in units(avg.export())]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"[{", "json-damaged"),
        (b'[{"Id": 1, "Id": 2}]', "json-damaged"),
        (b"\xff\xfe", "json-damaged"),
        (b"[" * 100_000, "json-damaged"),
        (b"[7]", "record-shape"),
        (b'[{"Id": 1, "Naam": "\\ud800"}]', "strange-signs"),
        (b'[{"Naam": "zonder id"}]', "no-id"),
        (b'[{"Id": 8}]', "no-name"),
    ],
)
def test_a_record_that_cannot_be_read_is_refused_and_the_others_go_on(content: bytes, code: str) -> None:
    members = {avg.member(avg.CONTROLLER): content, avg.member(avg.POLICE): [avg.police_record()]}

    refused, fine = units(avg.packed(members))

    assert codes(refused, Weight.REFUSAL) == [code]
    assert (refused.records, fine.refused) == ((), False)


def test_a_register_that_is_not_known_is_refused_by_name() -> None:
    (found,) = units(avg.packed({"WPG Verwerker Verwerkingen/JSON/x.json": [{"Id": 1}]}))

    assert codes(found, Weight.REFUSAL) == ["register-unknown"]
