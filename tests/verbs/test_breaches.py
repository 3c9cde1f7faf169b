"""The breach register: every decision has its reason and its fact; what lacks one cannot be closed."""

import datetime as dt
import json
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from registers.actions import breaches as verbs
from registers.actions.breaches import Sent
from registers.actions.reminding import remind
from registers.breach_selectors import breach_days, clock_of, incident_of, supplier_named
from registers.errors import MomentAhead
from registers.incidents.errors import (
    BreachClosed,
    BreachMomentInvalid,
    BreachPeopleTold,
    BreachReasonMissing,
    BreachReportDemanded,
    BreachUndecided,
    SupplierUnknown,
)
from registers.incidents.incident import Asked
from registers.models import (
    Breach,
    ClientProcessing,
    EvidenceEntry,
    JointController,
    LegalParameter,
    Party,
    ProcessingActivity,
)
from registers.register_choices import BreachRisk, ToldAs
from registers.register_selectors import law_numbers
from tests.verbs.register_office import Office, later, make

pytestmark = pytest.mark.django_db
AWARE = later(days=10)
NOW = later(days=10, hours=2)


@pytest.fixture
def office() -> Office:
    return Office()


def opened(office: Office, *, supplier: bool = True) -> Breach:
    uid = str(office.supplier.uid) if supplier else ""
    found = incident_of(Asked(at=later(days=9), aware_at=AWARE, supplier=uid), now=NOW)
    return verbs.open_breach(title="Opnamen bij belpartner", found=found, actor=office.anna, at=NOW)


def by(office: Office, at: dt.datetime = NOW) -> dict[str, Any]:
    return {"actor": office.anna, "at": at}


def changes(breach: Breach) -> list[str]:
    bodies = EvidenceEntry.objects.filter(case=breach.uid).order_by("pk").values_list("body", flat=True)
    return [json.loads(body)["facts"]["change"] for body in bodies]


def fresh(breach: Breach) -> Breach:
    return Breach.objects.get(pk=breach.pk)


def test_a_breach_opens_with_what_the_incident_touches(office: Office) -> None:
    breach = opened(office)

    assert (breach.number, breach.processor) == ("DL-2026-001", office.supplier)
    assert [one.activity for one in breach.activities.all()] == [office.activity]
    assert breach.categories == ["contact"]
    assert changes(breach) == ["opened"]


def test_clients_come_with_their_term(office: Office) -> None:
    client = make(Party, name="Opdrachtgever")
    desk = make(ProcessingActivity, number="V-002", name="Balie", role="processor", organisation=office.own)
    make(ClientProcessing, activity=desk, party=client)

    breach = opened(office, supplier=False)

    assert [(one.party, one.due_at) for one in breach.notices.all()] == [(client, None)]


def test_joint_controllers_have_to_hear_too(office: Office) -> None:
    partner = make(Party, name="Samen")
    make(JointController, activity=office.activity, party=partner, division="wij melden")

    breach = opened(office)

    assert [(one.party, one.told_as, one.due_at) for one in breach.notices.all()] == [(partner, ToldAs.JOINT, None)]
    assert "26" in verbs.undecided(breach)[-1]


def test_who_is_client_and_joint_controller_hears_once_as_a_client(office: Office) -> None:
    both = make(Party, name="Beide")
    desk = make(ProcessingActivity, number="V-002", name="Balie", role="processor", organisation=office.own)
    make(ClientProcessing, activity=desk, party=both)
    make(JointController, activity=office.activity, party=both)

    breach = opened(office, supplier=False)

    assert [(one.party, one.told_as) for one in breach.notices.all()] == [(both, ToldAs.CLIENT)]


def test_the_clock_runs_in_hours_from_knowing(office: Office) -> None:
    breach = opened(office)
    law = law_numbers()

    assert clock_of(breach, law, at=NOW).due == AWARE + dt.timedelta(hours=72)
    assert not clock_of(breach, law, at=AWARE + dt.timedelta(hours=72)).late
    assert clock_of(breach, law, at=AWARE + dt.timedelta(hours=72, seconds=1)).late


def test_the_hours_are_a_row_of_law(office: Office) -> None:
    LegalParameter.objects.filter(code="breach-report-hours").update(value=96)

    assert clock_of(opened(office), law_numbers(), at=NOW).due == AWARE + dt.timedelta(hours=96)


def test_a_report_in_time_needs_no_reasons(office: Office) -> None:
    breach = opened(office)

    verbs.report_breach(breach=breach, sent=Sent(sent_at=NOW, reference="AP-1"), **by(office))

    assert fresh(breach).reported_at == NOW
    assert changes(breach) == ["opened", "reported"]


def test_a_late_report_needs_its_reasons(office: Office) -> None:
    breach = opened(office)
    late = AWARE + dt.timedelta(hours=73)

    with pytest.raises(BreachReasonMissing):
        verbs.report_breach(breach=breach, sent=Sent(sent_at=late), **by(office, late))
    verbs.report_breach(breach=breach, sent=Sent(sent_at=late), delay_reason="Het onderzoek liep", **by(office, late))

    assert fresh(breach).delay_reason == "Het onderzoek liep"


@pytest.mark.parametrize("moment", [AWARE - dt.timedelta(seconds=1), NOW + dt.timedelta(seconds=1)])
def test_a_report_lies_between_knowing_and_now(office: Office, moment: dt.datetime) -> None:
    breach = opened(office)

    with pytest.raises(BreachMomentInvalid):
        verbs.report_breach(breach=breach, sent=Sent(sent_at=moment), **by(office))


def test_a_breach_with_a_risk_cannot_stay_unreported(office: Office) -> None:
    breach = opened(office)
    verbs.assess_breach(breach=breach, risk=BreachRisk.RISK, reason="Namen en nummers", **by(office))

    with pytest.raises(BreachReportDemanded):
        verbs.decline_report(breach=breach, reason="Liever niet", **by(office))


def test_a_breach_that_nobody_assessed_cannot_stay_unreported(office: Office) -> None:
    with pytest.raises(BreachReportDemanded):
        verbs.decline_report(breach=opened(office), reason="Geen risico", **by(office))


def test_a_higher_risk_undoes_the_decision_not_to_report(office: Office) -> None:
    breach = opened(office)
    verbs.assess_breach(breach=breach, risk=BreachRisk.UNLIKELY, reason="Versleuteld", **by(office))
    verbs.decline_report(breach=breach, reason="Risico onwaarschijnlijk", **by(office))

    verbs.assess_breach(breach=breach, risk=BreachRisk.HIGH, reason="De sleutel lekte ook", **by(office))

    assert fresh(breach).not_reported_reason == ""
    assert breach_days() != []


def test_a_follow_up_needs_a_first_report(office: Office) -> None:
    breach = opened(office)
    more: dict[str, Any] = {"sent": Sent(sent_at=NOW), "told": "Aantal nu bekend"}

    with pytest.raises(BreachMomentInvalid):
        verbs.follow_up(breach=breach, **more, **by(office))
    verbs.report_breach(breach=breach, sent=Sent(sent_at=NOW), **by(office))
    verbs.follow_up(breach=breach, **more, **by(office))

    assert fresh(breach).follow_ups.get().told == "Aantal nu bekend"


def test_closing_names_everything_that_lacks(office: Office) -> None:
    breach = opened(office)

    with pytest.raises(BreachUndecided) as refused:
        verbs.close_breach(breach=breach, **by(office))

    assert len(refused.value.missing) == 3


def test_a_high_risk_asks_about_telling_people(office: Office) -> None:
    breach = opened(office)
    Breach.objects.update(facts="Een export stond open")
    verbs.assess_breach(breach=breach, risk=BreachRisk.HIGH, reason="Gezondheid", **by(office))
    verbs.report_breach(breach=breach, sent=Sent(sent_at=NOW), **by(office))

    with pytest.raises(BreachUndecided):
        verbs.close_breach(breach=breach, **by(office))
    verbs.tell_people(breach=breach, told_at=NOW, **by(office))
    verbs.close_breach(breach=breach, **by(office))

    assert fresh(breach).closed_at == NOW
    assert changes(breach)[-2:] == ["people-told", "closed"]


def test_who_were_told_are_not_untold(office: Office) -> None:
    breach = opened(office)
    verbs.tell_people(breach=breach, told_at=NOW, **by(office))

    with pytest.raises(BreachPeopleTold):
        verbs.decline_telling(breach=breach, reason="Toch niet", **by(office))

    assert fresh(breach).not_told_reason == ""


def test_a_client_that_was_not_told_keeps_the_breach_open(office: Office) -> None:
    breach = opened(office)
    Breach.objects.update(facts="Feiten", risk="unlikely", risk_reason="x", not_reported_reason="y")
    notice = breach.notices.create(party=office.supplier)

    with pytest.raises(BreachUndecided):
        verbs.close_breach(breach=breach, **by(office))
    verbs.tell_client(notice=notice, told_at=NOW, **by(office))
    verbs.close_breach(breach=breach, **by(office))

    assert fresh(breach).closed_at is not None


def test_a_closed_breach_changes_only_after_it_is_opened_again(office: Office) -> None:
    breach = opened(office)
    Breach.objects.update(facts="Feiten", risk="unlikely", risk_reason="x", not_reported_reason="y", closed_at=NOW)

    with pytest.raises(BreachClosed):
        verbs.tell_people(breach=breach, told_at=NOW, **by(office))
    verbs.reopen_breach(breach=breach, reason="Er is meer bekend", **by(office))
    verbs.tell_people(breach=breach, told_at=NOW, **by(office))

    assert "Er is meer bekend" in fresh(breach).facts


def test_the_database_refuses_a_closed_breach_without_its_decisions(office: Office) -> None:
    opened(office)

    with pytest.raises(IntegrityError), transaction.atomic():
        Breach.objects.update(closed_at=NOW)


def test_no_text_of_a_decision_reaches_the_log(office: Office) -> None:
    breach = opened(office)

    verbs.assess_breach(breach=breach, risk=BreachRisk.RISK, reason="Mevrouw Jansen belde", **by(office))

    assert "Jansen" not in "".join(EvidenceEntry.objects.values_list("body", flat=True))


def test_the_owner_is_reminded_of_the_last_moment(office: Office) -> None:
    breach = opened(office)

    remind(at=NOW)

    assert any(breach.number in one.body for one in mail.outbox)
    assert breach.title not in "".join(str(one.subject) for one in mail.outbox)


def test_the_register_of_that_moment_is_asked(office: Office) -> None:
    office.engagement._history_date = later(days=20)
    office.engagement.delete()
    office.coverage.delete()
    asked = Asked(at=later(days=9), aware_at=later(days=9), supplier=str(office.supplier.uid))

    found = incident_of(asked, now=later(days=30))

    assert [one.activity.number for one in found.touched] == ["V-001"]


def test_a_moment_that_has_yet_to_come_is_refused(office: Office) -> None:
    with pytest.raises(MomentAhead):
        incident_of(Asked(at=later(days=99), aware_at=NOW, supplier=""), now=NOW)


def test_a_supplier_is_known_by_name_but_for_its_legal_form(office: Office) -> None:
    assert supplier_named("belpartner noord") == office.supplier
    for name in ("", "Voorbeeldorganisatie B.V.", "niemand"):
        with pytest.raises(SupplierUnknown):
            supplier_named(name)
