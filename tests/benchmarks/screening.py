"""Screening a call list of a million numbers, beside a hand-written COPY and anti-join with the same normalisation.

Both read the same CSV, give every number its keyed index, look it up in the same tables and write two files; the
hand-written one knows one rule (a verified consent and no objection) and gives no reasons. Waarborg's own tables are a
PostgreSQL database that is made and dropped here.
"""

import csv
import datetime as dt
import gc
import os
import resource
import secrets
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

TITLE = "Screening a call list"
NUMBERS, KNOWN = 1_000_000, 0.3
RATIO_BAR, MEMORY_BAR, APPEND_BAR = 1.3, 64, 0.7
AT = dt.datetime(2026, 7, 1, 10, 0, tzinfo=dt.UTC)
SERVER = os.environ.get("WAARBORG_TEST_POSTGRESQL_URL", "postgresql://postgres@127.0.0.1:5432/postgres")


def run(scale: float) -> list[dict[str, Any]]:
    """Seconds for both, the ratio, and the memory that a list ten times as short leaves unused."""
    numbers = max(10_000, int(NUMBERS * scale))
    gc.collect()
    gc.freeze()  # what an engineer writes does not have all of Waarborg around it
    with tempfile.TemporaryDirectory() as name, _database():
        folder = Path(name)
        _fill(numbers)
        small, large = _list(folder / "small.csv", numbers // 10), _list(folder / "large.csv", numbers)
        _screened(small)
        before = _peak()
        by_hand = min(_by_hand(large, folder / "hand.csv") for _time in range(2))
        ours, counts = min((_screened(large) for _time in range(2)), key=lambda one: one[0])
        memory = _peak() - before
    accounted = counts["in"] == numbers == sum(counts.values()) - counts["in"]
    ratio = ours / by_hand
    return [
        {"figure": f"COPY and anti-join of {numbers:,} numbers, s", "value": by_hand},
        {"figure": f"screening of {numbers:,} numbers, s", "value": ours, "holds": accounted},
        {"figure": "ratio", "value": ratio, "bar": RATIO_BAR, "holds": ratio <= RATIO_BAR},
        {"figure": "memory on top of a tenth, MiB", "value": memory, "bar": MEMORY_BAR, "holds": memory <= MEMORY_BAR},
    ]


def _screened(path: Path) -> tuple[float, dict[str, int]]:
    from consents.actions.judging import Campaign
    from consents.actions.screening import numbers_here, screen
    from consents.screening.lists import open_list
    from consents.selectors import purpose_of, sender_of

    campaign = Campaign(sender=sender_of("energie"), purpose=purpose_of("aanbod"), at=AT)
    begun = time.perf_counter()
    calls = open_list(lambda: path.open("rb"), numbers=numbers_here())
    result = screen(calls=calls, column="telefoon", campaign=campaign, at=AT)
    seconds, counts = time.perf_counter() - begun, result.counts
    result.close()
    return seconds, counts


def _by_hand(path: Path, target: Path) -> float:
    """What an engineer writes for one campaign: COPY, a join with who said yes, an anti-join with who objected, a file.

    The same normalisation and keyed index, and the first of the rows with one number. It knows one rule, the one in
    force that day: a verified consent of somebody who has the number, and no objection of anybody who has it. It gives
    no second file, no reasons, no remarks, no counts, no look at what was said meanwhile, and does not care for shared
    numbers, minors, former keys, other countries, encodings or cells that a spreadsheet would run.
    """
    from django.db import connection

    from consents.actions.screening import numbers_here

    numbers = numbers_here()
    begun = time.perf_counter()
    with path.open(newline="") as file, connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE hand (seq integer, number varchar(64), name text, said text)")
        rows = csv.reader(file, delimiter=";")
        header = next(rows)
        with cursor.copy("COPY hand FROM STDIN") as copy:
            for seq, (name, said) in enumerate(rows):
                text = numbers.read(said).text
                if text:
                    copy.write(f"{seq}\t{numbers.index(text)}\t{name}\t{said}\n")
        cursor.execute("ANALYZE hand")
        cursor.execute(_ANTI_JOIN)
        with target.open("w", newline="") as out:
            writer = csv.writer(out, delimiter=";")
            writer.writerow(header)
            writer.writerows(cursor)
        cursor.execute("DROP TABLE hand")
    return time.perf_counter() - begun


_ANTI_JOIN = """
SELECT name, said
FROM (SELECT DISTINCT ON (number) * FROM hand ORDER BY number, seq) h
WHERE EXISTS (SELECT 1 FROM consents_identifier i JOIN consents_consentstate t ON t.person_id = i.person_id
              WHERE i.index = h.number AND t.sender = 'energie' AND t.purpose = 'aanbod' AND t.channel = 'voice'
                AND t.standing = 'given' AND t.verified)
  AND NOT EXISTS (SELECT 1 FROM consents_identifier i JOIN consents_consentstate t ON t.person_id = i.person_id
                  WHERE i.index = h.number AND t.objection <> '')
ORDER BY seq
"""


def _list(path: Path, numbers: int) -> Path:
    """Numbers as Dutch lists spell them; one in fifty twice, one in a hundred none."""
    spellings = ("06{}", "06-{}", "+316{}", "06 {}")
    with path.open("w") as out:
        out.write("naam;telefoon\n")
        for place in range(numbers):
            digits = f"{(place - 1 if place % 50 == 49 else place) + 10_000_000:08d}"
            text = "onbekend" if place % 100 == 17 else spellings[place % 4].format(digits)
            out.write(f"Klant {place};{text}\n")
    return path


def _fill(numbers: int) -> None:
    """People with a state of their own for a part of the numbers: half of them objected, half said yes."""
    from django.db import connection

    from consents.actions.screening import numbers_here
    from consents.models import ContactPurpose, Sender

    Sender.objects.create(key="energie", legal_name="Energie B.V.")
    ContactPurpose.objects.create(key="aanbod", title="Aanbod")
    index = numbers_here().index
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE fill (id integer, number varchar(64))")
        with cursor.copy("COPY fill FROM STDIN") as copy:
            for place in range(int(numbers * KNOWN)):
                copy.write(f"{place + 1}\t{index(f'+316{place * 3 + 10_000_000:08d}')}\n")
        for statement in _FILL:
            cursor.execute(statement)


_FILL = (
    """INSERT INTO consents_person (id, uid, party, is_number, forgotten_ground, created_at)
       SELECT id, gen_random_uuid(), 'unknown', false, '', now() FROM fill""",
    """INSERT INTO consents_identifier (person_id, kind, value, index, since)
       SELECT id, 'phone', '', number, now() FROM fill""",
    """INSERT INTO consents_consentstate
         (person_id, sender, purpose, channel, standing, event, text, verified, objection)
       SELECT id, CASE id % 2 WHEN 0 THEN 'energie' ELSE '' END, CASE id % 2 WHEN 0 THEN 'aanbod' ELSE '' END,
              CASE id % 2 WHEN 0 THEN 'voice' ELSE '' END, CASE id % 2 WHEN 0 THEN 'given' ELSE 'none' END,
              '', '', id % 2 = 0, CASE id % 2 WHEN 0 THEN '' ELSE 'one' END FROM fill""",
    "ANALYZE consents_person, consents_identifier, consents_consentstate",
)


@contextmanager
def _database() -> Iterator[None]:
    """Waarborg's own tables in a new PostgreSQL database."""
    import psycopg
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections

    from config.databases import database_from_url

    server, name = SERVER.replace("+psycopg", ""), f"waarborg_bench_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        try:
            connections.close_all()
            fresh = database_from_url(f"{server.rsplit('/', 1)[0]}/{name}", Path())
            settings.DATABASES["default"] = connections.settings["default"] = {
                **connections.settings["default"], **fresh
            }  # fmt: skip
            del connections["default"]
            call_command("migrate", verbosity=0)
            yield
        finally:
            connections.close_all()
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _peak() -> int:
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit)
