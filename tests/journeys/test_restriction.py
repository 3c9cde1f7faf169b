"""A restriction on three databases, from the request to the end of the mark; the namesake stays byte for byte."""

import pytest

from registers.choices import DocumentKind
from registers.documents.verification import verify
from subjects.actions import lifting
from subjects.choices import Status
from subjects.models import Restriction, SubjectRequest
from tests.journeys.restricted import MEASURE, marked_map, marked_shop, planned, restricted
from tests.journeys.road import Road, difference, documents_of, text_of
from tests.journeys.shops import Build, Shop


@pytest.fixture
def shop(build: Build) -> Shop:
    return marked_shop(build)


def lifted(road: Road, request: SubjectRequest) -> None:
    lifting.announce(request=request, reason="De gegevens zijn gecontroleerd.", actor=road.planner, at=road.at)
    lifting.note_told(request=request, actor=road.planner, at=road.at)
    lifting.lift(request=request, actor=road.approver, at=road.at)
    road.work()


def test_only_the_mark_of_the_persons_rows_changes_and_comes_back(shop: Shop, road: Road) -> None:
    before = shop.rows()

    request = restricted(road)

    gone, new = difference(before, shop.rows()), difference(shop.rows(), before)
    assert {table: [row[0] for row in rows] for table, rows in gone.items()} == {"customer": [0], "orders": [10, 11]}
    assert [row[:-1] for row in gone["customer"]] == [row[:-1] for row in new["customer"]]
    assert [row[:-1] for row in gone["orders"]] == [row[:-1] for row in new["orders"]]
    lifted(road, request)
    assert shop.rows() == before


def test_a_column_of_truth_can_be_the_mark(shop: Shop, road: Road) -> None:
    shop.run("ALTER TABLE customer ADD COLUMN stil BOOLEAN", "UPDATE customer SET stil = NULL")
    text = marked_map("orders").replace("  - {name: geblokkeerd}\n", "  - {name: geblokkeerd}\n  - {name: stil}\n")
    shop.load(
        text.replace(
            "- name: customer\n", "- name: customer\n  restriction: {column: stil, value: true, lifted: false}\n"
        )
    )

    request = restricted(road)
    marked = shop.value("SELECT count(*) FROM customer WHERE stil")
    lifted(road, request)

    assert (request.status, marked) == (Status.EXECUTED, 1)
    assert shop.value("SELECT count(*) FROM customer WHERE stil") == 0
    assert shop.value("SELECT count(*) FROM customer WHERE stil IS NULL AND id = 1") == 1


def test_a_shared_row_is_never_marked(build_small: Build, road: Road) -> None:
    shop = marked_shop(build_small)
    shop.run(
        "CREATE TABLE house (id INTEGER PRIMARY KEY, street VARCHAR(40), dicht INTEGER DEFAULT 0)",
        "ALTER TABLE customer ADD COLUMN house_id INTEGER REFERENCES house (id)",
        "CREATE INDEX customer_house ON customer (house_id)",
        "INSERT INTO house VALUES (7, 'Dorpsstraat 1', 0)",
        "UPDATE customer SET house_id = 7",
    )
    shop.load(HOUSE)
    request = planned(road)

    road_approve_with(road, request)
    road.run(request)

    assert shop.value("SELECT dicht FROM house") == 0
    assert shop.value("SELECT count(*) FROM customer WHERE geblokkeerd = 1") == 1


def road_approve_with(road: Road, request: SubjectRequest) -> None:
    from subjects.actions import planning

    planning.approve(request=request, actor=road.approver, at=road.at, measure=MEASURE)


HOUSE = (
    marked_map("customer", "orders")
    .replace("  - {name: geblokkeerd}\n", "  - {name: geblokkeerd}\n  - {name: house_id}\n")
    .replace(
        "links:\n",
        """- name: house
  activity: Klantbeheer
  ground: 6(1)(b)
  key: [id]
  erasure: delete
  anonymisation: delete
  restriction: {column: dicht, value: 1, lifted: 0}
  fields:
  - {name: id}
  - {name: street, category: contact, erasure: *none, anonymisation: *none}
  - {name: dicht}
links:
- {child: {table: house, columns: [id]}, parent: {table: customer, columns: [house_id]}}
- {child: {table: customer, columns: [house_id]}, parent: {table: house, columns: [id]}, belongs: false}
""",
    )
)


def test_the_certificates_are_signed_and_name_nobody(build_small: Build, road: Road) -> None:
    marked_shop(build_small)
    request = restricted(road)

    certificate = documents_of(request)[DocumentKind.RESTRICTION_CERTIFICATE]

    text = " ".join(text_of(certificate).split())
    assert verify(certificate).intact
    assert str(request.case) in text
    assert not any(word in text for word in ("Sanne", "Vries", "example.nl", "12345678", "Dorpsstraat"))


def test_the_certificate_says_what_was_not_marked_and_how_it_is_restricted(build_small: Build, road: Road) -> None:
    shop = marked_shop(build_small)
    shop.load(marked_map("customer"))
    request = planned(road)
    road_approve_with(road, request)

    text = text_of(documents_of(road.run(request))[DocumentKind.RESTRICTION_CERTIFICATE])

    assert MEASURE in " ".join(text.split())
    assert '"by_hand": 2' in text
    assert Restriction.objects.get().rows.filter(marked=False).count() == 2
