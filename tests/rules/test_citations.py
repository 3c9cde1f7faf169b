"""Citations in Dutch: one place writes them, and no Dutch text shows the short form."""

import ast
import re

import pytest
from django.utils import translation

from registers.citations import cited, ground_in_dutch, in_dutch
from tests.contracts.code import ROOT

ENGLISH_WAY = re.compile(r"\b[1-9]\d?\((?:[1-9]\d?|[a-z])\)")


@pytest.mark.parametrize(
    ("short", "dutch"),
    [
        ("17(3)(b)", "17 lid 3 onder b"),
        ("art. 12(5) AVG", "art. 12 lid 5 AVG"),
        ("(art. 15(1)(a)-(h))", "(art. 15 lid 1 onder a tot en met h)"),
        ("art. 12(3)-(4)", "art. 12 leden 3 tot en met 4"),
        ("art. 28(1), (3), (4), (9)", "art. 28 lid 1, 3, 4, 9"),
        ("art. 30(1)(c) en (f)", "art. 30 lid 1 onder c en f"),
        ("art. 4(11)", "art. 4 onder 11"),
        ("11.7(2) Tw", "11.7 lid 2 Tw"),
        ("art. 33(2), 26", "art. 33 lid 2, 26"),
        ("16 lid 2, 7 dagen, 3 (drie) en +31(0)20", "16 lid 2, 7 dagen, 3 (drie) en +31(0)20"),
    ],
)
def test_a_citation_is_written_out_and_nothing_else_changes(short: str, dutch: str) -> None:
    assert in_dutch(short) == dutch
    assert in_dutch(in_dutch(short)) == dutch


@pytest.mark.parametrize(
    ("ground", "named"),
    [
        ("17(3)(b) (Awr)", "art. 17 lid 3 onder b AVG (Awr)"),
        ("41(1)(i) UAVG", "art. 41 lid 1 onder i UAVG"),
        ("art. 6(1)(b)", "art. 6 lid 1 onder b"),
        ("ons eigen belang", "ons eigen belang"),
    ],
)
def test_a_ground_gets_its_law(ground: str, named: str) -> None:
    assert ground_in_dutch(ground) == named


def test_another_language_keeps_the_short_form() -> None:
    with translation.override("en"):
        assert cited("17(3)(b)") == "17(3)(b)"


def test_no_dutch_text_cites_the_english_way() -> None:
    catalogue = (ROOT / "locale" / "nl" / "LC_MESSAGES" / "django.po").read_text(encoding="utf-8")
    found = re.findall(r'^msgstr(?:\[\d\])? ((?:".*"\n?)+)', catalogue, re.MULTILINE)
    texts = ["".join(ast.literal_eval(line) for line in one.splitlines()) for one in found]

    wrong = [text for text in texts if ENGLISH_WAY.search(text)]

    assert wrong == [], "run `make messages`, which writes them out"
