"""The facts of contact decisions, read from the tables by the keyed indexes of whoever is to be contacted.

One question or a thousand: the number of queries is the same, and so are the facts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from consents.choices import ContactChannel, PartyKind, PurposeKind, RelationKind, ScreeningListKind, SenderKind
from consents.identifying import Value, reached
from consents.models import ConsentState, ContactPurpose, Identifier, Person, Relation, ScreeningEntry, ScreeningList
from consents.models import Sender as SenderRow
from consents.rules import facts as rules
from consents.rules.deciding import local_day
from consents.rules.folding import Scope, State, standing_at
from consents.selectors import Edition, edition_among, indexes_of, rules_timeline, state_of

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
        return way.country if way and way.country else ("" if self._by_phone else self.home)

    @property
    def day(self) -> date:
        """The day of the contact where the number is."""
        return local_day(self.country, self.at)

    @property
    def kind(self) -> PurposeKind:
        """What the contact is for in law."""
        return PurposeKind.MARKETING if self.offer else PurposeKind(self.purpose.kind)

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

    people: Sequence[Person]
    numbers: Sequence[Person]
    one: Person | None


@dataclass(frozen=True, kw_only=True)
class _Held:
    """What the tables hold about everybody of some questions, each read by one query."""

    states: Mapping[int, Mapping[Scope, State]]
    relations: Mapping[tuple[int, int], Sequence[Relation]]
    lists: Sequence[ScreeningList]
    entries: Mapping[str, set[int]]


def gather(question: Question) -> Gathered:
    """Everything that rules look at for one question."""
    return gather_all([question])[0]


def gather_all(questions: Sequence[Question]) -> list[Gathered]:
    """Everything that rules look at, for each question, in a constant number of queries."""
    timeline = rules_timeline()
    editions = [edition_among(timeline, country=each.country, channel=each.channel, day=each.day) for each in questions]
    meant = _meant(questions)
    listed = [each for each, edition in zip(questions, editions, strict=True) if _looks(edition)]
    held = _held(questions, meant, listed)
    return [
        Gathered(
            facts=_facts(question, who, held, looks=_looks(edition)),
            people=tuple(str(person.uid) for person in [*who.people, *who.numbers]),
            edition=edition,
        )
        for question, who, edition in zip(questions, meant, editions, strict=True)
    ]


def _looks(edition: Edition | None) -> bool:
    return edition is not None and any(LISTED & rule.when.model_fields_set for rule in edition.rules.rules)


def _facts(question: Question, who: _Meant, held: _Held, *, looks: bool) -> rules.Facts:
    valid = _valid(question, held.lists) if looks else []
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
        relation=_relation(question, who.one, held.relations),
        lists=_listed(question, valid, held.entries),
        lists_known=frozenset(ScreeningListKind(each.kind) for each in valid),
    )


def _meant(questions: Sequence[Question]) -> list[_Meant]:
    indexes = {index for question in questions for value in question.values for index in indexes_of(value)}
    rows: dict[str, list[Identifier]] = {}
    for row in Identifier.objects.filter(index__in=indexes).defer("value").select_related("person").order_by("person"):
        rows.setdefault(row.index, []).append(row)
    return [_of(question.values, rows) for question in questions]


def _of(values: Sequence[Value], rows: Mapping[str, Sequence[Identifier]]) -> _Meant:
    """Who may be meant, and what stands for the numbers themselves.

    Who has all values; where nobody has, everybody who has one of them: then no consent counts and any objection does.
    """
    wanted = {value.index for value in values}
    numbers: dict[int, Person] = {}
    people: dict[int, Person] = {}
    held: dict[int, set[str]] = {}
    for value in values:
        for row in (row for index in indexes_of(value) for row in rows.get(index, ())):
            if row.person.is_number:
                numbers[row.person_id] = row.person
            else:
                people[row.person_id] = row.person
                held.setdefault(row.person_id, set()).add(value.index)
    whole = [person for key, person in sorted(people.items()) if held[key] == wanted]
    found = whole or [person for _key, person in sorted(people.items())]
    return _Meant(people=found, numbers=list(numbers.values()), one=whole[0] if len(whole) == 1 else None)


def _held(questions: Sequence[Question], meant: Sequence[_Meant], listed: Sequence[Question]) -> _Held:
    people = {person.pk for who in meant for person in [*who.people, *who.numbers]}
    lists = _lists(listed)
    ways = [reached(question.values, question.channel) for question in listed]
    return _Held(
        states=_states(questions, people) if people else {},
        relations=_relations(questions, [who.one.pk for who in meant if who.one]),
        lists=lists,
        entries=_entries(lists, {index for way in ways if way for index in indexes_of(way)}) if lists else {},
    )


def _states(questions: Sequence[Question], people: Iterable[int]) -> dict[int, dict[Scope, State]]:
    scopes = [question.scope for question in questions]
    rows = ConsentState.objects.filter(
        person__in=people,
        sender__in={"", *(scope.sender for scope in scopes)},
        purpose__in={"", *(scope.purpose for scope in scopes)},
        channel__in={"", *(scope.channel for scope in scopes)},
    )
    held: dict[int, dict[Scope, State]] = {}
    for row in rows:
        place = Scope(sender=row.sender, purpose=row.purpose, channel=row.channel)
        held.setdefault(row.person_id, {})[place] = state_of(row)
    return held


def _relations(questions: Sequence[Question], people: Sequence[int]) -> dict[tuple[int, int], list[Relation]]:
    held: dict[tuple[int, int], list[Relation]] = {}
    senders = {question.sender.pk for question in questions}
    for row in Relation.objects.filter(person__in=people, sender__in=senders).order_by("pk") if people else ():
        held.setdefault((row.person_id, row.sender_id), []).append(row)
    return held


def _lists(questions: Sequence[Question]) -> list[ScreeningList]:
    """Complete lists that are valid on a day of one of these questions, older ones first."""
    days = [question.day for question in questions if question.channel == ContactChannel.VOICE]
    if not days:
        return []
    held = ScreeningList.objects.filter(complete=True, obtained_on__lte=max(days), valid_until__gte=min(days))
    return list(held.order_by("obtained_on"))


def _entries(lists: Sequence[ScreeningList], indexes: Iterable[str]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    hits = ScreeningEntry.objects.filter(list__in=lists, index__in=indexes)
    for index, pk in hits.values_list("index", "list_id"):
        found.setdefault(index, set()).add(pk)
    return found


def _state(question: Question, who: _Meant, held: Mapping[int, Mapping[Scope, State]]) -> State:
    """The state of the one person; an objection of anybody who may be meant, or of the number, stands before it."""
    states = {
        person.pk: standing_at(held[person.pk], question.scope, kind=question.kind)
        for person in [*who.people, *who.numbers]
        if person.pk in held
    }
    own = states.get(who.one.pk, State()) if who.one else State()
    objections = [state for _person, state in sorted(states.items()) if state.objected]
    if own.objected or not objections:
        return own
    return State(objection=objections[0].objection, objected_at=objections[0].objected_at)


def _party(question: Question, one: Person | None) -> PartyKind:
    return question.party if question.party != PartyKind.UNKNOWN or one is None else PartyKind(one.party)


def _relation(
    question: Question, one: Person | None, held: Mapping[tuple[int, int], Sequence[Relation]]
) -> rules.Relation | None:
    """The relation that lasts longest, with the sender of the question."""
    rows = held.get((one.pk, question.sender.pk), ()) if one else ()
    found = max(rows, key=lambda row: row.ended_on or date.max, default=None)
    if found is None:
        return None
    return rules.Relation(
        kind=RelationKind(found.kind),
        ended_on=found.ended_on,
        collected_in_sale=found.collected_in_sale,
        opt_out_offered=found.opt_out_offered,
        similar=found.similar,
        longer_months=found.longer_months,
        longer_decision=found.longer_decision,
    )


def _valid(question: Question, lists: Sequence[ScreeningList]) -> list[ScreeningList]:
    """The newest list of each kind on the day."""
    if question.channel != ContactChannel.VOICE:
        return []
    held = [each for each in lists if each.obtained_on <= question.day <= each.valid_until]
    return list({each.kind: each for each in held}.values())


def _listed(
    question: Question, valid: Sequence[ScreeningList], entries: Mapping[str, set[int]]
) -> frozenset[ScreeningListKind]:
    way = reached(question.values, question.channel)
    hits = {pk for index in indexes_of(way) for pk in entries.get(index, ())} if way else set()
    return frozenset(ScreeningListKind(each.kind) for each in valid if each.pk in hits)
