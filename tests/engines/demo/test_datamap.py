"""The demo's data map against its schema: complete, and for every right."""

import sqlite3

from registers.choices import TableRole, Treatment
from registers.datamap import DataMap, map_from_yaml, map_to_yaml


def columns(database: sqlite3.Connection) -> dict[str, list[str]]:
    names = database.execute(
        "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    return {name: [row[1] for row in database.execute(f"PRAGMA table_xinfo({name})")] for (name,) in names}


def keys(database: sqlite3.Connection, table: str) -> list[str]:
    found = [(row[5], row[1]) for row in database.execute(f"PRAGMA table_info({table})") if row[5]]
    return [name for _place, name in sorted(found)]


def test_the_map_has_every_column_of_every_table_and_view(database: sqlite3.Connection, datamap: DataMap) -> None:
    mapped = {table.name: [field.name for field in table.fields] for table in datamap.tables}

    assert {name: sorted(fields) for name, fields in mapped.items()} == {
        name: sorted(found) for name, found in columns(database).items()
    }


def test_the_map_names_the_real_keys(database: sqlite3.Connection, datamap: DataMap) -> None:
    for table in datamap.tables:
        real = keys(database, table.name)

        assert not real or list(table.key) == real, table.name


def test_every_personal_column_is_treated_under_both_rights(datamap: DataMap) -> None:
    personal = [(table.name, field) for table in datamap.tables for field in table.fields if field.personal]

    assert len(personal) > 60
    assert [(table, field.name) for table, field in personal if not (field.erasure and field.anonymisation)] == []


def test_a_column_that_must_be_filled_is_never_made_empty(database: sqlite3.Connection, datamap: DataMap) -> None:
    required = {
        (name, row[1])
        for name in columns(database)
        for row in database.execute(f"PRAGMA table_xinfo({name})")
        if row[3]
    }
    emptied = {
        (table.name, field.name)
        for table in datamap.tables
        for field in table.fields
        for treatment in (field.erasure, field.anonymisation)
        if treatment and treatment.treatment in {Treatment.NULL, Treatment.FILE}
    }

    assert required & emptied == set()


def test_every_foreign_key_has_a_link_and_only_ownership_is_followed(
    database: sqlite3.Connection, datamap: DataMap
) -> None:
    real = {
        (name, row[3], row[2], row[4])
        for name in columns(database)
        for row in database.execute(f"PRAGMA foreign_key_list({name})")
    }
    links = {
        (link.child.table, link.child.columns[0], link.parent.table, link.parent.columns[0]): link.belongs
        for link in datamap.links
    }

    assert real <= set(links)
    assert {link for link in links if link not in real} == {("addresses", "id", "customers", "address_id")}
    assert not any(
        belongs for (_c, column, *_p), belongs in links.items() if column in {"employee_id", "parent_ticket_id"}
    )


def test_tables_about_other_people_are_left_out_of_an_inzage_with_a_reason(datamap: DataMap) -> None:
    employees = datamap.table("employees")

    assert employees is not None
    assert employees.role == TableRole.REFERENCE
    assert employees.third_party


def test_marketing_on_an_invoice_is_not_under_the_duty(datamap: DataMap) -> None:
    invoices = datamap.table("invoices")

    assert invoices is not None
    assert invoices.duty is not None
    assert not {"campaign_code", "recommended_offer", "billing_email", "debit_iban"} & set(invoices.duty.keep)


def test_every_table_names_an_activity_and_a_ground(datamap: DataMap) -> None:
    assert [table.name for table in datamap.tables if not (table.activity and table.ground)] == []


def test_the_map_survives_being_written_and_read(datamap: DataMap) -> None:
    assert map_from_yaml(map_to_yaml(datamap)) == datamap
