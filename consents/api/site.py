"""The addresses of the API. Each reads the message, makes one call inward and answers."""

from typing import Annotated, Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Header, NinjaAPI, Status

from consents.actions.consumers import demand, demand_senders
from consents.actions.deciding import may_contact, may_contact_all
from consents.actions.messages import Message, Taken, demand_fresh, take
from consents.actions.rationing import spend
from consents.api import answering, problems
from consents.api.authenticating import KeyOfConsumer, SignatureOfConsumer, consumer_of
from consents.api.reading import entry_of_call, entry_of_event, entry_of_objection, questions_of
from consents.api.schemas import (
    AskIn,
    CallBackIn,
    DecisionOut,
    DecisionsOut,
    EventIn,
    EventsOut,
    ObjectionIn,
    ProblemOut,
    QuestionsIn,
)
from consents.choices import ApiScope

WRONG: dict[Any, Any] = {frozenset({400, 401, 403, 409, 413, 422, 429, 500}): ProblemOut}
IdempotencyKey = Annotated[str, Header(alias="Idempotency-Key", min_length=8, max_length=200)]

api = NinjaAPI(title="Waarborg", version="1", docs_url=None, urls_namespace="api", auth=KeyOfConsumer())
problems.wire(api)


@api.post("/contact-decisions", response={200: DecisionOut | DecisionsOut, **WRONG}, tags=["decisions"])
def decide(request: HttpRequest, ask: AskIn) -> HttpResponse:
    """May this person be contacted, by this sender, for this purpose, by this channel? Every decision is kept."""
    at, consumer, asked = timezone.now(), consumer_of(request), ask.root
    held = asked.questions if isinstance(asked, QuestionsIn) else [asked]
    demand(consumer, ApiScope.DECIDE)
    demand_senders(consumer, {each.sender for each in held})
    spend(consumer=consumer, questions=len(held), at=at)
    questions = questions_of(held, many=isinstance(asked, QuestionsIn), at=at)
    if isinstance(asked, QuestionsIn):
        answers = may_contact_all(questions=questions, at=at, role=consumer.role)
        return answering.many(answers)
    return answering.one(may_contact(question=questions[0], at=at, role=consumer.role))


@api.post("/consent-events", response={200: EventsOut, 201: EventsOut, **WRONG}, tags=["ledger"])
def tell(request: HttpRequest, told: EventIn, idempotency_key: IdempotencyKey) -> Any:
    """Record what somebody said. The same key and message again give the same answer and record nothing."""
    at, consumer = timezone.now(), consumer_of(request)
    demand(consumer, ApiScope.RECORD)
    spend(consumer=consumer, questions=1, at=at)
    message = Message(key=idempotency_key, content=told.model_dump_json(), entry=entry_of_event(told))
    return _taken(take(consumer=consumer, message=message, at=at))


@api.post("/objections", response={200: EventsOut, 201: EventsOut, **WRONG}, tags=["ledger"])
def object_to(
    request: HttpRequest,
    told: ObjectionIn,
    idempotency_key: Annotated[str, Header(alias="Idempotency-Key", max_length=200)] = "",
) -> Any:
    """Record an objection; it holds for every decision from now on."""
    at, consumer = timezone.now(), consumer_of(request)
    demand(consumer, ApiScope.OBJECT)
    spend(consumer=consumer, questions=1, at=at)
    entry = entry_of_objection(told, at=at)
    message = Message(key=idempotency_key or uuid4().hex, content=told.model_dump_json(), entry=entry)
    return _taken(take(consumer=consumer, message=message, at=at))


@api.post(
    "/ivr/objections",
    response={200: EventsOut, 201: EventsOut, **WRONG},
    tags=["ledger"],
    auth=SignatureOfConsumer(),
)
def call_back(request: HttpRequest, told: CallBackIn) -> Any:
    """Record the objection of whoever called the phone menu: for the number, whoever has it. Five minutes to arrive."""
    at, consumer = timezone.now(), consumer_of(request)
    demand_fresh(signed_at=told.timestamp, at=at)
    spend(consumer=consumer, questions=1, at=at)
    entry = entry_of_call(told)
    content = "\x1f".join([*(value.text for value in entry.values), told.sender or ""])
    return _taken(take(consumer=consumer, message=Message(key=told.call_id, content=content, entry=entry), at=at))


def _taken(taken: Taken) -> Status[dict[str, Any]]:
    people = sum(not event.person.is_number for event in taken.events)
    told = {
        "events": [event.uid for event in taken.events],
        "people": people,
        "numbers": len(taken.events) - people,
        "again": taken.again,
    }
    return Status(200 if taken.again else 201, told)
