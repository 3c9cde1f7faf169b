"""Every page of every table of the registers opens: list, search, add, change, history and delete; nothing inline."""

from typing import Any
from uuid import uuid4

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from registers.actions.assessing import assess
from registers.models import RegisterFinding, Source, SourceTable, Transfer
from tests.doors.admin_world import client_of
from tests.doors.register_world import activity, address, agreement, whole_register
from tests.doors.test_admin_pages import faults

pytestmark = pytest.mark.django_db
TABLES = sorted(
    (model for model in admin.site._registry if model._meta.app_label == "registers"), key=lambda one: one.__name__
)


@pytest.fixture
def root(private_folders: Any) -> Client:
    """Somebody who may do everything, in a filled register."""
    whole_register()
    return client_of("root", superuser=True)


def pages(model: Any) -> list[str]:
    name = f"admin:registers_{model._meta.model_name}"
    found = [reverse(f"{name}_changelist"), f"{reverse(f'{name}_changelist')}?q=a"]
    row = model._default_manager.first()
    if row is not None:
        kinds = ["change", *(["history", "delete"] if hasattr(model, "history") else [])]
        found += [reverse(f"{name}_{kind}", args=[row.pk]) for kind in kinds]
    return found


def test_every_page_opens_and_holds_nothing_inline(root: Client) -> None:
    answers = {page: root.get(page) for model in TABLES for page in pages(model)}

    assert {page: answer.status_code for page, answer in answers.items() if answer.status_code != 200} == {}
    assert {page: found for page, answer in answers.items() if (found := faults(answer.content.decode()))} == {}


def test_every_form_to_add_opens_or_is_refused(root: Client) -> None:
    adds = [reverse(f"admin:registers_{model._meta.model_name}_add") for model in TABLES]

    assert {page: code for page in adds if (code := root.get(page).status_code) not in {200, 403}} == {}


@pytest.mark.parametrize("owner", ["activity", "agreement"])
def test_a_transfer_leads_back_to_where_it_belongs(root: Client, owner: str) -> None:
    parent = activity() if owner == "activity" else agreement()
    given = {owner: parent.pk, "country": "US", "sort": "hosting", "module": "", "mechanism": ""}

    answer = root.post(reverse("admin:registers_transfer_add"), given)

    assert getattr(Transfer.objects.latest("id"), owner) == parent
    assert answer.headers["location"] == f"{address(parent)}#abroad"


def test_a_finding_about_the_data_map_leads_to_its_table(root: Client) -> None:
    source = Source.objects.create(name="crm", url_env="CRM_URL")
    table = SourceTable.objects.create(source=source, name="klanten", activity="")
    assess(at=timezone.now())
    found = RegisterFinding.objects.get(rule="map-table-without-activity", record_kind="source_tables")

    answer = root.get(reverse("register:record", args=[found.record_kind, found.record]))

    assert answer.headers["location"] == reverse("admin:registers_sourcetable_change", args=[table.pk])


@pytest.mark.parametrize(("kind", "status"), [("register", 302), ("source_tables", 404), ("unheard-of", 404)])
def test_a_record_leads_to_a_page_or_is_not_found(root: Client, kind: str, status: int) -> None:
    answer = root.get(reverse("register:record", args=[kind, uuid4()]))

    assert answer.status_code == status
