"""From the person's row to everything that is theirs: links, shared rows, odd keys, views."""

import pytest

from registers.choices import Fate
from tests.engines.locating.world import EMAIL, NUMBER, Town, link, person, table

CUSTOMER = (
    "CREATE TABLE customer (id INTEGER PRIMARY KEY, number VARCHAR(10), email VARCHAR(80))",
    "INSERT INTO customer VALUES (1, '42', 'sanne@example.nl'), (2, '43', 'piet@example.nl')",
)
CUSTOMERS = person("customer", "id", number=NUMBER, email=EMAIL)
TICKETS = table("ticket", "id", "customer_id", "parent_id")
TICKET = "CREATE TABLE ticket (id INTEGER PRIMARY KEY, customer_id INTEGER, parent_id INTEGER)"
FOLLOWS = [link("ticket.customer_id", "customer.id"), link("ticket.parent_id", "ticket.id")]


def test_rows_are_followed_down_links_of_ownership_only(small_town: Town) -> None:
    lines = table("line", "order_id", "number", key=("order_id", "number"))
    small_town.build(
        "shop",
        *CUSTOMER,
        "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER, manager_id INTEGER)",
        "CREATE TABLE line (order_id INTEGER, number INTEGER, PRIMARY KEY (order_id, number))",
        "INSERT INTO orders VALUES (10, 1, 2), (11, 2, 1)",
        "INSERT INTO line VALUES (10, 0), (10, 1), (11, 0)",
        tables=[CUSTOMERS, table("orders", "id", "customer_id", "manager_id"), lines],
        links=[
            link("orders.customer_id", "customer.id"),
            link("orders.manager_id", "customer.id", belongs=False),
            link("line.order_id", "orders.id"),
        ],
    )

    found = small_town.locate(email="sanne@example.nl")

    assert found.keys == {"customer": [(1,)], "orders": [(10,)], "line": [(10, 0), (10, 1)]}


def test_tickets_are_followed_to_their_follow_ups(town: Town) -> None:
    rows = "INSERT INTO ticket VALUES (1, 1, NULL), (2, NULL, 1), (3, NULL, 2), (4, 2, NULL), (5, NULL, 4)"
    town.build("shop", *CUSTOMER, TICKET, rows, tables=[CUSTOMERS, TICKETS], links=FOLLOWS)

    found = town.locate(email="sanne@example.nl")

    assert found.keys["ticket"] == [(1,), (2,), (3,)]
    assert found.shared == {}


def test_a_ring_of_tickets_ends(small_town: Town) -> None:
    rows = "INSERT INTO ticket VALUES (1, 1, 3), (2, NULL, 1), (3, NULL, 2), (4, NULL, 4)"
    small_town.build("shop", *CUSTOMER, TICKET, rows, tables=[CUSTOMERS, TICKETS], links=FOLLOWS)

    found = small_town.locate(email="sanne@example.nl")

    assert found.keys["ticket"] == [(1,), (2,), (3,)]


def test_a_follow_up_of_somebody_else_is_marked_as_shared(small_town: Town) -> None:
    rows = "INSERT INTO ticket VALUES (1, 1, NULL), (2, 2, 1)"
    small_town.build("shop", *CUSTOMER, TICKET, rows, tables=[CUSTOMERS, TICKETS], links=FOLLOWS)

    found = small_town.locate(email="sanne@example.nl")

    assert found.shared == {"ticket": [(2,)]}


def test_an_address_where_others_live_too_is_shared(town: Town) -> None:
    town.build(
        "shop",
        "CREATE TABLE customer (id INTEGER PRIMARY KEY, address_id INTEGER, email VARCHAR(80))",
        "CREATE TABLE address (id INTEGER PRIMARY KEY, street VARCHAR(40))",
        "INSERT INTO customer VALUES (1, 5, 'sanne@example.nl'), (2, 5, 'piet@example.nl'), (3, 6, 'els@example.nl')",
        "INSERT INTO address VALUES (5, 'Dorpsstraat'), (6, 'Kerkstraat')",
        tables=[person("customer", "id", "address_id", email=EMAIL), table("address", "id", "street")],
        links=[link("address.id", "customer.address_id")],
    )

    assert town.locate(email="sanne@example.nl").shared == {"address": [(5,)]}
    assert town.locate(email="els@example.nl").shared == {}


@pytest.mark.parametrize(
    ("kind", "keys"),
    [
        ("INTEGER", ["0, 7", "1, 7", "2, 7", "0, 0"]),
        ("VARCHAR(5)", ["'', 0", "'a', 0", "'', 1", "'0', 0"]),
        ("BOOLEAN", ["false, 0", "true, 0", "true, 1", "false, 1"]),
    ],
)
def test_zero_empty_text_and_false_are_parts_of_a_key_like_any_other(town: Town, kind: str, keys: list[str]) -> None:
    build_tenants(town, kind, keys)

    found = [town.locate(email=f"p{place}@example.nl").keys for place in range(4)]

    assert [one["orders"] for one in found] == [[(place,)] for place in range(4)]
    assert len({one["customer"][0] for one in found}) == 4


def build_tenants(town: Town, kind: str, keys: list[str]) -> None:
    columns = f"tenant {kind}, no INTEGER"
    customers = [f"INSERT INTO customer VALUES ({key}, 'p{place}@example.nl')" for place, key in enumerate(keys)]
    orders = [f"INSERT INTO orders VALUES ({place}, {key})" for place, key in enumerate(keys)]
    town.build(
        "shop",
        f"CREATE TABLE customer ({columns}, email VARCHAR(80), PRIMARY KEY (tenant, no))",
        f"CREATE TABLE orders (id INTEGER PRIMARY KEY, {columns})",
        *[*customers, *orders],
        tables=[
            person("customer", "tenant", "no", key=("tenant", "no"), email=EMAIL),
            table("orders", "id", "tenant", "no"),
        ],
        links=[link("orders.tenant+no", "customer.tenant+no")],
    )


def test_quoted_reserved_and_mixed_case_names_are_names(town: Town) -> None:
    quote = '"' if "maria" not in town.urls["shop"] and "mysql" not in town.urls["shop"] else "`"
    create = 'CREATE TABLE "Order" ("select" INTEGER PRIMARY KEY, "E-mail" VARCHAR(80), "User Id" INTEGER)'
    rows = "INSERT INTO \"Order\" VALUES (0, 'sanne@example.nl', 1), (1, 'piet@example.nl', 0)"
    town.build(
        "shop",
        *[statement.replace('"', quote) for statement in (create, rows)],
        tables=[person("Order", "select", "User Id", key=("select",), **{"E-mail": EMAIL})],
    )

    assert town.locate(email="sanne@example.nl").keys == {"Order": [(0,)]}


def test_a_reference_is_recognised_by_the_key_that_the_map_names(small_town: Town) -> None:
    lines = table("line", "id", "customer_id", "number", key=("number", "customer_id"))
    small_town.build(
        "shop",
        *CUSTOMER,
        "CREATE TABLE line (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customer (id),"
        " number INTEGER NOT NULL, UNIQUE (customer_id, number))",
        "INSERT INTO line VALUES (7, 1, 3)",
        tables=[CUSTOMERS, lines],
        links=[link("line.customer_id", "customer.id")],
    )

    found = small_town.locate(email="sanne@example.nl")

    (customer,) = [one for one in found.collected.findings[0].tables if one.table == "customer"]
    assert [(one.child_key, one.found) for one in customer.references] == [((3, 1), True)]


def test_a_view_is_read_like_a_table(town: Town) -> None:
    view = table("active", "id", key=("id",), fate=Fate.KEEP, email=EMAIL)
    town.build(
        "shop",
        *CUSTOMER,
        "CREATE VIEW active AS SELECT id, email FROM customer",
        tables=[CUSTOMERS, view],
        links=[link("active.id", "customer.id")],
    )

    assert town.locate(email="sanne@example.nl").keys == {"customer": [(1,)], "active": [(1,)]}
