"""The verbs of sign-off: one officer offers a record, another signs it, and a version of it stands for ever.

What is offered and signed is ``signable``: the hash of the offer is that of the version that will come of it, and the
version holds the canonical JSON itself. Of two who sign at once one wins: settling the offer is a compare-and-set, and
the database knows each number once.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from registers.actions.actors import role_of
from registers.actions.evidence import record
from registers.book.book import WHOLE, Book, UnknownRecord
from registers.book.signable import signable, title_of
from registers.book_selectors import read_book
from registers.choices import EvidenceKind
from registers.errors import (
    FindingsOpen,
    NothingOffered,
    OfferOutdated,
    RecordUnknown,
    SignerOffered,
    SignOffTaken,
)
from registers.models import Offer, ProcessingActivity, RegisterVersion
from registers.register_choices import RecordKind, RecordStatus
from registers.register_selectors import open_errors

Obstacles = Callable[[Book, RecordKind, str, datetime], Sequence[str]]
"""What stands in the way of signing a record of the book at a moment: the findings that must be mended, as text."""


def offer(*, kind: RecordKind, uid: str, actor: User, at: datetime, obstacles: Obstacles = open_errors) -> Offer:
    """Offer a record (``uid`` WHOLE for the register) for sign-off; an earlier offer of it lapses.

    Raises RecordUnknown, FindingsOpen, and SignOffTaken when somebody offered it at the same moment.
    """
    uid = _named(kind, uid)
    try:
        with transaction.atomic():
            book = read_book()
            sha256 = _content(book, kind, uid).sha256
            _demand_no_obstacles(obstacles(book, kind, uid, at))
            Offer.objects.filter(record_kind=kind, record=uid, closed=False).update(closed=True)
            made = Offer(record_kind=kind, record=UUID(uid), sha256=sha256, by=actor, at=at)
            made.full_clean(validate_unique=False, validate_constraints=False)
            made.save()
            _set_status(kind, uid, RecordStatus.SUBMITTED, actor=actor, at=at)
            facts = {"record": str(kind), "sha256": sha256, "role": role_of(actor)}
            record(kind=EvidenceKind.REGISTER_OFFERED, case=UUID(uid), facts=facts, at=at)
    except IntegrityError:
        raise SignOffTaken() from None
    return made


def withdraw_offer(*, kind: RecordKind, uid: str, actor: User, at: datetime) -> None:
    """Take an offer back; an activity is signed again if it still equals its last version, else a draft.

    Raises NothingOffered.
    """
    uid = _named(kind, uid)
    with transaction.atomic():
        standing = _open_offer(kind, uid)
        _settle(standing)
        _set_status(kind, uid, _status_without_offer(kind, uid), actor=actor, at=at)
        facts = {"record": str(kind), "sha256": standing.sha256, "role": role_of(actor), "withdrawn": True}
        record(kind=EvidenceKind.REGISTER_OFFERED, case=UUID(uid), facts=facts, at=at)


def sign(
    *, kind: RecordKind, uid: str, actor: User, at: datetime, obstacles: Obstacles = open_errors
) -> RegisterVersion:
    """Sign off what was offered; the version, with its number and hash.

    1. Settle the offer: whoever does so first may go on.
    2. Compare the record of now with the hash of the offer, and ask the rules once more.
    3. Write the version, the status and the evidence in the same transaction.

    Raises NothingOffered, SignerOffered, OfferOutdated, FindingsOpen, SignOffTaken, RecordUnknown.
    """
    uid = _named(kind, uid)
    try:
        with transaction.atomic():
            standing = _open_offer(kind, uid)
            if standing.by_id == actor.pk:
                raise SignerOffered()
            _settle(standing)
            book = read_book()
            content = _content(book, kind, uid)
            if content.sha256 != standing.sha256:
                raise OfferOutdated()
            _demand_no_obstacles(obstacles(book, kind, uid, at))
            version = _write_version(standing, content, title=title_of(book, kind, uid), actor=actor, at=at)
            _set_status(kind, uid, RecordStatus.SIGNED, actor=actor, at=at)
            _record_signing(version, actor)
    except IntegrityError:
        raise SignOffTaken() from None
    return version


def _named(kind: RecordKind, uid: str) -> str:
    return WHOLE if kind == RecordKind.REGISTER else str(uid)


def _content(book: Book, kind: RecordKind, uid: str) -> Book:
    try:
        return signable(book, kind, uid)
    except UnknownRecord:
        raise RecordUnknown() from None


def _demand_no_obstacles(found: Sequence[str]) -> None:
    if found:
        raise FindingsOpen(list(found))


def _open_offer(kind: RecordKind, uid: str) -> Offer:
    standing = Offer.objects.filter(record_kind=kind, record=uid, closed=False).first()
    if standing is None:
        raise NothingOffered()
    return standing


def _settle(standing: Offer) -> None:
    """Close the offer, if nobody else did."""
    if not Offer.objects.filter(pk=standing.pk, closed=False).update(closed=True):
        raise SignOffTaken()


def _write_version(standing: Offer, content: Book, *, title: str, actor: User, at: datetime) -> RegisterVersion:
    signed = RegisterVersion.objects.filter(record_kind=standing.record_kind, record=standing.record)
    last = signed.order_by("-number").values_list("number", flat=True).first()
    version = RegisterVersion(
        record_kind=standing.record_kind,
        record=standing.record,
        number=(last or 0) + 1,
        title=title[:400],
        body=content.as_json(),
        sha256=standing.sha256,
        offered_by=standing.by,
        signed_by=actor,
        at=at,
    )
    version.full_clean(validate_unique=False, validate_constraints=False)
    version.save(force_insert=True)
    return version


def _record_signing(version: RegisterVersion, actor: User) -> None:
    facts = {
        "record": str(version.record_kind),
        "sha256": version.sha256,
        "number": version.number,
        "version": str(version.uid),
        "role": role_of(actor),
    }
    record(kind=EvidenceKind.REGISTER_SIGNED, case=version.record, facts=facts, at=version.at)


def _status_without_offer(kind: RecordKind, uid: str) -> RecordStatus:
    signed = RegisterVersion.objects.filter(record_kind=kind, record=uid).order_by("-number").first()
    unchanged = signed is not None and signed.sha256 == _content(read_book(), kind, uid).sha256
    return RecordStatus.SIGNED if unchanged else RecordStatus.DRAFT


def _set_status(kind: RecordKind, uid: str, status: RecordStatus, *, actor: User, at: datetime) -> None:
    """The status of an activity, or on signing the register of all; what has ended stays so."""
    if kind == RecordKind.AGREEMENT or (kind == RecordKind.REGISTER and status != RecordStatus.SIGNED):
        return
    moved = ProcessingActivity.objects.exclude(status__in=(status, RecordStatus.ENDED))
    for activity in moved if kind == RecordKind.REGISTER else moved.filter(uid=uid):
        dated: Any = activity  # simple_history has no types
        dated._history_date, dated._history_user = at, actor
        activity.status = status
        activity.save(update_fields=["status"])
