"""Copying from the catalogue, and following it when it changes: nothing of one's own is ever overwritten."""

import datetime as dt
import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from registers.actions import catalogue as verbs
from registers.actions.catalogue import Decided, copy_from_catalogue, settle
from registers.catalogue import shipped
from registers.catalogue.entry import Entry
from registers.catalogue_selectors import behind, following
from registers.errors import (
    CatalogueCopied,
    CatalogueCountry,
    CatalogueMoved,
    CatalogueUnknown,
    NumberTaken,
    PieceUndecidable,
)
from registers.models import (
    CatalogueCopy,
    CatalogueDecision,
    EvidenceEntry,
    Line,
    Measure,
    ProcessingActivity,
    RegisterFinding,
    RetentionRule,
)
from registers.register_choices import Answer, PieceDecision, RecordStatus
from tests.verbs.register_office import Office, later, make

pytestmark = pytest.mark.django_db
TAKE = Decided(decision=PieceDecision.TAKEN)


@pytest.fixture
def office() -> Office:
    return Office()


def copied(office: Office, key: str = "terugbellen", **more: Any) -> CatalogueCopy:
    return copy_from_catalogue(key=key, organisation=office.own, actor=office.anna, at=later(days=1), **more)


def ship(monkeypatch: pytest.MonkeyPatch, key: str = "terugbellen", **changes: Any) -> Entry:
    """A newer version of an entry comes with the product."""
    entries = dict(shipped.catalogue())
    value = {**entries[key].model_dump(mode="json"), "version": "2027-02-01", **changes}
    entries[key] = Entry.model_validate(value)
    monkeypatch.setattr(shipped, "catalogue", lambda: entries)
    return entries[key]


def lines_of(entry: Entry) -> list[dict[str, Any]]:
    return [line.model_dump(mode="json") for line in entry.lines]


def test_a_copy_is_a_draft_with_everything_of_the_entry(office: Office) -> None:
    copy = copied(office, "gespreksopname")

    activity = copy.activity
    assert (activity.number, activity.status, activity.catalogue) == ("CC-01", RecordStatus.DRAFT, "gespreksopname")
    assert (activity.purposes.count(), activity.lines.count(), activity.measures.count()) == (2, 3, 5)
    assert activity.history.get().history_user == office.anna
    assert copy.sha256 == shipped.entry_of("gespreksopname").sha256


def test_the_copy_is_a_fact_with_the_hash_of_the_entry(office: Office) -> None:
    copy = copied(office)

    facts = json.loads(EvidenceEntry.objects.get(case=copy.activity.uid).body)["facts"]

    assert (facts["catalogue"], facts["sha256"]) == ("terugbellen", copy.sha256)


def test_copying_twice_names_the_first_copy_and_changes_nothing(office: Office) -> None:
    copied(office)

    with pytest.raises(CatalogueCopied, match="CC-07"):
        copied(office)

    assert ProcessingActivity.objects.filter(catalogue="terugbellen").count() == 1


def test_a_second_copy_that_was_asked_for_stands_beside_the_first(office: Office) -> None:
    copied(office)

    second = copied(office, again=True)

    assert second.activity.number == "CC-07-2"
    assert Line.objects.filter(activity__catalogue="terugbellen").count() == 4


def test_a_number_that_is_taken_is_refused(office: Office) -> None:
    with pytest.raises(NumberTaken):
        copied(office, number="V-001")

    assert CatalogueCopy.objects.count() == 0


def test_an_organisation_elsewhere_is_refused(office: Office) -> None:
    office.own.country = "DE"

    with pytest.raises(CatalogueCountry):
        copied(office)


def test_an_entry_that_is_not_there_is_refused(office: Office) -> None:
    with pytest.raises(CatalogueUnknown):
        copied(office, "verkoop")


def test_a_measure_that_is_here_under_that_name_is_not_made_again(office: Office) -> None:
    ours = make(Measure, name="toegang op rol", description="Onze eigen woorden")

    copy = copied(office)

    assert copy.activity.measures.filter(measure=ours).exists()
    assert Measure.objects.filter(name__iexact="toegang op rol").get().description == "Onze eigen woorden"


def test_a_term_waits_until_somebody_chooses(office: Office) -> None:
    copied(office)
    rule = RetentionRule.objects.get(name__contains="terugbelverzoek")

    assert (rule.months, rule.least_months, rule.most_months, rule.chosen) == (0, 0, 1, Answer.UNKNOWN)
    assert RegisterFinding.objects.filter(rule="retention-not-chosen", record=rule.uid).exists()


def test_a_copy_is_behind_when_a_newer_version_is_shipped(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = copied(office)
    assert behind() == []

    ship(monkeypatch, description="Andere woorden")

    assert behind() == [copy]


def test_what_is_as_it_was_copied_can_be_taken_over(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = copied(office)
    entry = ship(monkeypatch, description="Andere woorden")
    (piece,) = following(copy).open

    done = settle(copy=copy, decisions={piece.key: TAKE}, seen=entry.sha256, actor=office.bram, at=later(days=2))

    activity = ProcessingActivity.objects.get(pk=copy.activity_id)
    assert done
    assert (activity.description, activity.catalogue_version) == ("Andere woorden", "2027-02-01")
    assert behind() == []


def test_what_was_rewritten_here_is_never_overwritten(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = copied(office)
    ProcessingActivity.objects.filter(pk=copy.activity_id).update(description="Onze eigen woorden")
    entry = ship(monkeypatch, description="Andere woorden")
    (piece,) = following(copy).open

    with pytest.raises(PieceUndecidable):
        settle(copy=copy, decisions={piece.key: TAKE}, seen=entry.sha256, actor=office.bram, at=later(days=2))

    assert ProcessingActivity.objects.get(pk=copy.activity_id).description == "Onze eigen woorden"
    assert CatalogueDecision.objects.count() == 0


def test_leaving_a_piece_needs_a_reason_and_keeps_it(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = copied(office)
    entry = ship(monkeypatch, description="Andere woorden")
    (piece,) = following(copy).open
    leave: dict[str, Any] = {"copy": copy, "seen": entry.sha256, "actor": office.bram, "at": later(days=2)}

    with pytest.raises(PieceUndecidable):
        settle(decisions={piece.key: Decided(decision=PieceDecision.LEFT, reason=" ")}, **leave)
    settle(decisions={piece.key: Decided(decision=PieceDecision.LEFT, reason="Past niet")}, **leave)

    assert CatalogueDecision.objects.get().reason == "Past niet"
    assert behind() == []


def test_a_new_line_comes_with_the_term_it_needs(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = copied(office)
    entry = shipped.entry_of("terugbellen")
    term = {**entry.retentions[0].model_dump(mode="json"), "key": "log", "name": "logboek"}
    line = {**lines_of(entry)[0], "key": "log", "retention": "log", "data": "tijd van het gesprek"}
    retentions = [one.model_dump(mode="json") for one in entry.retentions]
    newer = ship(monkeypatch, lines=[*lines_of(entry), line], retentions=[*retentions, term])
    wanted = next(piece for piece in following(copy).open if piece.key.startswith("lines:"))

    settle(copy=copy, decisions={wanted.key: TAKE}, seen=newer.sha256, actor=office.bram, at=later(days=2))

    assert RetentionRule.objects.get(lines__data="tijd van het gesprek").name.endswith("logboek")
    assert behind() == []


def test_a_line_that_was_changed_here_is_not_removed(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = copied(office)
    Line.objects.filter(activity=copy.activity, category="contact").update(data="ook de naam van het bedrijf")
    entry = shipped.entry_of("terugbellen")
    ship(monkeypatch, lines=lines_of(entry)[1:])

    (piece,) = following(copy).open

    assert not piece.can_be_taken


def test_a_line_that_went_from_the_catalogue_can_go_here(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = copied(office)
    entry = shipped.entry_of("terugbellen")
    newer = ship(monkeypatch, lines=lines_of(entry)[1:])
    (piece,) = following(copy).open

    settle(copy=copy, decisions={piece.key: TAKE}, seen=newer.sha256, actor=office.bram, at=later(days=2))

    assert copy.activity.lines.count() == 1


def test_another_range_asks_for_a_choice_again_and_keeps_the_term(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = copied(office)
    RetentionRule.objects.filter(most_months=1).update(months=1, chosen=Answer.YES)
    terms = [one.model_dump(mode="json") for one in shipped.entry_of("terugbellen").retentions]
    newer = ship(monkeypatch, retentions=[{**terms[0], "least": 2, "most": 3}])
    range_of = {piece.key: TAKE for piece in following(copy).open[:1]}

    settle(copy=copy, decisions=range_of, seen=newer.sha256, actor=office.bram, at=later(days=2))

    rule = RetentionRule.objects.get(most_months=3)
    assert (rule.least_months, rule.months, rule.chosen) == (2, 1, Answer.UNKNOWN)


def test_decisions_about_another_version_are_refused(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = copied(office)
    ship(monkeypatch, description="Andere woorden")
    (piece,) = following(copy).open

    with pytest.raises(CatalogueMoved):
        settle(copy=copy, decisions={piece.key: TAKE}, seen="0" * 64, actor=office.bram, at=later(days=2))


def test_a_signed_copy_is_a_draft_again_after_a_change(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = copied(office)
    ProcessingActivity.objects.filter(pk=copy.activity_id).update(status=RecordStatus.SIGNED)
    entry = ship(monkeypatch, description="Andere woorden")
    decisions = {piece.key: TAKE for piece in following(copy).open}

    settle(copy=copy, decisions=decisions, seen=entry.sha256, actor=office.bram, at=later(days=2))

    assert ProcessingActivity.objects.get(pk=copy.activity_id).status == RecordStatus.DRAFT


def test_the_database_refuses_half_a_range_and_a_piece_left_without_a_reason(office: Office) -> None:
    copy = copied(office)
    left = CatalogueDecision(
        copy=copy, piece="x", sha256="0" * 64, decision="left", by=office.anna, at=dt.datetime.now(dt.UTC)
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        RetentionRule.objects.update(least_months=None, most_months=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        left.save()
    with pytest.raises(ValidationError):
        left.full_clean()


def test_the_verbs_take_no_clock() -> None:
    assert not hasattr(verbs, "timezone")
