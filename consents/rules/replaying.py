"""The facts of a decision that was kept, read back so that other rules can be tried on them. Pure.

What is kept are ids and words: of a relation only its kind, of people only who. So there are a few readings; the one
that gives the answer that was given is taken, and where none does, the decision is not repeated.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from consents.choices import (
    ContactChannel,
    PartyKind,
    PurposeKind,
    RelationKind,
    ScreeningListKind,
    SenderKind,
    Standing,
)
from consents.rules.deciding import decide
from consents.rules.facts import Facts, Relation
from consents.rules.folding import State
from consents.rules.rulesets import RuleSet


def repeated(
    told: Mapping[str, Any], *, channel: str, at: dt.datetime, rules: RuleSet | None, rule: str
) -> Facts | None:
    """The facts under which ``rules`` say ``rule``, as they did; None when they can't be told from what was kept."""
    return next((facts for facts in _readings(told, channel, at) if decide(facts, rules).rule == rule), None)


def _readings(told: Mapping[str, Any], channel: str, at: dt.datetime) -> Iterator[Facts]:
    try:
        kept = _kept(told, channel, at)
    except (KeyError, ValueError, TypeError):
        return
    for people, relation in product(_people(told), _relations(told)):
        yield Facts(**kept, people=people, relation=relation)


def _kept(told: Mapping[str, Any], channel: str, at: dt.datetime) -> dict[str, Any]:
    consent = told["consent"]
    state = State(
        standing=Standing(consent["standing"]),
        event=consent["event"],
        text=consent["text"],
        verified=consent["verified"],
        valid_until=dt.date.fromisoformat(consent["until"]) if consent["until"] else None,
        objection=told["objection"],
    )
    return {
        "at": at,
        "channel": ContactChannel(channel),
        "purpose": PurposeKind(told["purpose"]),
        "country": told["country"],
        "sender_kind": SenderKind(told["sender_kind"]),
        "party": PartyKind(told["party"]),
        "state": state,
        "minor": told["minor"],
        "lists": frozenset(map(ScreeningListKind, told["lists"])),
        "lists_known": frozenset(map(ScreeningListKind, told["lists_known"])),
    }


def _people(told: Mapping[str, Any]) -> list[int]:
    """How many people it was about: those named, less what stands for the numbers themselves."""
    named = len(told.get("people", ()))
    return sorted({named, max(0, named - 1), min(1, named)}, reverse=True)


def _relations(told: Mapping[str, Any]) -> list[Relation | None]:
    kind = told.get("relation")
    if not kind:
        return [None]
    return [
        Relation(kind=RelationKind(kind), collected_in_sale=True, opt_out_offered=True, similar=True),
        Relation(kind=RelationKind(kind)),
    ]
