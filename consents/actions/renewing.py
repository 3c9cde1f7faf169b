"""The verbs of renewing: count who may be asked and by which channel, and hand out the file with whom to ask.

Counting is a dry run that hands nothing out. The file holds nobody who may not be asked; that it was made is a fact.
"""

import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO
from uuid import uuid4

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from consents.actions.screening import work_folder
from consents.choices import ContactChannel
from consents.renewal_selectors import Renewal, renewals
from consents.screening.writing import Sheet, as_csv, safe_all
from registers.actions.actors import role_of
from registers.actions.evidence import record
from registers.choices import EvidenceKind


@dataclass(kw_only=True)
class Campaigned:
    """Consents that end soon; how many people may be asked by each channel, and of how many by none."""

    consents: int = 0
    by_channel: Counter[ContactChannel] = field(default_factory=Counter)
    by_none: int = 0

    def add(self, renewal: Renewal) -> None:
        """Count one more."""
        self.consents += 1
        self.by_channel.update(way.channel for way in renewal.ways)
        self.by_none += not renewal.ways


def count_renewals(*, at: datetime) -> Campaigned:
    """How many may be asked, without naming anybody."""
    told = Campaigned()
    for renewal in renewals(at):
        told.add(renewal)
    return told


def write_renewals(*, at: datetime, actor: User | None = None) -> tuple[BinaryIO, Campaigned]:
    """A CSV file without a name, for the caller to close: a row for each consent and channel to ask by."""
    told = Campaigned()
    file = tempfile.TemporaryFile(dir=work_folder())  # noqa: SIM115  # the caller closes it
    sheet = Sheet(file, _names())
    for renewal in renewals(at):
        told.add(renewal)
        sheet.add_all(as_csv(safe_all(list(_rows(renewal)))))
    counts = {channel.value: told.by_channel[channel] for channel in ContactChannel}
    facts = {"part": "renewals", "consents": told.consents, "rows": sheet.rows, **counts, "by_none": told.by_none}
    with transaction.atomic():
        record(kind=EvidenceKind.DOCUMENT_READ, case=uuid4(), facts={**facts, "role": role_of(actor)}, at=at)
    file.seek(0)
    return file, told


def renewals_name(at: datetime) -> str:
    """The name of the file."""
    name = _("renewals")
    return f"{name}-{timezone.localdate(at).isoformat()}.csv"


def _names() -> list[str]:
    return [
        *(_("last day"), _("sender"), _("purpose"), _("consent for"), _("ask by"), _("number or address"), _("person")),
        *(_("wording"), _("rule set"), _("rule")),
    ]


def _rows(renewal: Renewal) -> Iterator[list[str]]:
    event = renewal.event
    for way in renewal.ways:
        yield [
            event.valid_until.isoformat() if event.valid_until else "",
            str(event.sender),
            str(event.purpose),
            str(event.get_channel_display()),
            str(way.channel.label),
            way.value.text,
            str(event.person),
            str(event.text or ""),
            way.decision.ruleset,
            way.decision.rule,
        ]
