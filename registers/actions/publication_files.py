"""The verbs that give what is public as files: the statement of an organisation, and a folder of pages to host oneself.

Only what the public may see is in them, in Dutch. That somebody downloads a statement is a fact, as for other files.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.contrib.staticfiles import finders
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from registers.actions.actors import role_of
from registers.actions.evidence import record
from registers.actions.exporting import Export
from registers.choices import EvidenceKind
from registers.publication_selectors import by_organisation, publishable
from registers.publishing import writing
from registers.publishing.errors import NothingPublic
from registers.publishing.statement import Statement

LANGUAGE = "nl"
STYLE = "publiek.css"
STATEMENT = "privacyverklaring"


class StatementForm(StrEnum):
    """In which form a statement leaves the house; the value is the suffix of the file."""

    HTML = "html"
    MARKDOWN = "md"
    TEXT = "txt"


WRITERS: Mapping[StatementForm, Callable[[Statement], str]] = {
    StatementForm.HTML: writing.as_html,
    StatementForm.MARKDOWN: writing.as_markdown,
    StatementForm.TEXT: writing.as_text,
}


@dataclass(frozen=True, kw_only=True)
class StaticSite:
    """The files of the public pages, by name."""

    files: Mapping[str, bytes]


def download_statement(*, organisation: UUID, form: StatementForm, actor: User, at: datetime) -> Export:
    """The statement of an organisation of ours as the public may see it, with the reading recorded.

    Raises NothingPublic.
    """
    with translation.override(LANGUAGE):
        said = publishable(at=at).public_statement(str(organisation))
        if said is None:
            raise NothingPublic()
        content = WRITERS[form](said).encode()
    facts = {
        "sha256": hashlib.sha256(content).hexdigest(),
        "statement": said.sha256,
        "document": "privacy_statement",
        "form": form.value,
        "role": role_of(actor),
    }
    with transaction.atomic():
        record(kind=EvidenceKind.DOCUMENT_READ, case=organisation, facts=facts, at=at)
    return Export(filename=f"{STATEMENT}.{form.value}", content=content)


def static_site(*, at: datetime) -> StaticSite:
    """The public pages as they are now, to be hosted elsewhere, with their style beside them. Raises NothingPublic."""
    with translation.override(LANGUAGE):
        found = publishable(at=at)
        chapters, statements = found.on_register, found.statements
        if not chapters and not statements:
            raise NothingPublic()
        menu = {"css": STYLE, "register": "index.html" if chapters else "", "statements": bool(statements)}
        listed = [(one, f"verwerking-{name}.html") for name, one in chapters.items()]
        files = {"index.html": _page("list", menu, listed=by_organisation(listed))} if chapters else {}
        files |= {address: _page("activity", menu, chapter=one) for one, address in listed}
        files |= _statement_files(statements, menu)
    return StaticSite(files={**files, STYLE: _style()})


def _statement_files(statements: Mapping[str, Statement], menu: Mapping[str, Any]) -> dict[str, bytes]:
    """Each statement on a page of its own; with several a page to choose from."""
    first = f"{STATEMENT}.html"
    if len(statements) == 1:
        (said,) = statements.values()
        return {first: _page("statement", menu, said=said)}
    pages = {slug: f"{STATEMENT}-{slug}.html" for slug in statements}
    files = {pages[slug]: _page("statement", menu, said=said) for slug, said in statements.items()}
    listed = [(said, pages[slug]) for slug, said in statements.items()]
    return {**files, **({first: _page("statements", menu, listed=listed)} if listed else {})}


def _page(name: str, menu: Mapping[str, Any], **context: Any) -> bytes:
    addresses = {"statement_address": f"{STATEMENT}.html" if menu["statements"] else ""}
    facts = {**addresses, "css": menu["css"], "register_address": menu["register"], **context}
    return render_to_string(f"registers/public/{name}.html", facts).encode()


def _style() -> bytes:
    found = finders.find("registers/public.css")
    return Path(str(found)).read_bytes()
