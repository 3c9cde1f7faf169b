"""``manage.py suppressions``: what reached suppression tables of dialers, what did not, and what has to be settled."""

from argparse import ArgumentParser
from collections import Counter
from typing import Any
from uuid import UUID

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from registers.selectors import user_of
from subjects.actions.releasing import settle_lifted
from subjects.actions.spreading import fill, spread
from subjects.actions.suppressing import retry
from subjects.choices import SuppressedStatus
from subjects.management.speaking import SpeakingCommand, columns
from subjects.models import SuppressedNumber
from subjects.suppression_selectors import numbers_to_settle, suppression_targets, waiting_suppressions


class Command(SpeakingCommand):
    help = _("Objections in suppression tables of dialers: see what was written, try again, fill a new table, settle.")
    verbs = {
        "status": ("status", gettext_noop("the tables, how many numbers stand there, and what did not succeed")),
        "fill": ("fill", gettext_noop("write what the tables lack of the objections that stand (every night)")),
        "retry": ("retry", gettext_noop("have everything that did not succeed tried again now")),
        "lifted": ("lifted", gettext_noop("numbers whose objection the person lifted: somebody has to decide")),
        "settle": ("settle", gettext_noop("say that the row was taken out by hand, or why it stays")),
    }

    def do_status(self, options: dict[str, Any]) -> None:
        held = Counter(SuppressedNumber.objects.values_list("source", "table", "status"))
        tables = [
            {
                "source": target.source,
                "table": target.table,
                **{status.value: held[target.source, target.table, status.value] for status in SuppressedStatus},
            }
            for target in suppression_targets()
        ]
        names = ("source", "table", "rows", "status", "error_code", "error_text")
        waiting = [{name: getattr(work, name) for name in names} for work in waiting_suppressions()]
        self.answer(options, {"tables": tables, "waiting": waiting}, _told(tables, waiting))

    def do_fill(self, options: dict[str, Any]) -> None:
        taken, added = spread(at=timezone.now()), fill(at=timezone.now())
        value = {"objections": taken, "added": added}
        self.answer(options, value, _("%(added)d numbers go into the tables; workers write them") % value)

    def do_retry(self, options: dict[str, Any]) -> None:
        count = retry(works=list(waiting_suppressions()), at=timezone.now())
        self.answer(options, {"retried": count}, _("%(count)d are tried again") % {"count": count})

    def do_lifted(self, options: dict[str, Any]) -> None:
        rows = [(str(one.uid), one.source, one.table, one.lifted_at) for one in numbers_to_settle()]
        value = {"lifted": [dict(zip(("row", "source", "table", "lifted_at"), row, strict=True)) for row in rows]}
        head = (_("name of the row"), _("source"), _("table"), _("lifted at"))
        self.answer(options, value, columns(rows, head) if rows else _("nothing waits for a decision"))

    def arguments_settle(self, parser: ArgumentParser) -> None:
        parser.add_argument("row", metavar="ROW", help=_("name of the row, as `suppressions lifted` gives it"))
        parser.add_argument("--by", required=True, metavar="USER", help=_("who decided"))
        parser.add_argument("--stays", default="", metavar="WHY", help=_("the row stays, with the reason"))
        parser.add_argument("--taken-out", action="store_true", help=_("the row was taken out of the table by hand"))

    def do_settle(self, options: dict[str, Any]) -> None:
        number = _lifted(options["row"])
        if number is None or bool(options["stays"]) == options["taken_out"]:
            raise CommandError(_("name a row of `suppressions lifted`, and either --taken-out or --stays WHY"))
        settle_lifted(
            number=number,
            taken_out=options["taken_out"],
            note=options["stays"],
            actor=user_of(options["by"]),
            at=timezone.now(),
        )
        self.answer(options, {"row": str(number.uid), "status": number.status}, str(number.get_status_display()))


def _lifted(text: str) -> SuppressedNumber | None:
    try:
        return numbers_to_settle().filter(uid=UUID(text)).first()
    except ValueError:
        return None


def _told(tables: list[dict[str, Any]], waiting: list[dict[str, Any]]) -> str:
    if not tables:
        return _("no data map names a suppression table; `suppression` in the map of a table does")
    head = (_("source"), _("table"), *(str(status.label) for status in SuppressedStatus))
    lines = [columns([tuple(one.values()) for one in tables], head)]
    told = _("not written yet: %(rows)d rows for %(source)s.%(table)s (%(status)s) %(error_text)s")
    return "\n".join([*lines, *(told % one for one in waiting)])
