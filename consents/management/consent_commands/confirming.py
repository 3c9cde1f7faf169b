"""``manage.py consents confirm``: send the code or link of a consent, or take over the code that somebody reads out."""

import json
from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import CommandError, OutputWrapper
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from consents.actions.confirming import ask_confirmation, confirm
from consents.models import ConsentEvent

HELP = gettext_noop("make sure who consented: send a code or link to that number or address, or enter the code")


def add_arguments(parser: ArgumentParser) -> None:
    """Of which consent, or which code was read out."""
    parser.add_argument("--event", type=UUID, metavar="ID", help=_("send a code for this consent"))
    parser.add_argument("--confirmation", type=UUID, metavar="ID", help=_("the code that was sent"))
    parser.add_argument("--code", default="-", help=_("the code that the person reads out; `-` reads standard input"))


def handle(options: dict[str, Any], stdout: OutputWrapper) -> None:
    """Send, or confirm. Raises CommandError."""
    if bool(options["event"]) == bool(options["confirmation"]):
        raise CommandError(_("give either --event or --confirmation"))
    if options["event"]:
        asked = ask_confirmation(event=_event(options["event"]), at=timezone.now())
        value = {"confirmation": str(asked.uid), "way": asked.way, "expires_at": asked.expires_at.isoformat()}
        stdout.write(json.dumps(value) if options["json"] else str(asked.uid))
        return
    code = input() if options["code"] == "-" else options["code"]
    verified = confirm(uid=options["confirmation"], secret=code, at=timezone.now())
    stdout.write(json.dumps({"event": str(verified.uid)}) if options["json"] else _("confirmed"))


def _event(uid: UUID) -> ConsentEvent:
    found = ConsentEvent.objects.select_related("person", "sender", "purpose", "text").filter(uid=uid).first()
    if found is None:
        raise CommandError(_("the ledger has no event of that id"))
    return found
