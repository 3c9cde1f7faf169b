"""Every mutant of the engine is caught by a trial that the sound engine passes."""

from pathlib import Path

import pytest

from subjects.faultpoints import POINTS
from tests.trials import scenarios
from tests.trials.mutants import MUTANTS
from tests.trials.scenarios import Scenario, frozen, killed
from tests.trials.trial import Trial
from tests.trials.world import arrive, arrive_as_customer, arrive_as_order

CUT_OFF: dict[str, Scenario] = {
    "killed in the middle": killed("rewrite.mid"),
    "killed before the commit": killed("rewrite.before_commit"),
    "killed after the commit": killed("rewrite.committed"),
    "killed when just begun": killed("step.claimed"),
    "killed between two files": killed("files.between"),
    "killed at the end": killed("render.committed"),
    "frozen before the receipt": frozen("step.before_receipt"),
}
"""That the sound engine passes these is shown by test_boundaries and test_frozen."""
SCENARIOS: dict[str, Scenario] = {
    "a second worker": scenarios.second_worker,
    "a slow worker": scenarios.slow_worker,
    "a trigger that restores": scenarios.restoring_trigger,
    "a trigger that ignores": scenarios.ignoring_trigger,
    "a row arrives before": scenarios.arrives_before,
    "a row arrives after": scenarios.arrives_after,
    "a row arrives in the gap": scenarios.arrives_in_the_gap("helpdesk", arrive),
    "a customer arrives in the gap": scenarios.arrives_in_the_gap("klanten", arrive_as_customer),
    "an order arrives in the gap": scenarios.arrives_in_the_gap("klanten", arrive_as_order),
    "a row changes before": scenarios.changes_before,
    "one source blocked": scenarios.one_source_blocked,
    "withdrawn while a worker sleeps": scenarios.withdrawn_asleep,
    "a deadly step": scenarios.deadly_step,
}
CAUGHT_BY = {
    "verifies_nothing": "a trigger that restores",
    "counts_nothing": "a trigger that ignores",
    "treats_nothing": "killed when just begun",
    "receipt_before_commit": "killed before the commit",
    "no_fencing": "frozen before the receipt",
    "no_lease": "a second worker",
    "no_heartbeat": "a slow worker",
    "documents_before_receipts": "killed when just begun",
    "blocked_goes_on": "one source blocked",
    "intent_forgotten": "killed between two files",
    "marks_nothing": "killed after the commit",
    "commits_unasked": "withdrawn while a worker sleeps",
    "ends_too_soon": "withdrawn while a worker sleeps",
    "commits_every_statement": "killed in the middle",
    "runs_a_stale_plan": "a row changes before",
    "other_values_each_time": "killed after the commit",
    "searches_no_more": "a row arrives before",
    "overlooks_arrivals": "a row arrives after",
    "refuses_what_was_committed": "a row arrives in the gap",
    "overlooks_what_hangs": "an order arrives in the gap",
    "touches_the_household": "killed in the middle",
    "forgets_the_files": "killed in the middle",
    "lists_the_files_anew": "killed between two files",
    "evidence_forgotten": "killed in the middle",
    "finishes_in_pieces": "killed at the end",
    "reaper_asleep": "killed in the middle",
    "poison_forever": "a deadly step",
}


def test_every_mutant_has_a_trial_that_must_catch_it() -> None:
    assert set(CAUGHT_BY) == set(MUTANTS)


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_engine_passes(trial: Trial, name: str) -> None:
    noticed = list(SCENARIOS[name](trial, ""))

    assert noticed == []


@pytest.mark.parametrize("mutant", CAUGHT_BY)
def test_the_mutant_is_caught(trial: Trial, mutant: str) -> None:
    noticed = {**CUT_OFF, **SCENARIOS}[CAUGHT_BY[mutant]](trial, mutant)

    assert next(noticed, None) is not None


def test_a_certificate_of_a_source_that_was_not_treated_is_seen_by_the_checker(trial: Trial) -> None:
    noticed = killed("step.claimed")(trial, "documents_before_receipts")

    assert any("a document, while the sources are" in fault and "'old'" in fault for fault in noticed)
    assert any(name.endswith("erasure_certificate") for name in trial.look().certificates)


def test_the_documentation_names_every_mutant_and_every_point() -> None:
    page = Path("docs/betrouwbaarheid.md").read_text()

    assert [name for name in (*MUTANTS, *POINTS) if f"`{name}`" not in page] == []
