"""What did our register say at that moment, and which signed version was in force? Read from history and versions."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from registers.book.book import WHOLE, Book, UnknownRecord
from registers.book.moments import moment_of
from registers.book.records import Activity, Agreement, Record
from registers.book.signable import signable, title_of
from registers.book_selectors import read_book
from registers.errors import MomentAhead, RecordUnknown
from registers.models import ProcessingActivity, ProcessorAgreement, RegisterVersion
from registers.register_choices import RecordKind


@dataclass(frozen=True, kw_only=True)
class SignedVersion:
    """A version as it was in force. ``unchanged`` says whether the record still said what the version holds."""

    uid: str
    number: int
    sha256: str
    signed_at: datetime
    unchanged: bool


@dataclass(frozen=True, kw_only=True)
class AsOf:
    """A record at a moment: ``book`` is the part about it, ``register`` the whole.

    ``version`` is its own signed version and ``register_version`` that of the whole register, if it holds the record;
    None when there was none by then.
    """

    kind: RecordKind
    uid: str
    at: datetime
    title: str
    register: Book
    book: Book
    version: SignedVersion | None
    register_version: SignedVersion | None


def as_of(*, kind: RecordKind, uid: str = WHOLE, at: datetime) -> AsOf:
    """The record as the tables had it at ``at`` (aware). Raises RecordUnknown when it was not there."""
    register = read_book(at=at)
    uid = WHOLE if kind == RecordKind.REGISTER else uid
    try:
        book, title = register.about(kind, uid), title_of(register, kind, uid)
    except UnknownRecord:
        raise RecordUnknown() from None
    return AsOf(
        kind=kind,
        uid=uid,
        at=at,
        title=title,
        register=register,
        book=book,
        version=versions_of(register, kind, [uid], at=at).get(uid),
        register_version=register_versions_of(register, kind, [uid], at=at).get(uid),
    )


def versions_of(register: Book, kind: RecordKind, uids: Iterable[str], *, at: datetime) -> dict[str, SignedVersion]:
    """By uid: the version of a record of its own that was in force at ``at``."""
    signed = RegisterVersion.objects.filter(record_kind=kind, at__lte=at).order_by("at", "number")
    newest = {str(row["record"]): row for row in signed.values("record", "uid", "number", "sha256", "at")}
    return {uid: _compared(register, kind, uid, newest[uid]) for uid in uids if uid in newest}


def _compared(register: Book, kind: RecordKind, uid: str, row: Mapping[str, Any]) -> SignedVersion:
    now = signable(register, kind, uid).sha256
    unchanged = now == row["sha256"] or now == version_body(str(row["uid"])).sha256
    return _signed_version(row, unchanged=unchanged)


def register_versions_of(
    register: Book, kind: RecordKind, uids: Iterable[str], *, at: datetime
) -> dict[str, SignedVersion]:
    """By uid: the version of the whole register that was in force at ``at``, for the records that it holds."""
    row = _register_row(at)
    if row is None or kind == RecordKind.REGISTER:
        return {}
    if row["sha256"] == signable(register, RecordKind.REGISTER, WHOLE).sha256:
        return {uid: _signed_version(row, unchanged=True) for uid in uids}
    then = version_body(str(row["uid"]))
    held = [uid for uid in uids if then.find(SORTS[kind], uid)]
    return {
        uid: _signed_version(row, unchanged=then.about(kind, uid).sha256 == signable(register, kind, uid).sha256)
        for uid in held
    }


def register_version_of(register: Book, cut: Callable[[Book], Book], *, at: datetime) -> SignedVersion | None:
    """The version of the whole register that was in force, and whether the part that ``cut`` takes still equals it."""
    row = _register_row(at)
    if row is None:
        return None
    now = signable(register, RecordKind.REGISTER, WHOLE)
    same = row["sha256"] == now.sha256 or cut(version_body(str(row["uid"]))).sha256 == cut(now).sha256
    return _signed_version(row, unchanged=same)


def _register_row(at: datetime) -> Mapping[str, Any] | None:
    signed = RegisterVersion.objects.filter(record_kind=RecordKind.REGISTER, at__lte=at).order_by("-at", "-number")
    return signed.values("uid", "number", "sha256", "at").first()


SORTS: dict[str, type[Record]] = {RecordKind.ACTIVITY: Activity, RecordKind.AGREEMENT: Agreement}


def _signed_version(row: Mapping[str, Any], *, unchanged: bool) -> SignedVersion:
    return SignedVersion(
        uid=str(row["uid"]),
        number=row["number"],
        sha256=row["sha256"],
        signed_at=row["at"],
        unchanged=unchanged,
    )


def version_body(uid: str) -> Book:
    """The book that a version holds, as the records of today read it. Raises DoesNotExist."""
    return Book.from_value(json.loads(RegisterVersion.objects.values_list("body", flat=True).get(uid=uid)))


def moment(day: date, *, now: datetime) -> datetime:
    """The moment that a day stands for: its end in Europe/Amsterdam, of today now. Raises MomentAhead."""
    found = moment_of(day, now=now)
    if found is None:
        raise MomentAhead()
    return found


def named(kind: RecordKind, number: str, *, at: datetime) -> str:
    """The uid of the activity or agreement that had this number at ``at``. Raises RecordUnknown."""
    model: Any = ProcessingActivity if kind == RecordKind.ACTIVITY else ProcessorAgreement
    rows = model.history.filter(number__iexact=number.strip(), history_date__lte=at)
    uid = rows.order_by("-history_date", "-history_id").values_list("uid", flat=True).first()
    if uid is None:
        raise RecordUnknown()
    return str(uid)
