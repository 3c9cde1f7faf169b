"""Documents leave through one door: with permission, as an attachment, and with an entry in the evidence log."""

import hashlib
import json
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from registers.actions.documents import document_store, issue_document, purge_document
from registers.choices import DocumentKind
from registers.models import Document, EvidenceEntry
from subjects.choices import Right
from tests.doors.admin_world import AdminWorld, page


def download(document: Document) -> str:
    return reverse("admin:registers_document_download", args=[document.pk])


@pytest.fixture
def report(world: AdminWorld) -> Document:
    request = world.received(Right.ACCESS)
    return issue_document(
        kind=DocumentKind.ACCESS_REPORT,
        case=request.case,
        title="Inzage",
        filename="inzage.pdf",
        content=b"%PDF-1.7 inzage",
        personal=True,
        at=timezone.now(),
    )


def test_a_download_is_recorded_with_the_role(world: AdminWorld, report: Document) -> None:
    answer: Any = world.desk.get(download(report))

    content = b"".join(answer.streaming_content)
    entry = EvidenceEntry.objects.filter(kind="document.read", case=report.case).get()
    assert hashlib.sha256(content).hexdigest() == report.sha256
    assert json.loads(entry.body)["facts"] == {"role": "balie", "sha256": report.sha256}


def test_a_download_is_an_attachment_that_no_cache_keeps(world: AdminWorld, report: Document) -> None:
    answer = world.desk.get(download(report))

    assert answer.headers["content-disposition"].startswith("attachment")
    assert "no-store" in answer.headers["cache-control"]
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_personal_documents_are_not_for_the_auditor(world: AdminWorld, report: Document) -> None:
    answer = world.auditor.get(download(report))

    assert answer.status_code == 403
    assert not EvidenceEntry.objects.filter(kind="document.read").exists()


def test_a_certificate_is_for_the_auditor_too(world: AdminWorld) -> None:
    request = world.executed(Right.ERASURE)
    certificate = Document.objects.get(case=request.case, kind="erasure_certificate")

    assert world.auditor.get(download(certificate)).status_code == 200
    assert download(certificate) in world.auditor.get(page(request)).content.decode()


def test_a_document_that_was_destroyed_gives_a_message(world: AdminWorld, report: Document) -> None:
    purge_document(document=report, at=report.issued_at)

    answer = world.desk.get(download(report), follow=True)

    assert [message.level_tag for message in answer.context["messages"]] == ["error"]


def test_a_document_whose_bytes_are_gone_gives_a_message(world: AdminWorld, report: Document) -> None:
    document_store().delete(report.sha256)

    answer = world.desk.get(download(report), follow=True)

    assert [message.level_tag for message in answer.context["messages"]] == ["error"]


def test_the_passphrase_is_shown_on_request_only(world: AdminWorld) -> None:
    request = world.executed(Right.ACCESS)
    request.refresh_from_db()
    address = reverse("admin:subjects_subjectrequest_passphrase", args=[request.pk])

    shown = world.desk.post(address)

    assert request.passphrase not in world.desk.get(page(request)).content.decode()
    assert request.passphrase in shown.content.decode()
    assert "no-store" in shown.headers["cache-control"]
    assert world.auditor.post(address).status_code == 403
