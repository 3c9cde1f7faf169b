"""What an entry may say, and what is refused before it is written."""

import json
from datetime import datetime, timedelta, timezone
from hashlib import sha256
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registers.evidence.errors import FactsRefused, PersonalDataRefused
from registers.evidence.facts import _looked_for, check_facts, entry_body, personal_data_in
from tests.engines.evidence.logs import AT, CASE

IDENTIFIERS = [
    "s.jansen@voorbeeld.example",
    "0612345678",
    "06-12 34 56 78",
    "(06) 12345678",
    "+31612345678",
    "+31 (0)6 1234 5678",
    "0031612345678",
    "31612345678",
    "020-1234567",
    "gebeld met 0201234567 en opgehangen",
    "+32 470 12 34 56",
    "NL91ABNA0417164300",
    "nl91 abna 0417 1643 00",
    "DE89 3704 0044 0532 0130 00",
    "rekening BE68539007547034 opgezegd",
    "111222333",
    "BSN 111.222.333",
    "phone_0612345678",
]


@pytest.mark.parametrize("text", IDENTIFIERS)
def test_text_that_looks_like_an_identifier_is_refused(text: str) -> None:
    with pytest.raises(PersonalDataRefused):
        check_facts({"tables": [{"note": text}]})


@given(st.text(alphabet="0612345789abcdefNLx+-() ./@＠", max_size=70) | st.text(max_size=40))
def test_what_is_passed_at_a_glance_would_pass_a_long_look(text: str) -> None:
    assert personal_data_in(text) == _looked_for(text)


@pytest.mark.parametrize("text", ["s.jansen@voorbeeld.example", "0612345678", "NL91ABNA0417164300"])
def test_a_name_of_a_fact_that_looks_like_an_identifier_is_refused(text: str) -> None:
    with pytest.raises(PersonalDataRefused):
        check_facts({text: 1})


def test_a_refusal_names_the_place_and_not_the_value() -> None:
    with pytest.raises(PersonalDataRefused) as refusal:
        check_facts({"tables": [{"rows": 3}, {"note": "0612345678"}]})

    assert "facts.tables[1].note" in str(refusal.value)
    assert "0612345678" not in str(refusal.value)


@pytest.mark.parametrize(
    "facts",
    [
        {"rows": 1_000_000, "table": "sales.customer", "columns": ["email", "phone"], "done": True, "reason": None},
        {"reference": "W-2026-000123", "ground": "17(3)(b)", "until": "2033-12-31"},
        {"at": "2026-11-21T09:30:00.123456+01:00", "day": "1-12-2026 10:00:00", "version": "15.4.0.1"},
        {"case": str(CASE), "short": CASE.hex, "seconds": "0.1234"},
        {"rule": "duty-2019-2026", "count": 612345678},
    ],
)
def test_ordinary_facts_are_accepted(facts: dict[str, Any]) -> None:
    check_facts(facts)


@given(st.integers(min_value=0), st.uuids())
def test_hashes_and_case_numbers_never_look_like_an_identifier(number: int, case: UUID) -> None:
    digest = sha256(str(number).encode()).hexdigest()

    assert [personal_data_in(text) for text in (digest, digest * 2, str(case), f"sha256:{digest}")] == [""] * 4


@pytest.mark.parametrize(
    "value",
    [1.5, b"bytes", AT, CASE, {"inner": {1: "number as a name"}}, "x" * 201, {"a": {1, 2}}, 2**63, "\ud800", "\x00"],
)
def test_values_that_an_entry_cannot_hold_are_refused(value: object) -> None:
    with pytest.raises(FactsRefused):
        check_facts({"value": value})


def test_a_phone_number_as_a_whole_number_is_refused() -> None:
    with pytest.raises(PersonalDataRefused):
        check_facts({"caller": 31612345678})


def test_facts_that_never_end_are_refused() -> None:
    endless: dict[str, Any] = {}
    endless["again"] = endless

    with pytest.raises(FactsRefused):
        check_facts(endless)


def test_the_body_is_one_canonical_text_in_utc() -> None:
    amsterdam = timezone(timedelta(hours=1))
    at = datetime(2026, 11, 21, 10, 30, tzinfo=amsterdam)

    body = entry_body(kind="step.receipt", case=CASE, facts={"b": "é", "a": 1}, at=at)

    assert body == (
        f'{{"at":"2026-11-21T09:30:00.000000Z","case":"{CASE}","facts":{{"a":1,"b":"é"}},"kind":"step.receipt","v":1}}'
    )
    assert json.loads(body)["facts"] == {"a": 1, "b": "é"}


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        entry_body(kind="step.receipt", case=CASE, facts={}, at=AT.replace(tzinfo=None))
