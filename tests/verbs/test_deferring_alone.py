"""A source in which everything waits for a later day: the promise of the certificate is kept there too."""

import datetime as dt
from pathlib import Path

import pytest

from registers.choices import DocumentKind
from registers.models import Hold, ProcessingActivity
from subjects.actions.deferring import run_due_deferrals
from subjects.choices import Right
from subjects.models import DeferredErasure
from tests.journeys.road import Road, documents_of, text_of
from tests.journeys.shops import Shop

SANNE = "sanne@example.nl"
ARCHIVE = """
name: archive
url_env: ARCHIVE_URL
tables:
- name: letters
  role: person
  activity: Verkoop
  ground: 6(1)(b)
  key: [id]
  erasure: delete
  anonymisation: delete
  fields:
  - {name: id}
  - {name: email, category: contact, identifies: email, scan: true}
"""


@pytest.fixture
def archive(
    fresh_sqlite: str, small_household: Shop, road: Road, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Shop:
    """A second database with a letter of Sanne and one of her namesake, of an activity that a hold covers."""
    url = f"sqlite:///{tmp_path / 'archive.sqlite3'}"
    monkeypatch.setenv("ARCHIVE_URL", url)
    archive = Shop(url=url, road=road)
    archive.run(
        "CREATE TABLE letters (id INTEGER PRIMARY KEY, email VARCHAR(80))",
        "INSERT INTO letters VALUES (1, 'sanne@example.nl'), (2, 'sanne.jr@example.nl')",
    )
    archive.load(ARCHIVE)
    activity = ProcessingActivity.objects.create(number="VA-001", name="Verkoop")
    ends_on = road.at.date() + dt.timedelta(days=100)
    Hold.objects.create(label="Zaak", owner="Jurist", activity=activity, starts_on=road.at.date(), ends_on=ends_on)
    return archive


def test_what_waits_in_a_source_without_work_is_noted_and_runs_on_its_day(archive: Shop, road: Road) -> None:
    road.carry_out(Right.ERASURE, email=SANNE)

    later = DeferredErasure.objects.get(source="archive")
    road.at = dt.datetime.combine(later.on, dt.time(12), tzinfo=dt.UTC)
    run_due_deferrals(at=road.at)
    road.work()

    assert archive.rows() == {"letters": [(2, "sanne.jr@example.nl")]}


def test_what_is_kept_in_a_source_without_work_is_on_the_certificate(archive: Shop, road: Road) -> None:
    request = road.carry_out(Right.ERASURE, email=SANNE)

    text = text_of(documents_of(request)[DocumentKind.ERASURE_CERTIFICATE])
    assert "letters" in text.casefold()
