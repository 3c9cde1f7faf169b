"""The documents of a rectification: the certificate without a value, and the letter that tells the person the values.

Both are made of receipts and of the corrections as they were carried out. The letter is personal: it is destroyed with
the working data.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from registers.choices import CorrectionWay, DocumentKind
from registers.datamap import DataMap
from registers.documents.content import Certificate
from registers.documents.lettercontent import Corrected, LetterHead, RectificationAnswer
from registers.documents.letters import letter_pdf
from registers.documents.pages import certificate_pdf, certificate_title
from registers.map_selectors import map_of
from subjects.actions.amending import by_digest
from subjects.actions.certifying import certificate_content, receipts_behind, signed
from subjects.actions.notifying import CorrectedField
from subjects.actions.prepared import PreparedDocument
from subjects.errors import NotProven
from subjects.models import Correction, Plan, Receipt, Step
from subjects.planning.values import ColumnCorrection, Operation
from subjects.selectors import plan_value

Done = tuple[Correction, Operation, DataMap]


def rectification_documents(*, step: Step, at: datetime) -> list[PreparedDocument]:
    """The certificate and the answer to the person, both signed. Raises as ``certificate_content`` does."""
    content = certificate_content(plan=step.plan, at=at)
    title = certificate_title(content.kind)
    certificate = signed(
        certificate_pdf(content), kind=content.kind, subkind="", title=title, number=content.number, at=at
    )
    return [certificate, _letter(step.plan, content, at)]


def _letter(plan: Plan, content: Certificate, at: datetime) -> PreparedDocument:
    done = list(corrected_by(plan))
    head = LetterHead(
        issuer=content.issuer, file=content.file, recipient=(), number=f"{content.number}-antwoord", issued_at=at
    )
    letter = RectificationAnswer(
        head=head,
        executed_on=content.executed_at.astimezone().date(),
        corrected=tuple(_told(one) for one in done if one[0].way == CorrectionWay.REPLACE),
        stated=tuple(_told(one) for one in done if one[0].way == CorrectionWay.SUPPLEMENT),
        shared=content.shared,
        told=tuple(one.name for one in content.told),
    )
    with translation.override("nl"):
        title = _("Answer to your request")
    pdf = letter_pdf(letter)
    ready = signed(pdf, kind=DocumentKind.LETTER, subkind="answer", title=title, number=head.number, at=at)
    return replace(ready, personal=True)


def corrected_by(plan: Plan) -> Iterator[Done]:
    """Every correction that a receipt tells of, with its operation. Raises NotProven when its values are gone."""
    for receipt in receipts_behind(plan):
        datamap = map_of(receipt.step.source)
        stated = by_digest(plan.request, receipt.step.source)
        for operation, change in _changes(receipt):
            if change.digest not in stated:
                raise NotProven(_("a correction that was carried out is not the one that was stated"))
            yield stated[change.digest], operation, datamap


def _changes(receipt: Receipt) -> Iterator[tuple[Operation, ColumnCorrection]]:
    """What the plan of a receipt corrected in its source, as far as the receipt says so."""
    done = {(one["table"], tuple(map(tuple, one["columns"]))) for one in json.loads(receipt.body)["operations"]}
    for source in plan_value(receipt.step.plan).sources:
        if source.source != receipt.step.source:
            continue
        for operation in source.operations:
            if (operation.table, tuple(map(tuple, operation.deeds))) in done:
                yield from ((operation, change) for change in operation.corrections)


def _told(done: Done) -> Corrected:
    stated, operation, datamap = done
    table = datamap.table(stated.table)
    field = table.field(stated.column) if table else None
    values = stated.values or {}
    return Corrected(
        table=table.title if table else stated.table,
        label=field.title if field else stated.column,
        rows=operation.rows,
        before=tuple(values.get("before", ())),
        after=values["text"].strip(),
    )


def corrected_fields(plan: Plan) -> tuple[CorrectedField, ...]:
    """What recipients are told: which field of which activity, from what to what. For behind their token only."""
    found: list[CorrectedField] = []
    for stated, _operation, datamap in corrected_by(plan):
        table = datamap.table(stated.table)
        if table is None:
            continue
        field, values = table.field(stated.column), stated.values or {}
        found.append(
            CorrectedField(
                activity=table.activity,
                label=field.title if field else stated.column,
                before=tuple(values.get("before", ())),
                after=values["text"].strip(),
            )
        )
    return tuple(dict.fromkeys(found))
