"""What a whole list is for, and its decisions: those of ``may_contact``, made once for each pattern of facts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from consents.choices import ContactChannel, ListStatus, PartyKind, PurposeKind, ScreeningListKind, SenderKind
from consents.models import ContactPurpose, ScreeningList, Sender
from consents.rules.deciding import decide, local_day
from consents.rules.folding import Scope
from consents.screening.knowing import Contact, Known, facts_of
from consents.screening.sifting import Streams, Verdict
from consents.screening.staging import Stage
from consents.selectors import Edition, edition_for, rules_timeline


@dataclass(frozen=True, kw_only=True)
class Campaign:
    """What a list is for: sender, purpose, channel, the aware moment of the calls."""

    sender: Sender
    purpose: ContactPurpose
    at: datetime
    channel: ContactChannel = ContactChannel.VOICE
    offer: bool = False
    party: PartyKind = PartyKind.UNKNOWN

    @property
    def contact(self) -> Contact:
        """As the rules look at it."""
        return Contact(
            scope=Scope(sender=self.sender.key, purpose=self.purpose.key, channel=self.channel),
            sender_kind=SenderKind(self.sender.kind),
            purpose=PurposeKind(self.purpose.kind),
            channel=self.channel,
            at=self.at,
            offer=self.offer,
            party=self.party,
        )


class Decider:
    """The verdict for a number, from what is known of it."""

    def __init__(self, campaign: Campaign) -> None:
        self._contact, self._sender = campaign.contact, campaign.sender.pk
        self._day = local_day("", campaign.at)
        self._lists = _valid_lists(self._contact)
        self._editions: dict[str, Edition | None] = {}
        self._made: dict[Known, Verdict] = {}

    def streams(self, stage: Stage) -> Streams:
        """What is known of the staged numbers, as far as the rules of that day look at it."""
        asked = self._asked()
        relations: Iterator[Any] = stage.relations(self._sender) if "customer" in asked else iter(())
        entries: Iterator[Any] = stage.entries(list(self._lists)) if "listed" in asked else iter(())
        return stage.people(self._contact.scope), relations, entries

    def _asked(self) -> set[str]:
        channel = self._contact.channel
        sets = [each.rules for each in rules_timeline()]
        held = [each for each in sets if each.holds_on(self._day) and channel in each.channels]
        return {name for each in held for rule in each.rules for name in rule.when.model_fields_set}

    def __call__(self, known: Known) -> Verdict:
        """The verdict for one number."""
        found = self._made.get(known)
        if found is None:
            found = self._made[known] = self._decided(known)
        return found

    def _decided(self, known: Known) -> Verdict:
        edition = self._edition(known.country)
        facts = facts_of(known, self._contact, lists=self._lists)
        decision = decide(facts, edition.rules if edition else None)
        return Verdict(
            status=ListStatus.ALLOWED if decision.allowed else ListStatus.REFUSED,
            rule=decision.rule,
            reason=decision.reason,
            article=decision.article,
            source=decision.source,
            legal_status=str(decision.status),
            ruleset=decision.ruleset,
            rules_sha256=edition.sha256 if edition else "",
        )

    def _edition(self, country: str) -> Edition | None:
        if country not in self._editions:
            day = local_day(country, self._contact.at)
            self._editions[country] = edition_for(country=country, channel=self._contact.channel, day=day)
        return self._editions[country]


def _valid_lists(contact: Contact) -> dict[int, ScreeningListKind]:
    """The newest complete list of each kind that is valid on the day, as for one question."""
    if contact.channel != ContactChannel.VOICE:
        return {}
    day = local_day("", contact.at)
    held = ScreeningList.objects.filter(complete=True, obtained_on__lte=day, valid_until__gte=day)
    newest = {each.kind: each.pk for each in held.order_by("obtained_on")}
    return {pk: ScreeningListKind(kind) for kind, pk in newest.items()}
