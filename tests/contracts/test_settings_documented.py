"""docs/beheer/instellingen.md names every setting with its default, and no setting that does not exist."""

import re

from config.environment import BASE_DIR, Environment
from tests.contracts.code import ROOT

ROW = re.compile(r"^\| `(WAARBORG_\w+)` \| (.*?) \| (.+) \|$", re.MULTILINE)


def default_of(field: str) -> str:
    value = Environment.model_fields[field].default
    if value in (None, "", []):
        return "leeg"
    text = ",".join(value) if isinstance(value, list) else str(value).replace(str(BASE_DIR), ".")
    return f"`{text.lower() if isinstance(value, bool) else text}`"


def documented() -> dict[str, str]:
    return {name: default for name, default, _ in ROW.findall((ROOT / "docs/beheer/instellingen.md").read_text())}


def test_the_manual_and_the_code_have_the_same_settings() -> None:
    assert set(documented()) == {f"WAARBORG_{field.upper()}" for field in Environment.model_fields}


def test_the_manual_gives_the_true_defaults() -> None:
    given = documented()

    wrong = {
        name: default_of(field)
        for field in Environment.model_fields
        if given.get(name := f"WAARBORG_{field.upper()}") != default_of(field)
    }

    assert wrong == {}


def test_the_manual_says_what_production_demands() -> None:
    text = (ROOT / "docs/beheer/instellingen.md").read_text()
    demanded = ("SECRET_KEY", "KEY_RING", "INDEX_KEY", "EVIDENCE_KEY_FILE", "DATABASE_URL", "BROKER_URL")
    rows = {name: meaning for name, _, meaning in ROW.findall(text)}

    assert [name for name in demanded if "verplicht in productie" not in rows[f"WAARBORG_{name}"]] == []
