"""``manage.py up``: web server, workers and clock together, for somebody who wants to look. Ctrl-C ends them all."""

import os
import signal
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.celery import QUEUES
from config.management.supervision import Together

ALONE = "worker-"


def commands(*, bind: str, concurrency: int, broker: str) -> dict[str, list[str]]:
    """The command lines, with the Python that runs this one.

    Without a named ``broker`` messages are files, and then each worker is one process: the children of a pool would
    share a lock there, and one that is killed while it holds it leaves the others waiting for ever.
    """
    python = sys.executable
    beat_file = str(Path(settings.VAR_DIR) / "celerybeat.pid")
    celery = [python, "-m", "celery", "--app", "config"]
    level = ["--loglevel", settings.ENVIRONMENT.log_level]
    worker = [*celery, "worker", "--queues", ",".join(QUEUES), *level]
    return {
        "web": [python, "-m", "gunicorn", "--bind", bind, "--workers", "2", "--threads", "4", "config.wsgi"],
        **(
            {"worker": [*worker, "--concurrency", str(concurrency)]}
            if broker
            else {
                f"{ALONE}{number}": [*worker, "--pool", "solo", "--hostname", f"{ALONE}{number}@%h"]
                for number in range(1, concurrency + 1)
            }
        ),
        "beat": [*celery, "beat", "--pidfile", beat_file, *level],
    }


class Command(BaseCommand):
    help = "Run web, worker and beat together until Ctrl-C; exits with 1 when one of them ends by itself."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--bind", default="127.0.0.1:8000", help="address and port of the web server")
        parser.add_argument("--concurrency", type=int, default=2, help="processes that work")

    def handle(self, *args: Any, **options: Any) -> None:
        _point_to_demo(Path(settings.VAR_DIR) / "demo")
        broker = settings.ENVIRONMENT.broker_url
        lines = commands(bind=options["bind"], concurrency=options["concurrency"], broker=broker)
        together = Together(lines, again=[name for name in lines if name.startswith(ALONE)])
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, together.call_off)
        with together:
            self.stdout.write(f"http://{options['bind']}/ (Ctrl-C ends)")
            self.stdout.flush()
            ended = together.first_to_end()
        if ended:
            name, status = ended
            raise CommandError(f"{name} ended with exit status {status}; the others were stopped too")


def _point_to_demo(folder: Path) -> None:
    """Let the three find the database that the demo made, unless the environment says otherwise."""
    database = folder / "klanten.sqlite3"
    if settings.ENVIRONMENT.mode == "development" and database.exists():
        os.environ.setdefault("DEMO_DATABASE_URL", f"sqlite:///{database}")
        os.environ.setdefault("DEMO_FILES", str(folder / "opnamen"))
