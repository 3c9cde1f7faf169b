"""What one collecting run has gathered so far: rows of the person, candidates, and what was decided against."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from subjects.locating.known import Known
from subjects.locating.searching import CandidateFound, OpenSource, Place
from subjects.planning.keys import Key

Keys = dict[tuple[str, str], dict[Key, None]]


@dataclass(kw_only=True)
class Search:
    """The state of one collecting run. ``decided`` are places that somebody decided on: not the person."""

    sources: Mapping[str, OpenSource]
    known: Known
    decided: frozenset[Place]
    found: Keys = field(default_factory=lambda: defaultdict(dict))
    candidates: dict[tuple[str, str, tuple[Key, ...]], CandidateFound] = field(default_factory=dict)

    def add(self, source: str, table: str, keys: Iterable[Key]) -> list[Key]:
        """Note rows as the person's; the answer is the new ones."""
        have = self.found[source, table]
        new = [
            key
            for key in dict.fromkeys(keys)
            if key not in have and Place(source=source, table=table, key=key) not in self.decided
        ]
        have.update(dict.fromkeys(new))
        return new

    def keys(self, source: str, table: str) -> list[Key]:
        """The rows noted so far."""
        return list(self.found.get((source, table), ()))
