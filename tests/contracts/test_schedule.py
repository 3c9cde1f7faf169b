"""Tasks: what the clock wakes exists, and no task is forgotten by both the clock and the queue door."""

import re

import pytest

from config.celery import QUEUES, ROUTES, app
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
    assert set(ROUTES) <= set(QUEUES)
    assert set(app.conf.task_routes) == own_tasks() - {"subjects.run_step"}


def test_the_queue_of_a_task_stands_in_one_place_and_is_the_one_it_is_sent_to() -> None:
    sent = {name: app.amqp.router.route({}, name)["queue"].name for name in app.conf.task_routes}

    assert sent == {name: queue for queue, names in ROUTES.items() for name in names}
    assert [name for name in own_tasks() if getattr(app.tasks[name], "queue", None)] == []


@pytest.mark.parametrize("app_name", ["registers", "consents", "subjects"])
def test_who_queues_a_task_by_name_names_the_queue_of_its_route(app_name: str) -> None:
    text = (ROOT / app_name / "dispatch.py").read_text()
    told = re.findall(r'signature\("([\w.]+)".*?queue="(\w+)"', text, re.DOTALL)

    routes = {name: queue for queue, names in ROUTES.items() for name in names}
    assert [(name, queue) for name, queue in told if routes.get(name, queue) != queue] == []
