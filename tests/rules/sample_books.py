"""Registers as values, of any size: what the tests of books, differences, documents and benchmarks read."""

import datetime as dt
import uuid
from collections.abc import Iterator

from registers.book import records as r
from registers.book.book import Book
from registers.choices import DataCategory
from registers.register_choices import (
    ActivityRole,
    AgreementStatus,
    Answer,
    Clause,
    LegalBasis,
    Presence,
    ProcessingOperation,
    RecipientKind,
    RecordStatus,
    SubProcessorRegime,
    TransferMechanism,
    Verdict,
)

CATEGORIES = (DataCategory.CONTACT, DataCategory.COMMUNICATION, DataCategory.PURCHASE, DataCategory.RECORDING)
PEOPLE = ("Klanten", "Bellers", "Medewerkers", "Leveranciers")


def uid(*parts: object) -> str:
    """The same uid for the same words, always."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, "/".join(map(str, parts))))


OWN, SUPPLIER, CLIENT = uid("own"), uid("supplier"), uid("client")
SYSTEM, MEASURE, DUTY, RULE = uid("system"), uid("measure"), uid("duty"), uid("rule")
AGREEMENT = uid("agreement")


def shared() -> Iterator[r.Record]:
    """What activities refer to: organisations, a system, a measure, a rule."""
    yield r.Party(uid=OWN, name="Voorbeeldorganisatie B.V.", own=True, registration="12345678", email="a@b.example")
    yield r.Party(uid=SUPPLIER, name="Belpartner Noord B.V.", email="privacy@belpartner.example")
    yield r.Party(uid=CLIENT, name="Stichting Zonnewijzer")
    yield r.Officer(uid=uid("officer"), party=OWN, name="Functionaris", email="fg@b.example")
    yield r.System(uid=SYSTEM, name="Klantsysteem", supplier=SUPPLIER, source="crm")
    yield r.Measure(uid=MEASURE, name="Toegang in twee stappen")
    yield r.Duty(uid=DUTY, name="fiscaal", label="Fiscale bewaarplicht", law="AWR", article="52(4)", years=7)
    yield r.Retention(
        uid=RULE, name="Klantdossier", months=24, start_event="einde overeenkomst", ground="AVG 5(1)(e)", duty=DUTY
    )


def activity(number: int, *, lines: int = 3, role: ActivityRole = ActivityRole.CONTROLLER) -> Iterator[r.Record]:
    """An activity with purposes, lines and all that hangs on them."""
    mine = uid("activity", number)
    yield r.Activity(
        uid=mine,
        number=f"V-{number:04d}",
        name=f"Klantcontact {number}",
        role=role,
        organisation=OWN,
        department="Klantenservice",
        owner="Hoofd klantenservice",
        status=RecordStatus.DRAFT,
        recipients=Answer.YES,
        processors=Answer.YES,
        transfers=Answer.NO,
        volume=12_500,
    )
    for place, basis in enumerate((LegalBasis.CONTRACT, LegalBasis.LEGITIMATE), start=1):
        yield r.Purpose(
            uid=uid("purpose", number, place),
            activity=mine,
            position=place,
            text=f"Vragen beantwoorden en afspraken nakomen ({place})",
            basis=basis,
        )
    for place in range(lines):
        yield from _line(number, place)
    yield r.Recipient(uid=uid("recipient", number), activity=mine, text="Bezorgdienst", sort=RecipientKind.CONTROLLER)
    yield r.Engagement(uid=uid("engagement", number), activity=mine, party=SUPPLIER, service="Telefonie")
    yield r.ActivityMeasure(uid=uid("taken", number), activity=mine, measure=MEASURE)
    if role is ActivityRole.PROCESSOR:
        yield r.Client(
            uid=uid("for", number), activity=mine, party=CLIENT, operations=(ProcessingOperation.CONSULT,), volume=80
        )


def _line(number: int, place: int) -> Iterator[r.Record]:
    mine = uid("line", number, place)
    yield r.Line(
        uid=mine,
        activity=uid("activity", number),
        position=place,
        subjects=PEOPLE[place % len(PEOPLE)],
        category=CATEGORIES[place % len(CATEGORIES)],
        data="naam, adres, e-mailadres en wat er is besproken",
        purpose=uid("purpose", number, 1 + place % 2),
        retention=RULE,
        special=Presence.POSSIBLE if place % 4 == 1 else Presence.NO,
    )
    yield r.LineSystem(uid=uid("stands", number, place), line=mine, system=SYSTEM)


def agreement(number: int = 1, *, covers: int = 1) -> Iterator[r.Record]:
    """An agreement with clauses, a sub-processor and a transfer."""
    mine = AGREEMENT if number == 1 else uid("agreement", number)
    yield r.Agreement(
        uid=mine,
        number=f"VO-{number:03d}",
        title="Telefonie en gespreksopname",
        organisation=OWN,
        counterparty=SUPPLIER,
        status=AgreementStatus.SIGNED,
        in_force_from=dt.date(2025, 1, 1),
        breach_hours=24,
        regime=SubProcessorRegime.GENERAL,
        objection_days=30,
    )
    yield r.Coverage(uid=uid("covers", number), agreement=mine, activity=uid("activity", covers))
    for clause in (Clause.INSTRUCTIONS, Clause.AUDIT):
        yield r.ClauseCheck(uid=uid("clause", number, clause), agreement=mine, clause=clause, verdict=Verdict.PARTLY)
    yield r.SubProcessor(uid=uid("sub", number), agreement=mine, party=CLIENT, service="Opslag", country="US")
    yield r.Transfer(
        uid=uid("transfer", number), agreement=mine, country="US", mechanism=TransferMechanism.STANDARD_CLAUSES
    )


def register(activities: int = 2, *, lines: int = 3) -> Book:
    """A whole register: controller activities, the last one as a processor, and one agreement."""
    roles = [ActivityRole.CONTROLLER] * (activities - 1) + [ActivityRole.PROCESSOR]
    numbered = enumerate(roles, start=1)
    owned = [record for number, role in numbered for record in activity(number, lines=lines, role=role)]
    return Book([*shared(), *owned, *agreement()])
