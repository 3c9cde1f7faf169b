"""``manage.py consents list load|purge``: lists of people who don't want to be called."""

import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, OutputWrapper
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from consents.actions.list_loading import Obtained, load_list, purge_lists
from consents.choices import ScreeningListKind

HELP = gettext_noop("load a list of people who don't want to be called, by keyed index only, or purge what is over")


def add_arguments(parser: ArgumentParser) -> None:
    """What to do, and for loading which list, from which file and for how long."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    load = actions.add_parser("load", help=_("load a file; again changes nothing"))
    load.add_argument("kind", choices=ScreeningListKind.values, help=_("which list"))
    load.add_argument("file", type=Path, metavar="FILE", help=_("a number at the beginning of each line"))
    load.add_argument("--obtained-on", type=_day, required=True, metavar="DATE", help=_("day on which it was obtained"))
    told = _("last day on which it counts; a file of the Bel-me-niet Register: four weeks")
    load.add_argument("--valid-until", type=_day, required=True, metavar="DATE", help=told)
    actions.add_parser("purge", help=_("delete lists whose last day has passed"))


def handle(options: dict[str, Any], stdout: OutputWrapper) -> None:
    """Load or purge, and tell."""
    if options["action"] == "purge":
        count = purge_lists(at=timezone.now())
        told = _("lists deleted: %(count)d") % {"count": count}
        stdout.write(json.dumps({"deleted": count}) if options["json"] else told)
        return
    obtained = Obtained(
        kind=ScreeningListKind(options["kind"]), on=options["obtained_on"], until=options["valid_until"]
    )
    try:
        held = load_list(path=options["file"], obtained=obtained, at=timezone.now())
    except OSError as error:
        raise CommandError(_("the file can't be read: %(error)s") % {"error": error.strerror}) from None
    value = {"list": held.kind, "numbers": held.entries_count, "sha256": held.sha256, "complete": held.complete}
    told = _("%(list)s: %(numbers)d numbers, complete") % {"list": str(held), "numbers": held.entries_count}
    stdout.write(json.dumps(value) if options["json"] else told)


def _day(text: str) -> date:
    return date.fromisoformat(text)
