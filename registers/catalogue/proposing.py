"""What a copy of an entry holds: the records of a draft activity. The same entry in the same place gives the same.

A record is named after the activity and its key in the entry, so that it is known again when the catalogue changes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils.translation import gettext as _

from registers.book.book import Book
from registers.book.records import (
    Activity,
    ActivityMeasure,
    Duty,
    Line,
    Measure,
    Purpose,
    Recipient,
    Record,
    Retention,
)
from registers.catalogue.entry import (
    Entry,
    Fact,
    ProposedLine,
    ProposedRetention,
    for_country,
)
from registers.choices import LegalStatus
from registers.register_choices import Answer, LegalBasis

MEASURES = uuid5(NAMESPACE_URL, "waarborg:catalogue:measures")


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a copy stands: its activity, our organisation (uids), its number, and the country whose law holds."""

    activity: str
    organisation: str | None
    number: str
    country: str


def proposed(entry: Entry, place: Place, *, around: Book) -> Book:
    """The records of a copy; ``around`` is the register, in which duties to keep are found by name."""
    return Book([*_records(entry, place, around)])


def uid_of(place: Place, kind: str, key: str) -> str:
    """The uid of the record that an entry's part becomes in this place."""
    return str(uuid5(UUID(place.activity), f"{kind}:{key}"))


def _records(entry: Entry, place: Place, around: Book) -> Iterator[Record]:
    yield _activity(entry, place)
    yield from _purposes(entry, place)
    duties = {duty.name: duty for duty in around.all(Duty)}
    for term in for_country(entry.retentions, place.country):
        duty = duties.get(term.duty)
        yield _retention(entry, term, place, duty)
        yield from [duty] if duty else []
    for position, line in enumerate(for_country(entry.lines, place.country), start=1):
        yield _line(line, position, place)
    for position, one in enumerate(for_country(entry.recipients, place.country), start=1):
        uid = uid_of(place, "recipients", one.key)
        yield Recipient(uid=uid, activity=place.activity, position=position, text=one.text, sort=one.sort)
    yield from _measures(entry, place)


def _activity(entry: Entry, place: Place) -> Activity:
    return Activity(
        uid=place.activity,
        number=place.number,
        name=entry.name,
        role=entry.role,
        organisation=place.organisation,
        description=entry.description,
        security=entry.security,
        informing=entry.informing,
        rights=entry.rights,
        dpia_ladder=entry.dpia.ladder,
        dpia_kinds=entry.dpia.kinds_in(place.country),
        dpia_criteria=entry.dpia.criteria,
        remarks=_remarks(entry, place.country),
        catalogue=entry.key,
        catalogue_version=entry.version.isoformat(),
        **dict.fromkeys(entry.affirms, Answer.YES),
    )


def _remarks(entry: Entry, country: str) -> str:
    """The questions that stay open, who usually works on it, and what to know, each as a list."""
    facts = for_country(entry.facts, country)
    parts = (
        (_("Points to a DPIA:"), entry.dpia.reasons(country)),
        (_("Still to be answered:"), [one.text for one in for_country(entry.questions, country)]),
        (_("Processors that usually work on it:"), list(entry.processors)),
        (_("Good to know:"), [sourced(fact) for fact in facts]),
    )
    return "\n\n".join("\n".join([head, *(f"- {row}" for row in rows)]) for head, rows in parts if rows)


def sourced(fact: Fact | ProposedRetention) -> str:
    """What a fact says, with its source, and that nobody confirmed it where nobody did."""
    text = fact.text if isinstance(fact, Fact) else fact.why
    told = _("%(text)s (%(source)s; to be checked)") if fact.status == LegalStatus.TO_CHECK else "%(text)s (%(source)s)"
    return told % {"text": text, "source": fact.source}


def _purposes(entry: Entry, place: Place) -> Iterator[Purpose]:
    for position, one in enumerate(for_country(entry.purposes, place.country), start=1):
        weighed = one.basis == LegalBasis.LEGITIMATE
        yield Purpose(
            uid=uid_of(place, "purposes", one.key),
            activity=place.activity,
            position=position,
            text=one.text,
            basis=one.basis,
            explanation=one.why,
            statute=one.statute,
            interest=one.interest if weighed else "",
            necessity=one.necessity if weighed else "",
            balancing=one.balancing if weighed else "",
        )


def _retention(entry: Entry, term: ProposedRetention, place: Place, duty: Duty | None) -> Retention:
    return Retention(
        uid=uid_of(place, "retentions", term.key),
        name=f"{place.number} {entry.name}: {term.name}",
        months=term.least,
        least_months=term.least,
        most_months=term.most,
        start_event=term.start,
        criterion=term.criterion,
        ground=sourced(term),
        duty=duty.uid if duty else None,
        fate=term.fate,
    )


def _line(line: ProposedLine, position: int, place: Place) -> Line:
    return Line(
        uid=uid_of(place, "lines", line.key),
        activity=place.activity,
        position=position,
        subjects=line.subjects,
        category=line.category,
        data=line.data,
        purpose=uid_of(place, "purposes", line.purpose),
        retention=uid_of(place, "retentions", line.retention),
        origin=line.origin,
        origin_text=line.origin_text,
        obliged=line.obliged,
        refusal_effect=line.refusal,
        special=line.special,
        special_kinds=line.special_kinds,
        condition=line.condition,
        criminal=line.criminal,
        criminal_law=line.criminal_law,
        national_id=line.national_id,
    )


def _measures(entry: Entry, place: Place) -> Iterator[Record]:
    for one in for_country(entry.measures, place.country):
        measure = str(uuid5(MEASURES, one.key))
        yield Measure(uid=measure, name=one.name, description=one.text)
        taken = uid_of(place, "activity_measures", one.key)
        yield ActivityMeasure(uid=taken, activity=place.activity, measure=measure)
