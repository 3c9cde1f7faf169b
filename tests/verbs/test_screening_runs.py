"""A call list that is uploaded: columns, screening by a worker, downloads that look again, purging."""

import datetime as dt
import io
import json
import os
from pathlib import Path

import pytest
from django.conf import settings

from consents.actions import screening_runs as runs
from consents.actions.judging import Campaign
from consents.choices import ScreeningStatus
from consents.errors import ListMoved, ListRefused
from consents.models import ScreeningRun
from registers.models import EvidenceEntry
from tests.verbs.consent_office import AT, SANNE, SANNE_MAIL, Office
from tests.verbs.screening_world import a_list

pytestmark = pytest.mark.django_db
LATER = AT + dt.timedelta(hours=1)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An organisation that sells energy to two people who said yes, with a document store of its own."""
    monkeypatch.setattr(settings.ENVIRONMENT, "documents_dir", tmp_path / "documents")
    office = Office()
    office.consented(SANNE, SANNE_MAIL)
    office.consented("phone=0687654321", "email=b@example.nl")
    return office


def uploaded(office: Office, content: bytes = b"") -> ScreeningRun:
    campaign = Campaign(sender=office.sender, purpose=office.offer, at=AT)
    content = content or a_list("0612345678", "0687654321", "geen")
    return runs.upload(file=io.BytesIO(content), campaign=campaign, at=AT)


def done(office: Office) -> ScreeningRun:
    run = runs.choose(run=uploaded(office), column="Telefoon", at=AT)
    runs.run_screening(run_id=run.pk, clock=lambda: AT)
    run.refresh_from_db()
    return run


def text_of(run: ScreeningRun, part: runs.Part, *, at: dt.datetime = LATER) -> str:
    return b"".join(runs.download(run=run, part=part, at=at).chunks).decode("utf-8-sig")


def test_a_list_is_screened_by_a_worker_and_handed_out(office: Office) -> None:
    run = done(office)

    assert run.status == ScreeningStatus.DONE
    assert run.told["counts"] == {"in": 3, "allowed": 2, "refused": 0, "invalid": 1, "duplicate": 0}
    assert "0612345678" in text_of(run, "allowed")
    assert "no_number" in text_of(run, "refused")


def test_an_objection_after_the_screening_is_out_of_the_next_download(office: Office) -> None:
    run = done(office)
    office.objected(SANNE_MAIL, at=LATER)

    allowed, refused = text_of(run, "allowed"), text_of(run, "refused")

    assert "0612345678" not in allowed
    assert "0687654321" in allowed
    assert "0612345678" in refused
    run.refresh_from_db()
    assert run.told["counts"] == {"in": 3, "allowed": 1, "refused": 1, "invalid": 1, "duplicate": 0}


def test_the_chosen_column_is_remembered_for_the_same_headers(office: Office) -> None:
    done(office)

    assert uploaded(office, a_list("0612340000")).column == "Telefoon"
    assert uploaded(office, b"Naam;Mobiel\nJan;0612345678\n").column == ""


def test_a_killed_worker_leaves_a_list_that_another_takes_over(office: Office) -> None:
    run = runs.choose(run=uploaded(office), column="Telefoon", at=AT)
    ScreeningRun.objects.update(status=ScreeningStatus.RUNNING, attempt=1, alive_at=AT)

    with pytest.raises(ListMoved):
        runs.run_screening(run_id=run.pk, clock=lambda: AT)
    runs.run_screening(run_id=run.pk, clock=lambda: LATER)

    run.refresh_from_db()
    assert (run.status, run.attempt, run.told["counts"]["allowed"]) == (ScreeningStatus.DONE, 2, 2)


def test_a_worker_whose_list_was_taken_over_stops(office: Office) -> None:
    run = runs.choose(run=uploaded(office), column="Telefoon", at=AT)
    clock = iter([AT, AT])

    def taken_over() -> dt.datetime:
        moment = next(clock, None)
        if moment is None:
            ScreeningRun.objects.update(attempt=7)
        return moment or LATER

    with pytest.raises(ListMoved):
        runs.run_screening(run_id=run.pk, clock=taken_over)

    run.refresh_from_db()
    assert (run.status, run.allowed_sha256) == (ScreeningStatus.RUNNING, "")


def test_a_cancelled_list_is_destroyed(office: Office) -> None:
    run = runs.choose(run=uploaded(office), column="Telefoon", at=AT)

    runs.cancel(run=run, at=AT)

    assert not runs.list_store().has(run.list_sha256)
    with pytest.raises(ListMoved):
        runs.run_screening(run_id=run.pk, clock=lambda: AT)


def test_a_list_that_can_not_be_read_is_not_kept(office: Office) -> None:
    with pytest.raises(ListRefused):
        uploaded(office, b"0612345678\n")

    assert not ScreeningRun.objects.exists()
    assert not list(runs.list_store().hashes())


def test_files_go_when_their_day_has_come(office: Office) -> None:
    run = done(office)

    assert runs.purge(at=AT + dt.timedelta(days=28)) == 0
    assert runs.purge(at=AT + dt.timedelta(days=30)) == 1

    assert not list(runs.list_store().hashes())
    with pytest.raises(ListMoved):
        runs.download(run=run, part="allowed", at=AT + dt.timedelta(days=30))


def test_nothing_of_a_list_can_be_read_on_disk_or_in_the_log(office: Office, tmp_path: Path) -> None:
    run = done(office)
    text_of(run, "allowed")

    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    log = str(list(EvidenceEntry.objects.values_list("body"))) + json.dumps(run.told)
    assert b"12345678" not in kept
    assert "12345678" not in log
    assert EvidenceEntry.objects.filter(kind="list.screened", case=run.uid).count() == 1
    assert EvidenceEntry.objects.filter(kind="document.read", case=run.uid).count() == 1


def test_half_a_file_of_a_killed_worker_is_destroyed_a_day_later(office: Office) -> None:
    run = done(office)
    documents = settings.ENVIRONMENT.documents_dir
    assert documents is not None
    left = documents / "lists" / run.allowed_sha256[:2] / ".writing-00aa"
    left.write_bytes(b"half")
    os.utime(left, (AT.timestamp(), AT.timestamp()))

    seen = [(runs.purge(at=AT + dt.timedelta(hours=hours)), left.exists()) for hours in (1, 25)]

    assert seen == [(0, True), (0, False)]
    assert "0612345678" in text_of(run, "allowed")
