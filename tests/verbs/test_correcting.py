"""Corrections from what is stated to what stands in the database (art. 16), and what is never touched."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from registers.choices import CorrectionWay, DocumentKind
from registers.datamap import map_from_yaml
from registers.models import Document, Engagement, EvidenceEntry, Party, ProcessingActivity, Recipient
from subjects.actions.correctables import also_found, state_with_others
from subjects.actions.correcting import Wish, drop_correction, state_correction, state_corrections
from subjects.actions.ending import answer, close
from subjects.actions.notifying import _mail
from subjects.actions.planning import rehearse
from subjects.actions.previewing import preview
from subjects.actions.replaying import replay
from subjects.choices import Right, Status, StepStatus
from subjects.errors import CorrectionInvalid, CorrectionsInvalid, PlanRefused, RequestError
from subjects.faultpoints import FaultInjected
from subjects.models import Correction, Notice, Receipt, Step, SubjectRequest, WatchedIdentifier
from subjects.rewriting.terms import SubjectTerms
from tests.journeys.road import difference, documents_of, rows_by_table, text_of
from tests.journeys.shops import HOUSEHOLD, HOUSEHOLD_MAP, Build, Shop

NEW = "sanne.devries@example.org"
OLD_ROW = (0, "Sanne de Vries", "Sanne@Example.nl", "06-12345678")
UNIQUE = (
    "CREATE TABLE customer (id INTEGER PRIMARY KEY, name VARCHAR(60) NOT NULL, email VARCHAR(80) UNIQUE,"
    " phone VARCHAR(20))",
    "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customer (id),"
    " address VARCHAR(80))",
    "INSERT INTO customer VALUES (0, 'Sanne', 'sanne@example.nl', NULL), (1, 'Sanne', 'sanne.jr@example.nl', NULL)",
)


def wish(column: str = "email", text: str = NEW, **more: Any) -> Wish:
    return Wish(
        source=more.pop("source", "shop"), table=more.pop("table", "customer"), column=column, text=text, **more
    )


def located(shop: Shop) -> SubjectRequest:
    return shop.road.locate(shop.road.open(Right.RECTIFICATION, email="sanne@example.nl"))


def stated(shop: Shop, *wishes: Wish) -> SubjectRequest:
    request = located(shop)
    for one in wishes:
        state_correction(request=request, wish=one, actor=shop.road.planner, at=shop.road.at)
    return request


def carried_out(shop: Shop, *wishes: Wish) -> SubjectRequest:
    return shop.road.run(shop.road.replanned(stated(shop, *wishes)))


def own_database() -> str:
    """Every cell of Waarborg's own tables as it is stored."""
    with connection.cursor() as cursor:
        found = []
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{name}"')
            found += [str(row) for row in cursor.fetchall()]
    return "\n".join(found)


def test_a_correction_changes_the_field_of_the_person_and_nothing_else(household: Shop) -> None:
    before = household.rows()
    request = stated(household, wish())

    household.road.run(household.road.replanned(request), prove=False)

    assert difference(before, household.rows()) == {"customer": [OLD_ROW]}
    assert household.value("SELECT email FROM customer WHERE id = 0") == NEW
    assert household.value("SELECT email FROM customer WHERE id = 1") == "sanne.jr@example.nl"


def test_a_value_that_somebody_else_holds_is_refused_before_anything_runs(build: Build) -> None:
    shop = build(*UNIQUE, text=HOUSEHOLD_MAP)

    with pytest.raises(CorrectionInvalid, match="another row holds this value"):
        stated(shop, wish(text="Sanne.JR@example.nl"))

    assert Correction.objects.count() == 0


def test_the_certificate_has_no_value_and_the_letter_has_both(small_household: Shop) -> None:
    request = carried_out(small_household, wish())

    documents = documents_of(request)
    certificate = text_of(documents[DocumentKind.RECTIFICATION_CERTIFICATE]).lower()
    letter = text_of(documents[DocumentKind.LETTER])
    assert NEW not in certificate and "sanne" not in certificate
    assert NEW in letter and "Sanne@Example.nl" in letter


def test_nothing_of_waarborgs_own_holds_the_value_in_clear(small_household: Shop) -> None:
    carried_out(small_household, wish())

    kept = own_database().lower()
    assert NEW not in kept and "sanne@example.nl" not in kept
    assert EvidenceEntry.objects.filter(body__contains="shop.customer.email").exists()


def test_the_values_and_the_letter_go_when_the_request_is_closed(small_household: Shop) -> None:
    request = carried_out(small_household, wish())
    road = small_household.road

    answer(request=request, actor=road.planner, at=road.at)
    close(request=request, actor=road.planner, at=road.at)

    assert Correction.objects.get().values is None
    kinds = {one.kind: one.purged_at is None for one in Document.objects.filter(case=request.case)}
    assert kinds == {DocumentKind.RECTIFICATION_CERTIFICATE: True, DocumentKind.LETTER: False}


def test_who_was_corrected_is_not_watched_and_not_erased_after_a_restore(small_household: Shop) -> None:
    carried_out(small_household, wish())

    assert not WatchedIdentifier.objects.exists()
    assert replay(source="shop", since=small_household.road.at.date(), at=small_household.road.at) == []


def test_a_new_correction_makes_the_approved_plan_out_of_date(small_household: Shop) -> None:
    request = small_household.road.replanned(stated(small_household, wish()))
    shop = small_household

    state_correction(request=request, wish=wish("name", "Sanne de Wit"), actor=shop.road.planner, at=shop.road.at)

    assert request.status == Status.LOCATED and not request.plans.filter(superseded=False).exists()


def test_a_correction_that_was_edited_behind_the_plan_stops_the_work(small_household: Shop) -> None:
    request = small_household.road.replanned(stated(small_household, wish()))
    row = Correction.objects.get()
    row.values = {**(row.values or {}), "text": "iemand@anders.example"}
    row.save()

    small_household.road.run(request)

    assert request.block_code == "plan-stale"
    assert small_household.value("SELECT email FROM customer WHERE id = 0") == "Sanne@Example.nl"


def test_a_plan_without_corrections_is_refused_with_the_way_out(small_household: Shop) -> None:
    with pytest.raises(PlanRefused, match="request correct"):
        small_household.road.plan(located(small_household))


def test_a_plan_of_what_is_right_already_is_refused(small_household: Shop) -> None:
    request = stated(small_household, wish("name", "Sanne de Wit"))
    small_household.run("UPDATE customer SET name = 'Sanne de Wit' WHERE id = 0")

    with pytest.raises(PlanRefused, match="right value already"):
        small_household.road.plan(small_household.road.locate(request))


WRONG = {
    "a key": (wish("id", "9"), "customer, column id: rows are found by this key"),
    "a link": (wish("customer_id", "1", table="orders"), "orders, column customer_id: rows hang together"),
    "about somebody else": (wish("friend", "Piet"), "customer, column friend: this field is about somebody else"),
    "a computed column": (wish("loud", "SANNE"), "customer, column loud: the database computes this column: correct"),
    "too long": (wish("name", "x" * 61), "customer, column name: "),
    "no address": (wish(text="geen adres"), "customer, column email: "),
    "another type": (wish("born", "gisteren"), "customer, column born: "),
    "empty where it may not be": (wish("name", ""), "customer, column name: this field may not be empty"),
    "right already": (wish("name", "Sanne de Vries"), "customer, column name: the right value stands there already"),
    "a present value of nobody": (wish("name", "Sanne", present="Piet"), "customer, column name: no row of the person"),
    "a table without a row": (wish("remark", "nee", table="letter"), "letter, column remark: no row of the person"),
    "no statement here": (
        wish("name", "Niet waar", way=CorrectionWay.SUPPLEMENT),
        "customer, column name: the data map",
    ),
}
WIDE_ROWS = (
    "CREATE TABLE customer (id INTEGER PRIMARY KEY, name VARCHAR(60) NOT NULL, email VARCHAR(80), phone VARCHAR(20),"
    " friend VARCHAR(60), born DATE, loud VARCHAR(60) GENERATED ALWAYS AS (upper(name)) STORED)",
    *HOUSEHOLD[1:3],
    "CREATE TABLE letter (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customer (id),"
    " remark VARCHAR(80))",
    "CREATE INDEX letter_customer ON letter (customer_id)",
    "INSERT INTO customer (id, name, email, phone, friend, born) VALUES"
    " (0, 'Sanne de Vries', 'Sanne@Example.nl', '06-12345678', 'Piet', '1980-05-01'),"
    " (1, 'Sanne de Vries', 'sanne.jr@example.nl', '0612345678', NULL, NULL)",
    HOUSEHOLD[4],
)
GONE = "erasure: *none, anonymisation: *none}"
WIDE_MAP = (
    HOUSEHOLD_MAP.replace(
        "- name: orders\n",
        f"  - {{name: friend, category: contact, third_party: van een ander, {GONE}\n"
        f"  - {{name: born, category: identity, {GONE}\n  - {{name: loud, category: identity}}\n- name: orders\n",
    )
    .replace(
        "- {name: loud, category: identity}",
        "- {name: loud, category: identity, erasure: &stays {treatment: keep, reason: volgt de naam},"
        " anonymisation: *stays}",
    )
    .replace(
        "links:\n",
        "- name: letter\n  activity: Verkoop\n  ground: 6(1)(b)\n  key: [id]\n  fields:\n  - {name: id}\n"
        f"  - {{name: customer_id}}\n  - {{name: remark, category: contact, {GONE}\nlinks:\n"
        "- {child: {table: letter, columns: [customer_id]}, parent: {table: customer, columns: [id]}}\n",
    )
)


@pytest.mark.parametrize("case", WRONG)
def test_a_correction_is_judged_when_it_is_stated(build_small: Build, case: str) -> None:
    shop = build_small(*WIDE_ROWS, text=WIDE_MAP)
    given, told = WRONG[case]

    with pytest.raises(CorrectionInvalid) as caught:
        stated(shop, given)

    assert told in str(caught.value)
    assert not any(value in str(caught.value) for value in (given.text, given.present) if value and len(value) > 4)
    assert Correction.objects.count() == 0


def test_of_several_corrections_each_that_is_wrong_is_told_and_none_is_noted(small_household: Shop) -> None:
    request = located(small_household)
    wishes = [wish("name", "Sanne de Wit"), wish("id", "9"), wish(text="geen adres")]

    with pytest.raises(CorrectionsInvalid) as caught:
        state_corrections(
            request=request, wishes=wishes, actor=small_household.road.planner, at=small_household.road.at
        )

    assert list(caught.value.errors) == [1, 2]
    assert Correction.objects.count() == 0


def test_a_second_correction_of_the_same_cell_is_refused_when_it_is_stated(small_household: Shop) -> None:
    with pytest.raises(CorrectionInvalid, match="column name: two corrections"):
        stated(small_household, wish("name", "Sanne de Wit"), wish("name", "Sanne de Zwart"))

    assert Correction.objects.count() == 1


def test_only_a_located_rectification_takes_corrections(small_household: Shop) -> None:
    road = small_household.road
    other = road.locate(road.open(Right.ERASURE, email="sanne@example.nl"))
    early = road.open(Right.RECTIFICATION, email="sanne@example.nl")

    for request in (other, early):
        with pytest.raises(RequestError):
            state_correction(request=request, wish=wish(), actor=road.planner, at=road.at)


def test_a_field_that_the_map_does_not_have_is_refused_at_once(small_household: Shop) -> None:
    with pytest.raises(CorrectionInvalid, match="shoe_size"):
        stated(small_household, wish("shoe_size"))


def test_what_was_carried_out_can_not_be_taken_back(small_household: Shop) -> None:
    request = stated(small_household, wish())
    road = small_household.road
    road.run(road.replanned(request), prove=False)
    SubjectRequest.objects.filter(pk=request.pk).update(status=Status.BLOCKED)
    request.refresh_from_db()

    with pytest.raises(RequestError, match="carried out"):
        drop_correction(request=request, number=1, actor=road.planner, at=road.at)


def test_killed_after_the_commit_it_ends_with_one_receipt(
    small_household: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = stated(small_household, wish(), wish("phone", "020 123 45 67"))
    road = small_household.road
    road.replanned(request)
    with monkeypatch.context() as patch, pytest.raises(FaultInjected):
        patch.setenv("WAARBORG_FAULT", "rewrite.committed:raise")
        road.run(request)
    Step.objects.update(status=StepStatus.PENDING, not_before=None)

    road.work()

    request.refresh_from_db()
    assert request.status == Status.EXECUTED and Receipt.objects.filter(step__source="shop").count() == 1
    assert "Sanne@Example.nl" in text_of(documents_of(request)[DocumentKind.LETTER])


def test_the_preview_shows_what_stands_there_and_what_will(small_household: Shop) -> None:
    request = stated(small_household, wish())

    value, _found = rehearse(request=request, at=small_household.road.at)

    (change,) = preview(value=value, terms=SubjectTerms(), request=request)
    assert (change.column, change.before, change.after) == ("email", "Sanne@Example.nl", NEW)


def test_a_statement_is_dated_and_stands_behind_what_was_there(build_small: Build) -> None:
    text = HOUSEHOLD_MAP.replace("- name: orders\n", "- name: orders\n  statement: address\n")
    shop = build_small(text=text)

    request = carried_out(shop, wish("address", "Nooit.", table="orders", way=CorrectionWay.SUPPLEMENT))

    left = shop.value("SELECT address FROM orders WHERE id = 10")
    assert left.startswith("Dorpsstraat 1\n\n[") and "16-11-2026" in left and request.reference in left
    assert shop.value("SELECT address FROM orders WHERE id = 12") == "Dorpsstraat 1"
    assert "Nooit." in text_of(documents_of(request)[DocumentKind.LETTER])


@pytest.fixture
def crm(small_household: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """A second source that has the same wrong address, and the same namesake."""
    path = tmp_path / "crm.sqlite3"
    path.touch()
    monkeypatch.setenv("CRM_URL", f"sqlite:///{path}")
    other = Shop(url=f"sqlite:///{path}", road=small_household.road)
    other.run(
        "CREATE TABLE contact (nr INTEGER PRIMARY KEY, mail VARCHAR(80), city VARCHAR(40))",
        "INSERT INTO contact VALUES (7, 'sanne@example.nl', 'Gouda'), (8, 'sanne.jr@example.nl', 'Gouda')",
    )
    gone = "erasure: {treatment: 'null'}, anonymisation: {treatment: 'null'}"
    other.road.load(
        map_from_yaml(
            "name: crm\nurl_env: CRM_URL\ntables:\n- name: contact\n  role: person\n  activity: Klantbeheer\n"
            "  ground: 6(1)(b)\n  key: [nr]\n  fields:\n  - {name: nr}\n"
            f"  - {{name: mail, category: contact, identifies: email, scan: true, {gone}}}\n"
            f"  - {{name: city, category: contact, {gone}}}\n"
        )
    )
    return other


def test_the_same_wrong_value_in_another_source_is_offered(small_household: Shop, crm: Shop) -> None:
    request = located(small_household)

    found = also_found(request=request, present="SANNE@example.nl", place="shop.customer.email")

    assert [(one.place, one.rows) for one in found] == [("crm.contact.mail", 1)]


def test_both_sources_are_corrected_in_one_go_when_staff_say_so(small_household: Shop, crm: Shop) -> None:
    request, road = located(small_household), small_household.road
    before = rows_by_table(crm.url)
    given = wish(present="sanne@example.nl")

    state_with_others(request=request, wish=given, actor=road.planner, everywhere=True, at=road.at)
    road.run(road.replanned(request))

    assert request.status == Status.EXECUTED
    assert crm.value("SELECT mail FROM contact WHERE nr = 7") == NEW
    assert difference(before, rows_by_table(crm.url)) == {"contact": [(7, "sanne@example.nl", "Gouda")]}


def test_recipients_learn_what_was_corrected_behind_their_token_only(small_household: Shop) -> None:
    activity = ProcessingActivity.objects.create(number="VA-001", name="Klantbeheer")
    Recipient.objects.create(activity=activity, text="Koerier", sort="controller", notice_email="avg@koerier.example")
    sales = ProcessingActivity.objects.create(number="VA-002", name="Verkoop")
    Engagement.objects.create(activity=sales, party=Party.objects.create(name="Belhulp", email="avg@belhulp.example"))

    carried_out(small_household, wish())

    notice = Notice.objects.get()
    mail, shown = _mail(notice), Client().get(reverse("notice", args=[notice.token])).content.decode()
    assert notice.name == "Koerier" and NEW in shown and "Sanne@Example.nl" in shown
    assert NEW not in f"{mail.subject} {mail.body}" and "sanne" not in f"{mail.subject} {mail.body}".lower()
