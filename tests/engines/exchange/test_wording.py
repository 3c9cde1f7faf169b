"""Every remark has a sentence, and every sentence a remark."""

import ast
import re

from registers.exchange.sheets.grid import Unreadable
from registers.exchange.units import Remark, Weight
from registers.exchange.wording import SENTENCES, WEIGHTS, sentence
from tests.contracts.code import python_files, tree_of

MAKERS = {"note", "doubt", "refusal", "NotUnderstood"}
CODE = re.compile(r"[a-z]+(?:-[a-z]+)+|clash|formula|changed")


def codes_in_code() -> set[str]:
    found = {member.value for member in Unreadable}
    for path in python_files("registers/exchange", "registers/actions/importing"):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call):
                found |= _codes_of(node)
    return found | {"law-kept", "changed-here-too"}


def _codes_of(call: ast.Call) -> set[str]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    texts = [*call.args[:1], *(word.value for word in call.keywords if word.arg == "problem")]
    if name not in MAKERS | {"Parsed"}:
        return set()
    return {one.value for one in texts if isinstance(one, ast.Constant) and isinstance(one.value, str) and one.value}


def test_every_code_has_a_sentence_and_every_sentence_a_code() -> None:
    pairs = {"no-id", "no-name"}  # made from a table of three

    assert codes_in_code() | pairs == set(SENTENCES)


def test_a_code_is_small_letters_and_hyphens() -> None:
    assert [code for code in SENTENCES if not CODE.fullmatch(code)] == []


def test_every_sentence_can_be_filled() -> None:
    facts = {"column": "k", "encoding": "e", "separator": ";", "number": "1", "name": "n", "other": "o", "uid": "u"}

    for code in SENTENCES:
        assert sentence(Remark(code=code, path="p", facts={**facts, "most": 3, "rows": 2, "row": 7})).startswith(
            "p (7): "
        )


def test_every_weight_has_a_word() -> None:
    assert set(WEIGHTS) == set(Weight)
