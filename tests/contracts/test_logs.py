"""Log lines carry no personal data: unlisted fields go, an exception is its type, the arguments of a library go."""

import io
import json
import logging
import logging.config
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from django.http import HttpRequest, HttpResponse

from config.logs import ALLOWED, RequestLogMiddleware, logging_config
from subjects.errors import SourceBusy

PERSON = "jan.jansen@voorbeeld.example"


class Lines:
    """What was written, as JSON and as bare text."""

    def __init__(self) -> None:
        self.stream = io.StringIO()

    @property
    def text(self) -> str:
        return self.stream.getvalue()

    @property
    def last(self) -> dict[str, Any]:
        line: dict[str, Any] = json.loads(self.text.splitlines()[-1])
        return line


@pytest.fixture
def lines() -> Iterator[Lines]:
    from django.conf import settings

    written = Lines()
    logging.config.dictConfig(logging_config(level="DEBUG", as_json=True, stream=written.stream))
    yield written
    logging.config.dictConfig(settings.LOGGING)


def test_a_field_that_is_not_on_the_list_is_dropped_and_counted(lines: Lines) -> None:
    structlog.get_logger("waarborg").info("located", rows=3, email=PERSON, name="Jan Jansen")

    assert PERSON not in lines.text
    assert "Jansen" not in lines.text
    assert (lines.last["rows"], lines.last["count_dropped"]) == (3, 2)


def test_a_field_bound_earlier_is_dropped_too(lines: Lines) -> None:
    structlog.get_logger("waarborg").bind(customer=PERSON).warning("located")

    assert PERSON not in lines.text


def test_an_exception_is_logged_as_type_and_code_only(lines: Lines) -> None:
    try:
        raise SourceBusy("crm", f"duplicate key ({PERSON})")
    except SourceBusy:
        structlog.get_logger("waarborg").exception("step")

    assert PERSON not in lines.text
    assert (lines.last["error"], lines.last["code"]) == ("SourceBusy", "source-busy")


def test_an_exception_of_a_library_is_logged_without_text_or_traceback(lines: Lines) -> None:
    try:
        raise ValueError(PERSON)
    except ValueError:
        logging.getLogger("celery.app.trace").exception("Task failed")

    assert PERSON not in lines.text
    assert "Traceback" not in lines.text
    assert lines.last["error"] == "ValueError"


def test_the_arguments_of_a_library_are_dropped(lines: Lines) -> None:
    logging.getLogger("some.library").warning("looked up %s in %s", PERSON, "customers")

    assert PERSON not in lines.text
    assert lines.last["event"] == "looked up %s in %s"


def test_what_a_library_passes_as_extra_is_dropped(lines: Lines) -> None:
    logging.getLogger("some.library").warning("looked up", extra={"person": PERSON})

    assert PERSON not in lines.text


def test_a_page_is_logged_by_its_route_not_by_its_path(lines: Lines) -> None:
    request = HttpRequest()
    request.method, request.path = "GET", f"/zoek/{PERSON}"

    RequestLogMiddleware(lambda _request: HttpResponse("ok"))(request)

    assert PERSON not in lines.text
    assert (lines.last["event"], lines.last["status"], lines.last["method"]) == ("page", 200, "GET")


@pytest.mark.parametrize(
    "field", ["email", "phone", "name", "value", "identifier", "url", "path", "user", "sql", "text"]
)
def test_no_field_that_could_hold_a_person_is_on_the_list(field: str) -> None:
    assert field not in ALLOWED
