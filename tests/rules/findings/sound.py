"""A register in which the rules find nothing, and ways to spoil one thing in it.

Each case of a rule says what spoils the sound register so that the rule finds it, on exactly which record, and a
neighbouring change that the rule has to leave alone.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from registers.book import records as r
from registers.book.book import Book
from registers.choices import DataCategory, LegalStatus
from registers.register_choices import (
    ActivityRole,
    AgreementDirection,
    AgreementStatus,
    Answer,
    AssuranceKind,
    Clause,
    ClausesModule,
    DataSource,
    LegalBasis,
    Presence,
    ProcessingOperation,
    RecipientKind,
    RetentionType,
    SpecialCondition,
    SubProcessorDecision,
    SubProcessorRegime,
    TransferMechanism,
    Verdict,
)
from registers.rules import Finding, Law, Mapped, MapTable, Parameter, find

TODAY = dt.date(2026, 11, 22)
LONG_AGO, LAST_MONTH, TOMORROW = dt.date(2024, 1, 15), dt.date(2026, 10, 22), dt.date(2026, 11, 23)
YESTERDAY = dt.date(2026, 11, 21)
MAPPED = Mapped(sources=frozenset({"crm"}), tables=(MapTable(source="crm", table="klanten", activity="calls"),))

Change = Callable[[list[r.Record]], list[r.Record]]


def seeded_law() -> Law:
    """The law as a new installation has it."""
    seeds = import_module("registers.migrations.0003_law")
    numbers = [Parameter(**{name: row[name] for name in NUMBER}) for row in map(dated, seeds.number_rows())]
    countries = [r.Adequacy(uid=f"{row['country']}{row['eea']}", **row) for row in seeds.country_rows()]
    return Law(parameters=tuple(numbers), countries=tuple(countries))


NUMBER = ("code", "value", "valid_from", "valid_until")


def dated(row: dict[str, Any]) -> dict[str, Any]:
    """With a date instead of its text."""
    return {**row, "valid_from": dt.date.fromisoformat(row["valid_from"])}


LAW = seeded_law()


def organisations() -> Iterator[r.Record]:
    """Ourselves, and those we work with."""
    yield r.Party(uid="own", name="Voorbeeldorganisatie B.V.", own=True, address="Dorpsstraat 1", email="a@own.example")
    yield r.Officer(uid="fg", party="own", name="Functionaris", email="fg@own.example", valid_from=LONG_AGO)
    for uid, name in (("help", "Belhulp B.V."), ("post", "Postbode N.V."), ("cloud", "Wolk Inc."), ("client", "Zon")):
        yield r.Party(uid=uid, name=name, address=f"{name} 2", email=f"a@{uid}.example")
    yield r.Party(uid="partner", name="Samen", phone="010-1234567")
    yield r.System(uid="crm", name="Klantsysteem", supplier="help", source="crm")
    yield r.Measure(uid="roles", name="Toegang per rol")
    told = {"law": "Wet", "status": LegalStatus.CONFIRMED, "minimal_fields": "facturen"}
    yield r.Duty.model_validate({"uid": "tax", "name": "tax", "label": "Belasting", "years": 7, **told})
    norm = {"type": RetentionType.MAX, "months": 6}
    yield r.Duty.model_validate({"uid": "norm", "name": "norm", "label": "Norm", **norm, **told})
    kept = {"start_event": "het einde", "ground": "zo lang nodig", "executor": "beheer"}
    yield r.Retention.model_validate({"uid": "k-file", "name": "Dossier", "months": 24, **kept})
    yield r.Retention.model_validate({"uid": "k-tax", "name": "Administratie", "months": 84, "duty": "tax", **kept})
    yield r.Retention.model_validate({"uid": "k-call", "name": "Opnamen", "months": 3, "duty": "norm", **kept})


def activities() -> Iterator[r.Record]:
    """What we do for ourselves, and what we do for a client."""
    shared = {"organisation": "own", "owner": "Klantenservice", "reviewed_on": LAST_MONTH, "informing": "website"}
    answered = dict.fromkeys(("joint", "processors", "recipients", "transfers"), Answer.YES)
    denied = dict.fromkeys(("automated", "profiling", "ai_used"), Answer.NO)
    safe = {"pseudonymised": Presence.NO, "encrypted": Presence.YES, "security": "toegang per rol"}
    dpia = {"dpia_needed": Answer.NO, "dpia_reason": "geen van de soorten"}
    named = {"uid": "calls", "number": "V-1", "name": "Klantcontact", "started_on": LONG_AGO}
    yield r.Activity.model_validate({**named, **shared, **answered, **denied, **safe, **dpia})
    outside = {"processors": Answer.NO, "transfers": Answer.NO, "role": ActivityRole.PROCESSOR}
    yield r.Activity.model_validate({"uid": "desk", "number": "V-2", "name": "Balie", **shared, **safe, **outside})
    yield r.Client(uid="for", activity="desk", party="client", operations=(ProcessingOperation.CONSULT,))
    yield from purposes()
    yield from lines()
    yield r.Recipient(uid="to-post", activity="calls", text="bezorgt", sort=RecipientKind.CONTROLLER, party="post")
    yield r.Recipient(uid="to-desk", activity="calls", text="medewerkers van verkoop", sort=RecipientKind.INTERNAL)
    yield r.Engagement(uid="work", activity="calls", party="help", service="Telefonie", retention_months=12)
    yield r.Joint(uid="with", activity="calls", party="partner", division="wij innen", contact_point="bij ons")
    yield r.ActivityMeasure(uid="takes", activity="calls", measure="roles")
    yield r.Hold(uid="hold", label="Claim", reason="geding", owner="Juristen", starts_on=LAST_MONTH, ends_on=TOMORROW)


def purposes() -> Iterator[r.Record]:
    """A contract, an interest that was weighed, and a legal obligation."""
    told = {"activity": "calls", "text": "Vragen beantwoorden en afspraken nakomen"}
    yield r.Purpose.model_validate({"uid": "p-help", "basis": LegalBasis.CONTRACT, **told})
    words = dict.fromkeys(("interest", "necessity", "balancing", "balanced_by"), "gewogen")
    weighed = {**words, "balance_outcome": Answer.YES, "balanced_on": LAST_MONTH}
    yield r.Purpose.model_validate({"uid": "p-coach", "basis": LegalBasis.LEGITIMATE, **weighed, **told})
    yield r.Purpose.model_validate({"uid": "p-tax", "basis": LegalBasis.LEGAL_DUTY, "statute": "art. 52 AWR", **told})


def lines() -> Iterator[r.Record]:
    """Contact details, recordings in which anything may be said, and invoices."""
    plain = {"activity": "calls", "subjects": "Klanten", "origin": DataSource.SUBJECT, "obliged": Answer.NO}
    none = dict.fromkeys(("special", "criminal", "national_id"), Presence.NO)
    chosen = (
        ("l-contact", DataCategory.CONTACT, "p-help", "k-file"),
        ("l-call", DataCategory.RECORDING, "p-coach", "k-call"),
        ("l-bill", DataCategory.FINANCIAL, "p-tax", "k-tax"),
    )
    for uid, category, purpose, retention in chosen:
        row = {"uid": uid, "category": category, "purpose": purpose, "retention": retention, "data": "wat nodig is"}
        spoken = {"special": Presence.POSSIBLE, "condition": SpecialCondition.CONSENT} if uid == "l-call" else {}
        yield r.Line.model_validate({**plain, **none, **row, **spoken})
        yield r.LineSystem(uid=f"in-{uid}", line=uid, system="crm")


def agreements() -> Iterator[r.Record]:
    """One with our processor, that has a sub-processor across the ocean, and one with our client."""
    days = dict.fromkeys(("signed_by_us", "signed_by_them", "in_force_from", "guarantees_on"), LONG_AGO)
    words = dict.fromkeys(("owner", "guarantees_by", "deletion_choice", "objection_effect"), "afgesproken")
    mail = {"breach_email": "lek@help.example", "request_email": "avg@help.example"}
    numbers = {"breach_hours": 24, "request_days": 5, "deletion_days": 30, "announce_days": 30, "objection_days": 14}
    shared = {"status": AgreementStatus.SIGNED, "open_ended": True, "reviewed_on": LAST_MONTH, "organisation": "own"}
    data = (DataCategory.CONTACT, DataCategory.RECORDING, DataCategory.FINANCIAL)
    given = {
        **days,
        **words,
        **mail,
        **numbers,
        **shared,
        "data_categories": data,
        "regime": SubProcessorRegime.GENERAL,
    }
    sides = (
        ("a-help", AgreementDirection.WE_CONTROL, "help", "calls"),
        ("a-client", AgreementDirection.WE_PROCESS, "client", "desk"),
    )
    for uid, direction, other, activity in sides:
        row = {"uid": uid, "number": uid, "title": "Werk", "direction": direction, "counterparty": other}
        yield r.Agreement.model_validate({**row, **given})
        yield r.Coverage(uid=f"{uid}-covers", agreement=uid, activity=activity)
        for clause in Clause:
            yield r.ClauseCheck(uid=f"{uid}-{clause}", agreement=uid, clause=clause, verdict=Verdict.YES)
    yield from behind_the_processor()


def behind_the_processor() -> Iterator[r.Record]:
    """A sub-processor, what it rests on, and a certificate."""
    decided = {"decision": SubProcessorDecision.ACCEPTED, "flowdown": Answer.YES, "announced_on": LAST_MONTH}
    yield r.SubProcessor.model_validate(
        {"uid": "sub", "agreement": "a-help", "party": "cloud", "country": "US", **decided}
    )
    resting = {"mechanism": TransferMechanism.STANDARD_CLAUSES, "module": ClausesModule.P2P, "assessment": "kan"}
    looked = {"uid": "away", "agreement": "a-help", "country": "US", "assessed_on": LAST_MONTH}
    yield r.Transfer.model_validate({**looked, **resting})
    dates = {"issued_on": LAST_MONTH, "valid_until": TOMORROW, "scope_fits": Answer.YES}
    yield r.Assurance.model_validate({"uid": "iso", "agreement": "a-help", "sort": AssuranceKind.ISO27001, **dates})


def sound() -> list[r.Record]:
    """All records of the sound register."""
    return [*organisations(), *activities(), *agreements()]


def change(uid: str, **values: object) -> Change:
    """Other values in the record of that uid."""

    def changed(records: list[r.Record]) -> list[r.Record]:
        assert any(one.uid == uid for one in records), uid
        return [type(one).model_validate({**dict(one), **values}) if one.uid == uid else one for one in records]

    return changed


def drop(*uids: str) -> Change:
    """Without these records."""
    return lambda records: [one for one in records if one.uid not in uids]


def without(*sorts: type[r.Record]) -> Change:
    """Without any record of these sorts."""
    return lambda records: [one for one in records if not isinstance(one, sorts)]


def add(*new: r.Record) -> Change:
    """With these records too."""
    return lambda records: [*records, *new]


def copy(uid: str, /, new: str, **values: object) -> Change:
    """A second record like that of uid, with other values."""

    def copied(records: list[r.Record]) -> list[r.Record]:
        (like,) = (one for one in records if one.uid == uid)
        return [*records, type(like).model_validate({**dict(like), **values, "uid": new})]

    return copied


def spoiled(*changes: Change) -> Book:
    """The sound register after these changes."""
    records = sound()
    for one in changes:
        records = one(records)
    return Book(records)


def found(
    *changes: Change, law: Law = LAW, mapped: Mapped | None = MAPPED, today: dt.date = TODAY
) -> tuple[Finding, ...]:
    """What the rules find after these changes."""
    return find(spoiled(*changes), law=law, today=today, mapped=mapped)


@dataclass(frozen=True, kw_only=True)
class Case:
    """What the rule finds, on which record, and a neighbour that it leaves alone."""

    rule: str
    on: str
    bad: tuple[Change, ...]
    good: tuple[Change, ...] = ()


def case(rule: str, on: str, bad: Sequence[Change], good: Sequence[Change] = ()) -> Case:
    """A case of a rule, in the order in which it is read."""
    return Case(rule=rule, on=on, bad=tuple(bad), good=tuple(good))


def records_found(one: Case, changes: Sequence[Change]) -> list[str]:
    """The records on which the rule of a case finds something."""
    return [finding.record for finding in found(*changes) if finding.rule == one.rule]
