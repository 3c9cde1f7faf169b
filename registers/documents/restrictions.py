"""The certificate of a restriction, or of its end, as pages (art. 18). In Dutch, whoever asks."""

from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from registers.documents.content import machine_readable
from registers.documents.pages import JSON, LANGUAGE, cleaned, page, shallow
from registers.documents.rendering import Attachment, render
from registers.documents.restrictioncontent import RestrictionCertificate
from registers.documents.wording import role_word


def restriction_title(*, lifted: bool) -> str:
    """The heading, in the language that is active."""
    return _("Certificate of the end of a restriction") if lifted else _("Certificate of restriction")


def restriction_pdf(content: RestrictionCertificate) -> bytes:
    """The unsigned certificate with its content attached; equal content gives equal bytes."""
    with translation.override(LANGUAGE):
        title = f"{restriction_title(lifted=content.lifted)} {content.number}"
        description = _("The content of this document for machines")
        html = _html(content)
    attached = Attachment(
        name="waarborg.json",
        content=machine_readable(content),
        media_type=JSON,
        description=description,
        relationship="Source",
        modified=content.issued_at,
    )
    return render(html=html, title=title, created=content.issued_at, attachments=[attached], lang=LANGUAGE)


def _html(content: RestrictionCertificate) -> str:
    counts = {name: sum(getattr(table, name) for table in content.tables) for name in _COUNTED}
    content = cleaned(content)
    return page(
        "restriction.html",
        {
            **shallow(content),
            "title": restriction_title(lifted=content.lifted),
            "footer": _("Certificate, case %(case)s") % {"case": content.file.case},
            "approver_role": role_word(content.approver_role),
            "statement": _statement(content, counts),
            "by_hand": [table for table in content.tables if table.by_hand or table.shared],
            "marked": counts["marked"],
        },
    )


_COUNTED = ("marked", "before", "by_hand", "shared")


def _statement(content: RestrictionCertificate, counts: dict[str, int]) -> str:
    facts: dict[str, Any] = {"name": content.issuer.name, "rows": counts["marked"]}
    if content.lifted:
        return _("%(name)s has lifted the restriction of this case. Marks cleared: %(rows)d.") % facts
    if not counts["marked"] and not counts["before"]:
        return _("Waarborg could not mark any row of this case. %(name)s restricts them by the measure below.") % facts
    first = _("%(name)s has restricted the use of the personal data of this case. Rows marked: %(rows)d.") % facts
    if counts["by_hand"] or counts["shared"]:
        return first + " " + _("Waarborg did not mark all rows; this document says which, and how they are restricted.")
    return first
