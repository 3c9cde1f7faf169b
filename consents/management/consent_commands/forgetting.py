"""``manage.py consents forget``: whose term of proof is over; without ``--apply`` it only counts."""

import json
from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import CommandError, OutputWrapper
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from consents.actions.terms import MOST, forget_due
from consents.choices import KeptBy
from consents.due_selectors import Term, count_due, days_of_grace, term_on
from registers.selectors import user_of

HELP = gettext_noop("count people whose term of proof is over (art. 5(1)(e)); --apply forgets them in the ledger")


def add_arguments(parser: ArgumentParser) -> None:
    """Whether it is meant, who decided it, and how many at most."""
    parser.add_argument("--apply", action="store_true", help=_("forget them; without it nothing changes"))
    parser.add_argument("--by", metavar="USER", help=_("who decided it; needed with --apply"))
    parser.add_argument("--most", type=int, default=MOST, metavar="N", help=_("no more people than this"))


def handle(options: dict[str, Any], stdout: OutputWrapper) -> None:
    """Count, or forget and count."""
    if options["apply"] and not options["by"]:
        raise CommandError(_("say with --by who decided it"))
    at = timezone.now()
    term = term_on(timezone.localdate(at))
    if options["apply"]:
        done = forget_due(term=term, at=at, actor=user_of(options["by"]), most=options["most"])
        counts, kept = {"forgotten": done.forgotten}, done.kept
    else:
        found = count_due(term=term, at=at)
        counts, kept = {"due": len(found.due)}, found.kept
    stdout.write(_as_json(term, counts, kept) if options["json"] else _as_text(term, counts, kept))


def _as_json(term: Term, counts: dict[str, int], kept: Counter[KeptBy]) -> str:
    told = {"years": term.years, "before": term.before.isoformat(), "days": days_of_grace(term.day)}
    return json.dumps({**told, **counts, "kept": {reason.value: kept[reason] for reason in KeptBy}})


def _as_text(term: Term, counts: dict[str, int], kept: Counter[KeptBy]) -> str:
    told = {"day": date_format(term.before, "j F Y"), "count": counts.get("due", counts.get("forgotten"))}
    due = _("people whose consent ended before %(day)s and whom nothing keeps: %(count)d")
    lines = [(due if "due" in counts else _("people forgotten: %(count)d")) % told]
    lines += [f"{kept[reason]:>9} " + _("stay: %(why)s") % {"why": reason.label} for reason in KeptBy if kept[reason]]
    return "\n".join([*lines, as_decided(days_of_grace(term.day))])


def as_decided(days: int | None) -> str:
    """What the organisation decided, in words."""
    if days is None:
        return _("Waarborg forgets nobody by itself: the number consent-forget-days is not there.")
    return _("Waarborg forgets them by itself, %(days)d days after the term.") % {"days": days}
