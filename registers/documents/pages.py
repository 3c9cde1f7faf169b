"""Content to pages: the Django templates of certificates and letters, filled with text that is fit for print.

Everything a template shows passes ``cleaned`` first; autoescaping does the rest. Documents are in Dutch, whoever asks.
"""

import dataclasses
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registers.choices import CorrectionWay, DocumentKind, Fate
from registers.citations import ground_in_dutch
from registers.documents.content import Certificate, FileResult, SourceResult, TableResult, machine_readable
from registers.documents.rendering import Attachment, render
from registers.documents.text import clean
from registers.documents.wording import ACTIONS, engine_name, erased_means, role_word

LANGUAGE = "nl"
JSON = "application/json"
TEMPLATES = {DocumentKind.RECTIFICATION_CERTIFICATE: "rectification.html"}


def cleaned(value: Any) -> Any:
    """The value with every text in it fit for print, through dataclasses and tuples; dicts are left as they are."""
    if isinstance(value, Promise):
        return clean(str(value))
    if type(value) is str:
        return clean(value)
    if isinstance(value, tuple):
        return tuple(cleaned(item) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changes = {f.name: cleaned(getattr(value, f.name)) for f in dataclasses.fields(value)}
        return dataclasses.replace(value, **changes)
    return value


def page(template: str, context: dict[str, Any]) -> str:
    """The HTML of a whole document, in Dutch."""
    return render_to_string(f"documents/{template}", {"lang": LANGUAGE, **context})


def shallow(content: Any) -> dict[str, Any]:
    """The fields of a dataclass as a template context."""
    return {f.name: getattr(content, f.name) for f in dataclasses.fields(content)}


def cited_grounds(content: Any) -> dict[str, Any]:
    """What is kept and what is erased later, with grounds as people write them; the attachment keeps the codes."""
    return {
        name: [{**shallow(one), "ground": ground_in_dutch(one.ground)} for one in getattr(content, name)]
        for name in ("kept", "deferrals")
        if hasattr(content, name)
    }


def certificate_html(content: Certificate) -> str:
    """The pages of a certificate."""
    with translation.override(LANGUAGE):
        content = cleaned(content)
        return page(
            TEMPLATES.get(content.kind, "certificate.html"),
            {
                **shallow(content),
                "title": certificate_title(content.kind),
                "approver_role": role_word(content.approver_role),
                "footer": _("Certificate, case %(case)s") % {"case": content.file.case},
                "statement": _statement(content),
                "figures": _figures(content),
                "sources": [_source(source) for source in content.sources],
                **cited_grounds(content),
                "singled_out": _singled_out(content),
            },
        )


def certificate_pdf(content: Certificate) -> bytes:
    """The unsigned certificate with its content attached; equal content gives equal bytes."""
    with translation.override(LANGUAGE):
        title = f"{certificate_title(content.kind)} {content.number}"
        description = _("The content of this document for machines")
    attached = Attachment(
        name="waarborg.json",
        content=machine_readable(content),
        media_type=JSON,
        description=description,
        relationship="Source",
        modified=content.issued_at,
    )
    html = certificate_html(content)
    return render(html=html, title=title, created=content.issued_at, attachments=[attached], lang=LANGUAGE)


def certificate_title(kind: DocumentKind) -> str:
    """The heading of a certificate of this kind."""
    return {
        DocumentKind.ERASURE_CERTIFICATE: _("Certificate of erasure"),
        DocumentKind.ANONYMISATION_CERTIFICATE: _("Certificate of anonymisation"),
        DocumentKind.DEFERRED_CERTIFICATE: _("Certificate of deferred erasure"),
        DocumentKind.RECTIFICATION_CERTIFICATE: _("Certificate of rectification"),
    }[kind]


def _statement(content: Certificate) -> str:
    sentences = {
        DocumentKind.ERASURE_CERTIFICATE: _("%(name)s has erased the personal data of this case, in %(sources)s."),
        DocumentKind.ANONYMISATION_CERTIFICATE: _(
            "%(name)s has anonymised the personal data of this case, in %(sources)s."
        ),
        DocumentKind.RECTIFICATION_CERTIFICATE: _(
            "%(name)s has corrected the personal data of this case, in %(sources)s."
        ),
        DocumentKind.DEFERRED_CERTIFICATE: _(
            "%(name)s has now also erased the data of this case that a retention duty kept until today, in %(sources)s."
        ),
    }
    count = _databases(content)
    sources = ngettext("%(count)d database", "%(count)d databases", count) % {"count": count}
    first = sentences[content.kind] % {"name": content.issuer.name, "sources": sources}
    if content.kind == DocumentKind.RECTIFICATION_CERTIFICATE:
        return first
    if content.kept or content.deferrals or any(source.files.shared for source in content.sources):
        return first + " " + _("Part of the data must stay for now; this document says which, why and until when.")
    return first


def _databases(content: Certificate) -> int:
    """How many; after a block one may have been worked in twice."""
    return len({source.name for source in content.sources})


def _figures(content: Certificate) -> list[dict[str, Any]]:
    tables = [table for source in content.sources for table in source.tables]
    databases = {"label": _("Databases"), "value": _databases(content)}

    def rows(action: Fate) -> int:
        return sum(table.new for table in tables if table.action is action)

    if content.kind == DocumentKind.RECTIFICATION_CERTIFICATE:
        return [
            databases,
            {"label": _("Fields corrected"), "value": sum(len(table.columns) for table in tables)},
            {"label": _("Rows corrected"), "value": rows(Fate.TREAT)},
        ]
    return [
        databases,
        {"label": _("Rows deleted"), "value": rows(Fate.DELETE)},
        {"label": _("Rows treated"), "value": rows(Fate.TREAT)},
        {"label": _("Rows kept"), "value": sum(item.rows for item in content.kept)},
        {"label": _("Erased later"), "value": sum(item.rows for item in content.deferrals)},
    ]


def _source(source: SourceResult) -> dict[str, Any]:
    return {
        **shallow(source),
        "engine": engine_name(source.dialect),
        "erased_means": erased_means(source.dialect),
        "tables": [{**shallow(table), "what": _what(table)} for table in source.tables],
        "columns": [
            {
                "table": table.label,
                "label": column.label,
                "column": column.column,
                "category": column.category.label,
                "treatment": column.treatment.label,
            }
            for table in source.tables
            for column in table.columns
        ],
        "files": _files(source.files),
    }


def _what(table: TableResult) -> str:
    corrected = any(isinstance(column.treatment, CorrectionWay) for column in table.columns)
    return _("fields corrected") if corrected else str(ACTIONS[table.action])


def _files(files: FileResult) -> list[dict[str, Any]]:
    """What happened to the files that the treated rows name; nothing when they name none."""
    if not files.any:
        return []
    lines = [
        (_("removed from the file store"), files.removed),
        (_("was no longer in the file store when the work began"), files.missing),
        (_("left in place: a row that stays, for instance somebody else's, names the same file"), files.shared),
    ]
    return [{"what": what, "count": count} for what, count in lines]


def _singled_out(content: Certificate) -> str:
    if any(group.singled_out for group in content.groups):
        return _("Yes: at least one row still stands alone.")
    return _("No: no row stands alone.")
