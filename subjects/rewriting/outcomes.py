"""What a rewriting did in one source, as values without personal data; equal for an undisturbed and a resumed run."""

from dataclasses import dataclass

from subjects.planning.keys import Key
from subjects.planning.values import Action


@dataclass(frozen=True, kw_only=True)
class OperationOutcome:
    """One operation, in the order of the plan. ``verified`` rows were read again and are as they must be."""

    table: str
    action: Action
    planned: int
    affected: int
    verified: int


@dataclass(frozen=True, kw_only=True)
class SourceOutcome:
    """One source. Of ``found_again`` rows, found by an identifier afterwards, the plan explains ``explained``.

    ``arrived`` are rows (table, key) that hang on the person's and came after an earlier attempt was committed. They
    are counted in the receipt and kept nowhere.
    """

    operations: tuple[OperationOutcome, ...]
    found_again: int = 0
    explained: int = 0
    arrived: frozenset[tuple[str, Key]] = frozenset()
