"""Letters as pages: one template for each, one frame for all. In Dutch at B1 level, addressed with "u"."""

from django.utils import translation
from django.utils.translation import gettext as _

from registers.documents.content import machine_readable
from registers.documents.lettercontent import Letter
from registers.documents.pages import JSON, LANGUAGE, cited_grounds, cleaned, page, shallow
from registers.documents.rendering import Attachment, render


def letter_title(letter: Letter) -> str:
    """The subject line, in the language that is active."""
    return {
        "acknowledgement": _("We have received your request"),
        "erasure": _("Answer to your request for erasure"),
        "access": _("Answer to your request for access"),
        "restriction": _("Answer to your request for restriction"),
        "lifting": _("We are going to lift the restriction"),
        "portability": _("Answer to your request to take data along"),
        "rectification": _("Answer to your request for correction"),
        "contact": _("We have stopped contacting you"),
        "refusal": _("Our decision on your request"),
        "extension": _("We need more time for your request"),
    }[letter.name]


def letter_html(letter: Letter) -> str:
    """The pages of a letter."""
    with translation.override(LANGUAGE):
        letter = cleaned(letter)
        return page(
            f"letters/{letter.name}.html",
            {
                **shallow(letter),
                **cited_grounds(letter),
                "title": letter_title(letter),
                "issuer": letter.head.issuer,
                "number": letter.head.number,
                "footer": letter.head.issuer.contact,
            },
        )


def letter_pdf(letter: Letter) -> bytes:
    """The unsigned letter with its content attached; equal content gives equal bytes."""
    with translation.override(LANGUAGE):
        title, description = letter_title(letter), _("The content of this document for machines")
    issued_at = letter.head.issued_at
    attached = Attachment(
        name="waarborg.json",
        content=machine_readable(letter),
        media_type=JSON,
        description=description,
        relationship="Source",
        modified=issued_at,
    )
    return render(html=letter_html(letter), title=title, created=issued_at, attachments=[attached], lang=LANGUAGE)
