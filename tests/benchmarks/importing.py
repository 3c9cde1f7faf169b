"""Spreadsheets of processing activities: looking at 10,000 rows, with what memory, and taking a part of them over.

Every row must be accounted for: what was read is what fits, is doubtful or is refused. Waarborg's own tables are SQLite
in a folder of their own.
"""

import io
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

TITLE = "Importing spreadsheets of processing activities"
ROWS, PART = 10_000, 1_000
SECONDS_BAR, MEMORY_BAR = 60, 64
COLUMNS = {
    "nr": "activity.id",
    "naam": "activity.name",
    "afdeling": "activity.department",
    "doel": "purpose.text",
    "grondslag": "purpose.basis",
    "betrokkenen": "line.subjects",
    "persoonsgegevens": "line.data",
    "bewaartermijn": "line.retention_criterion",
    "bsn": "line.national_id",
    "verwerker": "processor.name",
    "ontvanger": "recipient.text",
    "start": "activity.started_on",
}


def run(scale: float) -> list[dict[str, Any]]:
    """Seconds and MiB for a dry run, an import and a repeat of it."""
    rows, part = max(PART, int(ROWS * scale)), max(100, int(PART * scale))
    with tempfile.TemporaryDirectory() as folder:
        _prepare(Path(folder))
        small, large = _workbook(part), _workbook(rows)
        _measured(small, applying=False)
        looked = _measured(large, applying=False)
        taken = _measured(small, applying=True)
        again = _measured(small, applying=True)
    return [
        {
            "figure": f"dry run of {rows:,} rows, XLSX",
            **looked,
            "bar": SECONDS_BAR,
            "holds": looked["seconds"] <= SECONDS_BAR and looked["accounted"],
        },
        {
            "figure": f"memory of {rows:,} rows on top of {part:,}, MiB",
            "MiB": looked["MiB"],
            "bar": MEMORY_BAR,
            "holds": looked["MiB"] <= MEMORY_BAR,
        },
        {"figure": f"import of {part:,} rows, rules included", **taken, "holds": taken["accounted"]},
        {"figure": "the same file again", **again, "holds": again["accounted"]},
    ]


def _measured(content: bytes, *, applying: bool) -> dict[str, Any]:
    from django.utils import timezone

    from registers.actions.importing import Upload, apply, dry_run, mapping_named

    upload = Upload(content=content, filename="register.xlsx", mapping=mapping_named("bench"))
    verb: Callable[..., Any] = apply if applying else dry_run
    before, begun = _peak(), time.perf_counter()
    report = verb(upload=upload, at=timezone.now())
    counts = report.counts()
    return {
        "seconds": time.perf_counter() - begun,
        "MiB": _peak() - before,
        **counts["rows_by_verdict"],
        "accounted": sum(counts["rows_by_verdict"].values()) == counts["rows"],
    }


def _peak() -> int:
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit)


def _workbook(rows: int) -> bytes:
    """Rows as people make them: one in ten goes on below the one before, one in fifty is wrong somewhere."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Register")
    sheet.append([header.capitalize() for header in COLUMNS])
    for number in range(rows):
        goes_on, wrong = number % 10 == 9, number % 50 == 7
        sheet.append(
            [
                None if goes_on else "=A1" if wrong else number,
                None if goes_on else f"Verwerking {number}",
                None if goes_on else f"Afdeling {number % 40}",
                f"Vragen beantwoorden over onderwerp {number}",
                "toestemming" if number % 3 else "iets anders",
                "Klanten",
                "naam, adres, telefoonnummer en wat er is besproken " * 4,
                "twee jaar na het laatste contact",
                "J" if number % 5 == 0 else "Nee",
                f"Leverancier {number % 300} B.V.",
                "Bezorgdienst",
                "23-04-2024" if number % 7 else "03-04-2024",
            ]
        )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _prepare(folder: Path) -> None:
    """Waarborg's own tables in a new SQLite file, and the mapping of the columns."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections
    from django.utils import timezone

    from registers.actions.importing import remember_mapping
    from registers.exchange.sheets.mapping import ColumnRule, build

    connections.close_all()
    settings.DATABASES["default"]["NAME"] = connections["default"].settings_dict["NAME"] = folder / "waarborg.sqlite3"
    call_command("migrate", verbosity=0)
    columns = {header: ColumnRule(to=target) for header, target in COLUMNS.items()}
    remember_mapping(mapping=build(name="bench", columns=columns), at=timezone.now())
