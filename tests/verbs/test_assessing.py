"""Looking at the register anew, accepting a finding for a while, and the command that fails when something is open."""

import json
from datetime import UTC, date, datetime, time, timedelta
from importlib import import_module
from io import StringIO
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.utils import timezone

from registers.actions.assessing import assess, assess_pages, assess_record, waive
from registers.book.book import WHOLE
from registers.book_selectors import read_book
from registers.choices import EvidenceKind
from registers.errors import FindingGone, WaiverRefused
from registers.models import (
    AdequacyDecision,
    EvidenceEntry,
    LegalParameter,
    RegisterFinding,
    RetentionDuty,
    RetentionRule,
    Source,
    SourceTable,
    Waiver,
)
from registers.register_choices import RecordKind, Severity
from registers.register_selectors import counts, findings_of, open_errors, open_findings
from registers.rules import FindingKey
from tests.verbs.register_office import Office, later, make, write

pytestmark = pytest.mark.django_db
UNTIL = date(2026, 5, 1)


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def finding(office: Office) -> FindingKey:
    """An open error of the activity: nobody answered whether there are recipients."""
    assess(at=later())
    return FindingKey(rule="recipients-unanswered", record=str(office.activity.uid), field="recipients")


def is_open(key: FindingKey) -> bool:
    return not RegisterFinding.objects.get(rule=key.rule, record=key.record).waived


def test_an_assessment_replaces_the_one_before(office: Office, finding: FindingKey) -> None:
    write(office.activity, later(days=1), recipients="no")

    assert assess(at=later(days=1)) == RegisterFinding.objects.count()

    assert not RegisterFinding.objects.filter(rule=finding.rule, record=finding.record).exists()


def test_one_page_is_assessed_without_touching_the_others(office: Office, finding: FindingKey) -> None:
    write(office.activity, later(days=1), recipients="no")
    write(office.agreement, later(days=1), breach_hours=90)
    before = set(RegisterFinding.objects.exclude(owner_record=office.activity.uid).values_list("pk", flat=True))

    assess_record(kind=RecordKind.ACTIVITY, uid=office.activity.uid, at=later(days=1))

    kept = RegisterFinding.objects.exclude(owner_record=office.activity.uid).values_list("pk", flat=True)
    assert set(kept) == before
    assert not RegisterFinding.objects.filter(rule=finding.rule, record=finding.record).exists()


def test_pages_together_are_the_same_as_everything(office: Office, finding: FindingKey) -> None:
    whole = set(RegisterFinding.objects.values_list("rule", "record", "owner_record"))

    assess_pages(pages=[(RecordKind.REGISTER, WHOLE)], at=later())

    assert set(RegisterFinding.objects.values_list("rule", "record", "owner_record")) == whole


def test_a_waived_finding_is_closed_until_its_day_and_then_open_again(office: Office, finding: FindingKey) -> None:
    waive(finding=finding, reason="wacht op inkoop", until=UNTIL, actor=office.anna, at=later())

    stood = [is_open(finding)]
    for day in (UNTIL, UNTIL + timedelta(days=1)):
        assess(at=datetime.combine(day, time(12), tzinfo=UTC))
        stood.append(is_open(finding))

    assert stood == [False, False, True]


def test_a_waiver_leaves_evidence_without_a_name_or_reason(office: Office, finding: FindingKey) -> None:
    waive(finding=finding, reason="mevrouw Jansen vond dit goed", until=UNTIL, actor=office.anna, at=later())

    entry = EvidenceEntry.objects.get(kind=EvidenceKind.FINDING_WAIVED)
    assert entry.case == office.activity.uid
    assert json.loads(entry.body)["facts"] == {
        "rule": "recipients-unanswered",
        "field": "recipients",
        "severity": "error",
        "table": "activities",
        "until": "2026-05-01",
        "role": "Privacy officer",
    }


@pytest.mark.parametrize(("reason", "until"), [("", UNTIL), (" \n", UNTIL), ("goed zo", date(2026, 3, 2))])
def test_a_waiver_needs_a_reason_and_an_end(office: Office, finding: FindingKey, reason: str, until: date) -> None:
    with pytest.raises(WaiverRefused):
        waive(finding=finding, reason=reason, until=until, actor=office.anna, at=later())

    assert (Waiver.objects.count(), is_open(finding)) == (0, True)


def test_a_waiver_lasts_no_longer_than_the_norm(office: Office, finding: FindingKey) -> None:
    last = date(2027, 3, 2)
    asked: dict[str, Any] = {"finding": finding, "reason": "goed zo", "actor": office.anna, "at": later()}

    with pytest.raises(WaiverRefused, match="2 March 2027"):
        waive(until=last + timedelta(days=1), **asked)
    waive(until=last, **asked)

    assert Waiver.objects.get().until == last


def test_without_a_norm_nothing_is_waived_and_the_way_out_is_told(office: Office, finding: FindingKey) -> None:
    LegalParameter.objects.filter(code="waiver-months").delete()

    with pytest.raises(WaiverRefused, match="waiver-months"):
        waive(finding=finding, reason="goed zo", until=UNTIL, actor=office.anna, at=later())

    assert Waiver.objects.count() == 0


def test_what_is_not_found_any_more_is_not_waived(office: Office, finding: FindingKey) -> None:
    gone = FindingKey(rule="purpose-basis-blank", record=finding.record, field="basis")

    with pytest.raises(FindingGone):
        waive(finding=gone, reason="goed zo", until=UNTIL, actor=office.anna, at=later())

    assert not EvidenceEntry.objects.filter(kind=EvidenceKind.FINDING_WAIVED).exists()


def test_a_waiver_counts_for_one_record_only(office: Office, finding: FindingKey) -> None:
    other = make(type(office.activity), number="V-002", name="Klachten")
    waive(finding=finding, reason="goed zo", until=UNTIL, actor=office.anna, at=later())

    assess(at=later())

    assert is_open(FindingKey(rule=finding.rule, record=str(other.uid), field=finding.field))


def test_a_page_shows_its_findings_in_words_the_waived_last(office: Office, finding: FindingKey) -> None:
    waive(finding=finding, reason="goed zo", until=UNTIL, actor=office.anna, at=later())

    shown = findings_of(kind=RecordKind.ACTIVITY, uid=finding.record, at=later())

    assert (shown[-1].key, shown[-1].until, shown[0].severity) == (finding, UNTIL, Severity.ERROR)
    assert shown[-1].text == "Answer “are there recipients?”. Nobody listed is not the same as none."


def test_only_open_findings_are_counted(office: Office, finding: FindingKey) -> None:
    before = counts(kind=RecordKind.ACTIVITY, uid=finding.record)

    waive(finding=finding, reason="goed zo", until=UNTIL, actor=office.anna, at=later())

    after = counts(kind=RecordKind.ACTIVITY, uid=finding.record)
    assert (after[Severity.ERROR], after[Severity.HINT]) == (before[Severity.ERROR] - 1, before[Severity.HINT])
    assert counts()[Severity.ERROR] == len(open_findings(severity=Severity.ERROR, at=later()))


def test_sign_off_hears_of_errors_that_were_never_assessed(office: Office) -> None:
    uid = str(office.activity.uid)

    errors = open_errors(read_book(), RecordKind.ACTIVITY, uid, later())

    assert not RegisterFinding.objects.exists()
    assert any(error.startswith("Not answered: recipients (30(1)(d)): ") for error in errors)


def test_sign_off_hears_nothing_of_what_is_waived(office: Office, finding: FindingKey) -> None:
    waive(finding=finding, reason="goed zo", until=UNTIL, actor=office.anna, at=later())

    errors = open_errors(read_book(), RecordKind.ACTIVITY, finding.record, later())

    assert not any("recipients (30(1)(d))" in error for error in errors)


def test_the_data_map_is_held_against_the_register(office: Office) -> None:
    source = Source.objects.create(name="crm", url_env="CRM_URL")
    for name, activity, role in (("klant", "Onbekend", "person"), ("land", "", "reference")):
        SourceTable.objects.create(source=source, name=name, activity=activity, role=role)

    assess(at=later())

    (row,) = RegisterFinding.objects.filter(record_kind="source_tables")
    assert (row.rule, row.owner_record, row.facts["name"]) == ("map-activity-unknown", UUID(WHOLE), "Onbekend")


def test_the_command_fails_while_an_error_is_open(office: Office) -> None:
    out = StringIO()

    with pytest.raises(CommandError, match="findings are open"):
        call_command("register", "findings", stdout=out)

    assert "V-001 Klantcontact: Not answered: recipients (art. 30(1)(d))" in out.getvalue()
    assert "warning" not in out.getvalue()


def test_the_command_answers_as_json_and_counts_from_the_severity_asked_for(office: Office) -> None:
    out = StringIO()

    with pytest.raises(CommandError):
        call_command("register", "findings", "--severity", "hint", "--json", stdout=out)

    rows = json.loads(out.getvalue())
    assert {row["severity"] for row in rows} == {"error", "warning", "hint"}
    assert {"rule", "record", "field", "article", "title", "text", "page"} <= set(rows[0])


def test_the_command_fails_on_an_empty_register() -> None:
    out = StringIO()

    with pytest.raises(CommandError, match="1 finding is open"):
        call_command("register", "findings", stdout=out)

    assert "The register is empty (art. 30(1), 30(2))" in out.getvalue()


def test_the_command_is_content_when_every_error_is_waived() -> None:
    anna, now = User.objects.create_user("anna"), timezone.now()
    assess(at=now)
    empty = FindingKey(rule="register-empty", record=WHOLE, field="activities")
    soon = timezone.localdate(now) + timedelta(days=7)
    waive(finding=empty, reason="wij beginnen maandag", until=soon, actor=anna, at=now)
    out = StringIO()

    call_command("register", "findings", stdout=out)

    assert "the rules find nothing" in out.getvalue()


def test_the_law_of_a_new_installation_is_whole() -> None:
    assert (RetentionDuty.objects.count(), LegalParameter.objects.count(), AdequacyDecision.objects.count()) == (
        22,
        9,
        45,
    )
    for model in (RetentionDuty, LegalParameter, AdequacyDecision):
        assert model.history.count() == model.objects.count()
        for row in model.objects.all():
            row.full_clean()


def test_sowing_again_changes_nothing_and_adds_nothing() -> None:
    RetentionDuty.objects.filter(name="r01-belastingadministratie").update(years=10)
    seeds = import_module("registers.migrations.0003_law")

    seeds.seed(apps, None)

    assert RetentionDuty.objects.count() == 22
    assert RetentionDuty.objects.get(name="r01-belastingadministratie").years == 10


def test_taking_back_leaves_what_was_changed_or_used() -> None:
    seeds = import_module("registers.migrations.0003_law")
    changed, used, mapped = RetentionDuty.objects.order_by("name")[:3]
    RetentionDuty.objects.filter(pk=changed.pk).update(years=10)
    RetentionRule.objects.create(name="Administratie", duty=used)
    Source.objects.create(name="crm", url_env="CRM_URL").duties.add(mapped)

    seeds.unseed(apps, None)

    assert set(RetentionDuty.objects.all()) == {changed, used, mapped}
    left = LegalParameter.objects.exclude(code__startswith="consent-").exclude(code="waiver-months")  # sown elsewhere
    assert (left.count(), AdequacyDecision.history.count()) == (0, 0)
