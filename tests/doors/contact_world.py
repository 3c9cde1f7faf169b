"""Consent and contact as its pages show them: at least one of everything, at every station where a page differs."""

import datetime as dt
import io
from typing import Any
from uuid import uuid4

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from consents.actions import screening_runs as runs
from consents.actions.consumers import make_consumer
from consents.actions.judging import Campaign
from consents.actions.proving import Asked, answer_proof_request, receive_proof_request
from consents.actions.ruling import Draft, draft_rules
from consents.choices import ApiScope, CollectionMethod, EventKind, RelationKind, ScreeningListKind
from consents.models import Authorisation, ContactRuleSet, ProofRequest, Relation, ScreeningList, ScreeningRun
from consents.trial_selectors import rules_text
from registers.actions.datamaps import load_map
from registers.choices import IdentifierKind
from subjects.actions.call_lists import listed_tables
from subjects.choices import StepStatus, SuppressedStatus
from subjects.models import SuppressedNumber, Suppression
from tests.doors.admin_world import demo_map
from tests.verbs.a_real_list import JULY, JUNE, number
from tests.verbs.consent_office import SANNE, SANNE_MAIL
from tests.verbs.screening_world import a_list
from tests.verbs.test_calls import Desk

CHILD = "email=kind@example.nl"


class ContactWorld:
    """An office in the middle of its work."""

    def __init__(self) -> None:
        self.desk = Desk()
        self.desk.write()
        self.office = self.desk.office
        self.given = self.office.consented(SANNE, SANNE_MAIL)
        soon = timezone.localdate() + dt.timedelta(days=20)
        self.office.say(EventKind.RENEWED, SANNE, SANNE_MAIL, valid_until=soon)
        self.desk.call(SANNE, SANNE_MAIL)
        self._people()
        self._proofs()
        self.version = self._version()
        self.consumer = make_consumer(
            name="kiezer", scopes=[ApiScope.CALL_BACK, ApiScope.DECIDE], senders=None, rate=60, at=timezone.now()
        ).consumer
        self.lists = self._lists()
        self.lifted = self._suppressed()
        load_map(datamap=demo_map(), at=timezone.now())

    def _people(self) -> None:
        (asked,) = self.office.say(EventKind.REQUESTED, CHILD)
        asked.person.minor_until = timezone.localdate() + dt.timedelta(days=900)
        asked.person.save()
        self.relation = Relation.objects.create(
            person=self.given.person, sender=self.office.sender, kind=RelationKind.CUSTOMER, noted_at=timezone.now()
        )
        self.authorisation = Authorisation.objects.create(
            event=asked, representative=self.given.person, method=CollectionMethod.PHONE, stated_at=JUNE
        )
        self.screening_list = ScreeningList.objects.create(
            kind=ScreeningListKind.DNCM,
            obtained_on=JUNE.date(),
            valid_until=JULY.date(),
            sha256="0" * 64,
            entries_count=1,
            complete=True,
            loaded_at=JUNE,
        )

    def _proofs(self) -> None:
        asked = Asked(
            values=self.office.values(SANNE_MAIL), method=CollectionMethod.EMAIL, received_on=timezone.localdate()
        )
        self.proofs: list[ProofRequest] = [receive_proof_request(asked=asked, at=timezone.now()) for _ in range(2)]
        answer_proof_request(request=self.proofs[1], at=timezone.now())

    def _version(self) -> ContactRuleSet:
        today = timezone.localdate()
        body = (rules_text("NL-V-3", day=today) or "").replace("    - verified\n", "    - verified\n    - given\n", 1)
        writer = User.objects.create_user("els")
        draft = Draft(body=body, reason="Besluit van het bestuur", effective_from=today)
        return draft_rules(set_id="NL-V-3", draft=draft, actor=writer, at=timezone.now())

    def _lists(self) -> dict[str, ScreeningRun]:
        """One list at two moments, one that waits for its column, one in the queue, and one that was refused."""
        content = a_list("0612345678", number(1), number(1), "geen")
        june, july = (self._uploaded(content, about) for about in (JUNE, JULY))
        for run in (june, july):
            runs.choose(run=run, column="Telefoon", at=JUNE)
            runs.run_screening(run_id=run.pk, clock=lambda: JULY)
            run.refresh_from_db()
        waits, refused = self._uploaded(content, JULY), self._uploaded(content, JULY)
        for run in (waits, refused):
            runs.choose(run=run, column="Telefoon", at=JUNE)
        ScreeningRun.objects.filter(pk=refused.pk).update(status="refused", problem="de lijst is leeg")
        return {
            **{"june": june, "july": july, "waits": waits, "refused": refused},
            "uploaded": self._uploaded(a_list("0612345678").replace(b"Telefoon", b"Mobiel"), JULY),
        }

    def _uploaded(self, content: bytes, about: dt.datetime) -> ScreeningRun:
        campaign = Campaign(sender=self.office.sender, purpose=self.office.offer, at=about)
        return runs.upload(file=io.BytesIO(content), campaign=campaign, at=JUNE)

    def _suppressed(self) -> SuppressedNumber:
        (objected,) = self.office.objected(f"phone={number(2)}")
        where = {"source": "kiezer", "table": "bel_niet"}
        told: dict[str, Any] = {**where, "made_at": JUNE, "done_at": JUNE, "receipt": '{"written":1}'}
        self.suppression = Suppression.objects.create(rows=1, status=StepStatus.DONE, **told)
        self.failed = Suppression.objects.create(
            rows=1, **where, made_at=JUNE, failures=2, error_code="source-unreachable", error_text="Geen verbinding."
        )
        return SuppressedNumber.objects.create(
            suppression=self.suppression,
            **where,
            kind=IdentifierKind.PHONE,
            index=objected.index or "0" * 64,
            event=objected.uid,
            objected_at=JUNE,
            status=SuppressedStatus.LIFTED,
            written=True,
            standing_at=JUNE,
            lifted_by=uuid4(),
            lifted_at=JULY,
        )


def addresses(world: ContactWorld) -> list[str]:
    """Every page of consent and contact."""
    return [
        *(reverse(f"contact:{name}") for name in ("ask", "rules", "dashboard", "renewals", "lists")),
        *(reverse(f"contact:{name}", args=["NL-V-3"]) for name in ("ruleset", "rules-write")),
        *(reverse(f"contact:{name}", args=[world.version.pk]) for name in ("version", "version-edit")),
        *(reverse("contact:list", args=[run.uid]) for run in world.lists.values()),
        reverse("contact:list-compare", args=[world.lists["june"].uid, world.lists["july"].uid]),
        reverse("contact:script-write", args=[world.desk.script.pk]),
        reverse("sources:list-tables"),
        reverse("sources:list-table", args=[listed_tables()[0].name]),
        *(reverse(f"admin:{name}_changelist") for name in TABLES),
        *(reverse(f"admin:{name}_change", args=[pk]) for name, pk in rows(world)),
        *(reverse(f"admin:consents_{name}_add") for name in ADDED),
        reverse("admin:subjects_suppressednumber_settle", args=[world.lifted.pk]),
    ]


TABLES = (
    *(f"consents_{name}" for name in ("sender", "contactpurpose", "consenttext", "consentevent", "contactdecision")),
    *(f"consents_{name}" for name in ("callscript", "outboundnumber", "contactcall", "relation", "person")),
    *(f"consents_{name}" for name in ("authorisation", "screeninglist", "proofrequest", "apiconsumer")),
    *("subjects_suppression", "subjects_suppressednumber"),
)
ADDED = (
    *("sender", "contactpurpose", "consenttext", "callscript", "outboundnumber", "relation", "proofrequest"),
    "apiconsumer",
)


def rows(world: ContactWorld) -> list[tuple[str, int]]:
    """A row of each table."""
    office, call = world.office, world.desk
    return [
        *(("consents_sender", office.sender.pk), ("consents_contactpurpose", office.offer.pk)),
        *(("consents_consenttext", office.texts["voice"].pk), ("consents_consentevent", world.given.pk)),
        *(("consents_callscript", call.script.pk), ("consents_outboundnumber", call.number.pk)),
        ("consents_scriptversion", call.script.versions.all()[0].pk),
        *(("consents_relation", world.relation.pk), ("consents_person", world.given.person_id)),
        *(("consents_authorisation", world.authorisation.pk), ("consents_screeninglist", world.screening_list.pk)),
        *(("consents_proofrequest", one.pk) for one in world.proofs),
        ("consents_apiconsumer", world.consumer.pk),
        *(("subjects_suppression", one.pk) for one in (world.suppression, world.failed)),
        ("subjects_suppressednumber", world.lifted.pk),
    ]
