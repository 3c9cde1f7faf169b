"""Spreadsheets as people make them become records by a mapping of their columns."""

import datetime as dt
from typing import Any

import pytest

from registers.book import records as r
from registers.exchange.errors import FormatUnknown, HeadersUnknown, MappingInvalid
from registers.exchange.sheets.mapping import ColumnRule, as_rows, build, from_rows
from registers.register_choices import Answer, LegalBasis, Presence
from tests.engines.exchange import sheets
from tests.engines.exchange.sheets import codes, of, opened, split, units

BASIC = sheets.mapping(nr="activity.id", naam="activity.name", doel="purpose.text", grondslag="purpose.basis")
HEADS = ["Nr", "Naam", "Doel", "Grondslag"]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_is_read_in_any_encoding_and_with_any_separator(encoding: str, separator: str) -> None:
    text = separator.join(HEADS) + "\r\n" + separator.join(["1", "Café", "Bellen", "toestemming"]) + "\r\n"

    (unit,) = units(text.encode(encoding), BASIC)

    assert of(unit, r.Activity)[0].name == "Café"
    assert of(unit, r.Purpose)[0].basis == LegalBasis.CONSENT


def test_the_hint_of_excel_on_the_first_line_is_heeded() -> None:
    content = b"sep=,\nNr,Naam,Doel,Grondslag\n1,A,B,toestemming\n"

    assert len(units(content, BASIC)) == 1


def test_a_mapping_is_recognised_by_its_headers_in_any_order_and_case() -> None:
    content = sheets.xlsx(["GRONDSLAG ", "doel", "nr", "Naam"], ["toestemming", "Bellen", 1, "A"])

    (unit,) = units(content, BASIC)

    assert (unit.source_system, unit.source_id) == ("proef", "1")


def test_headers_that_nobody_knows_come_with_a_proposal() -> None:
    content = sheets.xlsx(["Naam verwerking\n(verplicht)", "Doel", "Iets"], ["A", "B", "C"])

    with pytest.raises(HeadersUnknown) as caught:
        opened(content)

    assert caught.value.proposal == {
        "naam verwerking (verplicht)": "activity.name",
        "doel": "purpose.text",
        "iets": "",
    }


def test_a_mapping_by_name_that_leaves_a_column_unsaid_is_refused() -> None:
    with pytest.raises(HeadersUnknown, match="nieuw"):
        opened(sheets.xlsx([*HEADS, "Nieuw"], [1, "A", "B", "", "x"]), mapping=BASIC)


def test_titles_above_the_headers_are_passed_over_and_told() -> None:
    reading = opened(sheets.xlsx(["Register 2026"], ["versie", "drie"], HEADS, [1, "A", "B", ""]), BASIC)

    assert len(list(reading.originals)) == 1
    assert [remark.facts for remark in reading.notes if remark.code == "rows-above"] == [{"rows": 2}]


def test_the_sheet_that_a_mapping_knows_is_read_and_the_others_are_named() -> None:
    reading = opened(sheets.xlsx(["a", "b"], ["c", "d"], Register=[HEADS, [1, "A", "B", ""]]), BASIC)

    assert len(list(reading.originals)) == 1
    assert [remark.path for remark in reading.notes if remark.code == "sheet-not-read"] == ["Sheet"]


def test_a_sheet_that_is_not_there_is_named() -> None:
    with pytest.raises(FormatUnknown, match="Register"):
        opened(sheets.xlsx(HEADS, [1, "A", "B", ""]), BASIC, sheet="Register")


def test_lines_of_cells_belong_together_by_their_place() -> None:
    chosen = sheets.mapping(nr="activity.id", naam="activity.name", wie=split("line.subjects"), wat=split("line.data"))

    (unit,) = units(sheets.xlsx(["Nr", "Naam", "Wie", "Wat"], [1, "A", "Klanten\nBellers", "naam\nnummer"]), chosen)

    assert [(line.subjects, line.data) for line in of(unit, r.Line)] == [("Klanten", "naam"), ("Bellers", "nummer")]


def test_lines_that_do_not_pair_are_a_doubt() -> None:
    chosen = sheets.mapping(nr="activity.id", naam="activity.name", wie=split("line.subjects"), wat=split("line.data"))

    (unit,) = units(sheets.xlsx(["Nr", "Naam", "Wie", "Wat"], [1, "A", "Klanten\nBellers", "naam"]), chosen)

    assert [(line.subjects, line.data) for line in of(unit, r.Line)] == [("Klanten", "naam"), ("Bellers", "")]
    assert "lines-unequal" in codes(unit)


def test_a_comma_divides_nothing() -> None:
    chosen = sheets.mapping(nr="activity.id", naam="activity.name", verwerker=split("processor.name"))

    (unit,) = units(sheets.xlsx(["Nr", "Naam", "Verwerker"], [1, "A", "Jansen, De Wit & Co B.V.\nMett"]), chosen)

    assert [party.name for party in of(unit, r.Party)] == ["Jansen, De Wit & Co B.V.", "Mett"]


def test_sparse_rows_below_an_id_are_one_record() -> None:
    content = sheets.xlsx(HEADS, [1, "A", "Bellen", "toestemming"], [None, None, "Mailen"], [2, "B", "Bellen"])

    first, second = units(content, BASIC)

    assert (first.original.rows, [purpose.text for purpose in of(first, r.Purpose)]) == (2, ["Bellen", "Mailen"])
    assert of(second, r.Activity)[0].name == "B"


def test_rows_that_repeat_themselves_say_it_once() -> None:
    content = sheets.xlsx(HEADS, [1, "A", "Bellen", "toestemming"], [1, "A", "Bellen"], [1, "A", "Mailen"])

    (unit,) = units(content, BASIC)

    assert [purpose.text for purpose in of(unit, r.Purpose)] == ["Bellen", "Mailen"]


def test_a_row_put_in_between_leaves_the_others_who_they_are() -> None:
    before = units(sheets.xlsx(HEADS, [1, "A", "Bellen"], [1, "A", "Mailen"]), BASIC)[0]
    after = units(sheets.xlsx(HEADS, [1, "A", "Bellen"], [1, "A", "Chatten"], [1, "A", "Mailen"]), BASIC)[0]

    assert {purpose.uid for purpose in of(before, r.Purpose)} <= {purpose.uid for purpose in of(after, r.Purpose)}


def test_rows_of_one_id_that_stand_apart_are_refused() -> None:
    found = units(sheets.xlsx(HEADS, [1, "A"], [2, "B"], [1, "A again"]), BASIC)

    assert [unit.refused for unit in found] == [False, False, True]
    assert codes(found[2]) == ["key-again"]


def test_a_row_without_an_id_at_the_top_is_refused() -> None:
    found = units(sheets.xlsx(HEADS, [None, "A", "B"], [1, "A", "B"]), BASIC)

    assert [codes(unit) for unit in found] == [["no-key"], []]


def test_rows_that_contradict_each_other_are_a_doubt_and_named() -> None:
    (unit,) = units(sheets.xlsx(HEADS, [1, "A", "B"], [1, "Anders", "B"]), BASIC)

    assert (of(unit, r.Activity)[0].name, codes(unit)) == ("A", ["several-values"])
    assert unit.not_taken == ("column naam, row 3",)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("J", "yes"),
        ("Ja", "yes"),
        ("ja", "yes"),
        ("x", "yes"),
        ("N", "no"),
        ("nee", "no"),
        ("Nee", "no"),
        ("", "unknown"),
    ],
)
def test_yes_and_no_are_understood_as_people_write_them(text: str, answer: str) -> None:
    chosen = sheets.mapping(nr="activity.id", naam="activity.name", dpia="activity.dpia_needed")

    (unit,) = units(sheets.xlsx(["Nr", "Naam", "DPIA"], [1, "A", text]), chosen)

    assert of(unit, r.Activity)[0].dpia_needed == Answer(answer)


def test_an_answer_that_is_none_stays_unanswered_and_is_a_doubt() -> None:
    chosen = sheets.mapping(nr="activity.id", naam="activity.name", bsn="line.national_id", wie="line.subjects")

    (unit,) = units(sheets.xlsx(["Nr", "Naam", "BSN", "Wie"], [1, "A", "hangt ervan af", "Klanten"]), chosen)

    assert of(unit, r.Line)[0].national_id == Presence.UNKNOWN
    assert (codes(unit), unit.not_taken) == (["not-a-choice"], ("column bsn, row 2",))


DATED: dict[str, Any] = {"nr": "activity.id", "naam": "activity.name", "start": "activity.started_on"}


@pytest.mark.parametrize(
    ("written", "order", "day"),
    [
        ("2026-04-03", "", dt.date(2026, 4, 3)),
        (dt.datetime(2026, 4, 3), "", dt.date(2026, 4, 3)),  # noqa: DTZ001  # cells have no zone
        ("23-04-2026", "", dt.date(2026, 4, 23)),
        ("03-04-2026", "dmy", dt.date(2026, 4, 3)),
        ("03-04-2026", "mdy", dt.date(2026, 3, 4)),
        ("03-04-2026", "", None),
        ("31-02-2026", "dmy", None),
        ("voorjaar", "dmy", None),
        ("3-4-26", "dmy", None),
    ],
)
def test_a_date_is_read_in_the_order_of_its_column_or_not_at_all(written: Any, order: str, day: Any) -> None:
    chosen = sheets.mapping(**DATED)
    dates = {"start": order} if order else {}

    (unit,) = units(sheets.xlsx(["Nr", "Naam", "Start"], [1, "A", written]), chosen, dates=dates)

    assert of(unit, r.Activity)[0].started_on == day
    assert bool(codes(unit)) is (day is None)


def test_the_order_of_dates_is_asked_for_by_column() -> None:
    (unit,) = units(sheets.xlsx(["Nr", "Naam", "Start"], [1, "A", "03-04-2026"]), sheets.mapping(**DATED))

    (remark,) = [one for one in unit.remarks if one.code == "date-ambiguous"]
    assert remark.facts == {"column": "start"}


def test_an_order_for_a_column_that_is_not_there_is_refused() -> None:
    with pytest.raises(MappingInvalid, match="einde"):
        opened(sheets.xlsx(["Nr", "Naam", "Start"], [1, "A", ""]), sheets.mapping(**DATED), dates={"einde": "dmy"})


def test_a_formula_is_never_computed_and_refuses_its_record() -> None:
    found = units(sheets.xlsx(HEADS, [1, '=HYPERLINK("x")', "B"], [2, "B", "B"]), BASIC)

    assert [codes(unit) for unit in found] == [["formula"], []]
    assert "HYPERLINK" not in str(found[0].original.value)


def test_a_text_that_looks_like_a_formula_stays_text() -> None:
    (unit,) = units(b"Nr;Naam;Doel;Grondslag\n1;=1+1;B;\n", BASIC)

    assert (of(unit, r.Activity)[0].name, codes(unit)) == ("=1+1", ["formula-as-text"])


def test_a_column_that_is_left_out_is_kept_nowhere() -> None:
    chosen = sheets.mapping(nr="activity.id", naam="activity.name", melder="leave-out", notitie="keep")

    (unit,) = units(sheets.xlsx(["Nr", "Naam", "Melder", "Notitie"], [1, "A", "Jan Jansen", "iets"]), chosen)

    assert "Jan Jansen" not in str(unit)
    assert (unit.not_taken, "iets" in str(unit.original.value)) == (("column notitie, row 2",), True)


def test_two_columns_of_one_field_are_two_items() -> None:
    chosen = sheets.mapping(
        **{"nr": "activity.id", "naam": "activity.name", "doel": "purpose.text", "doel_(2)": "purpose.text"}
    )

    (unit,) = units(sheets.xlsx(["Nr", "Naam", "Doel", "Doel"], [1, "A", "Bellen", "Mailen"]), chosen)

    assert [purpose.text for purpose in of(unit, r.Purpose)] == ["Bellen", "Mailen"]


def test_a_basis_without_a_purpose_is_not_taken_over_and_named() -> None:
    (unit,) = units(sheets.xlsx(HEADS, [1, "A", None, "toestemming"]), BASIC)

    assert (of(unit, r.Purpose), codes(unit), unit.not_taken) == ([], ["part-missing"], ("column grondslag, row 2",))


@pytest.mark.parametrize(
    ("columns", "what"),
    [
        ({"naam": "activity.naam"}, "activity.naam"),
        ({"nr": "activity.id"}, "activity.name"),
        ({"a": "activity.name", "b": "activity.name"}, "two columns"),
        ({"naam": "activity.name", "x": "activity.status"}, "activity.status"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused(columns: dict[str, str], what: str) -> None:
    with pytest.raises(MappingInvalid, match=what):
        build(name="proef", columns={header: ColumnRule(to=to) for header, to in columns.items()})


def test_a_mapping_goes_to_people_and_comes_back() -> None:
    columns = {"nr": ColumnRule(to="activity.id"), "start": ColumnRule(to="activity.started_on", dates="dmy")}
    rows = [[str(value) for value in row] for row in as_rows(columns)]

    assert from_rows(rows) == columns
