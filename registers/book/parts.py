"""Parts of the register that are read as a whole: the record of one role (art. 30(1) or 30(2)), or all agreements.

Each part has our own organisations in it, because the law asks for them first (art. 30(1)(a), 30(2)(a)). Pure.
"""

from collections.abc import Iterable

from registers.book.book import Book
from registers.book.records import Engagement, Officer, Party, Record
from registers.register_choices import ActivityRole, RecordKind


def of_role(register: Book, role: ActivityRole) -> Book:
    """The activities in one role, with everything that belongs to them."""
    uids = [activity.uid for activity in register.activities if activity.role == role]
    return _joined(register.about_all(RecordKind.ACTIVITY, uids), _own(register))


def of_agreements(register: Book) -> Book:
    """All agreements, with everything that belongs to them, and the processors at work that they should cover."""
    uids = [agreement.uid for agreement in register.agreements]
    at_work = register.all(Engagement)
    parties = [party for one in at_work if (party := register.party(one.party))]
    return _joined(register.about_all(RecordKind.AGREEMENT, uids), [*_own(register), *parties, *at_work])


def _own(register: Book) -> list[Record]:
    own = [party for party in register.all(Party) if party.own]
    return [*own, *(officer for party in own for officer in register.of(party, Officer, by="party"))]


def _joined(part: Book, more: Iterable[Record]) -> Book:
    return Book({(record.kind, record.uid): record for record in [*part, *more]}.values())
