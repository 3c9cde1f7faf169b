"""House rules of the tables: words are constrained by the database, and history never holds who somebody is."""

from typing import Any

import pytest
from django.apps import apps
from django.db import models

from registers.models.fields import EncryptedJSONField, EncryptedTextField
from registers.models.register import RegisterRecord

WITH_HISTORY = {
    *("RetentionDuty", "Source", "SourceTable", "SourceField", "SourceLink"),
    *(model.__name__ for model in RegisterRecord.__subclasses__() if not model.__name__.startswith("Historical")),
}
COLLEAGUES = {"User"}  # who decided something; never a data subject


def own_models() -> list[type[models.Model]]:
    found = [model for app in ("registers", "consents", "subjects") for model in apps.get_app_config(app).get_models()]
    return [model for model in found if not model.__name__.startswith("Historical")]


def fields_in(condition: Any) -> set[str]:
    """Names of the fields that a condition speaks of."""
    if isinstance(condition, models.Q):
        return {name for child in condition.children for name in fields_in(child)}
    return {condition[0].split("__")[0]} if isinstance(condition, tuple) else set()


def loose_words(model: Any) -> set[str]:
    """Fields with a fixed set of words that the database does not know of."""
    checks = [one for one in model._meta.constraints if isinstance(one, models.CheckConstraint)]
    constrained = {name for check in checks for name in fields_in(check.condition)}
    return {field.name for field in model._meta.fields if field.choices} - constrained


def test_every_fixed_set_of_words_is_a_constraint_of_the_database() -> None:
    loose = {model.__name__: words for model in own_models() if (words := loose_words(model))}

    assert loose == {}


def test_history_is_kept_of_the_books_only() -> None:
    tracked = {model.__name__ for model in own_models() if hasattr(model, "history")}

    assert tracked == WITH_HISTORY


@pytest.mark.parametrize("name", sorted(WITH_HISTORY))
def test_history_holds_no_working_data(name: str) -> None:
    (model,) = [found for found in own_models() if found.__name__ == name]

    assert [field for field in model._meta.fields if isinstance(field, EncryptedTextField | EncryptedJSONField)] == []
    related = {field.related_model.__name__ for field in model._meta.fields if isinstance(field, models.ForeignKey)}
    assert related <= WITH_HISTORY | COLLEAGUES


def test_a_word_without_constraint_is_noticed() -> None:
    options = {"app_label": "planted"}
    word = models.CharField(max_length=5, choices=[("a", "a")])

    loose = type("Loose", (models.Model,), {"word": word, "Meta": type("Meta", (), options), "__module__": __name__})

    assert loose_words(loose) == {"word"}
