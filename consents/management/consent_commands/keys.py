"""``manage.py consents api-key``: make, list and revoke the keys of other systems."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, OutputWrapper
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from consents.actions.consumers import make_consumer, revoke_consumer
from consents.choices import ApiScope
from consents.models import ApiConsumer

HELP = gettext_noop("make, list or revoke the keys with which other systems use the API")


def add_arguments(parser: ArgumentParser) -> None:
    """What to do, and for a new key what it opens."""
    parser.add_argument("action", choices=["new", "list", "revoke"], help=_("what to do"))
    parser.add_argument("name", nargs="?", default="", help=_("name of the system"))
    parser.add_argument(
        "--scope", action="append", choices=ApiScope.values, default=[], help=_("what it may do; repeat")
    )
    parser.add_argument("--sender", action="append", default=[], help=_("key of a sender it speaks for; repeat"))
    parser.add_argument("--every-sender", action="store_true", help=_("it speaks for every sender"))
    parser.add_argument("--rate", type=int, default=6_000, help=_("questions per minute"))


def handle(options: dict[str, Any], stdout: OutputWrapper) -> None:
    """Do it. Raises CommandError."""
    {"new": _new, "list": _list, "revoke": _revoke}[options["action"]](options, stdout)


def _new(options: dict[str, Any], stdout: OutputWrapper) -> None:
    if not options["name"] or not options["scope"] or bool(options["sender"]) == options["every_sender"]:
        raise CommandError(_("a new key needs a name, at least one --scope, and --sender or --every-sender"))
    senders = None if options["every_sender"] else options["sender"]
    scopes = [ApiScope(scope) for scope in options["scope"]]
    try:
        made = make_consumer(
            name=options["name"], scopes=scopes, senders=senders, rate=options["rate"], at=timezone.now()
        )
    except ValidationError as error:
        raise CommandError("\n".join(error.messages)) from None
    if options["json"]:
        stdout.write(json.dumps({"key": made.key, "signing_secret": made.signing_secret}))
        return
    stdout.write(_("key, shown this once: %(key)s") % {"key": made.key})
    if made.signing_secret:
        told = _("consumer %(prefix)s; secret that signs call-backs, shown this once: %(secret)s")
        stdout.write(told % {"prefix": made.consumer.prefix, "secret": made.signing_secret})


def _list(options: dict[str, Any], stdout: OutputWrapper) -> None:
    rows: list[dict[str, Any]] = [
        {
            "name": each.name,
            "prefix": each.prefix,
            "scopes": [scope.value for scope in ApiScope if getattr(each, f"may_{scope.value}")],
            "senders": None if each.every_sender else each.senders,
            "last_used_on": str(each.last_used_on or ""),
            "revoked": each.revoked_at is not None,
        }
        for each in ApiConsumer.objects.all()
    ]
    lines = [f"{row['name']} ({row['prefix']}): {', '.join(row['scopes'])}" for row in rows if not row["revoked"]]
    stdout.write(json.dumps(rows) if options["json"] else "\n".join(lines))


def _revoke(options: dict[str, Any], stdout: OutputWrapper) -> None:
    consumer = ApiConsumer.objects.filter(name=options["name"]).first()
    if consumer is None:
        raise CommandError(_("there is no consumer of this name"))
    revoke_consumer(consumer=consumer, at=timezone.now())
    stdout.write(json.dumps({"revoked": consumer.name}) if options["json"] else _("revoked; the key opens nothing"))
