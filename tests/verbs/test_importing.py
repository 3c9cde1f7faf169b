"""A file is looked at, taken over record by record, and taken over again without doing anything twice."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import User

from registers.actions.importing import Effect, Outcome, Upload, apply
from registers.book.book import Book
from registers.book_selectors import read_book
from registers.choices import EvidenceKind
from registers.exchange.units import Verdict
from registers.models import (
    Engagement,
    EvidenceEntry,
    ImportRow,
    ImportRun,
    Line,
    Offer,
    Party,
    ProcessingActivity,
    Purpose,
)
from registers.register_choices import LegalBasis, RecordKind, RecordStatus
from tests import avgregister as avg
from tests.verbs.imports import AFTER, AT, LATER, codes, effects, export, looked_at, taken
from tests.verbs.register_office import drop, write

pytestmark = pytest.mark.django_db


def changed_export(**changes: Any) -> Upload:
    return export(controller=[{**avg.controller_record(), **changes}])


def of_controller(told: list[Outcome]) -> Outcome:
    return next(outcome for outcome in told if outcome.source_id == "verantwoordelijke:501")


def test_a_dry_run_changes_nothing_of_the_register() -> None:
    report, told = looked_at(export())

    assert effects(told) == [Effect.NEW] * 3
    assert list(read_book()) == list(Book(record for record in read_book() if record.kind in {"duties", "adequacies"}))
    assert (report.applied, EvidenceEntry.objects.count()) == (False, 0)


def test_the_real_export_is_taken_over_whole() -> None:
    report, told = taken(Upload(content=avg.real_export(), filename="avg.zip"))

    assert (report.rows, report.refused) == (3, 0)
    assert effects(told) == [Effect.NEW] * 3
    book = read_book()
    assert {activity.number for activity in book.activities} == {"M5071", "M12536", "M12537"}
    assert {activity.status for activity in book.activities} == {RecordStatus.DRAFT}


def test_what_a_dry_run_says_is_what_an_import_does() -> None:
    _dry, before = looked_at(export())
    _wet, after = taken(export())

    assert [(one.verdict, one.effect, one.remarks) for one in before] == [
        (one.verdict, one.effect, one.remarks) for one in after
    ]


def test_the_same_file_again_does_nothing() -> None:
    taken(export())
    before = read_book().as_value()

    _report, told = taken(export(), LATER)

    assert effects(told) == [Effect.UNCHANGED] * 3
    assert read_book().as_value() == before
    assert ProcessingActivity.history.filter(history_date__gte=LATER).count() == 0


def test_every_row_is_in_one_verdict() -> None:
    report, _told = looked_at(export(processor=[avg.processor_record(), {"Id": 9}]))

    counts = report.counts()
    assert counts["rows"] == sum(counts["rows_by_verdict"].values()) == 4
    assert counts["rows_by_verdict"]["refused"] == 1


def test_a_refused_record_does_not_keep_the_others_out() -> None:
    _report, told = taken(export(processor=[{"Id": 9}, avg.processor_record()]))

    assert [outcome.verdict for outcome in told][:2] == [Verdict.REFUSED, Verdict.DOUBTFUL]
    assert ProcessingActivity.objects.count() == 3


def test_a_change_in_the_file_is_taken_over_and_told() -> None:
    taken(export())

    _report, told = taken(changed_export(Naam="Klanten terugbellen"), LATER)

    outcome = of_controller(told)
    assert outcome.effect is Effect.CHANGED
    assert ("changed", "activities.name") in {(remark.code, remark.path) for remark in outcome.remarks}
    assert ProcessingActivity.objects.get(source_id="verantwoordelijke:501").name == "Klanten terugbellen"


def test_what_an_officer_mended_is_not_undone_by_the_same_file() -> None:
    taken(export())
    purpose = Purpose.objects.get(activity__source_id="verwerker:502")
    write(purpose, LATER, basis=LegalBasis.CONTRACT)

    _report, told = taken(changed_export(Naam="Anders"), AFTER)

    purpose.refresh_from_db()
    assert purpose.basis == LegalBasis.CONTRACT
    assert effects(told).count(Effect.CHANGED) == 1


def test_what_was_changed_on_both_sides_stays_as_it_is_here_and_is_a_doubt() -> None:
    taken(export())
    activity = ProcessingActivity.objects.get(source_id="verantwoordelijke:501")
    write(activity, LATER, name="Onze naam")

    _report, told = taken(changed_export(Naam="Hun naam"), AFTER)

    activity.refresh_from_db()
    assert activity.name == "Onze naam"
    assert "changed-here-too" in codes(of_controller(told))


def test_what_was_removed_here_does_not_come_back() -> None:
    taken(export())
    drop(Line.objects.get(activity__source_id="verantwoordelijke:501"), LATER)

    _report, told = taken(export(), AFTER)

    assert not Line.objects.filter(activity__source_id="verantwoordelijke:501").exists()
    assert "removed-here" in codes(of_controller(told))


def test_what_went_from_the_file_stays_here_and_is_told() -> None:
    taken(export())

    _report, told = taken(changed_export(Ontvangers=[]), LATER)

    assert "gone-from-file" in codes(of_controller(told))
    assert ProcessingActivity.objects.get(source_id="verantwoordelijke:501").recipient_rows.count() == 2


def test_a_signed_activity_that_an_import_changes_is_a_draft_again() -> None:
    taken(export())
    activity = ProcessingActivity.objects.get(source_id="verantwoordelijke:501")
    write(activity, LATER, status=RecordStatus.SIGNED)
    user = User.objects.create_user("anna")
    Offer.objects.create(record_kind=RecordKind.ACTIVITY, record=activity.uid, sha256="0" * 64, by=user, at=LATER)

    taken(changed_export(Naam="Anders"), AFTER)

    activity.refresh_from_db()
    assert (activity.status, Offer.objects.get().closed) == (RecordStatus.DRAFT, True)


def test_a_signed_activity_that_the_file_does_not_change_stays_signed() -> None:
    taken(export())
    activity = ProcessingActivity.objects.get(source_id="verantwoordelijke:501")
    write(activity, LATER, status=RecordStatus.SIGNED)

    taken(export(), AFTER)

    activity.refresh_from_db()
    assert activity.status == RecordStatus.SIGNED


def test_one_company_under_two_ids_is_proposed_and_stays_two() -> None:
    report, told = taken(export())

    (proposal,) = report.proposals
    assert (proposal.name, proposal.into_name, proposal.accepted) == ("Stichting Belhulp", "Stichting Belhulp", False)
    assert "organisation-twice" in codes(told[2])
    assert Party.objects.filter(name="Stichting Belhulp").count() == 2


def test_an_accepted_proposal_makes_one_of_two_and_is_remembered() -> None:
    report, _told = looked_at(export())
    accepted = frozenset(proposal.uid for proposal in report.proposals)
    taken(Upload(content=avg.export(), filename="avg.zip", accepted=accepted))

    _report, told = taken(export(), LATER)

    assert Party.objects.filter(name="Stichting Belhulp").count() == 1
    assert Engagement.objects.filter(party__name="Stichting Belhulp").count() == 2
    assert effects(told) == [Effect.UNCHANGED] * 3


def test_a_merge_by_hand_is_not_undone() -> None:
    taken(export())
    first, second = Party.objects.filter(name="Stichting Belhulp").order_by("pk")
    write(Engagement.objects.get(party=second), LATER, party=first)
    drop(second, LATER)

    report, told = taken(export(), AFTER)

    assert Party.objects.filter(name="Stichting Belhulp").count() == 1
    assert (report.proposals, effects(told)) == ([], [Effect.UNCHANGED] * 3)


def test_the_original_is_kept_encrypted_with_what_was_thought_of_it() -> None:
    taken(export())

    row = ImportRow.objects.get(source_id="verantwoordelijke:501")
    stored = ImportRow.objects.filter(pk=row.pk).extra(select={"raw": "original"}).values_list("raw", flat=True)[0]
    assert row.original["record"] == avg.controller_record()
    assert "Klanten bellen" not in stored
    assert "criminal-contradiction" in {doubt["code"] for doubt in row.doubts}


def test_the_evidence_has_counts_and_a_hash_and_nothing_else() -> None:
    report, _told = taken(export())

    begun, finished = EvidenceEntry.objects.filter(kind=EvidenceKind.REGISTER_IMPORTED).order_by("id")
    facts = json.loads(finished.body)["facts"]
    assert json.loads(begun.body)["facts"]["sha256"] == facts["sha256"] == report.sha256
    assert facts["records"] == {"fits": 0, "doubtful": 3, "refused": 0}
    assert "Klanten" not in begun.body + finished.body


class Stopped(Exception):
    """The machine stops here."""


def test_a_stop_halfway_leaves_whole_records_and_a_repeat_finishes() -> None:
    def stop(outcome: Outcome) -> None:
        if outcome.position == 2:
            raise Stopped

    with pytest.raises(Stopped):
        apply(upload=export(), at=AT, tell=stop)
    halfway = read_book()
    _report, told = taken(export(), LATER)

    assert len(halfway.activities) == 2
    assert all(halfway.purposes(activity) for activity in halfway.activities)
    assert effects(told) == [Effect.UNCHANGED, Effect.UNCHANGED, Effect.NEW]
    assert ImportRun.objects.filter(applied=True).count() == 1


def test_a_failure_inside_a_record_leaves_nothing_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Engagement, "save", _stop)

    with pytest.raises(Stopped):
        apply(upload=export(), at=AT)

    assert ProcessingActivity.objects.count() == 0
    assert Party.objects.count() == 0


def _stop(*_args: Any, **_options: Any) -> None:
    raise Stopped


def test_a_dry_run_makes_way_for_the_next_one_of_the_same_file() -> None:
    looked_at(export())
    looked_at(export())

    assert ImportRun.objects.count() == 1
    assert ImportRow.objects.count() == 3
