"""``manage.py consents renewals``: who may be asked to renew a consent that ends soon; without ``--to`` only counts."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, OutputWrapper
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from consents.actions.renewing import Campaigned, count_renewals, write_renewals
from consents.actions.screening_files import write_file
from consents.choices import ContactChannel
from registers.selectors import user_of

HELP = gettext_noop("count consents that end soon by the channels to ask by; --to writes whom to ask (personal data)")


def add_arguments(parser: ArgumentParser) -> None:
    """A file, and who asks for it."""
    parser.add_argument("--to", type=Path, metavar="FILE", help=_("the file to write; readable by its owner only"))
    parser.add_argument("--by", metavar="USER", help=_("who asks for it"))


def handle(options: dict[str, Any], stdout: OutputWrapper) -> None:
    """Count, or write and count."""
    path, at = options["to"], timezone.now()
    if path is None:
        told = count_renewals(at=at)
    elif not options["by"]:
        raise CommandError(_("say with --by who asks for the file"))
    else:
        file, told = write_renewals(at=at, actor=user_of(options["by"]))
        try:
            write_file(path, file)
        except OSError as error:
            raise CommandError(_("the file can't be written: %(error)s") % {"error": error.strerror}) from None
        finally:
            file.close()
    stdout.write(_as_json(told) if options["json"] else as_text(told))


def _as_json(told: Campaigned) -> str:
    channels = {channel.value: told.by_channel[channel] for channel in ContactChannel}
    return json.dumps({"consents": told.consents, "by_channel": channels, "by_none": told.by_none})


def as_text(told: Campaigned) -> str:
    """The counts, for people."""
    lines = [_("consents that end soon: %(count)d") % {"count": told.consents}]
    lines += [f"{told.by_channel[channel]:>9} {channel.label}" for channel in ContactChannel]
    return "\n".join([*lines, f"{told.by_none:>9} " + _("by no channel")])
