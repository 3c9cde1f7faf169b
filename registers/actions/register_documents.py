"""The verb that puts the register of a moment on paper: whole or of one role, an activity, agreements.

The unsigned file is a pure function of what the register said at that moment and the template, so it can be made again
byte for byte. The signed file is made once and kept; who asks for the same content again gets that very document.
"""

import hashlib
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import ngettext

from registers.actions.documents import issue_document, signing_identity
from registers.as_of_selectors import (
    SignedVersion,
    register_version_of,
    register_versions_of,
    version_body,
    versions_of,
)
from registers.book import parts
from registers.book.book import WHOLE, Book, UnknownRecord
from registers.book.moments import AMSTERDAM
from registers.book.records import Activity, Agreement, Coverage, Engagement
from registers.book.signable import signable, title_of
from registers.book_labels import labels
from registers.book_selectors import read_book
from registers.choices import DocumentKind
from registers.comparing.differences import differences
from registers.comparing.sentences import sentence
from registers.documents.registercontent import RegisterDocument, Standing, VersionNote
from registers.documents.registerpages import spoken
from registers.documents.registerpdf import full_title, write_pdf
from registers.documents.signing_apart import sign_document
from registers.errors import MomentAhead, RecordUnknown
from registers.models import Document
from registers.register_choices import ActivityRole, RecordKind

MOST_CHANGES = 100
RECORDS = {
    DocumentKind.REGISTER: RecordKind.REGISTER,
    DocumentKind.ACTIVITY: RecordKind.ACTIVITY,
    DocumentKind.AGREEMENTS: RecordKind.REGISTER,
    DocumentKind.AGREEMENT: RecordKind.AGREEMENT,
}
"""Which kinds of documents there are of the register, and what they are about."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which document, of which record (``uid``; WHOLE for the register and the overview), as of which moment.

    ``role`` limits the register to the record of art. 30(1) or of art. 30(2); None is both.
    """

    kind: DocumentKind
    as_of: datetime
    uid: str = WHOLE
    role: ActivityRole | None = None

    @property
    def record(self) -> RecordKind:
        """What the document is about."""
        return RECORDS[self.kind]

    def cut(self, register: Book) -> Book:
        """The part of the register that the document holds. Raises UnknownRecord."""
        if self.kind == DocumentKind.AGREEMENTS:
            return parts.of_agreements(register)
        if self.kind == DocumentKind.REGISTER and self.role:
            return parts.of_role(register, self.role)
        return register.about(self.record, self.uid)


def register_document(*, wanted: Wanted, at: datetime) -> Document:
    """The signed document, made now (``at``) or given again when it was made before with the same content.

    Raises MomentAhead for a moment after ``at``, RecordUnknown, DocumentError. Reading it is for the door to record
    (``read_document``).
    """
    if wanted.as_of > at:
        raise MomentAhead()
    content = document_content(wanted)
    name = {"case": UUID(wanted.uid), "kind": wanted.kind, "subkind": content.fingerprint[:40]}
    made = Document.objects.filter(**name, purged_at=None).first()
    return made or _issue(content, at=at)


def document_content(wanted: Wanted) -> RegisterDocument:
    """What the document says: the register of that moment and the versions in force. Raises RecordUnknown."""
    register = read_book(at=wanted.as_of)
    try:
        book, title = wanted.cut(register), title_of(register, wanted.record, wanted.uid)
    except UnknownRecord:
        raise RecordUnknown() from None
    standings = _standings(wanted, register, book)
    standing = standings.get(wanted.uid) or _standing_of_part(wanted, register)
    return RegisterDocument(
        kind=wanted.kind,
        record=wanted.uid,
        title=title,
        at=wanted.as_of,
        book=book,
        labels=labels(),
        standing=standing,
        role=wanted.role,
        standings=standings,
        titles=_titles(register, book),
        changes=_changes(wanted, book, standing.best),
    )


def _standings(wanted: Wanted, register: Book, book: Book) -> dict[str, Standing]:
    """Of every record with a sheet: the versions under which it stood."""
    agreements = wanted.kind in {DocumentKind.AGREEMENT, DocumentKind.AGREEMENTS}
    kind = RecordKind.AGREEMENT if agreements else RecordKind.ACTIVITY
    uids = [one.uid for one in (book.agreements if agreements else book.activities)]
    own = versions_of(register, kind, uids, at=wanted.as_of)
    whole = register_versions_of(register, kind, uids, at=wanted.as_of)
    return {uid: Standing(own=_note(own.get(uid)), whole=_note(whole.get(uid))) for uid in sorted(uids)}


def _standing_of_part(wanted: Wanted, register: Book) -> Standing:
    found = register_version_of(register, wanted.cut, at=wanted.as_of)
    whole = wanted.kind == DocumentKind.REGISTER and wanted.role is None
    return Standing(own=_note(found)) if whole else Standing(whole=_note(found))


def _note(version: SignedVersion | None) -> VersionNote | None:
    if version is None:
        return None
    return VersionNote(
        uid=version.uid,
        number=version.number,
        sha256=version.sha256,
        signed_at=version.signed_at,
        unchanged=version.unchanged,
    )


def _titles(register: Book, book: Book) -> dict[str, str]:
    """The titles of activities and agreements that the part refers to without holding them."""
    uids = [
        *(uid for one in book.all(Coverage) for uid in (one.activity, one.agreement)),
        *(one.activity for one in book.all(Engagement)),
        *(uid for one in book.activities for uid in (one.parent, one.successor) if uid),
        *(one.parent for one in book.agreements if one.parent),
    ]
    found = {uid: register.find(Activity, uid) or register.find(Agreement, uid) for uid in sorted(set(uids))}
    kinds = {Activity: RecordKind.ACTIVITY, Agreement: RecordKind.AGREEMENT}
    return {uid: title_of(register, kinds[type(one)], uid) for uid, one in found.items() if one}


def _changes(wanted: Wanted, book: Book, note: VersionNote | None) -> tuple[str, ...]:
    """What differs from the version in force, in Dutch sentences; the first hundred."""
    if note is None or note.unchanged:
        return ()
    before = wanted.cut(version_body(note.uid))
    found = differences(before, signable(book, RecordKind.REGISTER, WHOLE))
    words, whole = labels(), wanted.record == RecordKind.REGISTER
    with spoken():
        told = [sentence(one, words, with_owner=whole) for one in found[:MOST_CHANGES]]
        more = len(found) - len(told)
        if more:
            told.append(ngettext("and %(count)d more change", "and %(count)d more changes", more) % {"count": more})
    return tuple(told)


def _issue(content: RegisterDocument, *, at: datetime) -> Document:
    folder = Path(settings.VAR_DIR) / "work"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="register", dir=folder) as temporary:
        unsigned, signed = Path(temporary) / "unsigned.pdf", Path(temporary) / "signed.pdf"
        write_pdf(content, target=unsigned, folder=Path(temporary))
        with unsigned.open("rb") as file:
            unsigned_sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        sign_document(source=unsigned, target=signed, identity=signing_identity(at=at), at=at)
        with spoken():
            title = full_title(content)
        return issue_document(
            content=signed,
            at=at,
            kind=content.kind,
            case=UUID(content.record),
            subkind=content.fingerprint[:40],
            title=title[:200],
            filename=filename(content),
            unsigned_sha256=unsigned_sha256,
            personal=False,
        )


def filename(content: RegisterDocument) -> str:
    """A name that says what and of which day."""
    day = content.at.astimezone(AMSTERDAM).date().isoformat()
    words = {
        DocumentKind.REGISTER: "verwerkingsregister",
        DocumentKind.ACTIVITY: "verwerking",
        DocumentKind.AGREEMENTS: "verwerkersovereenkomsten",
        DocumentKind.AGREEMENT: "verwerkersovereenkomst",
    }
    about = "" if content.record == WHOLE else slugify(content.title)[:60]
    role = content.role.value if content.role else ""
    return "-".join(filter(None, (words[content.kind], role, about, day))) + ".pdf"
