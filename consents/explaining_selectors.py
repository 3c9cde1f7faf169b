"""What stands beside an answer: the same question at another moment, the events it rests on, and the person's past."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import QuerySet

from consents.choices import EventKind
from consents.deciding_selectors import Question, gather
from consents.identifying import Value
from consents.models import ConsentEvent, ConsentText, ContactPurpose, Identifier, Person, Sender
from consents.rules.deciding import Decision, decide, local_day
from consents.rules.facts import Facts
from consents.rules.rulesets import RuleSet
from consents.selectors import edition_for, indexes_of

MOST = 100
"""So many events of somebody's past are shown."""


@dataclass(frozen=True, kw_only=True)
class Weighed:
    """An answer that is not kept: for comparing. ``rules`` are those of the day, None where nobody wrote any."""

    at: datetime
    decision: Decision
    facts: Facts
    rules: RuleSet | None


@dataclass(frozen=True, kw_only=True)
class Known:
    """What the ledger knows by some values: of one person everything, of several only how many they are.

    ``events`` are newest first and hold those of the number or address itself.
    """

    people: int
    events: Sequence[ConsentEvent]


def weighed(question: Question, *, at: datetime) -> Weighed:
    """The answer for another moment, with what the ledger knows today."""
    moved = replace(question, at=at)
    rules, facts = rules_for(moved), gather(moved).facts
    return Weighed(at=at, decision=decide(facts, rules), facts=facts, rules=rules)


def rules_for(question: Question) -> RuleSet | None:
    """The rules in force for a question; None where nobody wrote any."""
    day = local_day(question.country, question.at)
    edition = edition_for(country=question.country, channel=question.channel, day=day)
    return edition.rules if edition else None


def known_by(values: Sequence[Value]) -> Known:
    """The past of the one person whom all values lead to; of a household nothing but that it is one."""
    people, whole, numbers = _led_to(values)
    shown = [*whole, *numbers] if len(people) == 1 else list(numbers)
    events = _events().filter(person__in=shown).order_by("-stated_at", "-id")
    return Known(people=len(people), events=list(events[:MOST]))


def _led_to(values: Sequence[Value]) -> tuple[list[int], list[int], set[int]]:
    """Who may be meant (whoever has all values, else whoever has one), who has all, and the numbers themselves.

    Of who was erased and is not meant, the key that is left counts as the number.
    """
    wanted = {value.index for value in values}
    leads_to = {index: value.index for value in values for index in indexes_of(value)}
    held: dict[int, set[str]] = {}
    numbers: set[int] = set()
    erased: set[int] = set()
    names = ("person_id", "index", "person__is_number", "person__forgotten_at")
    for person, index, is_number, forgotten_at in Identifier.objects.filter(index__in=leads_to).values_list(*names):
        if is_number:
            numbers.add(person)
        else:
            held.setdefault(person, set()).add(leads_to[index])
        if forgotten_at:
            erased.add(person)
    whole = [person for person, found in held.items() if found == wanted]
    people = whole or list(held)
    return people, whole, numbers | erased.difference(people)


@dataclass(frozen=True, kw_only=True)
class Minor:
    """Until when somebody who may be meant is a minor, and whether somebody has spoken for them before."""

    until: date
    represented: bool


def minor_by(values: Sequence[Value], *, day: date) -> Minor | None:
    """Whether whoever may be meant is a minor on a day: of several the one who is so longest."""
    people, _whole, _numbers = _led_to(values)
    found = Person.objects.filter(pk__in=people, minor_until__gt=day).order_by("-minor_until").first()
    if found is None or found.minor_until is None:
        return None
    return Minor(until=found.minor_until, represented=found.representative_id is not None)


def event_of(uid: str) -> ConsentEvent | None:
    """An event that a decision names by its uid; None for ''."""
    return _events().filter(uid=uid).first() if uid else None


def check_of(given: ConsentEvent) -> ConsentEvent | None:
    """The event that says that the giver is the person reached."""
    return _events().filter(kind=EventKind.VERIFIED, refers_to=given.uid).order_by("stated_at").first()


def wordings(*, sender: Sender, purpose: ContactPurpose, channel: str) -> list[ConsentText]:
    """The newest version of each wording with which a consent for this can be asked."""
    newest: dict[tuple[str, str], ConsentText] = {}
    for text in ConsentText.objects.filter(sender=sender, purpose=purpose, channel=channel).order_by("version"):
        newest[(text.key, text.language)] = text
    return list(newest.values())


def _events() -> QuerySet[ConsentEvent]:
    return ConsentEvent.objects.select_related("person", "sender", "purpose", "text")
