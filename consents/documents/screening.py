"""The proof that a call list was screened, as pages with its content attached: counts and hashes, nobody's number."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from registers.documents.content import Issuer, machine_readable
from registers.documents.pages import JSON, LANGUAGE, cleaned, page, shallow
from registers.documents.rendering import Attachment, render


@dataclass(frozen=True, kw_only=True)
class ScreenedList:
    """The list and its two files, by their SHA-256; ``case`` is its random id."""

    case: UUID
    list_sha256: str
    allowed_sha256: str
    refused_sha256: str


@dataclass(frozen=True, kw_only=True)
class ScreenedReason:
    """How many rows met one end, by which rule. ``status`` says whether the law behind it was confirmed."""

    outcome: str
    reason: str
    rule: str
    article: str
    source: str
    status: str
    ruleset: str
    rules_sha256: str
    rows: int


@dataclass(frozen=True, kw_only=True)
class ScreeningProof:
    """What was screened for whom, by which rules, as of which moment of the ledger, and what came of it."""

    schema: ClassVar[str] = "waarborg/screening-proof/1"

    issuer: Issuer
    file: ScreenedList
    issued_at: datetime
    sender: str
    purpose: str
    channel: str
    about_at: datetime
    offer: bool
    screened_at: datetime
    position: int
    rows: int
    counts: tuple[tuple[str, int], ...]
    reasons: tuple[ScreenedReason, ...]
    moved: int = 0
    origin: str = ""
    left_out: int = 0

    @property
    def rule_sets(self) -> tuple[tuple[str, str], ...]:
        """The sets of rules that decided, with the SHA-256 of their text."""
        return tuple(sorted({(one.ruleset, one.rules_sha256) for one in self.reasons if one.ruleset}))


def screening_title() -> str:
    """The heading, in the language that is active."""
    return _("Proof that a call list was screened")


def screening_pdf(content: ScreeningProof) -> bytes:
    """The unsigned proof; equal content gives equal bytes."""
    with translation.override(LANGUAGE):
        title = screening_title()
        attached = Attachment(
            name="waarborg.json",
            content=machine_readable(content),
            media_type=JSON,
            description=_("The content of this document for machines"),
            relationship="Source",
            modified=content.issued_at,
        )
        html = _html(content, title)
    return render(html=html, title=title, created=content.issued_at, attachments=[attached], lang=LANGUAGE)


def _html(content: ScreeningProof, title: str) -> str:
    said = cleaned(content)
    context = {**shallow(said), "rule_sets": said.rule_sets, "title": title}
    footer = _("Call list %(case)s") % {"case": content.file.case}
    return page("screening_proof.html", {**context, "footer": footer})
