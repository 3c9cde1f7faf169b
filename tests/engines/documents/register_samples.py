"""A register with everything filled in once and left out once: what the pages of the register have to show."""

import datetime as dt
from collections.abc import Iterator
from datetime import UTC, datetime

from registers.book import records as r
from registers.book.book import WHOLE, Book
from registers.book.signable import title_of
from registers.book_labels import labels
from registers.choices import DataCategory, DocumentKind
from registers.documents.registercontent import RegisterDocument, Standing, VersionNote
from registers.register_choices import (
    ActivityRole,
    Answer,
    AssuranceKind,
    ClausesModule,
    DataSource,
    DpiaCriterion,
    LegalBasis,
    Presence,
    RecordKind,
    RecordStatus,
    SpecialCondition,
    SubProcessorDecision,
    TransferKind,
    TransferMechanism,
)
from tests.rules.sample_books import AGREEMENT, CLIENT, MEASURE, OWN, RULE, SUPPLIER, SYSTEM, register, uid

AT = datetime(2026, 3, 3, 22, 59, 59, 999999, tzinfo=UTC)
RICH = uid("rich")
NOTE = VersionNote(
    uid="0b7c1f6e-5a1d-4c58-9f7e-2d0a6c3f8e11",
    number=3,
    sha256="ab" * 32,
    signed_at=datetime(2026, 3, 2, 9, 30, tzinfo=UTC),
    unchanged=True,
)


def rich() -> Iterator[r.Record]:
    """An activity with something in every field, and what hangs on it."""
    yield r.Activity(
        uid=RICH,
        number="V-0000",
        name="Gesprekken opnemen en beoordelen",
        role=ActivityRole.CONTROLLER,
        organisation=OWN,
        description="Gesprekken met klanten worden opgenomen, om de kwaliteit te verbeteren en afspraken te bewijzen.",
        department="Klantenservice",
        owner="Hoofd klantenservice",
        owner_email="klantenservice@voorbeeld.example",
        status=RecordStatus.SIGNED,
        core=Answer.YES,
        successor=uid("activity", 1),
        started_on=dt.date(2019, 5, 1),
        volume=48_000,
        recipients=Answer.YES,
        transfers=Answer.YES,
        joint=Answer.YES,
        processors=Answer.YES,
        security="Alleen leidinggevenden luisteren terug; elke keer staat in het logboek.",
        pseudonymised=Presence.NO,
        encrypted=Presence.YES,
        informing="Bij het begin van het gesprek, en in de privacyverklaring.",
        rights="Inzage door een afschrift of een kopie van de opname.",
        automated=Answer.NO,
        profiling=Answer.NO,
        ai_used=Answer.YES,
        ai_trains=Answer.NO,
        dpia_needed=Answer.YES,
        dpia_reason="Twee criteria zijn van toepassing.",
        dpia_criteria=(DpiaCriterion.MONITORING, DpiaCriterion.VULNERABLE),
        dpia_done_on=dt.date(2025, 11, 20),
        dpia_reference="Map DPIA, nummer 12",
        officer_remark="Let op gesprekken over gezondheid.",
        reviewed_on=dt.date(2026, 1, 15),
        public=True,
    )
    yield from _purposes()
    yield from _lines()
    yield from _others()


def _purposes() -> Iterator[r.Record]:
    yield r.Purpose(
        uid=uid("rich", "purpose"),
        activity=RICH,
        position=1,
        text="De kwaliteit van de dienstverlening verbeteren door gesprekken te beoordelen",
        basis=LegalBasis.LEGITIMATE,
        interest="Goede hulp aan klanten",
        necessity="Meelezen achteraf laat niet zien hoe een gesprek verliep.",
        balancing="Medewerkers en klanten weten het, en opnamen worden snel gewist.",
        balance_outcome=Answer.YES,
        balanced_on=dt.date(2025, 10, 1),
        balanced_by="Privacy officer",
    )
    yield r.Purpose(uid=uid("rich", "later"), activity=RICH, position=2, text="Afspraken aan de telefoon bewijzen")


def _lines() -> Iterator[r.Record]:
    yield r.Line(
        uid=uid("rich", "line"),
        activity=RICH,
        subjects="Bellers",
        category=DataCategory.RECORDING,
        data="stem, en wat er wordt gezegd",
        purpose=uid("rich", "purpose"),
        retention=RULE,
        origin=DataSource.SUBJECT,
        obliged=Answer.NO,
        refusal_effect="dan nemen wij niet op",
        special=Presence.POSSIBLE,
        special_kinds="gezondheid",
        condition=SpecialCondition.CLAIMS,
        criminal=Presence.NO,
        national_id=Presence.NO,
    )
    yield r.LineSystem(uid=uid("rich", "stands"), line=uid("rich", "line"), system=SYSTEM)
    yield r.Line(uid=uid("rich", "bare"), activity=RICH, position=1, subjects="Medewerkers", category="other")
    yield r.Line(
        uid=uid("rich", "none"),
        activity=RICH,
        position=2,
        subjects="Medewerkers",
        category=DataCategory.IDENTITY,
        special=Presence.NO,
        criminal=Presence.NO,
        national_id=Presence.NO,
        retention_criterion="zolang de opname bestaat",
    )


def _others() -> Iterator[r.Record]:
    yield r.Recipient(uid=uid("rich", "to"), activity=RICH, text="Toezichthouder, op verzoek", planned=True)
    yield r.Engagement(uid=uid("rich", "by"), activity=RICH, party=SUPPLIER, service="Opname", retention_months=6)
    yield r.Joint(uid=uid("rich", "joint"), activity=RICH, party=CLIENT, division="Wij nemen op, zij beoordelen.")
    yield r.ActivityMeasure(uid=uid("rich", "taken"), activity=RICH, measure=MEASURE)
    yield r.Transfer(
        uid=uid("rich", "transfer"),
        activity=RICH,
        party=SUPPLIER,
        country="US",
        sort=TransferKind.SUPPORT,
        mechanism=TransferMechanism.STANDARD_CLAUSES,
        module=ClausesModule.C2P,
        assessed_on=dt.date(2025, 9, 1),
        assessment="Aanvaardbaar met versleuteling",
    )
    yield r.SubProcessor(
        uid=uid("rich", "sub"),
        agreement=AGREEMENT,
        parent=uid("sub", 1),
        party=SUPPLIER,
        service="Reservekopie",
        country="DE",
        announced_on=dt.date(2026, 2, 1),
        decision=SubProcessorDecision.ACCEPTED,
        decided_on=dt.date(2026, 2, 10),
    )
    yield r.Assurance(
        uid=uid("rich", "iso"), agreement=AGREEMENT, sort=AssuranceKind.ISO27001, valid_until=dt.date(2027, 6, 30)
    )
    yield r.AgreementFile(uid=uid("rich", "file"), agreement=AGREEMENT, name="overeenkomst.pdf", sha256="cd" * 32)


def book() -> Book:
    """Two plain activities, a rich one, and an agreement."""
    return Book([*register(2, lines=4), *rich()])


def document(kind: DocumentKind = DocumentKind.REGISTER, record: str = WHOLE, **changes: object) -> RegisterDocument:
    """A document about the sample register, or about one record of it."""
    whole = book()
    kinds = {DocumentKind.ACTIVITY: RecordKind.ACTIVITY, DocumentKind.AGREEMENT: RecordKind.AGREEMENT}
    sort = kinds.get(kind, RecordKind.REGISTER)
    values: dict[str, object] = {
        "kind": kind,
        "record": record,
        "title": title_of(whole, sort, record),
        "at": AT,
        "book": whole.about(sort, record),
        "labels": labels(),
        "standing": Standing(own=NOTE),
        "standings": {RICH: Standing(own=NOTE), AGREEMENT: Standing(own=NOTE)},
        "titles": {
            **{one.uid: f"{one.number} {one.name}" for one in whole.activities},
            **{one.uid: f"{one.number} {one.title}" for one in whole.agreements},
        },
    }
    return RegisterDocument(**{**values, **changes})  # type: ignore[arg-type]  # a test names what it changes
