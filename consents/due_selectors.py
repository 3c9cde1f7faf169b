"""Who is to be forgotten because the term of proof is over, and who is kept all the same because something waits.

Finding goes by the index of states that ended, the oldest first, a page at a time; what a page holds is looked at in a
constant number of queries. People who were forgotten stay in that index, and are passed over.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from consents.awaited import awaited
from consents.choices import CodeStatus, EventKind, KeptBy, Standing
from consents.law_selectors import Number, number_if_any, number_on
from consents.models import (
    Authorisation,
    Confirmation,
    ConsentEvent,
    ConsentState,
    Identifier,
    Person,
    ProofRequest,
)
from consents.models import Relation as RelationRow
from consents.rules.facts import Relation
from consents.rules.folding import State
from consents.rules.keeping import over_on
from consents.selectors import events_of, state_of
from registers.keyring import keyed_indexes
from registers.models import HeldPerson, Hold

PAGE = 500
OWN_ENTRY = "toestemmingenboek"
"""The entry of the catalogue for the activity that this ledger is."""


@dataclass(frozen=True, kw_only=True)
class Term:
    """The term of proof on a day: in years, and the day before which a last word has to lie."""

    day: date
    years: int

    @property
    def before(self) -> date:
        """Whoever spoke last before this day is due."""
        return self.day - relativedelta(years=self.years)


@dataclass(kw_only=True)
class Page:
    """People whose term is over: those to forget, and for the others why they stay, as counts."""

    due: list[int] = field(default_factory=list)
    kept: Counter[KeptBy] = field(default_factory=Counter)


def term_on(day: date) -> Term:
    """The term of proof of a day. Raises NumberMissing."""
    return Term(day=day, years=number_on(Number.PROOF_YEARS, day).value)


def days_of_grace(day: date) -> int | None:
    """So many days after the term the clock forgets people; None while the organisation did not decide that it may."""
    decided = number_if_any(Number.FORGET_DAYS, day)
    return max(0, decided.value) if decided else None


def pages_due(*, term: Term, at: datetime) -> Iterator[Page]:
    """Everybody whose term is over on the day of ``term``, longest ago first; nobody comes twice."""
    last: tuple[datetime, int] | None = None
    while rows := list(_ended(term, last).values_list("since", "pk", "person_id")[:PAGE]):
        yield look_at([person for _since, _pk, person in rows], term=term, at=at)
        since, pk, _person = rows[-1]
        last = (since, pk)  # type: ignore[assignment]  # a state that ended has a moment


def count_due(*, term: Term, at: datetime, most: int | None = None) -> Page:
    """All of them in one; ``most``: stop counting there."""
    found = Page()
    for page in pages_due(term=term, at=at):
        found.due += page.due
        found.kept += page.kept
        if most is not None and len(found.due) >= most:
            break
    return found


def look_at(people: Sequence[int], *, term: Term, at: datetime) -> Page:
    """Of these people those whose term is over: due, or kept and why. Who was forgotten is neither."""
    living = Person.objects.filter(pk__in=people, forgotten_at=None, is_number=False).values_list("pk", flat=True)
    over = _over(set(living), term)
    kept = _kept(over, at)
    found = Page(kept=Counter(kept.values()))
    found.due = [person for person in people if person in over and person not in kept]
    return found


def _ended(term: Term, after: tuple[datetime, int] | None) -> QuerySet[ConsentState]:
    """The last state of everybody of whom nothing stands and nothing was heard for as long as the term."""
    edge = timezone.make_aware(datetime.combine(term.before + timedelta(days=1), time()))
    rows = ConsentState.objects.filter(~Q(standing=Standing.GIVEN), objection="", since__lt=edge)
    if after is not None:
        since, pk = after
        rows = rows.filter(since__gte=since).exclude(since=since, pk__lte=pk)
    own = OuterRef("person_id")
    later = Q(since__gt=OuterRef("since")) | Q(since=OuterRef("since"), pk__gt=OuterRef("pk"))
    other = ConsentState.objects.filter(later | Q(standing=Standing.GIVEN) | ~Q(objection=""), person_id=own)
    given = ConsentEvent.objects.filter(person_id=own, kind__in=(EventKind.GIVEN, EventKind.RENEWED))
    tied = RelationRow.objects.filter(Q(ended_on=None) | Q(ended_on__gt=term.before), person_id=own)
    known = rows.filter(person__forgotten_at=None, person__is_number=False)
    return known.filter(~Exists(other), Exists(given), ~Exists(tied)).order_by("since", "pk")


def _over(people: set[int], term: Term) -> set[int]:
    """Whose term is over, by the rule itself."""
    events = events_of(people)
    states: dict[int, list[State]] = defaultdict(list)
    for row in ConsentState.objects.filter(person__in=people):
        states[row.person_id].append(state_of(row))
    relations: dict[int, list[Relation]] = defaultdict(list)
    for one in RelationRow.objects.filter(person__in=people):
        names = ("kind", "ended_on", "longer_months", "longer_decision")
        relations[one.person_id].append(Relation(**{name: getattr(one, name) for name in names}))
    ends = {
        person: over_on(states[person], events.get(person, []), relations[person], years=term.years)
        for person in people
    }
    return {person for person, end in ends.items() if end is not None and end <= term.day}


def _kept(people: set[int], at: datetime) -> dict[int, KeptBy]:
    """Why some of these people stay though their term is over."""
    if not people:
        return {}
    day = timezone.localdate(at)
    if _held_as_a_whole(day):
        return dict.fromkeys(people, KeptBy.HOLD)
    indexes = _indexes(people)
    every = set().union(*indexes.values())
    busy, held = awaited(every), _held(every, day)
    return {
        **dict.fromkeys(_waiting(people, at), KeptBy.PROOF),
        **dict.fromkeys(_representing(people), KeptBy.REPRESENTS),
        **{person: KeptBy.REQUEST for person, own in indexes.items() if own & busy},
        **{person: KeptBy.HOLD for person, own in indexes.items() if own & held},
    }


def _waiting(people: Iterable[int], at: datetime) -> set[int]:
    """Who asked for a proof that was not given yet, or has a code that still can be entered."""
    asked = ProofRequest.objects.filter(person__in=people, answered_at=None)
    sent = Confirmation.objects.filter(event__person__in=people, status=CodeStatus.SENT, expires_at__gte=at)
    return {*asked.values_list("person_id", flat=True), *sent.values_list("event__person_id", flat=True)} - {None}


def _representing(people: Iterable[int]) -> set[int]:
    """Who stands for somebody that is still here: what they said belongs to the proof of that consent (art. 8)."""
    minors = Person.objects.filter(representative__in=people, forgotten_at=None)
    said = Authorisation.objects.filter(representative__in=people, event__person__forgotten_at=None)
    others = said.exclude(event__person=F("representative"))
    found = {*minors.values_list("representative_id", flat=True), *others.values_list("representative_id", flat=True)}
    return {person for person in found if person is not None}


def _standing(day: date) -> QuerySet[Hold]:
    return Hold.objects.filter(starts_on__lte=day, ends_on__gt=day)


def _held_as_a_whole(day: date) -> bool:
    """Whether a hold that names nobody is over this ledger; one on an activity of no known sort is taken to be."""
    general = _standing(day).filter(people=None)
    return general.filter(Q(activity=None) | Q(activity__catalogue__in=["", OWN_ENTRY])).exists()


def _held(indexes: Iterable[str], day: date) -> set[str]:
    rows = HeldPerson.objects.filter(hold__in=_standing(day), index__in=indexes)
    return set(rows.values_list("index", flat=True))


def _indexes(people: Iterable[int]) -> dict[int, set[str]]:
    """The keyed indexes of everything somebody has, under every key that is looked up by."""
    found: dict[int, set[str]] = {person: set() for person in people}
    for row in Identifier.objects.filter(person__in=found):
        found[row.person_id].add(row.index)
        if row.value:
            found[row.person_id].update(keyed_indexes(settings.ENVIRONMENT.index_keys, row.kind, row.value))
    return found
