"""A request for access on the demo database: from its steps to the signed report, the package and the letter."""

import io
import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import pyzipper
from django.db import transaction

from registers.actions.documents import document_store
from registers.documents.verification import verify
from registers.models import Document
from subjects.choices import Status
from subjects.demo.summary import DemoPerson, DemoSummary
from subjects.models import Step, SubjectRequest
from tests.verbs.access_world import AccessWorld, demo_database, run, world_in  # noqa: F401

pytestmark = pytest.mark.django_db  # so that there is a database when the one answer of this file is made


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came out of one request, so that it is carried out once for all tests of this file."""

    person: DemoPerson
    others: tuple[DemoPerson, ...]
    recordings: Path
    reference: str
    status: str
    receipt: str
    passphrase: str
    documents: dict[str, bytes]
    personal: dict[str, bool]
    in_clear: list[str]
    left: list[Path]

    @cached_property
    def package(self) -> dict[str, bytes]:
        """Names and contents inside the package."""
        with pyzipper.AESZipFile(io.BytesIO(self.documents["access_package"])) as archive:
            archive.setpassword(self.passphrase.encode())
            return {name: archive.read(name) for name in archive.namelist()}

    @cached_property
    def summary(self) -> Any:
        """The machine-readable summary inside the report."""
        with pikepdf.open(io.BytesIO(self.documents["access_report"])) as pdf:
            return json.loads(pdf.attachments["waarborg.json"].get_file().read_bytes())


def in_clear(world: AccessWorld) -> list[str]:
    """Markers of the person, and sound of a recording, that can be read in any file."""
    sound = (world.demo.recordings / world.person.recordings[0]).read_bytes()[:200]
    markers = {**{marker: marker.encode() for marker in world.person.markers}, "sound": sound}
    contents = [path.read_bytes() for path in world.var.rglob("*") if path.is_file()]
    return [name for name, marker in markers.items() if any(marker in content for content in contents)]


def answer(world: AccessWorld) -> Answer:
    export, render = world.started()
    run(export)
    waiting = in_clear(world)
    run(render)
    request = SubjectRequest.objects.get(pk=export.plan.request_id)
    documents = list(Document.objects.filter(case=request.case))
    return Answer(
        person=world.person,
        others=tuple(person for person in world.demo.people if person.right != "access"),
        recordings=world.demo.recordings,
        reference=request.reference,
        status=request.status,
        receipt=Step.objects.get(pk=export.pk).receipt.body,
        passphrase=request.passphrase,
        documents={document.kind: document_store().get(document.sha256) for document in documents},
        personal={document.kind: document.personal for document in documents},
        in_clear=[*waiting, *in_clear(world)],
        left=[path for path in (world.var / "work").rglob("*") if path.is_file()],
    )


@pytest.fixture(scope="module")
def answered(
    django_db_setup: None,
    django_db_blocker: Any,
    demo_database: DemoSummary,  # noqa: F811
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Answer]:
    around = transaction.atomic()
    around._from_testcase = True  # type: ignore[attr-defined]  # as Django's own tests do: durable blocks fit in it
    with django_db_blocker.unblock(), around:
        with world_in(tmp_path_factory.mktemp("answered") / "var", demo_database) as made:
            found = answer(made)
        transaction.set_rollback(True)
    yield found


def text_of(pdf: bytes, folder: Path) -> str:
    (folder / "report.pdf").write_bytes(pdf)
    command = ["pdftotext", "-layout", str(folder / "report.pdf"), "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_the_request_ends_with_report_package_and_letter(answered: Answer) -> None:
    assert answered.status == Status.EXECUTED
    assert answered.personal == {"access_report": True, "access_package": True, "letter": False}


@pytest.mark.parametrize("kind", ["access_report", "letter"])
def test_report_and_letter_are_signed_and_tagged(answered: Answer, kind: str) -> None:
    with pikepdf.open(io.BytesIO(answered.documents[kind])) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert list(pdf.attachments) == ["waarborg.json"]
    assert verify(answered.documents[kind]).intact


def test_the_report_shows_the_person_and_nobody_else(answered: Answer, tmp_path: Path) -> None:
    text = text_of(answered.documents["access_report"], tmp_path)

    assert answered.person.name in text
    assert "9 mei 1987" in text
    assert not [marker for person in answered.others for marker in person.markers if marker in text]


def test_the_package_holds_every_row_and_every_recording(answered: Answer) -> None:
    (customer,) = json.loads(answered.package["gegevens/klanten/01-customers.json"])["records"]
    recordings = [content for name, content in answered.package.items() if name.endswith(".wav")]

    originals = [(answered.recordings / path).read_bytes() for path in answered.person.recordings]
    assert customer["id"] == answered.person.customer_id
    assert sorted(recordings) == sorted(originals)
    assert answered.package[f"inzage-{answered.reference}.pdf"] == answered.documents["access_report"]


def test_columns_of_a_third_party_appear_nowhere(answered: Answer) -> None:
    everything = b"".join(content for name, content in answered.package.items() if name.startswith("gegevens"))

    assert b"employee_id" not in everything
    assert b"parent_ticket_id" not in everything


def test_what_is_left_out_is_counted_with_its_reason(answered: Answer) -> None:
    counted = json.loads(answered.receipt)["left_out"]
    told = {(one["table"], one["what"]): (one["count"], one["reason"]) for one in answered.summary["omissions"]}

    assert ["contact_notes", "employee_id", "third_party", 12] in counted
    assert ["customers", "address_id", "reference", 1] in counted
    assert told["Gespreksnotities", "Medewerker"] == (12, "gegevens van een medewerker (art. 15 lid 4 AVG)")


def test_the_receipt_holds_counts_and_no_data(answered: Answer) -> None:
    body = json.loads(answered.receipt)

    assert all(one["planned"] == one["read"] > 0 for one in body["operations"])
    assert body["files"] == {"copied": 3, "missing": 0, "outside": 0, "no-store": 0}
    markers = (*answered.person.markers, *answered.person.shared_values)
    assert not [marker for marker in markers if marker in answered.receipt]


def test_nothing_of_the_person_ever_lies_on_the_disk_in_clear(answered: Answer) -> None:
    assert not answered.in_clear


def test_the_working_files_are_gone_when_the_answer_is_made(answered: Answer) -> None:
    assert not answered.left


def test_the_passphrase_is_in_no_document(answered: Answer) -> None:
    assert len(answered.passphrase) == 29
    assert not [kind for kind, content in answered.documents.items() if answered.passphrase.encode() in content]
