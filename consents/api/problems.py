"""Errors as application/problem+json (RFC 9457): a code for machines, the place, never a value that was sent."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import structlog
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from consents.api import schemas
from consents.errors import (
    ConsentError,
    ConsumerRefused,
    EventRefused,
    KeyReused,
    MessageRefused,
    ScopeLacking,
    TooManyQuestions,
)
from registers.errors import RegisterError

STATUSES: Mapping[type[Exception], int] = {
    ConsumerRefused: 401,
    ScopeLacking: 403,
    KeyReused: 409,
    TooManyQuestions: 429,
}
_BODIES = (schemas.QuestionIn, schemas.QuestionsIn, schemas.IdentifierIn, schemas.EventIn, schemas.ObjectionIn)
FIELDS = frozenset(
    {name for body in (*_BODIES, schemas.CallBackIn) for name in body.model_fields} | {"Idempotency-Key"}
)


def problem(
    *,
    status: int,
    code: str,
    title: str,
    errors: Iterable[Mapping[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The answer."""
    told = {"type": "about:blank", "title": title, "status": status, "code": code, "errors": list(errors)}
    body = json.dumps(told, ensure_ascii=False)
    return HttpResponse(body, status=status, content_type="application/problem+json", headers=dict(headers or {}))


def wire(api: NinjaAPI) -> None:
    """Let every error of the API end as a problem."""
    api.add_exception_handler(ConsentError, _ours)
    api.add_exception_handler(RegisterError, _ours)
    api.add_exception_handler(ValidationError, _unreadable)
    api.add_exception_handler(AuthenticationError, lambda _request, _error: _answer(ConsumerRefused()))
    api.add_exception_handler(HttpError, _http)
    api.add_exception_handler(RequestDataTooBig, _too_big)
    api.add_exception_handler(Exception, _broken)


def _ours(_request: HttpRequest, error: Any) -> HttpResponse:
    assert isinstance(error, ConsentError | RegisterError)
    return _answer(error)


def _answer(error: ConsentError | RegisterError) -> HttpResponse:
    status = STATUSES.get(type(error), 422)
    places: list[dict[str, str]] = []
    if isinstance(error, EventRefused):
        places = [{"field": error.field, "code": error.code, "detail": error.why}]
    if isinstance(error, MessageRefused):
        places = error.problems
    return problem(status=status, code=error.code, title=str(error), errors=places, headers=_headers(error))


def _headers(error: Exception) -> dict[str, str]:
    if isinstance(error, TooManyQuestions):
        return {"Retry-After": str(error.seconds)}
    return {"WWW-Authenticate": "Bearer"} if isinstance(error, ConsumerRefused) else {}


def _unreadable(_request: HttpRequest, error: Any) -> HttpResponse:
    assert isinstance(error, ValidationError)
    places = [
        {"field": _field(fault["loc"]), "code": str(fault["type"]), "detail": _detail(fault)} for fault in error.errors
    ]
    return _answer(MessageRefused(places))


def _field(loc: Iterable[Any]) -> str:
    """The place in our own words: a name that somebody made up may be that of a person."""
    known = [str(part) for part in loc if isinstance(part, int) or part in FIELDS]
    return ".".join(known) or "body"


def _detail(fault: Mapping[str, Any]) -> str:
    """Pydantic's sentence names what is expected, save for our own checks and for words that are not known."""
    if fault["type"] == "extra_forbidden":
        return _("a name that is not known here")
    return str(fault["msg"])


def _http(_request: HttpRequest, error: Any) -> HttpResponse:
    assert isinstance(error, HttpError)
    return problem(status=error.status_code, code="bad-request", title=_("This is not a message in JSON."))


def _too_big(_request: HttpRequest, _error: Any) -> HttpResponse:
    return problem(status=413, code="too-big", title=_("This message is too big; send it in parts."))


def _broken(_request: HttpRequest, error: Any) -> HttpResponse:
    structlog.get_logger("waarborg.api").error("api failed", exc_info=(type(error), error, None))
    return problem(status=500, code="internal", title=_("Something went wrong on our side; nothing was done."))
