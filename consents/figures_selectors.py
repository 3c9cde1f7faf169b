"""The figures of consent and contact: per month and channel, calls without a basis, and how fast an objection works."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.utils import timezone

from consents.choices import EventKind, Outcome, Standing
from consents.models import ConsentEvent, ConsentState, ContactCall, ContactDecision, ContactPurpose

MONTHS = 12
MOST = 200
LONGEST_WAIT = timedelta(days=1)
"""So far from the moment that an answer was about, a call still rests on it."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """What happened in a month, per purpose and channel; '' is all of them."""

    month: date
    purpose: str
    channel: str
    counts: Counter[str]


@dataclass(frozen=True, kw_only=True)
class Latency:
    """Objections that were looked at, and decisions that allowed contact after one: how many, how long after."""

    objections: int
    allowed_after: int
    longest: timedelta


def months_back(today: date) -> list[date]:
    """The first days of the last twelve months, oldest first."""
    last = today.year * 12 + today.month - 1
    return [date(number // 12, number % 12 + 1, 1) for number in range(last - MONTHS + 1, last + 1)]


def by_month(today: date) -> list[Row]:
    """Events per month, purpose and channel, in the months of ``months_back``."""
    begin = timezone.make_aware(datetime.combine(months_back(today)[0], datetime.min.time()))
    rows = (
        ConsentEvent.objects.filter(stated_at__gte=begin)
        .annotate(month=TruncMonth("stated_at"))
        .order_by("month", "purpose__title", "channel")
        .values_list("month", "purpose__title", "channel", "kind")
        .annotate(n=Count("pk"))
    )
    found: dict[tuple[date, str, str], Counter[str]] = {}
    for month, purpose, channel, kind, n in rows:
        found.setdefault((month.date(), purpose or "", channel), Counter())[kind] += n
    return [Row(month=key[0], purpose=key[1], channel=key[2], counts=counts) for key, counts in found.items()]


def standing_now(today: date) -> list[tuple[str, str, int]]:
    """How many consents stand, by the title of the purpose and the channel."""
    held = ConsentState.objects.filter(standing=Standing.GIVEN, objection="").exclude(purpose="").exclude(channel="")
    held = held.filter(Q(valid_until=None) | Q(valid_until__gte=today))
    titles = dict(ContactPurpose.objects.values_list("key", "title"))
    rows = held.order_by("purpose", "channel").values_list("purpose", "channel").annotate(n=Count("pk"))
    return [(titles.get(purpose, purpose), channel, n) for purpose, channel, n in rows]


def calls_without_basis() -> QuerySet[ContactCall]:
    """Calls that rest on no answer that allowed them, or on one about another day; there should be none."""
    late = Q(called_at__gt=F("decision__about_at") + LONGEST_WAIT)
    early = Q(called_at__lt=F("decision__about_at") - LONGEST_WAIT)
    found = ContactCall.objects.filter(~Q(decision__outcome=Outcome.ALLOWED) | late | early)
    return found.select_related("decision", "version__script", "agent")


def latency(*, since: datetime) -> Latency:
    """How fast objections work in our own decisions: none may allow contact after the objection arrived."""
    rows = ConsentEvent.objects.filter(kind=EventKind.OBJECTED, arrived_at__gte=since)
    objections = list(rows.select_related("person", "sender", "purpose").order_by("-id")[:MOST])
    of_person: dict[str, list[ConsentEvent]] = {}
    for event in objections:
        of_person.setdefault(str(event.person.uid), []).append(event)
    waits = [
        decision.asked_at - event.arrived_at
        for decision in ContactDecision.objects.filter(outcome=Outcome.ALLOWED, asked_at__gte=since).iterator()
        for uid in decision.facts.get("people", ())
        for event in of_person.get(uid, ())
        if _stood(event, decision)
    ]
    return Latency(objections=len(objections), allowed_after=len(waits), longest=max(waits, default=timedelta()))


def _stood(event: ConsentEvent, decision: ContactDecision) -> bool:
    """Whether an objection stood, and was about this contact, when the decision was made."""
    if event.arrived_at > decision.asked_at or event.stated_at > decision.about_at:
        return False
    about = event.purpose.key == decision.purpose if event.purpose else decision.facts.get("purpose") == "marketing"
    of_sender = event.sender is None or event.sender.key == decision.sender
    if not (about and of_sender and event.channel in {"", decision.channel}):
        return False
    lifted = ConsentEvent.objects.filter(person=event.person, kind=EventKind.LIFTED, arrived_at__lte=decision.asked_at)
    return not lifted.filter(stated_at__gte=event.stated_at).exists()
