"""Who may do what: roles come with the migrations; what somebody may not is 403, what isn't there is 404."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from subjects.choices import Right, Status
from tests.doors.admin_world import ROLES, AdminWorld, client_of, do, page
from tests.sowing import sow


def test_the_three_roles_come_with_the_migrations(db: None) -> None:
    Group.objects.all().delete()

    sow()

    assert set(ROLES) <= set(Group.objects.values_list("name", flat=True))


@pytest.mark.parametrize("verb", ["identify", "locate", "plan", "approve", "run", "refuse", "extend", "withdraw"])
def test_the_auditor_only_looks(world: AdminWorld, verb: str) -> None:
    request = world.received(Right.ACCESS)

    answer = world.auditor.post(do(request, verb))

    assert world.auditor.get(page(request)).status_code == 200
    assert answer.status_code == 403


@pytest.mark.parametrize("verb", ["approve", "refuse"])
def test_the_desk_neither_approves_nor_refuses(world: AdminWorld, verb: str) -> None:
    request = world.planned(Right.ERASURE)

    answer = world.desk.post(do(request, verb), {"sha256": "x", "article": "12(5)", "reason": "nee"})

    request.refresh_from_db()
    assert answer.status_code == 403
    assert request.status == Status.PLANNED


def test_who_may_not_is_told_in_the_house_s_own_words(world: AdminWorld) -> None:
    refused = world.auditor.get(reverse("admin:subjects_subjectrequest_add")).content.decode()
    missing = world.desk.get("/nergens/").content.decode()

    assert "Ask the privacy officer or the administrator" in refused
    assert "There is no such page" in missing
    assert "waarborg" in refused.lower()


def test_the_desk_reads_that_its_plan_waits_for_a_colleague(world: AdminWorld) -> None:
    request = world.planned(Right.ERASURE)

    told = "The plan waits for a colleague who may approve it"

    assert told in world.desk.get(page(request)).content.decode()
    assert told not in world.officer.get(page(request)).content.decode()


def test_the_auditor_receives_no_requests(world: AdminWorld) -> None:
    assert world.auditor.get(reverse("admin:subjects_subjectrequest_add")).status_code == 403


def test_the_auditor_sees_nothing_of_the_person(world: AdminWorld) -> None:
    request = world.planned(Right.ERASURE)

    text = world.auditor.get(page(request)).content.decode()

    assert "Working data" not in text
    assert "Graag weg ermee" not in text
    assert "Key of the row" not in text
    assert world.auditor.get(reverse("admin:subjects_subjectrequest_preview", args=[request.pk])).status_code == 403


def test_staff_without_a_role_see_no_requests(world: AdminWorld) -> None:
    request = world.received(Right.ACCESS)
    nobody = client_of("niemand")

    addresses = [page(request), reverse("admin:subjects_subjectrequest_changelist"), do(request, "identify")]
    addresses.append(reverse("admin:subjects_subjectrequest_steps", args=[request.pk]))

    assert [nobody.get(address).status_code for address in addresses] == [403, 403, 403, 403]


def test_who_is_not_signed_in_is_sent_to_the_door(world: AdminWorld) -> None:
    request = world.received(Right.ACCESS)

    answer = Client().get(do(request, "identify"))

    assert answer.status_code == 302
    assert answer.headers["location"].startswith(reverse("admin:login"))


def test_a_request_or_button_that_is_not_there_is_404(world: AdminWorld) -> None:
    request = world.received(Right.ACCESS)
    missing = [
        reverse("admin:subjects_subjectrequest_do", args=[999, "identify"]),
        reverse("admin:subjects_subjectrequest_do", args=[request.pk, "explode"]),
        reverse("admin:subjects_subjectrequest_change", args=[999]),
        reverse("admin:subjects_subjectrequest_preview", args=[999]),
        reverse("admin:registers_document_download", args=[999]),
    ]

    assert [world.officer.get(address).status_code for address in missing] == [404] * 5


@pytest.mark.parametrize("name", ["evidenceentry", "evidenceseal", "document"])
def test_nobody_adds_changes_or_deletes_proof(world: AdminWorld, name: str) -> None:
    world.received(Right.ACCESS)
    root = client_of("root", superuser=True)

    added = root.get(reverse(f"admin:registers_{name}_add"))
    deleted = root.post(reverse(f"admin:registers_{name}_delete", args=[1]), {"post": "yes"})

    assert added.status_code == 403
    assert deleted.status_code in {302, 403}  # 302: there is no such row
