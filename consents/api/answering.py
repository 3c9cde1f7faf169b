"""Decisions as JSON, written as they are: a batch may hold a thousand.

What a decision is made of is fixed in ``Answer.as_value``; reading that once more into a schema, to write it out again,
took longer than a decision. ``DecisionOut`` describes it to other systems; a test holds every answer against it.
"""

import json
from collections.abc import Sequence
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse

from consents.actions.deciding import Answer


def one(answer: Answer) -> HttpResponse:
    """The answer to a single question: a ``DecisionOut``."""
    return _response(_told(answer))


def many(answers: Sequence[Answer]) -> HttpResponse:
    """The answers to several, in the order of the questions: a ``DecisionsOut``."""
    return _response({"decisions": [_told(answer) for answer in answers]})


def _told(answer: Answer) -> dict[str, Any]:
    """Moments as Django writes them in JSON: to the millisecond, Z for UTC."""
    return {**answer.as_value(), "not_before": answer.decision.not_before, "at": answer.noted.about_at}


def _response(value: dict[str, Any]) -> HttpResponse:
    return HttpResponse(json.dumps(value, cls=DjangoJSONEncoder), content_type="application/json; charset=utf-8")
