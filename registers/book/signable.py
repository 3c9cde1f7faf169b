"""What is signed off: the part of the book about a record, as it stands once it is signed. Pure.

The status of an activity is the state of the paperwork, not content: in what is signed each activity that has not ended
stands as signed. So the hash of an offer holds until somebody changes what the register says, and the record of today
equals its version for as long as nobody did.
"""

from registers.book.book import Book
from registers.book.records import Activity, Agreement, Party, Record
from registers.register_choices import RecordKind, RecordStatus


def signable(book: Book, kind: RecordKind, uid: str) -> Book:
    """The book that a version of the record holds. Raises UnknownRecord."""
    return Book(_signed(record) for record in book.about(kind, uid))


def _signed(record: Record) -> Record:
    if not isinstance(record, Activity) or record.status == RecordStatus.ENDED:
        return record
    return record.model_copy(update={"status": RecordStatus.SIGNED})


def title_of(book: Book, kind: RecordKind, uid: str) -> str:
    """Number and name, as people call it; of the register the names of our organisations. Raises UnknownRecord."""
    if kind == RecordKind.ACTIVITY:
        activity = book.get(Activity, uid)
        return f"{activity.number} {activity.name}"
    if kind == RecordKind.AGREEMENT:
        agreement = book.get(Agreement, uid)
        return f"{agreement.number} {agreement.title}"
    own = sorted(party.name for party in book.all(Party) if party.own)
    return " / ".join(own) or str(RecordKind.REGISTER.label)
