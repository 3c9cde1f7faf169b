"""compose.yaml as the tests read it: services, their commands, and their settings with the blanks filled in."""

import re
import secrets
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from cryptography.fernet import Fernet

from tests.contracts.code import ROOT

BLANK = re.compile(r"\$\{(\w+)(?::\?[^}]*)?\}")


@cache
def services() -> dict[str, dict[str, Any]]:
    """The services by name."""
    composition: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
    found: dict[str, dict[str, Any]] = composition["services"]
    return found


def own_services() -> dict[str, dict[str, Any]]:
    """The services that run Waarborg itself."""
    return {name: service for name, service in services().items() if "build" in service}


def blanks() -> set[str]:
    """The variables that an administrator fills in."""
    return {name for service in services().values() for name in BLANK.findall(yaml.safe_dump(service))}


def filled_in() -> dict[str, str]:
    """A value for every blank."""
    values = {name: secrets.token_urlsafe(40) for name in blanks()}
    return values | {
        "WAARBORG_KEY_RING": Fernet.generate_key().decode(),
        "WAARBORG_ALLOWED_HOSTS": "localhost,127.0.0.1",
        "WAARBORG_SOURCE_HOSTS": "localhost",
    }


def environment(name: str, *, folder: Path, **other: str) -> dict[str, str]:
    """The environment of a service with every blank filled in, its folders below ``folder``, and ``other`` over it."""
    values = filled_in()
    given = {
        key: BLANK.sub(lambda match: values[match[1]], str(value))
        for key, value in services()[name]["environment"].items()
    }
    folders = {
        key: value.replace("/var/lib/waarborg", str(folder)).replace("/run/waarborg", str(folder / "secrets"))
        for key, value in given.items()
    }
    return folders | other
