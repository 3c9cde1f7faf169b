"""What happens to each found row of one table: deleted, treated, kept, or kept in part until a duty ends."""

import datetime as dt

import pytest

from registers.choices import DataCategory, DutyStart, Fate, Treatment
from registers.datamap import DataMap, DutyMap, FieldMap, FieldTreatment, TableDuty, TableMap
from subjects.planning.duties import duty_end
from subjects.planning.findings import FoundRow, TableFinding
from subjects.planning.splitting import Split, Terms, deferred_operations, operations_of, split
from subjects.planning.values import Action, Kept, Operation

TODAY = dt.date(2026, 11, 21)
NULL, KEEP = FieldTreatment(treatment=Treatment.NULL), FieldTreatment(treatment=Treatment.KEEP, reason="omzet")


def duty(years: int = 7, starts: DutyStart = DutyStart.END_OF_YEAR) -> DutyMap:
    return DutyMap(name="bewaren", label="Bewaarplicht", law="Awr, artikel 52 lid 4", years=years, starts=starts)


@pytest.mark.parametrize(
    ("years", "starts", "day", "free"),
    [
        (7, DutyStart.END_OF_YEAR, dt.date(2019, 1, 1), dt.date(2027, 1, 1)),
        (7, DutyStart.END_OF_YEAR, dt.date(2019, 12, 31), dt.date(2027, 1, 1)),
        (0, DutyStart.END_OF_YEAR, dt.date(2019, 6, 1), dt.date(2020, 1, 1)),
        (7, DutyStart.EVENT, dt.date(2019, 6, 1), dt.date(2026, 6, 2)),
        (1, DutyStart.EVENT, dt.date(2024, 2, 29), dt.date(2025, 3, 1)),
        (20, DutyStart.EVENT, dt.date(2024, 2, 29), dt.date(2044, 3, 1)),
        (7, DutyStart.END_OF_YEAR, dt.date(9999, 12, 31), dt.date.max),
    ],
)
def test_a_duty_ends_on_the_first_day_on_which_the_row_need_not_be_there(
    years: int, starts: DutyStart, day: dt.date, free: dt.date
) -> None:
    assert duty_end(duty(years, starts), day) == free


@pytest.mark.parametrize(
    ("period", "free"),
    [
        ({"months": 6}, dt.date(2026, 7, 2)),
        ({"weeks": 4}, dt.date(2026, 1, 30)),
        ({"years": 1, "months": 6, "weeks": 1}, dt.date(2027, 7, 9)),
        ({"years": 0}, dt.date(2026, 1, 2)),
    ],
)
def test_a_period_is_the_sum_of_years_months_and_weeks(period: dict[str, int], free: dt.date) -> None:
    held = DutyMap(name="bewaren", label="Bewaarplicht", law="wet", starts=DutyStart.EVENT, **period)

    assert duty_end(held, dt.date(2026, 1, 1)) == free


def column(name: str, treatment: FieldTreatment | None = NULL) -> FieldMap:
    return FieldMap(name=name, category=DataCategory.FINANCIAL, erasure=treatment)


def table(*fields: FieldMap, fate: Fate = Fate.DELETE, keep: tuple[str, ...] = ("day", "total")) -> TableMap:
    return TableMap(
        name="invoice",
        ground="6(1)(b)",
        key=("id",),
        erasure=fate,
        reason="telt mee" if fate == Fate.KEEP else "",
        duty=TableDuty(name="bewaren", start="day", keep=keep) if keep else None,
        fields=(FieldMap(name="id"), *(fields or (column("day"), column("total"), column("campaign")))),
    )


def rows(*days: int | None, shared: bool = False) -> list[FoundRow]:
    return [
        FoundRow(key=(number,), duty_start=dt.date(year, 6, 1) if year else None, shared=shared)
        for number, year in enumerate(days)
    ]


def divided(mapped: TableMap, found: list[FoundRow]) -> tuple[Split, list[Operation], list[Kept]]:
    datamap = DataMap(name="w", url_env="W_URL", tables=(mapped,), duties=(duty(),))
    finding = TableFinding(table="invoice", rows=tuple(found))
    result = split(datamap=datamap, table=mapped, finding=finding, terms=Terms(anonymise=False, made_on=TODAY))
    return result, *operations_of(result, datamap)


def short(operations: list[Operation]) -> list[tuple[str, list[object], list[str]]]:
    return [(op.action.value, [key[0] for key in op.keys], [c.column for c in op.columns]) for op in operations]


def test_rows_whose_duty_is_over_go_and_the_others_lose_what_the_law_does_not_ask() -> None:
    _result, operations, kept = divided(table(), rows(2015, 2018, 2019, 2024))

    assert short(operations) == [("delete", [0, 1], []), ("treat", [2, 3], ["campaign"])]
    assert [(one.keys, one.columns, one.until) for one in kept] == [
        (((2,),), ("day", "total"), dt.date(2027, 1, 1)),
        (((3,),), ("day", "total"), dt.date(2032, 1, 1)),
    ]
    assert {one.ground for one in kept} == {"17(3)(b)"}


def test_the_last_day_of_a_duty_still_counts() -> None:
    datamap = DataMap(name="w", url_env="W_URL", tables=(table(),), duties=(duty(),))
    finding = TableFinding(table="invoice", rows=tuple(rows(2018)))

    on_the_last, after = [
        split(datamap=datamap, table=table(), finding=finding, terms=Terms(anonymise=False, made_on=day))
        for day in (dt.date(2025, 12, 31), dt.date(2026, 1, 1))
    ]

    assert (len(on_the_last.held), on_the_last.delete) == (1, [])
    assert (len(after.held), after.delete) == (0, [(0,)])


def test_a_row_without_a_date_is_a_reason_to_refuse_and_not_a_guess() -> None:
    result, _operations, _kept = divided(table(), rows(2015, None))

    assert result.delete == [(0,)]
    assert len(result.reasons) == 1
    assert "day" in result.reasons[0]


def test_a_column_without_a_treatment_is_a_reason_where_its_row_stays() -> None:
    gone, _operations, _kept = divided(table(column("day"), column("total"), column("campaign", None)), rows(2015))
    held, _operations, _kept = divided(table(column("day"), column("total"), column("campaign", None)), rows(2024))

    assert gone.reasons == []
    assert "campaign" in held.reasons[0]


def test_shared_rows_stay_whole_because_of_others() -> None:
    _result, operations, kept = divided(table(keep=()), rows(2015, shared=True))

    assert operations == []
    assert [(one.ground, one.columns) for one in kept] == [("15(4)", ("day", "total", "campaign"))]


def test_rows_of_a_table_that_is_kept_are_kept_with_its_reason() -> None:
    _result, operations, kept = divided(table(fate=Fate.KEEP, keep=()), rows(2015))

    assert operations == []
    assert [(one.ground, one.reason) for one in kept] == [("6(1)(b)", "telt mee")]


def test_on_the_last_day_the_rows_go() -> None:
    result, _operations, _kept = divided(table(), rows(2019, 2024, 2024))

    later = deferred_operations(result)

    assert {day: short(ops) for day, ops in later.items()} == {
        dt.date(2027, 1, 1): [("delete", [0], [])],
        dt.date(2032, 1, 1): [("delete", [1, 2], [])],
    }


def test_on_the_last_day_of_rows_that_are_treated_the_rest_of_their_columns_is() -> None:
    fields = (column("day"), column("total", KEEP), column("campaign"))
    result, operations, kept = divided(table(*fields, fate=Fate.TREAT), rows(2024))

    assert short(operations) == [("treat", [0], ["campaign"])]
    assert short(deferred_operations(result)[dt.date(2032, 1, 1)]) == [("treat", [0], ["day"])]
    assert [(one.columns, one.until, one.reason) for one in kept if one.until is None] == [(("total",), None, "omzet")]


def test_what_is_left_for_years_later_can_not_need_words_that_are_gone_by_then() -> None:
    redact = FieldTreatment(treatment=Treatment.REDACT)
    result, _operations, _kept = divided(table(column("day"), column("total", redact), fate=Fate.TREAT), rows(2024))

    deferred_operations(result)

    assert any("total" in reason for reason in result.reasons)


def test_a_row_that_has_to_stay_longer_than_its_duty_is_treated_when_the_duty_ends() -> None:
    result, _operations, _kept = divided(table(), rows(2019, 2019))
    result.pinned = {(0,): None, (1,): dt.date(2032, 1, 1)}

    later = deferred_operations(result)

    assert {day: short(ops) for day, ops in later.items()} == {
        dt.date(2027, 1, 1): [("treat", [0, 1], ["day", "total"])],
        dt.date(2032, 1, 1): [("delete", [1], [])],
    }


def test_files_of_rows_that_go_are_named_so_that_they_go_too() -> None:
    file = FieldTreatment(treatment=Treatment.FILE)
    mapped = table(column("day"), column("path", file), keep=())
    _result, operations, _kept = divided(mapped, rows(2015))

    assert [(op.action, [c.column for c in op.columns]) for op in operations] == [(Action.DELETE, ["path"])]
