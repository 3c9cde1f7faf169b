"""What has to be said in a call, and how long a number stays reachable."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import consents
from consents.choices import PurposeKind
from consents.errors import RulesInvalid
from consents.rules.scripts import DutySet, duties_for, filled, lacking, reachable_until, read_duties

FOLDER = Path(consents.__file__).parent / "rulesets" / "duties"


def shipped() -> list[DutySet]:
    return [read_duties(path.read_text()) for path in sorted(FOLDER.glob("*.yaml"))]


def dutch() -> DutySet:
    found = duties_for(shipped(), country="NL", day=dt.date(2026, 7, 1))
    assert found is not None
    return found


def words(kind: PurposeKind = PurposeKind.MARKETING) -> dict[str, str]:
    return {duty.key: duty.text for duty in dutch().for_purpose(kind)}


def test_the_words_to_begin_with_say_what_has_to_be_said() -> None:
    for rules in shipped():
        texts = {duty.key: duty.text for duty in rules.blocks}

        assert lacking(texts, rules.blocks) == {}


def test_a_sales_call_says_who_what_for_verzet_and_again() -> None:
    assert set(words()) == {"who", "commercial", "suits", "objection", "again"}
    assert set(words(PurposeKind.SERVICE)) == {"who"}


@pytest.mark.parametrize("key", sorted(words()))
def test_a_script_without_a_block_is_refused_with_its_article(key: str) -> None:
    found = lacking({**words(), key: "  "}, dutch().for_purpose(PurposeKind.MARKETING))

    assert list(found) == [key]
    assert "art." in found[key] or "Code" in found[key]


def test_who_calls_for_whom_may_not_be_left_out() -> None:
    found = lacking({**words(), "who": "Goedendag."}, dutch().blocks)

    assert "{sender}" in found["who"]


def test_a_word_that_is_not_known_is_refused() -> None:
    assert "{klant}" in lacking({**words(), "own": "Dag {klant}"}, dutch().blocks)["own"]


def test_before_the_law_there_are_no_duties() -> None:
    assert duties_for(shipped(), country="NL", day=dt.date(2021, 6, 30)) is None


def test_a_wrong_file_names_its_place() -> None:
    text = (FOLDER / "nl-call-1.yaml").read_text().replace("months: 6", "months: 0")

    with pytest.raises(RulesInvalid, match=r"reachable\.months"):
        read_duties(text)


@given(st.text(max_size=60), st.text(max_size=20))
def test_filling_in_leaves_everything_else_as_it_stands(text: str, sender: str) -> None:
    plain = text.replace("{", "").replace("}", "")

    assert filled(f"{plain}{{sender}}{{x}}", {"sender": sender}) == f"{plain}{sender}{{x}}"


def test_a_number_stays_reachable_six_months_also_at_the_end_of_a_short_month() -> None:
    assert reachable_until(dt.date(2026, 8, 31), 6) == dt.date(2027, 2, 28)
