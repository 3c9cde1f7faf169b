"""What the verbs of ``manage.py consents`` share: identifiers and moments as people type them."""

import datetime as dt
from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from consents.identifying import Value, typed


def add_identifiers(parser: ArgumentParser) -> None:
    """``--identifier KIND=VALUE``, or ``-`` to read them from standard input, one on a line."""
    parser.add_argument(
        "--identifier",
        action="append",
        required=True,
        metavar="KIND=VALUE",
        help=_("who: phone=…, email=…, customer_number=… or iban=…; repeat for more values of one person"),
    )


def values_of(texts: list[str]) -> list[Value]:
    """The identifiers. Raises IdentifierInvalid, without the value in it."""
    environment = settings.ENVIRONMENT
    return [typed(text, secret=environment.index_key, region=environment.country) for text in texts]


def opening_values_of(texts: list[str]) -> list[Value]:
    """The identifiers, where contact is what is asked: a phone number has to be in use. Raises IdentifierInvalid."""
    return [value.opening() for value in values_of(texts)]


def moment(text: str | None) -> dt.datetime:
    """An ISO moment, by the local clock when it names no zone; now when empty. Raises CommandError."""
    if not text:
        return timezone.now()
    try:
        read = dt.datetime.fromisoformat(text)
    except ValueError:
        raise CommandError(_("write the moment as 2026-07-01T10:00 or 2026-07-01T10:00+02:00")) from None
    return read if read.tzinfo else timezone.make_aware(read)
