"""The documents of a restriction and of its end (art. 18), made of its receipts and its plan."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from registers.actions.documents import issuer
from registers.choices import DocumentKind
from registers.datamap import DataMap
from registers.documents.content import EvidenceExtract, ToldRecipient
from registers.documents.lettercontent import Erased, LetterHead, RestrictionAnswer
from registers.documents.letters import letter_pdf, letter_title
from registers.documents.pages import LANGUAGE
from registers.documents.restrictioncontent import RestrictedSource, RestrictedTable, RestrictionCertificate
from registers.documents.restrictions import restriction_pdf, restriction_title
from registers.map_selectors import map_of
from registers.selectors import checkpoint, entries_of, proofs_for
from subjects.actions.certifying import case_file, demand_sealed, signed
from subjects.actions.moving import role_of
from subjects.actions.prepared import PreparedDocument
from subjects.actions.receipts import demand_receipts
from subjects.actions.restricting import carried_out, demand_as_planned, marks_set, recipients_for
from subjects.choices import PlanPurpose, RestrictionGround
from subjects.models import Approval, Plan, Receipt, Restriction, Step
from subjects.planning.marking import BEFORE, BY_HAND, SHARED
from subjects.planning.values import Action, SourcePlan
from subjects.selectors import plan_value

Marked = dict[str, dict[str, int]]


def restriction_documents(*, step: Step, at: datetime) -> list[PreparedDocument]:
    """The signed certificate of a restriction or of its end; for the request itself also the letter to the person.

    Raises EvidenceBroken for a receipt that can't be believed, NotProven when one is missing, PlanStale, SourceError.
    """
    plan = step.plan
    if plan.purpose == PlanPurpose.REQUEST:
        demand_as_planned(plan)
    with translation.override(LANGUAGE):
        content = restriction_certificate(plan=plan, at=at)
        pdf = restriction_pdf(content)
        certificate = signed(
            pdf,
            kind=DocumentKind.RESTRICTION_CERTIFICATE,
            subkind="" if plan.purpose == PlanPurpose.REQUEST else f"plan-{plan.number}",
            title=restriction_title(lifted=content.lifted),
            number=content.number,
            at=at,
        )
        ground = RestrictionGround(plan.request.restriction_ground)
        return [certificate] if content.lifted else [certificate, _letter(content, ground)]


def restriction_certificate(*, plan: Plan, at: datetime) -> RestrictionCertificate:
    """What the certificate says. Raises EvidenceBroken, NotProven."""
    request, lifted = plan.request, plan.purpose == PlanPurpose.LIFTING
    receipts = _receipts(plan)
    demand_sealed(request, receipts)
    demand_receipts(plan)
    approval = Approval.objects.filter(plan__request=request).select_related("by").order_by("-at").first()
    restriction = Restriction.objects.filter(request=request).first()
    decided = plan.made_by if lifted else approval.by if approval else None
    return RestrictionCertificate(
        number=f"{request.reference}-{plan.number}" if lifted else request.reference,
        issuer=issuer(at=at),
        file=case_file(request),
        issued_at=at,
        ground=str(capfirst(RestrictionGround(request.restriction_ground).label)),
        decided_on=(approval.at if approval and not lifted else plan.made_at).astimezone().date(),
        approver_role=role_of(decided),
        plan_sha256=plan.sha256,
        sources=_sources(plan, receipts),
        measure=approval.measure if approval else "",
        lifted=lifted,
        told_on=restriction.told_at.astimezone().date() if restriction and restriction.told_at else None,
        told=() if lifted else _told(plan),
        evidence=EvidenceExtract(proofs=tuple(proofs_for(entries_of(request.case))), checkpoint=checkpoint()),
    )


def _receipts(plan: Plan) -> list[Receipt]:
    """Of every plan with this purpose: after a block there may have been several."""
    found = Receipt.objects.exclude(step__source="").filter(step__plan__request=plan.request)
    found = found.filter(step__plan__purpose=plan.purpose).select_related("step__plan")
    return list(found.order_by("step__plan__number", "step__source"))


def _told(plan: Plan) -> tuple[ToldRecipient, ...]:
    return tuple(
        ToldRecipient(name=one.name, sort=one.sort, activities=one.activities, by_mail=bool(one.email))
        for one in recipients_for(plan)
    )


def _sources(plan: Plan, receipts: Sequence[Receipt]) -> tuple[RestrictedSource, ...]:
    """Per database what was marked or cleared, by the receipts, and what was not, by the plan of the restriction."""
    marked = _marked(receipts)
    last = {receipt.step.source: receipt for receipt in receipts}
    return tuple(
        RestrictedSource(
            label=map_of(source.source).title,
            tables=_tables(plan, source, marked.get(source.source, {})),
            executed_at=last[source.source].at if source.source in last else None,
            receipt_sha256=last[source.source].sha256 if source.source in last else "",
        )
        for source in plan_value(_restricting(plan)).sources
        if source.kept
    )


def _restricting(plan: Plan) -> Plan:
    """The plan that says how every row is restricted: at the end of a restriction the one that was carried out.

    Of a request that ended before all was done, the last that set a mark.
    """
    if plan.purpose == PlanPurpose.REQUEST:
        return plan
    plans = plan.request.plans.filter(purpose=PlanPurpose.REQUEST, finished_at__isnull=False)
    return plans.order_by("-number").first() or carried_out(plan.request)[-1]


def _marked(receipts: Iterable[Receipt]) -> Marked:
    found: Marked = {}
    for receipt in receipts:
        tables = found.setdefault(receipt.step.source, {})
        for done in json.loads(receipt.body)["operations"]:
            if done["action"] == Action.MARK.value:
                tables[done["table"]] = tables.get(done["table"], 0) + done["affected"]
    return found


def _tables(plan: Plan, source: SourcePlan, marked: dict[str, int]) -> tuple[RestrictedTable, ...]:
    datamap = map_of(source.source)
    set_here = {
        name: sum(op.rows for place, op in marks_set(plan.request) if (place, op.table) == (source.source, name))
        for name in dict.fromkeys(kept.table for kept in source.kept)
    }
    rows = [_table(datamap, source, name, marked.get(name, 0), set_here[name]) for name in set_here]
    if plan.purpose == PlanPurpose.REQUEST:
        return tuple(row for row in rows if row.rows)
    return tuple(_ended(row, set_here[row.table]) for row in rows if row.rows)


def _table(datamap: DataMap, source: SourcePlan, name: str, marked: int, set_here: int) -> RestrictedTable:
    table = datamap.table(name)
    counts = {
        reason: sum(len(one.keys) for one in source.kept if one.table == name and one.reason == reason)
        for reason in (BEFORE, BY_HAND, SHARED)
    }
    planned = sum(op.rows for op in source.operations if op.table == name)
    return RestrictedTable(
        label=table.title if table else name,
        table=name,
        column=table.restriction.column if table and table.restriction else "",
        marked=marked,
        before=max(0, counts[BEFORE] - (set_here - planned)),
        by_hand=counts[BY_HAND],
        shared=counts[SHARED],
    )


def _ended(row: RestrictedTable, set_here: int) -> RestrictedTable:
    """At the end: what keeps its mark are rows that others marked, and rows whose mark this restriction left alone."""
    stays = row.before + max(0, set_here - row.marked)
    return RestrictedTable(**{**row.__dict__, "before": stays})


def _ground_for_person(ground: RestrictionGround) -> str:
    """The ground as a letter says it."""
    words = {
        RestrictionGround.ACCURACY: _("you say that the data are not right (art. 18(1)(a) AVG)"),
        RestrictionGround.UNLAWFUL: _(
            "the use was unlawful and you want us to keep the data all the same (art. 18(1)(b) AVG)"
        ),
        RestrictionGround.CLAIM: _("you need the data for a legal claim (art. 18(1)(c) AVG)"),
        RestrictionGround.OBJECTION: _("you objected, and we are still weighing your objection (art. 18(1)(d) AVG)"),
    }
    return words[ground]


def _letter(content: RestrictionCertificate, ground: RestrictionGround) -> PreparedDocument:
    letter = RestrictionAnswer(
        head=LetterHead(
            issuer=content.issuer,
            file=content.file,
            recipient=(),
            number=f"{content.number}-antwoord",
            issued_at=content.issued_at,
        ),
        since=content.issued_at.astimezone().date(),
        ground=_ground_for_person(ground),
        restricted=tuple(Erased(label=table.label, rows=table.rows) for table in content.tables),
    )
    return signed(
        letter_pdf(letter),
        kind=DocumentKind.LETTER,
        subkind="answer",
        title=letter_title(letter),
        number=letter.head.number,
        at=content.issued_at,
    )
