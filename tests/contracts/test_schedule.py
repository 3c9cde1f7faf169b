"""Tasks: what the clock wakes exists, and no task is forgotten by both the clock and the queue door."""

from config.celery import QUEUES, app
from tests.contracts.code import ROOT


def own_tasks() -> set[str]:
    app.loader.import_default_modules()
    return {name for name in app.tasks if name.split(".")[0] in {"registers", "consents", "subjects"}}


def scheduled() -> set[str]:
    return {entry["task"] for entry in app.conf.beat_schedule.values()}


def test_the_clock_wakes_only_tasks_that_exist() -> None:
    assert scheduled() - own_tasks() == set()


def test_every_task_is_woken_by_the_clock_or_queued_by_name() -> None:
    doors = "".join((ROOT / app_name / "dispatch.py").read_text() for app_name in ("registers", "consents", "subjects"))

    assert [name for name in own_tasks() - scheduled() if f'"{name}"' not in doors] == []


def test_a_task_goes_to_a_queue_that_has_workers() -> None:
    queues = {name: app.tasks[name].queue for name in own_tasks() if getattr(app.tasks[name], "queue", None)}

    assert {name: queue for name, queue in queues.items() if queue not in QUEUES} == {}
