"""``manage.py consents compare``: two screenings of one list, and which rows went from where to where."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, OutputWrapper
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from consents.actions.screening_twice import Compared, compare_folders
from consents.choices import ListStatus
from consents.screening.comparing import End

HELP = gettext_noop("what differs between two screenings of one list: from which outcome to which, and how many rows")


def add_arguments(parser: ArgumentParser) -> None:
    """The summaries that ``screen`` wrote; the files stand beside them."""
    parser.add_argument("first", type=Path, metavar="SUMMARY", help=_("the summary (JSON) of the first screening"))
    parser.add_argument("second", type=Path, metavar="SUMMARY", help=_("the summary (JSON) of the second one"))


def handle(options: dict[str, Any], stdout: OutputWrapper) -> None:
    """Compare and tell."""
    try:
        first, second, found = compare_folders(before=options["first"], after=options["second"])
    except OSError as error:
        raise CommandError(_("a file can't be read or written: %(error)s") % {"error": error.strerror}) from None
    moments = first["at"], second["at"]
    stdout.write(_as_json(moments, found) if options["json"] else _as_text(moments, found))


def _as_json(moments: tuple[str, str], found: Compared) -> str:
    told = {"first": moments[0], "second": moments[1], "same": found.same}
    return json.dumps({**told, "moved": [asdict(shift) for shift in found.moved]}, ensure_ascii=False)


def _as_text(moments: tuple[str, str], found: Compared) -> str:
    lines = [f"{moments[0]} → {moments[1]}", f"{found.same:>9} " + _("the same, by the same rule")]
    lines += [f"{one.rows:>9} {_end(one.before)} → {_end(one.after)}" for one in found.moved]
    return "\n".join(lines)


def _end(end: End) -> str:
    return f"{ListStatus(end.status).label}: {end.reason} ({end.article or end.rule})"
