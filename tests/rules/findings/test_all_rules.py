"""What holds for every rule: a case of its own, an article, words that name the field, and no way to make it raise."""

import datetime as dt
import re
import typing
from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic.fields import FieldInfo

from registers.book.book import Book
from registers.book.records import RECORDS, Activity, Agreement, Record
from registers.register_choices import ActivityRole, AgreementStatus, RecordKind, RecordStatus
from registers.rules import DEMANDS, RULES, Demand, Law, Mapped, MapTable, find
from registers.rules.wording import text_of, title_of
from tests.rules.findings import test_activities, test_lines, test_processors, test_retention
from tests.rules.findings.sound import LAW, TODAY, Case, found, spoiled

CASES: tuple[Case, ...] = (*(*test_activities.CASES, *test_lines.CASES, *test_processors.CASES, *test_retention.CASES),)
TESTED_APART = {
    *("map-activity-unknown", "map-table-without-activity", "law-number-missing", "law-countries-missing"),
    *("catalogue-changed", "register-empty"),
}
ARTICLE = re.compile(r"(?:\d+(?:\(\d\))*(?:\([a-h]\))?|\d+(?:-\d+)? UAVG)(?:, |$)")
UIDS = ["a", "b", "c", "d"]
DAYS = st.one_of(st.dates(), st.sampled_from([dt.date.min, dt.date.max, TODAY]))
TEXTS = st.one_of(
    st.just(""), st.text(max_size=12), st.sampled_from(["geen BSN", "strafrechtelijk", "verwerker", "%s"])
)
REFERENCES = {
    *("activity", "agreement", "party", "organisation", "counterparty", "supplier", "purpose", "line", "retention"),
    *("duty", "system", "measure", "parent", "successor"),
}


def value_of(name: str, field: FieldInfo) -> st.SearchStrategy[Any]:
    """Values of a field; a reference often points at nothing."""
    if name in REFERENCES:
        known = st.sampled_from([*UIDS, "nowhere"])
        return st.none() | known if type(None) in typing.get_args(field.annotation) else known
    kinds = {str: TEXTS, int: st.integers(0, 32767), dt.date: DAYS}
    given_type: Any = field.annotation
    options = [
        kinds[one] if one in kinds else st.from_type(one) for one in typing.get_args(given_type) or (given_type,)
    ]
    return st.from_type(given_type) if typing.get_origin(given_type) is tuple else st.one_of(options)


def record_of(sort: type[Record]) -> st.SearchStrategy[Record]:
    """Any record of a sort."""
    fields = {name: value_of(name, field) for name, field in sort.model_fields.items() if name != "uid"}
    return st.builds(sort, uid=st.sampled_from(UIDS), **fields)


ANY = {sort: record_of(sort) for sort in RECORDS}
BOOKS = st.lists(st.sampled_from(RECORDS).flatmap(ANY.__getitem__), max_size=12).map(Book)


@pytest.mark.parametrize("code", sorted(DEMANDS))
def test_a_rule_has_a_case_of_its_own(code: str) -> None:
    assert code in {one.rule for one in CASES} | TESTED_APART


def test_no_two_rules_have_one_name() -> None:
    assert [code for code, times in Counter(rule.code for rule in RULES).items() if times > 1] == []


@pytest.mark.parametrize("demand", DEMANDS.values(), ids=lambda one: one.code)
def test_a_rule_has_an_article_a_title_and_a_text_that_names_its_field(demand: Demand) -> None:
    assert ARTICLE.sub("", demand.article) == ""
    assert demand.title
    assert not demand.field or any(
        word in str(demand.text) for word in ("%(field)s", "%(missing)s", "%(party)s", "%(clauses)s")
    )
    assert len(demand.code) <= 60


@pytest.mark.parametrize("rule", RULES, ids=lambda one: one.code)
def test_a_rule_checks_the_sort_of_record_that_it_is_given(rule: Any) -> None:
    names = rule.check.__annotations__
    told = names[next(iter(names))]
    accepted = set(typing.get_args(told)) or {told}

    assert accepted == set(rule.sorts)


@pytest.mark.parametrize("sort", sorted({one for rule in RULES for one in rule.sorts} - {Book}, key=str), ids=str)
def test_the_field_of_a_rule_is_a_field_or_a_table(sort: Any) -> None:
    tables = {record.kind for record in RECORDS}
    named = {rule.demand.field for rule in RULES if sort in rule.sorts and rule.demand.field}

    assert named - tables - set(getattr(sort, "model_fields", {"activity"})) <= {"party"}


def test_nothing_is_found_in_the_sound_register() -> None:
    assert found() == ()


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(book=BOOKS, today=st.sampled_from([TODAY, dt.date.min, dt.date.max]), lawless=st.booleans())
def test_no_book_makes_the_rules_raise(book: Book, today: dt.date, lawless: bool) -> None:
    mapped = Mapped(tables=(MapTable(source="crm", table="t", activity="x"),))

    findings = find(book, law=Law() if lawless else LAW, today=today, mapped=mapped)

    assert max(Counter((one.record_kind, one.key) for one in findings).values(), default=1) == 1
    assert all(text_of(one.rule, kind=one.record_kind, facts=one.facts, labels=lambda *_: "x") for one in findings)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(book=BOOKS)
def test_one_page_has_the_same_findings_alone_as_among_all(book: Book) -> None:
    everything = find(book, law=LAW, today=TODAY)

    for page in {(one.owner_kind, one.owner) for one in everything}:
        alone = find(book, law=LAW, today=TODAY, pages=[page])
        assert alone == tuple(one for one in everything if (one.owner_kind, one.owner) == page)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(activity=ANY[Activity], agreement=ANY[Agreement])
def test_what_has_ended_is_only_asked_about_its_end(activity: Activity, agreement: Agreement) -> None:
    ended = activity.model_copy(update={"status": RecordStatus.ENDED, "role": ActivityRole.CONTROLLER})
    closed = agreement.model_copy(update={"status": AgreementStatus.CLOSED})

    rules = {
        one.rule for one in find(Book([ended, closed]), law=LAW, today=TODAY) if one.owner_kind != RecordKind.REGISTER
    }

    assert all(DEMANDS[rule].after_end for rule in rules)


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.rule)
def test_a_text_can_be_read_with_the_facts_that_were_found(one: Case) -> None:
    hits = [hit for hit in found(*one.bad) if hit.rule == one.rule]

    for hit in hits:
        text = text_of(hit.rule, kind=hit.record_kind, facts=hit.facts, labels=lambda _kind, name: name or "tables")
        assert "–" not in text
        assert "%(" not in text


def test_a_finding_of_a_rule_that_is_gone_can_still_be_read() -> None:
    assert title_of("long-gone") == "long-gone"
    assert text_of("purpose-basis-blank", kind="purposes", facts={}, labels=lambda *_: "basis")


def test_the_order_of_the_records_makes_no_difference() -> None:
    book = spoiled()
    turned = Book(reversed([*book]))

    assert find(turned, law=LAW, today=TODAY) == find(book, law=LAW, today=TODAY)
