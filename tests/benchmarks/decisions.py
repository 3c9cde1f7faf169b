"""One contact decision in process and by the API with 16 clients, on a ledger of 5 M people and 10 M events.

Waarborg's own tables are a PostgreSQL database that is made and dropped here; the web server is gunicorn with as many
workers as there are cores. Appending is held against plain INSERTs of the same rows, committed one by one as well.
"""

import datetime as dt
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.benchmarks._ledger import rows, value
from tests.benchmarks._own_postgresql import own_postgresql

TITLE = "Contactbesluiten: in het proces en door de API"
PEOPLE, ASKED = 5_000_000, 1_000
CALLS, PACE = 100, 0.1
THREADS = "4"
"""Of each web worker, as compose.yaml has it."""
PROCESS_BAR, API_BAR = 5.0, 25.0


def run(scale: float) -> list[dict[str, Any]]:
    """Milliseconds of a decision; the ledger written and verified."""
    people = max(10_000, int(PEOPLE * scale))
    with own_postgresql() as url:
        _fill(people)
        alone = _in_process(people)
        batch = _batch(people)
        with _served(url) as (port, key):
            paced, flat_out = (_by_api(port, key, people, pace=pace) for pace in (PACE, 0.0))
        written = list(rows(scale))
    return [
        {
            "what": f"in process, {people:,} people",
            **alone,
            "bar": PROCESS_BAR,
            "holds": alone["p99 ms"] <= PROCESS_BAR,
        },
        {"what": "per question in a batch of 1,000", **batch},
        {"what": "API, 16 clients, 10 a second each", **paced, "bar": API_BAR, "holds": paced["p99 ms"] <= API_BAR},
        {"what": "API, 16 clients without a pause", **flat_out, "bar": API_BAR, "holds": flat_out["p99 ms"] <= API_BAR},
        *written,
    ]


def _of(milliseconds: list[float], seconds: float) -> dict[str, Any]:
    held = sorted(milliseconds)
    return {"p50 ms": held[len(held) // 2], "p99 ms": held[int(len(held) * 0.99)], "per s": len(held) / seconds}


def _in_process(people: int) -> dict[str, Any]:
    from django.utils import timezone

    from consents.actions.deciding import may_contact

    took = []
    for place in range(ASKED + 50):
        question = _question(random.randrange(people))
        begun = time.perf_counter()
        may_contact(question=question, at=timezone.now())
        took += [(time.perf_counter() - begun) * 1000] if place >= 50 else []
    return _of(took, sum(took) / 1000)


def _batch(people: int) -> dict[str, Any]:
    from django.utils import timezone

    from consents.actions.deciding import may_contact_all

    questions = [_question(random.randrange(people)) for _place in range(1_000)]
    begun = time.perf_counter()
    may_contact_all(questions=questions, at=timezone.now())
    seconds = time.perf_counter() - begun
    return {"p50 ms": seconds, "per s": 1_000 / seconds}


def _question(place: int) -> Any:
    from django.utils import timezone

    from consents.choices import ContactChannel
    from consents.deciding_selectors import Question
    from consents.selectors import purpose_of, sender_of

    sender, purpose = sender_of("energie"), purpose_of("aanbod")
    return Question(
        values=[value(place)], sender=sender, purpose=purpose, channel=ContactChannel.VOICE, at=timezone.now()
    )


@contextmanager
def _served(url: str) -> Iterator[tuple[int, str]]:
    """Gunicorn on a free port, with a key for its API."""
    from django.conf import settings
    from django.utils import timezone

    from consents.actions.consumers import make_consumer
    from consents.choices import ApiScope

    now = settings.ENVIRONMENT
    key = make_consumer(name="meter", scopes=[ApiScope.DECIDE], senders=None, rate=1_000_000, at=timezone.now()).key
    with socket.socket() as free, tempfile.TemporaryDirectory() as folder:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        environment = {
            **os.environ,
            "WAARBORG_DATABASE_URL": url,
            "WAARBORG_VAR_DIR": folder,
            "WAARBORG_INDEX_KEY": now.index_key,
            "WAARBORG_SECRET_KEY": now.secret_key,
            "WAARBORG_KEY_RING": ",".join(now.key_ring),
            "WAARBORG_LOG_LEVEL": "WARNING",
        }
        workers = ["--workers", str(os.cpu_count() or 2), "--threads", THREADS, "--worker-class", "gthread"]
        command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", *workers, "config.wsgi"]
        server = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
        try:
            _await(port)
            yield port, key
        finally:
            server.terminate()
            server.wait(20)


def _await(port: int) -> None:
    for _look in range(150):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("gunicorn does not answer")


def _by_api(port: int, key: str, people: int, *, pace: float) -> dict[str, Any]:
    for calls in (10, CALLS):  # the first time warms up
        words = [str(port), key, str(calls), str(pace), str(people)]
        command = [sys.executable, "-m", "tests.benchmarks._asking", *words]
        told = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return _of(told["ms"], told["seconds"])


def _fill(people: int) -> None:
    """Everybody said yes once; half was verified, the other half withdrew: two events each, one state."""
    from django.db import connection

    from consents.choices import ContactChannel
    from consents.models import ConsentText, ContactPurpose, Sender
    from consents.screening.numbers import Numbers

    sender = Sender.objects.create(key="energie", legal_name="Energie B.V.")
    purpose = ContactPurpose.objects.create(key="aanbod", title="Aanbod")
    scope = {"sender": sender, "purpose": purpose, "channel": ContactChannel.VOICE}
    made = {"uid": "00000000-0000-4000-8000-000000000001", "sha256": "0" * 64, "created_at": dt.datetime.now(dt.UTC)}
    ConsentText.objects.create(key="aanbod", version=1, body="Mogen wij u bellen?", **scope, **made)
    index = _index(Numbers)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE fill (id integer, number varchar(64))")
        with cursor.copy("COPY fill FROM STDIN") as copy:
            for place in range(people):
                copy.write(f"{place + 1}\t{index(f'+316{place + 10_000_000:08d}')}\n")
        for statement in _FILL:
            cursor.execute(statement)


def _index(numbers: Any) -> Any:
    from django.conf import settings

    return numbers(secret=settings.ENVIRONMENT.index_key, region="NL").index


_FILL = (
    """INSERT INTO consents_person (id, uid, party, is_number, forgotten_ground, created_at)
       SELECT id, gen_random_uuid(), 'unknown', false, '', now() FROM fill""",
    """INSERT INTO consents_identifier (person_id, kind, value, index, since)
       SELECT id, 'phone', '', number, now() FROM fill""",
    """INSERT INTO consents_consentevent
         (uid, person_id, kind, sender_id, purpose_id, channel, stated_at, arrived_at, identifier_kind, index, text_id,
          method, campaign, campaign_url, suppliers, evidence_file, own_initiative, role, source_id, digest)
       SELECT gen_random_uuid(), id, kind, s.pk, p.pk, 'voice', now() - interval '90 days' + turn * interval '1 day',
              now(), 'phone', number, t.pk, 'web', '', '', '[]', '', false, 'system', '', repeat('0', 64)
       FROM fill, (SELECT id AS pk FROM consents_sender) s, (SELECT id AS pk FROM consents_contactpurpose) p,
            (SELECT id AS pk FROM consents_consenttext) t,
            LATERAL (VALUES (1, 'given'), (2, CASE id % 2 WHEN 0 THEN 'verified' ELSE 'withdrawn' END)) e (turn, kind)
       ORDER BY turn, fill.id""",
    """INSERT INTO consents_consentstate
         (person_id, sender, purpose, channel, standing, since, event, text, verified, objection)
       SELECT id, 'energie', 'aanbod', 'voice', CASE id % 2 WHEN 0 THEN 'given' ELSE 'withdrawn' END, now(),
              gen_random_uuid()::text, '', id % 2 = 0, '' FROM fill""",
    "SELECT setval(pg_get_serial_sequence('consents_person', 'id'), (SELECT max(id) FROM consents_person))",
    "ANALYZE",
)
