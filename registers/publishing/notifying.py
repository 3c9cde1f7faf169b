"""Who must be told of a correction, an erasure or a restriction (art. 19): out of the book, for given activities.

Processors, joint controllers and recipients outside the organisation are told; a category without an address is listed
too, so that somebody tells it by hand. The person and colleagues are no recipients here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from registers.book.book import Book
from registers.book.records import Activity, Agreement, Coverage, Engagement, Joint, Party, Recipient
from registers.register_choices import AgreementDirection, RecipientKind

NOT_TOLD = frozenset({RecipientKind.INTERNAL, RecipientKind.SUBJECT})


@dataclass(frozen=True, kw_only=True)
class Addressee:
    """A recipient to be told. ``email`` '' means by hand; ``activities`` are the numbers of the activities."""

    name: str
    sort: RecipientKind
    email: str = ""
    activities: tuple[str, ...] = ()


def addressees(book: Book, activities: Iterable[Activity]) -> tuple[Addressee, ...]:
    """Everybody who gets data of these activities, each once, in the order of the register."""
    found: dict[tuple[str, str], Addressee] = {}
    for activity in activities:
        for one in _of(book, activity):
            key = (one.name.casefold(), one.email.casefold())
            numbers = found[key].activities if key in found else ()
            told = Addressee(name=one.name, sort=one.sort, email=one.email, activities=(*numbers, activity.number))
            found[key] = told
    return tuple(found.values())


def _of(book: Book, activity: Activity) -> Iterator[Addressee]:
    for recipient in book.of(activity, Recipient):
        if recipient.sort not in NOT_TOLD and not recipient.planned:
            yield _recipient(book.party(recipient.party), recipient)
    for engagement in book.of(activity, Engagement):
        party = book.party(engagement.party)
        if party:
            email = _mailbox(book, activity, party) or party.email
            yield Addressee(name=party.name, sort=RecipientKind.PROCESSOR, email=email)
    for joint in book.of(activity, Joint):
        party = book.party(joint.party)
        if party:
            yield Addressee(name=party.name, sort=RecipientKind.CONTROLLER, email=party.email)


def _recipient(party: Party | None, recipient: Recipient) -> Addressee:
    return Addressee(
        name=party.name if party else recipient.text.strip()[:300],
        sort=recipient.sort or RecipientKind.CONTROLLER,
        email=recipient.notice_email or (party.email if party else ""),
    )


def _mailbox(book: Book, activity: Activity, party: Party) -> str:
    """The mailbox for requests and notices of the agreement under which the processor works."""
    covering = {coverage.agreement for coverage in book.of(activity, Coverage)}
    agreements = (book.get(Agreement, uid) for uid in sorted(covering))
    return next(
        (
            agreement.request_email
            for agreement in agreements
            if agreement.counterparty == party.uid
            and agreement.direction == AgreementDirection.WE_CONTROL
            and agreement.request_email
        ),
        "",
    )
