"""A register of 1,000 activities with 20 lines each: its list in the admin, and the whole as of a date on paper.

Waarborg's own tables are SQLite in a folder of their own. Peak memory is that of the largest process at work.
"""

import resource
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

TITLE = "Het register: 1.000 activiteiten met 20 regels"
ACTIVITIES, LINES = 1_000, 20
QUERIES_BAR, MILLISECONDS_BAR, MEMORY_BAR = 25, 300, 500


def run(scale: float) -> list[dict[str, Any]]:
    """Queries and milliseconds of the list; pages, seconds and MiB of the document."""
    activities = max(20, round(ACTIVITIES * scale))
    with tempfile.TemporaryDirectory() as folder:
        _prepare(Path(folder), activities)
        listed = _listed()
        printed = _printed()
    return [
        {
            "what": f"list of {activities:,} activities",
            **listed,
            "bar": f"≤ {QUERIES_BAR}, ≤ {MILLISECONDS_BAR} ms",
            "holds": listed["queries"] <= QUERIES_BAR and listed["ms"] <= MILLISECONDS_BAR,
        },
        {
            "what": "the whole register as of a date, signed PDF",
            **printed,
            "bar": f"≤ {MEMORY_BAR} MiB",
            "holds": printed["MiB"] <= MEMORY_BAR,
        },
    ]


def _listed() -> dict[str, Any]:
    from django.contrib.auth.models import User
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.create_superuser("meter"))
    address = reverse("admin:registers_processingactivity_changelist")
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    queries = len(captured)  # counted before the next page empties the log
    times = sorted(_seconds(lambda: client.get(address)) for _attempt in range(7))
    return {"queries": queries, "ms": round(times[3] * 1000)}


def _printed() -> dict[str, Any]:
    from django.utils import timezone

    from registers.actions.register_documents import Wanted, register_document
    from registers.choices import DocumentKind

    now = timezone.now()
    wanted = Wanted(kind=DocumentKind.REGISTER, as_of=now - timedelta(seconds=1))
    begun = time.perf_counter()
    document = register_document(wanted=wanted, at=now)
    return {
        "seconds": round(time.perf_counter() - begun, 1),
        "MB on paper": round(document.size / 1e6, 1),
        "MiB": _peak(),
    }


def _seconds(look: Any) -> float:
    begun = time.perf_counter()
    look()
    return time.perf_counter() - begun


def _peak() -> int:
    """Of this process or of the largest one it started, in MiB."""
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return round(
        max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / unit
    )


def _prepare(folder: Path, activities: int) -> None:
    """Tables in a new SQLite file, a document store beside it, and the register with its history."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections

    connections.close_all()
    settings.DATABASES["default"]["NAME"] = connections["default"].settings_dict["NAME"] = folder / "waarborg.sqlite3"
    call_command("migrate", verbosity=0)
    _sow(activities)


def _sow(activities: int) -> None:
    from django.db import models
    from simple_history.utils import bulk_create_with_history

    from registers.choices import DataCategory
    from registers.models import Line, Party, ProcessingActivity, Purpose
    from registers.register_choices import LegalBasis

    def grow(model: type[models.Model], rows: list[Any]) -> list[Any]:
        made: list[Any] = bulk_create_with_history(rows, model, batch_size=500)
        return made

    (own,) = grow(Party, [Party(name="Voorbeeld B.V.", own=True)])
    numbered = [
        ProcessingActivity(
            number=f"V-{number:04}",
            name=f"Vragen beantwoorden over onderwerp {number}",
            organisation=own,
            department=f"Afdeling {number % 40}",
            description="Klanten bellen, mailen of chatten; wij zoeken het op en antwoorden. " * 3,
        )
        for number in range(activities)
    ]
    held = grow(ProcessingActivity, numbered)
    purposes = grow(
        Purpose, [Purpose(activity=one, text="Vragen beantwoorden", basis=LegalBasis.CONTRACT) for one in held]
    )
    lines = [
        Line(
            activity=purpose.activity,
            purpose=purpose,
            position=place,
            subjects=f"Klanten van soort {place}",
            category=list(DataCategory)[place % 14],
            data="naam, adres, telefoonnummer en wat er is besproken",
            retention_criterion="twee jaar na het laatste contact",
        )
        for purpose in purposes
        for place in range(LINES)
    ]
    grow(Line, lines)
