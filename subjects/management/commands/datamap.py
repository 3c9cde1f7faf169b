"""``manage.py datamap``: propose, load, dump and check the data map of a source."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from registers.actions.datamaps import load_map
from registers.datamap import map_from_yaml, map_to_yaml
from registers.map_selectors import map_of, source_names
from registers.map_text import LARGEST
from subjects.actions.mapping import check_source, draft_map
from subjects.management.speaking import SpeakingCommand
from subjects.planning.porting import unsaid
from subjects.words import severity_word


class Command(SpeakingCommand):
    help = _("Propose, load, dump and check the data map of a source.")
    verbs = {
        "draft": ("draft", gettext_noop("reflect a live database and propose a map (YAML)")),
        "load": ("load", gettext_noop("store a map from a file")),
        "dump": ("dump", gettext_noop("write a stored map as YAML")),
        "check": ("check", gettext_noop("compare the map with the live database; exits 1 and lists every gap")),
    }

    def arguments_draft(self, parser: ArgumentParser) -> None:
        parser.add_argument("--source", required=True, metavar="NAME", help=_("name for the source: a-z, 0-9, - and _"))
        parser.add_argument("--url-env", required=True, metavar="VAR", help=_("environment variable with its URL"))
        parser.add_argument("--out", metavar="FILE", help=_("file to write; without it standard output"))

    def arguments_load(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help=_("a map in YAML, or - for standard input"))

    def arguments_dump(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", metavar="NAME", help=_("name of the source"))

    def arguments_check(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", nargs="?", metavar="NAME", help=_("name of the source; without it every one"))

    def do_draft(self, options: dict[str, Any]) -> None:
        datamap = draft_map(name=options["source"], url_env=options["url_env"])
        text = map_to_yaml(datamap)
        if options["out"]:
            _write(Path(options["out"]), text)
            tables = len(datamap.tables)
            told = _("%(file)s: %(tables)d tables proposed. Fill in activities, grounds and duties, then load it.")
            facts = {"file": options["out"], "tables": tables}
            self.answer(options, facts, told % facts)
            return
        self.answer(options, {"map": datamap.model_dump(mode="json", by_alias=True)}, text)

    def do_load(self, options: dict[str, Any]) -> None:
        datamap = map_from_yaml(_read(options["file"]))
        source = load_map(datamap=datamap, at=timezone.now())
        told = _("%(source)s: %(tables)d tables stored; `manage.py datamap check %(source)s` checks them")
        facts = {"source": source.name, "tables": len(datamap.tables)}
        self.answer(options, {"source": source.name, "sha256": datamap.sha256}, told % facts)

    def do_dump(self, options: dict[str, Any]) -> None:
        datamap = map_of(options["name"])
        self.answer(options, {"map": datamap.model_dump(mode="json", by_alias=True)}, map_to_yaml(datamap))

    def do_check(self, options: dict[str, Any]) -> None:
        names = [options["name"]] if options["name"] else source_names()
        if not names:
            raise CommandError(_("there is no data map yet: `manage.py datamap load FILE`"))
        gaps = [(name, gap) for name in names for gap in check_source(name=name, at=timezone.now())]
        lines = [f"{severity_word(gap.severity):12} {name}: {gap.text}" for name, gap in gaps]
        notes = [f"{name}: {text}" for name in names for text in unsaid(map_of(name))]
        value = {
            "notes": notes,
            "gaps": [
                {
                    "source": name,
                    "table": gap.table,
                    "column": gap.column,
                    "code": gap.code,
                    "severity": gap.severity.value,
                    "message": gap.message,
                }
                for name, gap in gaps
            ],
        }
        fits = _("%(names)s: the map fits the database") % {"names": ", ".join(names)}
        word = _("note")
        remarks = [f"{word:12} {note}" for note in notes]
        self.answer(options, value, "\n".join([*(lines or [fits]), *remarks]))
        wrong = sum(gap.severity == "error" for _name, gap in gaps)
        if wrong:
            told = _("%(count)d error(s): the map can't be worked with until they are solved")
            raise CommandError(told % {"count": wrong})


def _read(name: str) -> str:
    """The text of a map; of one that is too large no more than it takes to notice."""
    try:
        if name == "-":
            return sys.stdin.read(LARGEST + 1)
        with Path(name).open(encoding="utf-8") as file:
            return file.read(LARGEST + 1)
    except (OSError, UnicodeDecodeError) as error:
        facts = {"file": name, "error": type(error).__name__}
        raise CommandError(_("%(file)s can't be read (%(error)s)") % facts) from None


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        facts = {"file": path, "error": type(error).__name__}
        raise CommandError(_("%(file)s can't be written (%(error)s)") % facts) from None
