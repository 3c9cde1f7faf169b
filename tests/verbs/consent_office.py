"""A world for consents: a sender, a purpose, a wording, and short ways to record and to ask."""

import datetime as dt
import hashlib
from uuid import uuid4

from django.conf import settings

from consents.actions.deciding import Answer, may_contact
from consents.actions.recording import Entry, record_event
from consents.choices import CollectionMethod, ContactChannel, EventKind, PurposeKind, SenderKind
from consents.deciding_selectors import Question
from consents.identifying import Value, typed
from consents.models import ConsentEvent, ConsentText, ContactPurpose, Sender

AT = dt.datetime(2026, 6, 30, 10, 0, tzinfo=dt.UTC)
SANNE, SANNE_MAIL = "phone=0612345678", "email=sanne@example.nl"
JAN, JAN_MAIL = "phone=0687654321", "email=jan@example.nl"


class Office:
    """One organisation that sells energy and tells about failures."""

    def __init__(self) -> None:
        self.sender = Sender.objects.create(key="energie", legal_name="Energie B.V.")
        self.offer = ContactPurpose.objects.create(key="aanbod", title="Aanbod")
        self.failure = ContactPurpose.objects.create(key="storing", title="Storing", kind=PurposeKind.SERVICE)
        self.texts: dict[str, ConsentText] = {channel: self.text(channel) for channel in ContactChannel}

    def text(self, channel: str, *, version: int = 1, purpose: ContactPurpose | None = None) -> ConsentText:
        """A wording, for the offer unless said otherwise."""
        body = f"Mogen wij u benaderen ({channel})? v{version}"
        return ConsentText.objects.create(
            uid=uuid4(),
            key=f"aanbod-{channel.replace('_', '-')}",
            version=version,
            sender=self.sender,
            purpose=purpose or self.offer,
            channel=channel,
            body=body,
            sha256=hashlib.sha256(body.encode()).hexdigest(),
            created_at=AT,
        )

    def values(self, *texts: str) -> list[Value]:
        """Identifiers as people type them."""
        return [typed(text, secret=settings.ENVIRONMENT.index_key) for text in texts]

    def say(
        self, kind: EventKind, *texts: str, at: dt.datetime = AT, channel: str = "voice", **rest: object
    ) -> list[ConsentEvent]:
        """Record an event about the offer."""
        told: dict[str, object] = {"stated_at": at, "sender": self.sender, "purpose": self.offer, "channel": channel}
        if kind in {EventKind.GIVEN, EventKind.RENEWED}:
            told["text"] = self.texts.get(channel)
        entry = Entry(kind=kind, values=self.values(*texts), method=CollectionMethod.WEB, **{**told, **rest})  # type: ignore[arg-type]
        return record_event(entry=entry, at=max(at, AT))

    def consented(self, *texts: str, at: dt.datetime = AT, channel: str = "voice") -> ConsentEvent:
        """A consent that was verified."""
        (given,) = self.say(EventKind.GIVEN, *texts, at=at, channel=channel)
        self.say(EventKind.VERIFIED, at=at, refers_to=given.uid, channel=channel)
        return given

    def objected(self, *texts: str, at: dt.datetime = AT, **rest: object) -> list[ConsentEvent]:
        """An objection to all marketing of everybody (art. 21(2))."""
        everything: dict[str, object] = {"sender": None, "purpose": None, "channel": ""}
        return self.say(EventKind.OBJECTED, *texts, at=at, **{**everything, **rest})  # type: ignore[arg-type]

    def ask(self, *texts: str, at: dt.datetime = AT, channel: str = "voice", **rest: object) -> Answer:
        """Whether the sender may contact somebody about the offer."""
        told: dict[str, object] = {"sender": self.sender, "purpose": self.offer, **rest}
        question = Question(values=self.values(*texts), channel=ContactChannel(channel), at=at, **told)  # type: ignore[arg-type]
        return may_contact(question=question, at=AT)

    def becomes(self, kind: SenderKind) -> None:
        """Another kind of sender."""
        self.sender.kind = kind
        self.sender.save()
