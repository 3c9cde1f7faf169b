"""A field as a cell and back. Text that a spreadsheet would compute gets an apostrophe in front, and loses it again."""

import json
import re
from typing import Any

from registers.exchange.fields import Field, Sort
from registers.exchange.sheets.grid import Value, as_text
from registers.exchange.sheets.parsing import parse
from registers.exchange.words import code_of

_COMPUTES = "=+\\-@\t\r\n|%＝＋－＠"
_HIDE = re.compile(rf"'*[{_COMPUTES}]")
_SHOW = re.compile(rf"'+[{_COMPUTES}]")


def hidden(text: str) -> str:
    """The text so that no spreadsheet computes it: an apostrophe before what begins like a formula."""
    return f"'{text}" if _HIDE.match(text) else text


def shown(text: str) -> str:
    """The text of ``hidden``."""
    return text[1:] if _SHOW.match(text) else text


def cell_of(field: Field, value: Any) -> str | int:
    """A value as a cell: text, or a whole number."""
    if value is None:
        return ""
    if field.sort is Sort.FLAG:
        return "ja" if value else "nee"
    if field.sort is Sort.NUMBER:
        return int(value)
    if field.sort is Sort.DATE:
        return str(value.isoformat())
    return _text_of(field, value)


def _text_of(field: Field, value: Any) -> str:
    if field.sort is Sort.CHOICES:
        return "\n".join(code_of(one) for one in value)
    if field.sort is Sort.TEXTS:
        return json.dumps(list(value), ensure_ascii=False) if value else ""
    return code_of(value) if field.sort is Sort.CHOICE else hidden(str(value))


class NotUnderstood(ValueError):
    """A cell that is no value of its field; ``code`` says why."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def value_of(field: Field, cell: Value) -> Any:
    """The value of a cell: what ``cell_of`` wrote, or what a person typed in its place. Raises NotUnderstood."""
    text = as_text(cell)
    if field.sort is Sort.TEXT:
        return shown(text) if text else None if field.optional else ""
    if not text.strip():
        return _blank(field)
    return _json_texts(text) if field.sort is Sort.TEXTS else _chosen(field, text)


def _blank(field: Field) -> Any:
    if field.required and not field.optional:
        raise NotUnderstood("required-missing")
    return None if field.optional else field.default


def _chosen(field: Field, text: str) -> Any:
    """A choice by its code first: a label in some language could be the code of another."""
    if field.sort is Sort.CHOICE and field.choices is not None and text in field.choices.values:
        return field.choices(text)
    parsed = parse(field, text)
    if parsed.problem:
        raise NotUnderstood(parsed.problem)
    return parsed.value


def _json_texts(text: str) -> tuple[str, ...]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise NotUnderstood("not-a-choice") from None
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise NotUnderstood("not-a-choice")
    return tuple(found)
