"""Log lines: structured, short, and without personal data.

Only fields on ``ALLOWED`` leave; what else is bound to a line is dropped and counted, and exceptions are logged as
type and code, never with their text, arguments or local variables (a database driver puts values in all three).
"""

import logging
import sys
import time
import uuid
from collections.abc import Callable
from typing import Any, TextIO

import structlog
from django.http import HttpRequest, HttpResponse
from structlog.typing import EventDict, Processor, WrappedLogger

ALLOWED = frozenset(
    {
        "count_dropped",
        "event",
        "level",
        "timestamp",
        "logger",
        "request_id",
        "reference",
        "case",
        "step_id",
        "step_kind",
        "source",
        "table",
        "status",
        "attempt",
        "fencing",
        "code",
        "error",
        "rows",
        "count",
        "seconds",
        "queue",
        "task",
        "method",
        "route",
        "document",
        "position",
        "signal",
    }
)


def keep_allowed(_logger: WrappedLogger, _name: str, line: EventDict) -> EventDict:
    """Drop every field that is not on the list; say how many went."""
    dropped = [field for field in line if field not in ALLOWED and not field.startswith("_")]
    for field in dropped:
        del line[field]
    if dropped:
        line["count_dropped"] = len(dropped)
    return line


def bare_exception(_logger: WrappedLogger, _name: str, line: EventDict) -> EventDict:
    """Replace an exception by the name of its type and its code, if it has one."""
    info = line.pop("exc_info", None)
    if info is True:
        info = sys.exc_info()
    error = info[1] if isinstance(info, tuple) else info
    if isinstance(error, BaseException):
        line["error"] = type(error).__name__
        line["code"] = getattr(error, "code", None) or line.get("code")
    return line


def foreign_message(_logger: WrappedLogger, _name: str, line: EventDict) -> EventDict:
    """For a line of a library keep the format string, not the arguments that may hold a person's data."""
    record: logging.LogRecord | None = line.get("_record")
    if record is not None and line.get("_from_structlog") is False:
        line["event"] = str(record.msg) if record.args else _first_words(str(record.msg))
    return line


def _first_words(text: str, most: int = 120) -> str:
    return text.splitlines()[0][:most] if text else ""


_LOGGERS: dict[str, dict[str, Any]] = {
    "django.server": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
    "fontTools": {"level": "WARNING"},
    "weasyprint": {"level": "ERROR"},
    "pikepdf": {"level": "WARNING"},
    "pyhanko": {"level": "ERROR"},
    "pyhanko_certvalidator": {"level": "ERROR"},
    "sqlalchemy": {"level": "WARNING"},
    "celery": {"level": "WARNING"},
    "kombu": {"level": "ERROR"},
}


def logging_config(*, level: str, as_json: bool, stream: TextIO) -> dict[str, Any]:
    """The dictionary for ``logging.config``; also sets structlog up."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        bare_exception,
    ]
    renderer: Processor = (
        structlog.processors.JSONRenderer() if as_json else structlog.processors.KeyValueRenderer(key_order=["event"])
    )
    structlog.configure(
        processors=[*shared, keep_allowed, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "plain": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": shared,
                "processors": [
                    foreign_message,
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    keep_allowed,
                    renderer,
                ],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain", "stream": stream}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": _LOGGERS,
    }


class RequestLogMiddleware:
    """One line per page: method, route name, status, seconds. The route, not the path: a path may name a request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.log = structlog.get_logger("waarborg.web")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request and log it."""
        started = time.perf_counter()
        structlog.contextvars.bind_contextvars(request_id=uuid.uuid4().hex)
        try:
            response = self.get_response(request)
            route = request.resolver_match.view_name if request.resolver_match else "-"
            seconds = round(time.perf_counter() - started, 3)
            self.log.info("page", method=request.method, route=route, status=response.status_code, seconds=seconds)
            return response
        finally:
            structlog.contextvars.unbind_contextvars("request_id")
