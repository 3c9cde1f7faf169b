"""``manage.py consents``: a thin parser; each verb is a module of ``consent_commands``."""

from argparse import ArgumentParser
from types import MappingProxyType
from typing import Any, Protocol

from django.core.management.base import BaseCommand, CommandError, OutputWrapper
from django.db import DatabaseError
from django.utils.translation import gettext as _

from consents.errors import ConsentError
from consents.management.consent_commands import (
    comparing,
    confirming,
    deciding,
    exporting,
    forgetting,
    importing,
    keys,
    listing,
    objecting,
    proving,
    renewing,
    rotating,
    screening,
    verifying,
)
from registers.errors import RegisterError


class Verb(Protocol):
    """A verb of consents: what it is for, its arguments, and what it does."""

    HELP: str

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe the arguments."""

    def handle(self, options: dict[str, Any], stdout: OutputWrapper) -> None:
        """Do it. Raises ConsentError or RegisterError, or CommandError with an exit status of its own."""


VERBS: MappingProxyType[str, Verb] = MappingProxyType(
    {
        "api-key": keys,
        "compare": comparing,
        "confirm": confirming,
        "decide": deciding,
        "export": exporting,
        "forget": forgetting,
        "import": importing,
        "list": listing,
        "object": objecting,
        "proof": proving,
        "renewals": renewing,
        "screen": screening,
        "rotate": rotating,
        "verify": verifying,
    }
)


class Command(BaseCommand):
    help = _("Ask and keep consents, objections and contact decisions.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One subcommand per verb."""
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        for name, verb in VERBS.items():
            added = verbs.add_parser(name, help=_(verb.HELP), description=_(verb.HELP))
            added.add_argument("--json", action="store_true", help=_("answer as JSON on standard output"))
            verb.add_arguments(added)

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        """Hand over to the verb; what goes wrong is a CommandError, so exit status 1."""
        try:
            VERBS[verb].handle(options, self.stdout)
        except (ConsentError, RegisterError) as error:
            raise CommandError(str(error)) from None
        except DatabaseError as error:
            advice = _("the database refused (%(error)s); is it there, and has `manage.py migrate` run?")
            raise CommandError(advice % {"error": type(error).__name__}) from None
