"""The data map in the admin: a hundred fields on one page, options that fit, history of every change."""

from collections.abc import Iterable
from typing import Any

import pytest
from django.urls import reverse

from registers.models import Source, SourceField, SourceTable
from subjects.models import SpellingCount
from tests.doors.admin_world import AdminWorld


@pytest.fixture
def wide_table(db: None) -> SourceTable:
    """A table of a hundred fields."""
    source = Source.objects.create(name="breed", url_env="BREED_URL")
    table = SourceTable.objects.create(source=source, name="breed", key=["id"])
    for number in range(100):
        SourceField.objects.create(table=table, position=number, name=f"kolom_{number}")
    return table


def sent(answer: Any) -> dict[str, Any]:
    """What a browser sends back when somebody presses Save."""
    forms = [answer.context["adminform"].form, *(one.formset for one in answer.context["inline_admin_formsets"])]
    parts = [forms[0], *(form for formset in forms[1:] for form in (formset.management_form, *formset.forms))]
    return filled(field for part in parts for field in part)


def filled(fields: Iterable[Any]) -> dict[str, Any]:
    data = {field.html_name: field.value() for field in fields}
    chosen = {name: value for name, value in data.items() if value is not None and value is not False}
    return {name: "on" if value is True else value for name, value in chosen.items()}


def test_a_table_of_a_hundred_fields_is_saved(world: AdminWorld, wide_table: SourceTable) -> None:
    address = reverse("admin:registers_sourcetable_change", args=[wide_table.pk])
    data = sent(world.officer.get(address)) | {"fields-99-category": "contact", "fields-99-erasure": "null"}

    answer = world.officer.post(address, data)

    assert answer.status_code == 302
    assert wide_table.fields.get(name="kolom_99").category == "contact"


def test_who_changed_a_field_is_in_its_history(world: AdminWorld, wide_table: SourceTable) -> None:
    address = reverse("admin:registers_sourcetable_change", args=[wide_table.pk])
    world.officer.post(address, sent(world.officer.get(address)) | {"fields-0-category": "contact"})

    field = wide_table.fields.get(name="kolom_0")
    shown = world.officer.get(reverse("admin:registers_sourcefield_history", args=[field.pk]))

    assert field.history.first().history_user.username == "piet"
    assert "piet" in shown.content.decode()


@pytest.mark.parametrize(
    ("treatment", "options"),
    [("generalise", "{}"), ("constant", "{}"), ("keep", "{}"), ("generalise", '{"to": "century"}'), ("null", "[1]")],
)
def test_options_that_do_not_complete_a_treatment_are_refused(
    world: AdminWorld, wide_table: SourceTable, treatment: str, options: str
) -> None:
    field = wide_table.fields.get(name="kolom_0")
    address = reverse("admin:registers_sourcefield_change", args=[field.pk])
    form = world.officer.get(address).context["adminform"].form

    answer = world.officer.post(address, filled(form) | {"erasure": treatment, "erasure_options": options})

    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors["erasure"]


def test_the_check_names_the_gaps_of_a_map(world: AdminWorld) -> None:
    SourceField.objects.filter(table__name="customers", name="email").delete()

    text = world.officer.get(reverse("admin:subjects_map_check", args=["klanten"])).content.decode()

    assert "email" in text
    assert "customers" in text


def test_spellings_are_counted_at_the_press_of_a_button_and_told_from_then_on(world: AdminWorld) -> None:
    page = reverse("admin:subjects_map_check", args=["klanten"])
    SpellingCount.objects.all().delete()
    assert "never counted" in world.officer.get(page).content.decode()

    answer = world.officer.post(page, follow=True)

    assert "never counted" not in answer.content.decode()
    assert set(SpellingCount.objects.values_list("otherwise", flat=True)) == {0}
    assert world.auditor.post(page).status_code == 403


def test_the_check_of_an_unknown_source_gives_a_message(world: AdminWorld) -> None:
    answer = world.officer.get(reverse("admin:subjects_map_check", args=["weg"]), follow=True)

    assert [message.level_tag for message in answer.context["messages"]] == ["error"]


def test_the_desk_does_not_see_the_map(world: AdminWorld) -> None:
    assert world.desk.get(reverse("admin:registers_source_changelist")).status_code == 403
    assert world.desk.get(reverse("admin:subjects_map_check", args=["klanten"])).status_code == 403
