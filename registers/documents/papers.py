"""Documents of sheets that are about no part of the register's book: the breach register, an incident.

A paper is a frozen value in Dutch, made of content and nothing else: equal content gives equal bytes. ``facts`` is
attached as canonical JSON, of which the SHA-256 stands on every page and names the document.
"""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from registers.book.moments import AMSTERDAM
from registers.canonical import canonical_json, sha256_of
from registers.choices import DocumentKind
from registers.citations import cited
from registers.documents.longform import LongDocument, render_long
from registers.documents.pages import JSON, LANGUAGE, cleaned, page
from registers.documents.registerpages import paged, spoken
from registers.documents.rendering import Attachment
from registers.documents.sheets import Field, Said, Section, Sheet
from registers.documents.text import clean
from registers.documents.verification import FACTS_NAME

TEMPLATE = 2
"""Raise it when the pages change: a paper of the old template is not given for one of the new."""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What the document says. ``case`` is what it is about, ``at`` the moment, ``own`` the names of our organisations.

    ``front`` stands on the first pages, before the sheets; ``content`` is the same for machines.
    """

    kind: DocumentKind
    case: str
    at: dt.datetime
    own: tuple[str, ...]
    article: str
    title: str
    subject: str
    lead: str
    figures: tuple[Field, ...] = ()
    front: tuple[Section, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    content: Mapping[str, Any]

    @property
    def full_title(self) -> str:
        """The heading with what it is about."""
        return " – ".join(filter(None, (self.title, self.subject)))

    @property
    def facts(self) -> dict[str, Any]:
        """The value for machines."""
        return {
            "schema": f"waarborg/{self.kind.value}/1",
            "template": TEMPLATE,
            "kind": self.kind.value,
            "case": self.case,
            "as_of": self.at.astimezone(AMSTERDAM).isoformat(),
            **plain(self.content),
        }

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 (hex) of the facts."""
        return sha256_of(self.facts)


def plain(value: Any) -> Any:
    """A value as JSON holds it: a moment with its zone, a dataclass as a mapping, a tuple as a list."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, dt.datetime):
        return value.astimezone(AMSTERDAM).isoformat()
    return str(value) if isinstance(value, str) else value


def moment(at: dt.datetime | None) -> Said:
    """A moment to the minute in Europe/Amsterdam; marked when there is none. Call it within ``spoken``."""
    if at is None:
        return Said(text=_("not filled in"), missing=True)
    return Said(text=date_format(timezone.localtime(at), "j F Y, H:i"))


def write_paper(paper: Paper, *, target: Path, folder: Path | None = None) -> LongDocument:
    """Write the unsigned PDF/A-3a and PDF/UA-1 with the facts attached. Raises RenderWorkerStopped."""
    with spoken():
        frame = _frame(paper)
        html = page("paper_front.html", {**frame, **_front(paper)})
        page_of, description = _("Page {page} of {pages}"), _("The content of this document for machines")
    attached = Attachment(
        name=FACTS_NAME,
        content=canonical_json(paper.facts).encode(),
        media_type=JSON,
        description=description,
        relationship="Source",
        modified=paper.at,
    )
    return render_long(
        parts=paged(cleaned(paper.sheets), frame),
        front=lambda _numbers: html,
        target=target,
        title=paper.full_title,
        created=paper.at,
        attachments=[attached],
        lang=LANGUAGE,
        page_of=page_of,
        folder=folder,
    )


def _frame(paper: Paper) -> dict[str, Any]:
    return {
        "title": clean(paper.title),
        "issuer": {"name": clean(" / ".join(paper.own) or _("organisation: not filled in"))},
        "number": _("As of %(moment)s") % {"moment": moment(paper.at).text},
        "footer": f"SHA-256 {paper.fingerprint}",
        "moment": moment(paper.at).text,
    }


def _front(paper: Paper) -> dict[str, Any]:
    return {
        "article": clean(cited(paper.article)),
        "subject": clean(paper.subject),
        "lead": clean(paper.lead),
        "figures": cleaned(paper.figures),
        "sections": cleaned(paper.front),
        "sha256": paper.fingerprint,
    }
