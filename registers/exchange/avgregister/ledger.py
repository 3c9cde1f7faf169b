"""Reading a record so that nothing is lost in silence: every value that is asked for is ticked off, the rest is listed.

``Node.text`` and its sisters tick. What a shape does not ask for, or cannot use after all (``leave``), comes out of
``Ledger.not_taken`` by its path, whatever new keys an export may bring.
"""

from collections.abc import Iterator
from typing import Any

from registers.exchange.units import Remark, doubt
from registers.exchange.words import answer_of, clean
from registers.register_choices import Answer


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every value that is no dict or list, with its path: ``Doelen[0].Doel``. Empty ones too."""
    if isinstance(value, dict):
        for key, below in value.items():
            yield from leaves(below, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for index, below in enumerate(value):
            yield from leaves(below, f"{path}[{index}]")
    else:
        yield path, value


def says_something(value: Any) -> bool:
    """Whether there is anything to lose."""
    return value is not None and (not isinstance(value, str) or bool(value.strip()))


class Ledger:
    """What was taken from one record, and what was remarked on the way."""

    def __init__(self, value: dict[str, Any]) -> None:
        self._value = value
        self.taken: set[str] = set()
        self.remarks: list[Remark] = []

    def not_taken(self) -> tuple[str, ...]:
        """Paths of the values that said something and went nowhere."""
        return tuple(path for path, value in leaves(self._value) if path not in self.taken and says_something(value))


class Node:
    """A dict of the record at its path."""

    def __init__(self, value: Any, path: str, ledger: Ledger) -> None:
        self._value = value if isinstance(value, dict) else {}
        self.path = path
        self.ledger = ledger

    def at(self, key: str) -> str:
        """The path of a key."""
        return f"{self.path}.{key}" if self.path else key

    def _get(self, key: str, *types: type) -> Any:
        value = self._value.get(key)
        if value is None:
            return None
        if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
            self.ledger.remarks.append(doubt("unexpected-shape", self.at(key)))
            return None
        return value

    def text(self, key: str) -> str:
        """The text, tidied; '' for nothing. A number is text too."""
        value = self._get(key, str, int, float)
        if value is None:
            return ""
        self.ledger.taken.add(self.at(key))
        return clean(str(value))

    def answer(self, key: str) -> Answer:
        """True, false, null, or the words for them."""
        value = self._get(key, bool, str)
        found = answer_of(value) if isinstance(value, str) else {True: Answer.YES, False: Answer.NO}.get(value)
        if found is None and value is not None:
            self.ledger.remarks.append(doubt("unexpected-shape", self.at(key)))
        elif value is not None:
            self.ledger.taken.add(self.at(key))
        return found or Answer.UNKNOWN

    def leave(self, key: str) -> None:
        """Undo the tick: the value went into no field after all."""
        self.ledger.taken.discard(self.at(key))

    def child(self, key: str) -> "Node":
        """The dict under a key; an empty one when there is none."""
        return Node(self._get(key, dict), self.at(key), self.ledger)

    def items(self, key: str) -> list["Node"]:
        """The dicts of the list under a key."""
        found = []
        for index, value in enumerate(self._get(key, list) or ()):
            if isinstance(value, dict):
                found.append(Node(value, f"{self.at(key)}[{index}]", self.ledger))
            else:
                self.ledger.remarks.append(doubt("unexpected-shape", f"{self.at(key)}[{index}]"))
        return found

    def texts(self, key: str) -> list[str]:
        """The texts of the list under a key; a single text counts as a list of one."""
        value = self._get(key, list, str)
        if isinstance(value, str):
            return [text] if (text := self.text(key)) else []
        found = []
        for index, item in enumerate(value or ()):
            path = f"{self.at(key)}[{index}]"
            if isinstance(item, str):
                self.ledger.taken.add(path)
                found.append(clean(item))
            elif item is not None:
                self.ledger.remarks.append(doubt("unexpected-shape", path))
        return [text for text in found if text]

    def has(self, key: str) -> bool:
        """Whether the key is there, filled or not."""
        return key in self._value
