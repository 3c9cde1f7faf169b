"""``manage.py register import FILE``: look at a file record by record, and with ``--apply`` take it over."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import CommandError, OutputWrapper
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from registers.actions.importing import Outcome, Report, Upload, apply, dry_run, mapping_named, remember_mapping
from registers.exchange.archives import BOUNDS, MIB
from registers.exchange.errors import HeadersUnknown
from registers.exchange.sheets import csvfiles
from registers.exchange.sheets.grid import as_text
from registers.exchange.sheets.mapping import ColumnRule, SheetMapping, as_rows, build, from_rows
from registers.exchange.units import Verdict
from registers.exchange.wording import WEIGHTS, sentence
from registers.management.register_commands.words import EFFECTS, VERDICTS
from registers.register_choices import ActivityRole

HELP = gettext_noop("look at a file with processing activities, and with --apply take it over")


def add_arguments(parser: ArgumentParser) -> None:
    """The file and what the user chooses for it."""
    parser.add_argument("file", type=Path, metavar="FILE", help=_("zip of the AVG register, XLSX, ODS, CSV or JSON"))
    parser.add_argument("--apply", action="store_true", help=_("take it over; without this option only look"))
    parser.add_argument(
        "--mapping", metavar="NAME", default="", help=_("the mapping of columns to use, or to remember")
    )
    parser.add_argument("--columns", type=Path, metavar="FILE", help=_("CSV that says which column is which field"))
    parser.add_argument(
        "--role",
        choices=ActivityRole.values,
        default=ActivityRole.CONTROLLER.value,
        help=_("with --columns: our role in these activities (default: controller)"),
    )
    parser.add_argument("--sheet", metavar="NAME", default="", help=_("which sheet to read"))
    parser.add_argument(
        "--dates", action="append", default=[], metavar="COLUMN=ORDER", help=_("order of dates: dmy, mdy or ymd")
    )
    parser.add_argument(
        "--merge", action="append", default=[], metavar="UID", help=_("accept that two organisations are one, or all")
    )
    parser.add_argument("--by", metavar="USER", default="", help=_("user name of who imports"))
    parser.add_argument("--json", action="store_true", help=_("answer as JSON"))


def handle(options: dict[str, Any], stdout: OutputWrapper, stderr: OutputWrapper) -> None:
    """Look or take over; exit status 1 when a record was refused."""
    upload = _upload(options)
    run = apply if options["apply"] else dry_run
    teller = _JsonTeller(stdout) if options["json"] else _TextTeller(stdout)
    try:
        report = run(upload=upload, at=timezone.now(), actor=_actor(options["by"]), tell=teller.tell)
    except HeadersUnknown as error:
        stdout.write(_proposal(error))
        raise CommandError(f"{error}\n{_how_to_go_on()}") from None
    teller.finish(report)
    if not report.applied and not options["json"]:
        stderr.write(_("nothing was changed; with --apply it is taken over"))
    if report.refused:
        told = ngettext("%(count)d record was refused", "%(count)d records were refused", report.refused)
        raise CommandError(told % {"count": report.refused})


def _upload(options: dict[str, Any]) -> Upload:
    path: Path = options["file"]
    dates = dict(text.rpartition("=")[::2] for text in options["dates"])
    return Upload(
        content=_content(path),
        filename=path.name,
        mapping=_mapping(options),
        sheet=options["sheet"],
        dates=dates,
        accepted=frozenset(options["merge"]),
    )


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > BOUNDS.file:
            told = _("%(file)s is larger than %(most)s MB; split it and import the parts one by one")
            raise CommandError(told % {"file": path, "most": BOUNDS.file // MIB})
        return path.read_bytes()
    except OSError as error:
        told = _("%(file)s cannot be read: %(why)s")
        raise CommandError(told % {"file": path, "why": error.strerror}, returncode=2) from None


def _mapping(options: dict[str, Any]) -> SheetMapping | None:
    """The mapping to use; one that comes from a file of columns is remembered under its name."""
    name = options["mapping"]
    if options["columns"]:
        if not name:
            raise CommandError(_("name the mapping with --mapping NAME, so that it is recognised the next time"))
        found = csvfiles.read(_content(options["columns"]), options["columns"].name)
        rows = [[as_text(value) for value in values] for _sheet, (_number, values) in found.walk(None)]
        mapping = build(name=name, columns=from_rows(rows), role=ActivityRole(options["role"]))
        remember_mapping(mapping=mapping, at=timezone.now())
        return mapping
    known = mapping_named(name) if name else None
    if name and known is None:
        raise CommandError(_("there is no mapping named %(name)s; make one with --columns FILE") % {"name": repr(name)})
    return known


def _actor(name: str) -> User | None:
    if not name:
        return None
    try:
        return User.objects.get(username=name)
    except User.DoesNotExist:
        raise CommandError(_("there is no user named %(name)s") % {"name": repr(name)}) from None


def _proposal(error: HeadersUnknown) -> str:
    """The proposal as a file to fill in: CSV, as a spreadsheet reads and writes it."""
    rows = as_rows({header: ColumnRule(to=target) for header, target in error.proposal.items()})
    return csvfiles.write(rows).decode("utf-8-sig").replace("\r\n", "\n").rstrip("\n")


def _how_to_go_on() -> str:
    return _(
        "the proposal is on standard output: save it, fill in a field, keep or leave-out for every column, and import "
        "again with --mapping NAME --columns THAT-FILE"
    )


def _lines(outcome: Outcome) -> Iterator[str]:
    """A record: its verdict, what happens to it, and a line for everything to know about it."""
    yield f"{VERDICTS[outcome.verdict]} · {EFFECTS[outcome.effect]} · {outcome.title or '–'} ({outcome.place})"
    for remark in outcome.remarks:
        yield f"    {WEIGHTS[remark.weight]}: {sentence(remark)}"
    for path in outcome.not_taken:
        yield "    " + _("not taken over, kept with the original: %(path)s") % {"path": path}


class _TextTeller:
    """Tells for people, record by record."""

    def __init__(self, stdout: OutputWrapper) -> None:
        self._stdout = stdout
        self._undated: dict[str, None] = {}

    def tell(self, outcome: Outcome) -> None:
        """One record."""
        self._stdout.write("\n".join(_lines(outcome)))
        ambiguous = (remark for remark in outcome.remarks if remark.code == "date-ambiguous")
        self._undated |= dict.fromkeys(str(remark.facts["column"]) for remark in ambiguous)

    def finish(self, report: Report) -> None:
        """The whole file."""
        counts = report.counts()
        for remark in report.notes:
            self._stdout.write(f"{WEIGHTS[remark.weight]}: {sentence(remark)}")
        for column in self._undated:
            told = _("say how dates stand in column %(column)s: --dates '%(column)s=dmy'")
            self._stdout.write(told % {"column": column})
        for one in report.proposals:
            if not one.accepted:
                told = _("one organisation or two? %(name)s (%(place)s) and %(other)s: --merge %(uid)s")
                facts = {"name": one.name, "place": one.place, "other": one.into_name, "uid": one.uid}
                self._stdout.write(told % facts)
        told = ", ".join(f"{counts['rows_by_verdict'][verdict.value]} {VERDICTS[verdict]}" for verdict in Verdict)
        self._stdout.write(_("%(rows)d rows: %(told)s") % {"rows": report.rows, "told": told})


class _JsonTeller:
    """Tells for a machine: one JSON value, written as it comes."""

    def __init__(self, stdout: OutputWrapper) -> None:
        self._stdout = stdout
        self._before = '{"records": ['

    def tell(self, outcome: Outcome) -> None:
        """One record."""
        said = {**outcome.as_value(), "told": [sentence(remark) for remark in outcome.remarks]}
        self._stdout.write(self._before + json.dumps(said, ensure_ascii=False))
        self._before = ","

    def finish(self, report: Report) -> None:
        """The whole file."""
        opened = self._before if self._before != "," else ""
        self._stdout.write(f"{opened}], " + json.dumps({"report": report.as_value()}, ensure_ascii=False)[1:])
