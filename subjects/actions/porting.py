"""The verb that makes the documents of a request to take data along (art. 20): overview, package and letter.

Nothing that qualifies means no package and no overview: the letter says so, with the reasons.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from registers.actions.documents import issuer
from registers.choices import DocumentKind
from registers.documents.lettercontent import Erased, LetterHead, PortabilityAnswer
from registers.documents.letters import letter_pdf, letter_title
from registers.documents.portability import portability_pdf, portability_title
from registers.documents.portabilitycontent import PortabilityOverview, PortedActivity, PortedTable
from registers.documents.reportcontent import Omission
from registers.documents.wording import file_name
from registers.map_selectors import map_of
from subjects.actions.certifying import case_file, demand_sealed, signed
from subjects.actions.exporting import work_folder
from subjects.actions.prepared import PreparedDocument
from subjects.actions.receipts import demand_receipts
from subjects.actions.reporting import extracts_of, passphrase_of
from subjects.exporting.composing import files_missing
from subjects.exporting.extract import LeftOut, OpenExtract
from subjects.exporting.packaging import LANGUAGE, Package, write_package
from subjects.exporting.wording import ground_in_words, why_not_portable
from subjects.models import Plan, Receipt, Step
from subjects.planning.porting import SHARED
from subjects.planning.values import SourcePlan, TableBasis
from subjects.selectors import plan_value

MANIFEST = "waarborg/portability-manifest/1"
TECHNICAL = frozenset({"not_personal", "reference"})


def portability_documents(*, step: Step, at: datetime) -> list[PreparedDocument]:
    """The signed overview and the encrypted package, when anything goes along, and always the signed letter.

    Raises EvidenceBroken for a receipt that the evidence log doesn't know, NotProven when one is missing,
    ExtractMissing or ExtractDamaged when an extract can't be read, WorkFolderRefuses, DocumentError.
    """
    plan = step.plan
    receipts = Receipt.objects.filter(step__plan=plan).exclude(step__source="").select_related("step__plan")
    demand_sealed(plan.request, receipts)
    demand_receipts(plan)
    extracts = extracts_of(plan)
    with translation.override(LANGUAGE):
        overview = portability_overview(plan=plan, extracts=extracts, at=at)
        documents = _carried(plan, overview, extracts) if overview.rows else []
        return [*documents, _letter(plan, overview, documents)]


def portability_overview(*, plan: Plan, extracts: Sequence[OpenExtract], at: datetime) -> PortabilityOverview:
    """What goes along, on which basis, and what was left out; by the plan that was carried out."""
    sources = plan_value(plan).sources
    return PortabilityOverview(
        number=plan.request.reference,
        issuer=issuer(at=at),
        file=case_file(plan.request),
        issued_at=at,
        plan_sha256=plan.sha256,
        activities=_activities(sources, extracts),
        omissions=tuple(_omissions(sources, extracts)),
        files=sum(bool(file.section) for extract in extracts for file in extract.index.files),
    )


def _activities(sources: Sequence[SourcePlan], extracts: Sequence[OpenExtract]) -> tuple[PortedActivity, ...]:
    rests = {(source.source, one.table): one for source in sources for one in source.basis}
    grouped: dict[tuple[str, int], list[tuple[TableBasis, PortedTable]]] = {}
    for extract in extracts:
        for table in extract.index.tables:
            basis = rests[extract.index.source, table.table]
            fields = tuple(column.label for column in table.columns)
            ported = PortedTable(label=table.label, source=extract.index.label, rows=table.rows, fields=fields)
            grouped.setdefault((basis.number, basis.version), []).append((basis, ported))
    return tuple(_activity(found) for found in grouped.values())


def _activity(found: list[tuple[TableBasis, PortedTable]]) -> PortedActivity:
    basis = found[0][0]
    return PortedActivity(
        name=basis.activity,
        number=basis.number,
        version=basis.version,
        sha256=basis.sha256,
        grounds=tuple(ground_in_words(ground) for ground in basis.grounds),
        tables=tuple(table for _basis, table in found),
    )


def _omissions(sources: Sequence[SourcePlan], extracts: Sequence[OpenExtract]) -> Iterator[Omission]:
    """Whole tables and shared rows by the plan, fields by the extracts, files that could not be copied."""
    for source in sources:
        datamap = map_of(source.source)
        for one in source.basis:
            table = datamap.table(one.table)
            count = one.rows if one.left else one.shared
            if count and table:
                reason = why_not_portable(one.left or SHARED, table.third_party)
                yield Omission(table=table.title, what=_("whole records"), count=count, reason=reason)
    yield from (_field(one) for one in _left_out(extracts))
    yield from files_missing(extracts)


def _left_out(extracts: Sequence[OpenExtract]) -> list[LeftOut]:
    """Fields that hold something and stay; keys and other technical fields are no data of a person."""
    found = [one for extract in extracts for one in extract.index.left_out if one.count]
    return [one for one in found if one.code not in TECHNICAL]


def _field(one: LeftOut) -> Omission:
    reason = why_not_portable(one.code, one.reason)
    return Omission(table=one.table_label, what=one.column_label or _("whole records"), count=one.count, reason=reason)


def _carried(plan: Plan, overview: PortabilityOverview, extracts: Sequence[OpenExtract]) -> list[PreparedDocument]:
    kind, reference = DocumentKind.PORTABILITY_PACKAGE, overview.number
    pdf = portability_pdf(overview)
    page = signed(pdf, kind=kind, subkind="", title=portability_title(), number=reference, at=overview.issued_at)
    assert isinstance(page.content, bytes)
    target = work_folder(plan.request) / "package.zip"
    package = Package(
        organisation=overview.issuer.name,
        contact=overview.issuer.contact,
        reference=reference,
        made_at=timezone.localtime(overview.issued_at),
        report=page.content,
        report_name=page.filename,
        extracts=extracts,
        manifest=_manifest(overview),
    )
    write_package(target=target, package=package, passphrase=passphrase_of(plan.request))
    title = _("Package with your data to take along")
    zipped = PreparedDocument(
        kind=kind,
        subkind="package",
        title=f"{title} {reference}",
        filename=file_name(kind, reference, "zip"),
        content=target,
        personal=True,
        media_type="application/zip",
    )
    return [page, zipped]


def _manifest(overview: PortabilityOverview) -> dict[str, Any]:
    """What the package is, for a program; the packaging adds the files."""
    return {
        "schema": MANIFEST,
        "organisation": overview.issuer.name,
        "reference": overview.number,
        "made_at": overview.issued_at.isoformat(),
        "plan_sha256": overview.plan_sha256,
        "activities": [
            {
                "number": activity.number,
                "name": activity.name,
                "version": activity.version,
                "sha256": activity.sha256,
                "grounds": list(activity.grounds),
                "tables": [{"label": one.label, "source": one.source, "rows": one.rows} for one in activity.tables],
            }
            for activity in overview.activities
        ],
        "left_out": [
            {"table": one.table, "what": one.what, "count": one.count, "reason": one.reason}
            for one in overview.omissions
        ],
    }


def _letter(plan: Plan, overview: PortabilityOverview, enclosed: list[PreparedDocument]) -> PreparedDocument:
    tables = [table for activity in overview.activities for table in activity.tables]
    letter = PortabilityAnswer(
        head=LetterHead(
            issuer=overview.issuer,
            file=overview.file,
            recipient=(),
            number=f"{overview.number}-antwoord",
            issued_at=overview.issued_at,
        ),
        found=any(source.basis for source in plan_value(plan).sources),
        carried=tuple(Erased(label=table.label, rows=table.rows) for table in tables),
        enclosed=tuple(f"{one.title} ({one.filename})" for one in enclosed),
        omissions=overview.omissions,
    )
    return signed(
        letter_pdf(letter),
        kind=DocumentKind.LETTER,
        subkind="answer",
        title=letter_title(letter),
        number=letter.head.number,
        at=overview.issued_at,
    )
