"""What everybody may see of the register: from the newest signed versions, as far as today's records still allow it.

A fixed number of queries, however many activities there are. A version never changes, so reading one is done once.
"""

import datetime as dt
import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import OuterRef, Q, Subquery
from django.utils.text import slugify
from django.utils.translation import get_language

from registers.book.book import Book
from registers.book.records import Activity
from registers.book_selectors import read_book
from registers.choices import LegalStatus
from registers.exchange.countries import DUTCH_NAMES
from registers.models import AdequacyDecision, ProcessingActivity, Publication, RegisterVersion, SupervisoryAuthority
from registers.publishing.blocks import Authority, Chapter, Surroundings, tidy
from registers.publishing.choosing import Choice, Signed, Standing, standing
from registers.publishing.fields import PublicField
from registers.publishing.statement import Statement, chapter, published, published_chapter, statement
from registers.register_choices import RecordKind, RecordStatus

KEPT = 1024
"""So many versions and chapters a process remembers; none of them ever changes."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where an organisation of ours publishes. ``uid`` is that of the organisation."""

    uid: str
    name: str
    slug: str
    register_on: bool
    statement_on: bool


@dataclass(frozen=True, kw_only=True)
class Publishable:
    """All that is marked as public: how each activity stands, the chapters of what is shown, and where."""

    standings: tuple[Standing, ...]
    chapters: tuple[Chapter, ...]
    places: tuple[Place, ...]
    around: Surroundings

    def of(self, organisation: str) -> tuple[Chapter, ...]:
        """The chapters of one organisation, by number."""
        return tuple(one for one in self.chapters if one.party.uid == organisation)

    def whole_statement(self, organisation: str) -> Statement | None:
        """The statement of an organisation with all its gaps; None when nothing of it is shown."""
        own = self.of(organisation)
        return statement(own, self.around) if any(one.informs for one in own) else None

    def public_statement(self, organisation: str) -> Statement | None:
        """The statement of an organisation as the public may see it."""
        whole = self.whole_statement(organisation)
        return published(whole) if whole else None

    @cached_property
    def on_register(self) -> dict[str, Chapter]:
        """What the public register shows, by the name in its address: the number, or the uid where two are alike."""
        open_ones = {place.uid for place in self.places if place.register_on}
        shown = [published_chapter(one) for one in self.chapters if one.party.uid in open_ones]
        names = Counter(slugify(one.number) for one in shown)
        return {name if name and names[name] == 1 else one.uid: one for one in shown for name in [slugify(one.number)]}

    @cached_property
    def statements(self) -> dict[str, Statement]:
        """The statements that the public may see, by the name in their address."""
        found = {place.slug: self.public_statement(place.uid) for place in self.places if place.statement_on}
        return {slug: said for slug, said in found.items() if said}


def by_organisation(listed: Iterable[tuple[Chapter, str]]) -> list[tuple[str, list[tuple[Chapter, str]]]]:
    """Chapters with their addresses under the name of their organisation, both by name and number."""
    groups: dict[str, list[tuple[Chapter, str]]] = {}
    for one, address in listed:
        groups.setdefault(tidy(one.party.name), []).append((one, address))
    return sorted(groups.items())


def publishable(*, at: dt.datetime, drafts: bool = False) -> Publishable:
    """What is marked as public at ``at`` (aware), and what of it may be shown.

    ``drafts``: as if everything were signed off as it stands today; for an officer, never for the public.
    """
    around = _surroundings(at)
    choices = _choices(around.on)
    uids = [one.uid for one in choices]
    signed = _as_drafts(uids, at) if drafts else newest_signed(uids, at=at)
    standings = tuple(standing(one, signed.get(one.uid)) for one in choices)
    shown = [(signed[one.choice.uid], one.shown, around) for one in standings if one.shown]
    chapters = (chapter(*one) if drafts else _chapter(*one, get_language()) for one in shown)
    return Publishable(standings=standings, chapters=tuple(chapters), places=_places(), around=around)


def _places() -> tuple[Place, ...]:
    rows = Publication.objects.filter(organisation__own=True).select_related("organisation")
    return tuple(
        Place(
            uid=str(row.organisation.uid),
            name=row.organisation.name,
            slug=row.slug,
            register_on=row.register_on,
            statement_on=row.statement_on,
        )
        for row in rows
    )


def _choices(on: dt.date) -> list[Choice]:
    names = ("uid", "number", "name", "public", "public_fields", "status", "ended_on")
    rows = ProcessingActivity.objects.filter(public=True).order_by("number", "pk").values(*names)
    return [
        Choice(
            uid=str(row["uid"]),
            number=row["number"],
            name=row["name"],
            public=row["public"],
            fields=tuple(str(name) for name in row["public_fields"]),
            ended=row["status"] == RecordStatus.ENDED or (row["ended_on"] is not None and row["ended_on"] < on),
        )
        for row in rows
    ]


def newest_signed(uids: Collection[str], *, at: dt.datetime) -> dict[str, Signed]:
    """By uid: an activity as it was last signed off at ``at`` or before, on its own or with the whole register."""
    signed_before = RegisterVersion.objects.filter(at__lte=at)
    own = signed_before.filter(record_kind=RecordKind.ACTIVITY)
    newest = own.filter(record=OuterRef("record")).order_by("-number").values("pk")[:1]
    rows = own.filter(record__in=[UUID(uid) for uid in uids]).filter(pk=Subquery(newest))
    found = {str(row.record): _own_version(row) for row in rows}
    whole = signed_before.filter(record_kind=RecordKind.REGISTER).order_by("-at", "-number").first()
    if whole is not None:
        found |= _of_whole(whole, [uid for uid in uids if uid not in found or found[uid].at < whole.at])
    return found


def _as_drafts(uids: Iterable[str], at: dt.datetime) -> dict[str, Signed]:
    book = read_book()
    held = {uid: activity for uid in uids if (activity := book.find(Activity, uid))}
    return {
        uid: Signed(book=book, activity=activity, number=0, sha256=book.about(RecordKind.ACTIVITY, uid).sha256, at=at)
        for uid, activity in held.items()
    }


def _own_version(row: RegisterVersion) -> Signed:
    book = _book(row.body)
    activity = book.get(Activity, str(row.record))
    return Signed(book=book, activity=activity, number=row.number, sha256=row.sha256, at=row.at)


def _of_whole(row: RegisterVersion, uids: Iterable[str]) -> Mapping[str, Signed]:
    book = _book(row.body)
    held = {uid: activity for uid in uids if (activity := book.find(Activity, uid))}
    return {
        uid: Signed(book=book, activity=activity, number=row.number, sha256=row.sha256, at=row.at, whole=True)
        for uid, activity in held.items()
    }


@lru_cache(maxsize=KEPT)
def _chapter(signed: Signed, fields: tuple[PublicField, ...], around: Surroundings, _language: str | None) -> Chapter:
    """The chapter of a version: the same for as long as nothing changes that it was made from, in each language."""
    return chapter(signed, fields, around)


@lru_cache(maxsize=KEPT)
def _book(body: str) -> Book:
    return Book.from_value(json.loads(body))


def _surroundings(at: dt.datetime) -> Surroundings:
    on = at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    in_force = Q(valid_until=None) | Q(valid_until__gt=on)
    named = AdequacyDecision.objects.exclude(label="").order_by("valid_from").values_list("country", "label")
    authorities = SupervisoryAuthority.objects.filter(in_force, valid_from__lte=on)
    fields = ("country", "name", "site", "valid_from", "valid_until", "status")
    decided = AdequacyDecision.objects.filter(in_force, eea=False, valid_from__lte=on).order_by("valid_from")
    statuses = dict(decided.values_list("country", "status"))
    return Surroundings(
        on=on,
        countries=tuple({**DUTCH_NAMES, **dict(named)}.items()),
        authorities=tuple(
            Authority(**{**row, "status": LegalStatus(row["status"])}) for row in authorities.values(*fields)
        ),
        unchecked=frozenset(country for country, status in statuses.items() if status == LegalStatus.TO_CHECK),
    )
