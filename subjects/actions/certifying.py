"""The documents of a rewriting, made of its receipts: the certificate, and the answer to the person."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from registers.actions.documents import issuer, signing_identity
from registers.choices import CorrectionWay, DataCategory, DocumentKind, EvidenceKind, Fate, Treatment
from registers.datamap import DataMap
from registers.documents.content import (
    CaseFile,
    Certificate,
    Deferral,
    EvidenceExtract,
    FileResult,
    KeptData,
    SearchedFields,
    SecondSearch,
    SharedRows,
    SmallestGroup,
    SourceResult,
    TableResult,
    ToldRecipient,
    TreatedColumn,
)
from registers.documents.lettercontent import Erased, ErasureAnswer, LetterHead
from registers.documents.letters import letter_pdf
from registers.documents.pages import certificate_pdf, certificate_title
from registers.documents.signing import sign
from registers.documents.wording import file_name
from registers.errors import EvidenceBroken
from registers.selectors import checkpoint, entries_of, proofs_for
from subjects.actions.carried import Carried, carried_out, measured_later, receipts_of
from subjects.actions.contact_ledger import ledger_erasure
from subjects.actions.moving import role_of
from subjects.actions.prepared import PreparedDocument
from subjects.actions.receipts import demand_receipts
from subjects.choices import PlanPurpose, Right
from subjects.errors import NotProven
from subjects.models import Approval, Plan, Receipt, Step, SubjectRequest
from subjects.notice_selectors import recipients_after
from subjects.planning.notes import NO_ROLLBACK, TRIGGER
from subjects.planning.serialising import searched_from_json
from subjects.planning.splitting import GROUND_OF_OTHERS
from subjects.planning.values import Action, SearchedColumn
from subjects.planning.values import Deferral as DeferralValue

TELLS = frozenset({PlanPurpose.REQUEST, PlanPurpose.DEFERRED})
"""Of which work recipients are told; after a restored backup they were told before."""
_FATES = {Action.DELETE.value: Fate.DELETE, Action.TREAT.value: Fate.TREAT, Action.CORRECT.value: Fate.TREAT}


def certificate_documents(*, step: Step, at: datetime) -> list[PreparedDocument]:
    """The certificate of a plan, and for the request itself the answer to the person; both signed."""
    plan = step.plan
    content = certificate_content(plan=plan, at=at)
    subkind = "" if plan.purpose == PlanPurpose.REQUEST else f"plan-{plan.number}"
    title = certificate_title(content.kind)
    documents = [
        signed(certificate_pdf(content), kind=content.kind, subkind=subkind, title=title, number=content.number, at=at)
    ]
    if plan.purpose == PlanPurpose.REQUEST:
        documents.append(_letter(content, at))
    return documents


def signed(pdf: bytes, *, kind: DocumentKind, subkind: str, title: str, number: str, at: datetime) -> PreparedDocument:
    """An unsigned document, signed by the organisation and ready to be issued."""
    return PreparedDocument(
        kind=kind,
        subkind=subkind,
        title=f"{title} {number}",
        filename=file_name(kind, number),
        content=sign(pdf=pdf, identity=signing_identity(at=at), at=at),
        unsigned_sha256=hashlib.sha256(pdf).hexdigest(),
        personal=False,
    )


def certificate_content(*, plan: Plan, at: datetime) -> Certificate:
    """What the certificate says: counts, columns, grounds and hashes out of the receipts.

    Raises EvidenceBroken for a receipt that can't be believed, NotProven when one is missing.
    """
    request = plan.request
    receipts = receipts_behind(plan)
    demand_sealed(request, receipts)
    demand_receipts(plan)
    if not receipts:
        raise NotProven(_("nothing was carried out, so there is nothing to certify"))
    carried = carried_out(receipts)
    approval = Approval.objects.filter(plan__request=request).select_related("by").order_by("-at").first()
    return Certificate(
        kind=_kind(plan),
        number=request.reference if plan.purpose == PlanPurpose.REQUEST else f"{request.reference}-{plan.number}",
        issuer=issuer(at=at),
        file=case_file(request),
        decided_on=(approval.at if approval else plan.made_at).astimezone().date(),
        executed_at=max(receipt.at for receipt in receipts),
        issued_at=at,
        approver_role=role_of(approval.by) if approval else "",
        plan_sha256=plan.sha256,
        map_sha256=", ".join(dict.fromkeys(one.body["map_sha256"] for one in carried)),
        sources=tuple(map(_source, carried)),
        searches=tuple(
            SecondSearch(source=one.datamap.title, found=one.body["found_again"], explained=one.body["explained"])
            for one in carried
        ),
        kept=tuple(_merged([kept for one in carried for kept in _kept(one)])),
        deferrals=tuple(_per_day(_deferrals(plan, carried))),
        shared=tuple(shared for one in carried for shared in _shared(one)),
        groups=tuple(group for one in carried for group in _smallest(one, carried)),
        searched=tuple(found for one in carried for found in _searched(one.body, one.datamap)),
        ledger=ledger_erasure(request) if plan.purpose == PlanPurpose.REQUEST else None,
        told=_told(receipts) if plan.purpose in TELLS else (),
        told_before=plan.purpose not in TELLS,
        evidence=EvidenceExtract(proofs=tuple(proofs_for(entries_of(request.case))), checkpoint=checkpoint()),
    )


def receipts_behind(plan: Plan) -> list[Receipt]:
    """What was carried out. After a block several plans of a request may have been: all their receipts count."""
    if plan.purpose == PlanPurpose.REQUEST:
        return receipts_of(plan.request)
    rewritten = Receipt.objects.exclude(step__source="").select_related("step__plan")
    return list(rewritten.filter(step__plan=plan).order_by("id"))


def demand_sealed(request: SubjectRequest, receipts: Iterable[Receipt]) -> None:
    """A receipt counts when its text has its hash, the evidence log knows that hash, and its plan is still that plan.

    Raises EvidenceBroken.
    """
    entries = entries_of(request.case).filter(kind=EvidenceKind.STEP_RECEIPT)
    known = {json.loads(entry.body)["facts"]["sha256"] for entry in entries}
    for receipt in receipts:
        if hashlib.sha256(receipt.body.encode()).hexdigest() != receipt.sha256 or receipt.sha256 not in known:
            raise EvidenceBroken(_("a receipt is not what the evidence log says; no document is made of it"))
        if json.loads(receipt.body)["plan_sha256"] != receipt.step.plan.sha256:
            raise EvidenceBroken(_("a plan is not the one that was carried out; no document is made of it"))


def _told(receipts: list[Receipt]) -> tuple[ToldRecipient, ...]:
    """Who is told of this (art. 19): by e-mail, or by hand where the register has no address."""
    return tuple(
        ToldRecipient(name=one.name, sort=one.sort, activities=one.activities, by_mail=bool(one.email))
        for one in recipients_after(receipts)
    )


def _kind(plan: Plan) -> DocumentKind:
    if plan.purpose != PlanPurpose.REQUEST:
        return DocumentKind.DEFERRED_CERTIFICATE
    return Right(plan.request.right).document


def case_file(request: SubjectRequest) -> CaseFile:
    """The request, as documents name it."""
    with translation.override("nl"):
        label = str(Right(request.right).label)
    return CaseFile(
        case=request.case,
        reference=request.reference,
        right=request.right,
        right_label=label,
        received_on=request.received_on,
    )


def _source(one: Carried) -> SourceResult:
    body, datamap, receipt = one.body, one.datamap, one.receipt
    notes = [note.split(" ") for note in body["notes"]]
    return SourceResult(
        name=datamap.name,
        label=datamap.title,
        dialect=body["dialect"],
        executed_at=receipt.at,
        transactional=not any(note[0] == NO_ROLLBACK for note in notes),
        tables=tuple(
            _table(done, datamap, again)
            for done, again in zip(body["operations"], one.again, strict=True)
            if done["action"] in _FATES
        ),
        triggers=tuple(f"{note[1]}.{note[2]}" for note in notes if note[0] == TRIGGER),
        files=FileResult(**body["files"]),
        receipt_sha256=receipt.sha256,
    )


def _table(done: dict[str, Any], datamap: DataMap, again: int) -> TableResult:
    return TableResult(
        label=_table_label(datamap, done["table"]),
        table=done["table"],
        action=_FATES[done["action"]],
        columns=tuple(_column(datamap, done["table"], name, treatment) for name, treatment in done["columns"]),
        planned=done["planned"],
        affected=done["affected"],
        verified=done["verified"],
        again=again,
    )


def _column(datamap: DataMap, table: str, name: str, treatment: str) -> TreatedColumn:
    known = datamap.table(table)
    field = known.field(name) if known else None
    return TreatedColumn(
        label=field.title if field else name,
        column=name,
        category=field.category if field else DataCategory.OTHER,
        treatment=CorrectionWay(treatment) if treatment in CorrectionWay.values else Treatment(treatment),
    )


def _table_label(datamap: DataMap, table: str) -> str:
    known = datamap.table(table)
    return known.title if known else table


def _labels(datamap: DataMap, table: str, columns: list[str]) -> tuple[str, ...]:
    known = datamap.table(table)
    fields = [(name, known.field(name) if known else None) for name in columns]
    return tuple(field.title if field else name for name, field in fields)


def _kept(carried: Carried) -> list[KeptData]:
    return [
        KeptData(
            table=_table_label(carried.datamap, one["table"]),
            columns=_labels(carried.datamap, one["table"], one["columns"]),
            rows=rows,
            ground=one["ground"],
            reason=f"{one['reason']} ({one['until_text']})" if one["until_text"] else one["reason"],
            until=date.fromisoformat(one["until"]) if one["until"] else None,
        )
        for one, rows in _still_kept(carried)
        if one["ground"] != GROUND_OF_OTHERS
    ]


def _still_kept(carried: Carried) -> Iterator[tuple[dict[str, Any], int]]:
    """What a receipt says was kept, with its rows as far as no later plan found them: never more than it says."""
    for one, said in zip(carried.body.get("kept", ()), carried.said.kept, strict=True):
        rows = min(one["rows"], len(said.keys))
        if rows:
            yield one, rows


def _merged(kept: list[KeptData]) -> list[KeptData]:
    """One line for the same data on the same ground; ``until`` is then the last of the dates."""
    lines: dict[tuple[str, tuple[str, ...], str, str], KeptData] = {}
    for one in kept:
        at = (one.table, one.columns, one.ground, one.reason)
        before = lines.get(at)
        if before is None:
            lines[at] = one
            continue
        days = [day for day in (before.until, one.until) if day is not None]
        lines[at] = replace(one, rows=before.rows + one.rows, until=max(days) if days else None)
    return list(lines.values())


def _per_day(deferrals: list[Deferral]) -> list[Deferral]:
    """One line for the same table on the same day."""
    lines: dict[tuple[date, str, str], Deferral] = {}
    for one in sorted(deferrals, key=lambda later: (later.on, later.table)):
        at = (one.on, one.table, one.ground)
        rows = lines[at].rows if at in lines else 0
        lines[at] = replace(one, rows=rows + one.rows)
    return list(lines.values())


def _shared(carried: Carried) -> list[SharedRows]:
    with translation.override("nl"):
        reason = _("these rows are also about somebody else")
    return [
        SharedRows(table=_table_label(carried.datamap, one["table"]), rows=rows, reason=reason)
        for one, rows in _still_kept(carried)
        if one["ground"] == GROUND_OF_OTHERS
    ]


def _smallest(carried: Carried, everything: Sequence[Carried]) -> list[SmallestGroup]:
    """The groups of this receipt, but for a table of which a later one measured all these rows again."""
    again = measured_later(carried, everything)
    return [
        SmallestGroup(
            table=_table_label(carried.datamap, one["table"]),
            columns=_labels(carried.datamap, one["table"], one["columns"]),
            rows=one["rows"],
            k=one["k"],
        )
        for one in carried.body.get("groups", ())
        if one["table"] not in again
    ]


def _searched(body: dict[str, Any], datamap: DataMap) -> list[SearchedFields]:
    """How the person was looked up here; nothing for work that follows from keys alone."""
    columns = [searched_from_json(one) for one in body.get("searched", ())]
    if not columns:
        return []
    days = [one.counted_on for one in columns if one.counted_on]
    return [
        SearchedFields(
            source=datamap.title,
            asked=tuple(_searched_label(datamap, one) for one in columns if not one.scanned),
            read=tuple(_searched_label(datamap, one) for one in columns if one.scanned),
            counted_on=min(days) if days else None,
        )
    ]


def _searched_label(datamap: DataMap, one: SearchedColumn) -> str:
    (label,) = _labels(datamap, one.table, [one.column])
    return f"{_table_label(datamap, one.table)}: {label}"


def _deferrals(plan: Plan, carried: Iterable[Carried]) -> list[Deferral]:
    """What waits for a later date, as the plans that were carried out say: their hashed text, not their summary."""
    if plan.purpose != PlanPurpose.REQUEST:
        return []
    with translation.override("nl"):
        return [later for one in carried for deferral in one.said.deferrals for later in _deferred(one, deferral)]


def _deferred(one: Carried, later: DeferralValue) -> list[Deferral]:
    duty = one.datamap.duty(later.duty)
    ground = f"{duty.article} ({duty.status.marked(duty.label)})" if duty else _ground_of(later)
    return [
        Deferral(table=_table_label(one.datamap, op.table), rows=op.rows, on=later.on, ground=ground)
        for op in later.operations
        if op.action.value in _FATES
    ]


def _ground_of(later: DeferralValue) -> str:
    with translation.override("nl"):
        return _("%(article)s (legal claim)") % {"article": later.ground} if later.ground else "17(3)(b)"


def _letter(content: Certificate, at: datetime) -> PreparedDocument:
    """The answer to the person. It names no data: name and address are gone, the reference says what it is about."""
    tables: dict[str, int] = {}
    for source in content.sources:
        for table in source.tables:
            tables[table.label] = tables.get(table.label, 0) + table.new
    letter = ErasureAnswer(
        head=LetterHead(
            issuer=content.issuer, file=content.file, recipient=(), number=f"{content.number}-antwoord", issued_at=at
        ),
        executed_on=content.executed_at.astimezone().date(),
        anonymised=content.kind == DocumentKind.ANONYMISATION_CERTIFICATE,
        singled_out=any(group.singled_out for group in content.groups),
        erased=tuple(Erased(label=label, rows=rows) for label, rows in tables.items()),
        kept=content.kept,
        deferrals=content.deferrals,
    )
    with translation.override("nl"):
        title = _("Answer to your request")
    return signed(
        letter_pdf(letter), kind=DocumentKind.LETTER, subkind="answer", title=title, number=letter.head.number, at=at
    )
