"""One trial: put the stage back, cut the work off somewhere, go on until it is finished; judged at each halt."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.trials.checker import Picture, faults_at_end, faults_now, left_behind, neighbours, picture, status_of
from tests.trials.stage import Stage
from tests.trials.world import Person

AHEAD = 400.0
"""Seconds that the clock is set ahead after each halt: longer than any lease and any pause before a retry."""
HINTS_LOST = 6.0
"""Seconds after which a hint that nobody took is given again; a step that was taken is then still held."""
ROUNDS = 12


@dataclass(kw_only=True)
class Trial:
    """A stage with its pictures of before and of the undisturbed run."""

    stage: Stage
    before: Picture
    goal: Picture
    people: dict[str, Person]
    ahead: float = 0
    halts: list[str] = field(default_factory=list)

    def begin(self) -> None:
        """Everything as it was, and every request told to run."""
        self.stage.restore()
        self.ahead = 0
        self.start()

    def start(self) -> None:
        """``request run`` for every request."""
        for request in self.stage.requests:
            _demand(self.stage.order("run", reference=request["reference"]))

    def cut(self, fault: str, **values: Any) -> dict[str, Any]:
        """Work until the fault goes off; how the worker ended."""
        self.halts.append(fault)
        once = self.stage.folder / f"once-{len(self.halts)}"
        environment = {"WAARBORG_FAULT": fault, "WAARBORG_FAULT_ONCE": str(once)}
        return self.stage.order("work", environment=environment, ahead=self.ahead, **values)

    def work(self, **values: Any) -> int:
        """Work without a fault; how many steps were tried."""
        tried: int = _demand(self.stage.order("work", **{"ahead": self.ahead, **values}))
        return tried

    def wake(self, frozen: dict[str, Any]) -> dict[str, Any]:
        """Let a frozen worker go on to its end."""
        if frozen["ended"] != "stopped":
            raise AssertionError(f"the worker was not frozen but {frozen['ended']}")
        return self.stage.send({"verb": "wake", "pid": frozen["pid"]})

    def end(self, frozen: dict[str, Any]) -> None:
        """Kill a frozen worker."""
        self.stage.send({"verb": "end", "pid": frozen["pid"]})

    def detach(self, fault: str, **values: Any) -> int:
        """Start a worker and don't wait for it; its process id."""
        command = {"verb": "work", "environment": {"WAARBORG_FAULT": fault}, "values": values, "detached": True}
        pid: int = self.stage.send(command)["pid"]
        return pid

    def pause(self, seconds: float) -> None:
        """Let time pass."""
        time.sleep(seconds)

    def wait(self, pid: int) -> None:
        """Wait for the end of a detached worker."""
        self.stage.send({"verb": "wait", "pid": pid})

    def plan_again(self, **values: Any) -> list[str]:
        """The way out of a block: locate, plan, have it approved, run; what stood in the way."""
        for request in self.stage.requests:
            for verb in ("replan", "run"):
                if self.stage.order(verb, reference=request["reference"])["code"]:
                    return [f"{verb} was refused"]
        self.finish(**values)
        return []

    def withdraw(self, **values: Any) -> bool:
        """``request withdraw`` for the first request; whether it was allowed."""
        reference = self.stage.requests[0]["reference"]
        return not self.stage.order("withdraw", reference=reference, ahead=self.ahead, **values)["code"]

    def finish(self, **values: Any) -> None:
        """Work on, the clock set ahead each time, until nothing moves any more."""
        for _round in range(ROUNDS):
            self.ahead += AHEAD
            if not self.work(**values):
                return
            if all(status not in {"executing"} for status in status_of(self.stage.house).values()):
                return

    def look(self) -> Picture:
        """A picture of now."""
        return picture_of(self.stage)

    def faults_now(self) -> list[str]:
        """What the checker says at a halt."""
        return faults_now(self.people, before=self.before, now=self.look(), goal=self.goal)

    def neighbours(self) -> list[str]:
        """What the checker says of everybody else."""
        return neighbours(self.people, before=self.before, now=self.look())

    def faults_at_end(self) -> list[str]:
        """What the checker says when all must be done."""
        return faults_at_end(self.people, before=self.before, now=self.look(), goal=self.goal)

    def left_behind(self) -> list[str]:
        """What of the persons can still be found."""
        return left_behind(self.people, urls=self.stage.urls, now=self.look())


def picture_of(stage: Stage) -> Picture:
    """A picture of a stage as it is now."""
    cases = [request["case"] for request in stage.requests]
    return picture(urls=stage.urls, live=stage.live, house=stage.house, cases=cases)


def prepared(stage: Stage) -> Trial:
    """Build the stage, carry everything out once without a fault, and keep how that ended."""
    stage.build()
    before = picture_of(stage)
    people = {request["case"]: person for request, person in zip(stage.requests, stage.persons, strict=True)}
    trial = Trial(stage=stage, before=before, goal=before, people=people)
    trial.begin()
    trial.finish()
    trial.goal = trial.look()
    return trial


@contextmanager
def staged(stage: Stage) -> Iterator[Trial]:
    """A trial on a stage that is taken down at the end."""
    try:
        yield prepared(stage)
    finally:
        stage.close()


def _demand(ended: dict[str, Any]) -> Any:
    if ended["ended"] != "done" or ended["code"]:
        raise RuntimeError(f"a child of the nursery failed: {ended}")
    return ended["answer"]
