"""The verb that gives the register as a file: of now or of a moment, whole or one activity, in five formats.

Incomplete records are in it like all others, with what they lack beside them. Nobody's filter leaves anything out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.contrib.auth.models import User
from django.utils.text import slugify
from django.utils.translation import gettext as _

from registers.actions.actors import role_of
from registers.actions.documents import read_document
from registers.actions.register_documents import Wanted, register_document
from registers.as_of_selectors import named
from registers.book.book import WHOLE, Book, UnknownRecord
from registers.book.moments import AMSTERDAM
from registers.book_labels import labels
from registers.book_selectors import read_book
from registers.choices import DocumentKind
from registers.errors import MomentAhead, RecordUnknown
from registers.exchange.books import writing
from registers.register_choices import RecordKind, Severity
from registers.register_selectors import found_in
from registers.rules.wording import title_of


class Form(StrEnum):
    """In which format the register leaves the house."""

    PDF = "pdf"
    XLSX = "xlsx"
    ODS = "ods"
    CSV = "csv"
    JSON = "json"


WRITERS: dict[Form, Callable[[Book, writing.Labels], bytes]] = {
    Form.XLSX: writing.as_xlsx,
    Form.ODS: writing.as_ods,
    Form.CSV: writing.as_csv,
    Form.JSON: writing.as_json,
}
SUFFIXES = {Form.CSV: "csv.zip"}


@dataclass(frozen=True, kw_only=True)
class Export:
    """A file: its name, in Dutch and without names of people, and its content."""

    filename: str
    content: bytes


def export(*, form: Form, of: datetime, at: datetime, activity: str = "", actor: User | None = None) -> Export:
    """The register as it stood at ``of``; with ``activity`` (its number then) only that one and what it refers to.

    Raises RecordUnknown, MomentAhead, ExportRefused, DocumentError.
    """
    if of > at:
        raise MomentAhead()
    kind = RecordKind.ACTIVITY if activity else RecordKind.REGISTER
    uid = named(kind, activity, at=of) if activity else WHOLE
    content = _pdf(kind, uid, of=of, at=at, actor=actor) if form is Form.PDF else _values(form, kind, uid, of=of, at=at)
    return Export(filename=_name(form, of, activity), content=content)


def _values(form: Form, kind: RecordKind, uid: str, *, of: datetime, at: datetime) -> bytes:
    register = read_book() if of == at else read_book(at=of)
    try:
        book = register.about(kind, uid)
    except UnknownRecord:
        raise RecordUnknown() from None
    readable: dict[str, dict[str, str]] = {}
    for (record, field), label in labels().fields.items():
        readable.setdefault(record, {})[field] = str(label)
    told = writing.Labels(
        fields=readable,
        gaps=gaps_of(register, at=of),
        exported_at=of.isoformat(),
        as_of=of.astimezone(AMSTERDAM).date().isoformat(),
    )
    return WRITERS[form](book, told)


def gaps_of(book: Book, *, at: datetime) -> dict[str, str]:
    """What each record lacks, by uid: the errors that the rules find; those of its parts stand with an activity too."""
    told: dict[str, dict[str, None]] = {}
    for finding in found_in(book, at=at):
        if finding.severity == Severity.ERROR:
            for uid in {finding.record, finding.owner}:
                told.setdefault(uid, {})[str(title_of(finding.rule))] = None
    return {uid: _("incomplete: %(what)s") % {"what": "; ".join(titles)} for uid, titles in told.items()}


def _pdf(kind: RecordKind, uid: str, *, of: datetime, at: datetime, actor: User | None) -> bytes:
    """The signed document. That it was read is recorded, as for every document."""
    sort = DocumentKind.ACTIVITY if kind == RecordKind.ACTIVITY else DocumentKind.REGISTER
    document = register_document(wanted=Wanted(kind=sort, as_of=of, uid=uid), at=at)
    return read_document(document=document, actor_role=role_of(actor), at=at)


def _name(form: Form, of: datetime, activity: str) -> str:
    day = of.astimezone(AMSTERDAM).date().isoformat()
    what = f"verwerking-{slugify(activity)[:40] or 'zonder-nummer'}" if activity else "verwerkingsregister"
    return f"{what}-{day}.{SUFFIXES.get(form, form.value)}"
