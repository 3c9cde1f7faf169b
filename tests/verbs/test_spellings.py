"""A second row of a person that is spelled otherwise: the check refuses the map, or the search finds the row."""

import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from registers.choices import DocumentKind
from subjects.actions.mapping import check_source, gaps_of
from subjects.choices import Right, StepKind
from subjects.errors import MapStale
from subjects.models import SpellingCount
from tests.journeys.road import Road, difference, documents_of, text_of
from tests.journeys.shops import HOUSEHOLD, HOUSEHOLD_MAP, Build, Shop

ROWS = (
    HOUSEHOLD[0].replace("phone VARCHAR(20)", "phone VARCHAR(20), number VARCHAR(20)"),
    *HOUSEHOLD[1:3],
    "CREATE INDEX customer_number ON customer (number)",
    "INSERT INTO customer VALUES (0, 'Sanne de Vries', 'Sanne@Example.nl', '06-12345678', 'K-12'),"
    " (1, 'Sanne de Vries', 'sanne.jr@example.nl', '0612345678', 'K-13'),"
    " (2, 'Sanne de Vries', NULL, '06 12345678 (thuis)', '\u200bK\u2011 12')",
    HOUSEHOLD[4],
    "INSERT INTO orders VALUES (13, 2, 'Dorpsstraat 1')",
)
FIELD = "  - {name: number, category: identity, identifies: customer_number, erasure: *none, anonymisation: *none}\n"
BY_INDEX = HOUSEHOLD_MAP.replace("- name: orders", f"{FIELD}- name: orders", 1)
EVERY_ROW = BY_INDEX.replace("identifies: customer_number,", "identifies: customer_number, scan: true,")
CLEAN = "UPDATE customer SET number = 'K-12' WHERE id = 2"


@pytest.fixture
def shop(build: Build) -> Shop:
    """Sanne (0, and 2 where a zero-width sign and a blank stand in her number) and her namesake (1)."""
    return build(*ROWS, text=BY_INDEX)


@pytest.fixture
def small_shop(build_small: Build) -> Shop:
    return build_small(*ROWS, text=BY_INDEX)


def test_a_map_whose_index_would_miss_a_row_is_refused(shop: Shop, road: Road) -> None:
    before = shop.rows()

    (gap,) = check_source(name="shop", at=road.at)
    with pytest.raises(MapStale) as refused:
        road.planned(Right.ERASURE, customer_number="K-12")

    assert (gap.code, gap.severity) == ("spelling", "error")
    assert gap.text.startswith("customer.number: 1 of 3 values ")
    assert "scan: true" in gap.text
    assert gap.text in str(refused.value)
    assert shop.rows() == before


def test_reading_every_row_finds_and_erases_it_and_leaves_the_namesake(shop: Shop, road: Road) -> None:
    shop.load(EVERY_ROW)
    before = shop.rows()
    assert check_source(name="shop", at=road.at) == ()
    request = road.locate(road.open(Right.ERASURE, customer_number="K-12"))
    for candidate in request.candidates.all():
        road.decide(request, candidate.number, is_subject=True)

    request = road.run(road.replanned(request))

    gone = difference(before, shop.rows())
    assert {row[0] for row in gone["customer"]} == {0, 2}
    assert {row[0] for row in gone["orders"]} == {10, 11, 13}
    assert shop.value("SELECT count(*) FROM customer WHERE number IS NOT NULL") == 1
    certificate = text_of(documents_of(request)[DocumentKind.ERASURE_CERTIFICATE])
    assert json.loads(certificate[certificate.index("{") :])["searched"][0]["read"][-1] == "Customer: Number"


def test_clean_values_are_a_way_out_too(shop: Shop, road: Road) -> None:
    shop.run(CLEAN)

    assert check_source(name="shop", at=road.at) == ()
    request = road.locate(road.open(Right.ERASURE, customer_number="K - 12"))

    assert request.candidates.count() == 2


def test_a_map_that_was_never_counted_is_refused(small_shop: Shop, road: Road) -> None:
    with pytest.raises(MapStale, match="never counted"):
        road.planned(Right.ERASURE, customer_number="K-13")


def test_a_count_under_another_rule_says_nothing(small_shop: Shop, road: Road) -> None:
    small_shop.run(CLEAN)
    check_source(name="shop", at=road.at)
    small_shop.load(BY_INDEX.replace("identifies: customer_number", "identifies: iban"))

    assert [gap.code for gap in gaps_of(name="shop")] == ["spelling-unknown"]


def test_a_later_check_stops_what_was_approved_before_it(small_shop: Shop, road: Road) -> None:
    small_shop.run(CLEAN)
    check_source(name="shop", at=road.at)
    request = road.planned(Right.ERASURE, customer_number="K-13")
    small_shop.run("UPDATE customer SET number = ' K-12' WHERE id = 2")
    check_source(name="shop", at=road.at)

    request = road.run(request)

    assert request.block_code == "map-stale"


def test_the_check_tells_counts_and_no_values(small_shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CommandError):
        call_command("datamap", "check", "shop")

    said = capsys.readouterr().out
    assert "customer.number: 1 of 3" in said
    assert "12" not in said.replace("1 of 3", "")
    kept = SpellingCount.objects.values_list("source", "table", "column", "counted", "otherwise").get()
    assert kept == ("shop", "customer", "number", 3, 1)


def test_plan_and_certificate_say_how_was_searched(small_shop: Shop, road: Road) -> None:
    small_shop.run("DELETE FROM orders WHERE customer_id = 2", "DELETE FROM customer WHERE id = 2")
    check_source(name="shop", at=road.at)

    request = road.carry_out(Right.ERASURE, customer_number="K-12")

    number = {"table": "customer", "column": "number", "scanned": False, "counted_on": "2026-11-16"}
    email = {"table": "customer", "column": "email", "scanned": True, "counted_on": None}
    plan = request.plans.get()
    assert plan.summary["sources"][0]["searched"] == [email, number]
    assert json.loads(plan.steps.get(kind=StepKind.REWRITE).receipt.body)["searched"] == [email, number]
    text = " ".join(text_of(documents_of(request)[DocumentKind.ERASURE_CERTIFICATE]).split())
    assert '"asked": [ "Customer: Number" ]' in text
    assert '"counted_on": "2026-11-16"' in text
