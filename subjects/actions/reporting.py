"""The verb that makes the documents of an inzage: the report, the package and the letter, out of the extracts.

Nothing of the person is written to a disk in clear: extracts and package are encrypted, and parts of the report wait
in memory. ``purge_extracts`` destroys the working files once the documents are issued.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from registers.actions.documents import issuer, signing_identity
from registers.choices import DocumentKind, IdentifierKind
from registers.documents.lettercontent import AccessAnswer, LetterHead
from registers.documents.letters import letter_pdf, letter_title
from registers.documents.longform import render_long
from registers.documents.rendering import Attachment
from registers.documents.reportcontent import AccessReport
from registers.documents.reports import report_parts, report_summary, report_title
from registers.documents.signing_apart import sign_document
from registers.documents.wording import file_name
from registers.information_selectors import told_about
from registers.map_selectors import map_of
from registers.publishing.informing import ToldActivity
from subjects.actions.certifying import case_file, demand_sealed, signed
from subjects.actions.contact_ledger import contacts_told
from subjects.actions.exporting import extract_path, work_folder
from subjects.actions.prepared import PreparedDocument
from subjects.actions.receipts import demand_receipts
from subjects.exporting import composing
from subjects.exporting.extract import OpenExtract
from subjects.exporting.extracting import searched
from subjects.exporting.packaging import LANGUAGE, Package, new_passphrase, write_package
from subjects.models import Plan, Receipt, Step, SubjectRequest
from subjects.selectors import plan_value

__all__ = ["PreparedDocument", "access_documents", "purge_extracts", "sweep_extracts"]

MEMORY = Path("/dev/shm")  # noqa: S108 - memory, not a disk; the folder in it has a random name and mode 0700
ROOM_NEEDED = 256 * 1024 * 1024


def access_documents(*, step: Step, at: datetime) -> list[PreparedDocument]:
    """The signed report, the encrypted package (when anything was found) and the signed letter.

    Raises EvidenceBroken for a receipt that the evidence log doesn't know, NotProven when one is missing,
    ExtractMissing or ExtractDamaged when an extract can't be read, WorkFolderRefuses, DocumentError.
    """
    plan = step.plan
    receipts = Receipt.objects.filter(step__plan=plan).exclude(step__source="").select_related("step__plan")
    demand_sealed(plan.request, receipts)
    demand_receipts(plan)
    extracts = extracts_of(plan)
    report = access_report(plan=plan, extracts=extracts, at=at)
    documents = [_report_document(report)]
    if report.rows:
        documents.append(_package_document(plan.request, report, documents[0], extracts))
    return [*documents, _letter_document(plan, report, documents, composing.withheld(extracts))]


def extracts_of(plan: Plan) -> list[OpenExtract]:
    """The extracts of a plan, in the order of its sources. Raises ExtractMissing, ExtractDamaged."""
    secret = bytes.fromhex(plan.secret)
    sources = [source.source for source in plan_value(plan).sources if source.operations]
    return [OpenExtract(extract_path(plan, source), secret) for source in sources]


def access_report(*, plan: Plan, extracts: list[OpenExtract], at: datetime) -> AccessReport:
    """What the report says; its records are streams out of the extracts."""
    request = plan.request
    return AccessReport(
        number=request.reference,
        issuer=issuer(at=at),
        file=case_file(request),
        issued_at=at,
        searched_with=_searched_with(request),
        activities=composing.activities(extracts, _told(extracts, at)),
        nothing_found=(*composing.nothing_found(extracts), *_empty_sources(plan)),
        omissions=composing.omissions(extracts),
        files=composing.files(extracts),
        contacts=contacts_told(request),
    )


def _told(extracts: list[OpenExtract], at: datetime) -> dict[str, ToldActivity]:
    with translation.override(LANGUAGE):
        return told_about(composing.activity_names(extracts), at=at)


def _searched_with(request: SubjectRequest) -> tuple[str, ...]:
    kinds = request.identifiers.values_list("kind", flat=True).order_by("id")
    with translation.override(LANGUAGE):
        return tuple(dict.fromkeys(str(IdentifierKind(kind).label) for kind in kinds))


def _empty_sources(plan: Plan) -> list[str]:
    """The sources in which nothing at all was found, with the tables that were searched."""
    maps = [map_of(source.source) for source in plan_value(plan).sources if not source.operations]
    return [f"{datamap.title}: {', '.join(table.title for table in searched(datamap))}" for datamap in maps]


def _report_document(report: AccessReport) -> PreparedDocument:
    with translation.override(LANGUAGE):
        title = f"{report_title()} {report.number}"
        description = _("The content of this document for machines")
        page_of = _("Page {page} of {pages}")
    summary = Attachment(
        name="waarborg.json",
        content=report_summary(report),
        media_type="application/json",
        description=description,
        relationship="Source",
        modified=report.issued_at,
    )
    with _memory_folder(report) as folder:
        unsigned, target = folder / "unsigned.pdf", folder / "signed.pdf"
        render_long(
            parts=report_parts(report),
            target=unsigned,
            title=title,
            created=report.issued_at,
            attachments=[summary],
            lang=LANGUAGE,
            page_of=page_of,
            folder=folder,
        )
        with unsigned.open("rb") as file:
            unsigned_sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        at = report.issued_at
        sign_document(source=unsigned, target=target, identity=signing_identity(at=at), at=at)
        content = target.read_bytes()
    return PreparedDocument(
        kind=DocumentKind.ACCESS_REPORT,
        title=title,
        filename=file_name(DocumentKind.ACCESS_REPORT, report.number),
        content=content,
        unsigned_sha256=unsigned_sha256,
        personal=True,
    )


@contextmanager
def _memory_folder(report: AccessReport) -> Iterator[Path]:
    """A folder for pages in clear: in memory where the system has room there, else in the work folder."""
    _drop_pages(str(report.file.case))
    inside = MEMORY if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free >= ROOM_NEEDED else _work()
    inside.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=_in_clear(str(report.file.case)), dir=inside) as folder:
        yield Path(folder)


def _in_clear(case: str) -> str:
    return f"waarborg-{case}-"


def _work() -> Path:
    return Path(settings.VAR_DIR) / "work"


def _package_document(
    request: SubjectRequest, report: AccessReport, made: PreparedDocument, extracts: list[OpenExtract]
) -> PreparedDocument:
    target = work_folder(request) / "package.zip"
    assert isinstance(made.content, bytes)
    package = Package(
        organisation=report.issuer.name,
        contact=report.issuer.contact,
        reference=request.reference,
        made_at=timezone.localtime(report.issued_at),
        report=made.content,
        report_name=made.filename,
        extracts=extracts,
    )
    write_package(target=target, package=package, passphrase=passphrase_of(request))
    with translation.override(LANGUAGE):
        title = _("Package with your personal data")
    return PreparedDocument(
        kind=DocumentKind.ACCESS_PACKAGE,
        title=f"{title} {request.reference}",
        filename=file_name(DocumentKind.ACCESS_PACKAGE, request.reference, "zip"),
        content=target,
        personal=True,
        media_type="application/zip",
    )


def passphrase_of(request: SubjectRequest) -> str:
    """The passphrase of the package; made once, and kept encrypted until the request is closed."""
    SubjectRequest.objects.filter(pk=request.pk, passphrase="").update(passphrase=new_passphrase())
    request.refresh_from_db(fields=["passphrase"])
    return str(request.passphrase)


def _letter_document(
    plan: Plan, report: AccessReport, enclosed: list[PreparedDocument], withheld: int
) -> PreparedDocument:
    maps = [map_of(source.source) for source in plan_value(plan).sources]
    number = f"{report.number}-antwoord"
    letter = AccessAnswer(
        head=LetterHead(
            issuer=report.issuer, file=report.file, recipient=(), number=number, issued_at=report.issued_at
        ),
        found=bool(report.rows or report.contacts),
        activities=_found_in(report),
        searched=tuple(datamap.title for datamap in maps),
        enclosed=tuple(f"{document.title} ({document.filename})" for document in enclosed),
        encrypted=bool(report.rows),
        omitted=withheld,
    )
    with translation.override(LANGUAGE):
        title = letter_title(letter)
    return signed(
        letter_pdf(letter),
        kind=DocumentKind.LETTER,
        subkind="answer",
        title=title,
        number=number,
        at=report.issued_at,
    )


def _found_in(report: AccessReport) -> tuple[str, ...]:
    with translation.override(LANGUAGE):
        ledger = (_("Consents and contact"),) if report.contacts else ()
    return (*(activity.name for activity in report.activities), *ledger)


def purge_extracts(request: SubjectRequest) -> None:
    """Destroy the working files of a request: extracts, package, pages that a killed worker left. Twice is once."""
    folder = work_folder(request)
    if folder.exists():
        shutil.rmtree(folder)
    _drop_pages(str(request.case))


def _drop_pages(case: str) -> None:
    """Pages in clear that a killed worker left; the lease says that nobody else is at them."""
    for inside in (MEMORY, _work()):
        for left in inside.glob(f"{_in_clear(case)}*"):
            shutil.rmtree(left, ignore_errors=True)


def sweep_extracts() -> int:
    """Destroy working files of requests that ended, or whose answer was made already; how many requests."""
    swept = 0
    for folder in sorted(_work().glob("*-*-*-*-*")):
        request = SubjectRequest.objects.filter(case=folder.name).first() if _is_case(folder.name) else None
        if request is None:
            shutil.rmtree(folder, ignore_errors=True)
        elif request.executed_at is not None or request.closed_at is not None:
            purge_extracts(request)
        else:
            continue
        swept += 1
    return swept


def _is_case(name: str) -> bool:
    try:
        return str(UUID(name)) == name
    except ValueError:
        return False
