"""What somebody looks at or changes in the admin is a fact in the evidence log, and holds nothing of the person."""

import json
from typing import Any

from django.urls import reverse

from registers.choices import EvidenceKind
from registers.models import EvidenceEntry, RetentionDuty, Source, SourceField, SourceTable
from subjects.choices import Right
from subjects.models import SubjectRequest
from tests.doors.admin_world import AdminWorld
from tests.doors.test_admin_map import filled, sent


def facts(kind: EvidenceKind) -> list[dict[str, Any]]:
    """The facts of the entries of this kind."""
    bodies = EvidenceEntry.objects.filter(kind=kind).order_by("id").values_list("body", flat=True)
    return [json.loads(body)["facts"] for body in bodies]


def test_who_opens_before_and_after_is_noted(world: AdminWorld) -> None:
    request = world.planned(Right.ERASURE)
    address = reverse("admin:subjects_subjectrequest_preview", args=[request.pk])

    shown = world.desk.get(address).content.decode()

    (fact,) = facts(EvidenceKind.PREVIEW_READ)
    email = next(text for kind, text in world.demo.person("erasure").identifiers if kind == "email")
    assert (fact["sha256"], fact["role"]) == (request.plans.get().sha256, "balie")
    assert email in shown
    assert email not in json.dumps(fact)


def test_a_preview_that_is_refused_is_not_noted(world: AdminWorld) -> None:
    request = world.planned(Right.ERASURE)

    answer = world.auditor.get(reverse("admin:subjects_subjectrequest_preview", args=[request.pk]))

    assert answer.status_code == 403
    assert facts(EvidenceKind.PREVIEW_READ) == []


def test_who_sees_the_passphrase_of_a_package_is_noted(world: AdminWorld) -> None:
    request = world.executed(Right.ACCESS)
    address = reverse("admin:subjects_subjectrequest_passphrase", args=[request.pk])

    looked = world.desk.get(address)
    told = world.desk.post(address).content.decode()

    passphrase = SubjectRequest.objects.get(pk=request.pk).passphrase
    assert looked.status_code == 302
    assert passphrase in told
    assert facts(EvidenceKind.PASSPHRASE_READ) == [{"role": "balie"}]


def test_an_edit_of_a_table_names_the_fields_that_changed(world: AdminWorld) -> None:
    table = SourceTable.objects.get(name="customers")
    address = reverse("admin:registers_sourcetable_change", args=[table.pk])
    place = [field.name for field in table.fields.order_by("position")].index("email")

    world.officer.post(address, sent(world.officer.get(address)) | {f"fields-{place}-erasure": "null"})

    (fact,) = facts(EvidenceKind.MAP_EDITED)
    assert (fact["source"], fact["part"], fact["name"], fact["edit"]) == (
        "klanten",
        "sourcetable",
        "customers",
        "changed",
    )
    assert "email.erasure" in fact["fields"]
    assert fact["role"] == "privacy-officer"


def test_saving_a_field_as_it_was_is_no_edit(world: AdminWorld) -> None:
    field = SourceField.objects.get(table__name="customers", name="email")
    address = reverse("admin:registers_sourcefield_change", args=[field.pk])
    data = filled(world.officer.get(address).context["adminform"].form)
    hidden = {f"initial-{name}": data[name] for name in ("erasure_options", "anonymisation_options")}

    answer = world.officer.post(address, data | hidden)

    assert answer.status_code == 302
    assert facts(EvidenceKind.MAP_EDITED) == []


def test_a_part_that_is_deleted_is_noted_one_by_one_and_together(world: AdminWorld) -> None:
    one, two, three = SourceField.objects.filter(table__name="customers")[:3]
    names = [f"customers.{field.name}" for field in (one, two, three)]
    chosen = {"action": "delete_selected", "_selected_action": [two.pk, three.pk], "post": "yes"}

    world.officer.post(reverse("admin:registers_sourcefield_delete", args=[one.pk]), {"post": "yes"})
    world.officer.post(reverse("admin:registers_sourcefield_changelist"), chosen)

    noted = facts(EvidenceKind.MAP_EDITED)
    assert {fact["edit"] for fact in noted} == {"deleted"}
    assert sorted(fact["name"] for fact in noted) == sorted(names)


def test_a_name_that_looks_like_data_of_a_person_is_left_out(world: AdminWorld) -> None:
    duty = RetentionDuty.objects.first() or RetentionDuty.objects.create(name="x", label="x", law="x", years=1)
    source = Source.objects.get()
    SourceTable.objects.filter(source=source, name="customers").update(name="sanne@example.nl")
    field = SourceField.objects.get(table__name="sanne@example.nl", name="email")

    world.officer.post(reverse("admin:registers_sourcefield_delete", args=[field.pk]), {"post": "yes"})
    world.officer.post(reverse("admin:registers_retentionduty_delete", args=[duty.pk]), {"post": "yes"})

    assert facts(EvidenceKind.MAP_EDITED)[0]["name"] == "?"


def test_a_fact_is_named_in_words(world: AdminWorld) -> None:
    world.received(Right.ERASURE)
    entry = EvidenceEntry.objects.latest("id")

    shown = world.auditor.get(reverse("admin:registers_evidenceentry_change", args=[entry.pk])).context["subtitle"]

    assert shown == f"{entry.pk} {entry.get_kind_display()}"
    assert entry.kind not in shown
