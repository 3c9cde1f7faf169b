"""Data to take along on three databases: the person's own, and nobody else's; the database stays byte for byte."""

import io
import json

import pyzipper

from registers.actions.documents import document_store
from registers.choices import DocumentKind
from registers.documents.verification import verify
from registers.models import Document
from subjects.choices import Right, Status
from tests.journeys.registers import in_force
from tests.journeys.road import Road, documents_of, text_of
from tests.journeys.shops import HOUSEHOLD_MAP, Shop

PROVIDED = HOUSEHOLD_MAP.replace("  key: [id]\n", "  key: [id]\n  provided: given\n")


def test_the_package_has_the_rows_of_the_person_only(household: Shop, road: Road) -> None:
    household.load(PROVIDED)
    in_force("Klantbeheer", "6(1)(b)")
    in_force("Verkoop", "6(1)(a)")
    before = household.rows()

    request = road.carry_out(Right.PORTABILITY, email="sanne@example.nl")

    document = Document.objects.get(case=request.case, subkind="package")
    with pyzipper.AESZipFile(io.BytesIO(document_store().get(document.sha256))) as archive:
        archive.setpassword(request.passphrase.encode())
        records = json.loads(archive.read("gegevens/shop/02-orders.json"))["records"]
    assert request.status == Status.EXECUTED
    assert [(one["id"], one["address"]) for one in records] == [(10, "Dorpsstraat 1"), (11, "Dorpsstraat 1")]
    assert household.rows() == before


def test_the_overview_is_signed_and_holds_no_value(small_household: Shop, road: Road) -> None:
    small_household.load(PROVIDED)
    version = in_force("Klantbeheer", "6(1)(b)")
    in_force("Verkoop", "6(1)(f)")
    request = road.carry_out(Right.PORTABILITY, email="sanne@example.nl")
    document = Document.objects.get(case=request.case, kind=DocumentKind.PORTABILITY_PACKAGE, subkind="")

    overview = document_store().get(document.sha256)

    text = text_of(overview)
    assert verify(overview).intact
    assert version.sha256 in text
    assert not any(word in text for word in ("Sanne", "example.nl", "12345678", "Dorpsstraat"))
    assert DocumentKind.LETTER in documents_of(request)
