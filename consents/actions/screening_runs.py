"""The verbs of a call list that somebody uploads: upload, choose the column, screen, cancel, download, purge.

The list and its files are kept encrypted until a day. A worker that is killed leaves nothing behind: whoever takes the
list over begins anew and comes to the same result. Of two workers only the one with the newest attempt finishes.
"""

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, BinaryIO, Literal

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from consents.actions.judging import Campaign
from consents.actions.screening import Screened, look_again, numbers_here, said_since, screen, work_folder
from consents.actions.screening_files import list_facts, summary
from consents.choices import ContactChannel, PartyKind, ScreeningStatus
from consents.dispatch import hint_screening
from consents.errors import ConsentError, ListMoved, ListRefused
from consents.models import ScreeningColumn, ScreeningRun
from consents.screening.holding import opener
from consents.screening.lists import CallList, open_list
from consents.screening.sifting import Verdict
from registers.actions.actors import role_of
from registers.actions.evidence import record
from registers.choices import EvidenceKind
from registers.documents.store import DocumentStore
from registers.errors import RegisterError
from registers.models.fields import key_ring

KEPT = timedelta(days=28)
"""How long the files are kept; a list that was screened longer ago is not to be called any more."""

STALE = timedelta(minutes=2)
"""Without a sign of life for so long a worker is taken for dead."""

ATTEMPTS = 3
MOST_BYTES = 1024 * 1024 * 1024
MIB = 1024 * 1024
Part = Literal["allowed", "refused"]


class Stopped(Exception):  # not an error: somebody cancelled, or another worker took over
    """The run is no longer ours."""


@dataclass(frozen=True, kw_only=True)
class Download:
    """A file on its way out."""

    filename: str
    chunks: Iterator[bytes]


def list_store() -> DocumentStore:
    """Where lists are; beside the documents, so that their sweeping leaves lists alone."""
    return DocumentStore(settings.ENVIRONMENT.documents / "lists", key_ring())


def campaign_of(run: ScreeningRun) -> Campaign:
    """What the list is for."""
    return Campaign(
        sender=run.sender,
        purpose=run.purpose,
        at=run.about_at,
        channel=ContactChannel(run.channel),
        offer=run.offer,
        party=PartyKind(run.party),
    )


def upload(*, file: BinaryIO, campaign: Campaign, at: datetime, actor: User | None = None) -> ScreeningRun:
    """Keep a list and look at its columns; the column that was chosen for these headers before is chosen again.

    Raises ListRefused, ImportRefused, DocumentStoreFull; then nothing is kept.
    """
    sha256, calls = kept_list(file)
    remembered = ScreeningColumn.objects.filter(header_sha256=calls.header_sha256).first()
    return ScreeningRun.objects.create(
        sender=campaign.sender,
        purpose=campaign.purpose,
        channel=campaign.channel,
        about_at=campaign.at,
        offer=campaign.offer,
        party=campaign.party,
        column=remembered.column if remembered else "",
        list_sha256=sha256,
        told={"labels": list(calls.labels), "header_sha256": calls.header_sha256},
        asked_by=actor,
        asked_at=at,
        keep_until=(at + KEPT).date(),
    )


def kept_list(file: BinaryIO) -> tuple[str, CallList]:
    """The list in the store, by its SHA-256, and looked at. Raises ListRefused, ImportRefused, DocumentStoreFull."""
    file.seek(0, 2)
    if file.tell() > MOST_BYTES:
        raise ListRefused(_("the list is larger than 1 GB; split it"))
    sha256 = list_store().put_open(file, personal=True)
    try:
        return sha256, _opened(sha256)
    except (ConsentError, RegisterError):
        drop_bytes({sha256})
        raise


def choose(*, run: ScreeningRun, column: str, at: datetime) -> ScreeningRun:
    """Take this column, remember it for the same headers, and queue the list. Raises ListRefused, ListMoved."""
    if column not in run.told.get("labels", []):
        raise ListRefused(_("choose one of the columns of the list"))
    with transaction.atomic():
        move_run(run, {ScreeningStatus.UPLOADED}, values={"status": ScreeningStatus.WAITING, "column": column})
        told = {"column": column, "chosen_at": at}
        ScreeningColumn.objects.update_or_create(header_sha256=run.told["header_sha256"], defaults=told)
        hint_screening(run.pk)
    return run


def cancel(*, run: ScreeningRun, at: datetime) -> ScreeningRun:
    """Stop; the list is destroyed. A list that was screened is not cancelled but purged. Raises ListMoved."""
    before = {
        *(ScreeningStatus.READING, ScreeningStatus.UPLOADED),
        *(ScreeningStatus.WAITING, ScreeningStatus.RUNNING),
    }
    move_run(run, before, values={"status": ScreeningStatus.CANCELLED, "purged_at": at})
    drop_bytes({run.list_sha256} - {""})
    return run


def run_screening(*, run_id: int, clock: Callable[[], datetime]) -> ScreeningStatus:
    """Screen one list; where it stands afterwards. Raises ListMoved when it is not there to be screened.

    1. Claim it: waiting, or left by a worker that gives no sign of life.
    2. Screen it, telling how far it is.
    3. Keep the files; then status, counts and the fact in one transaction, if the claim still holds.
    """
    run = _claimed(run_id, clock())
    try:
        screened = screen(
            calls=_opened(run.list_sha256),
            column=run.column,
            campaign=campaign_of(run),
            at=clock(),
            tell=lambda rows: still_ours(run, rows, clock()),
        )
    except Stopped:
        raise ListMoved() from None
    except (ListRefused, RegisterError) as error:
        move_run(run, {ScreeningStatus.RUNNING}, values={"status": ScreeningStatus.REFUSED, "problem": str(error)})
        return ScreeningStatus.REFUSED
    try:
        _keep(run, screened, state="screened", at=clock(), position=run.position)
    finally:
        screened.close()
    return ScreeningStatus.DONE


def waiting_runs(at: datetime) -> QuerySet[ScreeningRun]:
    """Lists that nobody is at."""
    left = Q(status=ScreeningStatus.RUNNING, alive_at__lt=at - STALE)
    return ScreeningRun.objects.filter(left | Q(status=ScreeningStatus.WAITING))


def wake(*, at: datetime) -> int:
    """Hint a worker at every list that nobody is at; how many."""
    found = list(waiting_runs(at).values_list("pk", flat=True))
    for run_id in found:
        hint_screening(run_id)
    return len(found)


def download(*, run: ScreeningRun, part: Part, at: datetime, actor: User | None = None) -> Download:
    """One of the two files, after looking again at what was said since; the reading is a fact. Raises ListMoved."""
    run = refreshed(run=run, at=at)
    sha256 = run.allowed_sha256 if part == "allowed" else run.refused_sha256
    chunks = list_store().chunks(sha256)
    facts = {"sha256": sha256, "part": part, "position": run.position, "role": role_of(actor)}
    with transaction.atomic():
        record(kind=EvidenceKind.DOCUMENT_READ, case=run.uid, facts=facts, at=at)
    names = {"allowed": _("may-be-called"), "refused": _("may-not-be-called")}
    return Download(filename=f"{names[part]}-{str(run.uid)[:8]}.csv", chunks=chunks)


def refreshed(*, run: ScreeningRun, at: datetime) -> ScreeningRun:
    """The list with whoever objected since taken out. Raises ListMoved when it is not there (any more).

    No transaction is open while the file is written anew; of two who look again at once the second one starts over.
    """
    for _time in range(ATTEMPTS):
        held = ScreeningRun.objects.select_related("sender", "purpose", "asked_by").get(pk=run.pk)
        if held.status != ScreeningStatus.DONE or held.purged_at or held.looked_at is None:
            raise ListMoved()
        events = said_since(held.looked_at, position=held.position)
        if not events:
            return held
        with suppress(ListMoved):
            return _refresh(held, events, at)
    raise ListMoved()


def _refresh(run: ScreeningRun, events: set[int], at: datetime) -> ScreeningRun:
    before, screened = run.position, _screened(run)
    try:
        if look_again(screened=screened, events=events, campaign=campaign_of(run)):
            _keep(run, screened, state="looked_again", at=at, position=before)
        else:
            move_run(
                run, {ScreeningStatus.DONE}, position=before, values={"position": screened.position, "looked_at": at}
            )
    finally:
        screened.close()
    return run


def _screened(run: ScreeningRun) -> Screened:
    """The result as it was kept, its files copied to where they can be written."""
    told = run.told
    verdicts = Counter(
        {Verdict(**{name: one[name] for name in Verdict._fields}): one["rows"] for one in told["reasons"]}
    )
    labels = tuple(told["labels"])
    return Screened(
        allowed=_copy(run.allowed_sha256),
        refused=_copy(run.refused_sha256),
        labels=labels,
        place=labels.index(run.column),
        sha256=told["list_sha256"],
        position=run.position,
        rows=told["counts"]["in"],
        moved=told["moved"],
        verdicts=verdicts,
        remarks=Counter(told["remarks"]),
    )


def _copy(sha256: str) -> BinaryIO:
    file = tempfile.TemporaryFile(dir=work_folder())  # noqa: SIM115  # the caller closes it
    shutil.copyfileobj(opener(lambda: list_store().chunks(sha256))(), file, MIB)
    return file


def _keep(run: ScreeningRun, screened: Screened, *, state: str, at: datetime, position: int) -> None:
    """Bytes first, then the row and the fact together; what is replaced goes last. Raises ListMoved."""
    store = list_store()
    kept = {
        "allowed_sha256": store.put_open(screened.allowed, personal=True),
        "refused_sha256": store.put_open(screened.refused, personal=True),
    }
    told: dict[str, Any] = {**run.told, **summary(screened, campaign_of(run))}
    replaced = {run.allowed_sha256, run.refused_sha256} - set(kept.values()) - {""}
    values = {
        "status": ScreeningStatus.DONE,
        "told": told,
        "rows_read": screened.rows,
        "position": screened.position,
        "looked_at": at,
        **kept,
    }
    with transaction.atomic():
        move_run(run, {ScreeningStatus.RUNNING, ScreeningStatus.DONE}, position=position, values=values)
        facts = {**list_facts(told, role=role_of(run.asked_by)), "state": state, **kept}
        record(kind=EvidenceKind.LIST_SCREENED, case=run.uid, facts=facts, at=at)
    drop_bytes(replaced)


def purge(*, at: datetime) -> int:
    """Destroy the files of lists whose day has come, and bytes that no list names; how many lists."""
    due = ScreeningRun.objects.filter(purged_at=None, keep_until__lt=at.date())
    count = 0
    for run in due:
        count += ScreeningRun.objects.filter(pk=run.pk, purged_at=None).update(purged_at=at)
        drop_bytes({run.list_sha256, run.allowed_sha256, run.refused_sha256} - {""})
    oldest = (at - timedelta(days=1)).timestamp()
    drop_bytes({sha256 for sha256, written in list_store().hashes() if written < oldest})
    list_store().drop_unfinished(before=oldest)
    return count


def drop_bytes(hashes: set[str]) -> None:
    """Delete bytes, unless another list still has the very same."""
    held = ScreeningRun.objects.filter(purged_at=None)
    store = list_store()
    for sha256 in hashes:
        named = Q(list_sha256=sha256) | Q(allowed_sha256=sha256) | Q(refused_sha256=sha256)
        if not held.filter(named).exists():
            store.delete(sha256)


def _opened(sha256: str) -> CallList:
    return open_list(opener(lambda: list_store().chunks(sha256)), numbers=numbers_here())


def _claimed(run_id: int, at: datetime) -> ScreeningRun:
    found = waiting_runs(at).select_related("sender", "purpose", "asked_by").filter(pk=run_id).first()
    if found is None:
        raise ListMoved()
    attempt = found.attempt
    moved = ScreeningRun.objects.filter(pk=run_id, attempt=attempt, status=found.status).update(
        status=ScreeningStatus.RUNNING, attempt=attempt + 1, alive_at=at, rows_read=0
    )
    if not moved:
        raise ListMoved()
    found.refresh_from_db()
    return found


def still_ours(run: ScreeningRun, rows: int, at: datetime) -> None:
    """Tell how far it is. Raises Stopped."""
    ours = ScreeningRun.objects.filter(pk=run.pk, attempt=run.attempt, status=run.status)
    if not ours.update(rows_read=rows, alive_at=at):
        raise Stopped


def move_run(
    run: ScreeningRun, before: set[ScreeningStatus], *, values: dict[str, Any], position: int | None = None
) -> None:
    """Compare and set. Raises ListMoved."""
    held = ScreeningRun.objects.filter(pk=run.pk, attempt=run.attempt, status__in=before, purged_at=None)
    if position is not None:
        held = held.filter(position=position)
    if not held.update(**values):
        raise ListMoved()
    run.refresh_from_db()
