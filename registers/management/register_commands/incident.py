"""``manage.py register incident``: what an incident touches, at a supplier or with ourselves, and whom to tell."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.core.management.base import CommandError, OutputWrapper
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from registers.breach_selectors import incident_of, supplier_named
from registers.incidents.clocks import Clock
from registers.incidents.drafts import drafts_of, moment
from registers.incidents.incident import Asked, Incident

HELP = gettext_noop("say what an incident at a supplier, or with ourselves, touches and whom to tell until when")


def add_arguments(parser: ArgumentParser) -> None:
    """Where, when, and since when we know."""
    parser.add_argument("supplier", nargs="?", default="", metavar="SUPPLIER", help=_("name or id; empty: with us"))
    parser.add_argument("--at", required=True, metavar="MOMENT", help=_("when it was, as 2026-11-20T14:30"))
    parser.add_argument("--aware", default="", metavar="MOMENT", help=_("since when we know (default: now)"))
    parser.add_argument("--drafts", action="store_true", help=_("with drafts of what has to be told"))
    parser.add_argument("--json", action="store_true", help=_("answer as JSON"))


def handle(options: dict[str, Any], stdout: OutputWrapper, stderr: OutputWrapper) -> None:  # noqa: ARG001  (one shape)
    """Look and tell."""
    now = timezone.now()
    supplier = str(supplier_named(options["supplier"]).uid) if options["supplier"] else ""
    aware = _moment(options["aware"]) if options["aware"] else now
    found = incident_of(Asked(at=_moment(options["at"]), aware_at=aware, supplier=supplier), now=now)
    stdout.write(_as_json(found) if options["json"] else _as_text(found, with_drafts=options["drafts"]))


def _moment(text: str) -> datetime:
    try:
        found = parse_datetime(text)
    except ValueError:
        found = None
    if found is None:
        told = _("%(text)s is no moment; write it as 2026-11-20T14:30")
        raise CommandError(told % {"text": text})
    return found if timezone.is_aware(found) else timezone.make_aware(found)


def _as_json(found: Incident) -> str:
    touched = [
        {
            "number": one.activity.number,
            "name": one.activity.name,
            "paths": [asdict(path) for path in one.paths],
            "categories": one.categories,
            "special": one.special,
            "criminal": one.criminal,
            "national_id": one.national_id,
            "people": one.people,
        }
        for one in found.touched
    ]
    value = {
        "supplier": found.supplier,
        "at": found.asked.at,
        "aware_at": found.asked.aware_at,
        "report_by": found.report_by,
        "report_hours": found.report_hours,
        "touched": touched,
        "only_today": [one.activity.number for one in found.only_today],
        "clients": [asdict(one) for one in found.clients],
        "joint": [asdict(one) for one in found.joint],
        "agreements": [asdict(one) for one in found.agreements],
        "people": found.people,
        "people_unknown": found.people_unknown,
        "authorities": dict(found.authorities),
        "drafts": [asdict(one) for one in drafts_of(found)],
    }
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _as_text(found: Incident, *, with_drafts: bool) -> str:
    lines = [
        found.supplier or _("With ourselves"),
        _("Report to the authority until: %(due)s") % {"due": _report(found)},
    ]
    lines.append(_("Activities touched (%(n)d):") % {"n": len(found.touched)})
    lines += [f"- {one.activity.number} {one.activity.name}" for one in found.touched]
    lines += [_("Only in the register of today: %(no)s") % {"no": one.activity.number} for one in found.only_today]
    told = (
        (_("Clients to tell:"), found.clients),
        (_("Joint controllers, agree who reports:"), found.joint),
        (_("Agreements of the supplier:"), found.agreements),
    )
    for head, clocks in told:
        lines += [head, *(_clock(one) for one in clocks)] if clocks else []
    for draft in drafts_of(found) if with_drafts else ():
        lines += ["", draft.title, *(f"  {piece.label}: {piece.text}" for piece in draft.pieces)]
    return "\n".join(lines)


def _report(found: Incident) -> str:
    if found.report_by is not None:
        return found.report_status.marked(moment(found.report_by))
    return _("not by us: nothing of our own is touched") if not found.as_controller else _("no number of law is known")


def _clock(one: Clock) -> str:
    due = moment(one.due) if one.due else _("no term agreed on; without undue delay")
    where = one.email or one.phone or _("no address known")
    return f"- {one.name} ({one.number or _('no agreement')}): {due}; {where}"
