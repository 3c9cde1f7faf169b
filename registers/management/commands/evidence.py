"""``manage.py evidence``: export, verify and seal the evidence log, change its key, put its guards up again."""

import json
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from registers.actions import evidence
from registers.canonical import canonical_json
from registers.errors import EvidenceError
from registers.evidence import guards
from registers.evidence.verifying import LogReport, verify_lines
from registers.selectors import guarded_tables, live_report, log_records


class Command(BaseCommand):
    help = _("Export, verify and seal the evidence log; change its key.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One subcommand per verb."""
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        export = verbs.add_parser("export", help=_("write the sealed log as JSON lines"))
        export.add_argument("--to", required=True, metavar="FILE", help=_("file to write, - for standard output"))
        verify = verbs.add_parser("verify", help=_("verify the log of this installation, or an export"))
        verify.add_argument("file", nargs="?", metavar="FILE", help=_("an export; without it the live log"))
        verify.add_argument("--json", action="store_true", help=_("report as JSON"))
        verbs.add_parser("seal", help=_("seal everything that is not sealed yet"))
        verbs.add_parser("rotate-key", help=_("replace the sealing key; both keys sign the change"))
        verbs.add_parser("guard", help=_("put the triggers that refuse changes up again"))

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        """Hand over to the verb; what goes wrong is a CommandError, so exit status 1."""
        try:
            getattr(self, f"_{verb.replace('-', '_')}")(options)
        except EvidenceError as error:
            raise CommandError(str(error)) from None
        except DatabaseError as error:
            advice = _("the database refused (%(error)s); is it there, and has `manage.py migrate` run?")
            raise CommandError(advice % {"error": type(error).__name__}) from None

    def _export(self, options: dict[str, Any]) -> None:
        if options["to"] == "-":
            _write_log(self.stdout.write)
            return
        _write_file(Path(options["to"]))
        self.stderr.write(_("written: %(file)s") % {"file": options["to"]})

    def _verify(self, options: dict[str, Any]) -> None:
        if options["file"]:
            report = verify_lines(_lines_of(Path(options["file"])))
        else:
            report = live_report(key_file=settings.ENVIRONMENT.evidence_key)
        self.stdout.write(_as_json(report) if options["json"] else _as_text(report))
        if not report.intact:
            text = _(
                "the evidence log does not verify: %(count)d problems. Leave the database as it is, and compare it "
                "with an earlier export and with the checkpoints printed on documents"
            )
            raise CommandError(text % {"count": len(report.problems)})

    def _seal(self, options: dict[str, Any]) -> None:
        count = evidence.seal_pending(at=timezone.now(), sweep=True)
        self.stdout.write(_("%(count)d entries sealed") % {"count": count})

    def _rotate_key(self, options: dict[str, Any]) -> None:
        key = evidence.rotate_key(at=timezone.now())
        self.stdout.write(_("the log is now sealed with key %(key)s") % {"key": key})

    def _guard(self, options: dict[str, Any]) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            guards.put_up(vendor=connection.vendor, execute=cursor.execute, tables=guarded_tables())
        self.stdout.write(_("the triggers are in place"))


def _write_log(write: Callable[[str], object]) -> None:
    for record in log_records():
        write(canonical_json(record) + "\n")


def _write_file(target: Path) -> None:
    """Whole or not at all: beside the target first, then in its place."""
    part = target.with_name(f".{target.name}.part")
    try:
        with part.open("w", encoding="utf-8") as file:
            _write_log(file.write)
        part.replace(target)
    except OSError as error:
        part.unlink(missing_ok=True)
        text = _("%(file)s cannot be written (%(error)s); name a file in a folder that exists and has room")
        raise CommandError(text % {"file": target, "error": error.strerror}) from None


def _lines_of(path: Path) -> Iterator[str]:
    try:
        with path.open(encoding="utf-8") as file:
            yield from file
    except OSError as error:
        text = _("%(file)s cannot be read (%(error)s); name a file that `manage.py evidence export` wrote")
        raise CommandError(text % {"file": path, "error": error.strerror}) from None
    except UnicodeDecodeError:
        text = _("%(file)s is not text; name a file that `manage.py evidence export` wrote")
        raise CommandError(text % {"file": path}) from None


def _as_json(report: LogReport) -> str:
    problems = [{"code": problem.code, "place": problem.place} for problem in report.problems]
    return json.dumps({"intact": report.intact, **asdict(report), "problems": problems})


def _as_text(report: LogReport) -> str:
    lines = [_("problem: %(problem)s") % {"problem": problem} for problem in report.problems]
    counts = {"entries": report.entries, "seals": report.seals, "unsealed": report.unsealed}
    lines.append(_("%(entries)d entries under %(seals)d seals, %(unsealed)d not sealed yet") % counts)
    lines += [_("sealed with key %(key)s") % {"key": key} for key in report.keys]
    if report.newest:
        lines.append(_("newest checkpoint: seal %(seal)d, %(hash)s") % {"seal": report.seals, "hash": report.newest})
    lines.append(_("the log is intact") if report.intact else _("the log is NOT intact"))
    return "\n".join(lines)
