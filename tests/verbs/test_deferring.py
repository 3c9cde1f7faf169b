"""Later: what a duty kept goes on its day with a certificate of its own, and what a backup brought back goes again."""

import pytest

from registers.choices import DocumentKind
from registers.documents.verification import verify
from subjects.actions.deferring import run_due_deferrals
from subjects.actions.replaying import replay
from subjects.choices import DeferredStatus, Right
from tests.journeys.road import Road, difference, documents_of, noon
from tests.journeys.shops import HOUSEHOLD, HOUSEHOLD_MAP, Build, Shop

SANNE = "sanne@example.nl"
DUTY = """
duties:
- {name: bewaren, label: Bewaarplicht, law: 'Awr, artikel 52 lid 4', years: 7, starts: end_of_year}
tables:"""
INVOICES = """- name: invoice
  activity: Verkoop
  ground: 6(1)(c)
  key: [id]
  erasure: delete
  duty: {name: bewaren, start: day, keep: [day, amount]}
  fields:
  - {name: id}
  - {name: customer_id}
  - {name: day, category: financial, anonymisation: *none}
  - {name: amount, category: financial, anonymisation: *none}
  - {name: campaign, category: preference, erasure: *none, anonymisation: *none}
links:
- {child: {table: invoice, columns: [customer_id]}, parent: {table: customer, columns: [id]}}"""
TEXT = (
    HOUSEHOLD_MAP.replace("\ntables:", DUTY)
    .replace("\nlinks:", "\n" + INVOICES)
    .replace("erasure: treat", "erasure: delete")
)
ROWS = (
    *HOUSEHOLD,
    "CREATE TABLE invoice (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customer (id), day DATE,"
    " amount INTEGER, campaign VARCHAR(20))",
    "CREATE INDEX invoice_customer ON invoice (customer_id)",
    "INSERT INTO invoice VALUES (1, 0, '2015-03-01', 10, 'zomer'), (2, 0, '2020-06-01', 20, 'herfst'),"
    " (3, 0, '2024-06-01', 30, 'lente'), (4, 1, '2020-06-01', 40, 'herfst')",
)


@pytest.fixture
def shop(build_small: Build, road: Road) -> Shop:
    """Sanne with invoices of 2015, 2020 and 2024; it is November 2026."""
    return build_small(*ROWS, text=TEXT)


def mine(shop: Shop) -> list[tuple[object, ...]]:
    return [tuple(row) for row in shop.rows()["invoice"] if row[1] == 0]


def test_an_erasure_keeps_what_the_duty_asks_and_nothing_more(shop: Shop, road: Road) -> None:
    request = road.carry_out(Right.ERASURE, email=SANNE)

    assert mine(shop) == [(2, 0, "2020-06-01", 20, None), (3, 0, "2024-06-01", 30, None)]
    assert [(str(one.on), one.rows) for one in request.deferrals.all()] == [("2028-01-01", 1), ("2032-01-01", 2)]


def test_nothing_runs_before_its_day(shop: Shop, road: Road) -> None:
    road.carry_out(Right.ERASURE, email=SANNE)

    assert run_due_deferrals(at=noon(2027, 12, 31)) == 0


def test_each_part_goes_on_its_own_day(shop: Shop, road: Road) -> None:
    request = road.carry_out(Right.ERASURE, email=SANNE)

    road.at = noon(2028, 1, 1)
    started = run_due_deferrals(at=road.at)
    road.work()

    assert started == 1
    assert [row[0] for row in mine(shop)] == [3]
    assert list(request.deferrals.values_list("status", flat=True)) == [DeferredStatus.DONE, DeferredStatus.WAITING]


def test_the_person_is_gone_whole_on_the_last_day_and_the_namesake_untouched(shop: Shop, road: Road) -> None:
    before = shop.rows()
    request = road.carry_out(Right.ERASURE, email=SANNE)

    road.at = noon(2032, 1, 1)
    run_due_deferrals(at=road.at)
    road.work()

    gone = difference(before, shop.rows())
    certificate = documents_of(request)[DocumentKind.DEFERRED_CERTIFICATE]
    assert {table: {row[0] for row in rows} for table, rows in gone.items()} == {
        "customer": {0},
        "orders": {10, 11},
        "invoice": {1, 2, 3},
    }
    assert verify(certificate).intact


def test_a_deferral_runs_once(shop: Shop, road: Road) -> None:
    road.carry_out(Right.ERASURE, email=SANNE)
    road.at = noon(2028, 1, 1)
    run_due_deferrals(at=road.at)
    road.work()

    assert run_due_deferrals(at=road.at) == 0


def test_rows_that_went_by_another_hand_leave_nothing_to_do(shop: Shop, road: Road) -> None:
    request = road.carry_out(Right.ERASURE, email=SANNE)
    shop.run("DELETE FROM invoice WHERE id = 2")

    road.at = noon(2028, 1, 1)
    started = run_due_deferrals(at=road.at)

    assert started == 0
    assert request.deferrals.order_by("on")[0].status == DeferredStatus.DONE


def test_a_map_that_no_longer_fits_blocks_the_deferral_and_says_so(shop: Shop, road: Road) -> None:
    request = road.carry_out(Right.ERASURE, email=SANNE)
    shop.run("ALTER TABLE invoice ADD COLUMN remark VARCHAR(40)")

    started = run_due_deferrals(at=noon(2032, 1, 1))

    assert started == 0
    assert set(request.deferrals.values_list("status", flat=True)) == {DeferredStatus.BLOCKED}
    assert "map-stale" in list(request.events.values_list("note", flat=True))


def test_a_restored_backup_is_erased_again_and_nothing_else(shop: Shop, road: Road) -> None:
    before = shop.rows()
    road.carry_out(Right.ERASURE, email=SANNE)
    after = shop.rows()
    restore(shop)
    assert shop.rows() == before

    plans = replay(source="shop", since=road.at.date(), at=road.at)
    road.work()

    assert len(plans) == 1
    assert [row for row in shop.rows()["customer"] if row[0] == 1] == [row for row in before["customer"] if row[0] == 1]
    assert {table: [row[0] for row in rows] for table, rows in shop.rows().items()} == {
        table: [row[0] for row in rows] for table, rows in after.items()
    }
    assert SANNE not in repr(shop.rows()).lower()


def restore(shop: Shop) -> None:
    tables = ("invoice", "orders", "customer")
    shop.run(*[f"DELETE FROM {table}" for table in tables])
    shop.run(*[statement for statement in ROWS if statement.startswith("INSERT")])


def test_without_a_restore_there_is_nothing_to_repeat(shop: Shop, road: Road) -> None:
    road.carry_out(Right.ERASURE, email=SANNE)
    before = shop.rows()

    plans = replay(source="shop", since=road.at.date(), at=road.at)
    road.work()

    assert plans == []
    assert shop.rows() == before


def test_a_new_customer_under_an_old_number_is_not_taken_for_who_was_erased(shop: Shop, road: Road) -> None:
    shop.run("DELETE FROM invoice WHERE customer_id = 0")
    road.carry_out(Right.ERASURE, email=SANNE)
    shop.run(
        "INSERT INTO customer VALUES (0, 'Els Bakker', 'els@example.nl', NULL)",
        "INSERT INTO orders VALUES (10, 0, 'Kerkstraat 2')",
    )
    before = shop.rows()

    replay(source="shop", since=road.at.date(), at=road.at)
    road.work()

    assert shop.rows() == before


def test_rows_that_come_back_without_their_customer_go_again(shop: Shop, road: Road) -> None:
    road.carry_out(Right.ERASURE, email=SANNE)
    after = shop.rows()
    shop.run("INSERT INTO orders VALUES (10, 0, 'Dorpsstraat 1'), (11, 0, 'Dorpsstraat 1')")

    (plan,) = replay(source="shop", since=road.at.date(), at=road.at)
    road.work()

    assert plan.summary["rows"] == 2
    assert shop.rows() == after


def test_a_backup_from_before_a_deferred_erasure_is_erased_again_too(shop: Shop, road: Road) -> None:
    shop.run("UPDATE invoice SET day = '2019-12-30' WHERE id IN (2, 3)")
    road.carry_out(Right.ERASURE, email=SANNE)
    rows = shop.rows()
    road.at = noon(2027, 1, 1)
    run_due_deferrals(at=road.at)
    road.work()
    token = next(row[2] for row in rows["customer"] if row[0] == 0)
    shop.run(
        f"INSERT INTO customer VALUES (0, 'weg', '{token}', NULL)",
        "INSERT INTO invoice VALUES (2, 0, '2019-12-30', 20, NULL), (3, 0, '2019-12-30', 30, NULL)",
    )
    assert shop.rows() == rows

    replay(source="shop", since=road.at.date(), at=road.at)
    road.work()

    assert [row[0] for row in shop.rows()["customer"]] == [1]
    assert [row[0] for row in shop.rows()["invoice"]] == [4]
