"""Runs in a process of its own: three people of the demo through the commands and a real worker, everything at DEBUG.

``python -m tests.journeys.leak_walk FOLDER`` leaves in FOLDER: ``var`` (all that Waarborg wrote), ``said`` (messages,
logs, what the commands print), ``documents`` per right, and ``markers.json``.
"""

import contextlib
import io
import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import django
from django.core.management import call_command
from django.utils import timezone

from subjects.demo.generating import generate
from subjects.demo.summary import DemoPerson

QUEUES = "locate,rewrite,render,bulk,mail"
PATIENCE = 120


def main(folder: Path) -> None:
    django.setup()
    demo = generate(
        path=folder / "demo.sqlite3", recordings=folder / "recordings", customers=30, today=timezone.localdate()
    )
    with (folder / "said" / "commands.txt").open("w") as out, contextlib.redirect_stdout(out):
        call_command("migrate", verbosity=0)
        _users()
        call_command("datamap", "load", "subjects/demo/datamap.yaml")
        call_command("datamap", "check")
        references = {person.right: _ask(person) for person in demo.people}
        shutil.copytree(folder / "var" / "broker", folder / "said" / "messages")
        _work(folder, list(references.values()))
        for right, reference in references.items():
            call_command("request", "show", reference, "--json")
            call_command("request", "documents", reference, "--to", str(folder / "documents" / right))
        call_command("evidence", "export", "--to", str(folder / "said" / "evidence.jsonl"))
    people = {person.right: [*person.markers, *person.shared_values] for person in demo.people}
    (folder / "markers.json").write_text(json.dumps(people))


def _users() -> None:
    from django.contrib.auth.models import User

    for name in ("planner", "approver"):
        User.objects.create_user(name)


def _ask(person: DemoPerson) -> str:
    """Up to the queued steps; answers with the reference."""
    from subjects.selectors import request_of

    given = [word for kind, value in person.identifiers for word in ("--identifier", f"{kind}={value}")]
    said = io.StringIO()
    today = timezone.localdate().isoformat()
    call_command("request", "open", "--right", person.right, "--received", today, *given, stdout=said)
    reference = said.getvalue().split()[0]
    call_command("request", "identify", reference, "--method", "facts", "--by", "planner")
    call_command("request", "locate", reference)
    for one in request_of(reference).candidates.filter(status="open"):
        mine = one.table == "customers" and [person.customer_id] in one.key
        answer = "yes" if mine else "no"
        call_command(
            "request", "decide", reference, "--candidate", str(one.number), "--is-subject", answer, "--by", "planner"
        )
    call_command("request", "plan", reference)
    if person.right != "access":
        call_command("request", "approve", reference, "--by", "approver")
    call_command("request", "run", reference)
    return reference


def _work(folder: Path, references: list[str]) -> None:
    from subjects.models import SubjectRequest

    command = [
        sys.executable,
        "-m",
        "celery",
        "-A",
        "config.celery",
        "worker",
        "-P",
        "solo",
        "-l",
        "DEBUG",
        "-Q",
        QUEUES,
    ]
    with (folder / "said" / "worker.txt").open("wb") as log:
        worker = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
    try:
        until = time.monotonic() + PATIENCE
        while SubjectRequest.objects.filter(reference__in=references).exclude(status="executed").exists():
            if time.monotonic() > until:
                raise SystemExit("the worker did not finish")
            time.sleep(0.5)
    finally:
        worker.terminate()
        worker.wait()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
