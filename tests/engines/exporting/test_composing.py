"""From an extract to what the report says, and what it says where the map knows nothing."""

from pathlib import Path

import pytest
from django.utils import translation

from registers.choices import DutyStart
from registers.datamap import DutyMap
from registers.documents import reportcontent
from subjects.exporting import composing
from subjects.exporting.extract import LeftOut
from subjects.exporting.wording import ground_in_words, retention_in_words
from subjects.planning.catalog import Family
from tests.engines.exporting.samples import column, made

SEVEN = DutyMap(name="tax", label="Fiscaal", law="AWR 52(4)", years=7, starts=DutyStart.END_OF_YEAR)


def only_activity(folder: Path, **more: object) -> reportcontent.ReportActivity:
    (activity,) = composing.activities([made(folder, column("day", Family.DATE), **more)], {})  # type: ignore[arg-type]
    return activity


def test_records_are_readable_and_can_be_read_twice(tmp_path: Path) -> None:
    activity = only_activity(tmp_path, records=[("2015-05-19",), (None,)])

    (table,) = activity.tables
    assert table.labels == ("Day",)
    assert table.source == "Winkel"
    assert [list(table.records), list(table.records)] == [[["19 mei 2015"], [None]]] * 2


def test_a_record_with_a_file_says_which_file_it_is(tmp_path: Path) -> None:
    extract = made(
        tmp_path, column("path"), records=[("a/b.wav",), ("c/d.wav",)], files=[("bestanden/shop-00001.wav", b"x")]
    )

    (activity,) = composing.activities([extract], {})
    texts = [str(record[0]) for record in activity.tables[0].records]

    assert "bestanden/shop-00001.wav" in texts[0]
    assert texts[1] == "c/d.wav"
    assert composing.files([extract]) == ("bestanden/shop-00001.wav (Notities 1)",)


def test_what_the_map_knows_is_told_and_the_rest_stays_open(tmp_path: Path) -> None:
    information = only_activity(tmp_path, duty=SEVEN).information

    assert "Klantbeheer" in (information.purposes or "")
    assert "6 lid 1 onder b" in (information.legal_ground or "")
    assert "AWR 52(4)" in (information.retention or "")
    assert "Winkel" in (information.origin or "")
    assert information.categories
    assert (information.recipients, information.safeguards, information.automated) == (None, None, None)


def test_a_table_without_an_activity_says_so(tmp_path: Path) -> None:
    activity = only_activity(tmp_path, activity="")

    assert activity.name
    assert activity.information.purposes is None


def test_the_same_activity_in_two_sources_is_one(tmp_path: Path) -> None:
    (tmp_path / "two").mkdir()
    extracts = [made(tmp_path, column(), records=[("a",)]), made(tmp_path / "two", column(), records=[("b",)])]

    (activity,) = composing.activities(extracts, {})

    assert [table.rows for table in activity.tables] == [1, 1]


def test_omissions_come_with_count_and_reason_and_empty_ones_not_at_all(tmp_path: Path) -> None:
    about_agent = LeftOut(
        table="notes",
        table_label="Notities",
        column="agent",
        column_label="Medewerker",
        count=3,
        code="third_party",
        reason="gegevens van een medewerker",
    )
    empty = about_agent.model_copy(update={"count": 0})

    (omission,) = composing.omissions([made(tmp_path, column(), left_out=(about_agent, empty))])

    assert composing.withheld([made(tmp_path, column(), left_out=(about_agent, empty))]) == 1
    assert (omission.table, omission.what, omission.count) == ("Notities", "Medewerker", 3)
    assert "gegevens van een medewerker" in omission.reason
    assert "art. 15" in omission.reason


@pytest.mark.parametrize("code", ["reference", "not_personal", "unmapped", "unexplained"])
def test_every_code_has_words(tmp_path: Path, code: str) -> None:
    left = LeftOut(table="notes", table_label="Notities", column="x", column_label="X", count=1, code=code)

    (omission,) = composing.omissions([made(tmp_path, column(), left_out=(left,))])

    assert len(omission.reason) > 20


def test_only_what_is_about_others_counts_as_withheld(tmp_path: Path) -> None:
    left = LeftOut(table="notes", table_label="Notities", column="x", column_label="X", count=1, code="reference")

    assert composing.withheld([made(tmp_path, column(), left_out=(left,))]) == 0


def test_terms_are_sentences() -> None:
    with translation.override("en"):
        assert retention_in_words(SEVEN, "").startswith("7 years after the end of the year")
        assert retention_in_words(None, "zolang u klant bent") == "zolang u klant bent"
        assert ground_in_words("6(1)(a)") == "you gave consent (art. 6(1)(a) AVG)"
        assert ground_in_words("anders") == "anders"
