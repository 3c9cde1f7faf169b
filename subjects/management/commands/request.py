"""``manage.py request``: take a request from receipt to certificate, one verb at a time."""

from argparse import ArgumentParser
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from registers.actions.documents import read_document
from registers.models import Document
from registers.selectors import user_of
from subjects.actions import ending, intake, lifting, locating, planning, running, settling, waiting
from subjects.actions.correctables import Correctable, state_with_others
from subjects.actions.correcting import drop_correction
from subjects.actions.following import follow
from subjects.actions.moving import role_of
from subjects.actions.passphrases import tell_passphrase
from subjects.actions.previewing import look_ahead
from subjects.choices import Channel, IdentificationMethod, RestrictionGround, Right, WaitingGround
from subjects.management import correcting
from subjects.management.showing import (
    candidate_json,
    candidates_text,
    document_json,
    plan_json,
    plan_text,
    request_json,
    request_text,
)
from subjects.management.speaking import SpeakingCommand, columns
from subjects.models import SubjectRequest
from subjects.planning.serialising import plan_sha256
from subjects.rewriting.terms import SubjectTerms
from subjects.selectors import request_of
from subjects.words import action_word


class Command(SpeakingCommand):
    help = _("Take a request from receipt to certificate, one verb at a time.")
    verbs = {
        "open": ("open", gettext_noop("receive a request; prints its reference")),
        "identify": ("identify", gettext_noop("note how it was made sure who asks")),
        "locate": (
            "locate",
            gettext_noop("search every source; candidates with the ground of each match, counts per table"),
        ),
        "decide": ("decide", gettext_noop("say whether a candidate is the person")),
        "correct": (
            "correct",
            gettext_noop("state what is wrong and what is right (art. 16); values from a file or stdin"),
        ),
        "plan": ("plan", gettext_noop("operations, rows, what is kept and why, and the plan's SHA-256")),
        "approve": ("approve", gettext_noop("agree with the plan; somebody else than the planner")),
        "run": ("run", gettext_noop("queue the steps; with --wait follow them to the end")),
        "show": ("show", gettext_noop("status, deadline, timeline, steps, receipts")),
        "documents": ("documents", gettext_noop("write the documents to a folder")),
        "wait": ("wait", gettext_noop("wait for the person, with the reason; the legal last day stays the same")),
        "resume": ("resume", gettext_noop("take a request that waits up again, where it stood")),
        "extend": ("extend", gettext_noop("take two months more, with the reason and a letter (art. 12(3))")),
        "refuse": ("refuse", gettext_noop("refuse with the reason and a letter (art. 12(4))")),
        "withdraw": ("withdraw", gettext_noop("end a request that the person takes back")),
        "announce": ("announce", gettext_noop("make the letter that a restriction will be lifted (art. 18(3))")),
        "told": ("told", gettext_noop("note that this letter went to the person")),
        "lift": ("lift", gettext_noop("lift a restriction; somebody else than who announced it")),
        "settle": ("settle", gettext_noop("letter and notices of an objection to advertising or a withdrawal")),
        "answer": ("answer", gettext_noop("note that the answer went to the person")),
        "close": ("close", gettext_noop("close an answered request and destroy its working data")),
    }

    def arguments_open(self, parser: ArgumentParser) -> None:
        parser.add_argument("--right", required=True, choices=Right.values)
        parser.add_argument("--received", required=True, metavar="DATE", help=_("day of receipt, as 2026-11-21"))
        parser.add_argument("--identifier", action="append", required=True, metavar="KIND=VALUE", dest="identifiers")
        parser.add_argument("--channel", choices=Channel.values, default=Channel.COMMAND.value)
        parser.add_argument("--wording", default="", help=_("the exact words of the request"))
        parser.add_argument("--ground", choices=RestrictionGround.values, help=_("of a restriction: art. 18(1)(a)-(d)"))

    def arguments_identify(self, parser: ArgumentParser) -> None:
        _reference(parser, by=True)
        parser.add_argument("--method", required=True, choices=IdentificationMethod.values)

    def arguments_locate(self, parser: ArgumentParser) -> None:
        _reference(parser)

    def arguments_decide(self, parser: ArgumentParser) -> None:
        _reference(parser, by=True)
        parser.add_argument("--candidate", required=True, type=int, metavar="ID")
        parser.add_argument("--is-subject", required=True, choices=["yes", "no"])

    def arguments_correct(self, parser: ArgumentParser) -> None:
        _reference(parser, by=True)
        correcting.add_arguments(parser)

    def arguments_plan(self, parser: ArgumentParser) -> None:
        _reference(parser)
        parser.add_argument(
            "--preview", action="store_true", help=_("show before and after; freezes and changes nothing")
        )
        parser.add_argument("--by", metavar="USER", help=_("the planner; without it who checked the identity"))

    def arguments_approve(self, parser: ArgumentParser) -> None:
        _reference(parser, by=True)
        parser.add_argument("--measure", default="", help=_("how rows are restricted that Waarborg doesn't mark"))

    def arguments_run(self, parser: ArgumentParser) -> None:
        _reference(parser)
        parser.add_argument(
            "--wait", action="store_true", help=_("follow the steps to the end; needs a running worker")
        )
        parser.add_argument(
            "--timeout", type=float, default=3600, metavar="SECONDS", help=_("how long to wait at most")
        )

    def arguments_show(self, parser: ArgumentParser) -> None:
        _reference(parser)

    def arguments_documents(self, parser: ArgumentParser) -> None:
        _reference(parser)
        parser.add_argument("--to", required=True, metavar="DIR", help=_("folder; made when it isn't there"))
        parser.add_argument("--passphrase", action="store_true", help=_("tell the passphrase of the package on stderr"))

    def arguments_wait(self, parser: ArgumentParser) -> None:
        _reference(parser, by=True)
        parser.add_argument("--reason", required=True, help=_("what was asked of the person, and why"))
        parser.add_argument(
            "--ground",
            choices=WaitingGround.values,
            default=WaitingGround.INFORMATION.value,
            help=_("identity and large_dataset may suspend the deadline, when asked at once; information never does"),
        )

    def arguments_resume(self, parser: ArgumentParser) -> None:
        _reference(parser, by=True)

    def arguments_extend(self, parser: ArgumentParser) -> None:
        _reference(parser, by=True)
        parser.add_argument("--reason", required=True)

    def arguments_refuse(self, parser: ArgumentParser) -> None:
        _reference(parser, by=True)
        parser.add_argument(
            "--article", required=True, help=_("article of the ground, such as 12(5), 17(3)(e) or 41(1)(i) UAVG")
        )
        parser.add_argument("--reason", required=True, help=_("goes into the letter"))

    def arguments_withdraw(self, parser: ArgumentParser) -> None:
        _reference(parser, by=True)

    def arguments_announce(self, parser: ArgumentParser) -> None:
        _reference(parser, by=True)
        parser.add_argument("--reason", required=True, help=_("goes into the letter"))

    def arguments_told(self, parser: ArgumentParser) -> None:
        _reference(parser, by=True)

    def arguments_lift(self, parser: ArgumentParser) -> None:
        _reference(parser, by=True)

    def arguments_settle(self, parser: ArgumentParser) -> None:
        _reference(parser, by=True)

    def arguments_answer(self, parser: ArgumentParser) -> None:
        _reference(parser, by=True)

    def arguments_close(self, parser: ArgumentParser) -> None:
        _reference(parser, by=True)

    def do_open(self, options: dict[str, Any]) -> None:
        try:
            received = date.fromisoformat(options["received"])
        except ValueError:
            raise CommandError(_("--received: write the day as 2026-11-21")) from None
        identifiers = [intake.read_identifier(text) for text in options["identifiers"]]
        request = intake.receive(
            intake=intake.Intake(
                right=Right(options["right"]),
                received_on=received,
                identifiers=identifiers,
                channel=Channel(options["channel"]),
                wording=options["wording"],
                ground=RestrictionGround(options["ground"]) if options["ground"] else None,
            ),
            at=timezone.now(),
        )
        self.answer(options, request_json(request), request.reference)

    def do_identify(self, options: dict[str, Any]) -> None:
        request = request_of(options["reference"])
        method = IdentificationMethod(options["method"])
        intake.identify(request=request, method=method, actor=user_of(options["by"]), at=timezone.now())
        self._told(options, request)

    def do_locate(self, options: dict[str, Any]) -> None:
        request = request_of(options["reference"])
        found = locating.locate(request=request, at=timezone.now())
        candidates = list(request.candidates.all())
        counts = [
            (source.source, table.table, len(table.rows), sum(row.shared for row in table.rows))
            for source in found.findings
            for table in source.tables
        ]
        value = {
            "candidates": [candidate_json(one) for one in candidates],
            "tables": [dict(zip(("source", "table", "rows", "shared"), row, strict=True)) for row in counts],
        }
        text = candidates_text(candidates)
        head = (_("source"), _("table"), _("rows"), _("shared"))
        self.answer(options, value, f"{text}\n\n{columns(counts, head)}")

    def do_decide(self, options: dict[str, Any]) -> None:
        request = request_of(options["reference"])
        candidate = locating.decide(
            request=request,
            number=options["candidate"],
            is_subject=options["is_subject"] == "yes",
            actor=user_of(options["by"]),
            at=timezone.now(),
        )
        self.answer(options, candidate_json(candidate), candidates_text([candidate]))

    def do_correct(self, options: dict[str, Any]) -> None:
        request, actor = request_of(options["reference"]), user_of(options["by"])
        elsewhere: list[Correctable] = []
        if options["drop"] is not None:
            drop_correction(request=request, number=options["drop"], actor=actor, at=timezone.now())
        else:
            wish = correcting.wish_of(options)
            elsewhere = state_with_others(
                request=request, wish=wish, actor=actor, everywhere=options["everywhere"], at=timezone.now()
            )
        stated = [correcting.correction_json(one) for one in request.corrections.order_by("number")]
        value = {"corrections": stated, "also_found": [{"field": one.place, "rows": one.rows} for one in elsewhere]}
        self.answer(options, value, correcting.corrections_text(request, elsewhere))

    def do_plan(self, options: dict[str, Any]) -> None:
        request = request_of(options["reference"])
        if options["preview"]:
            self._preview(options, request)
            return
        actor = user_of(options["by"]) if options["by"] else None
        stored = planning.plan(request=request, at=timezone.now(), actor=actor)
        self.answer(options, plan_json(stored), plan_text(stored.summary, stored.sha256))

    def _preview(self, options: dict[str, Any], request: SubjectRequest) -> None:
        value, found = planning.rehearse(request=request, at=timezone.now())
        terms = SubjectTerms.of((kind.value, text) for kind, text in found.terms)
        actor = user_of(options["by"]) if options["by"] else None
        changes = look_ahead(request=request, value=value, terms=terms, actor=actor, at=timezone.now())
        summary = planning.summary_of(value)
        rows = [(action_word(c.action), f"{c.source} {c.table}", c.key, c.column, c.before, c.after) for c in changes]
        shown = columns(rows, (_("what"), _("table"), _("key"), _("column"), _("before"), _("after")))
        title = _("before and after (first rows of each)")
        text = f"{plan_text(summary, plan_sha256(value))}\n\n{title}\n{shown}"
        self.answer(options, {**summary, "changes": [asdict(change) for change in changes]}, text)

    def do_approve(self, options: dict[str, Any]) -> None:
        request = request_of(options["reference"])
        actor, measure = user_of(options["by"]), options["measure"]
        approval = planning.approve(request=request, actor=actor, at=timezone.now(), measure=measure)
        told = _("%(reference)s: plan %(plan)d approved, sha256 %(sha256)s")
        facts = {"reference": request.reference, "sha256": approval.sha256}
        self.answer(options, facts, told % {**facts, "plan": approval.plan.number})

    def do_run(self, options: dict[str, Any]) -> None:
        request = request_of(options["reference"])
        running.start(request=request, at=timezone.now())
        if not options["wait"]:
            self._told(options, request)
            return
        for line in follow(request=request, clock=timezone.now, seconds=options["timeout"]):
            self.stderr.write(line)
        request.refresh_from_db()
        self._told(options, request)
        if request.block_code:
            facts = {"reference": request.reference, "code": request.block_code, "reason": request.block_reason}
            raise CommandError(_("%(reference)s is blocked (%(code)s): %(reason)s") % facts)

    def do_show(self, options: dict[str, Any]) -> None:
        request = request_of(options["reference"])
        self.answer(options, request_json(request), request_text(request))

    def do_documents(self, options: dict[str, Any]) -> None:
        request = request_of(options["reference"])
        documents = list(Document.objects.filter(case=request.case, purged_at=None).order_by("id"))
        if not documents:
            told = _("%(reference)s has no documents yet; `manage.py request show` says how far it is")
            raise CommandError(told % {"reference": request.reference})
        folder = Path(options["to"])
        written = [_write(folder, one, role_of(None)) for one in documents]
        if options["passphrase"] and request.passphrase:
            passphrase = tell_passphrase(request=request, actor=None, at=timezone.now())
            self.stderr.write(_("passphrase of the package: %(passphrase)s") % {"passphrase": passphrase})
        value = {
            "documents": [
                {**document_json(one), "path": str(path)} for one, path in zip(documents, written, strict=True)
            ]
        }
        self.answer(options, value, "\n".join(str(path) for path in written))

    def do_wait(self, options: dict[str, Any]) -> None:
        request = request_of(options["reference"])
        ground, actor = WaitingGround(options["ground"]), user_of(options["by"])
        waiting.wait(request=request, ground=ground, reason=options["reason"], actor=actor, at=timezone.now())
        self._told(options, request)

    def do_resume(self, options: dict[str, Any]) -> None:
        request = request_of(options["reference"])
        waiting.resume(request=request, actor=user_of(options["by"]), at=timezone.now())
        self._told(options, request)

    def do_extend(self, options: dict[str, Any]) -> None:
        request = request_of(options["reference"])
        ending.extend(request=request, reason=options["reason"], actor=user_of(options["by"]), at=timezone.now())
        self._told(options, request)

    def do_refuse(self, options: dict[str, Any]) -> None:
        request = request_of(options["reference"])
        ending.refuse(
            request=request,
            article=options["article"],
            reason=options["reason"],
            actor=user_of(options["by"]),
            at=timezone.now(),
        )
        self._told(options, request)

    def do_withdraw(self, options: dict[str, Any]) -> None:
        request = request_of(options["reference"])
        ending.withdraw(request=request, actor=user_of(options["by"]), at=timezone.now())
        self._told(options, request)

    def do_announce(self, options: dict[str, Any]) -> None:
        request = request_of(options["reference"])
        lifting.announce(request=request, reason=options["reason"], actor=user_of(options["by"]), at=timezone.now())
        self._told(options, request)

    def do_told(self, options: dict[str, Any]) -> None:
        request = request_of(options["reference"])
        lifting.note_told(request=request, actor=user_of(options["by"]), at=timezone.now())
        self._told(options, request)

    def do_lift(self, options: dict[str, Any]) -> None:
        request = request_of(options["reference"])
        lifting.lift(request=request, actor=user_of(options["by"]), at=timezone.now())
        self._told(options, request)

    def do_settle(self, options: dict[str, Any]) -> None:
        request = request_of(options["reference"])
        settling.settle(request=request, actor=user_of(options["by"]), at=timezone.now())
        self._told(options, request)

    def do_answer(self, options: dict[str, Any]) -> None:
        request = request_of(options["reference"])
        ending.answer(request=request, actor=user_of(options["by"]), at=timezone.now())
        self._told(options, request)

    def do_close(self, options: dict[str, Any]) -> None:
        request = request_of(options["reference"])
        ending.close(request=request, actor=user_of(options["by"]), at=timezone.now())
        self._told(options, request)

    def _told(self, options: dict[str, Any], request: SubjectRequest) -> None:
        request.refresh_from_db()
        self.answer(options, request_json(request), f"{request.reference}  {request.get_status_display()}")


def _reference(parser: ArgumentParser, *, by: bool = False) -> None:
    parser.add_argument("reference", metavar="REF", help=_("reference of the request"))
    if by:
        parser.add_argument("--by", required=True, metavar="USER", help=_("who does this"))


def _write(folder: Path, document: Document, role: str) -> Path:
    path = folder / document.filename
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_bytes(read_document(document=document, actor_role=role, at=timezone.now()))
    except OSError as error:
        facts = {"file": path, "error": type(error).__name__}
        raise CommandError(_("%(file)s can't be written (%(error)s)") % facts) from None
    return path
