"""What the rewriting bench runs: orders for the engine, and the SQL that somebody would write by hand."""

import hashlib
from typing import Any

import sqlalchemy as sa

from registers.choices import DataCategory, IdentifierKind, Treatment
from registers.datamap import DataMap, FieldMap, FieldTreatment, LinkEnd, LinkMap, TableMap
from subjects.planning.catalog import Catalog
from subjects.planning.keys import Key
from subjects.planning.values import Action, ColumnChange, Operation, SourcePlan, TableState
from subjects.rewriting.detectors import SubjectTerms
from subjects.rewriting.running import RewriteOrder
from subjects.sources.fingerprints import fingerprint
from subjects.sources.staging import stage_keys, table_of

NULL = FieldTreatment(treatment=Treatment.NULL)
SURROGATE = FieldTreatment(treatment=Treatment.SURROGATE)
YEAR = FieldTreatment.model_validate({"treatment": "generalise", "to": "year"})
POSTCODE = FieldTreatment.model_validate({"treatment": "generalise", "to": "postcode4"})
CUSTOMER: dict[str, FieldTreatment] = {
    "number": SURROGATE, "first_name": NULL,
    "last_name": FieldTreatment(treatment=Treatment.CONSTANT, value="verwijderd"),
    "email": SURROGATE, "phone": SURROGATE, "mobile": NULL, "street": NULL, "house_number": NULL, "postcode": POSTCODE,
    "iban": NULL, "born": YEAR, "notes": NULL,
}  # fmt: skip
ORDERS = {"address": NULL, "remark": NULL}
NOTES = {"caller": SURROGATE, "body": FieldTreatment(treatment=Treatment.CONSTANT, value="verwijderd"), "agent": NULL}
KINDS = {"email": IdentifierKind.EMAIL, "phone": IdentifierKind.PHONE, "caller": IdentifierKind.PHONE}


def ignore(_told: object) -> None:
    """No fault."""


def datamap() -> DataMap:
    """The map of the bench."""
    tables = tuple(
        TableMap(
            name=name,
            key=("id",),
            fields=tuple(
                FieldMap(name=column, category=DataCategory.CONTACT, identifies=KINDS.get(column)) for column in columns
            ),
        )
        for name, columns in (("customer", CUSTOMER), ("orders", ORDERS), ("contact_log", NOTES))
    )
    links = tuple(
        LinkMap(child=LinkEnd(table=child, columns=("customer_id",)), parent=LinkEnd(table="customer", columns=("id",)))
        for child in ("orders", "contact_log")
    )
    return DataMap(name="bench", url_env="BENCH_URL", tables=tables, links=links)


def person_order(engine: sa.Engine, mapped: DataMap, catalog: Catalog, person: int) -> RewriteOrder:
    """Twelve columns of the customer, two of the orders, the contact notes gone."""
    found = _found(engine, person)
    operations = (
        _treat("customer", found["customer"], CUSTOMER),
        _treat("orders", found["orders"], ORDERS),
        Operation(table="contact_log", action=Action.DELETE, keys=found["contact_log"]),
    )
    return _order(engine, mapped, catalog, operations, secret=hashlib.sha256(str(person).encode()).digest())


def many_order(engine: sa.Engine, mapped: DataMap, catalog: Catalog, person: int) -> RewriteOrder:
    """Three columns of the 20,000 notes of a customer."""
    keys = _found(engine, person)["contact_log"]
    secret = hashlib.sha256(f"many {person}".encode()).digest()
    return _order(engine, mapped, catalog, (_treat("contact_log", keys, NOTES),), secret=secret)


def _found(engine: sa.Engine, person: int) -> dict[str, tuple[Key, ...]]:
    with engine.connect() as connection:
        return {
            name: tuple(
                tuple(row)
                for row in connection.execute(sa.text(f"SELECT id FROM {name} WHERE {column} = :p"), {"p": person})
            )
            for name, column in (("customer", "id"), ("orders", "customer_id"), ("contact_log", "customer_id"))
        }


def _treat(table: str, keys: tuple[Key, ...], columns: dict[str, FieldTreatment]) -> Operation:
    changes = tuple(ColumnChange(column=name, treatment=treatment) for name, treatment in columns.items())
    return Operation(table=table, action=Action.TREAT, keys=keys, columns=changes)


def _order(
    engine: sa.Engine, mapped: DataMap, catalog: Catalog, operations: tuple[Operation, ...], *, secret: bytes
) -> RewriteOrder:
    states = []
    with engine.connect() as connection:
        for operation in operations:
            table = table_of(catalog, operation.table)
            with stage_keys(connection, table, ("id",), operation.keys) as stage:
                text = fingerprint(connection, table, stage)
            states.append(TableState(table=operation.table, keys=operation.keys, fingerprint=text))
    plan = SourcePlan(
        source="bench",
        dialect="postgresql",
        map_sha256="",
        catalog_sha256="",
        operations=operations,
        states=tuple(states),
    )
    return RewriteOrder(
        datamap=mapped, catalog=catalog, plan=plan, secret=secret, terms=SubjectTerms(), maybe_applied=False
    )


_TOKEN = "encode(sha256(convert_to(%(secret)s || '{label}' || id::text, 'UTF8')), 'hex')"
_EMAIL = f"substr({_TOKEN.format(label='email')}, 1, 16) || '@verwijderd.invalid'"
_NUMBER = f"substr({_TOKEN.format(label='number')}, 1, 32)"
_DIGITS = f"'00' || translate(substr({_TOKEN}, 1, 13), 'abcdef', '012345')"
_PHONE = _DIGITS.format(label="phone")
_STATE = (
    "SELECT count(*), sum(hashtextextended(t::text, 0) & 9223372036854775807)::text"
    " FROM {table} t WHERE id = ANY(%(keys)s)"
)
_NEW = "SELECT count(*) FROM {table} WHERE customer_id = %(person)s AND id <> ALL(%(keys)s)"


class HandWritten:
    """The same changes and the same checks, as SQL for these three tables and this treatment."""

    def __init__(self, engine: sa.Engine) -> None:
        self.engine = engine

    def person(self, order: RewriteOrder) -> None:
        """One person: state, new rows, three statements with their counts, read again, new rows again."""
        keys = {state.table: [key[0] for key in state.keys] for state in order.plan.states}
        person, secret = int(str(keys["customer"][0])), order.secret.hex()
        connection = self.engine.raw_connection()
        cursor: Any = connection.cursor()
        for state in order.plan.states:
            cursor.execute(_STATE.format(table=state.table), {"keys": keys[state.table]})
            self._equal("{}:{}".format(*cursor.fetchone()), state.fingerprint)
        self._no_new_rows(cursor, person, keys)
        cursor.execute(
            f"UPDATE customer SET number = {_NUMBER}, first_name = NULL, last_name = 'verwijderd', email = {_EMAIL},"
            f" phone = {_PHONE}, mobile = NULL, street = NULL, house_number = NULL,"
            " postcode = substring(postcode from '[1-9][0-9]{3}'), iban = NULL,"
            " born = date_trunc('year', born)::date, notes = NULL WHERE id = ANY(%(keys)s)",
            {"secret": secret, "keys": [person]},
        )
        self._equal(cursor.rowcount, 1)
        cursor.execute(
            "UPDATE orders SET address = NULL, remark = NULL WHERE id = ANY(%(keys)s)", {"keys": keys["orders"]}
        )
        self._equal(cursor.rowcount, len(keys["orders"]))
        cursor.execute("DELETE FROM contact_log WHERE id = ANY(%(keys)s)", {"keys": keys["contact_log"]})
        self._equal(cursor.rowcount, len(keys["contact_log"]))
        self._read_again(cursor, person, secret, keys)
        self._no_new_rows(cursor, person, keys)
        connection.commit()
        connection.close()

    def many(self, person: int) -> None:
        """One statement for all notes of a customer."""
        phone = _DIGITS.format(label="caller")
        connection = self.engine.raw_connection()
        cursor: Any = connection.cursor()
        cursor.execute(
            f"UPDATE contact_log SET caller = {phone}, body = 'verwijderd', agent = NULL"
            " WHERE customer_id = %(person)s",
            {"secret": "s", "person": person},
        )
        connection.commit()
        connection.close()

    def _read_again(self, cursor: Any, person: int, secret: str, keys: dict[str, list[Any]]) -> None:
        cursor.execute(
            f"SELECT count(*) FROM customer WHERE id = ANY(%(keys)s) AND number = {_NUMBER} AND first_name IS NULL"
            f" AND last_name = 'verwijderd' AND email = {_EMAIL} AND phone = {_PHONE} AND mobile IS NULL"
            " AND street IS NULL AND house_number IS NULL AND iban IS NULL AND notes IS NULL"
            " AND postcode IS NOT DISTINCT FROM substring(postcode from '[1-9][0-9]{3}')"
            " AND born IS NOT DISTINCT FROM date_trunc('year', born)::date",
            {"secret": secret, "keys": [person]},
        )
        self._equal(cursor.fetchone()[0], 1)
        cursor.execute(
            "SELECT count(*) FROM orders WHERE id = ANY(%(keys)s) AND address IS NULL AND remark IS NULL",
            {"keys": keys["orders"]},
        )
        self._equal(cursor.fetchone()[0], len(keys["orders"]))
        cursor.execute("SELECT count(*) FROM contact_log WHERE id = ANY(%(keys)s)", {"keys": keys["contact_log"]})
        self._equal(cursor.fetchone()[0], 0)

    def _no_new_rows(self, cursor: Any, person: int, keys: dict[str, list[Any]]) -> None:
        for table in ("orders", "contact_log"):
            cursor.execute(_NEW.format(table=table), {"person": person, "keys": keys[table]})
            self._equal(cursor.fetchone()[0], 0)

    @staticmethod
    def _equal(found: object, expected: object) -> None:
        if found != expected:
            raise AssertionError(f"{found} is not {expected}")
