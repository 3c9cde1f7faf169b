"""The text of a data map: YAML read within bounds, and what is wrong with it as sentences for people. Knows no map.

A few short lines of YAML can stand for millions of values, because an alias repeats what its anchor names and may be
repeated itself. So the values are counted as if every alias were written out, before anything is made of them.
"""

from typing import Any

import yaml
from django.utils.translation import gettext as _

from registers.errors import MapInvalid

LARGEST = 2 * 1024 * 1024
"""Bytes of a map: some twenty thousand columns."""
MOST_VALUES = 500_000
"""Values in a map, with every alias written out."""


def read_yaml(text: str) -> Any:
    """The content of a text. Raises MapInvalid, also for a text that is too large or that repeats itself too often."""
    if len(text) > LARGEST or len(text.encode(errors="surrogatepass")) > LARGEST:
        raise MapInvalid([_("this is larger than %(bytes)s bytes; no data map is") % {"bytes": LARGEST}])
    try:
        return _content(text)
    except yaml.YAMLError as error:
        raise MapInvalid([_unreadable(error)]) from None
    except (ValueError, RecursionError):
        raise MapInvalid([_("this is no YAML to read: a date that does not exist, or endless nesting")]) from None


def _content(text: str) -> Any:
    loader = yaml.SafeLoader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return None
        if _values_in(node, {}) > MOST_VALUES:
            told = _("this repeats itself with aliases (*) to more than %(values)s values; write them out instead")
            raise MapInvalid([told % {"values": MOST_VALUES}])
        return loader.construct_document(node)
    finally:
        loader.dispose()


def _values_in(node: yaml.Node, known: dict[int, int | None]) -> int:
    """How many values a node stands for. Raises ValueError for an anchor that holds itself."""
    if id(node) in known:
        found = known[id(node)]
        if found is None:
            raise ValueError("an anchor holds itself")
        return found
    known[id(node)] = None
    parts = node.value if isinstance(node, yaml.SequenceNode) else ()
    if isinstance(node, yaml.MappingNode):
        parts = [part for pair in node.value for part in pair]
    known[id(node)] = total = 1 + sum(_values_in(part, known) for part in parts)
    return total


def _unreadable(error: yaml.YAMLError) -> str:
    place = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or _("unreadable")
    if place is None:
        return _("this is not YAML (%(problem)s)") % {"problem": problem}
    return _("line %(line)s: this is not YAML (%(problem)s)") % {"line": place.line + 1, "problem": problem}


def sentence(content: Any, fault: Any) -> str:
    """`tables[customer].fields[email].erasure: …`: names instead of numbers where the file gives them."""
    at: Any = content
    words: list[str] = []
    for step in fault["loc"]:
        at = _inside(at, step)
        if isinstance(step, int):
            name = at.get("name", step) if isinstance(at, dict) else step
            words.append(f"[{name}]")
        else:
            words.append(f".{step}" if words else str(step))
    return f"{''.join(words) or 'map'}: {meaning(fault)}"


def _inside(at: Any, step: str | int) -> Any:
    try:
        return at[step]
    except (KeyError, IndexError, TypeError):
        return None


def meaning(fault: Any) -> str:
    """What is wrong at one place, in a few words; for a kind without words of its own, pydantic's."""
    facts = fault.get("ctx", {})
    if fault["type"] == "value_error":
        return str(facts["error"])
    words = _words().get(fault["type"])
    if words is None:
        return str(fault["msg"])
    return words % {**facts, "expected": str(facts.get("expected", "")).replace(" or ", ", ")}


def _words() -> dict[str, str]:
    names, rows = _("names with values are expected"), _("a list is expected")
    number, truth = _("a whole number is expected"), _("true or false is expected")
    one_of = _("one of these is expected: %(expected)s")
    return {
        "missing": _("this is missing"),
        "extra_forbidden": _("a data map has no such word"),
        "enum": one_of,
        "literal_error": one_of,
        "string_pattern_mismatch": _("this does not have the shape %(pattern)s"),
        "string_too_short": _("this may not be empty"),
        "string_type": _("a text is expected"),
        **dict.fromkeys(("int_type", "int_parsing", "int_from_float"), number),
        **dict.fromkeys(("bool_type", "bool_parsing"), truth),
        **dict.fromkeys(("tuple_type", "list_type"), rows),
        **dict.fromkeys(("model_type", "dict_type"), names),
        "too_short": _("at least %(min_length)s are needed"),
        "greater_than_equal": _("%(ge)s or more is expected"),
        "less_than_equal": _("%(le)s or less is expected"),
    }
