"""The register of a moment on paper: the same bytes whenever asked, kept once, genuine, true about versions."""

import hashlib
from pathlib import Path

import pytest
from pytest_django import Settings

from registers.actions.documents import document_store, recognise
from registers.actions.register_documents import Wanted, document_content, register_document
from registers.actions.signing_off import offer, sign
from registers.book.records import Purpose
from registers.choices import DocumentKind, EvidenceKind
from registers.documents.registerpdf import write_pdf
from registers.errors import MomentAhead, RecordUnknown
from registers.models import EvidenceEntry, RegisterVersion
from registers.register_choices import ActivityRole, LegalBasis, RecordKind
from tests.verbs.register_office import Office, later, write

pytestmark = pytest.mark.django_db

NOW = later(days=30)


@pytest.fixture(autouse=True)
def var(settings: Settings, tmp_path: Path) -> Path:
    changes = {"var_dir": tmp_path, "documents_dir": tmp_path / "documents", "signing_key_file": None}
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update=changes)
    settings.VAR_DIR = tmp_path
    return tmp_path


@pytest.fixture
def office() -> Office:
    return Office()


def wanted(office: Office, kind: DocumentKind = DocumentKind.ACTIVITY, day: int = 3) -> Wanted:
    """A document of that day."""
    records = {DocumentKind.ACTIVITY: office.activity, DocumentKind.AGREEMENT: office.agreement}
    if kind in records:
        return Wanted(kind=kind, uid=str(records[kind].uid), as_of=later(days=day))
    return Wanted(kind=kind, as_of=later(days=day))


def sign_off(office: Office, kind: RecordKind, uid: str, day: int) -> RegisterVersion:
    offer(kind=kind, uid=uid, actor=office.anna, at=later(days=day), obstacles=lambda *_: [])
    return sign(kind=kind, uid=uid, actor=office.bram, at=later(days=day, hours=1), obstacles=lambda *_: [])


def unsigned(asked: Wanted, target: Path) -> bytes:
    write_pdf(document_content(asked), target=target)
    return target.read_bytes()


@pytest.mark.parametrize("kind", [DocumentKind.REGISTER, DocumentKind.ACTIVITY])
def test_a_purpose_changed_afterwards_leaves_the_document_of_that_day_byte_for_byte(
    office: Office, kind: DocumentKind, var: Path
) -> None:
    asked = wanted(office, kind)
    made = register_document(wanted=asked, at=NOW)
    before = unsigned(asked, var / "before.pdf")

    write(office.purposes[0], later(days=10), text="Iets heel anders", basis=LegalBasis.CONSENT)
    sign_off(office, RecordKind.ACTIVITY, str(office.activity.uid), day=11)

    assert unsigned(asked, var / "after.pdf") == before
    assert register_document(wanted=asked, at=later(days=40)) == made
    found = recognise(pdf=document_store().get(made.sha256))
    assert found.genuine
    assert found.verdict.metadata["kind"] == kind.value


def test_a_change_before_that_day_gives_another_document(office: Office) -> None:
    first = register_document(wanted=wanted(office, day=3), at=NOW)
    write(office.purposes[0], later(days=4), text="Iets heel anders")

    second = register_document(wanted=wanted(office, day=5), at=NOW)

    assert first.sha256 != second.sha256
    assert first.subkind != second.subkind


def test_the_signed_document_is_kept_once_and_given_again(office: Office) -> None:
    asked = wanted(office, DocumentKind.AGREEMENT)

    first, again = (register_document(wanted=asked, at=moment) for moment in (NOW, later(days=31)))

    assert first == again
    assert first.issued_at == NOW
    assert EvidenceEntry.objects.filter(kind=EvidenceKind.DOCUMENT_ISSUED).count() == 1


def test_the_unsigned_hash_is_that_of_what_can_be_made_again(office: Office, var: Path) -> None:
    asked = wanted(office, DocumentKind.AGREEMENTS)

    made = register_document(wanted=asked, at=NOW)

    assert made.unsigned_sha256 == hashlib.sha256(unsigned(asked, var / "again.pdf")).hexdigest()


def test_the_version_in_force_is_on_the_document_and_later_ones_are_not(office: Office) -> None:
    uid = str(office.activity.uid)
    first = sign_off(office, RecordKind.ACTIVITY, uid, day=1)
    write(office.purposes[0], later(days=10), text="Iets heel anders")
    sign_off(office, RecordKind.ACTIVITY, uid, day=11)

    note = document_content(wanted(office, day=3)).standing.best

    assert note is not None
    assert (note.uid, note.number, note.unchanged) == (str(first.uid), 1, True)


def test_what_changed_after_signing_is_told_in_dutch(office: Office) -> None:
    sign_off(office, RecordKind.ACTIVITY, str(office.activity.uid), day=1)
    write(office.purposes[1], later(days=2), text="Afspraken bewijzen")

    content = document_content(wanted(office, day=3))

    (change,) = content.changes
    assert "Afspraken nakomen" in change and "Afspraken bewijzen" in change
    assert content.standing.best and not content.standing.best.unchanged


def test_an_activity_of_a_signed_register_says_so(office: Office) -> None:
    signed = sign_off(office, RecordKind.REGISTER, "", day=1)

    content = document_content(wanted(office, day=3))

    assert content.standing.own is None
    assert content.standing.best and content.standing.best.uid == str(signed.uid)
    assert content.standing.best.unchanged


def test_the_record_of_each_role_has_its_own_activities(office: Office) -> None:
    for role, expected in ((ActivityRole.CONTROLLER, 1), (ActivityRole.PROCESSOR, 0)):
        asked = Wanted(kind=DocumentKind.REGISTER, as_of=later(days=3), role=role)

        content = document_content(asked)

        assert len(content.book.activities) == expected
        assert content.book.party(str(office.own.uid)) is not None


def test_an_overview_of_agreements_has_no_purposes_in_it(office: Office) -> None:
    content = document_content(wanted(office, DocumentKind.AGREEMENTS))

    assert content.book.all(Purpose) == ()
    assert [one.number for one in content.book.agreements] == ["VO-001"]


def test_a_moment_to_come_has_no_document(office: Office) -> None:
    with pytest.raises(MomentAhead):
        register_document(wanted=wanted(office, day=99), at=NOW)


def test_a_record_that_was_not_there_has_no_document(office: Office) -> None:
    with pytest.raises(RecordUnknown):
        register_document(wanted=wanted(office, day=-1), at=NOW)


def test_the_name_of_the_file_says_what_and_of_which_day(office: Office) -> None:
    made = [
        register_document(wanted=wanted(office, kind), at=NOW).filename
        for kind in (DocumentKind.ACTIVITY, DocumentKind.AGREEMENTS)
    ]

    assert made == ["verwerking-v-001-klantcontact-2026-03-05.pdf", "verwerkersovereenkomsten-2026-03-05.pdf"]
