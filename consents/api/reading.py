"""From what was sent to questions and entries; names are looked up once for a whole message."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from consents.actions.entries import YES
from consents.actions.recording import Entry
from consents.api.schemas import CallBackIn, EventIn, IdentifierIn, ObjectionIn, QuestionIn
from consents.choices import CollectionMethod, EventKind
from consents.deciding_selectors import Question
from consents.errors import ConsentError, EventRefused, MessageRefused, PurposeUnknown, SenderUnknown
from consents.identifying import Value, reached
from consents.models import ConsentText, ContactPurpose, Sender
from consents.selectors import named, purpose_of, sender_of
from registers.errors import IdentifierInvalid


def questions_of(asked: Sequence[QuestionIn], *, many: bool, at: datetime) -> list[Question]:
    """The questions. Raises MessageRefused with every place that is wrong."""
    senders, purposes = named(senders=[each.sender for each in asked], purposes=[each.purpose for each in asked])
    found: list[Question] = []
    problems: list[dict[str, str]] = []
    for place, each in enumerate(asked):
        before = f"questions.{place}." if many else ""
        sender, purpose = senders.get(each.sender), purposes.get(each.purpose)
        wrong, values = _values(each.identifiers, before=before, opening=True)
        wrong += [] if sender else [_place(f"{before}sender", SenderUnknown())]
        wrong += [] if purpose else [_place(f"{before}purpose", PurposeUnknown())]
        if not wrong and reached(values, each.channel) is None:
            wrong.append(_place(f"{before}identifiers", EventRefused(field="identifiers", why=_unreached())))
        problems += wrong
        if sender and purpose and not wrong:
            found.append(_question(each, values, sender, purpose, at))
    if problems:
        raise MessageRefused(problems)
    return found


def _unreached() -> str:
    return _("give the number or address that this channel reaches")


def _question(
    each: QuestionIn, values: Sequence[Value], sender: Sender, purpose: ContactPurpose, at: datetime
) -> Question:
    return Question(
        values=values,
        sender=sender,
        purpose=purpose,
        channel=each.channel,
        at=each.at or at,
        offer=each.offer,
        party=each.party,
        home=settings.ENVIRONMENT.country,
    )


def _values(
    identifiers: Iterable[IdentifierIn], *, before: str = "", opening: bool = False
) -> tuple[list[dict[str, str]], list[Value]]:
    """``opening``: a phone number has to be in use, because contact or a consent is what is asked."""
    environment = settings.ENVIRONMENT
    wrong: list[dict[str, str]] = []
    values: list[Value] = []
    for place, each in enumerate(identifiers):
        try:
            read = Value.read(each.kind, each.value, secret=environment.index_key, region=environment.country)
            values.append(read.opening() if opening else read)
        except IdentifierInvalid as error:
            wrong.append(_place(f"{before}identifiers.{place}.value", error))
    return wrong, values


def _place(field: str, error: ConsentError | IdentifierInvalid) -> dict[str, str]:
    return {"field": field, "code": error.code, "detail": str(error)}


def values_of(identifiers: Iterable[IdentifierIn], *, opening: bool = False) -> list[Value]:
    """The values of one person. Raises MessageRefused."""
    wrong, values = _values(identifiers, opening=opening)
    if wrong:
        raise MessageRefused(wrong)
    return values


def entry_of_event(told: EventIn) -> Entry:
    """Raises MessageRefused, SenderUnknown, PurposeUnknown, EventRefused."""
    return Entry(
        kind=told.kind,
        values=values_of(told.identifiers, opening=told.kind in YES),
        stated_at=told.stated_at,
        method=told.method,
        sender=sender_of(told.sender) if told.sender else None,
        purpose=purpose_of(told.purpose) if told.purpose else None,
        channel=told.channel or "",
        text=_text(told),
        refers_to=told.refers_to,
        campaign=told.campaign,
        campaign_url=told.campaign_url,
        suppliers=told.suppliers,
        evidence_file=told.evidence_file,
        valid_until=told.valid_until,
        first_contact_on=told.first_contact_on,
        own_initiative=told.own_initiative,
        whole_number=told.whole_number,
        party=told.party,
    )


def _text(told: EventIn) -> ConsentText | None:
    if told.text_key is None:
        return None
    named = {"key": told.text_key, "version": told.text_version, "language": told.text_language}
    found = ConsentText.objects.select_related("sender", "purpose").filter(**named).first()
    if found is None:
        raise EventRefused(field="text_key", why=_("there is no wording of this key, version and language"))
    return found


def entry_of_objection(told: ObjectionIn, *, at: datetime) -> Entry:
    """Raises MessageRefused, SenderUnknown, PurposeUnknown."""
    return Entry(
        kind=EventKind.OBJECTED,
        values=values_of(told.identifiers),
        stated_at=told.stated_at or at,
        method=told.method,
        sender=sender_of(told.sender) if told.sender else None,
        purpose=purpose_of(told.purpose) if told.purpose else None,
        channel=told.channel or "",
        whole_number=told.whole_number,
    )


def entry_of_call(told: CallBackIn) -> Entry:
    """An objection to all marketing by whoever has the number. Raises MessageRefused, SenderUnknown."""
    return Entry(
        kind=EventKind.OBJECTED,
        values=values_of([IdentifierIn(kind="phone", value=told.number)]),
        stated_at=told.timestamp,
        method=CollectionMethod.IVR,
        sender=sender_of(told.sender) if told.sender else None,
        whole_number=True,
    )
