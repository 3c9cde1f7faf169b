"""Consents that end soon, and by which channels their people may be asked to renew: what was consented and may be done.

Asking is contact with an offer. So a channel needs a checked consent of its own, and besides the answer of the rules
themselves, in which an objection of the number, a minor or a household counts as in every other contact.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

from consents.choices import ContactChannel, PurposeKind, Standing
from consents.deciding_selectors import Question, gather_all
from consents.identifying import REACHED_BY, Value
from consents.models import ConsentEvent, ConsentState, Identifier
from consents.rules.deciding import OUTSIDE_HOURS, Decision, decide
from consents.rules.folding import Scope, State, standing_at
from consents.rules.renewing import SOON, ways_to_ask
from consents.selectors import indexes_of, kinds_of_purposes, state_of

TOGETHER = 500
"""Consents that are looked at in one go, in a constant number of queries."""

States = Mapping[Scope, State]


@dataclass(frozen=True, kw_only=True)
class Way:
    """A channel by which somebody may be asked, and the value that it reaches."""

    channel: ContactChannel
    value: Value
    decision: Decision


@dataclass(frozen=True, kw_only=True)
class Renewal:
    """A consent that ends soon, and the ways by which the person may be asked."""

    event: ConsentEvent
    ways: Sequence[Way]


@dataclass(frozen=True, kw_only=True)
class _Known:
    """What is held of the people of some consents: their states, their values, and by which value a consent came."""

    states: Mapping[int, States]
    values: Mapping[int, Sequence[Value]]
    indexes: Mapping[str, str]


def renewals(at: datetime, *, most: int | None = None) -> Iterator[Renewal]:
    """Consents that end within SOON of a moment, the first to end first; ``most``: no more than so many."""
    uids = _ending(timezone.localdate(at))[:most]
    for start in range(0, len(uids), TOGETHER):
        yield from _looked_at(uids[start : start + TOGETHER], at)


def _ending(day: date) -> list[str]:
    soon = ConsentState.objects.filter(
        standing=Standing.GIVEN, objection="", valid_until__gte=day, valid_until__lte=day + SOON
    )
    return list(dict.fromkeys(soon.order_by("valid_until", "pk").values_list("event", flat=True)))


def _looked_at(uids: Sequence[str], at: datetime) -> Iterator[Renewal]:
    found = ConsentEvent.objects.filter(uid__in=uids).select_related("person", "sender", "purpose", "text")
    events = list(found.order_by("valid_until", "pk"))
    known, kinds = _known(events), kinds_of_purposes()
    asked = [
        (event, question)
        for event in events
        for question in _questions(event, known, at, kinds[event.purpose.key if event.purpose else ""])
    ]
    ways: dict[int, list[Way]] = defaultdict(list)
    for (event, question), facts in zip(asked, gather_all([one for _event, one in asked]), strict=True):
        decision = decide(facts.facts, facts.edition.rules if facts.edition else None)
        if decision.allowed or decision.rule == OUTSIDE_HOURS:
            ways[event.pk].append(Way(channel=question.channel, value=question.values[0], decision=decision))
    for event in events:
        yield Renewal(event=event, ways=ways[event.pk])


def _known(events: Sequence[ConsentEvent]) -> _Known:
    people = {event.person_id for event in events}
    states: dict[int, dict[Scope, State]] = defaultdict(dict)
    for row in ConsentState.objects.filter(person__in=people):
        scope = Scope(sender=row.sender, purpose=row.purpose, channel=row.channel)
        states[row.person_id][scope] = state_of(row)
    values: dict[int, list[Value]] = defaultdict(list)
    for held in Identifier.objects.filter(person__in=people).exclude(value="").order_by("pk"):
        values[held.person_id].append(Value.read(held.kind, held.value, secret=settings.ENVIRONMENT.index_key))
    given = {state.event for rows in states.values() for state in rows.values() if state.event}
    indexes = ConsentEvent.objects.filter(uid__in=given).values_list("uid", "index")
    return _Known(states=states, values=values, indexes={str(uid): index for uid, index in indexes})


def _questions(event: ConsentEvent, known: _Known, at: datetime, kind: PurposeKind) -> Iterator[Question]:
    """For each channel with a consent of its own: may this sender ask by the number or address that was consented?"""
    if event.sender is None or event.purpose is None:
        return
    scope, rows = Scope(sender=event.sender.key, purpose=event.purpose.key), known.states[event.person_id]
    for channel in ways_to_ask(rows, scope, day=timezone.localdate(at), kind=kind):
        state = standing_at(rows, Scope(sender=scope.sender, purpose=scope.purpose, channel=channel), kind=kind)
        values = _reaching(channel, known.values[event.person_id], known.indexes.get(state.event, ""))
        if values:
            yield Question(
                values=values,
                sender=event.sender,
                purpose=event.purpose,
                channel=channel,
                at=at,
                offer=True,
                home=settings.ENVIRONMENT.country,
            )


def _reaching(channel: ContactChannel, values: Sequence[Value], index: str) -> list[Value]:
    """All values of the person, in front the one that was consented; none when it is not kept any more."""
    fitting = [value for value in values if value.kind == REACHED_BY[channel]]
    first = next((value for value in fitting if not index or index in indexes_of(value)), None)
    return [first, *(value for value in values if value.kind != first.kind)] if first else []
