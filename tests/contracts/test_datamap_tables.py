"""The data map has one definition: what a map can say, the tables can hold (ADR 0006)."""

import pytest
from pydantic import BaseModel

from registers.datamap import FieldMap, TableMap
from registers.models import SourceField, SourceTable

# What is written under another name, or as more than one column.
ELSEWHERE = {"fields", "duty"}


@pytest.mark.parametrize(("definition", "model"), [(TableMap, SourceTable), (FieldMap, SourceField)])
def test_every_word_of_the_map_has_a_column(
    definition: type[BaseModel], model: type[SourceField | SourceTable]
) -> None:
    columns = {field.name for field in model._meta.get_fields()}

    assert set(definition.model_fields) - ELSEWHERE - columns == set()


def test_a_treatment_is_kept_with_its_options() -> None:
    columns = {field.name for field in SourceField._meta.get_fields()}

    assert {f"{right}_options" for right in ("erasure", "anonymisation")} <= columns
