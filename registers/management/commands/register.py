"""``manage.py register``: a thin parser; each verb is a module of ``register_commands``."""

from argparse import ArgumentParser
from types import MappingProxyType
from typing import Any, Protocol

from django.core.management.base import BaseCommand, CommandError, OutputWrapper
from django.db import DatabaseError
from django.utils.translation import gettext as _

from registers.errors import RegisterError
from registers.management.register_commands import (
    as_of,
    catalogue,
    exporting,
    findings,
    importing,
    incident,
    publishing,
)


class Verb(Protocol):
    """A verb of the register: what it is for, its arguments, and what it does."""

    HELP: str

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe the arguments."""

    def handle(self, options: dict[str, Any], stdout: OutputWrapper, stderr: OutputWrapper) -> None:
        """Do it. Raises RegisterError, or CommandError with an exit status of its own."""


VERBS: MappingProxyType[str, Verb] = MappingProxyType(
    {
        "as-of": as_of,
        "catalogue": catalogue,
        "export": exporting,
        "findings": findings,
        "import": importing,
        "incident": incident,
        "publish": publishing,
    }
)


class Command(BaseCommand):
    help = _("Ask and exchange the register of processing activities.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One subcommand per verb."""
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        for name, verb in VERBS.items():
            verb.add_arguments(verbs.add_parser(name, help=_(verb.HELP), description=_(verb.HELP)))

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        """Hand over to the verb; what goes wrong is a CommandError, so exit status 1."""
        try:
            VERBS[verb].handle(options, self.stdout, self.stderr)
        except RegisterError as error:
            raise CommandError(str(error)) from None
        except DatabaseError as error:
            advice = _("the database refused (%(error)s); is it there, and has `manage.py migrate` run?")
            raise CommandError(advice % {"error": type(error).__name__}) from None
