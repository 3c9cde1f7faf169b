"""Documents as verbs: issued once, read with a trace, purged for good, recognised by their bytes."""

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from pytest_django import Settings

from registers.actions import documents
from registers.choices import DocumentKind, EvidenceKind
from registers.documents.pages import certificate_pdf
from registers.documents.signing import sign
from registers.errors import DocumentMissing, DocumentStoreFull
from registers.models import Document, EvidenceEntry, SupervisoryAuthority
from tests.engines.documents import samples

AT = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)
CASE = UUID("0b7c1f6e-5a1d-4c58-9f7e-2d0a6c3f8e11")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def var(settings: Settings, tmp_path: Path) -> Path:
    changes = {"var_dir": tmp_path, "documents_dir": tmp_path / "documents", "signing_key_file": None}
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update=changes)
    return tmp_path


def issue(content: bytes | Path = b"%PDF-1.7 een", *, personal: bool = False, case: UUID = CASE) -> Document:
    return documents.issue_document(
        kind=DocumentKind.LETTER,
        case=case,
        subkind="refusal",
        title="Brief",
        filename="brief.pdf",
        content=content,
        personal=personal,
        unsigned_sha256="0" * 64,
        at=AT,
    )


def facts(kind: EvidenceKind) -> list[dict[str, object]]:
    bodies = EvidenceEntry.objects.filter(kind=kind).values_list("body", flat=True)
    return [json.loads(body)["facts"] for body in bodies]


def test_issuing_stores_the_bytes_and_records_their_hash() -> None:
    document = issue()

    assert documents.document_store().get(document.sha256) == b"%PDF-1.7 een"
    assert (document.size, document.issued_at, document.media_type) == (12, AT, "application/pdf")
    assert [fact["sha256"] for fact in facts(EvidenceKind.DOCUMENT_ISSUED)] == [document.sha256]


def test_issuing_again_gives_the_first_document_and_keeps_no_other_bytes() -> None:
    first = issue(b"%PDF-1.7 een")

    second = issue(b"%PDF-1.7 twee, met een andere handtekening")

    assert second == first
    assert len(list(documents.document_store().hashes())) == 1
    assert len(facts(EvidenceKind.DOCUMENT_ISSUED)) == 1


def test_a_large_document_is_issued_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "pakket.zip"
    path.write_bytes(os.urandom(2_000_000))

    document = issue(path, personal=True)

    assert document.size == 2_000_000
    assert documents.document_store().get(document.sha256) == path.read_bytes()


def test_a_store_that_refuses_leaves_no_row_and_no_fact(var: Path) -> None:
    (var / "documents").write_text("geen map")

    with pytest.raises(DocumentStoreFull):
        issue()

    assert not Document.objects.exists()
    assert not EvidenceEntry.objects.exists()


def test_reading_leaves_a_trace_with_the_role_and_no_name() -> None:
    document = issue(personal=True)

    content = documents.read_document(document=document, actor_role="auditor", at=AT)

    assert content == b"%PDF-1.7 een"
    assert facts(EvidenceKind.DOCUMENT_READ) == [{"sha256": document.sha256, "role": "auditor"}]


def test_a_purged_document_is_gone_and_its_row_says_when() -> None:
    document = issue(personal=True)

    purged = documents.purge_document(document=document, at=AT + timedelta(days=30))
    documents.purge_document(document=document, at=AT + timedelta(days=31))

    assert purged.purged_at == AT + timedelta(days=30)
    assert list(documents.document_store().hashes()) == []
    assert len(facts(EvidenceKind.WORKING_DATA_DESTROYED)) == 1
    with pytest.raises(DocumentMissing):
        documents.read_document(document=document, actor_role="auditor", at=AT)


def test_sweeping_removes_old_bytes_without_a_row_and_nothing_else() -> None:
    document = issue()
    store = documents.document_store()
    orphan = store.put(b"van een gedode werker", personal=True)

    too_soon = documents.sweep_store(at=datetime.now(UTC))
    swept = documents.sweep_store(at=datetime.now(UTC) + timedelta(days=2))

    assert (too_soon, swept) == (0, 1)
    assert not store.has(orphan)
    assert store.has(document.sha256)


def test_the_self_made_identity_is_made_once() -> None:
    first = documents.signing_identity(at=AT)
    second = documents.signing_identity(at=AT + timedelta(days=1))

    assert first == second
    assert first.self_made


def certificate() -> bytes:
    return sign(pdf=certificate_pdf(samples.certificate()), identity=documents.signing_identity(at=AT), at=AT)


@pytest.mark.parametrize(
    ("change", "intact", "known"),
    [
        (lambda pdf: pdf, True, True),
        (lambda pdf: pdf + b"\n", False, False),
        (lambda pdf: pdf[:9_000] + bytes([pdf[9_000] ^ 1]) + pdf[9_001:], False, False),
    ],
    ids=["as issued", "with a byte more", "with a bit flipped"],
)
def test_a_document_is_recognised_by_all_its_bytes(change: Callable[[bytes], bytes], intact: bool, known: bool) -> None:
    pdf = certificate()
    issue(pdf)

    found = documents.recognise(pdf=change(pdf))

    assert (found.verdict.intact, found.known, found.genuine) == (intact, known, intact and known)


def test_an_intact_document_that_was_never_issued_is_not_genuine() -> None:
    found = documents.recognise(pdf=certificate())

    assert (found.verdict.intact, found.known, found.genuine) == (True, False, False)
    assert "no document with these bytes was issued here" in found.reasons


def test_a_row_without_its_fact_in_the_log_is_not_known() -> None:
    pdf = certificate()
    document = issue(pdf)
    Document.objects.filter(pk=document.pk).update(case=uuid4())

    found = documents.recognise(pdf=pdf)

    assert not found.known
    assert "the evidence log has no entry that this document was issued" in found.reasons


def test_the_issuer_names_the_authority_of_its_country_on_that_day(settings: Settings) -> None:
    row = SupervisoryAuthority.objects.get(country="BE")
    SupervisoryAuthority.objects.filter(pk=row.pk).update(valid_until="2027-01-01")
    made = {"name": "Nieuwe autoriteit", "site": "nieuw.example", "status": "confirmed", "valid_from": "2027-01-01"}
    SupervisoryAuthority.objects.create(country="BE", **made)
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update={"country": "BE"})

    told = [documents.issuer(at=at).authority for at in (AT, AT + timedelta(days=90))]

    assert told == ["Gegevensbeschermingsautoriteit", "Nieuwe autoriteit"]


def test_a_country_without_an_authority_has_none_and_an_unchecked_one_is_marked(settings: Settings) -> None:
    SupervisoryAuthority.objects.filter(country="NL").update(status="to_check")
    told = []

    for country in ("NL", "FR"):
        settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update={"country": country})
        told.append(documents.issuer(at=AT).authority)

    assert told == ["Autoriteit Persoonsgegevens (te controleren)", ""]
