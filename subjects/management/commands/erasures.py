"""``manage.py erasures``: repeat erasures after a restore, start deferred ones, purge what was kept for backups."""

from argparse import ArgumentParser
from dataclasses import asdict
from datetime import date
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from registers.selectors import user_of
from subjects.actions.deferring import accept, run_due_deferrals
from subjects.actions.purging import purge_expired
from subjects.actions.replaying import replay
from subjects.actions.turning import Turned, turn_keys
from subjects.choices import DeferredStatus
from subjects.management.speaking import SpeakingCommand
from subjects.selectors import request_of


class Command(SpeakingCommand):
    help = _("Repeat erasures after a restored backup, start deferred ones, purge keys kept for backups.")
    verbs = {
        "replay": ("replay", gettext_noop("after a restore: erase again who was erased since a day")),
        "due": ("due", gettext_noop("start the deferred erasures whose date has come (the beat does so every hour)")),
        "accept": ("accept", gettext_noop("say that the rows of a blocked deferred erasure are still the person's")),
        "rotate": ("rotate", gettext_noop("write what requests hold again under the newest keys; may be run again")),
        "purge": ("purge", gettext_noop("destroy keys and watched identifiers once no backup can bring people back")),
    }

    def arguments_replay(self, parser: ArgumentParser) -> None:
        parser.add_argument("--source", required=True, metavar="NAME", help=_("the source that was restored"))
        parser.add_argument("--since", required=True, metavar="DATE", help=_("day of the backup, as 2026-11-21"))

    def do_replay(self, options: dict[str, Any]) -> None:
        try:
            since = date.fromisoformat(options["since"])
        except ValueError:
            raise CommandError(_("--since: write the day as 2026-11-21")) from None
        plans = replay(source=options["source"], since=since, at=timezone.now())
        value = {
            "plans": [{"request": p.request.reference, "plan": p.number, "rows": p.summary["rows"]} for p in plans]
        }
        told = _("%(request)s: plan %(plan)d, %(rows)d rows came back, queued")
        lines = [told % facts for facts in value["plans"]]
        self.answer(options, value, "\n".join(lines) or _("nobody who was erased came back"))

    def do_due(self, options: dict[str, Any]) -> None:
        started = run_due_deferrals(at=timezone.now())
        self.answer(options, {"started": started}, _("%(count)d deferred erasures started") % {"count": started})

    def arguments_accept(self, parser: ArgumentParser) -> None:
        parser.add_argument("reference", metavar="REF", help=_("reference of the request"))
        parser.add_argument("--on", required=True, metavar="DATE", help=_("day of the deferred erasure"))
        parser.add_argument("--by", required=True, metavar="USER", help=_("who looked at the rows"))

    def do_accept(self, options: dict[str, Any]) -> None:
        request, actor = request_of(options["reference"]), user_of(options["by"])
        that_day = [one for one in request.deferrals.all() if one.on.isoformat() == options["on"]]
        if not that_day:
            raise CommandError(
                _("this request has no deferred erasure on that day; `manage.py request show` lists them")
            )
        blocked = [one for one in that_day if one.status == DeferredStatus.BLOCKED] or that_day
        for deferral in blocked:
            accept(deferral=deferral, actor=actor, at=timezone.now())
        self.answer(
            options, {"accepted": len(blocked)}, _("%(count)d deferred erasures wait again") % {"count": len(blocked)}
        )

    def do_rotate(self, options: dict[str, Any]) -> None:
        done = turn_keys(at=timezone.now())
        self.answer(options, done.as_value(), _turned(done))

    def do_purge(self, options: dict[str, Any]) -> None:
        purged = purge_expired(at=timezone.now())
        self.answer(options, {"plans": purged}, _("keys of %(count)d plans destroyed") % {"count": purged})


def _turned(done: Turned) -> str:
    told = _("%(rows)d rows written again, %(reindexed)d with another index") % asdict(done)
    left = {
        _("people who were erased and are watched for: %(count)d; they go by themselves when their backups are gone"): (
            done.watched
        ),
        _("people under a hold: %(count)d; found under the key of their time until the hold ends"): done.held,
        _("numbers in suppression tables of people who were erased: %(count)d"): done.suppressed,
        _("restrictions of which the plan is gone: %(count)d"): done.restricted,
        _("documents with personal data keep the key of their time until they are destroyed: %(count)d"): (
            done.documents
        ),
    }
    lines = [told, *(text % {"count": count} for text, count in left.items() if count)]
    if done.old_index_key_needed:
        lines.append(_("leave WAARBORG_INDEX_KEYS_OLD as it is; otherwise these are not recognised any more"))
    return "\n".join(lines)
