"""``manage.py consents proof``: the signed proof of somebody's consents, and the receipts, in a folder."""

import datetime as dt
import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, OutputWrapper
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from consents.actions.proving import Asked, answer_proof_request, receive_proof_request
from consents.choices import CollectionMethod
from consents.management.consent_commands.words import values_of
from consents.proof_selectors import open_requests
from registers.actions.documents import read_document

HELP = gettext_noop(
    "give somebody the proof of their consent, or list the requests that wait; status 1 when one is late"
)


def add_arguments(parser: ArgumentParser) -> None:
    """Who asks, and where the proof goes."""
    parser.add_argument(
        "--identifier",
        action="append",
        metavar="KIND=VALUE",
        help=_("who: phone=…, email=…, customer_number=… or iban=…; without it the open requests are listed"),
    )
    parser.add_argument("--to", type=Path, metavar="DIR", help=_("folder for the proof; made when it is not there"))
    parser.add_argument("--received-on", metavar="DATE", help=_("day of receipt, 2026-07-01; today when left out"))
    parser.add_argument("--method", choices=CollectionMethod.values, default="email", help=_("how the person asked"))


def handle(options: dict[str, Any], stdout: OutputWrapper) -> None:
    """Answer one request, or list. Raises CommandError."""
    if not options["identifier"]:
        _list(stdout, as_json=options["json"])
        return
    if options["to"] is None:
        raise CommandError(_("say where the proof goes: --to DIR"))
    at = timezone.now()
    values = values_of(options["identifier"])
    asked = Asked(
        values=values, method=CollectionMethod(options["method"]), received_on=_day(options["received_on"], at)
    )
    request = receive_proof_request(asked=asked, at=at)
    document = answer_proof_request(request=request, at=at)
    target = options["to"] / document.filename
    _write(target, read_document(document=document, actor_role="system", at=at))
    value = {"file": str(target), "sha256": document.sha256, "due": request.due.isoformat()}
    stdout.write(json.dumps(value) if options["json"] else str(target))


def _list(stdout: OutputWrapper, *, as_json: bool) -> None:
    rows = list(open_requests())
    today = timezone.localdate()
    late = sum(row.due < today for row in rows)
    if as_json:
        stdout.write(json.dumps([{"request": str(row.uid), "due": row.due.isoformat()} for row in rows]))
    for row in () if as_json else rows:
        told = _("%(request)s, answer before the end of %(day)s")
        stdout.write(told % {"request": row.uid, "day": date_format(row.due, "j F Y")})
    if late:
        raise CommandError(_("requests for proof that are late: %(count)d") % {"count": late})


def _day(text: str | None, at: dt.datetime) -> dt.date:
    try:
        return dt.date.fromisoformat(text) if text else timezone.localdate(at)
    except ValueError:
        raise CommandError(_("write the day as 2026-07-01")) from None


def _write(target: Path, content: bytes) -> None:
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        target.touch(mode=0o600)
        target.write_bytes(content)
    except OSError as error:
        raise CommandError(_("the folder refuses: %(error)s") % {"error": error.strerror}) from None
