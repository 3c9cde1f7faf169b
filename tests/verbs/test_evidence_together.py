"""Several writers and sealers at the same moment."""

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction

from registers.actions.evidence import record, seal, seal_pending, seal_through
from registers.choices import EvidenceKind
from registers.evidence.errors import SealerBusy
from registers.models import EvidenceEntry, EvidenceLeaf, EvidenceSeal
from registers.selectors import live_report
from tests.engines.evidence.databases import (  # noqa: F401
    LogDatabase,
    log_database,
    on_postgresql,
    on_sqlite,
    postgresql_template,
    sealing_key_file,
    sqlite_template,
)
from tests.engines.evidence.logs import AT

pytestmark = pytest.mark.usefixtures("sealing_key_file")
LONG = 20


def fact(number: int = 1) -> EvidenceEntry:
    return record(kind=EvidenceKind.STEP_RECEIPT, case=uuid4(), facts={"rows": number}, at=AT)


class Colleague:
    """A thread with a connection of its own to the same database."""

    def __init__(self, database: LogDatabase, work: Callable[[], Any]) -> None:
        self.error: Exception | None = None
        self._thread = threading.Thread(target=self._work, args=(database, work), daemon=True)
        self._thread.start()

    def _work(self, database: LogDatabase, work: Callable[[], Any]) -> None:
        with database.another():
            try:
                work()
            except SealerBusy as error:
                self.error = error

    def finish(self) -> None:
        self._thread.join(LONG)
        assert not self._thread.is_alive()


def test_of_two_sealers_one_loses_and_has_done_nothing(on_postgresql: LogDatabase, sealing_key_file: Path) -> None:  # noqa: F811
    fact()
    with transaction.atomic():
        EvidenceSeal.objects.create(number=1, first=1, last=1, at=AT)
        colleague = Colleague(on_postgresql, lambda: seal(at=AT))
        time.sleep(0.5)

    colleague.finish()

    assert isinstance(colleague.error, SealerBusy)
    assert not EvidenceLeaf.objects.exists()


def test_sealers_and_writers_at_once_lose_nothing(log_database: LogDatabase, sealing_key_file: Path) -> None:  # noqa: F811
    def write() -> None:
        for number in range(20):
            fact(number)

    def seal_often() -> None:
        for _round in range(15):
            seal_pending(at=AT)

    colleagues = [Colleague(log_database, work) for work in (write, write, seal_often, seal_often)]
    for colleague in colleagues:
        colleague.finish()
    seal_through(EvidenceEntry.objects.all(), AT)

    report = live_report(key_file=sealing_key_file)
    assert report.intact, report.problems
    assert (report.entries, report.unsealed) == (40, 0)


def late_entry(database: LogDatabase, meanwhile: Callable[[], Any]) -> EvidenceEntry:
    """An entry with a lower id than what is written meanwhile, committed after it."""
    with database.another(), transaction.atomic():
        late = fact(1)
        with database.another():
            fact(2)
            meanwhile()
    return late


def test_an_entry_that_commits_late_comes_in_the_next_batch(on_postgresql: LogDatabase) -> None:  # noqa: F811
    late = late_entry(on_postgresql, lambda: seal(at=AT))

    seal(at=AT)

    positions = EvidenceLeaf.objects.order_by("position").values_list("entry_id", flat=True)
    assert list(positions) == [late.pk + 1, late.pk]


def test_an_entry_that_commits_very_late_is_found_by_a_sweep(on_postgresql: LogDatabase) -> None:  # noqa: F811
    late = late_entry(on_postgresql, lambda: seal(at=AT))
    later = AT + timedelta(hours=2)

    assert seal(at=later) is None
    seal_through([late], later)

    assert EvidenceLeaf.objects.get(entry=late).position == 2
