"""Reflection sees what matters for a rewrite, on the nasty schema of each dialect."""

import sqlalchemy as sa

from subjects.planning.catalog import Catalog, CatalogColumn, CatalogIndex, CatalogTable, Family, TableKind
from subjects.sources.addresses import open_source
from subjects.sources.reflecting import reflect
from subjects.sources.reflecting_elsewhere import read_tables
from tests.engines.sources.conftest import LIMITS, build, opened


def table(catalog: Catalog, name: str) -> CatalogTable:
    found = catalog.table(name)
    assert found is not None
    return found


def column(catalog: Catalog, of: str, name: str) -> CatalogColumn:
    found = table(catalog, of).column(name)
    assert found is not None
    return found


def index(catalog: Catalog, of: str, name: str) -> CatalogIndex:
    return next(index for index in table(catalog, of).indexes if index.name == name)


def test_names_with_capitals_hyphens_and_reserved_words_are_kept(nasty: sa.Connection) -> None:
    catalog = reflect(nasty)

    names = [column.name for column in table(catalog, "Klant").columns]

    assert names[:4] == ["KlantNr", "E-mail", "order", "Soort"]


def test_the_default_schema_has_no_name(nasty: sa.Connection) -> None:
    assert table(reflect(nasty), "Klant").schema is None


def test_composite_keys_keep_their_order(nasty: sa.Connection) -> None:
    assert table(reflect(nasty), "samen").primary_key == ("b", "a")


def test_a_table_without_a_key_has_none(nasty: sa.Connection) -> None:
    assert table(reflect(nasty), "los").primary_key == ()


def test_foreign_keys_into_a_wanted_table_come_along_from_anywhere(nasty: sa.Connection) -> None:
    catalog = reflect(nasty, wanted=[(None, "Klant")])

    found = {(child.qualified, key.columns, key.on_delete) for child, key in catalog.inbound("Klant")}

    assert {("Klant", ("Werver",), "SET NULL"), ("samen", ("KlantNr",), "CASCADE")} <= found
    assert catalog.table("los") is None


def test_a_composite_foreign_key_keeps_its_pairs(nasty: sa.Connection) -> None:
    (key,) = table(reflect(nasty), "regel").foreign_keys

    assert dict(zip(key.columns, key.referred_columns, strict=True)) == {"sa": "a", "sb": "b"}


def test_a_wanted_table_that_is_not_there_is_absent(nasty: sa.Connection) -> None:
    assert reflect(nasty, wanted=[(None, "weg"), ("ergens", "weg")]).tables == ()


def test_views_triggers_and_generated_columns_are_seen(nasty: sa.Connection) -> None:
    catalog = reflect(nasty)

    assert table(catalog, "overzicht").kind == TableKind.VIEW
    assert "bewaar" in table(catalog, "Klant").triggers
    assert column(catalog, "Klant", "Volledig").generated
    assert not column(catalog, "Klant", "Saldo").generated


def test_checks_lengths_and_numbers_are_seen(nasty: sa.Connection) -> None:
    catalog = reflect(nasty)

    balance = column(catalog, "Klant", "Saldo")

    assert any("order" in text for text in table(catalog, "Klant").checks)
    assert column(catalog, "Klant", "order").length == 20
    assert (balance.family, balance.precision, balance.scale, balance.nullable) == (Family.DECIMAL, 10, 2, False)


def test_the_same_structure_has_the_same_hash(nasty: sa.Connection) -> None:
    assert reflect(nasty).sha256 == reflect(nasty).sha256


def test_postgresql_enums_domains_arrays_and_json(nasty_postgresql: Catalog) -> None:
    mail = column(nasty_postgresql, "Klant", "E-mail")

    assert column(nasty_postgresql, "Klant", "Soort").enum_values == ("gold", "plain")
    assert (mail.family, mail.length, mail.nullable) == (Family.TEXT, 80, False)
    assert any('"E-mail"' in text and "@" in text for text in table(nasty_postgresql, "Klant").checks)
    assert column(nasty_postgresql, "archief.oud", "tags").family == Family.ARRAY
    assert column(nasty_postgresql, "archief.oud", "ruw").family == Family.JSON


def test_postgresql_partitions_count_for_their_root(nasty_postgresql: Catalog) -> None:
    assert table(nasty_postgresql, "gesprek").kind == TableKind.PARTITIONED
    assert nasty_postgresql.table("gesprek_2026") is None
    assert len(table(nasty_postgresql, "gesprek").foreign_keys) == 1


def test_postgresql_row_security_identity_and_serial(nasty_postgresql: Catalog) -> None:
    assert table(nasty_postgresql, "Klant").row_security
    assert column(nasty_postgresql, "Klant", "KlantNr").identity
    assert column(nasty_postgresql, "regel", "id").identity


def test_postgresql_internal_triggers_are_left_out(nasty_postgresql: Catalog) -> None:
    assert table(nasty_postgresql, "Klant").triggers == ("bewaar",)
    assert table(nasty_postgresql, "samen").triggers == ()


def test_postgresql_expression_and_partial_indexes(nasty_postgresql: Catalog) -> None:
    mail = index(nasty_postgresql, "Klant", "klant_mail")

    assert (mail.columns, mail.unique) == ((), True)
    assert "lower" in mail.expressions[0]
    assert index(nasty_postgresql, "Klant", "klant_order").partial


def test_an_index_that_finds_no_value_offers_no_column(fresh_postgresql: str) -> None:
    engine = open_source(source="proef", url=fresh_postgresql, limits=LIMITS)
    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE t (a integer)")
        connection.exec_driver_sql("CREATE INDEX t_a ON t USING brin (a)")

        found = reflect(connection)

    assert index(found, "t", "t_a").columns == ()


def test_a_foreign_key_from_another_schema_is_found(nasty_postgresql: Catalog) -> None:
    assert any(child.qualified == "archief.oud" for child, _key in nasty_postgresql.inbound("Klant"))


def test_mariadb_engines_enums_json_booleans_and_collations(nasty_mariadb: Catalog) -> None:
    assert not table(nasty_mariadb, "los").transactional
    assert table(nasty_mariadb, "Klant").transactional
    assert column(nasty_mariadb, "Klant", "Soort").enum_values == ("gold", "plain")
    assert column(nasty_mariadb, "Klant", "Ruw").family == Family.JSON
    assert column(nasty_mariadb, "Klant", "Actief").family == Family.BOOLEAN
    assert column(nasty_mariadb, "Klant", "E-mail").case_insensitive


def test_mariadb_columns_that_write_themselves_count_as_triggers(nasty_mariadb: Catalog) -> None:
    assert "on update: Gewijzigd" in table(nasty_mariadb, "Klant").triggers


def test_mariadb_system_versioning_is_seen(nasty_mariadb: Catalog) -> None:
    assert table(nasty_mariadb, "bewaard").engine.endswith("system versioned")


def test_sqlite_collations_expressions_and_partial_indexes(nasty_sqlite: Catalog) -> None:
    assert column(nasty_sqlite, "Klant", "E-mail").case_insensitive
    assert index(nasty_sqlite, "Klant", "klant_mail").expressions == ('lower("e-mail")',)
    assert index(nasty_sqlite, "Klant", "klant_order").partial


def test_sqlite_foreign_keys_get_the_spelling_of_their_tables(nasty_sqlite: Catalog) -> None:
    (key,) = table(nasty_sqlite, "samen").foreign_keys

    assert (key.columns, key.referred, key.referred_columns) == (("KlantNr",), "Klant", ("KlantNr",))


def test_a_hundred_and_fifty_tables_take_no_more_statements_than_one(fresh_source: str) -> None:
    engine = open_source(source="proef", url=fresh_source, limits=LIMITS)
    asked: list[str] = []
    with engine.connect() as connection:
        reflect(connection)
        sa.event.listen(connection, "before_cursor_execute", lambda *event: asked.append(str(event[2])))
        connection.exec_driver_sql("CREATE TABLE t0 (id integer PRIMARY KEY)")
        few = _statements(connection, asked)
        for number in range(1, 150):
            text = f"CREATE TABLE t{number} (id integer PRIMARY KEY, up integer, FOREIGN KEY (up) REFERENCES t0 (id))"
            connection.exec_driver_sql(text)

        many = _statements(connection, asked)

    assert many == few


def test_the_common_inspector_sees_the_frame_of_a_schema(fresh_sqlite: str) -> None:
    build(fresh_sqlite)
    with opened(fresh_sqlite).connect() as connection:
        tables = {table.name: table for table in read_tables(connection, [(None, "samen")])}

    assert set(tables) == {"samen", "regel"}
    assert tables["samen"].primary_key == ("b", "a")
    assert dict(zip(tables["regel"].foreign_keys[0].columns, ("b", "a"), strict=True)) == {"sb": "b", "sa": "a"}
    assert [column.family for column in tables["samen"].columns] == [Family.INTEGER, Family.TEXT, Family.INTEGER]


def _statements(connection: sa.Connection, asked: list[str]) -> int:
    asked.clear()
    reflect(connection)
    return len(asked)
