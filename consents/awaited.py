"""Who is waited for elsewhere: apps that this one does not know say which keyed indexes they are still busy with.

They add their question when the house starts, as they add their tables to those that are guarded.
"""

from collections.abc import Callable, Collection

Question = Callable[[Collection[str]], Collection[str]]
"""Of these keyed indexes, those that somebody is busy with."""

_QUESTIONS: dict[str, Question] = {}


def also(name: str, question: Question) -> None:
    """Ask this too; under the same name it is asked once."""
    _QUESTIONS[name] = question


def awaited(indexes: Collection[str]) -> frozenset[str]:
    """Of these indexes, those that any other app is busy with."""
    return frozenset(index for question in _QUESTIONS.values() for index in question(indexes))
