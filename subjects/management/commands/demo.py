"""``manage.py demo``: a made-up customer database, and three requests through the whole road with a real worker."""

import os
import secrets
import shutil
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from registers.actions.datamaps import load_map
from registers.actions.documents import read_document
from registers.actions.importing import Upload, apply
from registers.actions.publication_edits import publish, set_pages
from registers.actions.signing_off import offer, sign
from registers.book_selectors import read_book
from registers.choices import IdentifierKind
from registers.datamap import map_from_yaml
from registers.documents.verification import verify
from registers.errors import RegisterError
from registers.models import Document, Party, Publication
from registers.register_choices import RecordKind, RecordStatus
from subjects.actions import intake, locating, planning, running
from subjects.actions.following import follow
from subjects.actions.mapping import check_source
from subjects.actions.passphrases import tell_passphrase
from subjects.choices import CandidateStatus, Channel, IdentificationMethod, Right, Status, StepKind
from subjects.demo import generating
from subjects.demo.register import demo_book, demo_public
from subjects.demo.summary import DemoPerson, DemoSummary
from subjects.errors import SubjectError
from subjects.management.showing import plan_text
from subjects.management.speaking import columns
from subjects.management.workers import celery_worker
from subjects.models import DeferredErasure, Plan, SubjectRequest

MAP = Path(generating.__file__).parent / "datamap.yaml"
PLANNER, APPROVER = "demo-anna", "demo-bram"


class Command(BaseCommand):
    help = _("Make a customer database and take three requests through the whole road with a real worker.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--customers", type=int, default=5000, metavar="N", help=_("size of the database"))
        parser.add_argument("--seed", type=int, default=1, help=_("the same seed makes the same customers"))

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.ENVIRONMENT.mode != "development":
            raise CommandError(_("the demo is for development: WAARBORG_MODE is not development"))
        folder: Path = settings.VAR_DIR / "demo"
        started = time.monotonic()
        with translation.override("nl"):
            try:
                self._play(folder, options["customers"], options["seed"])
            except (SubjectError, RegisterError, ValueError) as error:
                raise CommandError(str(error)) from None
        facts = {"seconds": round(time.monotonic() - started), "folder": folder / "documents"}
        self.stdout.write("\n" + _("%(seconds)d seconds. Documents: %(folder)s") % facts)
        self.stdout.write(_("`make run` shows these requests on http://127.0.0.1:8000/ — sign in as shown above."))

    def _play(self, folder: Path, customers: int, seed: int) -> None:
        password = self._prepare(folder)
        summary = self._generate(folder, customers, seed)
        self._load_map()
        self._load_register()
        queues = ",".join(sorted({kind.queue for kind in StepKind}))
        self._say(_("a Celery worker starts (filesystem transport, real process)"))
        with celery_worker(queues=queues, log=folder / "worker.log"):
            requests = [self._one(person) for person in summary.people]
        documents = [path for request in requests for path in self._documents(request, folder / "documents")]
        self._verify(documents)
        facts = {"planner": PLANNER, "approver": APPROVER, "password": password}
        self.stdout.write("\n" + _("users: %(planner)s and %(approver)s, password for both: %(password)s") % facts)

    def _say(self, text: str) -> None:
        self.stdout.write(f"— {text}")
        self.stdout.flush()

    def _prepare(self, folder: Path) -> str:
        """Tables, an empty folder, two users with a new password; what an earlier demo left waiting goes."""
        self._say(_("Waarborg's own database (SQLite)"))
        call_command("migrate", verbosity=0)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700, parents=True)
        DeferredErasure.objects.filter(source="klanten").delete()
        Plan.objects.filter(steps__source="klanten").update(body=None)
        password = secrets.token_urlsafe(12)
        for name in (PLANNER, APPROVER):
            user, _new = User.objects.get_or_create(username=name, defaults={"is_staff": True, "is_superuser": True})
            user.set_password(password)
            user.save()
        return password

    def _generate(self, folder: Path, customers: int, seed: int) -> DemoSummary:
        self._say(_("a customer database of %(count)d customers") % {"count": customers})
        os.environ["DEMO_DATABASE_URL"] = f"sqlite:///{folder / 'klanten.sqlite3'}"
        os.environ["DEMO_FILES"] = str(folder / "opnamen")
        summary = generating.generate(
            path=folder / "klanten.sqlite3",
            recordings=folder / "opnamen",
            customers=customers,
            seed=seed,
            today=timezone.localdate(),
        )
        self.stdout.write(columns(list(summary.rows), (_("table"), _("rows"))))
        return summary

    def _load_map(self) -> None:
        self._say(_("its data map, checked against the live database"))
        datamap = map_from_yaml(MAP.read_text(encoding="utf-8"))
        load_map(datamap=datamap, at=timezone.now())
        wrong = [gap.text for gap in check_source(name=datamap.name, at=timezone.now()) if gap.severity == "error"]
        if wrong:
            raise CommandError("\n".join(wrong))

    def _load_register(self) -> None:
        """What the organisation says it does, imported as a file and signed off by somebody else."""
        self._say(_("its register of processing activities, signed off by two people"))
        planner, approver = (User.objects.get(username=name) for name in (PLANNER, APPROVER))
        upload = Upload(content=demo_book().as_json().encode(), filename="register.json")
        apply(upload=upload, at=timezone.now(), actor=planner)
        self._publish(planner)
        book = read_book()
        open_ones = [(RecordKind.ACTIVITY, one.uid) for one in book.activities if one.status == RecordStatus.DRAFT]
        for kind, uid in open_ones:
            offer(kind=kind, uid=uid, actor=planner, at=timezone.now())
            sign(kind=kind, uid=uid, actor=approver, at=timezone.now())
        told = _("%(activities)d activities, %(agreements)d processor agreements")
        self.stdout.write(told % {"activities": len(book.activities), "agreements": len(book.agreements)})

    def _publish(self, planner: User) -> None:
        """The public pages on, and what the organisation shows on them once it is signed off."""
        for own in Party.objects.filter(own=True, publication=None):
            pages = Publication(organisation=own, slug=slugify(own.name), register_on=True, statement_on=True)
            set_pages(publication=pages, actor=planner, at=timezone.now())
        for uid, fields in demo_public().items():
            publish(uids=[UUID(uid)], fields=fields, actor=planner, at=timezone.now())

    def _one(self, person: DemoPerson) -> SubjectRequest:
        """One request, from receipt to proof."""
        right = Right(person.right)
        planner, approver = (User.objects.get(username=name) for name in (PLANNER, APPROVER))
        identifiers = [(IdentifierKind(kind), value) for kind, value in person.identifiers]
        request = intake.receive(
            intake=intake.Intake(
                right=right, received_on=timezone.localdate(), identifiers=identifiers, channel=Channel.DESK
            ),
            at=timezone.now(),
            actor=planner,
        )
        self.stdout.write("")
        told = _("%(reference)s: %(right)s; answer due %(due)s, planned for %(planning)s")
        facts = {"reference": request.reference, "right": right.label, "due": request.due, "planning": request.planning}
        self._say(told % facts)
        method = IdentificationMethod.KNOWN_ADDRESS
        intake.identify(request=request, method=method, actor=planner, at=timezone.now())
        locating.locate(request=request, at=timezone.now(), actor=planner)
        self._decide(request, planner)
        stored = planning.plan(request=request, at=timezone.now(), actor=planner)
        self.stdout.write(plan_text(stored.summary, stored.sha256))
        if right.rewrites:
            planning.approve(request=request, actor=approver, at=timezone.now())
        running.start(request=request, at=timezone.now(), actor=approver)
        for line in follow(request=request, clock=timezone.now, seconds=600):
            self.stdout.write(line)
        request.refresh_from_db()
        if request.status != Status.EXECUTED:
            why = {
                "reference": request.reference,
                "status": request.get_status_display(),
                "reason": request.block_reason,
            }
            raise CommandError(_("%(reference)s is %(status)s: %(reason)s") % why)
        return request

    def _decide(self, request: SubjectRequest, planner: User) -> None:
        """Who was found by a shared phone number only is a housemate: not the person."""
        for candidate in request.candidates.filter(status=CandidateStatus.OPEN):
            told = _("candidate %(number)d shares a phone number only: somebody else")
            self.stdout.write("  " + told % {"number": candidate.number})
            locating.decide(
                request=request, number=candidate.number, is_subject=False, actor=planner, at=timezone.now()
            )

    def _documents(self, request: SubjectRequest, folder: Path) -> list[Path]:
        folder.mkdir(parents=True, exist_ok=True)
        written: list[Path] = []
        for document in Document.objects.filter(case=request.case).order_by("id"):
            path = folder / document.filename
            path.write_bytes(read_document(document=document, actor_role="demo", at=timezone.now()))
            written.append(path)
        if request.passphrase:
            told = _("passphrase of the access package of %(reference)s: %(passphrase)s")
            passphrase = tell_passphrase(request=request, actor=None, at=timezone.now())
            self.stdout.write(told % {"reference": request.reference, "passphrase": passphrase})
        return written

    def _verify(self, paths: list[Path]) -> None:
        self.stdout.write("")
        for path in paths:
            if path.suffix == ".pdf":
                verdict = verify(path.read_bytes())
                known = Document.objects.filter(sha256=verdict.sha256).exists()
                if not (verdict.intact and known):
                    facts = {"file": path.name, "reasons": ", ".join(verdict.reasons)}
                    raise CommandError(_("%(file)s does not verify: %(reasons)s") % facts)
                told = _("%(file)s: intact, signed by %(signer)s, known to the log")
                self.stdout.write("  " + told % {"file": path, "signer": verdict.signer})
            else:
                self.stdout.write(f"  {path}")
