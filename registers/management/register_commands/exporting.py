"""``manage.py register export``: the register of now or of a day as a file."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, OutputWrapper
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from registers.actions.exporting import Export, Form, export
from registers.as_of_selectors import moment

HELP = gettext_noop("write the register to a file that can be read back, or to a signed PDF")


def add_arguments(parser: ArgumentParser) -> None:
    """What, as of when, in which format, where."""
    parser.add_argument("--format", choices=[form.value for form in Form], required=True, help=_("format of the file"))
    parser.add_argument("--as-of", type=date.fromisoformat, metavar="DATE", help=_("a day, as 2026-03-03: its end"))
    parser.add_argument("--activity", metavar="NO", default="", help=_("only the activity of this number"))
    parser.add_argument(
        "--to", type=Path, required=True, metavar="DIR", help=_("folder; a file in it is never replaced")
    )


def handle(options: dict[str, Any], stdout: OutputWrapper, stderr: OutputWrapper) -> None:  # noqa: ARG001  (one shape)
    """Make the file and say where it is."""
    at = timezone.now()
    of = moment(options["as_of"], now=at) if options["as_of"] else at
    made = export(form=Form(options["format"]), of=of, at=at, activity=options["activity"])
    stdout.write(str(_written(made, options["to"])))


def _written(made: Export, folder: Path) -> Path:
    """The file, new and readable by its owner only. What was there stays."""
    path = folder / made.filename
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600, exist_ok=False)
        path.write_bytes(made.content)
    except FileExistsError:
        told = _("%(file)s is there already and is not replaced; move it, or name another folder")
        raise CommandError(told % {"file": path}) from None
    except OSError as error:
        told = _("%(file)s cannot be written: %(why)s")
        raise CommandError(told % {"file": path, "why": error.strerror}) from None
    return path
