"""Equal content gives equal bytes, in this process and in another; what is attached comes out as it went in."""

import gc
import hashlib
import io
import os
import subprocess
import sys
from datetime import timedelta

import pikepdf

from registers.documents.content import Issuer, machine_readable
from registers.documents.letters import letter_pdf
from registers.documents.pages import certificate_html, certificate_pdf
from registers.documents.rendering import Attachment, render
from tests.contracts.code import ROOT
from tests.engines.documents import samples

PROGRAM = """
import django, hashlib
django.setup()
from registers.documents.pages import certificate_pdf
from tests.engines.documents import samples
print(hashlib.sha256(certificate_pdf(samples.certificate())).hexdigest())
"""


def test_another_process_makes_the_same_bytes() -> None:
    mine = hashlib.sha256(certificate_pdf(samples.certificate())).hexdigest()

    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONHASHSEED": "7"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )

    assert done.stdout.split()[-1] == mine


def test_another_moment_gives_other_bytes() -> None:
    later = samples.certificate(issued_at=samples.AT + timedelta(seconds=1))

    assert certificate_pdf(later) != certificate_pdf(samples.certificate())


def test_the_attached_file_is_the_content_for_machines() -> None:
    content = samples.certificate()

    with pikepdf.open(io.BytesIO(certificate_pdf(content))) as document:
        attached = document.attachments["waarborg.json"].get_file()
        found = attached.read_bytes(), attached.mime_type

    assert found == (machine_readable(content), "application/json")


def test_every_attachment_keeps_its_own_media_type_and_relationship() -> None:
    files = [attachment("a.csv", "text/csv", "Data"), attachment("b.bin", "application/x-proef", "Supplement")]

    pdf = render(html="<html lang='nl'><h1>x</h1>", title="x", created=samples.AT, attachments=files)

    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = [(str(one.F), str(one.EF.F.Subtype), str(one.AFRelationship)) for one in document.Root.AF]
    assert found == [("a.csv", "/text/csv", "/Data"), ("b.bin", "/application/x-proef", "/Supplement")]


def attachment(name: str, media_type: str, relationship: str) -> Attachment:
    return Attachment(
        name=name,
        content=b"inhoud",
        media_type=media_type,
        description=name,
        relationship=relationship,
        modified=samples.AT,
    )


def test_garbage_collection_is_on_again_after_a_render() -> None:
    letter_pdf(samples.letters()[0])

    assert gc.isenabled()


def test_markup_in_names_is_shown_and_not_obeyed() -> None:
    issuer = Issuer(name='<b>A</b>" onload=x', address="<script>", contact="x")

    html = certificate_html(samples.certificate(issuer=issuer))

    assert "<b>A</b>" not in html
    assert "&lt;b&gt;A&lt;/b&gt;&quot; onload=x" in html


def test_documents_are_in_dutch_whoever_asks() -> None:
    html = certificate_html(samples.certificate())

    assert "Bewijs van verwijdering" in html
    assert "2 november 2026" in html
