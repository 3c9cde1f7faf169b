"""Every kind of document is PDF/A-3a and PDF/UA-1 as far as can be seen without a validator; breaking it is noticed."""

import io
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest

from registers.choices import DocumentKind
from registers.documents import conformance
from registers.documents.lettercontent import Letter
from registers.documents.letters import letter_pdf
from registers.documents.longform import render_long
from registers.documents.pages import certificate_pdf
from registers.documents.rendering import render
from registers.documents.reports import report_parts
from registers.documents.signing import SigningIdentity, sign
from tests.conftest import missing
from tests.engines.documents import samples

CERTIFICATES = [
    DocumentKind.ERASURE_CERTIFICATE,
    DocumentKind.ANONYMISATION_CERTIFICATE,
    DocumentKind.DEFERRED_CERTIFICATE,
]


@pytest.mark.parametrize("kind", CERTIFICATES)
def test_a_signed_certificate_conforms(kind: DocumentKind, identity: SigningIdentity) -> None:
    pdf = certificate_pdf(samples.certificate(kind))

    signed = sign(pdf=pdf, identity=identity, at=samples.AT)

    assert conformance.thorough(pdf) == []
    assert conformance.thorough(signed) == []


@pytest.mark.parametrize("letter", samples.letters(), ids=lambda letter: letter.name)
def test_a_signed_letter_conforms(letter: Letter, identity: SigningIdentity) -> None:
    signed = sign(pdf=letter_pdf(letter), identity=identity, at=samples.AT)

    assert conformance.thorough(signed) == []


def test_a_report_merged_from_parts_conforms_when_signed(tmp_path: Path, identity: SigningIdentity) -> None:
    parts = report_parts(samples.report(40), lines=120)

    made = render_long(parts=parts, target=tmp_path / "report.pdf", title="Inzage", created=samples.AT)

    signed = sign(pdf=(tmp_path / "report.pdf").read_bytes(), identity=identity, at=samples.AT)
    assert made.parts >= 3
    assert conformance.thorough(signed) == []


def test_signing_leaves_the_metadata_as_they_were(identity: SigningIdentity) -> None:
    pdf = certificate_pdf(samples.certificate())

    signed = sign(pdf=pdf, identity=identity, at=samples.AT)

    assert metadata_of(signed) == metadata_of(pdf)


def test_no_sign_is_shown_without_a_glyph() -> None:
    html = report_with("naïef Łódź Ζωή 😀 \u202eom \ue000 \x07 أحمد 漢字 \ud800")

    pdf = render(html=html, title="Tekens", created=samples.AT)

    assert conformance.thorough(pdf) == []


@pytest.mark.parametrize(
    ("body", "finding"),
    [
        ("<h1>Kop</h1><h3>Te diep</h3>", "a level of headings is skipped"),
        ("<p>Geen kop</p>", "the document does not begin with its one H1"),
        ("<h1>Kop</h1><p style='opacity:.5'>half</p>", "page 1: something is transparent"),
        ("<h1>Kop</h1><table><tr><td>1<td>2<tr><td>3</table>", "the rows of a table are not equally wide"),
        ("<h1>Kop</h1><table><tr><td>1</table>", "a table has no header cells"),
        (
            "<h1>Kop</h1><svg width='9' height='9'><rect width='9' height='9'/></svg>",
            "a figure has no alternative text",
        ),
    ],
)
def test_a_document_that_breaks_a_rule_is_found_out(body: str, finding: str) -> None:
    pdf = render(html=f"<html lang='nl'><body>{body}</body></html>", title="Fout", created=samples.AT)

    assert finding in conformance.thorough(pdf)


def test_a_document_without_its_claims_is_found_out_quickly() -> None:
    with pikepdf.open(io.BytesIO(certificate_pdf(samples.certificate()))) as document:
        del document.Root.MarkInfo, document.Root.OutputIntents, document.Root.Metadata
        target = io.BytesIO()
        document.save(target)

    found = conformance.quick(target.getvalue())

    assert {"not marked as tagged", "no output intent", "the XMP lacks <pdfuaid:part>1</pdfuaid:part>"} <= set(found)


def test_qpdf_and_poppler_find_nothing_wrong(tmp_path: Path, identity: SigningIdentity) -> None:
    if not all(shutil.which(tool) for tool in ("qpdf", "pdfsig", "pdfdetach")):
        missing("no qpdf or poppler-utils on this machine")
    path = tmp_path / "certificate.pdf"

    path.write_bytes(sign(pdf=certificate_pdf(samples.certificate()), identity=identity, at=samples.AT))

    assert said("qpdf", "--check", str(path)).startswith("checking")
    assert "Signature is Valid" in said("pdfsig", "-nocert", str(path))
    assert "waarborg.json" in said("pdfdetach", "-list", str(path))


def report_with(text: str) -> str:
    return next(iter(report_parts(samples.report_of_values(text))))


def metadata_of(pdf: bytes) -> tuple[bytes, str]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return bytes(document.Root.Metadata.read_bytes()), str(dict(document.docinfo))


def said(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
