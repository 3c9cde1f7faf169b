"""The diagrams of the documentation, drawn from the code: ``python -m tests.contracts.diagrams`` writes them."""

import os
import re
import sys
from pathlib import Path
from typing import Any

from tests.contracts.code import ROOT

BEGIN, END = "<!-- drawn from the code by `make diagrams` -->", "<!-- end of the drawing -->"
APPS_WITH_TABLES = ("registers", "consents", "subjects")


def state_diagram() -> str:
    """The moves of a request, in the order of the table; ends are marked."""
    from subjects.choices import Status
    from subjects.states import MOVES

    lines = ["stateDiagram-v2", "    [*] --> RECEIVED"]
    for status in Status:
        onward = [other for other in Status if other in MOVES[status]]
        lines += [f"    {status.name} --> {other.name}" for other in onward]
        lines += [] if onward else [f"    {status.name} --> [*]"]
    return "\n".join(lines)


def entity_diagram(app: str) -> str:
    """The tables of an app with their fields, and the relations that start there."""
    from django.apps import apps

    models = [model for model in apps.get_app_config(app).get_models() if not model.__name__.startswith("Historical")]
    lines = ["erDiagram"]
    for model in models:
        lines += [f"    {model.__name__} {{", *(f"        {_field(field)}" for field in model._meta.fields), "    }"]
    return "\n".join(lines + [relation for model in models for relation in _relations(model)])


def _field(field: Any) -> str:
    key = " PK" if field.primary_key else " FK" if field.is_relation else " UK" if field.unique else ""
    kind = type(field).__name__.removesuffix("Field") or "Field"
    return f"{kind} {field.attname if field.is_relation else field.name}{key}"


def _relations(model: Any) -> list[str]:
    lines = []
    for field in (*model._meta.fields, *model._meta.many_to_many):
        if not field.is_relation:
            continue
        many = "}o--o{" if field.many_to_many else "|o--||" if field.one_to_one else "}o--||"
        arrow = many.replace("--||", "--o|") if field.null else many
        lines.append(f"    {model.__name__} {arrow} {field.related_model.__name__} : {field.name}")
    return lines


def drawings() -> dict[Path, list[str]]:
    """The diagrams of each page, in the order in which the page has places for them."""
    from django.apps import apps

    with_tables = [app for app in APPS_WITH_TABLES if list(apps.get_app_config(app).get_models())]
    return {
        ROOT / "docs/toestanden.md": [state_diagram()],
        ROOT / "docs/datamodel.md": [entity_diagram(app) for app in with_tables],
    }


def places(text: str) -> list[str]:
    """What stands between the markers of a page."""
    return re.findall(rf"{re.escape(BEGIN)}\n(.*?)\n{re.escape(END)}", text, flags=re.DOTALL)


def fenced(diagram: str) -> str:
    """A diagram as Markdown."""
    return f"```mermaid\n{diagram}\n```"


def drawn(text: str, diagrams: list[str]) -> str:
    """The page with its places filled, in order."""
    waiting = iter(diagrams)

    def fill(_match: re.Match[str]) -> str:
        return f"{BEGIN}\n{fenced(next(waiting))}\n{END}"

    return re.sub(rf"{re.escape(BEGIN)}\n.*?{re.escape(END)}", fill, text, flags=re.DOTALL)


def main() -> int:
    """Write every diagram into its page."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    for page, diagrams in drawings().items():
        page.write_text(drawn(page.read_text(), diagrams))
        sys.stdout.write(f"{page.relative_to(ROOT)}: {len(diagrams)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
