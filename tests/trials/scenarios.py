"""What can happen to a request, each as a trial that yields every fault it notices: none with a sound engine."""

from collections.abc import Callable, Iterator

from tests.trials.trial import AHEAD, HINTS_LOST, Trial
from tests.trials.world import Person, arrive, arrive_as_order, connected, sabotage

Scenario = Callable[[Trial, str], Iterator[str]]
Arrive = Callable[[str, Person], None]


def killed(point: str) -> Scenario:
    """Killed at a point; another worker comes while the lease of the dead one still holds, and others afterwards."""

    def happen(trial: Trial, mutant: str) -> Iterator[str]:
        trial.begin()
        ended = trial.cut(f"{point}:kill", mutant=mutant)
        if ended["ended"] != "killed":
            yield f"{point} was never passed"
        yield from trial.faults_now()
        trial.ahead += HINTS_LOST
        trial.work(mutant=mutant)
        yield from trial.faults_now()
        trial.finish(mutant=mutant)
        yield from trial.faults_at_end()
        if trial.stage.right != "access":
            yield from trial.left_behind()

    return happen


def frozen(point: str) -> Scenario:
    """Frozen at a point (``name:2`` for its second passing), taken over, and woken when all is done."""

    def happen(trial: Trial, mutant: str) -> Iterator[str]:
        trial.begin()
        name, _, nth = point.partition(":")
        zombie = trial.cut(f"{name}:freeze:{nth}", mutant=mutant)
        trial.finish(mutant=mutant)
        yield from trial.faults_at_end()
        trial.wake(zombie)
        yield from trial.faults_at_end()

    return happen


def second_worker(trial: Trial, mutant: str) -> Iterator[str]:
    """While a worker has its lease nobody else does anything."""
    trial.begin()
    asleep = trial.cut("rewrite.committed:freeze:2", mutant=mutant)
    before = trial.look()
    trial.work(mutant=mutant)
    if trial.look() != before:
        yield "two workers at one step"
    trial.end(asleep)


def slow_worker(trial: Trial, mutant: str) -> Iterator[str]:
    """A worker that takes longer than its lease keeps it by signs of life."""
    trial.begin()
    slow = trial.detach("files.mid:sleep", mutant=mutant)
    trial.pause(4)
    held = _running(trial)
    trial.ahead = trial.stage.lease - 3
    trial.work(mutant=mutant)
    if not held or held & {name for receipts in trial.look().house.receipts.values() for name in receipts}:
        yield "taken from a worker that was alive"
    trial.wait(slow)
    yield from trial.faults_at_end()


def restoring_trigger(trial: Trial, mutant: str) -> Iterator[str]:
    """The database puts a value back as soon as it was changed: never a document."""
    trial.begin()
    sabotage(trial.stage.urls["klanten"], "put back")
    trial.finish(mutant=mutant)
    yield from _blocked(trial, {"post-condition-failed"})


def ignoring_trigger(trial: Trial, mutant: str) -> Iterator[str]:
    """The database silently leaves out a row that was to go: never a document."""
    trial.begin()
    sabotage(trial.stage.urls["klanten"], "leave out")
    trial.finish(mutant=mutant)
    yield from _blocked(trial, {"count-mismatch"})


def arrives_before(trial: Trial, mutant: str) -> Iterator[str]:
    """A row with the person's address turns up between plan and work."""
    trial.begin()
    arrive(trial.stage.urls["helpdesk"], _first(trial))
    trial.finish(mutant=mutant)
    yield from _blocked(trial, {"still-findable"})
    yield from trial.plan_again(mutant=mutant)
    yield from _nothing_left(trial)


def arrives_after(trial: Trial, mutant: str) -> Iterator[str]:
    """A row with the person's address turns up between commit and receipt: the receipt says so, and no document."""
    trial.begin()
    asleep = trial.cut("rewrite.committed:freeze", mutant=mutant)
    arrive(trial.stage.urls["helpdesk"], _first(trial))
    trial.wake(asleep)
    trial.finish(mutant=mutant)
    yield from _blocked(trial, {"arrived"})
    refused = trial.stage.order("run", reference=trial.stage.requests[0]["reference"])
    if not refused["code"]:
        yield "the old plan may run again"
    yield from trial.plan_again(mutant=mutant)
    yield from _nothing_left(trial)


def arrives_in_the_gap(source: str, arrive: Arrive) -> Scenario:
    """A row of the person turns up after the commit of a worker that was killed before its receipt.

    What the dead worker did gets its receipt, which tells of the row; and no document before a new plan.
    """

    def happen(trial: Trial, mutant: str) -> Iterator[str]:
        trial.begin()
        nth = sorted(trial.stage.urls).index(source) + 1
        if trial.cut(f"rewrite.committed:kill:{nth}", mutant=mutant)["ended"] != "killed":
            yield "nothing was committed"
        arrive(trial.stage.urls[source], _first(trial))
        trial.finish(mutant=mutant)
        yield from _blocked(trial, {"arrived"})
        yield from _told(trial, source)
        yield from trial.neighbours()
        yield from trial.plan_again(mutant=mutant)
        yield from _nothing_left(trial)
        yield from trial.neighbours()

    return happen


def changes_before(trial: Trial, mutant: str) -> Iterator[str]:
    """A row of the person changes between plan and work."""
    trial.begin()
    with connected(trial.stage.urls["klanten"]) as klanten:
        klanten.execute("UPDATE orders SET note = 'iets anders' WHERE id = 100")
    trial.finish(mutant=mutant)
    yield from _blocked(trial, {"plan-stale"})
    yield from trial.plan_again(mutant=mutant)
    yield from _nothing_left(trial)


def one_source_blocked(trial: Trial, mutant: str) -> Iterator[str]:
    """What blocks one source leaves the others alone: the request may yet be withdrawn."""
    trial.begin()
    arrive(trial.stage.urls["helpdesk"], _first(trial))
    trial.finish(mutant=mutant)
    yield from _blocked(trial, {"still-findable"})
    if trial.look().sources["klanten"] != trial.before.sources["klanten"]:
        yield "work went on while the request was blocked"


def withdrawn_asleep(trial: Trial, mutant: str) -> Iterator[str]:
    """A request does not end under a worker that may be at it; who slept through the end wakes and changes nothing."""
    trial.begin()
    asleep = trial.cut("step.after_intent:freeze", mutant=mutant)
    arrive_as_order(trial.stage.urls["klanten"], _first(trial))
    trial.ahead += HINTS_LOST
    trial.work(mutant=mutant)
    yield from _blocked(trial, {"plan-stale"})
    before = trial.look()
    if trial.withdraw(mutant=mutant):
        yield "withdrawn while a worker was at it"
    trial.ahead += AHEAD
    trial.withdraw(mutant=mutant)
    trial.wake(asleep)
    trial.finish(mutant=mutant)
    now = trial.look()
    if (now.sources, now.files, now.house.receipts) != (before.sources, before.files, before.house.receipts):
        yield "work was done for a request that was withdrawn"
    if set(now.house.status.values()) != {"withdrawn"} or any(now.house.documents.values()):
        yield f"not withdrawn but {now.house.status}"


def deadly_step(trial: Trial, mutant: str) -> Iterator[str]:
    """A step that kills every worker waits for a person after so many attempts, and can be tried again."""
    trial.begin()
    for _attempt in range(7):
        trial.cut("rewrite.mid:kill", mutant=mutant)
        trial.ahead += 400
    yield from trial.faults_now()
    yield from _blocked(trial, {"poison"})
    trial.start()
    trial.finish(mutant=mutant)
    yield from trial.faults_at_end()


def _running(trial: Trial) -> set[str]:
    """The steps that a worker is at."""
    steps = [pair for steps in trial.look().house.steps.values() for pair in steps.items()]
    return {name for name, status in steps if status == "running"}


def _first(trial: Trial) -> Person:
    return next(iter(trial.people.values()))


def _blocked(trial: Trial, codes: set[str]) -> Iterator[str]:
    """Blocked with one of these codes, and without a document."""
    house = trial.look().house
    for case, status in house.status.items():
        if status != "blocked" or house.blocked[case] not in codes:
            yield f"{status} {house.blocked[case]}, must be blocked: {', '.join(sorted(codes))}"
        if house.documents[case]:
            yield "a document of a request that is blocked"


def _told(trial: Trial, source: str) -> Iterator[str]:
    """The receipt of this source tells of one row that arrived, and is otherwise that of the undisturbed run."""
    house, goal = trial.look().house, trial.goal.house
    for case, receipts in house.receipts.items():
        must = goal.receipts[case][f"rewrite 1 {source}"].replace('"arrived":0', '"arrived":1')
        if receipts.get(f"rewrite 1 {source}") != must:
            yield f"{case}: receipt of {source} {receipts.get(f'rewrite 1 {source}')}, must be {must}"
    if trial.stage.right == "erasure" and source == "klanten" and not trial.look().files <= trial.goal.files:
        yield "files of rows that were treated are still there"


def _nothing_left(trial: Trial) -> Iterator[str]:
    house = trial.look().house
    yield from (f"{case} is {status}" for case, status in house.status.items() if status != "executed")
    yield from (f"no document of {case}" for case, documents in house.documents.items() if not documents)
    yield from trial.left_behind()
