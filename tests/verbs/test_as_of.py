"""What did our register say on that day, and which signed version was in force?"""

import pytest

from registers.actions.signing_off import offer, sign
from registers.as_of_selectors import AsOf, as_of, named
from registers.book.records import Purpose
from registers.errors import RecordUnknown
from registers.models import RegisterVersion
from registers.register_choices import LegalBasis, RecordKind
from tests.verbs.register_office import Office, drop, later, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return Office()


def sign_off(office: Office, kind: RecordKind, uid: str, day: int) -> RegisterVersion:
    """Offered and signed on that day."""
    offer(kind=kind, uid=uid, actor=office.anna, at=later(days=day), obstacles=lambda *_: [])
    return sign(kind=kind, uid=uid, actor=office.bram, at=later(days=day, hours=1), obstacles=lambda *_: [])


def of_activity(office: Office, day: int) -> AsOf:
    return as_of(kind=RecordKind.ACTIVITY, uid=str(office.activity.uid), at=later(days=day, hours=2))


def test_the_answer_is_that_of_the_day_and_does_not_change_afterwards(office: Office) -> None:
    before = of_activity(office, 1)

    write(office.purposes[0], later(days=3), basis=LegalBasis.CONSENT)

    assert of_activity(office, 1).book.as_json() == before.book.as_json()
    assert of_activity(office, 3).book.all(Purpose)[0].basis == LegalBasis.CONSENT


def test_the_version_in_force_is_the_last_one_signed_by_then(office: Office) -> None:
    uid = str(office.activity.uid)
    first = sign_off(office, RecordKind.ACTIVITY, uid, 1)
    write(office.purposes[0], later(days=3), text="Vragen en klachten beantwoorden")
    second = sign_off(office, RecordKind.ACTIVITY, uid, 5)

    stood = [of_activity(office, day).version for day in (0, 2, 4, 6)]

    assert [one and (one.number, one.sha256, one.unchanged) for one in stood] == [
        None,
        (1, first.sha256, True),
        (1, first.sha256, False),
        (2, second.sha256, True),
    ]


def test_an_activity_is_also_in_force_as_part_of_the_register(office: Office) -> None:
    signed = sign_off(office, RecordKind.REGISTER, "", 1)
    write(office.agreement, later(days=3), title="Iets anders")
    write(office.purposes[0], later(days=5), text="Vragen en klachten beantwoorden")

    stood = [of_activity(office, day).register_version for day in (0, 4, 6)]

    assert [one and (one.sha256, one.unchanged) for one in stood] == [
        None,
        (signed.sha256, True),
        (signed.sha256, False),
    ]


def test_the_register_has_its_own_version(office: Office) -> None:
    signed = sign_off(office, RecordKind.REGISTER, "", 1)

    found = as_of(kind=RecordKind.REGISTER, at=later(days=2))

    assert found.version is not None
    assert (found.version.uid, found.version.unchanged) == (str(signed.uid), True)
    assert found.register_version is None
    assert found.title == "Voorbeeldorganisatie B.V."


def test_a_record_that_was_not_there_yet_or_no_more_is_unknown(office: Office) -> None:
    uid = str(office.agreement.uid)
    drop(office.agreement, later(days=5))

    assert as_of(kind=RecordKind.AGREEMENT, uid=uid, at=later(days=4)).title == "VO-001 Telefonie"
    for day in (-1, 6):
        with pytest.raises(RecordUnknown):
            as_of(kind=RecordKind.AGREEMENT, uid=uid, at=later(days=day))


def test_a_number_names_the_record_that_had_it_then(office: Office) -> None:
    write(office.activity, later(days=5), number="V-100")

    assert named(RecordKind.ACTIVITY, "v-001", at=later(days=4)) == str(office.activity.uid)
    assert named(RecordKind.ACTIVITY, "V-100", at=later(days=6)) == str(office.activity.uid)
    with pytest.raises(RecordUnknown):
        named(RecordKind.ACTIVITY, "V-100", at=later(days=4))
