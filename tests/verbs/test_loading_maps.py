"""A map that is loaded: the tables say what it says, and the history what changed, no more."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from pytest_django import DjangoAssertNumQueries
from simple_history.models import HistoricalRecords

from registers.actions.datamaps import load_map
from registers.datamap import DataMap, map_from_yaml
from registers.map_selectors import map_of
from registers.models import SourceField, SourceTable
from tests.verbs.consent_office import AT

pytestmark = pytest.mark.django_db
DEMO = Path(__file__).parents[2] / "subjects" / "demo" / "datamap.yaml"


@pytest.fixture
def datamap() -> DataMap:
    """The map of the demo, loaded."""
    read = map_from_yaml(DEMO.read_text(encoding="utf-8"))
    load_map(datamap=read, at=AT)
    return read


def relabelled(datamap: DataMap, *, gone: str = "") -> DataMap:
    """Another label on the first field of the first table, and one field less."""
    first, *others = datamap.tables
    fields = [field for field in first.fields if field.name != gone]
    fields[0] = fields[0].model_copy(update={"label": "Ander opschrift"})
    return datamap.model_copy(update={"tables": (first.model_copy(update={"fields": tuple(fields)}), *others)})


def test_what_was_loaded_is_read_back(datamap: DataMap) -> None:
    assert map_of(datamap.name) == datamap


def test_every_table_and_field_has_a_line_of_history(datamap: DataMap) -> None:
    for model in (SourceTable, SourceField):
        assert model.history.count() == model.objects.count() > 0


def test_the_same_map_again_writes_no_history(datamap: DataMap) -> None:
    load_map(datamap=datamap, at=AT)

    for model in (SourceTable, SourceField):
        assert model.history.count() == model.objects.count()


def test_what_changed_and_what_went_is_in_the_history(datamap: DataMap) -> None:
    first, gone = datamap.tables[0].fields[0].name, datamap.tables[0].fields[1].name

    load_map(datamap=relabelled(datamap, gone=gone), at=AT)

    newest: Any = SourceField.history.exclude(history_type="+")
    lines = {(line.name, line.history_type): line.label for line in newest if line.table.name == datamap.tables[0].name}
    assert lines[first, "~"] == "Ander opschrift"
    assert (gone, "-") in lines
    assert map_of(datamap.name) == relabelled(datamap, gone=gone)


def test_who_loads_a_map_is_in_its_history(datamap: DataMap, rf: Any) -> None:
    HistoricalRecords.context.request = rf.get("/")
    HistoricalRecords.context.request.user = User.objects.create(username="piet")

    load_map(datamap=relabelled(datamap), at=AT)

    del HistoricalRecords.context.request
    changed: Any = SourceField.history.get(label="Ander opschrift")
    assert changed.history_user.username == "piet"


def test_the_number_of_statements_does_not_follow_the_number_of_fields(
    datamap: DataMap, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    SourceField.objects.all().delete()

    with django_assert_max_num_queries(20 + 6 * len(datamap.tables) + 3 * len(datamap.links)):
        load_map(datamap=datamap, at=AT)
