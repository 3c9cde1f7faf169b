"""The verbs at the end: answer, close, refuse, withdraw, and the extension of the deadline (art. 12(3)-(4))."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from registers.actions.documents import issuer
from registers.choices import DocumentKind
from registers.documents.lettercontent import Extension, Letter, LetterHead, Reason, Refusal
from registers.documents.letters import letter_pdf, letter_title
from registers.models import Document
from subjects.actions.certifying import case_file, signed
from subjects.actions.committing import let_go
from subjects.actions.moving import Deed, move, note_event
from subjects.actions.prepared import PreparedDocument, issue
from subjects.actions.purging import destroy_working_data, purge_documents_of
from subjects.actions.reporting import purge_extracts
from subjects.articles import article_of, article_words
from subjects.choices import Right, Status
from subjects.errors import RequestError
from subjects.models import SubjectRequest
from subjects.states import ENDED


def answer(*, request: SubjectRequest, actor: User, at: datetime) -> None:
    """Note that the answer went to the person."""
    move(request=request, to=Status.ANSWERED, deed=Deed(verb="answer", at=at, actor=actor))


def close(*, request: SubjectRequest, actor: User | None, at: datetime) -> None:
    """Close an answered request: working data and documents that hold personal data are destroyed."""
    with transaction.atomic():
        move(request=request, to=Status.CLOSED, deed=Deed(verb="close", at=at, actor=actor), changes={"closed_at": at})
        destroy_working_data(request=request, at=at)
    purge_extracts(request)
    purge_documents_of(request=request, at=at)


def refuse(*, request: SubjectRequest, article: str, reason: str, actor: User, at: datetime) -> Document:
    """Refuse with the reason, and the letter that art. 12(4) demands. ``reason`` goes to the person as it is.

    Raises ArticleInvalid for an article in another shape than 12(5), RequestError without a reason, WorkOpen while it
    is not known what was done, MoveRefused.
    """
    if Right(request.right).in_ledger:
        raise RequestError(_("an objection to advertising and a withdrawal can't be refused (art. 21(3), 7(3))"))
    ground = article_of(article)
    if not reason.strip():
        raise RequestError(_("a refusal gives its reason (art. 12(4))"))
    letter = Refusal(
        head=letter_head(request, "weigering", at),
        reasons=(Reason(article=article_words(ground), text=reason.strip()),),
    )
    ready = made_letter(letter, at)
    with transaction.atomic():
        let_go(request=request, at=at)
        move(
            request=request,
            to=Status.REFUSED,
            deed=Deed(verb="refuse", at=at, actor=actor, note=ground),
            changes={"closed_at": at},
        )
        destroy_working_data(request=request, at=at)
        document = issue(ready, case=request.case, at=at)
    purge_extracts(request)
    return document


def withdraw(*, request: SubjectRequest, actor: User | None, at: datetime) -> None:
    """End a request because the person takes it back. Raises WorkOpen, MoveRefused."""
    with transaction.atomic():
        let_go(request=request, at=at)
        move(
            request=request,
            to=Status.WITHDRAWN,
            deed=Deed(verb="withdraw", at=at, actor=actor),
            changes={"closed_at": at},
        )
        destroy_working_data(request=request, at=at)
    purge_extracts(request)


def extend(*, request: SubjectRequest, reason: str, actor: User, at: datetime) -> Document:
    """Take two months more, once, with the reason, told inside the first month (art. 12(3))."""
    if not reason.strip():
        raise RequestError(_("an extension gives its reason (art. 12(3))"))
    if request.extended_at is not None:
        raise RequestError(_("the deadline was extended already; that can be done once"))
    if at.astimezone().date() > request.due:
        told = _("an extension has to be told on %(day)s at the latest")
        raise RequestError(told % {"day": request.due.isoformat()})
    if request.status in ENDED:
        told = _("a request that is %(status)s has no deadline any more")
        raise RequestError(told % {"status": request.get_status_display()})
    letter = Extension(
        head=letter_head(request, "verlenging", at),
        reasons=(reason.strip(),),
        due=request.due,
        new_due=request.extended_due,
    )
    ready = made_letter(letter, at)
    with transaction.atomic():
        SubjectRequest.objects.filter(pk=request.pk).update(extension_reason=reason.strip(), extended_at=at)
        note_event(request=request, verb="extend", at=at, actor=actor, note=request.extended_due.isoformat())
        return issue(ready, case=request.case, at=at)


def letter_head(request: SubjectRequest, part: str, at: datetime) -> LetterHead:
    """The head of a letter about a request; ``part`` tells its number from others."""
    return LetterHead(
        issuer=issuer(at=at),
        file=case_file(request),
        recipient=(),
        number=f"{request.reference}-{part}",
        issued_at=at,
    )


def made_letter(letter: Letter, at: datetime) -> PreparedDocument:
    """A letter, signed and ready to be issued: made before anything is locked."""
    with translation.override("nl"):
        title = letter_title(letter) or _("Letter")
    return signed(
        letter_pdf(letter), kind=DocumentKind.LETTER, subkind=letter.name, title=title, number=letter.head.number, at=at
    )
