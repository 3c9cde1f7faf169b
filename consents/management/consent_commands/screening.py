"""``manage.py consents screen``: a call list into who may be called and who may not, with the reason."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, OutputWrapper
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from consents.actions.judging import Campaign
from consents.actions.screening_files import Given
from consents.actions.screening_papers import screen_and_prove
from consents.choices import ContactChannel, ListStatus, PartyKind
from consents.management.consent_commands.words import moment
from consents.selectors import purpose_of, sender_of

HELP = gettext_noop("screen a call list: two files and a summary; in = allowed + refused + invalid + duplicate")


def add_arguments(parser: ArgumentParser) -> None:
    """Which list, which column, for whom and what, and where the files go."""
    parser.add_argument("file", type=Path, metavar="FILE", help=_("CSV, XLSX or ODS with the names of columns on top"))
    add_campaign(parser)


def add_campaign(parser: ArgumentParser) -> None:
    """The column, for whom and what, and where the files go: whatever the list comes from."""
    parser.add_argument("--column", required=True, metavar="NAME", help=_("the column with the phone numbers"))
    parser.add_argument("--sender", required=True, help=_("key of the sender"))
    parser.add_argument("--purpose", required=True, help=_("key of the purpose"))
    channels = [channel.value for channel in ContactChannel if channel != ContactChannel.EMAIL]
    parser.add_argument("--channel", choices=channels, default="voice", help=_("how people are reached"))
    parser.add_argument("--at", metavar="MOMENT", help=_("moment of the calls; now when left out"))
    parser.add_argument("--offer", action="store_true", help=_("something is offered, so that it is marketing"))
    parser.add_argument("--party", choices=PartyKind.values, default="unknown", help=_("person or legal person"))
    parser.add_argument("--to", type=Path, required=True, metavar="DIR", help=_("folder for the files"))


def handle(options: dict[str, Any], stdout: OutputWrapper) -> None:
    """Screen and tell."""
    path: Path = options["file"]
    try:
        with path.open("rb") as file:
            summary = screen_and_prove(
                given=Given(file=file, stem=path.stem, column=options["column"]),
                campaign=campaign_from(options),
                folder=options["to"],
                at=timezone.now(),
            )
    except OSError as error:
        raise CommandError(_("a file can't be read or written: %(error)s") % {"error": error.strerror}) from None
    stdout.write(json.dumps(summary, ensure_ascii=False) if options["json"] else as_text(summary))


def campaign_from(options: dict[str, Any]) -> Campaign:
    """What the list is for, as the arguments say. Raises SenderUnknown, PurposeUnknown."""
    return Campaign(
        sender=sender_of(options["sender"]),
        purpose=purpose_of(options["purpose"]),
        at=moment(options["at"]),
        channel=ContactChannel(options["channel"]),
        offer=options["offer"],
        party=PartyKind(options["party"]),
    )


def as_text(summary: dict[str, Any]) -> str:
    """What came of a list, for people."""
    counts = summary["counts"]
    lines = [_("rows: %(count)d") % {"count": counts["in"]}]
    lines += [f"{counts[status.value]:>9} {status.label}" for status in ListStatus]
    lines += [f"{one['rows']:>9} {one['reason']} ({one['article'] or one['rule']})" for one in summary["reasons"]]
    if summary["moved"]:
        told = _("taken out because of what was said during the screening: %(count)d")
        lines.append(told % {"count": summary["moved"]})
    return "\n".join([*lines, *summary["files"].values()])
