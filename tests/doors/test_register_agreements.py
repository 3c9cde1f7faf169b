"""Agreements in the admin: thirteen clauses at hand, sub-processors as a tree with a clock, files by their hash."""

import datetime as dt
import hashlib
import json
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from registers.actions.documents import document_store
from registers.models import AgreementFile, ClauseCheck, EvidenceEntry, Party, ProcessorAgreement, SubProcessor
from registers.register_choices import Clause
from tests.doors.register_world import activity, address, agreement, officer, sent, with_permissions

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 overeenkomst"


@pytest.fixture
def piet(private_folders: Any) -> Client:
    """The privacy officer."""
    return officer()


def upload(client: Client, made: ProcessorAgreement, content: bytes, name: str = "overeenkomst.pdf") -> Any:
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("register:upload", args=[made.uid]), {"file": file, "name": "Getekend", "version": "1"})


def test_every_clause_is_at_hand_without_a_click(piet: Client) -> None:
    shown = piet.get(address(agreement())).content.decode()

    assert len(re.findall(r'name="clauses-\d+-verdict"', shown)) == len(Clause) == 13


def test_only_the_clauses_that_were_looked_at_are_stored(piet: Client) -> None:
    made = agreement()
    given = sent(piet.get(address(made)))
    line = next(name for name, value in given.items() if value == Clause.AUDIT)

    piet.post(address(made), given | {line.replace("-clause", "-verdict"): "no"})

    assert [(one.clause, one.verdict) for one in made.clauses.all()] == [(Clause.AUDIT, "no")]


def test_a_clause_that_was_looked_at_stays_in_its_place(piet: Client) -> None:
    made = agreement()
    ClauseCheck.objects.create(agreement=made, clause=Clause.DELETION, verdict="partly", place="artikel 9")

    inlines = piet.get(address(made)).context["inline_admin_formsets"]
    lines = next(one.lines for one in inlines if hasattr(one, "lines"))

    assert [line["clause"] for line in lines] == list(Clause)
    assert piet.post(address(made), sent(piet.get(address(made)))).status_code == 302
    assert ClauseCheck.objects.count() == 1


def test_sub_processors_stand_as_a_tree_with_the_last_day_to_object(piet: Client) -> None:
    made = agreement(objection_days=30)
    first, second = Party.objects.create(name="Onder"), Party.objects.create(name="Daaronder")
    above = SubProcessor.objects.create(agreement=made, party=first, announced_on=dt.date(2026, 1, 1))
    SubProcessor.objects.create(agreement=made, party=second, parent=above)

    shown = piet.get(address(made)).content.decode()

    assert re.search(r'wb-deep-0".*?Onder.*?wb-deep-1".*?Daaronder', shown, re.DOTALL)
    assert "31 jan 2026" in shown


def test_a_file_is_stored_under_its_hash_and_encrypted(piet: Client) -> None:
    made = agreement()

    answer = upload(piet, made, PDF)

    stored = AgreementFile.objects.get()
    assert answer.headers["location"] == f"{address(made)}#force"
    assert (stored.sha256, stored.size) == (hashlib.sha256(PDF).hexdigest(), len(PDF))
    assert document_store().get(stored.sha256) == PDF


@pytest.mark.parametrize("content", [b"", b"MZ\x90\x00 programma", b"<html><script>", b"PK\x03\x04 kapot"])
def test_a_file_of_another_sort_is_refused_whatever_its_name(piet: Client, content: bytes) -> None:
    answer = upload(piet, agreement(), content)

    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]
    assert not AgreementFile.objects.exists()


def test_a_download_is_an_attachment_and_a_fact(piet: Client) -> None:
    made = agreement()
    upload(piet, made, PDF)

    answer: Any = piet.get(reverse("register:file", args=[AgreementFile.objects.get().pk]))

    entry = EvidenceEntry.objects.get(kind="document.read", case=made.uid)
    assert b"".join(answer.streaming_content) == PDF
    assert answer.headers["content-disposition"].startswith("attachment")
    assert json.loads(entry.body)["facts"]["sha256"] == hashlib.sha256(PDF).hexdigest()


def test_who_may_not_see_agreements_downloads_nothing(piet: Client) -> None:
    upload(piet, agreement(), PDF)
    pk = AgreementFile.objects.get().pk

    answer = with_permissions("klaas", "view_processingactivity").get(reverse("register:file", args=[pk]))

    assert answer.status_code == 403
    assert not EvidenceEntry.objects.filter(kind="document.read").exists()


def test_a_processor_without_an_agreement_in_force_stands_out(piet: Client) -> None:
    covered, bare = activity("V-1"), activity("V-2")
    agreement("O-1", covers=covered)
    agreement("O-2", covers=bare, in_force_until=dt.date(2026, 2, 1))

    shown = piet.get(reverse("register:coverage"))
    gaps = piet.get(f"{reverse('register:coverage')}?gaps")

    assert shown.context["gaps"] == 1
    assert [line.activity.number for line in gaps.context["lines"]] == ["V-2"]


def test_the_page_takes_as_many_queries_for_twenty_sub_processors_as_for_one(piet: Client) -> None:
    counts = []
    for number, many in (("O-1", 1), ("O-2", 20)):
        made = agreement(number)
        for place in range(many):
            SubProcessor.objects.create(agreement=made, party=Party.objects.create(name=f"{number} {place}"))
        piet.get(address(made))
        with CaptureQueriesContext(connection) as queries:
            piet.get(address(made))
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 25
