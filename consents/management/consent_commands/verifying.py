"""``manage.py consents verify``: fold the ledger anew and hold it against the projection and its own digests."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError, OutputWrapper
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from consents.actions.verifying import Verified, verify_ledger

HELP = gettext_noop("verify the ledger and what is derived from it; exit status 1 when something is not as it was")


def add_arguments(parser: ArgumentParser) -> None:
    """From where, and whether to mend the projection."""
    parser.add_argument("--after", type=int, default=0, metavar="ID", help=_("go on after this event"))
    parser.add_argument("--limit", type=int, metavar="N", help=_("look at no more than this many events"))
    parser.add_argument("--rebuild", action="store_true", help=_("write a projection that differs again"))


def handle(options: dict[str, Any], stdout: OutputWrapper) -> None:
    """Verify and tell. Raises CommandError when something differs."""
    if options["limit"] is not None and options["limit"] < 1:
        raise CommandError(_("--limit: give a number of 1 or more"))
    found = verify_ledger(after=options["after"], limit=options["limit"], rebuild_projection=options["rebuild"])
    stdout.write(json.dumps(found.as_value()) if options["json"] else _as_text(found))
    if not found.intact:
        raise CommandError(_("the ledger or its projection is not as it should be"))


def _as_text(found: Verified) -> str:
    told = _("%(events)d events, %(people)d people; last event %(last)d")
    lines = [told % {"events": found.events, "people": found.people, "last": found.last}]
    if found.damaged:
        lines.append(_("events that were changed: %(ids)s") % {"ids": ", ".join(map(str, found.damaged))})
    told = _("seals: %(seals)d; events that wait for one: %(unsealed)d")
    lines.append(told % {"seals": found.seals, "unsealed": found.unsealed})
    if found.broken_seals:
        told = _("seals that do not fit the events (first event of each): %(ids)s")
        lines.append(told % {"ids": ", ".join(map(str, found.broken_seals))})
    if found.wordings:
        lines.append(_("wordings whose words were changed: %(names)s") % {"names": ", ".join(found.wordings)})
    if found.differing:
        told = _("people whose state differed from the events: %(count)d")
        lines.append(told % {"count": found.differing})
    return "\n".join(lines)
