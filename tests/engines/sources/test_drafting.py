"""A draft of a database that nobody described: sensible proposals, nothing that the law must say."""

import sqlalchemy as sa

from registers.choices import DataCategory, Fate, IdentifierKind, PhoneFormat, TableRole, Treatment
from registers.datamap import DataMap, FieldMap, TableMap, map_from_yaml, map_to_yaml
from subjects.planning.checking import check
from subjects.sources.drafting import draft
from subjects.sources.reflecting import reflect
from tests.engines.sources.conftest import opened

FOR_HUMANS = {"no-activity", "no-ground", "untreated"}


def drafted(connection: sa.Connection) -> DataMap:
    return draft(connection, reflect(connection), name="proef", url_env="PROEF_URL")


def table(datamap: DataMap, name: str) -> TableMap:
    """The table of that name, however the dialect spells it (``InvoiceLine``, ``invoice_line``)."""
    return next(table for table in datamap.tables if _plain(table.name) == _plain(name))


def field(datamap: DataMap, of: str, name: str) -> FieldMap:
    return next(field for field in table(datamap, of).fields if _plain(field.name) == _plain(name))


def _plain(name: str) -> str:
    return name.replace("_", "").casefold()


def test_chinook_gets_roles_and_keys(chinook: sa.Connection) -> None:
    datamap = drafted(chinook)

    roles = {_plain(table.name): table.role for table in datamap.tables}

    assert {name for name, role in roles.items() if role == TableRole.PERSON} == {"customer", "employee"}
    assert {name for name, role in roles.items() if role == TableRole.DEPENDENT} == {"invoice", "invoiceline"}
    assert len(table(datamap, "PlaylistTrack").key) == 2


def test_chinook_gets_identifiers_and_categories(chinook: sa.Connection) -> None:
    datamap = drafted(chinook)

    assert field(datamap, "Customer", "Email").identifies == IdentifierKind.EMAIL
    assert field(datamap, "Customer", "Phone").identifies == IdentifierKind.PHONE
    assert field(datamap, "Customer", "LastName").identifies == IdentifierKind.NAME
    assert field(datamap, "Customer", "PostalCode").identifies == IdentifierKind.POSTCODE
    assert field(datamap, "Employee", "BirthDate").identifies == IdentifierKind.BIRTH_DATE
    assert field(datamap, "Invoice", "BillingAddress").category == DataCategory.CONTACT
    assert field(datamap, "Track", "Name").category == DataCategory.NONE


def test_chinook_links_follow_ownership_and_nothing_else(chinook: sa.Connection) -> None:
    owned = {(_plain(link.child.table), _plain(link.parent.table)) for link in drafted(chinook).links if link.belongs}

    assert owned == {("invoice", "customer"), ("invoiceline", "invoice")}


def test_chinook_leaves_to_people_what_only_people_know(chinook: sa.Connection) -> None:
    catalog = reflect(chinook)
    datamap = draft(chinook, catalog, name="proef", url_env="PROEF_URL")

    errors = {gap.code for gap in check(datamap, catalog) if gap.severity == "error"}

    assert errors == FOR_HUMANS
    assert datamap.duties == ()
    assert all(table.ground == table.activity == "" and table.duty is None for table in datamap.tables)


def test_chinook_proposes_treatments_that_fit(chinook: sa.Connection) -> None:
    datamap = drafted(chinook)

    mail, name, city = (field(datamap, "Customer", column) for column in ("Email", "LastName", "City"))

    assert mail.erasure is not None and mail.erasure.treatment == Treatment.SURROGATE
    assert name.anonymisation is not None and name.anonymisation.treatment == Treatment.SURROGATE
    assert city.erasure is not None and city.erasure.treatment == Treatment.NULL
    assert table(datamap, "Customer").erasure == Fate.DELETE
    assert table(datamap, "Invoice").erasure == table(datamap, "Employee").erasure == Fate.TREAT


def test_a_draft_can_be_written_and_read_back(chinook: sa.Connection) -> None:
    datamap = drafted(chinook)

    assert map_from_yaml(map_to_yaml(datamap)) == datamap


def test_the_nasty_schema_can_be_drafted_written_and_read_back(nasty: sa.Connection) -> None:
    datamap = drafted(nasty)

    assert map_from_yaml(map_to_yaml(datamap)) == datamap
    assert field(datamap, "Klant", "E-mail").identifies == IdentifierKind.EMAIL
    assert field(datamap, "Klant", "Geboren").identifies == IdentifierKind.BIRTH_DATE
    assert table(datamap, "samen").key == ("b", "a")
    assert table(datamap, "los").key == ()
    assert table(datamap, "overzicht").erasure == Fate.KEEP


def test_no_proposal_is_a_misfit_in_the_nasty_schema(nasty: sa.Connection) -> None:
    catalog = reflect(nasty)

    gaps = check(draft(nasty, catalog, name="proef", url_env="PROEF_URL"), catalog)

    assert {gap.code for gap in gaps if gap.severity == "error"} == FOR_HUMANS


def test_a_reference_to_oneself_is_no_ownership(nasty: sa.Connection) -> None:
    (own,) = [link for link in drafted(nasty).links if link.child.table == link.parent.table]

    assert not own.belongs


def test_values_tell_what_names_do_not(fresh_source: str) -> None:
    with opened(fresh_source).begin() as connection:
        connection.execute(sa.text("CREATE TABLE k (id integer PRIMARY KEY, a text, b text, c text, d text, e text)"))
        for number in range(8):
            connection.execute(
                sa.text("INSERT INTO k VALUES (:id, :a, :b, :c, :d, :e)"),
                {
                    "id": number,
                    "a": f"x{number}@example.org",
                    "b": "NL91 ABNA 0417 1643 00",
                    "c": f"+3161234567{number}",
                    "d": f"{1234 + number} AB",
                    "e": f"belde over de rekening, terugmailen naar x{number}@example.org",
                },
            )

        datamap = drafted(connection)

    found = [field(datamap, "k", column) for column in "abcd"]
    assert [one.identifies for one in found] == [
        IdentifierKind.EMAIL, IdentifierKind.IBAN, IdentifierKind.PHONE, IdentifierKind.POSTCODE,
    ]  # fmt: skip
    assert field(datamap, "k", "c").phone_format == PhoneFormat.E164
    assert field(datamap, "k", "e").category == DataCategory.COMMUNICATION


def test_an_address_that_people_refer_to_hangs_on_them(fresh_source: str) -> None:
    with opened(fresh_source).begin() as connection:
        for text in (
            "CREATE TABLE adres (id integer PRIMARY KEY, straat varchar(80), postcode varchar(7), plaats varchar(40))",
            "CREATE TABLE land (id integer PRIMARY KEY, naam varchar(40))",
            "CREATE TABLE klant (id integer PRIMARY KEY, naam varchar(80), email varchar(80), adres_id integer,"
            " land_id integer,"
            " FOREIGN KEY (adres_id) REFERENCES adres (id), FOREIGN KEY (land_id) REFERENCES land (id))",
        ):
            connection.execute(sa.text(text))

        datamap = drafted(connection)

    backwards = [link for link in datamap.links if link.belongs]
    assert [(link.child.table, link.parent.columns) for link in backwards] == [("adres", ("adres_id",))]
    assert table(datamap, "adres").role == TableRole.DEPENDENT
    assert table(datamap, "land").role == TableRole.REFERENCE


def test_no_sampled_value_reaches_the_map(chinook: sa.Connection) -> None:
    text = map_to_yaml(drafted(chinook))

    assert "@" not in text
    assert "Gonçalves" not in text
