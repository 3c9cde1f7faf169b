"""``manage.py request correct``: values come from a file or standard input, because everybody can see arguments."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from registers.choices import CorrectionWay
from registers.map_selectors import source_names
from subjects.actions.correctables import Correctable
from subjects.actions.correcting import LONGEST_TEXT, Wish
from subjects.models import Correction, SubjectRequest
from subjects.words import treatment_word


def add_arguments(parser: ArgumentParser) -> None:
    """What ``request correct`` takes besides the reference and who does it."""
    parser.add_argument("--field", metavar="SOURCE.TABLE.COLUMN", help=_("the field of the data map that is wrong"))
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--value", metavar="FILE", help=_("file with the right value; - is standard input"))
    what.add_argument("--empty", action="store_true", help=_("the right value is no value at all"))
    what.add_argument("--statement", metavar="FILE", help=_("file with a supplementary statement; - is standard input"))
    what.add_argument("--drop", type=int, metavar="NUMBER", help=_("take a correction back"))
    parser.add_argument(
        "--from",
        metavar="FILE",
        dest="present",
        help=_("file with the wrong value: only rows that hold it; - is the first line of standard input"),
    )
    parser.add_argument("--shared", action="store_true", help=_("the value in rows of several people is this person's"))
    parser.add_argument("--everywhere", action="store_true", help=_("correct every field that holds the wrong value"))


def wish_of(options: dict[str, Any]) -> Wish:
    """What the options ask for, with the values read. Raises CommandError without a field or a value."""
    given = [name for name in ("value", "statement") if options[name]]
    if not options["field"] or not (given or options["empty"]):
        raise CommandError(_("say which field with --field, and what is right with --value, --empty or --statement"))
    source, table, column = _place(options["field"])
    present = None if options["present"] is None else _read(options["present"], one_line=True)
    text = _read(options[given[0]], one_line=False) if given else ""
    if given and not text.strip():
        raise CommandError(_("the right value is empty; say --empty when that is meant"))
    if options["everywhere"] and (present is None or options["statement"]):
        raise CommandError(_("--everywhere needs the wrong value, with --from"))
    way = CorrectionWay.SUPPLEMENT if options["statement"] else CorrectionWay.REPLACE
    return Wish(
        source=source, table=table, column=column, text=text, present=present, way=way, shared=options["shared"]
    )


def _place(text: str) -> tuple[str, str, str]:
    """The longest name of a source that fits comes first; a table may have a schema before it."""
    source = max((name for name in source_names() if text.startswith(f"{name}.")), key=len, default="")
    table, dot, column = text.removeprefix(f"{source}.").rpartition(".")
    if not source or not dot:
        raise CommandError(_("--field: write SOURCE.TABLE.COLUMN with names of the data map"))
    return source, table, column


def _read(name: str, *, one_line: bool) -> str:
    """A value, without the line end that editors leave."""
    try:
        if name == "-":
            found = sys.stdin.readline() if one_line else sys.stdin.read(LONGEST_TEXT + 2)
        else:
            found = Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        facts = {"file": name, "error": type(error).__name__}
        raise CommandError(_("%(file)s can't be read (%(error)s)") % facts) from None
    return found.removesuffix("\n").removesuffix("\r")


def correction_json(one: Correction) -> dict[str, Any]:
    """A correction without its values."""
    return {"correction": one.number, "field": str(one), "way": one.way, "shared": one.shared}


def corrections_text(request: SubjectRequest, elsewhere: list[Correctable]) -> str:
    """What has been stated, and where the wrong value stands too."""
    stated = request.corrections.order_by("number")
    lines = [f"{one.number}  {one}  {treatment_word(one.way)}" for one in stated] or [_("no corrections")]
    told = _("also found in %(field)s (%(rows)d rows): correct it too, or use --everywhere")
    return "\n".join([*lines, *(told % {"field": one.place, "rows": one.rows} for one in elsewhere)])
