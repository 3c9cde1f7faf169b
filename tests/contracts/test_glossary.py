"""docs/begrippen.md and the code use the same words."""

import ast
import re

from django.apps import apps

from registers import choices as map_choices
from registers import register_choices
from subjects import choices as request_choices
from tests.contracts.code import APPS, ROOT, python_files, tree_of

ROW = re.compile(r"^\| (.+?) \| `(\w+)` \| (.+?) \|$", re.MULTILINE)


def glossary() -> list[tuple[str, str, str]]:
    return ROW.findall((ROOT / "docs/begrippen.md").read_text())


def terms_of_code() -> set[str]:
    models = {
        model.__name__
        for app in ("registers", "consents", "subjects")
        for model in apps.get_app_config(app).get_models()
        if not model.__name__.startswith("Historical")
    }
    enums = {
        name
        for module in (map_choices, register_choices, request_choices)
        for name, value in vars(module).items()
        if isinstance(value, type) and value.__module__ == module.__name__
    }
    return models | enums


def test_every_model_and_enumeration_is_explained() -> None:
    assert terms_of_code() - {code for _, code, _ in glossary()} == set()


def test_every_name_in_the_glossary_exists() -> None:
    defined = {
        node.name
        for path in python_files(*APPS)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ClassDef | ast.FunctionDef)
    }

    assert {code for _, code, _ in glossary()} - defined == set()


def test_one_notion_has_one_name() -> None:
    dutch = [word for word, _, _ in glossary()]
    code = [name for _, name, _ in glossary()]

    assert (len(dutch), len(code)) == (len(set(dutch)), len(set(code)))
