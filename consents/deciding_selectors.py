"""The facts of contact decisions, read from the tables by the keyed indexes of whoever is to be contacted.

One question or a thousand: the number of queries is the same, and so are the facts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from consents.choices import ContactChannel, PartyKind, PurposeKind, ScreeningListKind, SenderKind
from consents.holder_selectors import Held, Holder, Listed, held_of, lists_of
from consents.identifying import Value, reached
from consents.models import ContactPurpose
from consents.models import Sender as SenderRow
from consents.rules import facts as rules
from consents.rules.deciding import local_day
from consents.rules.folding import Scope, State, standing_for
from consents.selectors import Edition, edition_among, indexes_of, rules_timeline

LISTED = {"listed", "unscreened"}
"""The conditions for which screening lists are looked at."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """Who is to be contacted, by whom, for what, by which channel, at which aware moment.

    ``offer``: the script offers something, so that it is marketing whatever the purpose says. ``home`` is the country
    of somebody who is not reached by a phone number.
    """

    values: Sequence[Value]
    sender: SenderRow
    purpose: ContactPurpose
    channel: ContactChannel
    at: datetime
    offer: bool = False
    party: PartyKind = PartyKind.UNKNOWN
    home: str = "NL"

    @cached_property
    def country(self) -> str:
        """That of the number; elsewhere the country of the organisation."""
        way = reached(self.values, self.channel)
        return (way.country if way else "") or ("" if self._by_phone else self.home)

    @property
    def day(self) -> date:
        """The day of the contact where the number is."""
        return local_day(self.country, self.at)

    @property
    def scope(self) -> Scope:
        """The scope of the states that count."""
        return Scope(sender=self.sender.key, purpose=self.purpose.key, channel=self.channel)

    @property
    def _by_phone(self) -> bool:
        return self.channel != ContactChannel.EMAIL


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """Facts, the random names of the people they are about, and the rules in force; None where nobody wrote any."""

    facts: rules.Facts
    people: tuple[str, ...]
    edition: Edition | None


@dataclass(frozen=True, kw_only=True)
class _Meant:
    """Whom the values of a question lead to. ``one`` is the person whom every value fits, when it is one."""

    people: Sequence[Holder]
    numbers: Sequence[Holder]
    one: Holder | None


def gather(question: Question) -> Gathered:
    """Everything that rules look at for one question."""
    return gather_all([question])[0]


def gather_all(questions: Sequence[Question]) -> list[Gathered]:
    """Everything that rules look at, for each question, in a constant number of queries."""
    timeline = rules_timeline()
    editions = [edition_among(timeline, country=each.country, channel=each.channel, day=each.day) for each in questions]
    held = _held(questions)
    lists = _lists([each for each, edition in zip(questions, editions, strict=True) if _looks(edition)])
    meant = [_meant(question.values, held.holders) for question in questions]
    return [
        Gathered(
            facts=_facts(question, who, held, _valid(question, lists) if _looks(edition) else []),
            people=tuple(str(person.uid) for person in [*who.people, *who.numbers]),
            edition=edition,
        )
        for question, who, edition in zip(questions, meant, editions, strict=True)
    ]


def _looks(edition: Edition | None) -> bool:
    return edition is not None and any(LISTED & rule.when.model_fields_set for rule in edition.rules.rules)


def _facts(question: Question, who: _Meant, held: Held, valid: Sequence[Listed]) -> rules.Facts:
    return rules.Facts(
        at=question.at,
        channel=question.channel,
        purpose=PurposeKind(question.purpose.kind),
        country=question.country,
        sender_kind=SenderKind(question.sender.kind),
        party=_party(question, who.one),
        state=_state(question, who, held.states),
        people=len(who.people),
        minor=any(person.minor_until is not None and question.day < person.minor_until for person in who.people),
        offer=question.offer,
        relation=_relation(question, who.one, held),
        lists=_listed(question, valid),
        lists_known=frozenset(each.kind for each in valid),
    )


def _held(questions: Sequence[Question]) -> Held:
    return held_of(
        {index for question in questions for value in question.values for index in indexes_of(value)},
        scopes=[question.scope for question in questions],
        senders={question.sender.pk for question in questions},
    )


def _meant(values: Sequence[Value], holders: Mapping[str, Mapping[int, Holder]]) -> _Meant:
    """Who may be meant, and what stands for the numbers themselves.

    Who has all values; where nobody has, everybody who has one of them: then no consent counts and any objection does.
    Of who was erased a key is all that is left: it stands for the number itself, for nobody knows whose it is now.
    """
    wanted = {value.index for value in values}
    numbers: dict[int, Holder] = {}
    people: dict[int, Holder] = {}
    held: dict[int, set[str]] = {}
    for value in values:
        for holder in (holder for index in indexes_of(value) for holder in holders.get(index, {}).values()):
            if holder.is_number:
                numbers[holder.key] = holder
            else:
                people[holder.key] = holder
                held.setdefault(holder.key, set()).add(value.index)
    whole = [person for key, person in sorted(people.items()) if held[key] == wanted]
    found = whole or [person for _key, person in sorted(people.items())]
    erased = [person for person in people.values() if person.forgotten_at and person not in found]
    return _Meant(people=found, numbers=[*numbers.values(), *erased], one=whole[0] if len(whole) == 1 else None)


def _lists(questions: Sequence[Question]) -> list[Listed]:
    """Complete lists that are valid on a day of one of these questions, older ones first."""
    asked = [question for question in questions if question.channel == ContactChannel.VOICE]
    days = [question.day for question in asked]
    ways = [reached(question.values, question.channel) for question in asked]
    indexes = {index for way in ways if way for index in indexes_of(way)}
    return lists_of(indexes, first=min(days), last=max(days)) if days else []


def _state(question: Question, who: _Meant, held: Mapping[int, Mapping[Scope, State]]) -> State:
    """The state of the one person; an objection of anybody who may be meant, or of the number, stands before it."""
    kind = PurposeKind(question.purpose.kind)
    states = {
        person.key: standing_for(held[person.key], question.scope, kind=kind, offer=question.offer)
        for person in [*who.people, *who.numbers]
        if person.key in held
    }
    own = states.get(who.one.key, State()) if who.one else State()
    objections = [state for _person, state in sorted(states.items()) if state.objected]
    if own.objected or not objections:
        return own
    return State(objection=objections[0].objection, objected_at=objections[0].objected_at)


def _party(question: Question, one: Holder | None) -> PartyKind:
    return question.party if question.party != PartyKind.UNKNOWN or one is None else PartyKind(one.party)


def _relation(question: Question, one: Holder | None, held: Held) -> rules.Relation | None:
    """The relation that lasts longest of those that began, with the sender of the question."""
    relations = held.relations.get((one.key, question.sender.pk), {}) if one else {}
    began = [each for each in relations.values() if each.began(question.day)]
    return max(began, key=lambda each: each.ended_on or date.max, default=None)


def _valid(question: Question, lists: Sequence[Listed]) -> list[Listed]:
    """The newest list of each kind on the day."""
    if question.channel != ContactChannel.VOICE:
        return []
    held = [each for each in lists if each.obtained_on <= question.day <= each.valid_until]
    return list({each.kind: each for each in held}.values())


def _listed(question: Question, valid: Sequence[Listed]) -> frozenset[ScreeningListKind]:
    way = reached(question.values, question.channel)
    indexes = indexes_of(way) if way else ()
    return frozenset(each.kind for each in valid if not each.indexes.isdisjoint(indexes))
