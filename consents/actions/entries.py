"""What is to be recorded, and what it has to have before the ledger takes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from consents.actions.minors import Authorised
from consents.choices import CollectionMethod, EventKind, PartyKind
from consents.errors import EventRefused
from consents.identifying import Value, not_in_use, reached
from consents.models import ConsentEvent, ConsentText, ContactPurpose, Sender
from consents.rules.deciding import local_day
from consents.selectors import indexes_of
from registers.choices import IdentifierKind
from registers.normalising import in_use

AHEAD = timedelta(minutes=5)
"""How far the clock of another system may run ahead."""
YES = frozenset({EventKind.GIVEN, EventKind.RENEWED})
ABOUT_AN_EVENT = frozenset({EventKind.VERIFIED, EventKind.INVALIDATED})


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What is to be recorded. Without sender, purpose or channel it is about every one of them.

    ``whole_number``: also about whoever else has the number or address that was reached. ``source_id`` makes that the
    same message from another system counts once; ``refers_to_message`` names an event by that of its message, also
    one that is recorded together with this. ``authorised`` is what the representative of a minor said.
    """

    kind: EventKind
    values: Sequence[Value]
    stated_at: datetime
    method: CollectionMethod
    sender: Sender | None = None
    purpose: ContactPurpose | None = None
    channel: str = ""
    text: ConsentText | None = None
    refers_to: UUID | None = None
    refers_to_message: str = ""
    campaign: str = ""
    campaign_url: str = ""
    suppliers: Sequence[str] = ()
    evidence_file: str = ""
    valid_until: date | None = None
    first_contact_on: date | None = None
    own_initiative: bool = False
    whole_number: bool = False
    party: PartyKind = PartyKind.UNKNOWN
    source_id: str = ""
    authorised: Authorised | None = None

    @property
    def way(self) -> Value | None:
        """The number or address that it is about; any value where the channel reaches nobody by them."""
        return reached(self.values, self.channel) or next(iter(self.values), None)


def check(entry: Entry, at: datetime) -> None:
    """Raises EventRefused, which names what is lacking."""
    if not entry.values and entry.refers_to is None:
        raise EventRefused(field="identifiers", why=_("at least one value is needed, for example phone=0612345678"))
    if entry.stated_at > at + AHEAD:
        raise EventRefused(field="stated_at", why=_("the moment lies in the future"))
    if entry.kind in YES:
        _check_yes(entry)
    if entry.kind == EventKind.LIFTED and not entry.own_initiative:
        why = _("only the person lifts an objection, on their own initiative (art. 21(3))")
        raise EventRefused(field="own_initiative", why=why)
    if entry.kind == EventKind.LIFTED and not entry.evidence_file:
        raise EventRefused(field="evidence_file", why=_("lifting an objection needs a proof of what the person said"))


def _check_yes(entry: Entry) -> None:
    """A yes names sender, purpose, channel and wording, and the number or address it is about (art. 4(11), 7(1))."""
    for name in ("sender", "purpose", "channel", "text"):
        if not getattr(entry, name):
            raise EventRefused(field=name, why=_("a consent is specific: this may not be left open (art. 4(11))"))
    text, told = entry.text, (entry.sender, entry.purpose, entry.channel)
    if text is None or (text.sender, text.purpose, text.channel) != told:
        raise EventRefused(field="text", why=_("this wording asks for another sender, purpose or channel"))
    if reached(entry.values, entry.channel) is None:
        raise EventRefused(field="identifiers", why=_("give the number or address that this channel reaches"))
    if not all(in_use(value.text) for value in entry.values if value.kind == IdentifierKind.PHONE):
        raise EventRefused(field="identifiers", why=not_in_use())
    if entry.valid_until and entry.valid_until < local_day("", entry.stated_at):
        raise EventRefused(field="valid_until", why=_("the last day lies before the consent itself"))


def says(event: ConsentEvent, entry: Entry) -> bool:
    """Whether an event was made from this very entry."""
    told = (entry.kind, entry.stated_at, entry.sender, entry.purpose, entry.channel)
    known = indexes_of(entry.way) if entry.way else ("",)
    return event.index in known and told == (event.kind, event.stated_at, event.sender, event.purpose, event.channel)
