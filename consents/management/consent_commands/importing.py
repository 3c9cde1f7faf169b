"""``manage.py consents import``: consents of another system, looked at first and taken over with --apply."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, OutputWrapper
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from consents.actions.importing import ImportReport, RowReport, import_consents
from registers.selectors import user_of

HELP = gettext_noop("look at a file with consents row by row, and record them with --apply; again changes nothing")


def add_arguments(parser: ArgumentParser) -> None:
    """Which file, whether it is meant, and who does it."""
    parser.add_argument("file", type=Path, metavar="FILE", help=_("CSV, XLSX or ODS with the columns of the export"))
    parser.add_argument("--apply", action="store_true", help=_("record; without it nothing changes"))
    parser.add_argument("--by", metavar="USER", help=_("who takes it over; needed with --apply"))


def handle(options: dict[str, Any], stdout: OutputWrapper) -> None:
    """Look or take over, and tell."""
    if options["apply"] and not options["by"]:
        raise CommandError(_("say who takes it over with --by"))
    tell = None if options["json"] else lambda told: _tell(told, stdout)
    try:
        report = import_consents(
            path=options["file"],
            at=timezone.now(),
            apply=options["apply"],
            actor=user_of(options["by"]) if options["by"] else None,
            tell=tell,
        )
    except OSError as error:
        raise CommandError(_("the file can't be read: %(error)s") % {"error": error.strerror}) from None
    stdout.write(json.dumps(report.as_value(), ensure_ascii=False) if options["json"] else _as_text(report))


def _tell(told: RowReport, stdout: OutputWrapper) -> None:
    if told.why:
        stdout.write(_("row %(row)d: %(verdict)s: %(why)s") % {**vars(told), "verdict": _(told.verdict)})


def _as_text(report: ImportReport) -> str:
    counts = {name: report.verdicts[name] for name in ("fits", "doubtful", "refused")}
    told = _("rows: %(rows)d; fit: %(fits)d, doubtful: %(doubtful)d, refused: %(refused)d")
    lines = [told % {"rows": report.rows, **counts}]
    if report.applied:
        facts = {"recorded": report.recorded, "known": report.known}
        lines.append(_("recorded now: %(recorded)d, before: %(known)d") % facts)
    return "\n".join(lines)
