"""An objection by the portal: it holds at once for every value that was given, proves nothing first, and is bounded."""

import datetime as dt
from uuid import UUID, uuid4

import pytest
from django.conf import settings

from consents.actions.admitting import PER_VISITOR, admit
from consents.actions.objecting import object_by_portal
from consents.choices import CollectionMethod, EventKind, Unwanted
from consents.errors import PortalBusy
from consents.models import ConsentEvent, ConsentState, Identifier, PortalUsage
from registers.choices import EvidenceKind
from registers.models import EvidenceEntry
from tests.verbs.consent_office import AT, JAN, JAN_MAIL, SANNE, SANNE_MAIL, Office

pytestmark = pytest.mark.django_db
LATER = AT + dt.timedelta(seconds=1)


@pytest.fixture
def office() -> Office:
    return Office()


def told(office: Office, *texts: str, unwanted: Unwanted = Unwanted.EVERYTHING, once: UUID | None = None) -> None:
    object_by_portal(values=office.values(*texts), unwanted=unwanted, once=once or uuid4(), at=AT)


def allowed(office: Office, *texts: str, channel: str) -> bool:
    return office.ask(*texts, at=LATER, channel=channel).decision.allowed


def test_it_holds_for_the_next_decision_and_the_namesake_keeps_what_is_his(office: Office) -> None:
    namesake = office.consented(JAN, JAN_MAIL)
    before = list(ConsentState.objects.filter(person=namesake.person).values())
    office.consented(SANNE, SANNE_MAIL)

    told(office, SANNE)

    assert not allowed(office, SANNE, SANNE_MAIL, channel="voice")
    assert allowed(office, JAN, JAN_MAIL, channel="voice")
    assert list(ConsentState.objects.filter(person=namesake.person).values()) == before


@pytest.mark.parametrize(
    ("unwanted", "stopped"),
    [
        (Unwanted.EVERYTHING, {"voice", "voice_auto", "sms", "email"}),
        (Unwanted.CALLS, {"voice", "voice_auto"}),
        (Unwanted.MESSAGES, {"sms"}),
        (Unwanted.EMAILS, {"email"}),
    ],
)
def test_only_what_was_asked_stops(office: Office, unwanted: Unwanted, stopped: set[str]) -> None:
    ways = {"voice", "voice_auto", "sms", "email"}
    for channel in sorted(ways):
        office.consented(SANNE, SANNE_MAIL, channel=channel)

    told(office, SANNE, SANNE_MAIL, unwanted=unwanted)

    assert {way for way in ways if allowed(office, SANNE_MAIL, SANNE, channel=way)} == ways - stopped


def test_whoever_gets_the_number_later_is_not_called_either(office: Office) -> None:
    told(office, SANNE)

    office.consented("phone=0612345678", "email=bewoner@example.nl")

    assert not allowed(office, SANNE, "email=bewoner@example.nl", channel="voice")


def test_what_was_typed_together_is_not_taken_for_one_person(office: Office) -> None:
    told(office, SANNE, JAN_MAIL)

    people = Identifier.objects.values_list("person", "kind").order_by("person")
    assert len({person for person, _kind in people}) == len(people)


def test_the_same_form_twice_counts_once_and_another_number_in_it_is_another(office: Office) -> None:
    once = uuid4()
    told(office, SANNE, once=once)
    object_by_portal(values=office.values(SANNE), unwanted=Unwanted.EVERYTHING, once=once, at=LATER)
    count = ConsentEvent.objects.count()

    told(office, JAN, once=once)

    assert (count, ConsentEvent.objects.count()) == (1, 2)


def test_it_stands_in_the_ledger_as_what_it_was(office: Office) -> None:
    told(office, SANNE)

    event = ConsentEvent.objects.get()
    facts = EvidenceEntry.objects.filter(kind=EvidenceKind.CONSENT_RECORDED).latest("pk").body
    assert (event.kind, event.method, event.role) == (EventKind.OBJECTED, CollectionMethod.PORTAL, "portal")
    assert str(event.uid) in facts
    assert '"role":"portal"' in facts
    assert "612345678" not in facts


def test_a_visitor_gets_so_many_an_hour_and_another_is_not_troubled() -> None:
    for _time in range(PER_VISITOR):
        admit(address="192.0.2.1", at=AT)

    with pytest.raises(PortalBusy) as refused:
        admit(address="192.0.2.1", at=AT)
    admit(address="192.0.2.2", at=AT)
    admit(address="192.0.2.1", at=AT + dt.timedelta(hours=1))

    assert not refused.value.everybody


def test_an_ipv6_visitor_is_a_whole_network_and_a_mapped_address_is_the_ipv4_one() -> None:
    for place in range(PER_VISITOR):
        admit(address=f"2001:db8::{place:x}", at=AT)
        admit(address="192.0.2.1" if place % 2 else "::ffff:192.0.2.1", at=AT)

    for address in ("2001:db8::ffff:1", "192.0.2.1"):
        with pytest.raises(PortalBusy):
            admit(address=address, at=AT)
    admit(address="2001:db8:0:1::1", at=AT)


def test_all_visitors_together_get_what_the_administrator_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings.ENVIRONMENT, "portal_hourly", 3)
    for place in range(3):
        admit(address=f"192.0.2.{place}", at=AT)

    with pytest.raises(PortalBusy) as refused:
        admit(address="192.0.2.9", at=AT)

    assert refused.value.everybody


def test_no_address_is_kept_and_nothing_of_the_hour_before() -> None:
    admit(address="192.0.2.1", at=AT)
    first = set(PortalUsage.objects.exclude(visitor="").values_list("visitor", flat=True))

    admit(address="192.0.2.1", at=AT + dt.timedelta(hours=1))

    second = set(PortalUsage.objects.exclude(visitor="").values_list("visitor", flat=True))
    assert len(first) == len(second) == 1
    assert first.isdisjoint(second)
    assert "192.0.2.1" not in str(list(PortalUsage.objects.values()))


@pytest.mark.parametrize("address", ["", "unix:", "geen adres"])
def test_without_an_address_visitors_are_one(address: str) -> None:
    for _time in range(PER_VISITOR):
        admit(address=address, at=AT)

    with pytest.raises(PortalBusy):
        admit(address="", at=AT)
