"""What other systems send and get, as types; OpenAPI is made from these."""

import datetime as dt
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Discriminator, Field, RootModel, Tag

from consents.choices import CollectionMethod, ContactChannel, EventKind, PartyKind

MOST = 1_000
"""Questions in one message."""

FIRST, LAST = dt.datetime(1990, 1, 1, tzinfo=dt.UTC), dt.datetime(2100, 1, 1, tzinfo=dt.UTC)


def _sensible(at: dt.datetime) -> dt.datetime:
    if not FIRST <= at < LAST:
        raise ValueError("a moment between 1990 and 2100")
    return at


Moment = Annotated[AwareDatetime, AfterValidator(_sensible)]
Key = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=60)]
Line = Annotated[str, Field(pattern=r"^[^\x00-\x1f]*$", max_length=200)]


class Strict(BaseModel):
    """A word that we don't know is an error, not something to leave out."""

    model_config = ConfigDict(extra="forbid")


class IdentifierIn(Strict):
    """A value that leads to somebody."""

    kind: Literal["phone", "email", "customer_number", "iban"]
    value: Annotated[str, Field(min_length=1, max_length=320)]


Identifiers = Annotated[list[IdentifierIn], Field(min_length=1, max_length=8)]


class QuestionIn(Strict):
    """May this person be contacted? Without ``at`` it is about now; ``offer`` makes any contact marketing."""

    identifiers: Identifiers
    sender: Key
    purpose: Key
    channel: ContactChannel
    at: Moment | None = None
    offer: bool = False
    party: PartyKind = PartyKind.UNKNOWN


class QuestionsIn(Strict):
    """Several questions; the decisions come in the same order."""

    questions: Annotated[list[QuestionIn], Field(min_length=1, max_length=MOST)]


def _form(value: Any) -> str:
    return "many" if isinstance(value, QuestionsIn) or (isinstance(value, dict) and "questions" in value) else "one"


class AskIn(
    RootModel[
        Annotated[
            Annotated[QuestionIn, Tag("one")] | Annotated[QuestionsIn, Tag("many")],
            Discriminator(_form),
        ]
    ]
):
    """One question, or several under ``questions``."""


class DecisionOut(BaseModel):
    """A decision with everything that explains it; facts are ids and words, never values of a person.

    ``stop``: the page on which the person stops it, for the message of an allowed e-mail or SMS; else ''.
    """

    decision: UUID
    outcome: str
    rule: str
    ruleset: str
    rules_sha256: str
    reason: str
    article: str
    source: str
    status: str
    not_before: AwareDatetime | None
    at: AwareDatetime
    facts: dict[str, Any]
    stop: str


class DecisionsOut(BaseModel):
    """Decisions in the order of the questions."""

    decisions: list[DecisionOut]


class EventIn(Strict):
    """What somebody said, as it is to stand in the ledger. The wording is named by key, version and language."""

    kind: EventKind
    identifiers: Annotated[list[IdentifierIn], Field(max_length=8)] = []
    stated_at: Moment
    sender: Key | None = None
    purpose: Key | None = None
    channel: ContactChannel | None = None
    method: CollectionMethod = CollectionMethod.API
    text_key: Key | None = None
    text_version: Annotated[int, Field(ge=1, le=2_000_000_000)] | None = None
    text_language: Annotated[str, Field(pattern=r"^[a-zA-Z-]{2,10}$")] = "nl"
    refers_to: UUID | None = None
    campaign: Line = ""
    campaign_url: Annotated[str, Field(pattern=r"^(https://[^\s\x00-\x1f]+)?$", max_length=200)] = ""
    suppliers: Annotated[list[Line], Field(max_length=20)] = []
    evidence_file: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = ""
    valid_until: dt.date | None = None
    first_contact_on: dt.date | None = None
    own_initiative: bool = False
    whole_number: bool = False
    party: PartyKind = PartyKind.UNKNOWN


class ObjectionIn(Strict):
    """An objection. Without sender, purpose or channel it is about all of them; without ``stated_at`` said now."""

    identifiers: Identifiers
    sender: Key | None = None
    purpose: Key | None = None
    channel: ContactChannel | None = None
    stated_at: Moment | None = None
    method: CollectionMethod = CollectionMethod.API
    whole_number: bool = False


class CallBackIn(Strict):
    """Somebody called the phone menu and pressed the key to object. The signature covers these very bytes."""

    number: Annotated[str, Field(min_length=1, max_length=40)]
    timestamp: Moment
    call_id: Annotated[str, Field(min_length=1, max_length=200)]
    sender: Key | None = None


class EventsOut(BaseModel):
    """The events made, one for each person or number it is about; ``again`` when this very message came before."""

    events: list[UUID]
    people: int
    numbers: int
    again: bool


class PlaceOut(BaseModel):
    """One thing that is wrong and where."""

    field: str
    code: str
    detail: str


class ProblemOut(BaseModel):
    """A problem as RFC 9457 has it; ``code`` is for machines, ``errors`` names every place."""

    type: str
    title: str
    status: int
    code: str
    errors: list[PlaceOut] = []
