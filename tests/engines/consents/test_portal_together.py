"""Many visitors of the portal at one moment, on PostgreSQL: each is counted, none too many, and no number twice."""

from uuid import UUID, uuid4

from consents.actions.admitting import PER_VISITOR, admit
from consents.actions.objecting import object_by_portal
from consents.choices import Unwanted
from consents.errors import PortalBusy
from consents.models import ConsentEvent, PortalUsage
from tests.engines.consents.conftest import Ledger
from tests.verbs.consent_office import AT, SANNE, SANNE_MAIL

HURRY = 3 * PER_VISITOR


def test_of_a_visitor_in_a_hurry_no_more_is_taken_than_of_a_patient_one(ledger: Ledger) -> None:
    admitted: list[bool] = []

    def come() -> None:
        try:
            admit(address="192.0.2.1", at=AT)
        except PortalBusy:
            return
        admitted.append(True)

    ledger.together(*[come] * HURRY)

    used = dict(PortalUsage.objects.values_list("visitor", "used"))
    assert (len(admitted), sorted(used.values())) == (PER_VISITOR, [PER_VISITOR, PER_VISITOR])


def test_one_form_sent_many_times_at_once_counts_once(ledger: Ledger) -> None:
    once = uuid4()

    met = ledger.together(*[lambda: _told(ledger, once, SANNE, SANNE_MAIL)] * 8)

    assert met == [None] * 8
    assert ConsentEvent.objects.count() == len({event.source_id for event in ConsentEvent.objects.all()})
    assert not ledger.office.ask(SANNE, SANNE_MAIL).decision.allowed


def test_forms_with_the_same_values_in_another_order_do_not_wait_for_each_other(ledger: Ledger) -> None:
    forwards = [lambda: _told(ledger, uuid4(), SANNE, SANNE_MAIL)] * 6
    backwards = [lambda: _told(ledger, uuid4(), SANNE_MAIL, SANNE)] * 6

    met = ledger.together(*[one for pair in zip(forwards, backwards, strict=True) for one in pair])

    assert met == [None] * 12
    assert not ledger.office.ask(SANNE, SANNE_MAIL).decision.allowed


def _told(ledger: Ledger, once: UUID, *texts: str) -> None:
    object_by_portal(values=ledger.office.values(*texts), unwanted=Unwanted.EVERYTHING, once=once, at=AT)
