"""Contents of documents to test with: an organisation, a case, and what was done in two databases. All made up."""

import dataclasses
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from registers.choices import DataCategory, DocumentKind, Fate, Treatment
from registers.documents import content, lettercontent, reportcontent

CASE = UUID("0b7c1f6e-5a1d-4c58-9f7e-2d0a6c3f8e11")
AT = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)
ISSUER = content.Issuer(
    name="Voorbeeldorganisatie B.V.",
    address="Postbus 1, 1000 AA Voorbeeldstad",
    contact="privacy@voorbeeld.example",
    self_made=True,
)
FILE = content.CaseFile(
    case=CASE,
    reference="AVG-2026-0042",
    right="erasure",
    right_label="vergetelheid (art. 17 AVG)",
    received_on=date(2026, 11, 2),
)


def column(label: str, name: str, category: DataCategory, treatment: Treatment) -> content.TreatedColumn:
    return content.TreatedColumn(label=label, column=name, category=category, treatment=treatment)


CUSTOMER = content.TableResult(
    label="Klanten",
    table="customer",
    action=Fate.TREAT,
    columns=(
        column("Naam", "name", DataCategory.IDENTITY, Treatment.SURROGATE),
        column("E-mailadres", "email", DataCategory.CONTACT, Treatment.SURROGATE),
        column("Telefoonnummer", "phone", DataCategory.CONTACT, Treatment.NULL),
        column("Geboortedatum", "born_on", DataCategory.IDENTITY, Treatment.GENERALISE),
        column("Aantekening", "note", DataCategory.COMMUNICATION, Treatment.REDACT),
    ),
    planned=1,
    affected=1,
    verified=1,
)
NOTES = content.TableResult(
    label="Contactmomenten", table="contact_log", action=Fate.DELETE, planned=14, affected=14, verified=14
)
RECORDINGS = content.TableResult(
    label="Opnamen", table="recording", action=Fate.DELETE, planned=3, affected=3, verified=3
)
SOURCES = (
    content.SourceResult(
        name="crm", label="Klantenbestand", dialect="postgresql", executed_at=AT, transactional=True,
        tables=(CUSTOMER, NOTES), triggers=("customer_audit",), receipt_sha256="5f" * 32,
    ),
    content.SourceResult(
        name="telephony", label="Telefonie", dialect="mariadb", executed_at=AT, transactional=False,
        tables=(RECORDINGS,), receipt_sha256="a1" * 32, files=content.FileResult(removed=3, missing=1, shared=1),
    ),
)  # fmt: skip
KEPT = (
    content.KeptData(
        table="Facturen", columns=("Factuurnummer", "Bedrag", "Datum"), rows=5, ground="art. 52 AWR",
        reason="Administratie zeven jaar bewaren", until=date(2033, 12, 31),
    ),
)  # fmt: skip
DEFERRALS = (content.Deferral(table="Facturen", rows=5, on=date(2034, 1, 1), ground="art. 52 AWR"),)
CHECKPOINT = {
    "v": 1, "number": 318, "size": 20417, "at": "2026-11-21T14:04:59.120000Z", "hash": "c4" * 32, "key": "9e" * 32,
    "public_key": "77" * 32, "body": "{}", "signature": "00" * 64,
}  # fmt: skip
GROUPS = (
    content.SmallestGroup(table="Klanten", columns=("geboortejaar", "postcode (4 cijfers)"), rows=4831, k=7),
    content.SmallestGroup(table="Bestellingen", columns=("maand", "bedrag"), rows=12044, k=1),
)
SHARED = (content.SharedRows(table="Adressen", rows=1, reason="Het adres is ook van een huisgenoot; gebleven."),)
EVIDENCE = content.EvidenceExtract(
    proofs=({"v": 1, "entry": {"position": 7, "body": "{}"}},),
    checkpoint=CHECKPOINT,
)


def certificate(kind: DocumentKind = DocumentKind.ERASURE_CERTIFICATE, **changes: object) -> content.Certificate:
    values: dict[str, object] = {
        "kind": kind, "number": "AVG-2026-0042-V", "issuer": ISSUER, "file": FILE, "decided_on": date(2026, 11, 20),
        "executed_at": AT, "issued_at": AT, "approver_role": "privacy officer", "plan_sha256": "3c" * 32,
        "map_sha256": "d2" * 32, "sources": SOURCES, "kept": KEPT, "deferrals": DEFERRALS,
        "searches": (
            content.SecondSearch(source="Klantenbestand", found=5, explained=5),
            content.SecondSearch(source="Telefonie", found=0, explained=0),
        ),
        "searched": (
            content.SearchedFields(
                source="Klantenbestand",
                asked=("Klanten: E-mailadres",),
                read=("Klanten: Telefoon",),
                counted_on=date(2026, 11, 1),
            ),
        ),
        "shared": SHARED,
        "groups": GROUPS if kind is DocumentKind.ANONYMISATION_CERTIFICATE else (),
        "evidence": EVIDENCE,
    }  # fmt: skip
    return content.Certificate(**{**values, **changes})  # type: ignore[arg-type]


def made_up(count: int) -> Iterator[tuple[object, ...]]:
    for number in range(1, count + 1):
        yield (
            number, datetime(2026, 1 + number % 12, 1 + number % 28, 9, number % 60, tzinfo=UTC), number % 2 == 0,
            None if number % 3 else "Klant belt over factuur; wil een betalingsregeling. Teruggebeld, akkoord.",
            Decimal("12.50") * number, "inkomend",
        )  # fmt: skip


def report(rows: int = 12, records: Iterable[tuple[object, ...]] | None = None) -> reportcontent.AccessReport:
    shown = made_up(rows) if records is None else records
    table = reportcontent.ReportTable(
        label="Contactmoment", source="Klantenbestand", rows=rows, records=shown,
        labels=("Nummer", "Datum en tijd", "Teruggebeld", "Aantekening", "Bedrag", "Richting"),
    )  # fmt: skip
    customer = reportcontent.ReportTable(
        label="Klant", source="Klantenbestand", rows=1, labels=("Naam", "E-mailadres", "Geboortedatum", "Interne code"),
        records=[("Noor Voorbeeld-de Test", "noor@voorbeeld.example", date(1984, 5, 19), "")],
    )  # fmt: skip
    return reportcontent.AccessReport(
        number="AVG-2026-0042-I",
        issuer=ISSUER,
        file=FILE,
        issued_at=AT,
        searched_with=("e-mailadres", "klantnummer"),
        activities=(
            reportcontent.ReportActivity(
                name="Klantbeheer",
                information=reportcontent.Information(
                    purposes="Uitvoering van de overeenkomst", legal_ground="art. 6 lid 1 onder b AVG"
                ),
                tables=(customer,),
            ),
            reportcontent.ReportActivity(name="Klantcontact", information=reportcontent.Information(), tables=(table,)),
        ),
        nothing_found=("Nieuwsbrief", "Telefonie: opnamen"),
        omissions=(
            reportcontent.Omission(
                table="Contactmoment",
                what="Naam medewerker",
                count=rows,
                reason="Gegevens van een ander (art. 15 lid 4)",
            ),
        ),
        files=("pakket.zip",),
    )


def letters() -> tuple[lettercontent.Letter, ...]:
    head = lettercontent.LetterHead(
        issuer=ISSUER, file=FILE, number="AVG-2026-0042-B", issued_at=AT,
        recipient=("Mevrouw N. Voorbeeld", "Teststraat 1", "1234 AB Voorbeeldstad"),
    )  # fmt: skip
    return (
        lettercontent.Acknowledgement(
            head=head, due=date(2026, 12, 2), identity_needed=True, identity_means="wij bellen u terug"
        ),
        lettercontent.ErasureAnswer(
            head=head, executed_on=date(2026, 11, 21), anonymised=False, kept=KEPT, deferrals=DEFERRALS,
            erased=(lettercontent.Erased(label="Belletjes", rows=14), lettercontent.Erased(label="Opname", rows=1)),
            told=("Voorbeeld Marketing B.V.",),
        ),
        lettercontent.AccessAnswer(
            head=head, found=True, activities=("Klantbeheer", "Klantcontact"), searched=("Klantenbestand", "Telefonie"),
            enclosed=("rapport.pdf", "pakket.zip"), encrypted=True, omitted=12,
        ),
        lettercontent.Refusal(
            head=head, reasons=(lettercontent.Reason(article="art. 17 lid 3 AVG", text="de wet verplicht ons."),)
        ),
        lettercontent.Extension(
            head=head, reasons=("Uw gegevens staan in veel systemen.",), due=date(2026, 12, 2), new_due=date(2027, 2, 2)
        ),
    )  # fmt: skip


def report_of_values(*values: object) -> reportcontent.AccessReport:
    table = reportcontent.ReportTable(
        label="Waarden", source="Proef", rows=1, labels=tuple(f"veld {n}" for n in range(len(values))), records=[values]
    )
    activity = reportcontent.ReportActivity(name="Proef", information=reportcontent.Information(), tables=(table,))
    return dataclasses.replace(report(1), activities=(activity,))


def empty_report() -> reportcontent.AccessReport:
    return dataclasses.replace(report(1), activities=(), omissions=(), files=())
