"""One person from locate to receipts, documents left out: the time a member of staff waits, on PostgreSQL.

Waarborg's own tables are SQLite in a folder of their own; the source is the database of the rewriting bench.
"""

import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.benchmarks._rewriting_cases import CUSTOMER, NOTES, ORDERS
from tests.benchmarks.rewriting import NAME, SERVER, built

TITLE = "Locate, plan, approve, execute, receipt: one person"
ROUNDS = 30
BAR = 0.150


def run(scale: float) -> list[dict[str, Any]]:
    """The time per person, without documents, over ``ROUNDS`` persons; two rounds before that are not counted."""
    with built(max(25_000, int(500_000 * scale))), tempfile.TemporaryDirectory() as folder:
        _prepare(Path(folder))
        parts = [_person(10_000 + 7 * number) for number in range(ROUNDS + 2)][2:]
    totals = [sum(one.values()) for one in parts]
    names = list(parts[0])
    p50 = statistics.median(totals)
    return [
        {"figure": "locate → plan → execute → receipts, p50", "seconds": p50, "bar": BAR, "holds": p50 <= BAR},
        {"figure": "the same, p95", "seconds": sorted(totals)[int(len(totals) * 0.95)]},
        *(
            {"figure": f"of which {name}, p50", "seconds": statistics.median(one[name] for one in parts)}
            for name in names
        ),
    ]


def _prepare(folder: Path) -> None:
    """Waarborg's own tables in a new SQLite file, two users, and the map of the bench."""
    from django.conf import settings
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.db import connections
    from django.utils import timezone
    from sqlalchemy.engine import make_url

    from registers.actions.datamaps import load_map
    from subjects.actions.mapping import check_source

    connections.close_all()
    settings.DATABASES["default"]["NAME"] = connections["default"].settings_dict["NAME"] = folder / "waarborg.sqlite3"
    address = make_url(SERVER).set(database=NAME)
    os.environ["BENCH_URL"] = address.render_as_string(hide_password=False)
    call_command("migrate", verbosity=0)
    for name in ("planner", "approver"):
        User.objects.create_user(name)
    load_map(datamap=_map(), at=timezone.now())
    check_source(name="bench", at=timezone.now())


def _map() -> Any:
    from registers.datamap import DataMap

    def table(name: str, changes: dict[str, Any], **more: Any) -> dict[str, Any]:
        fields = [
            {"name": column, "category": "contact", "erasure": change, "anonymisation": change}
            | ({"identifies": "email"} if column == "email" else {})
            for column, change in changes.items()
        ]
        columns = {"customer": REST, "orders": ("id", "customer_id", "total", "placed")}.get(
            name, ("id", "customer_id", "at")
        )
        return {
            "name": name,
            "key": ["id"],
            "activity": "Bench",
            "ground": "6(1)(b)",
            "fields": [*fields, *({"name": column} for column in columns)],
            **more,
        }

    tables = [
        table("customer", CUSTOMER, role="person"),
        table("orders", ORDERS),
        table("contact_log", NOTES),
    ]
    links = [
        {"child": {"table": child, "columns": ["customer_id"]}, "parent": {"table": "customer", "columns": ["id"]}}
        for child in ("orders", "contact_log")
    ]
    return DataMap.model_validate({"name": "bench", "url_env": "BENCH_URL", "tables": tables, "links": links})


REST = ("id", "city", "gender", "language", "newsletter", "score", "created", "changed")


def _person(number: int) -> dict[str, float]:
    """Seconds per verb for one person; receiving and identifying aren't counted."""
    from django.contrib.auth.models import User
    from django.utils import timezone

    from registers.choices import IdentifierKind
    from subjects.actions import intake, locating, planning, running
    from subjects.choices import IdentificationMethod, Right, StepKind

    planner, approver = User.objects.order_by("-username")
    request = intake.receive(
        intake=intake.Intake(
            right=Right.ERASURE,
            received_on=timezone.localdate(),
            identifiers=[(IdentifierKind.EMAIL, f"p{number}@example.nl")],
        ),
        at=timezone.now(),
    )
    intake.identify(request=request, method=IdentificationMethod.LOGIN, actor=planner, at=timezone.now())
    times: dict[str, float] = {}
    steps: list[Any] = []

    def timed(name: str, verb: Any) -> Any:
        started = time.perf_counter()
        result = verb()
        times[name] = time.perf_counter() - started
        return result

    timed("locate", lambda: locating.locate(request=request, at=timezone.now()))
    timed("plan", lambda: planning.plan(request=request, at=timezone.now(), actor=planner))
    timed("approve", lambda: planning.approve(request=request, actor=approver, at=timezone.now()))
    timed("start", lambda: steps.extend(running.start(request=request, at=timezone.now())))
    step = next(step for step in steps if step.kind == StepKind.REWRITE)
    timed("execute", lambda: running.run_step(step_id=step.pk, worker="bench", clock=timezone.now))
    step.refresh_from_db()
    if step.status != "done":
        raise RuntimeError(f"the step is {step.status}: {step.error_code} {step.error_text}")
    return times
