"""``manage.py verify``: an answer in words and in JSON, exit status 0 only for what is untouched and known."""

import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation
from pytest_django import Settings

from registers.actions import documents
from registers.choices import DocumentKind
from registers.documents.pages import certificate_pdf
from registers.documents.signing import sign
from tests.engines.documents import samples

AT = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def issued(settings: Settings, tmp_path: Path) -> Path:
    changes = {"var_dir": tmp_path, "documents_dir": tmp_path / "documents", "signing_key_file": None}
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update=changes)
    pdf = sign(pdf=certificate_pdf(samples.certificate()), identity=documents.signing_identity(at=AT), at=AT)
    documents.issue_document(
        kind=DocumentKind.ERASURE_CERTIFICATE,
        case=samples.CASE,
        title="Bewijs",
        filename="bewijs.pdf",
        content=pdf,
        personal=False,
        at=AT,
    )
    path = tmp_path / "bewijs.pdf"
    path.write_bytes(pdf)
    return path


def verify(path: Path, *options: str) -> str:
    out = io.StringIO()
    with translation.override("nl"):
        call_command("verify", str(path), *options, stdout=out)
    return out.getvalue()


def test_a_genuine_document_is_named_untouched_and_known(issued: Path) -> None:
    said = verify(issued)

    assert "bewijs van verwijdering (art. 17)" in said
    assert str(samples.CASE) in said
    assert [line.split()[-1] for line in said.splitlines() if line.startswith(("Onveranderd", "Bekend"))] == [
        "ja",
        "ja",
    ]
    assert "(zelfgemaakt certificaat)" in said


def test_the_answer_for_machines_has_the_same_facts(issued: Path) -> None:
    facts = json.loads(verify(issued, "--json"))

    assert (facts["genuine"], facts["intact"], facts["known"]) == (True, True, True)
    assert (facts["kind"], facts["case"]) == ("erasure_certificate", str(samples.CASE))


def test_a_changed_document_fails_and_says_why(issued: Path) -> None:
    issued.write_bytes(issued.read_bytes() + b"junk")

    with pytest.raises(CommandError, match="gaat niet over het hele bestand"):
        verify(issued)


def test_a_document_of_somebody_else_fails(issued: Path, tmp_path: Path) -> None:
    (tmp_path / "ander.pdf").write_bytes(certificate_pdf(samples.certificate(number="X")))

    with pytest.raises(CommandError, match="geen handtekening"):
        verify(tmp_path / "ander.pdf")


def test_a_missing_file_and_a_file_that_is_no_pdf_are_said_so(tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text("hallo")

    with pytest.raises(CommandError, match=r"nergens\.pdf is niet te lezen"):
        verify(tmp_path / "nergens.pdf")
    with pytest.raises(CommandError, match=r"brief\.txt is geen PDF"):
        verify(tmp_path / "brief.txt")
