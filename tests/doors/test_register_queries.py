"""However large the register, each of its pages asks the database as often: as many queries at 3 of all as at 30."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from registers.actions.assessing import assess
from registers.book.book import WHOLE
from registers.book_selectors import read_book
from registers.models import (
    ActivityMeasure,
    AgreementFile,
    Assurance,
    Breach,
    BreachActivity,
    BreachNotice,
    CatalogueCopy,
    ClauseCheck,
    ClientProcessing,
    DataProtectionOfficer,
    Engagement,
    Hold,
    ImportMapping,
    ImportRow,
    ImportRun,
    JointController,
    Line,
    LineSystem,
    Measure,
    Offer,
    Party,
    ProcessingActivity,
    ProcessorAgreement,
    Publication,
    Purpose,
    Recipient,
    RegisterVersion,
    RetentionRule,
    SubProcessor,
    System,
    Transfer,
    Waiver,
)
from registers.register_choices import Clause, RecordKind
from tests.doors.register_world import activity, address, agreement
from tests.sowing import sow

pytestmark = pytest.mark.django_db
FEW, MANY = 3, 30
NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
OTHERS = frozenset({"source", "sourcetable", "sourcefield", "sourcelink", "evidenceentry", "evidenceseal", "document"})
"""Tables of other books, with tests of their own."""


def grow(first: int, last: int) -> None:
    """One of everything for each number, each tied to the first activity or agreement where that can be."""
    for number in range(first, last):
        made = activity(f"V-{number:03}", lines=2, owner="Team", reviewed_on=dt.date(2026, 1, 1), public=True)
        covering = agreement(f"O-{number:03}", covers=made)
        one = ProcessingActivity.objects.earliest("pk"), ProcessorAgreement.objects.earliest("pk")
        grow_around(number, made, covering)
        grow_within(number, *one)


def grow_around(number: int, made: ProcessingActivity, covering: ProcessorAgreement) -> None:
    """Organisations, breaches, versions, imports: what has a list of its own."""
    anna = User.objects.get(username="anna")
    own = Party.objects.create(name=f"Eigen {number}", own=True, country="NL")
    ProcessingActivity.objects.filter(pk=made.pk).update(
        organisation=own, catalogue="terugbellen", catalogue_version="x"
    )
    DataProtectionOfficer.objects.create(party=own, name="FG")
    Publication.objects.create(organisation=own, slug=f"eigen-{number}", register_on=True, statement_on=True)
    Hold.objects.create(
        label=f"Zaak {number}", activity=made, owner="Jurist", starts_on=NOW.date(), ends_on=dt.date(2030, 1, 1)
    )
    CatalogueCopy.objects.create(
        activity=made, entry="terugbellen", country="NL", version=NOW.date(), sha256="0" * 64, body={}, copied_at=NOW
    )
    breach = Breach.objects.create(number=f"DL-{number}", title="Verlies", aware_at=NOW)
    BreachActivity.objects.create(breach=breach, activity=made)
    BreachNotice.objects.create(breach=breach, party=own)
    run = ImportRun.objects.create(filename=f"{number}.csv", sha256="0" * 64, format="csv", at=NOW, by=anna)
    ImportRow.objects.create(run=run, position=1, original={}, verdict="fits")
    ImportMapping.objects.create(
        name=f"kolommen-{number}", header_sha256=f"{number:064}", headers=[], columns={}, made_at=NOW
    )
    Waiver.objects.create(
        rule="owner-missing", record=made.uid, reason="later", by=anna, at=NOW, until=dt.date(2030, 1, 1)
    )
    for kind, record in ((RecordKind.ACTIVITY, made), (RecordKind.AGREEMENT, covering)):
        Offer.objects.create(record_kind=kind, record=record.uid, sha256="0" * 64, by=anna, at=NOW)
        RegisterVersion.objects.create(
            record_kind=kind,
            record=record.uid,
            number=1,
            title=str(record),
            body=read_book().about(kind, str(record.uid)).as_json(),
            sha256="0" * 64,
            offered_by=anna,
            signed_by=User.objects.get(username="bob"),
            at=NOW,
        )


def grow_within(number: int, first: ProcessingActivity, covering: ProcessorAgreement) -> None:
    """Rows of one activity and one agreement, so that their pages grow too."""
    party = Party.objects.create(name=f"Partij {number}", email="a@b.example")
    system = System.objects.create(name=f"Systeem {number}", supplier=party)
    purpose = Purpose.objects.create(activity=first, text=f"Doel {number}", position=number)
    rule = RetentionRule.objects.create(name=f"Regel {number}", months=number, chosen="unknown")
    line = Line.objects.create(
        activity=first, subjects="klanten", category="contact", purpose=purpose, retention=rule, position=number + 9
    )
    LineSystem.objects.create(line=line, system=system)
    Recipient.objects.create(activity=first, text=f"Ontvanger {number}", party=party, line=line)
    Engagement.objects.create(activity=first, party=party)
    JointController.objects.create(activity=first, party=party)
    ClientProcessing.objects.create(activity=first, party=party)
    ActivityMeasure.objects.create(activity=first, measure=Measure.objects.create(name=f"Maatregel {number}"))
    Transfer.objects.create(activity=first, country="US", party=party)
    Transfer.objects.create(agreement=covering, country="US", party=party)
    SubProcessor.objects.create(agreement=covering, party=party, announced_on=NOW.date())
    Assurance.objects.create(agreement=covering, sort="iso27001", valid_until=dt.date(2027, 1, 1))
    AgreementFile.objects.create(agreement=covering, name=f"{number}.pdf", sha256=f"{number:064}", size=1)
    if number < len(Clause):
        ClauseCheck.objects.create(agreement=covering, clause=list(Clause)[number])


@pytest.fixture
def client() -> Client:
    """An administrator, who may see every page."""
    sow()
    made = Client(headers={"host": "localhost"})
    User.objects.create_user("bob")
    made.force_login(User.objects.create_superuser("anna"))
    return made


def lists() -> Iterator[str]:
    """Every list of the register in the admin."""
    for model in admin.site._registry:
        if model._meta.app_label == "registers" and model._meta.model_name not in OTHERS:
            yield address(model, "changelist")


def pages() -> Iterator[str]:
    """The pages of the first activity and agreement, and those about the register as a whole."""
    first, covering = ProcessingActivity.objects.earliest("pk"), ProcessorAgreement.objects.earliest("pk")
    supplier = covering.counterparty
    yield from (address(record) for record in (first, covering, supplier, Breach.objects.earliest("pk")))
    names = ("overview", "calendar", "coverage", "catalogue", "catalogue-behind", "import", "public")
    yield from (reverse(f"register:{name}") for name in names)
    for name in ("as-of", "compare", "download"):
        yield reverse(f"register:{name}", args=["activity", first.uid])
        yield reverse(f"register:{name}", args=["agreement", covering.uid])
        yield reverse(f"register:{name}", args=["register", WHOLE])
    asked = f"?supplier={supplier.pk}&at=2026-11-20T10:00&aware_at=2026-11-20T11:00"
    yield reverse("register:incident") + asked
    yield reverse("register:incident") + asked.replace(str(supplier.pk), "")
    yield reverse("admin:index")


def counted(client: Client, addresses: list[str]) -> dict[str, int]:
    """How many queries each page takes, warm."""
    return {page: _count(client, page) for page in addresses}


def _count(client: Client, page: str) -> int:
    client.get(page)
    with CaptureQueriesContext(connection) as queries:
        answer: Any = client.get(page)
    assert answer.status_code == 200, page
    return len(queries)


def test_no_page_asks_more_when_the_register_grows(client: Client) -> None:
    grow(0, FEW)
    assess(at=timezone.now())
    asked = [*lists(), *pages()]
    few = counted(client, asked)

    grow(FEW, MANY)
    assess(at=timezone.now())
    many = counted(client, asked)

    assert {page: (few[page], many[page]) for page in asked if many[page] > few[page]} == {}
