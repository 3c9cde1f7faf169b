"""The verb of wordings: other words are a new version, and no version ever changes."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import OuterRef, Subquery

from consents.models import ConsentText, ContactPurpose, Sender
from registers.actions.actors import role_of
from registers.actions.evidence import record
from registers.choices import EvidenceKind
from registers.models import EvidenceEntry


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What is asked, in which words, for whom and by which channel. ``standalone``: a question of its own (CTM)."""

    key: str
    sender: Sender
    purpose: ContactPurpose
    channel: str
    body: str
    language: str = "nl"
    policy_url: str = ""
    standalone: bool = True


def write_wording(*, wording: Wording, actor: User | None, at: datetime) -> ConsentText:
    """The next version of a wording. Raises ValidationError that names the field."""
    body = wording.body.strip()
    with transaction.atomic():
        held = ConsentText.objects.select_for_update().filter(key=wording.key, language=wording.language)
        last = max(held.values_list("version", flat=True), default=0)
        text = ConsentText(
            uid=uuid4(),
            key=wording.key,
            version=last + 1,
            language=wording.language,
            sender=wording.sender,
            purpose=wording.purpose,
            channel=wording.channel,
            body=body,
            policy_url=wording.policy_url,
            standalone=wording.standalone,
            sha256=hashlib.sha256(body.encode()).hexdigest(),
            created_at=at,
        )
        text.full_clean()
        text.save(force_insert=True)
        facts = {"wording": text.key, "version": text.version, "sha256": text.sha256, "role": role_of(actor)}
        record(kind=EvidenceKind.CONSENT_RECORDED, case=text.uid, facts=facts, at=at)
    return text


def changed_wordings() -> list[str]:
    """Wordings that do not say what they said when they were written, as key, version and language."""
    facts = EvidenceEntry.objects.filter(kind=EvidenceKind.CONSENT_RECORDED, case=OuterRef("uid")).order_by("pk")
    texts = ConsentText.objects.annotate(fact=Subquery(facts.values("body")[:1])).order_by("key", "version", "language")
    return [f"{each.key} {each.version} {each.language}" for each in texts.iterator() if _changed(each)]


def _changed(text: Any) -> bool:
    """``fact``: what the evidence log says of it; None when it was written in another way."""
    told = json.loads(text.fact)["facts"]["sha256"] if text.fact else text.sha256
    return {told, text.sha256} != {hashlib.sha256(text.body.encode()).hexdigest()}
