"""Numbers that can be one, and numbers that are: an objection counts for the first, contact asks for the second."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consents.choices import NumberRemark
from consents.identifying import Value
from consents.screening.numbers import Numbers
from registers.errors import IdentifierInvalid
from registers.normalising import dutch_in_use, in_use

SECRET = "s" * 40
CALLED = Numbers(secret=SECRET, region="NL", in_use=True)
ANY = Numbers(secret=SECRET, region="NL")

IN_USE = [
    ("0612345678", "NL", "+31612345678"),
    ("0201234567", "NL", "+31201234567"),
    ("085-1234567", "NL", "+31851234567"),
    ("088 123 45 67", "NL", "+31881234567"),
    ("0800-1234", "NL", "+318001234"),
    ("0900 1234567", "NL", "+319001234567"),
    ("14020", "NL", "+3114020"),
    ("14 0180", "NL", "+31140180"),
    ("097012345678", "NL", "+3197012345678"),
    ("0470 12 34 56", "BE", "+32470123456"),
    ("02 201 23 45", "BE", "+3222012345"),
    ("+1 212 555 0123", "NL", "+12125550123"),
    ("+49 30 123456", "NL", "+4930123456"),
    ("+49 30 1234567890", "NL", "+49301234567890"),
]
CAN_BE = [
    ("06123", "NL", "+3106123"),
    ("061234567", "NL", "+3161234567"),
    ("0671234567", "NL", "+31671234567"),
    ("+319712345678", "NL", "+319712345678"),
]
CANNOT_BE = ["112", "12", "0612345678901", "06-onbekend", "bel me"]


@pytest.mark.parametrize(("text", "region", "spelled"), IN_USE)
def test_a_number_in_use_opens_the_way(text: str, region: str, spelled: str) -> None:
    value = Value.read("phone", text, secret=SECRET, region=region)

    assert (value.text, value.opening()) == (spelled, value)


@pytest.mark.parametrize(("text", "region", "spelled"), CAN_BE)
def test_what_can_be_a_number_is_read_and_opens_nothing(text: str, region: str, spelled: str) -> None:
    value = Value.read("phone", text, secret=SECRET, region=region)

    with pytest.raises(IdentifierInvalid) as refused:
        value.opening()
    assert value.text == spelled
    assert text not in str(refused.value)


@pytest.mark.parametrize("text", CANNOT_BE)
def test_what_cannot_be_a_number_is_refused_for_everything(text: str) -> None:
    with pytest.raises(IdentifierInvalid):
        Value.read("phone", text, secret=SECRET)


@pytest.mark.parametrize(("text", "spelled"), [(text, spelled) for text, region, spelled in IN_USE if region == "NL"])
def test_a_list_to_call_keeps_a_number_in_use(text: str, spelled: str) -> None:
    assert CALLED.read(text).text == CALLED.read_all([text])[0][0] == spelled


@pytest.mark.parametrize(("text", "spelled"), [(text, spelled) for text, _region, spelled in CAN_BE])
def test_a_list_to_call_leaves_the_rest_out_and_another_list_keeps_it(text: str, spelled: str) -> None:
    assert CALLED.read(text) == ("", "", NumberRemark.NOT_IN_USE)
    assert CALLED.read_all([text]) == ([""], [(NumberRemark.NOT_IN_USE, "")])
    assert ANY.read(text).text == spelled


@given(st.from_regex(r"[1-9][0-9]{4,11}", fullmatch=True) | st.from_regex(r"[1-9][0-9]{8}", fullmatch=True))
def test_the_short_way_for_dutch_numbers_says_what_the_plan_says(digits: str) -> None:
    assert bool(re.fullmatch(dutch_in_use(), digits)) == in_use(f"+31{digits}")


@given(st.sampled_from(["0612345678", "0671234567", "06123", "", "onbekend", "+4930123456", "0201234567"]))
def test_one_cell_and_many_are_read_alike(text: str) -> None:
    texts, looks = CALLED.read_all([text, "0612345678"])

    found = CALLED.read(text)

    assert (texts[0], looks[0]) == (found.text, (found.remark, found.country))
