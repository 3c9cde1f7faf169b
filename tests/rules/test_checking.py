"""The map against the catalog: each gap is named with its place, and a fitting map has none."""

from dataclasses import replace
from typing import Any

import pytest

from registers.choices import DataCategory, Fate, IdentifierKind, PhoneFormat, TableRole, Treatment
from registers.datamap import DataMap, DutyMap, FieldMap, FieldTreatment, LinkEnd, LinkMap, TableDuty, TableMap
from registers.register_choices import RetentionType
from subjects.planning.catalog import (
    Catalog,
    CatalogColumn,
    CatalogForeignKey,
    CatalogIndex,
    CatalogTable,
    Family,
    TableKind,
)
from subjects.planning.checking import check
from subjects.planning.gaps import Severity

NULL = FieldTreatment(treatment=Treatment.NULL)
KEEP = FieldTreatment(treatment=Treatment.KEEP, reason="law")
DUTY = DutyMap(name="belasting", label="Belasting", law="AWR 52", years=7)

ID = CatalogColumn(name="id", type="bigint", family=Family.INTEGER, nullable=False)
MAIL = CatalogColumn(name="mail", type="text", family=Family.TEXT)
OWNER = CatalogColumn(name="klant", type="bigint", family=Family.INTEGER)
DATED = CatalogColumn(name="op", type="date", family=Family.DATE)
LOWER = CatalogIndex(name="k_mail", columns=(), expressions=("lower((mail)::text)",))
BY_OWNER = CatalogIndex(name="o_klant", columns=("klant",))
TO_CUSTOMER = CatalogForeignKey(name="fk", columns=("klant",), referred="klant", referred_columns=("id",))

CUSTOMER = CatalogTable(name="klant", columns=(ID, MAIL), primary_key=("id",), indexes=(LOWER,))
ORDER = CatalogTable(
    name="bestelling",
    columns=(ID, OWNER, DATED),
    primary_key=("id",),
    indexes=(BY_OWNER,),
    foreign_keys=(TO_CUSTOMER,),
)

F_MAIL = FieldMap(
    name="mail", category=DataCategory.CONTACT, identifies=IdentifierKind.EMAIL, erasure=NULL, anonymisation=NULL
)
T_CUSTOMER = TableMap(
    name="klant", activity="verkoop", ground="6(1)(b)", role=TableRole.PERSON, key=("id",),
    fields=(FieldMap(name="id"), F_MAIL),
)  # fmt: skip
T_ORDER = TableMap(
    name="bestelling", activity="verkoop", ground="6(1)(b)", key=("id",),
    fields=(FieldMap(name="id"), FieldMap(name="klant"),
            FieldMap(name="op", category=DataCategory.PURCHASE, erasure=NULL, anonymisation=NULL)),
)  # fmt: skip
LINK = LinkMap(child=LinkEnd(table="bestelling", columns=("klant",)), parent=LinkEnd(table="klant", columns=("id",)))


def changed(table: TableMap, **facts: Any) -> TableMap:
    return TableMap.model_validate({**table.model_dump(), **facts})


def with_field(table: TableMap, name: str, **facts: Any) -> TableMap:
    fields = [{**field.model_dump(), **(facts if field.name == name else {})} for field in table.fields]
    return changed(table, fields=fields)


def gaps(
    *tables: TableMap, live: tuple[CatalogTable, ...] = (CUSTOMER, ORDER), links: tuple[LinkMap, ...] = (LINK,)
) -> list[tuple[str, str, str]]:
    """(place, code, severity) of each gap in a map of these tables."""
    used = [link for link in links if {link.child.table, link.parent.table} <= {table.name for table in tables}]
    whole = DataMap(name="proef", url_env="PROEF_URL", duties=(DUTY,), tables=tables, links=tuple(used))
    found = check(whole, Catalog(dialect="postgresql", tables=live))
    return [(f"{gap.table}.{gap.column}".rstrip("."), gap.code, str(gap.severity)) for gap in found]


def test_a_map_that_fits_has_no_gaps() -> None:
    assert gaps(T_CUSTOMER, T_ORDER) == []


@pytest.mark.parametrize("norm", [RetentionType.MAX, RetentionType.CLAIM])
def test_a_norm_is_no_duty_that_erasure_waits_for(norm: RetentionType) -> None:
    duty = DUTY.model_copy(update={"type": norm})
    table = changed(T_ORDER, duty=TableDuty(name=DUTY.name, start="op", keep=("op",)))
    whole = DataMap(name="proef", url_env="PROEF_URL", duties=(duty,), tables=(table,))

    found = {gap.code for gap in check(whole, Catalog(dialect="postgresql", tables=(CUSTOMER, ORDER)))}

    assert "duty-type" in found


def test_a_table_that_nothing_leads_to_is_named() -> None:
    visit = CatalogTable(name="bezoek", columns=(ID, MAIL), primary_key=("id",))
    of_visit = changed(T_ORDER, name="bezoek", fields=[{"name": "id"}, NOTED.model_dump()])
    catalog = Catalog(dialect="postgresql", tables=(CUSTOMER, ORDER, visit))

    found = check(DataMap(name="crm", url_env="X", tables=(T_CUSTOMER, T_ORDER, of_visit), links=(LINK,)), catalog)

    assert [(gap.table, gap.code, gap.severity) for gap in found] == [("bezoek", "out-of-reach", Severity.WARNING)]


NOTED = FieldMap(name="mail", category=DataCategory.COMMUNICATION, erasure=NULL, anonymisation=NULL)
TO_VISIT = LinkMap(
    child=LinkEnd(table="bezoek", columns=("id",)), parent=LinkEnd(table="bestelling", columns=("klant",))
)
FROM_ELSEWHERE = LinkMap(
    child=LinkEnd(table="bezoek", columns=("id",)), parent=LinkEnd(table="klant", columns=("id",), source="oud")
)


@pytest.mark.parametrize("link", [TO_VISIT, FROM_ELSEWHERE], ids=["in steps", "from another source"])
def test_a_table_that_a_link_leads_to_is_found(link: LinkMap) -> None:
    visit = CatalogTable(name="bezoek", columns=(ID, MAIL), primary_key=("id",))
    of_visit = changed(T_ORDER, name="bezoek", fields=[{"name": "id"}, NOTED.model_dump()])
    catalog = Catalog(dialect="postgresql", tables=(CUSTOMER, ORDER, visit))

    found = check(DataMap(name="crm", url_env="X", tables=(T_CUSTOMER, T_ORDER, of_visit), links=(LINK, link)), catalog)

    assert "out-of-reach" not in {gap.code for gap in found}


def test_a_missing_table_is_named_once() -> None:
    assert gaps(T_CUSTOMER, live=()) == [("klant", "table-missing", "error")]


def test_new_and_missing_columns_are_named() -> None:
    live = replace(CUSTOMER, columns=(ID, replace(MAIL, name="e_mail")))

    found = gaps(T_CUSTOMER, live=(live,))

    assert found == [("klant.e_mail", "column-new", "error"), ("klant.mail", "column-missing", "error")]


@pytest.mark.parametrize(
    ("fate", "expected"),
    [
        (Fate.TREAT, ("klant.mail", "untreated", "error")),
        (Fate.DELETE, ("klant.mail", "untreated-shell", "warning")),
    ],
)
def test_personal_data_without_a_treatment(fate: Fate, expected: tuple[str, str, str]) -> None:
    table = changed(with_field(T_CUSTOMER, "mail", erasure=None), erasure=fate)

    assert gaps(table, live=(CUSTOMER,)) == [expected]


def test_kept_rows_need_no_treatment() -> None:
    table = changed(with_field(T_CUSTOMER, "mail", erasure=None), erasure=Fate.KEEP, reason="law")

    assert gaps(table, live=(CUSTOMER,)) == []


def test_under_a_duty_what_it_does_not_keep_needs_a_treatment_now() -> None:
    duty = TableDuty(name="belasting", start="op", keep=("id",))
    table = changed(with_field(T_ORDER, "op", erasure=None), erasure=Fate.DELETE, duty=duty)

    assert gaps(T_CUSTOMER, table) == [("bestelling.op", "untreated", "error")]


def test_a_treatment_that_does_not_fit_is_named_with_its_rights() -> None:
    live = replace(CUSTOMER, columns=(ID, replace(MAIL, nullable=False)))
    whole = DataMap(name="proef", url_env="PROEF_URL", tables=(T_CUSTOMER,))

    (gap,) = check(whole, Catalog(dialect="postgresql", tables=(live,)))

    assert gap.text.startswith("klant.mail: erasure + anonymisation, null: this column may not be empty")


def test_a_surrogate_under_a_check_on_e_mail_must_be_an_e_mail_address() -> None:
    token = FieldTreatment(treatment=Treatment.SURROGATE)
    live = replace(CUSTOMER, checks=("mail LIKE '%@%'",))
    good = with_field(T_CUSTOMER, "mail", anonymisation=token)

    assert gaps(good, live=(live,)) == []
    assert gaps(with_field(good, "mail", identifies=None), live=(live,)) == [("klant.mail", "misfit", "error")]


def test_a_file_column_needs_to_know_where_files_are() -> None:
    file = FieldTreatment(treatment=Treatment.FILE)

    found = gaps(with_field(T_CUSTOMER, "mail", erasure=file), live=(CUSTOMER,))

    assert found == [("klant.mail", "no-files", "error")]


@pytest.mark.parametrize(
    ("index", "insensitive", "fits"),
    [
        (LOWER, False, True),
        (CatalogIndex(name="i", columns=("mail",)), False, False),
        (CatalogIndex(name="i", columns=("mail",)), True, True),
        (CatalogIndex(name="i", columns=("mail", "id")), True, True),
        (CatalogIndex(name="i", columns=("id", "mail")), True, False),
        (replace(LOWER, partial=True), False, False),
        (replace(LOWER, expressions=("lower(`mail`)",)), False, True),
        (replace(LOWER, expressions=("upper(mail)",)), False, False),
    ],
)
def test_e_mail_needs_an_index_that_ignores_case(index: CatalogIndex, insensitive: bool, fits: bool) -> None:
    live = replace(CUSTOMER, columns=(ID, replace(MAIL, case_insensitive=insensitive)), indexes=(index,))

    assert (gaps(T_CUSTOMER, live=(live,)) == []) is fits
    assert gaps(with_field(T_CUSTOMER, "mail", scan=True), live=(live,)) == []


@pytest.mark.parametrize(
    ("spelling", "fits"), [(PhoneFormat.E164, True), (PhoneFormat.NATIONAL, True), (PhoneFormat.ANY, False)]
)
def test_phone_numbers_in_any_spelling_need_a_scan(spelling: PhoneFormat, fits: bool) -> None:
    live = replace(CUSTOMER, indexes=(CatalogIndex(name="i", columns=("mail",)),))
    table = with_field(T_CUSTOMER, "mail", identifies=IdentifierKind.PHONE, phone_format=spelling)

    assert (gaps(table, live=(live,)) == []) is fits


@pytest.mark.parametrize(
    ("key", "live", "code"),
    [
        ((), CUSTOMER, "no-key"),
        (("nr",), CUSTOMER, "key-unknown"),
        (("mail",), CUSTOMER, "key-not-unique"),
        (("id",), replace(CUSTOMER, primary_key=()), "key-not-unique"),
        (("mail",), replace(CUSTOMER, indexes=(CatalogIndex(name="u", columns=("mail",), unique=True),)),
         "key-not-unique"),
    ],
)  # fmt: skip
def test_a_key_must_point_at_one_row(key: tuple[str, ...], live: CatalogTable, code: str) -> None:
    table = with_field(changed(T_CUSTOMER, key=key), "mail", scan=True)

    assert ("klant", code, "error") in gaps(table, live=(live,))


def test_a_unique_filled_index_serves_as_a_key() -> None:
    unique = CatalogIndex(name="u", columns=("id",), unique=True)
    live = replace(CUSTOMER, primary_key=(), indexes=(LOWER, unique))

    assert gaps(T_CUSTOMER, live=(live,)) == []


def test_what_only_people_know_must_be_filled_in() -> None:
    table = changed(T_CUSTOMER, activity="", ground=" ")

    assert [code for _place, code, _severity in gaps(table, live=(CUSTOMER,))] == ["no-activity", "no-ground"]


def test_a_view_is_only_kept() -> None:
    live = replace(CUSTOMER, kind=TableKind.VIEW, primary_key=(), indexes=())
    kept = changed(T_CUSTOMER, erasure=Fate.KEEP, anonymisation=Fate.KEEP, reason="view")
    scanned = with_field(kept, "mail", erasure=None, anonymisation=None, scan=True)

    assert gaps(scanned, live=(live,)) == []
    assert ("klant", "view-fate", "error") in gaps(changed(scanned, erasure=Fate.DELETE), live=(live,))


@pytest.mark.parametrize(
    ("facts", "code", "severity"),
    [
        ({"engine": "MyISAM", "transactional": False}, "not-transactional", Severity.WARNING),
        ({"triggers": ("audit",)}, "triggers", Severity.WARNING),
        ({"row_security": True}, "row-security", Severity.WARNING),
        ({"engine": "InnoDB system versioned"}, "system-versioned", Severity.ERROR),
    ],
)
def test_what_an_administrator_must_know_is_named(facts: dict[str, Any], code: str, severity: Severity) -> None:
    assert gaps(T_CUSTOMER, live=(replace(CUSTOMER, **facts),)) == [("klant", code, severity)]


def test_a_duty_runs_from_a_date() -> None:
    duty = TableDuty(name="belasting", start="klant", keep=("id", "op"))

    assert gaps(T_CUSTOMER, changed(T_ORDER, duty=duty)) == [("bestelling.klant", "duty-start", "error")]


def test_a_link_without_an_index_on_the_child_is_slow() -> None:
    slow = replace(ORDER, indexes=())

    assert gaps(T_CUSTOMER, T_ORDER, live=(CUSTOMER, slow)) == [("bestelling", "link-no-index", "warning")]


def test_a_link_names_columns_that_exist() -> None:
    link = LINK.model_copy(update={"child": LinkEnd(table="bestelling", columns=("nr",))})

    found = gaps(T_CUSTOMER, T_ORDER, links=(link, LINK))

    assert found == [("bestelling.nr", "link-unknown", "error")]


def test_both_ends_of_a_link_can_be_compared() -> None:
    live = replace(ORDER, columns=(ID, replace(OWNER, family=Family.TEXT, type="text"), DATED))

    assert gaps(T_CUSTOMER, T_ORDER, live=(CUSTOMER, live)) == [("bestelling.klant", "link-types", "error")]


def test_a_link_to_another_source_is_judged_on_its_own_end() -> None:
    away = LinkMap(
        child=LinkEnd(table="bestelling", columns=("klant",)),
        parent=LinkEnd(source="crm", table="klant", columns=("weg",)),
    )

    assert gaps(T_CUSTOMER, T_ORDER, links=(LINK, away)) == []


def test_a_foreign_key_without_a_link_is_an_error() -> None:
    assert gaps(T_CUSTOMER, T_ORDER, links=()) == [
        ("bestelling", "no-link", "error"),
        ("bestelling", "out-of-reach", "warning"),
    ]


@pytest.mark.parametrize(("on_delete", "code"), [("NO ACTION", "child-unmapped"), ("CASCADE", "cascade-unmapped")])
def test_a_table_that_hangs_on_a_person_must_be_in_the_map(on_delete: str, code: str) -> None:
    live = replace(ORDER, foreign_keys=(replace(TO_CUSTOMER, on_delete=on_delete),))

    assert gaps(T_CUSTOMER, live=(CUSTOMER, live)) == [("bestelling", code, "error")]


@pytest.mark.parametrize(
    ("facts", "on_delete", "expected"),
    [
        ({"erasure": Fate.KEEP, "reason": "law"}, "CASCADE", [("bestelling", "cascade-kept", "error")]),
        ({"erasure": Fate.DELETE, "duty": TableDuty(name="belasting", start="op", keep=("id", "op"))}, "CASCADE",
         [("bestelling", "cascade-kept", "error")]),
        ({"erasure": Fate.TREAT}, "CASCADE", [("bestelling", "cascade-treated", "warning")]),
        ({"erasure": Fate.DELETE}, "CASCADE", []),
        ({"erasure": Fate.TREAT}, "SET NULL", [("bestelling", "set-null", "warning")]),
        ({"erasure": Fate.TREAT}, "NO ACTION", []),
    ],
)  # fmt: skip
def test_what_a_deletion_takes_along(facts: dict[str, Any], on_delete: str, expected: list[Any]) -> None:
    live = replace(ORDER, foreign_keys=(replace(TO_CUSTOMER, on_delete=on_delete),))
    parent = changed(T_CUSTOMER, erasure=Fate.DELETE)

    assert gaps(parent, changed(T_ORDER, **facts), live=(CUSTOMER, live)) == expected


def test_a_reference_table_is_asked_for_little() -> None:
    table = changed(T_CUSTOMER, role=TableRole.REFERENCE, activity="", ground="", key=())
    plain = with_field(table, "mail", category=DataCategory.NONE, erasure=None, anonymisation=None)

    assert gaps(plain, live=(replace(CUSTOMER, indexes=(), triggers=("audit",)), ORDER)) == []


def test_personal_data_in_a_reference_table_is_pointed_out() -> None:
    table = changed(T_CUSTOMER, role=TableRole.REFERENCE)

    assert gaps(table, live=(CUSTOMER,)) == [("klant", "reference-personal", "warning")]


def test_errors_come_before_warnings() -> None:
    live = replace(CUSTOMER, triggers=("audit",))

    found = gaps(changed(T_CUSTOMER, ground=""), live=(live,))

    assert [severity for _place, _code, severity in found] == ["error", "warning"]
