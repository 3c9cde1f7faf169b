"""XLSX as Excel writes it: texts kept apart, dates known only by their style, and what openpyxl would change."""

from typing import Any

import pytest

from registers.exchange.archives import Archive
from registers.exchange.errors import FileDamaged
from registers.exchange.sheets import xlsx
from registers.exchange.sheets.grid import Unreadable, as_text
from tests.engines.exchange.sheets import excel, zipped


def values(rows: str, strings: str = "", **more: Any) -> list[Any]:
    book = xlsx.read(Archive(zipped(excel(rows, strings, **more)), "boek.xlsx"))
    return [value for _number, row in book.rows("Blad1") for value in row]


def one(attributes: str, inside: str, strings: str = "", **more: Any) -> Any:
    return values(f"<row><c {attributes}>{inside}</c></row>", strings, **more)[0]


@pytest.mark.parametrize(
    ("string", "text"),
    [
        ("<t>plat</t>", "plat"),
        ("<r><t>half </t></r><r><rPr><b/></rPr><t>vet</t></r>", "half vet"),
        ("<t>kanji</t><rPh sb='0' eb='1'><t>uitspraak</t></rPh>", "kanji"),
        ("<t>a_x000D_b</t>", "a\rb"),
        ("<t>_x005F_x000D_</t>", "_x000D_"),
        ("<t>x005F_ blijft</t>", "x005F_ blijft"),
    ],
)
def test_a_shared_text_is_read_as_excel_shows_it(string: str, text: str) -> None:
    assert one('t="s"', "<v>0</v>", f"<si>{string}</si>") == text


@pytest.mark.parametrize(
    ("attributes", "inside", "text"),
    [
        ("", "<v>12536</v>", "12536"),
        ("", "<v>3.0</v>", "3"),
        ("", "<v>0.5</v>", "0.5"),
        ('s="1"', "<v>46115</v>", "2026-04-03"),
        ('s="3"', "<v>46115.5</v>", "2026-04-03 12:00:00"),
        ('s="2"', "<v>46115</v>", "46115"),
        ('t="b"', "<v>1</v>", "ja"),
        ('t="str"', "<v>tekst</v>", "tekst"),
        ('t="d"', "<v>2026-04-03</v>", "2026-04-03"),
        ('t="inlineStr"', "<is><t>hier</t></is>", "hier"),
    ],
)
def test_a_value_is_what_a_person_saw(attributes: str, inside: str, text: str) -> None:
    assert as_text(one(attributes, inside)) == text


def test_days_are_counted_from_1904_where_the_workbook_says_so() -> None:
    assert as_text(one('s="1"', "<v>44653</v>", since_1904=True)) == "2026-04-03"


def test_a_formula_and_an_error_are_no_values() -> None:
    found = values('<row><c><f>1+1</f><v>2</v></c><c t="e"><v>#REF!</v></c></row>')

    assert found == [Unreadable.FORMULA, Unreadable.ERROR]


def test_cells_stand_in_the_column_that_they_name() -> None:
    assert values('<row r="7"><c r="B7"><v>1</v></c><c r="D7"><v>2</v></c></row>') == [None, 1, None, 2]


def test_a_text_that_is_not_there_is_damage() -> None:
    with pytest.raises(FileDamaged):
        one('t="s"', "<v>4</v>", "<si><t>a</t></si>")
