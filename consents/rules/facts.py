"""What a contact decision is made from: facts about the person, the sender, the moment. Pure values, ids not copies."""

import datetime as dt
from dataclasses import dataclass, field

from consents.choices import (
    ContactChannel,
    PartyKind,
    PurposeKind,
    RelationKind,
    ScreeningListKind,
    SenderKind,
    Standing,
)
from consents.rules.folding import State


@dataclass(frozen=True, kw_only=True)
class Relation:
    """A customer, donor or subscriber of a sender. ``ended_on`` is the end of the contract or the last purchase."""

    kind: RelationKind
    started_on: dt.date | None = None
    ended_on: dt.date | None = None
    collected_in_sale: bool = False
    opt_out_offered: bool = False
    similar: bool = False
    longer_months: int = 0
    longer_decision: str = ""

    def began(self, day: dt.date) -> bool:
        """Whether it is one already on a day, as far as is known."""
        return self.started_on is None or self.started_on <= day


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Everything that rules may look at. ``at`` is aware; ``country`` is that of the number or of the person reached.

    ``people``: how many people the identifiers given lead to; more than one means that nobody knows who is reached.
    ``lists`` are the screening lists that hold the number on that day; ``lists_known`` those that were loaded and fresh
    on that day.
    """

    at: dt.datetime
    channel: ContactChannel
    purpose: PurposeKind
    country: str
    sender_kind: SenderKind = SenderKind.ORDINARY
    party: PartyKind = PartyKind.UNKNOWN
    state: State = field(default_factory=State)
    people: int = 0
    minor: bool = False
    offer: bool = False
    relation: Relation | None = None
    lists: frozenset[ScreeningListKind] = frozenset()
    lists_known: frozenset[ScreeningListKind] = frozenset()

    @property
    def effective_purpose(self) -> PurposeKind:
        """One sentence of sales makes any contact marketing (law: a service call informs and recommends nothing)."""
        return PurposeKind.MARKETING if self.offer else self.purpose

    @property
    def effective_party(self) -> PartyKind:
        """Unknown is treated as a person."""
        return PartyKind.NATURAL if self.party == PartyKind.UNKNOWN else self.party

    def consent(self, day: dt.date) -> str:
        """``verified``, ``given`` or ``none`` on that day."""
        if self.state.standing_on(day) != Standing.GIVEN:
            return "none"
        return "verified" if self.state.verified else "given"
