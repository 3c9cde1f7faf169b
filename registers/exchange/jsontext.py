"""JSON of a strange file: read without losing a value, and made fit to be kept."""

import json
from typing import Any


def read_json(content: bytes) -> Any:
    """The value of UTF-8 JSON, with or without BOM. Raises ValueError for anything that would lose a value.

    Raises RecursionError for nesting without end.
    """
    return json.loads(content.decode("utf-8-sig"), object_pairs_hook=_unique, parse_constant=_no_constant)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name occurs twice")
    return found


def _no_constant(_word: str) -> Any:
    raise ValueError("a number that is none")


def storable(value: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """The value as it can be kept, and whether that is all of it: half signs (lone surrogates) fit in no table."""
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.loads(text.encode(errors="replace").decode()), False
    return value, True
