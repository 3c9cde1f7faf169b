"""The diagrams in the documentation are those of the code."""

from pathlib import Path

import pytest

from subjects.choices import Status
from tests.contracts.code import ROOT
from tests.contracts.diagrams import BEGIN, END, drawings, drawn, fenced, places


@pytest.mark.parametrize("page", ["docs/toestanden.md", "docs/datamodel.md"])
def test_a_page_shows_what_the_code_says(page: str) -> None:
    diagrams = drawings()[ROOT / page]

    shown = places((ROOT / page).read_text())

    assert shown == [fenced(diagram) for diagram in diagrams], "run `make diagrams`"


def test_every_state_is_explained() -> None:
    text = Path(ROOT / "docs/toestanden.md").read_text()

    assert [status.name for status in Status if f"| `{status.name}` |" not in text] == []


def test_a_drawing_that_changed_is_noticed() -> None:
    page = drawn(f"{BEGIN}\n{END}\n", ["A --> B"])

    assert places(page) != [fenced("A --> C")]
