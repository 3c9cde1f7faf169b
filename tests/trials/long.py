"""The long run: kills and freezes at drawn points and at drawn times, each state judged, every request finished."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from subjects.faultpoints import POINTS, SUPPRESSING
from tests.trials.checker import HALF, NEW, OLD, state_of
from tests.trials.trial import AHEAD, Trial

DRAWN = tuple(point for point in POINTS if point not in {"export.mid", *SUPPRESSING})
# A process frozen inside a transaction keeps SQLite locked: there it can only be killed.
INSIDE = frozenset(point for point in POINTS if point.startswith("rewrite.") and point != "rewrite.committed")
LATEST = 2.5
"""Seconds after which a worker without a fault point is killed at the latest."""


@dataclass(kw_only=True)
class LongRun:
    """What was done and seen. ``faults`` must stay empty."""

    trial: Trial
    rng: Random
    kills: int
    counts: Counter[str] = field(default_factory=Counter)
    points: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    zombies: list[dict[str, object]] = field(default_factory=list)

    def rounds(self) -> Iterator[int]:
        """Go round until so many workers were cut off, each time with every request; how many were, so far."""
        while self.counts["cut off"] < self.kills:
            self.counts["rounds"] += 1
            self.trial.begin()
            for _cut in range(self.rng.randint(4, 8 * len(self.trial.people))):
                self._cut_off()
                if self._judge():
                    break
            self._finish()
            yield self.counts["cut off"]

    def _cut_off(self) -> None:
        way = self.rng.choice(("kill", "kill", "kill", "freeze", "time"))
        point = self.rng.choice(DRAWN)
        if way == "time":
            self._at_some_time()
        else:
            safe = way == "kill" or (point not in INSIDE and point != "render.stored")
            deed = way if safe else "kill"
            ended = self.trial.cut(f"{point}:{deed}:{self.rng.choice((1, 1, 1, 2, 3, 5))}")
            self._note(ended, point)
        if self.rng.random() < 0.8:
            self.trial.ahead += AHEAD
        if self.zombies and self.rng.random() < 0.5:
            self._wake()

    def _note(self, ended: dict[str, object], point: str) -> None:
        if ended["ended"] == "done":
            self.counts["not reached"] += 1
            return
        self.counts["cut off"] += 1
        self.points[point] += 1
        if ended["ended"] == "stopped":
            self.counts["frozen"] += 1
            self.zombies.append(ended)

    def _at_some_time(self) -> None:
        pid = self.trial.detach("none:kill", ahead=self.trial.ahead)
        self.trial.pause(self.rng.uniform(0.05, LATEST))
        ended = self.trial.stage.send({"verb": "end", "pid": pid})
        killed = ended["ended"] == "killed"
        self.counts["cut off" if killed else "not reached"] += 1
        self.counts["killed at a drawn time"] += killed

    def _wake(self) -> None:
        self.trial.wake(self.zombies.pop(self.rng.randrange(len(self.zombies))))
        self.counts["woken"] += 1

    def _judge(self) -> bool:
        """Look at everything; whether all requests have been carried out."""
        now = self.trial.look()
        self.faults += self.trial.faults_now()
        for person in self.trial.people.values():
            states = [
                state_of(person, name, before=self.trial.before, now=now, goal=self.trial.goal) for name in person.rows
            ]
            self.counts["states judged"] += 1
            self.counts["half a person in a source"] += HALF in states
            self.counts["one source done, another not"] += {OLD, NEW} <= set(states)
        return set(now.house.status.values()) == {"executed"}

    def _finish(self) -> None:
        self.trial.finish()
        while self.zombies:
            self._wake()
        self.trial.finish()
        self.counts["requests finished"] += len(self.trial.people)
        self.faults += [*self.trial.faults_at_end(), *self.trial.left_behind()]
