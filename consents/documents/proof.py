"""The proof of a consent as pages, with the receipts attached. In Dutch, whoever asks."""

import json

from django.utils import translation
from django.utils.translation import gettext as _

from consents.documents.content import ConsentProof
from consents.documents.receipts import receipts_of
from registers.documents.content import machine_readable
from registers.documents.pages import JSON, LANGUAGE, cleaned, page, shallow
from registers.documents.rendering import Attachment, render


def proof_title() -> str:
    """The heading, in the language that is active."""
    return _("Proof of consent")


def proof_pdf(content: ConsentProof) -> bytes:
    """The unsigned proof with its content and the receipts attached; equal content gives equal bytes."""
    with translation.override(LANGUAGE):
        title = f"{proof_title()} {content.number}"
        whole, receipts = _("The content of this document for machines"), _("The consents as receipts (Kantara)")
        attached = [
            _attached(content, "waarborg.json", machine_readable(content), whole),
            _attached(content, "consent-receipts.json", receipts_json(content), receipts),
        ]
        html = _html(content)
    return render(html=html, title=title, created=content.issued_at, attachments=attached, lang=LANGUAGE)


def receipts_json(content: ConsentProof) -> bytes:
    """The receipts as indented JSON (UTF-8, sorted keys)."""
    return json.dumps(receipts_of(content), sort_keys=True, indent=1, ensure_ascii=False).encode()


def _attached(content: ConsentProof, name: str, body: bytes, description: str) -> Attachment:
    return Attachment(
        name=name,
        content=body,
        media_type=JSON,
        description=description,
        relationship="Source",
        modified=content.issued_at,
    )


def _html(content: ConsentProof) -> str:
    footer = _("Proof of consent, case %(case)s") % {"case": content.file.case}
    return page("consent_proof.html", {**shallow(cleaned(content)), "title": proof_title(), "footer": footer})
