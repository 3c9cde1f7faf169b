"""The situation that the rules judge: a book, the law and a day, with the look-ups that several rules share.

Each look-up is made once for the whole book, so that a rule looks at one record and its neighbours only: the time for
all rules grows with the number of records.
"""

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from registers.book.book import WHOLE, Book
from registers.book.days import in_force
from registers.book.records import (
    Activity,
    Agreement,
    Client,
    Coverage,
    Engagement,
    Line,
    LineSystem,
    Officer,
    Party,
    Transfer,
)
from registers.choices import DataCategory
from registers.register_choices import AgreementDirection, AgreementStatus, RecordKind, RecordStatus
from registers.rules.law import Law
from registers.rules.names import folded, normalised
from registers.rules.terms import Terms, compared
from registers.rules.words import Topic, topics_in

MAPPED = uuid.uuid5(uuid.NAMESPACE_URL, "waarborg:datamap")


@dataclass(frozen=True, kw_only=True)
class MapTable:
    """A table of the data map that holds rows about people, and the activity that it names."""

    source: str
    table: str
    activity: str = ""
    kind: str = field(default="source_tables", init=False)

    @property
    def uid(self) -> str:
        """The same for the same table of the same source, always."""
        return str(uuid.uuid5(MAPPED, f"{self.source}\n{self.table}"))


@dataclass(frozen=True, kw_only=True)
class Mapped:
    """What the rules know of the data map: the names of its sources, and its tables with people."""

    sources: frozenset[str] = frozenset()
    tables: tuple[MapTable, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Place:
    """The page where a record stands, with the activity or agreement of that page where the book has it."""

    kind: RecordKind
    uid: str
    activity: Activity | None = None
    agreement: Agreement | None = None


@dataclass(frozen=True, kw_only=True)
class Situation:
    """A book on a day, under the law of that day. ``mapped`` None: nothing is known of any data map.

    ``catalogue`` has the version of each entry of the catalogue, by its name.
    """

    book: Book
    law: Law
    today: dt.date
    mapped: Mapped | None = None
    catalogue: Mapping[str, str] = field(default_factory=dict)

    def place(self, record: Any) -> Place:
        """The page where a record stands: of its activity, else of its agreement, else the register."""
        if isinstance(record, LineSystem):
            line = self.book.find(Line, record.line)
            return self.place(line) if line else WHOLE_REGISTER
        activity = record.uid if isinstance(record, Activity) else getattr(record, "activity", None)
        if activity and not isinstance(record, Coverage | MapTable):
            return Place(kind=RecordKind.ACTIVITY, uid=activity, activity=self.book.find(Activity, activity))
        agreement = record.uid if isinstance(record, Agreement) else getattr(record, "agreement", None)
        if agreement:
            return Place(kind=RecordKind.AGREEMENT, uid=agreement, agreement=self.book.find(Agreement, agreement))
        return WHOLE_REGISTER

    def name(self, party: str | None) -> str:
        """The name of an organisation, its uid when the book has it not."""
        found = self.book.party(party)
        return found.name if found else str(party or "")

    def outside(self, country: str) -> bool:
        """Whether a country is known and does not belong to the EEA today."""
        return bool(country) and not self.law.in_eea(country, self.today)

    def live(self, activity: Activity | None) -> bool:
        """Whether an activity is carried out today."""
        if activity is None or activity.status == RecordStatus.ENDED:
            return False
        return activity.ended_on is None or activity.ended_on >= self.today

    def over(self, agreement: Agreement) -> bool:
        """Whether an agreement has come to its end."""
        if agreement.status in {AgreementStatus.EXIT, AgreementStatus.CLOSED}:
            return True
        ended = agreement.in_force_until is not None and agreement.in_force_until < self.today
        return ended and agreement.status in {AgreementStatus.SIGNED, AgreementStatus.TERMINATED}

    def agreements_with(self, party: str, side: AgreementDirection) -> tuple[Agreement, ...]:
        """The agreements with an organisation in which we stand on that side."""
        known = self.book.of(party, Agreement, by="counterparty")
        return tuple(agreement for agreement in known if agreement.direction == side)

    def covering(self, activity: str, agreements: Iterable[Agreement]) -> tuple[Agreement, ...]:
        """Those of these agreements that cover an activity."""
        covered = self._coverage.get(activity, frozenset())
        return tuple(agreement for agreement in agreements if agreement.uid in covered)

    def covers_today(self, activity: str, party: str) -> bool:
        """Whether an agreement with a processor covers an activity today."""
        known = self.covering(activity, self.agreements_with(party, AgreementDirection.WE_CONTROL))
        return any(in_force(agreement, self.today) for agreement in known)

    def covered(self, agreement: Agreement) -> Iterator[Activity]:
        """The activities that an agreement covers."""
        for coverage in self.book.of(agreement, Coverage, by="agreement"):
            activity = self.book.find(Activity, coverage.activity)
            if activity is not None:
                yield activity

    def engaged(self, activity: str) -> frozenset[str]:
        """The processors at work in an activity."""
        return frozenset(engagement.party for engagement in self.book.of(activity, Engagement))

    def clients(self, activity: str) -> frozenset[str]:
        """The clients of an activity that we carry out as a processor."""
        return frozenset(client.party for client in self.book.of(activity, Client))

    def transfer_countries(self, activity: str) -> frozenset[str]:
        """The countries for which an activity, or an agreement that covers it, has a transfer."""
        if activity not in self._countries:
            rows = list(self.book.of(activity, Transfer))
            for agreement in self._coverage.get(activity, ()):
                rows += self.book.of(agreement, Transfer, by="agreement")
            self._countries[activity] = frozenset(row.country for row in rows)
        return self._countries[activity]

    def categories(self, activity: str) -> frozenset[DataCategory]:
        """The categories of personal data of an activity."""
        if activity not in self._categories:
            found = {line.category for line in self.book.of(activity, Line)}
            self._categories[activity] = frozenset(found - {DataCategory.NONE})
        return self._categories[activity]

    def people_with_data(self, activity: str) -> frozenset[str]:
        """The categories of people, folded, of whom an activity has personal data."""
        if activity not in self._people:
            lines = self.book.of(activity, Line)
            found = {folded(line.subjects) for line in lines if line.category != DataCategory.NONE}
            self._people[activity] = frozenset(found)
        return self._people[activity]

    def topics(self, line: Line) -> dict[Topic, str]:
        """What the words of a line are about; read once for all rules."""
        if line.uid not in self._topics:
            self._topics[line.uid] = topics_in(f"{line.data}\n{line.subjects}")
        return self._topics[line.uid]

    def officer(self, party: Party) -> Officer | None:
        """The data protection officer of an organisation today, the last day included."""
        for officer in self.book.of(party, Officer, by="party"):
            begun = officer.valid_from is None or officer.valid_from <= self.today
            if begun and (officer.valid_until is None or self.today <= officer.valid_until):
                return officer
        return None

    @cached_property
    def controllers(self) -> frozenset[str]:
        """Organisations of ours that answer for an activity or agreement."""
        named = {activity.organisation for activity in self.book.all(Activity)}
        own = {party.uid for party in self.book.all(Party) if party.own}
        return frozenset({uid for uid in named if uid} | own)

    @cached_property
    def processor_names(self) -> dict[str, str]:
        """Uids of all processors at work, by normalised name."""
        at_work = {engagement.party for engagement in self.book.all(Engagement)}
        named = {normalised(party.name): party.uid for party in self.book.all(Party) if party.uid in at_work}
        return {name: uid for name, uid in named.items() if name}

    @cached_property
    def namesakes(self) -> dict[str, list[Party]]:
        """Organisations by normalised name."""
        grouped: dict[str, list[Party]] = {}
        for party in self.book.all(Party):
            grouped.setdefault(normalised(party.name), []).append(party)
        return grouped

    @cached_property
    def retentions_in_use(self) -> frozenset[str]:
        """Retention rules that a line follows."""
        return frozenset(line.retention for line in self.book.all(Line) if line.retention)

    @cached_property
    def terms(self) -> Terms:
        """The terms of keeping of all lines, compared."""
        return compared(self.book)

    @cached_property
    def activity_names(self) -> frozenset[str]:
        """All by which the data map may call an activity: number, uid and name, folded as the book does."""
        activities = self.book.all(Activity)
        return frozenset(
            name for one in activities for name in (one.number.casefold(), one.uid, one.name.strip().casefold())
        )

    @cached_property
    def _coverage(self) -> dict[str, frozenset[str]]:
        grouped: dict[str, set[str]] = {}
        for coverage in self.book.all(Coverage):
            grouped.setdefault(coverage.activity, set()).add(coverage.agreement)
        return {activity: frozenset(agreements) for activity, agreements in grouped.items()}

    @cached_property
    def _countries(self) -> dict[str, frozenset[str]]:
        return {}

    @cached_property
    def _categories(self) -> dict[str, frozenset[DataCategory]]:
        return {}

    @cached_property
    def _people(self) -> dict[str, frozenset[str]]:
        return {}

    @cached_property
    def _topics(self) -> dict[str, dict[Topic, str]]:
        return {}


WHOLE_REGISTER = Place(kind=RecordKind.REGISTER, uid=WHOLE)
