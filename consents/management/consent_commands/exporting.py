"""``manage.py consents export``: the ledger as a file that imports back."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, OutputWrapper
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from consents.actions.importing import export_consents
from registers.selectors import user_of

HELP = gettext_noop("write every event of the ledger to a CSV file that imports back; it holds personal data")


def add_arguments(parser: ArgumentParser) -> None:
    """Where to, and who asks."""
    parser.add_argument("file", type=Path, metavar="FILE", help=_("the file to write; readable by its owner only"))
    parser.add_argument("--by", required=True, metavar="USER", help=_("who asks for it"))


def handle(options: dict[str, Any], stdout: OutputWrapper) -> None:
    """Write and tell."""
    try:
        count = export_consents(path=options["file"], at=timezone.now(), actor=user_of(options["by"]))
    except OSError as error:
        raise CommandError(_("the file can't be written: %(error)s") % {"error": error.strerror}) from None
    told = _("events written: %(count)d") % {"count": count}
    stdout.write(json.dumps({"events": count}) if options["json"] else told)
