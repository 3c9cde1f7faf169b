"""``manage.py up``: web server, worker and clock together, for somebody who wants to look. Ctrl-C ends all three."""

import os
import signal
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.celery import QUEUES
from config.management.supervision import Together


def commands(*, bind: str, concurrency: int) -> dict[str, list[str]]:
    """The three command lines, with the Python that runs this one."""
    python = sys.executable
    beat_file = str(Path(settings.VAR_DIR) / "celerybeat.pid")
    celery = [python, "-m", "celery", "--app", "config"]
    level = ["--loglevel", settings.ENVIRONMENT.log_level]
    return {
        "web": [python, "-m", "gunicorn", "--bind", bind, "--workers", "2", "config.wsgi"],
        "worker": [*celery, "worker", "--queues", ",".join(QUEUES), "--concurrency", str(concurrency), *level],
        "beat": [*celery, "beat", "--pidfile", beat_file, *level],
    }


class Command(BaseCommand):
    help = "Run web, worker and beat together until Ctrl-C; exits with 1 when one of them ends by itself."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--bind", default="127.0.0.1:8000", help="address and port of the web server")
        parser.add_argument("--concurrency", type=int, default=2, help="processes of the worker")

    def handle(self, *args: Any, **options: Any) -> None:
        _point_to_demo(Path(settings.VAR_DIR) / "demo")
        together = Together(commands(bind=options["bind"], concurrency=options["concurrency"]))
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
