"""Rows that two people hang on: they stay with the one who did not ask, and so does everything below them."""

import io
import json
from typing import Any

import pytest
import pyzipper

from registers.actions.documents import document_store
from registers.choices import DocumentKind
from registers.models import Document
from subjects.choices import CandidateStatus, Right
from subjects.exporting.packaging import MANIFEST
from subjects.models import SubjectRequest
from tests.journeys.registers import in_force
from tests.journeys.road import Road, difference, documents_of, text_of
from tests.journeys.shops import Build, Shop

SANNE = "sanne@example.nl"
TABLES = (
    "CREATE TABLE customer (id INTEGER PRIMARY KEY, house INTEGER NOT NULL, name VARCHAR(60) NOT NULL,"
    " email VARCHAR(80))",
    "CREATE TABLE house (id INTEGER PRIMARY KEY, street VARCHAR(80))",
    "CREATE TABLE visit (id INTEGER PRIMARY KEY, house INTEGER NOT NULL REFERENCES house (id), remark VARCHAR(80))",
    "CREATE INDEX visit_house ON visit (house)",
    "CREATE INDEX customer_house ON customer (house)",
    "INSERT INTO customer VALUES (0, 7, 'Sanne de Vries', 'Sanne@Example.nl'),"
    " (1, 7, 'Sanne de Vries', 'sanne.jr@example.nl'), (2, 8, 'Sanne de Vries', 'sanne@example.nl')",
    "INSERT INTO house VALUES (7, 'Dorpsstraat 1'), (8, 'Kade 2')",
    "INSERT INTO visit VALUES (70, 7, 'De hond blaft'), (80, 8, 'Bel doet het niet')",
)
MAP = """
name: shop
url_env: SHOP_URL
tables:
- name: customer
  role: person
  activity: Klantbeheer
  ground: 6(1)(b)
  provided: given
  key: [id]
  fields:
  - {name: id}
  - {name: house}
  - {name: name, category: identity, erasure: {treatment: constant, value: weg},
     anonymisation: {treatment: constant, value: weg}}
  - {name: email, category: contact, identifies: email, scan: true, erasure: {treatment: surrogate},
     anonymisation: {treatment: surrogate}}
- name: house
  activity: Klantbeheer
  ground: 6(1)(b)
  provided: given
  key: [id]
  erasure: delete
  fields:
  - {name: id}
  - {name: street, category: contact, erasure: {treatment: 'null'},
     anonymisation: {treatment: 'null'}}
- name: visit
  activity: Klantbeheer
  ground: 6(1)(b)
  provided: observed
  key: [id]
  erasure: delete
  fields:
  - {name: id}
  - {name: house}
  - {name: remark, category: contact, erasure: {treatment: 'null'},
     anonymisation: {treatment: 'null'}}
links:
- {child: {table: house, columns: [id]}, parent: {table: customer, columns: [house]}}
- {child: {table: visit, columns: [house]}, parent: {table: house, columns: [id]}}
"""


@pytest.fixture
def shop(build_small: Build) -> Shop:
    """Sanne lives twice: in a house with a namesake, and in one of her own."""
    return build_small(*TABLES, text=MAP)


def carried_out(road: Road, right: Right) -> SubjectRequest:
    """Both records with her address are hers."""
    request = road.locate(road.open(right, email=SANNE))
    for candidate in request.candidates.filter(status=CandidateStatus.OPEN):
        road.decide(request, candidate.number, is_subject=True)
    road.plan(request)
    if right.rewrites:
        road.approve(request)
    return road.run(request)


def package_of(request: SubjectRequest) -> dict[str, Any]:
    document = Document.objects.get(case=request.case, kind="portability_package", subkind="package")
    with pyzipper.AESZipFile(io.BytesIO(document_store().get(document.sha256))) as archive:
        archive.setpassword(request.passphrase.encode())
        return {name: json.loads(archive.read(name)) for name in archive.namelist() if name.endswith(".json")}


def values_in(files: dict[str, Any]) -> str:
    return json.dumps([content["records"] for name, content in files.items() if name.startswith("gegevens/")])


def test_what_hangs_on_a_shared_row_is_not_erased(shop: Shop, road: Road) -> None:
    before = shop.rows()

    request = carried_out(road, Right.ERASURE)

    gone = difference(before, shop.rows())
    assert {table: [row[0] for row in rows] for table, rows in gone.items()} == {
        "customer": [0, 2],
        "house": [8],
        "visit": [80],
    }
    certificate = " ".join(text_of(documents_of(request)[DocumentKind.ERASURE_CERTIFICATE]).split())
    assert certificate.count("deze rijen gaan ook over iemand anders") >= 2


def test_a_shared_row_is_not_taken_along(shop: Shop, road: Road) -> None:
    in_force("Klantbeheer", "6(1)(b)")

    files = package_of(carried_out(road, Right.PORTABILITY))

    told = values_in(files)
    assert ("Kade 2" in told, "Bel doet het niet" in told) == (True, True)
    assert ("Dorpsstraat" in told, "hond" in told, "sanne.jr" in told) == (False, False, False)


def test_the_manifest_and_the_letter_count_what_is_shared(shop: Shop, road: Road) -> None:
    in_force("Klantbeheer", "6(1)(b)")

    request = carried_out(road, Right.PORTABILITY)

    left = [one for one in package_of(request)[MANIFEST]["left_out"] if "iemand anders" in one["reason"]]
    assert [(one["table"], one["count"]) for one in left] == [("House", 1), ("Visit", 1)]
    assert "art. 20" in left[0]["reason"]
    assert "gaan ook over iemand anders" in " ".join(text_of(documents_of(request)[DocumentKind.LETTER]).split())


def test_a_table_of_which_every_row_is_shared_says_so(shop: Shop, road: Road) -> None:
    in_force("Klantbeheer", "6(1)(b)")
    shop.run("DELETE FROM visit WHERE id = 80")

    request = carried_out(road, Right.PORTABILITY)

    (source,) = request.plans.get().summary["sources"]
    assert {one["table"]: (one["left"], one.get("shared", 0)) for one in source["basis"]} == {
        "customer": ("", 0),
        "house": ("", 1),
        "visit": ("shared", 0),
    }


def test_a_map_that_says_so_lets_shared_rows_go_along(shop: Shop, road: Road) -> None:
    in_force("Klantbeheer", "6(1)(b)")
    shop.load(MAP.replace("- name: house\n", "- name: house\n  shared: treat\n"))

    told = values_in(package_of(carried_out(road, Right.PORTABILITY)))

    assert ("Dorpsstraat" in told, "hond" in told, "sanne.jr" in told) == (True, False, False)
