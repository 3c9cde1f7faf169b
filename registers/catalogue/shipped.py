"""The catalogue as it comes with this version of Waarborg: one file for each entry, read once and checked whole."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from registers.catalogue.entry import Entry
from registers.errors import CatalogueUnknown

DATA = Path(__file__).parent / "data"
MEASURES = "maatregelen.yaml"


@cache
def catalogue() -> Mapping[str, Entry]:
    """All entries by key, in the order of their numbers. Raises pydantic.ValidationError for a file that is wrong."""
    return read(DATA)


def read(folder: Path) -> dict[str, Entry]:
    """The entries of a folder. Measures are shared: an entry names their keys."""
    measures = {one["key"]: one for one in _yaml(folder / MEASURES)}
    files = sorted(path for path in folder.glob("*.yaml") if path.name != MEASURES)
    entries = [_entry(_yaml(path), measures) for path in files]
    return {entry.key: entry for entry in sorted(entries, key=lambda one: one.number)}


def entry_of(key: str) -> Entry:
    """The entry of that key. Raises CatalogueUnknown, which names the keys that there are."""
    entries = catalogue()
    if key not in entries:
        raise CatalogueUnknown(key, tuple(entries))
    return entries[key]


def versions() -> dict[str, str]:
    """The version of each entry by key, as an activity notes it."""
    return {key: entry.version.isoformat() for key, entry in catalogue().items()}


def _entry(value: dict[str, Any], measures: Mapping[str, dict[str, Any]]) -> Entry:
    return Entry.model_validate({**value, "measures": [measures[key] for key in value["measures"]]})


def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
