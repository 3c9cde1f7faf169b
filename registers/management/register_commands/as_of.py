"""``manage.py register as-of DATE``: what the register said at the end of that day in Europe/Amsterdam."""

import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, OutputWrapper
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from registers.as_of_selectors import AsOf, SignedVersion, as_of, moment, named
from registers.book.book import WHOLE
from registers.book.moments import AMSTERDAM
from registers.register_choices import RecordKind

HELP = gettext_noop("say what the register said on a day, with the SHA-256 of its canonical JSON")


def add_arguments(parser: ArgumentParser) -> None:
    """The day, and which record."""
    parser.add_argument("day", type=date.fromisoformat, metavar="DATE", help=_("a day, as 2026-03-03: its end"))
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--activity", metavar="NO", help=_("only the activity of this number"))
    which.add_argument("--agreement", metavar="NO", help=_("only the agreement of this number"))
    parser.add_argument("--out", type=Path, metavar="FILE", help=_("write the canonical JSON itself to a file"))
    parser.add_argument("--json", action="store_true", help=_("answer as JSON, the register included"))


def handle(options: dict[str, Any], stdout: OutputWrapper, stderr: OutputWrapper) -> None:
    """Answer; with ``--out`` the file has exactly the bytes of which the SHA-256 is told."""
    at = moment(options["day"], now=timezone.now())
    kind, uid = WHICH[bool(options["activity"]), bool(options["agreement"])], WHOLE
    if kind != RecordKind.REGISTER:
        uid = named(kind, options["activity"] or options["agreement"], at=at)
    found = as_of(kind=kind, uid=uid, at=at)
    text = found.book.as_json()
    if options["out"]:
        _write(options["out"], text)
        stderr.write(_("written: %(file)s") % {"file": options["out"]})
    facts = _facts(found)
    if options["json"]:
        stdout.write(json.dumps({**facts, "register": json.loads(text)}, ensure_ascii=False, indent=1))
        return
    stdout.write(_text(found, facts))


WHICH = {
    (False, False): RecordKind.REGISTER,
    (True, False): RecordKind.ACTIVITY,
    (False, True): RecordKind.AGREEMENT,
}


def _write(path: Path, text: str) -> None:
    try:
        path.write_bytes(text.encode())
    except OSError as error:
        told = _("%(file)s cannot be written: %(why)s") % {"file": path, "why": error.strerror}
        raise CommandError(told, returncode=2) from None


def _facts(found: AsOf) -> dict[str, Any]:
    return {
        "kind": found.kind.value,
        "record": found.uid,
        "title": found.title,
        "as_of": found.at.astimezone(AMSTERDAM).isoformat(),
        "sha256": found.book.sha256,
        "activities": len(found.book.activities),
        "agreements": len(found.book.agreements),
        "version": _version(found.version),
        "register_version": _version(found.register_version),
    }


def _version(version: SignedVersion | None) -> dict[str, Any] | None:
    if version is None:
        return None
    return {
        "id": version.uid,
        "number": version.number,
        "sha256": version.sha256,
        "signed_at": version.signed_at.astimezone(AMSTERDAM).isoformat(),
        "unchanged": version.unchanged,
    }


def _text(found: AsOf, facts: dict[str, Any]) -> str:
    lines = {
        _("What"): f"{found.kind.label}: {found.title}",
        _("As of"): _("%(moment)s (Europe/Amsterdam)") % {"moment": facts["as_of"]},
        _("Activities"): facts["activities"],
        _("Agreements"): facts["agreements"],
        _("Signed version"): _in_words(found.version),
        _("As part of the register"): _in_words(found.register_version),
        "SHA-256": facts["sha256"],
    }
    return "\n".join(f"{name + ':':<28}{value}" for name, value in lines.items())


def _in_words(version: SignedVersion | None) -> str:
    if version is None:
        return _("none")
    standing = _("unchanged since") if version.unchanged else _("changed since")
    signed = version.signed_at.astimezone(AMSTERDAM).isoformat(timespec="minutes")
    return _("%(number)d of %(when)s, %(standing)s, SHA-256 %(sha256)s") % {
        "number": version.number,
        "when": signed,
        "standing": standing,
        "sha256": version.sha256,
    }
