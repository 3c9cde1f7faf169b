"""docs/beheer/opdrachten.md names every command of Waarborg, its sub-commands and their options, and no others."""

import argparse
import re

from django.core.management import get_commands, load_command_class
from django.core.management.base import BaseCommand

from tests.contracts.code import APPS, ROOT

HEADING = re.compile(r"^#+ `manage\.py ([a-z_ -]+?)`$", re.MULTILINE)


def parser_of(command: str) -> argparse.ArgumentParser:
    loaded = load_command_class(get_commands()[command], command)
    assert isinstance(loaded, BaseCommand)
    return loaded.create_parser("manage.py", command)


def branches(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return {}


def options(parser: argparse.ArgumentParser) -> set[str]:
    of_django = {text for action in BaseCommand().create_parser("", "")._actions for text in action.option_strings}
    own = {text for action in parser._actions if action.help != argparse.SUPPRESS for text in action.option_strings}
    return {text for text in own - of_django if text.startswith("--")}


def in_code() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, app in get_commands().items():
        if app not in APPS:
            continue
        parser = parser_of(name)
        below = branches(parser)
        found |= {f"{name} {branch}": options(one) for branch, one in below.items()} or {name: options(parser)}
    return found


def in_manual() -> dict[str, str]:
    parts = HEADING.split((ROOT / "docs/beheer/opdrachten.md").read_text())
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_the_manual_and_the_code_have_the_same_commands() -> None:
    assert set(in_manual()) == set(in_code())


def test_every_option_is_in_the_section_of_its_command() -> None:
    manual = in_manual()

    missing = {
        f"{command} {option}"
        for command, known in in_code().items()
        for option in known
        if f"`{option}" not in manual.get(command, "")
    }

    assert missing == set()


def test_every_command_says_what_it_is_for() -> None:
    silent = [command for command in in_code() if not parser_of(command.split()[0]).description]

    assert silent == []
