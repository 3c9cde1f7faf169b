"""``manage.py register catalogue``: list the ready activities, copy one, and say which copies are behind."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError, OutputWrapper
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from registers.actions.catalogue import copy_from_catalogue
from registers.catalogue.shipped import catalogue, versions
from registers.catalogue_selectors import behind, copies_of
from registers.models import Party

HELP = gettext_noop("ready activities of a contact centre: list them, copy one, see which copies are behind")
DEEDS = ("list", "copy", "behind")


def add_arguments(parser: ArgumentParser) -> None:
    """What to do, with which entry, for whom."""
    parser.add_argument("deed", choices=DEEDS, help=_("what to do"))
    parser.add_argument("key", nargs="?", default="", metavar="KEY", help=_("name of the entry, to copy it"))
    parser.add_argument("--organisation", default="", metavar="NAME", help=_("our own organisation, by name or id"))
    parser.add_argument("--number", default="", metavar="NO", help=_("number of the new activity (default: next free)"))
    parser.add_argument("--again", action="store_true", help=_("make a second copy"))
    parser.add_argument("--json", action="store_true", help=_("answer as JSON"))


def handle(options: dict[str, Any], stdout: OutputWrapper, stderr: OutputWrapper) -> None:  # noqa: ARG001  (one shape)
    """Hand over to the deed; ``behind`` fails while a copy is."""
    rows = {"list": _list, "copy": _copy, "behind": _behind}[options["deed"]](options)
    stdout.write(json.dumps(rows, ensure_ascii=False) if options["json"] else _as_text(rows))
    if options["deed"] == "behind" and rows:
        told = ngettext("%(n)d activity is behind", "%(n)d activities are behind", len(rows))
        raise CommandError(told % {"n": len(rows)})


def _list(_options: dict[str, Any]) -> list[dict[str, Any]]:
    copies = [(one.entry, one.activity.number) for one in copies_of()]
    return [
        {
            "number": entry.number,
            "key": key,
            "name": entry.name,
            "version": entry.version.isoformat(),
            "unconfirmed": entry.unconfirmed,
            "copies": [number for copied, number in copies if copied == key],
        }
        for key, entry in catalogue().items()
    ]


def _copy(options: dict[str, Any]) -> list[dict[str, Any]]:
    copy = copy_from_catalogue(
        key=options["key"],
        organisation=_organisation(options["organisation"]),
        number=options["number"],
        again=options["again"],
        actor=None,
        at=timezone.now(),
    )
    facts = {"key": copy.entry, "version": str(copy.version), "sha256": copy.sha256, "country": copy.country}
    return [{"number": copy.activity.number, "name": copy.activity.name, **facts}]


def _organisation(name: str) -> Party:
    own = [one for one in Party.objects.filter(own=True) if name in {"", one.name, str(one.uid)}]
    if len(own) == 1:
        return own[0]
    known = ", ".join(Party.objects.filter(own=True).values_list("name", flat=True)) or _("none")
    raise CommandError(_("say with --organisation for which of our organisations: %(known)s") % {"known": known})


def _behind(_options: dict[str, Any]) -> list[dict[str, Any]]:
    today = versions()
    return [
        {"number": one.activity.number, "name": one.activity.name, "key": one.entry, "version": str(one.version)}
        | {"now": today[one.entry]}
        for one in behind()
    ]


def _as_text(rows: list[dict[str, Any]]) -> str:
    lines = [" ".join(str(row[name]) for name in ("number", "key", "name", "version") if name in row) for row in rows]
    return "\n".join(lines) or _("every copy follows the catalogue")
