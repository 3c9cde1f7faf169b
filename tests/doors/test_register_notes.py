"""Edits that the evidence log has to know of: holds and publication; and bytes that must outlive a sweep."""

import datetime as dt
import json
import os
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from registers.actions.documents import document_store, sweep_store
from registers.models import AgreementFile, EvidenceEntry, Hold
from tests.doors.register_world import activity, address, agreement, officer, sent

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 1)


@pytest.fixture
def piet(private_folders: Any) -> Client:
    """The privacy officer."""
    return officer()


def facts(kind: str) -> list[dict[str, Any]]:
    bodies = EvidenceEntry.objects.filter(kind=kind).order_by("id").values_list("body", flat=True)
    return [json.loads(body)["facts"] for body in bodies]


def hold(**given: Any) -> Hold:
    return Hold.objects.create(label="Claim", owner="Juridisch", starts_on=DAY, ends_on=dt.date(2099, 1, 1), **given)


def test_a_hold_that_is_shortened_is_a_fact(piet: Client) -> None:
    made = hold()

    piet.post(address(made), sent(piet.get(address(made))) | {"ends_on": "2027-01-01"})

    (noted,) = facts("hold.changed")
    assert (noted["edit"], noted["ends_on"], noted["role"]) == ("changed", "2027-01-01", "privacy-officer")


def test_a_hold_that_is_deleted_is_a_fact(piet: Client) -> None:
    made = hold(activity=activity())

    piet.post(reverse("admin:registers_hold_delete", args=[made.pk]), {"post": "yes"})

    assert not Hold.objects.exists()
    assert [one["edit"] for one in facts("hold.changed")] == ["deleted"]


def test_a_hold_that_ends_before_it_starts_is_refused(piet: Client) -> None:
    made = hold()

    answer = piet.post(address(made), sent(piet.get(address(made))) | {"ends_on": "2020-01-01"})

    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors


def test_what_is_made_public_is_a_fact(piet: Client) -> None:
    made = activity()

    piet.post(address(made), sent(piet.get(address(made))) | {"public": "on", "public_fields": ["purposes", "rights"]})

    made.refresh_from_db()
    assert made.public_fields == ["purposes", "rights"]
    assert facts("register.published") == [
        {"public": True, "fields": ["purposes", "rights"], "role": "privacy-officer"}
    ]


def test_a_sweep_leaves_the_files_of_agreements(piet: Client) -> None:
    made = agreement()
    file = SimpleUploadedFile("o.pdf", b"%PDF-1.7 oud")
    piet.post(reverse("register:upload", args=[made.uid]), {"file": file, "name": "Getekend"})
    sha256 = AgreementFile.objects.get().sha256
    loose = document_store().put(b"van niemand", personal=True)
    for path in document_store()._folder.glob("??/*"):
        os.utime(path, (0, 0))

    sweep_store(at=timezone.now())

    assert document_store().has(sha256)
    assert not document_store().has(loose)
