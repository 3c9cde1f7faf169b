"""Which columns are shown, and the reason for each that isn't."""

from typing import Any

from registers.choices import DataCategory, Treatment
from registers.datamap import DataMap, FieldMap, FieldTreatment, LinkEnd, LinkMap, TableMap
from subjects.exporting.choosing import choose, file_columns
from subjects.planning.catalog import CatalogColumn, CatalogTable, Family

CONTACT = DataCategory.CONTACT
LINK = LinkMap(child=LinkEnd(table="person", columns=("address_id",)), parent=LinkEnd(table="address", columns=("id",)))


def field(name: str, **more: Any) -> FieldMap:
    return FieldMap(name=name, **{"category": CONTACT, **more})


def chosen(*fields: FieldMap, new: tuple[str, ...] = (), **table: Any) -> dict[str, str]:
    """Column → code; '' for one that is shown."""
    mapped = TableMap(name="person", key=("id",), fields=fields, **table)
    address = TableMap(name="address", key=("id",))
    datamap = DataMap(name="shop", url_env="SHOP", tables=(mapped, address), links=(LINK,))
    columns = [CatalogColumn(name=name, type="text", family=Family.TEXT) for name in (*[f.name for f in fields], *new)]
    choice = choose(
        datamap=datamap,
        table=mapped,
        known=CatalogTable(name="person", columns=tuple(columns)),
        found={"person", "address"},
    )
    return {**{one.name: "" for one in choice.shown}, **{one.name: one.code for one in choice.hidden}}


def test_what_the_map_shows_is_shown() -> None:
    assert chosen(field("email"), field("id", category=DataCategory.NONE)) == {"email": "", "id": ""}


def test_a_third_party_is_never_shown_not_even_when_show_is_on() -> None:
    assert chosen(field("agent", third_party="een medewerker", show=True)) == {"agent": "third_party"}


def test_a_table_about_others_is_left_out_whole() -> None:
    assert chosen(field("email"), third_party="collega's", new=("more",)) == {"": "third_party"}


def test_each_hidden_column_has_its_own_reason() -> None:
    found = chosen(
        field("address_id", show=False),
        field("checksum", show=False, category=DataCategory.NONE),
        field("score", show=False),
        new=("added_later",),
    )

    assert found == {
        "address_id": "reference",
        "checksum": "not_personal",
        "score": "unexplained",
        "added_later": "unmapped",
    }


def test_a_file_of_somebody_else_is_not_copied() -> None:
    gone = FieldTreatment(treatment=Treatment.FILE)
    table = TableMap(
        name="call",
        key=("id",),
        fields=(
            field("recording", erasure=gone),
            field("agent_recording", anonymisation=gone, third_party="een medewerker"),
            field("hidden", erasure=gone, show=False),
            field("note"),
        ),
    )

    assert file_columns(table) == ("recording",)
