"""Records of processor agreements with their clauses, sub-processors, assurances and files."""

import datetime as dt
from typing import ClassVar

from registers.book.base import Record
from registers.choices import DataCategory
from registers.register_choices import (
    AgreementDirection,
    AgreementStatus,
    Answer,
    AssuranceKind,
    Clause,
    SubProcessorDecision,
    SubProcessorRegime,
    Verdict,
)


class Agreement(Record):
    """A processor agreement (verwerkersovereenkomst, art. 28(3)), whichever side we are."""

    kind: ClassVar[str] = "agreements"

    number: str
    title: str
    direction: AgreementDirection = AgreementDirection.WE_CONTROL
    organisation: str | None = None
    counterparty: str
    status: AgreementStatus = AgreementStatus.DRAFT
    parent: str | None = None
    template: str = ""
    services: str = ""
    data_categories: tuple[DataCategory, ...] = ()
    signed_by_us: dt.date | None = None
    signed_by_them: dt.date | None = None
    signatories: str = ""
    in_force_from: dt.date | None = None
    in_force_until: dt.date | None = None
    open_ended: bool = False
    notice_days: int | None = None
    renews: Answer = Answer.UNKNOWN
    owner: str = ""
    owner_email: str = ""
    review_months: int = 12
    reviewed_on: dt.date | None = None
    breach_hours: int | None = None
    breach_email: str = ""
    breach_phone: str = ""
    breach_content: str = ""
    request_days: int | None = None
    request_email: str = ""
    regime: SubProcessorRegime | None = None
    announce_days: int | None = None
    objection_days: int | None = None
    objection_effect: str = ""
    audit_right: str = ""
    audit_notice_days: int | None = None
    audited_on: dt.date | None = None
    next_audit: dt.date | None = None
    deletion_days: int | None = None
    deletion_choice: str = ""
    deletion_proof_on: dt.date | None = None
    liability: str = ""
    insurance: str = ""
    governing_law: str = ""
    locations: str = ""
    measures_annex: str = ""
    guarantees_on: dt.date | None = None
    guarantees_by: str = ""
    remarks: str = ""
    source_system: str = ""
    source_id: str = ""


class Coverage(Record):
    """An activity that an agreement covers."""

    kind: ClassVar[str] = "coverages"

    agreement: str
    activity: str


class ClauseCheck(Record):
    """What was found about one letter of art. 28."""

    kind: ClassVar[str] = "clause_checks"

    agreement: str
    clause: Clause
    place: str = ""
    verdict: Verdict = Verdict.UNKNOWN
    note: str = ""


class SubProcessor(Record):
    """A sub-processor (art. 28(2), (4)); ``parent`` is the sub-processor that engages it. The deadline is computed."""

    kind: ClassVar[str] = "subprocessors"

    agreement: str
    parent: str | None = None
    party: str
    service: str = ""
    country: str = ""
    announced_on: dt.date | None = None
    started_on: dt.date | None = None
    ended_on: dt.date | None = None
    decision: SubProcessorDecision = SubProcessorDecision.OPEN
    decided_by: str = ""
    decided_on: dt.date | None = None
    flowdown: Answer = Answer.UNKNOWN


class Assurance(Record):
    """A certificate or report of a processor, with the day on which it lapses."""

    kind: ClassVar[str] = "assurances"

    agreement: str
    sort: AssuranceKind
    issued_on: dt.date | None = None
    valid_until: dt.date | None = None
    scope_fits: Answer = Answer.UNKNOWN
    findings: str = ""
    reference: str = ""


class AgreementFile(Record):
    """A file of an agreement, by the hash of its content."""

    kind: ClassVar[str] = "agreement_files"

    agreement: str
    name: str
    version: str = ""
    sha256: str
    size: int = 0
    added_on: dt.date | None = None
