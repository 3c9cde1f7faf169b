"""Sign-off: offered by one, signed by another, refused where it should be, and a version that stands."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from registers.actions.signing_off import offer, sign, withdraw_offer
from registers.book.book import WHOLE, Book
from registers.book.records import Activity
from registers.book.signable import signable
from registers.book_selectors import read_book
from registers.choices import EvidenceKind
from registers.errors import (
    FindingsOpen,
    NothingOffered,
    OfferOutdated,
    RecordUnknown,
    SignerOffered,
    SignOffError,
)
from registers.models import EvidenceEntry, Offer, RegisterVersion
from registers.register_choices import RecordKind, RecordStatus
from registers.register_selectors import open_errors
from tests.verbs.register_office import Office, later, write

pytestmark = pytest.mark.django_db

ACTIVITY, AGREEMENT, REGISTER = RecordKind.ACTIVITY, RecordKind.AGREEMENT, RecordKind.REGISTER


def clean(*_: Any) -> list[str]:
    """Rules that find nothing."""
    return []


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def uid(office: Office) -> str:
    return str(office.activity.uid)


def offered(office: Office, uid: str, kind: RecordKind = ACTIVITY, **shift: float) -> Offer:
    return offer(kind=kind, uid=uid, actor=office.anna, at=later(**shift or {"days": 1}), obstacles=clean)


def signed(office: Office, uid: str, kind: RecordKind = ACTIVITY, **shift: float) -> RegisterVersion:
    return sign(kind=kind, uid=uid, actor=office.bram, at=later(**shift or {"days": 2}), obstacles=clean)


def facts(kind: EvidenceKind) -> list[dict[str, object]]:
    bodies = EvidenceEntry.objects.filter(kind=kind).order_by("id").values_list("body", flat=True)
    return [json.loads(body)["facts"] for body in bodies]


def status_of(office: Office) -> str:
    office.activity.refresh_from_db()
    return str(office.activity.status)


def test_offering_makes_an_activity_submitted_and_names_its_hash(office: Office, uid: str) -> None:
    made = offered(office, uid)

    assert status_of(office) == RecordStatus.SUBMITTED
    assert made.sha256 == signable(read_book(), ACTIVITY, uid).sha256
    assert facts(EvidenceKind.REGISTER_OFFERED) == [
        {"record": "activity", "sha256": made.sha256, "role": "Privacy officer"}
    ]


def test_a_signed_version_holds_the_register_of_that_moment_under_its_hash(office: Office, uid: str) -> None:
    made = offered(office, uid)

    version = signed(office, uid)

    assert (version.number, version.sha256, version.title) == (1, made.sha256, "V-001 Klantcontact")
    assert Book.from_value(json.loads(version.body)).sha256 == version.sha256
    assert status_of(office) == RecordStatus.SIGNED


def test_signing_is_recorded_with_hash_number_and_role_and_no_name(office: Office, uid: str) -> None:
    offered(office, uid)

    version = signed(office, uid)

    entry = EvidenceEntry.objects.get(kind=EvidenceKind.REGISTER_SIGNED)
    assert facts(EvidenceKind.REGISTER_SIGNED) == [
        {
            "record": "activity",
            "sha256": version.sha256,
            "number": 1,
            "version": str(version.uid),
            "role": "Privacy officer",
        }
    ]
    assert entry.case == office.activity.uid
    assert "anna" not in entry.body and "bram" not in entry.body


def test_the_record_of_today_equals_its_version_until_it_changes(office: Office, uid: str) -> None:
    offered(office, uid)
    version = signed(office, uid)

    same = signable(read_book(), ACTIVITY, uid).sha256
    write(office.supplier, later(days=3), name="Belpartner Zuid B.V.")
    renamed = signable(read_book(), ACTIVITY, uid).sha256

    assert same == version.sha256
    assert renamed != version.sha256


def test_who_offered_may_not_sign(office: Office, uid: str) -> None:
    offered(office, uid)

    with pytest.raises(SignerOffered):
        sign(kind=ACTIVITY, uid=uid, actor=office.anna, at=later(days=2), obstacles=clean)

    assert not RegisterVersion.objects.exists()
    assert signed(office, uid).number == 1


def test_what_was_changed_after_the_offer_is_not_signed(office: Office, uid: str) -> None:
    offered(office, uid)

    write(office.purposes[0], later(days=1, hours=1), text="Iets heel anders")

    with pytest.raises(OfferOutdated):
        signed(office, uid)
    assert status_of(office) == RecordStatus.SUBMITTED
    assert not facts(EvidenceKind.REGISTER_SIGNED)


@pytest.mark.parametrize("verb", [offer, sign])
def test_open_errors_stand_in_the_way_and_are_named(office: Office, uid: str, verb: Callable[..., Any]) -> None:
    offered(office, uid)

    def gaps(_book: Book, _kind: RecordKind, _uid: str, _at: object) -> list[str]:
        return ["geen grondslag (art. 6)"]

    with pytest.raises(FindingsOpen, match="geen grondslag"):
        verb(kind=ACTIVITY, uid=uid, actor=office.bram, at=later(days=2), obstacles=gaps)

    assert not RegisterVersion.objects.exists()


def test_nothing_is_signed_that_was_not_offered(office: Office, uid: str) -> None:
    with pytest.raises(NothingOffered):
        signed(office, uid)


def test_an_offer_is_signed_once(office: Office, uid: str) -> None:
    offered(office, uid)
    signed(office, uid)

    with pytest.raises(SignOffError):
        signed(office, uid, days=3)

    assert RegisterVersion.objects.count() == 1


def test_a_second_version_gets_the_next_number(office: Office, uid: str) -> None:
    offered(office, uid)
    signed(office, uid)
    write(office.purposes[0], later(days=3), text="Vragen en klachten beantwoorden")

    offered(office, uid, days=4)

    assert signed(office, uid, days=5).number == 2


def test_offering_again_lets_the_earlier_offer_lapse(office: Office, uid: str) -> None:
    first = offered(office, uid)
    write(office.purposes[0], later(days=1, hours=1), text="Vragen en klachten beantwoorden")

    second = offered(office, uid, days=2)

    assert list(Offer.objects.filter(closed=False)) == [second]
    assert signed(office, uid, days=3).sha256 == second.sha256 != first.sha256


def test_an_offer_taken_back_leaves_a_draft(office: Office, uid: str) -> None:
    offered(office, uid)

    withdraw_offer(kind=ACTIVITY, uid=uid, actor=office.anna, at=later(days=1, hours=1))

    assert status_of(office) == RecordStatus.DRAFT
    assert facts(EvidenceKind.REGISTER_OFFERED)[-1]["withdrawn"] is True
    with pytest.raises(NothingOffered):
        signed(office, uid)


def test_taking_back_an_offer_of_what_was_signed_leaves_it_signed(office: Office, uid: str) -> None:
    offered(office, uid)
    signed(office, uid)
    offered(office, uid, days=3)

    withdraw_offer(kind=ACTIVITY, uid=uid, actor=office.anna, at=later(days=4))

    assert status_of(office) == RecordStatus.SIGNED


def test_the_whole_register_is_signed_with_every_activity_in_it(office: Office) -> None:
    offered(office, "", REGISTER)

    version = signed(office, "", REGISTER)

    assert (str(version.record), version.title) == (WHOLE, "Voorbeeldorganisatie B.V.")
    assert version.sha256 == signable(read_book(), REGISTER, WHOLE).sha256
    assert status_of(office) == RecordStatus.SIGNED


def test_offering_an_activity_does_not_outdate_the_offer_of_the_register(office: Office, uid: str) -> None:
    offered(office, "", REGISTER)

    offered(office, uid, days=1, hours=2)

    assert signed(office, "", REGISTER).number == 1


def test_an_agreement_keeps_its_own_status(office: Office) -> None:
    agreement = office.agreement
    offered(office, str(agreement.uid), AGREEMENT)

    signed(office, str(agreement.uid), AGREEMENT)

    agreement.refresh_from_db()
    assert agreement.status == "draft"


def test_what_has_ended_is_signed_as_ended(office: Office, uid: str) -> None:
    write(office.activity, later(hours=1), status=RecordStatus.ENDED)
    offered(office, uid)

    version = signed(office, uid)

    assert status_of(office) == RecordStatus.ENDED
    assert Book.from_value(json.loads(version.body)).get(Activity, uid).status == RecordStatus.ENDED


def test_a_record_that_is_not_there_cannot_be_offered(office: Office) -> None:
    with pytest.raises(RecordUnknown):
        offered(office, "0b7c1f6e-5a1d-4c58-9f7e-2d0a6c3f8e11")


def test_the_history_of_the_status_has_the_moment_of_the_deed(office: Office, uid: str) -> None:
    offered(office, uid)
    signed(office, uid)

    stood = [read_book(at=later(days=day)).get(Activity, uid).status for day in (0, 1, 2)]

    assert stood == [RecordStatus.DRAFT, RecordStatus.SUBMITTED, RecordStatus.SIGNED]


def test_the_rules_themselves_stand_in_the_way_until_the_gap_is_mended(office: Office, uid: str) -> None:
    gaps = open_errors(read_book(), ACTIVITY, uid, later(days=1))

    with pytest.raises(FindingsOpen) as refused:
        offer(kind=ACTIVITY, uid=uid, actor=office.anna, at=later(days=1))

    assert gaps
    assert refused.value.findings == gaps
    assert not Offer.objects.exists()
