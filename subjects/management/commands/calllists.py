"""``manage.py calllists``: a table of a source as call list, screened into a folder with the signed proof."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from consents.errors import ConsentError
from consents.management.consent_commands.screening import add_campaign, as_text, campaign_from
from subjects.actions.call_lists import TableOrder, listed_tables, screen_table
from subjects.management.speaking import SpeakingCommand, columns


class Command(SpeakingCommand):
    help = _("Call lists out of tables of sources, screened like any list.")
    verbs = {
        "tables": ("tables", gettext_noop("the tables with phone numbers of people, by the data maps")),
        "screen": ("screen", gettext_noop("read a table and screen it: two files, a summary and the signed proof")),
    }

    def do_tables(self, options: dict[str, Any]) -> None:
        rows = [(one.source, one.table, ", ".join(field.name for field in one.numbers)) for one in listed_tables()]
        value = {"tables": [dict(zip(("source", "table", "numbers"), row, strict=True)) for row in rows]}
        head = (_("source"), _("table"), _("columns with phone numbers"))
        none = _("no data map names a table with phone numbers of people")
        self.answer(options, value, columns(rows, head) if rows else none)

    def arguments_screen(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", metavar="SOURCE", help=_("name of the source"))
        parser.add_argument("table", metavar="TABLE", help=_("name of the table, with its schema if it has one"))
        parser.add_argument(
            "--with", dest="columns", default="", metavar="NAMES", help=_("columns that go along, by commas")
        )
        add_campaign(parser)

    def do_screen(self, options: dict[str, Any]) -> None:
        wanted = tuple(name.strip() for name in options["columns"].split(",") if name.strip())
        order = TableOrder(source=options["source"], table=options["table"], column=options["column"], columns=wanted)
        folder: Path = options["to"]
        try:
            summary = screen_table(order=order, campaign=campaign_from(options), folder=folder, at=timezone.now())
        except ConsentError as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(_("a file can't be read or written: %(error)s") % {"error": error.strerror}) from None
        self.answer(options, summary, as_text(summary))
