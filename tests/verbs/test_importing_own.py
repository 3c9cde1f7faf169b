"""Our own export is read back: into an empty register, over what stands there, not over what was changed since."""

import pytest

from registers.actions.importing import Effect
from registers.book import records as r
from registers.book.book import Book
from registers.book_selectors import read_book
from registers.exchange.units import Verdict
from registers.models import Party, ProcessingActivity, Purpose
from registers.register_choices import RecordStatus
from tests.rules import sample_books as sample
from tests.verbs.imports import AFTER, AT, LATER, codes, effects, export, looked_at, own, taken
from tests.verbs.register_office import write

pytestmark = pytest.mark.django_db


def test_our_own_file_fills_an_empty_register_with_the_same_book() -> None:
    book = sample.register()

    report, _told = taken(own(book))

    kept = Book(record for record in read_book() if (record.kind, record.uid) in {(o.kind, o.uid) for o in book})
    assert report.refused == 0
    assert kept.as_value() == book.as_value()


def test_our_own_file_again_does_nothing() -> None:
    taken(own(sample.register()))

    _report, told = taken(own(read_book(), LATER), LATER)

    assert set(effects(told)) == {Effect.UNCHANGED}


def test_an_old_export_does_not_undo_what_was_changed_since() -> None:
    taken(own(sample.register()))
    old = read_book()
    activity = ProcessingActivity.objects.get(number="V-0001")
    write(activity, LATER, name="Nieuwe naam")

    _report, told = taken(own(old, AT), AFTER)

    activity.refresh_from_db()
    assert activity.name == "Nieuwe naam"
    assert set(effects(told)) == {Effect.UNCHANGED}


def test_a_cell_changed_in_an_export_is_taken_over() -> None:
    taken(own(sample.register()))
    mine = sample.uid("activity", 1)
    edited = Book(
        record.model_copy(update={"name": "Bewerkt"}) if record.uid == mine else record for record in read_book()
    )

    _report, told = taken(own(edited, LATER), AFTER)

    assert ProcessingActivity.objects.get(number="V-0001").name == "Bewerkt"
    assert effects(told).count(Effect.CHANGED) == 1


def test_a_status_in_a_file_signs_nothing_off() -> None:
    book = Book([r.Activity(uid=sample.uid("x"), number="V-9", name="X", status=RecordStatus.SIGNED, public=True)])

    _report, told = taken(own(book))

    activity = ProcessingActivity.objects.get()
    assert (activity.status, activity.public) == (RecordStatus.DRAFT, False)
    assert {"status-not-taken", "publication-not-taken"} <= codes(told[0])


def test_a_parent_further_down_in_the_file_is_tied_in_the_end() -> None:
    child = r.Activity(uid=sample.uid("kind"), number="V-1", name="Kind", parent=sample.uid("ouder"))
    parent = r.Activity(uid=sample.uid("ouder"), number="V-2", name="Ouder")

    taken(own(Book([child, parent])))
    _report, told = taken(own(Book([child, parent])), LATER)

    assert ProcessingActivity.objects.get(number="V-1").parent == ProcessingActivity.objects.get(number="V-2")
    assert set(effects(told)) == {Effect.UNCHANGED}


def test_a_number_that_another_record_has_is_refused() -> None:
    taken(own(Book([r.Activity(uid=sample.uid("een"), number="M501", name="Eén")])))

    _report, told = taken(export(), LATER)

    assert told[1].verdict is Verdict.REFUSED
    assert "number-taken" in codes(told[1])


def test_a_reference_to_nothing_is_refused() -> None:
    book = Book([r.Activity(uid=sample.uid("a"), number="V-1", name="A", organisation=sample.uid("nergens"))])

    _report, told = taken(own(book))

    assert codes(told[0]) == {"reference-unknown"}
    assert ProcessingActivity.objects.count() == 0


def test_a_gap_is_saved_for_the_rules_to_find_and_a_missing_name_is_not() -> None:
    gap = r.Activity(uid=sample.uid("a"), number="V-1", name="A")
    purpose = r.Purpose(uid=sample.uid("p"), activity=gap.uid, text="")
    nameless = r.Activity(uid=sample.uid("b"), number="V-2", name="")

    _report, told = taken(own(Book([gap, purpose, nameless])))

    assert {outcome.title: outcome.verdict for outcome in told} == {
        "V-1 A": Verdict.DOUBTFUL,
        "V-2 ": Verdict.REFUSED,
    }
    assert Purpose.objects.get().text == ""


@pytest.mark.parametrize("text", ["a\x00b", "x" * 301])
def test_a_text_that_no_table_can_hold_is_refused(text: str) -> None:
    book = Book([r.Party(uid=sample.OWN, name=text)])

    _dry, before = looked_at(own(book))
    _wet, after = taken(own(book))

    assert [one.verdict for one in (*before, *after)] == [Verdict.REFUSED] * 2
    assert Party.objects.count() == 0


def test_a_fact_of_law_that_stands_here_is_kept() -> None:
    duty = r.Duty(uid=sample.DUTY, name="fiscaal", label="Fiscaal", law="AWR", years=7)
    taken(own(Book([duty])))

    changed = Book([duty.model_copy(update={"years": 2})])
    _report, told = taken(own(changed), LATER)

    assert next(one for one in read_book().all(r.Duty) if one.uid == sample.DUTY).years == 7
    assert "law-kept" in codes(told[0])
