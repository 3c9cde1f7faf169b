"""The defects that were reproduced in other tools, by their number in the comparison: none of them may happen here."""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
import sqlalchemy as sa
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from registers.choices import EvidenceKind
from registers.documents.verification import verify
from registers.models import Document, EvidenceEntry
from subjects.actions import ending, planning
from subjects.actions.mapping import check_source
from subjects.choices import Right, Status, StepKind
from subjects.errors import ApprovalRefused, MapStale, PlanRefused, UndecidedCandidates
from subjects.faultpoints import FaultInjected
from subjects.models import Candidate, LegalTerm, Plan, RequestIdentifier, Step, SubjectRequest
from tests.journeys.road import Road, difference, documents_of, noon, text_of
from tests.journeys.shops import HOUSEHOLD, HOUSEHOLD_MAP, Build, Shop

SANNE = "sanne@example.nl"


@contextmanager
def statements_counted() -> Iterator[Counter[str]]:
    """How many statements of each kind go to any customer database."""
    counted: Counter[str] = Counter()

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        counted[statement.split(None, 1)[0].upper()] += 1

    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    try:
        yield counted
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", note)


def numbers(first: int, count: int) -> str:
    return ", ".join(f"({number}, 0, 'Dorpsstraat {number}')" for number in range(first, first + count))


def test_defect_1_the_number_of_statements_does_not_grow_with_the_rows(household: Shop, road: Road) -> None:
    few, many = road.planned(Right.ERASURE, email=SANNE), road.open(Right.ERASURE, email=SANNE)
    with statements_counted() as with_few:
        road.run(few, prove=False)
    household.run(
        f"INSERT INTO orders VALUES {numbers(1000, 2000)}", f"UPDATE customer SET email = '{SANNE}' WHERE id = 0"
    )
    road.locate(many)
    road.plan(many)
    road.approve(many)

    with statements_counted() as with_many:
        road.run(many, prove=False)

    assert (with_few["UPDATE"], with_few["DELETE"]) == (with_many["UPDATE"], with_many["DELETE"]) == (1, 1)
    assert household.value("SELECT count(*) FROM orders WHERE customer_id = 0") == 0


@pytest.mark.parametrize(
    ("kind", "keys"),
    [
        ("INTEGER", ["0, 7", "1, 7", "2, 7"]),
        ("VARCHAR(5)", ["'', 0", "'a', 0", "'', 1"]),
        ("BOOLEAN", ["false, 0", "true, 0", "false, 1"]),
    ],
)
def test_defect_2_every_part_of_a_key_counts_zero_empty_and_false_too(
    build: Build, road: Road, kind: str, keys: list[str]
) -> None:
    quote = "`" if build.url.startswith("mysql") else '"'
    rows = [f"INSERT INTO #Order# VALUES ({key}, 'p{place}@example.nl')" for place, key in enumerate(keys)]
    columns = f"#Tenant# {kind}, #select# INTEGER, #E-mail# VARCHAR(80)"
    create = f"CREATE TABLE #Order# ({columns}, PRIMARY KEY (#Tenant#, #select#))"
    shop = build(*[text.replace("#", quote) for text in (create, *rows)], text=ODD_NAMES)
    before = shop.rows()

    road.carry_out(Right.ERASURE, email="p0@example.nl", prove=False)

    gone = difference(before, shop.rows())
    assert [row[-1] for row in gone["Order"]] == ["p0@example.nl"]


ODD_NAMES = """
name: shop
url_env: SHOP_URL
tables:
- name: Order
  role: person
  activity: a
  ground: 6(1)(b)
  key: [Tenant, select]
  erasure: treat
  fields:
  - {name: Tenant}
  - {name: select}
  - {name: E-mail, category: contact, identifies: email, scan: true,
     erasure: &token {treatment: surrogate}, anonymisation: *token}
"""


def test_defect_3_a_column_that_can_not_be_treated_is_a_refusal_not_a_line_in_a_log(
    build_small: Build, road: Road
) -> None:
    text = HOUSEHOLD_MAP.replace("erasure: *none, anonymisation: *none}\nlinks", "anonymisation: *none}\nlinks")
    text = text.replace("erasure: delete", "erasure: treat")
    shop = build_small(*HOUSEHOLD, text=text)
    before = shop.rows()

    with pytest.raises(MapStale) as refused:
        road.planned(Right.ERASURE, email=SANNE)

    assert "orders.address" in str(refused.value)
    assert shop.rows() == before


def test_defect_3_every_type_of_column_is_changed(build: Build, road: Road) -> None:
    shop = build(*TYPES, text=TYPES_MAP)
    before = shop.rows()["customer"]

    road.carry_out(Right.ERASURE, email=SANNE, prove=False)

    after = shop.rows()["customer"]
    pairs = list(zip(before[0][1:], after[0][1:], strict=True))
    assert [old for old, new in pairs if old == new] == []
    assert after[1] == before[1]


TYPES = (
    "CREATE TABLE customer (id INTEGER PRIMARY KEY, email VARCHAR(80) NOT NULL UNIQUE, age INTEGER, paid NUMERIC(8,2),"
    " born DATE, seen TIMESTAMP NULL, vip BOOLEAN, letters CHAR(12), note VARCHAR(200), ip VARCHAR(45))",
    "INSERT INTO customer VALUES (0, 'sanne@example.nl', 46, 12.50, '1980-05-19', '2026-01-02 03:04:05', true,"
    " 'abc', 'Belt sanne@example.nl', '192.0.2.17'), (1, 'piet@example.nl', 46, 12.50, '1980-05-19',"
    " '2026-01-02 03:04:05', true, 'abc', 'Belt sanne@example.nl', '192.0.2.17')",
)
TYPES_MAP = """
name: shop
url_env: SHOP_URL
tables:
- name: customer
  role: person
  activity: a
  ground: 6(1)(b)
  key: [id]
  fields:
  - {name: id}
  - {name: email, category: contact, identifies: email, scan: true,
     erasure: &token {treatment: surrogate}, anonymisation: *token}
  - {name: age, category: identity, erasure: &band {treatment: generalise, to: band, step: 10}, anonymisation: *band}
  - {name: paid, category: financial, erasure: &zero {treatment: constant, value: 0}, anonymisation: *zero}
  - {name: born, category: identity, erasure: &year {treatment: generalise, to: year}, anonymisation: *year}
  - {name: seen, category: technical, erasure: &month {treatment: generalise, to: month}, anonymisation: *month}
  - {name: vip, category: preference, erasure: &none {treatment: 'null'}, anonymisation: *none}
  - {name: letters, category: identity, erasure: *token, anonymisation: *token}
  - {name: note, category: communication, erasure: &redact {treatment: redact}, anonymisation: *redact}
  - {name: ip, category: technical, erasure: &net {treatment: generalise, to: network, step: 24}, anonymisation: *net}
"""


def test_defect_4_a_shared_phone_never_pulls_in_a_member_of_the_household(household: Shop, road: Road) -> None:
    before = household.rows()
    request = road.locate(road.open(Right.ERASURE, email="SANNE@EXAMPLE.NL", phone="+31 6 12345678"))
    with pytest.raises(UndecidedCandidates):
        road.plan(request)
    (namesake,) = request.candidates.filter(status="open")
    road.decide(request, namesake.number, is_subject=False)
    road.plan(request)
    road.approve(request)

    road.run(request, prove=False)

    gone = difference(before, household.rows())
    assert {row[0] for row in gone["customer"]} == {0}
    assert {row[0] for row in gone["orders"]} == {10, 11}


def test_defect_5_a_conflict_is_seen_before_anything_is_written(build_small: Build, road: Road) -> None:
    text = HOUSEHOLD_MAP.replace("{treatment: constant, value: weg}", "{treatment: 'null'}")
    build_small(*HOUSEHOLD, text=text)

    assert ("name", "misfit") in {(gap.column, gap.code) for gap in check_source(name="shop", at=road.at)}
    with pytest.raises((MapStale, PlanRefused)):
        road.planned(Right.ERASURE, email=SANNE)


def test_defect_5_a_fault_half_way_leaves_every_table_as_it_was(household: Shop, road: Road) -> None:
    request = road.planned(Right.ERASURE, email=SANNE)
    household.run(*REFUSING[household.dialect])
    before = household.rows()
    request = road.run(road.replanned(request))

    assert request.status == Status.BLOCKED
    assert household.rows() == before
    assert not Document.objects.filter(case=request.case).exists()


REFUSING = {
    "sqlite": ("CREATE TRIGGER keep BEFORE DELETE ON orders WHEN old.id = 11 BEGIN SELECT RAISE(ABORT, 'no'); END",),
    "postgresql": (
        "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN IF old.id = 11 THEN RAISE EXCEPTION 'no'; END IF; RETURN old; END $$",
        "CREATE TRIGGER keep BEFORE DELETE ON orders FOR EACH ROW EXECUTE FUNCTION no()",
    ),
    "mariadb": (
        "CREATE TRIGGER keep BEFORE DELETE ON orders FOR EACH ROW "
        "IF old.id = 11 THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no'; END IF",
    ),
}


def test_defect_6_rows_without_a_key_of_their_own_are_refused(build_small: Build, road: Road) -> None:
    build_small(
        "CREATE TABLE customer (name VARCHAR(60), email VARCHAR(80))",
        "INSERT INTO customer VALUES ('Sanne', 'sanne@example.nl'), ('Sanne', 'sanne@example.nl')",
        text=ODD_NAMES.replace("Order", "customer")
        .replace("[Tenant, select]", "[name]")
        .replace("- {name: Tenant}\n  - {name: select}", "- {name: name}")
        .replace("E-mail", "email"),
    )

    assert "key-not-unique" in {gap.code for gap in check_source(name="shop", at=road.at)}
    with pytest.raises(MapStale):
        road.planned(Right.ERASURE, email=SANNE)


def test_defect_6_a_receipt_counts_what_was_planned(household: Shop, road: Road) -> None:
    request = road.carry_out(Right.ERASURE, email=SANNE, prove=False)

    receipt = request.plans.get().steps.get(kind=StepKind.REWRITE).receipt.body
    assert '"affected":2,"columns":[],"planned":2,"table":"orders","verified":2' in receipt


def test_defect_7_tickets_that_refer_to_tickets_go_together(build: Build, road: Road) -> None:
    quote = "`" if build.url.startswith("mysql") else '"'
    shop = build(*[text.replace("#", quote) for text in TICKETS], text=TICKETS_MAP)
    before = shop.rows()

    road.carry_out(Right.ERASURE, email=SANNE, prove=False)

    gone = difference(before, shop.rows())
    assert {row[0] for row in gone["Ticket"]} == {1, 2, 3}
    assert set(gone) == {"Ticket", "customer"}


TICKETS = (
    HOUSEHOLD[0],
    "CREATE TABLE #Ticket# (#Id# INTEGER PRIMARY KEY, customer_id INTEGER,"
    " #parentId# INTEGER REFERENCES #Ticket# (#Id#))",
    HOUSEHOLD[3],
    "INSERT INTO #Ticket# VALUES (1, 0, NULL), (2, 0, 1), (3, NULL, 2), (4, 1, NULL)",
)
TICKETS_MAP = (
    HOUSEHOLD_MAP[: HOUSEHOLD_MAP.index("- name: orders")]
    + """
- name: Ticket
  activity: a
  ground: 6(1)(b)
  key: [Id]
  erasure: delete
  fields: [{name: Id}, {name: customer_id}, {name: parentId}]
links:
- {child: {table: Ticket, columns: [customer_id]}, parent: {table: customer, columns: [id]}}
- {child: {table: Ticket, columns: [parentId]}, parent: {table: Ticket, columns: [Id]}}
"""
)


def test_defect_8_a_table_that_is_gone_stops_the_request(small_household: Shop, road: Road) -> None:
    request = road.planned(Right.ERASURE, email=SANNE)
    small_household.run("DROP TABLE orders")

    request = road.run(request)

    assert (request.status, request.block_code) == (Status.BLOCKED, "map-stale")
    assert not documents_of(request)


def test_defect_9_a_preview_changes_nothing_and_sends_nothing(
    household: Shop, road: Road, capsys: pytest.CaptureFixture[str]
) -> None:
    request = road.locate(road.open(Right.ERASURE, email=SANNE))
    before = (household.rows(), own_rows())

    call_command("request", "plan", request.reference, "--preview")

    assert (household.rows(), own_rows()) == before
    assert "06-12345678" in capsys.readouterr().out


def own_rows() -> dict[str, int]:
    models = (Plan, Step, EvidenceEntry, Document, Candidate, RequestIdentifier)
    rows = {model.__name__: model.objects.count() for model in models}
    looked = EvidenceEntry.objects.filter(kind=EvidenceKind.PREVIEW_READ).count()  # looking is a fact in the log
    return {**rows, "EvidenceEntry": rows["EvidenceEntry"] - looked}


@pytest.mark.parametrize(
    "point", ["step.before_intent", "step.after_intent", "rewrite.mid", "rewrite.committed", "step.before_receipt"]
)
def test_defect_10_work_that_was_cut_off_ends_as_if_nothing_happened(
    small_household: Shop, road: Road, monkeypatch: pytest.MonkeyPatch, point: str
) -> None:
    request = road.planned(Right.ERASURE, email=SANNE)
    before = small_household.rows()
    monkeypatch.setenv("WAARBORG_FAULT", f"{point}:raise")
    with pytest.raises(FaultInjected):
        road.run(request)
    monkeypatch.delenv("WAARBORG_FAULT")

    road.at += timedelta(minutes=5)
    road.work()

    request.refresh_from_db()
    gone = difference(before, small_household.rows())
    receipt = json.loads(request.plans.get().steps.get(kind=StepKind.REWRITE).receipt.body)
    assert request.status == Status.EXECUTED
    assert [(op["table"], op["affected"]) for op in receipt["operations"]] == [("customer", 1), ("orders", 2)]
    assert {table: len(rows) for table, rows in gone.items()} == {"customer": 1, "orders": 2}


def test_defect_11_documents_name_no_other_host(small_household: Shop, road: Road) -> None:
    request = road.carry_out(Right.ACCESS, email=SANNE)

    pdfs = [one for one in documents_of(request).values() if one.startswith(b"%PDF")]
    assert len(pdfs) == 2
    assert not any("http" in text_of(pdf) for pdf in pdfs)


def test_defect_12_what_was_recorded_can_not_be_changed_or_removed(small_household: Shop, road: Road) -> None:
    road.planned(Right.ERASURE, email=SANNE)

    for statement in ("UPDATE registers_evidenceentry SET body = ''", "DELETE FROM registers_evidenceentry"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.parametrize("end", ["refuse", "withdraw"])
def test_defect_12_working_data_goes_however_a_request_ends(small_household: Shop, road: Road, end: str) -> None:
    request = road.planned(Right.ERASURE, email=SANNE)

    if end == "refuse":
        ending.refuse(request=request, article="12(5)", reason="Herhaald.", actor=road.planner, at=road.at)
    else:
        ending.withdraw(request=request, actor=road.planner, at=road.at)

    assert not RequestIdentifier.objects.filter(request=request).exists()
    assert not request.candidates.exclude(key=None).exists()
    assert [(plan.terms, plan.secret, plan.body) for plan in request.plans.all()] == [(None, "", None)]


def test_defect_13_the_planner_can_not_approve_alone(small_household: Shop, road: Road) -> None:
    request = road.locate(road.open(Right.ERASURE, email=SANNE))
    road.plan(request)

    with pytest.raises(ApprovalRefused):
        planning.approve(request=request, actor=road.planner, at=road.at)


def test_defect_13_the_certificate_is_signed(small_household: Shop, road: Road) -> None:
    request = road.carry_out(Right.ERASURE, email=SANNE)

    assert all(verify(pdf).intact for pdf in documents_of(request).values())


def test_defect_14_a_deadline_is_a_fact_that_does_not_move(small_household: Shop, road: Road) -> None:
    request = road.open(Right.ERASURE, email=SANNE)
    due = (request.due, request.rule)

    LegalTerm.objects.update(months=9)
    road.at = noon(2027, 1, 15)
    road.plan(road.locate(request))

    stored = SubjectRequest.objects.get(pk=request.pk)
    assert (stored.due, stored.rule) == due
