"""Celery's app: transport, queues and the clock. The database holds the work; a message only carries an id."""

import os
from typing import Any

from celery import Celery
from django.conf import settings
from kombu.entity import Exchange, Queue

from config import broker
from config.serving import serve

if not settings.configured:  # this is the door: a worker or the clock, and not manage.py
    serve()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

QUEUES = ("locate", "rewrite", "render", "bulk", "mail")
ROUTES = {
    "locate": (
        "registers.seal",
        "consents.wake_screening",
        "consents.seal",
        "subjects.reap",
        "subjects.wake_lists",
    ),
    "rewrite": (
        "subjects.pass_on_objections",
        "subjects.suppress",
    ),
    "render": ("registers.render",),
    "bulk": (
        "registers.seal_sweep",
        "registers.assess",
        "consents.screen",
        "consents.purge_lists",
        "consents.expire",
        "consents.sweep_keys",
        "consents.forget_due",
        "subjects.run_deferred",
        "subjects.purge",
        "subjects.read_list",
        "subjects.fill_suppression",
    ),
    "mail": (
        "registers.remind",
        "subjects.send_notices",
    ),
}
"""The queue of each task. A step goes where its kind says: who queues it names the queue."""


def _transport(url: str) -> dict[str, Any]:
    """Options of the broker: files in a private folder when no broker is named, visibility time-out for Redis."""
    if url:
        return {"visibility_timeout": settings.ENVIRONMENT.broker_visibility_timeout}
    folder = settings.VAR_DIR / "broker"
    for name in ("messages", "control", "processed"):
        (folder / name).mkdir(mode=0o700, parents=True, exist_ok=True)
    return {
        "data_folder_in": str(folder / "messages"),
        "data_folder_out": str(folder / "messages"),
        "control_folder": str(folder / "control"),
        "processed_folder": str(folder / "processed"),
        "store_processed": False,
        "polling_interval": 0.1,
    }


app = Celery("waarborg")
app.conf.update(
    broker_url=settings.ENVIRONMENT.broker_url or f"{broker.SCHEME}://",
    broker_transport_options=_transport(settings.ENVIRONMENT.broker_url),
    broker_connection_retry_on_startup=True,
    broker_connection_timeout=5,
    task_queues=[Queue(name, Exchange(name), routing_key=name) for name in QUEUES],  # type: ignore[no-untyped-call]  # kombu has no types
    task_routes={name: {"queue": queue} for queue, names in ROUTES.items() for name in names},
    task_default_queue="rewrite",
    task_serializer="json",
    accept_content=["json"],
    task_ignore_result=True,
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    worker_hijack_root_logger=False,
    worker_soft_shutdown_timeout=20,
    enable_utc=True,
    timezone=settings.TIME_ZONE,
    beat_schedule_filename=str(settings.VAR_DIR / "celerybeat-schedule"),
    beat_schedule={
        "reap": {"task": "subjects.reap", "schedule": 5.0},
        "seal": {"task": "registers.seal", "schedule": 2.0},
        "seal-sweep": {"task": "registers.seal_sweep", "schedule": 86_400.0},
        "purge": {"task": "subjects.purge", "schedule": 86_400.0},
        "remind": {"task": "registers.remind", "schedule": 21_600.0},
        "assess": {"task": "registers.assess", "schedule": 86_400.0},
        "notices": {"task": "subjects.send_notices", "schedule": 300.0},
        "objections": {"task": "subjects.pass_on_objections", "schedule": 15.0},
        "lists": {"task": "subjects.wake_lists", "schedule": 60.0},
        "fill-suppression": {"task": "subjects.fill_suppression", "schedule": 86_400.0},
        "seal-ledger": {"task": "consents.seal", "schedule": 3600.0},
        "screening": {"task": "consents.wake_screening", "schedule": 60.0},
        "expire": {"task": "consents.expire", "schedule": 86_400.0},
        "sweep-keys": {"task": "consents.sweep_keys", "schedule": 86_400.0},
        "forget-due": {"task": "consents.forget_due", "schedule": 86_400.0},
        "purge-lists": {"task": "consents.purge_lists", "schedule": 86_400.0},
        "deferred": {"task": "subjects.run_deferred", "schedule": 3600.0},
    },
)
app.autodiscover_tasks()
