"""The three people of the demo: what their requests need, and who must stay untouched."""

import sqlite3
from typing import Any

from subjects.demo.summary import DemoPerson, DemoSummary

BY_CUSTOMER = (
    "orders", "invoices", "contact_notes", "call_recordings", "tickets", "preferences", "web_visits",
)  # fmt: skip
REPORTED = ("customers", *BY_CUSTOMER, "addresses", "order_lines", "newsletter_subscriptions", "employees")


def one(database: sqlite3.Connection, query: str, *values: object) -> Any:
    return database.execute(query, values).fetchone()[0]


def rows_with(database: sqlite3.Connection, table: str, value: str) -> list[sqlite3.Row]:
    database.row_factory = sqlite3.Row
    rows = database.execute(f"SELECT * FROM {table}").fetchall()
    return [row for row in rows if any(value in str(cell) for cell in row)]


def owner(table: str, row: sqlite3.Row, person: DemoPerson) -> object:
    if table == "newsletter_subscriptions":
        return person.customer_id if row["email"] in person.markers else None
    return row["id"] if table == "customers" else row["customer_id"] if "customer_id" in row.keys() else None  # noqa: SIM118


def test_the_namesake_is_somebody_else_with_the_same_name(database: sqlite3.Connection, person: DemoPerson) -> None:
    query = "SELECT display_name, email, phone, address_id, birth_date, iban FROM customers WHERE id = ?"

    own = database.execute(query, (person.customer_id,)).fetchone()
    namesake = database.execute(query, (person.namesake_id,)).fetchone()

    assert own[0] == namesake[0] == person.name
    assert all(mine != theirs for mine, theirs in zip(own[1:], namesake[1:], strict=True))


def test_the_housemate_shares_the_phone_in_another_spelling(database: sqlite3.Connection, person: DemoPerson) -> None:
    query = "SELECT phone FROM customers WHERE id = ?"

    own, theirs = one(database, query, person.customer_id), one(database, query, person.housemate_id)

    assert own != theirs
    assert {own, theirs} < set(person.shared_values)


def test_the_address_is_shared_by_two_households_and_not_by_the_third(
    database: sqlite3.Connection, demo: DemoSummary
) -> None:
    query = "SELECT count(*) FROM customers WHERE address_id = (SELECT address_id FROM customers WHERE id = ?)"

    shared = {person.right: one(database, query, person.customer_id) for person in demo.people}

    assert shared == {"access": 2, "erasure": 2, "anonymisation": 1}


def test_identifiers_are_spelled_otherwise_than_stored(database: sqlite3.Connection, person: DemoPerson) -> None:
    email, phone = database.execute("SELECT email, phone FROM customers WHERE id = ?", (person.customer_id,)).fetchone()

    stated = dict(person.identifiers)
    assert stated["email"] != email
    assert stated["email"].lower() == email.lower()
    assert stated["phone"] != phone
    assert stated["phone"].replace("-", "") == phone.replace(" ", "")


def test_markers_are_in_rows_of_that_person_only(database: sqlite3.Connection, person: DemoPerson) -> None:
    owners = {
        (table, owner(table, row, person))
        for marker in person.markers
        for table in REPORTED
        for row in rows_with(database, table, marker)
    }

    assert {who for _table, who in owners} == {person.customer_id}
    assert {table for table, _who in owners} >= {"customers", "contact_notes", "invoices", "newsletter_subscriptions"}


def test_markers_of_the_three_people_differ(demo: DemoSummary) -> None:
    markers = [marker for person in demo.people for marker in person.markers]

    assert len(markers) == len(set(markers))


def test_there_is_something_in_every_table(database: sqlite3.Connection, person: DemoPerson) -> None:
    counts = {
        table: one(database, f"SELECT count(*) FROM {table} WHERE customer_id = ?", person.customer_id)
        for table in BY_CUSTOMER
    }

    assert min(counts.values()) > 0, counts
    assert one(database, "SELECT count(*) FROM call_recordings WHERE customer_id = ?", person.customer_id) == len(
        person.recordings
    )


def test_invoices_lie_inside_and_outside_the_seven_years(database: sqlite3.Connection, person: DemoPerson) -> None:
    query = "SELECT count(*) FROM invoices WHERE customer_id = ? AND invoice_date"

    assert one(database, f"{query} >= '2019-01-01'", person.customer_id) == 8
    assert one(database, f"{query} < '2019-01-01'", person.customer_id) == 4


def test_notes_name_the_person_and_the_housemate(database: sqlite3.Connection, person: DemoPerson) -> None:
    notes = " ".join(
        body
        for (body,) in database.execute("SELECT body FROM contact_notes WHERE customer_id = ?", (person.customer_id,))
    )
    theirs = database.execute("SELECT email, first_name FROM customers WHERE id = ?", (person.housemate_id,)).fetchone()

    assert person.name in notes
    assert any(marker in notes for marker in person.markers if marker.startswith("NL"))
    assert all(value in notes for value in theirs)


def test_tickets_of_others_refer_to_theirs_and_theirs_to_others(
    database: sqlite3.Connection, person: DemoPerson
) -> None:
    query = (
        "SELECT child.customer_id, parent.customer_id FROM tickets child JOIN tickets parent"
        " ON parent.id = child.parent_ticket_id WHERE child.customer_id <> parent.customer_id"
    )

    pairs = set(database.execute(query).fetchall())

    assert (person.housemate_id, person.customer_id) in pairs
    assert (person.namesake_id, person.customer_id) in pairs
    assert (person.customer_id, person.housemate_id) in pairs
