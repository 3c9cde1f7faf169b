"""The verbs around minors: note until when somebody is one, and what a representative said (art. 8).

The date of birth itself is not kept: only the day on which the person may consent alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dateutil.relativedelta import relativedelta
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from consents.actions.people import claim, only_person
from consents.choices import CollectionMethod, EventKind
from consents.errors import EventRefused
from consents.identifying import Value
from consents.law_selectors import Number, number_on
from consents.models import Authorisation, ConsentEvent, Person
from registers.actions.actors import role_of
from registers.actions.evidence import record
from registers.choices import EvidenceKind

AGES = {"NL": Number.AGE_NL, "BE": Number.AGE_BE}


@dataclass(frozen=True, kw_only=True)
class Authorised:
    """What a representative said: by which values they are known, when, how, and the SHA-256 of the proof."""

    values: Sequence[Value]
    stated_at: datetime
    method: CollectionMethod
    evidence_file: str = ""


def note_birth(*, person: Person, born_on: date, country: str, at: datetime, actor: User | None = None) -> Person:
    """Note until when somebody is a minor by the age in force today in ``country``.

    Raises EventRefused for a day in the future or an unknown country, NumberMissing.
    """
    today = timezone.localdate(at)
    if born_on > today:
        raise EventRefused(field="born_on", why=_("the day of birth lies in the future"))
    if country not in AGES:
        why = _("the age for consent is known for %(countries)s only") % {"countries": ", ".join(AGES)}
        raise EventRefused(field="country", why=why)
    until = born_on + relativedelta(years=number_on(AGES[country], today).value)
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=person.pk)
        person.minor_until = until if until > today else None
        person.save(update_fields=["minor_until"])
        facts = {"deed": "age_noted", "minor": person.minor_until is not None, "role": role_of(actor)}
        record(kind=EvidenceKind.CONSENT_RECORDED, case=person.uid, facts=facts, at=at)
    return person


def note_age(
    *, values: Sequence[Value], born_on: date, country: str, at: datetime, actor: User | None = None
) -> Person:
    """The same for the one person whom these values lead to, made when nobody is known by them.

    Raises EventRefused, also when they lead to several people, NumberMissing.
    """
    with transaction.atomic():
        claim(values)
        return note_birth(person=only_person(values, at=at), born_on=born_on, country=country, at=at, actor=actor)


def demand_authorisation(*, event: ConsentEvent, authorised: Authorised | None) -> None:
    """A minor's yes counts only with that of a representative (art. 8). Raises EventRefused."""
    until = event.person.minor_until
    if event.kind not in {EventKind.GIVEN, EventKind.RENEWED} or until is None:
        return
    if timezone.localdate(event.stated_at) < until and authorised is None:
        why = _("this person is a minor: ask a parent or guardian, and record what they said with it (art. 8)")
        raise EventRefused(field="representative", why=why)


def keep_authorisation(*, event: ConsentEvent, authorised: Authorised, at: datetime) -> Authorisation:
    """Keep what the representative of a minor said. Raises EventRefused when it is the minor, or said too late."""
    representative = only_person(authorised.values, at=at)
    if representative.pk == event.person_id:
        why = _("this is the minor; give the number or address of the parent or guardian")
        raise EventRefused(field="representative", why=why)
    if authorised.stated_at > at:
        raise EventRefused(field="representative", why=_("the moment lies in the future"))
    kept = Authorisation(
        event=event,
        representative=representative,
        method=authorised.method,
        stated_at=authorised.stated_at,
        evidence_file=authorised.evidence_file,
    )
    kept.full_clean()
    kept.save(force_insert=True)
    Person.objects.filter(pk=event.person_id).update(representative=representative)
    facts = {"deed": "authorised", "event": str(event.uid), "representative": str(representative.uid)}
    record(kind=EvidenceKind.CONSENT_RECORDED, case=event.person.uid, facts=facts, at=at)
    return kept
