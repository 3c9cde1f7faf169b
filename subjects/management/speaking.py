"""What the commands of this app share: sub-commands, errors on stderr with the way out, and ``--json`` for machines."""

import json
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils.translation import gettext as _

from registers.errors import RegisterError
from subjects.errors import SubjectError


class SpeakingCommand(BaseCommand):
    """A command with sub-commands. A sub-class names them in ``verbs``: name → (method, msgid of its help)."""

    verbs: dict[str, tuple[str, str]] = {}

    def add_arguments(self, parser: CommandParser) -> None:
        """A sub-parser per verb; ``arguments_<verb>`` adds its own arguments."""
        subparsers = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        for name, (method, text) in self.verbs.items():
            told = _(text)
            sub = subparsers.add_parser(name, help=told, description=told)
            sub.add_argument("--json", action="store_true", help=_("answer as JSON on standard output"))
            add: Callable[[ArgumentParser], None] | None = getattr(self, f"arguments_{method}", None)
            if add is not None:
                add(sub)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Call the verb. What goes wrong is told on stderr and gives exit status 1."""
        method, _help = self.verbs[options["verb"]]
        try:
            getattr(self, f"do_{method}")(options)
        except (SubjectError, RegisterError) as error:
            raise CommandError(str(error)) from None
        except DatabaseError as error:
            # The text of a database error may hold values, so only its kind is told.
            text = _("Waarborg's own database refuses (%(error)s); did you run `manage.py migrate`?")
            raise CommandError(text % {"error": type(error).__name__}) from None

    def answer(self, options: dict[str, Any], value: dict[str, Any], text: str) -> None:
        """Write the value as JSON when asked for, else the text."""
        self.stdout.write(json.dumps(value, ensure_ascii=False, indent=1, default=str) if options["json"] else text)


def columns(rows: list[tuple[Any, ...]], head: tuple[str, ...]) -> str:
    """Rows as aligned columns under a head."""
    table = [head, *[tuple(str(cell) for cell in row) for row in rows]]
    widths = [max(len(str(row[place])) for row in table) for place in range(len(head))]
    lines = ["  ".join(str(cell).ljust(width) for cell, width in zip(row, widths, strict=True)) for row in table]
    return "\n".join(line.rstrip() for line in lines)
