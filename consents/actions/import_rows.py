"""A row of an import of consents as what is to be recorded. The names of the columns are those of the export."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from consents.actions.entries import Entry
from consents.choices import CollectionMethod, ContactChannel, EventKind, NumberRemark
from consents.errors import EventRefused
from consents.identifying import KINDS, Value
from consents.models import ConsentText, ContactPurpose, Sender
from consents.screening.numbers import Numbers
from registers.choices import IdentifierKind

COLUMNS = (
    *(kind.value for kind in KINDS),
    *("kind", "sender", "purpose", "channel", "stated_at", "text", "text_version", "refers_to", "method", "campaign"),
    *("valid_until", "own_initiative", "evidence_file", "whole_number", "source_id"),
)
NEEDED = ("kind", "stated_at", "source_id")
LONGEST = {"campaign": 200, "source_id": 114, "refers_to": 114}
"""Signs that are kept of a column. A name of a message that is cut off may be that of another."""
EARLIEST = dt.datetime(1990, 1, 1, tzinfo=dt.UTC)
_SHA256 = re.compile(r"(?:[0-9a-f]{64})?", re.ASCII)
YES = frozenset({"1", "ja", "j", "yes", "y", "true", "waar"})
Kept = TypeVar("Kept")
NO = frozenset({"", "0", "nee", "n", "no", "false", "onwaar"})


@dataclass(frozen=True, kw_only=True)
class Told:
    """A row that was understood: the entry, and what is doubtful."""

    entry: Entry
    doubts: tuple[str, ...] = ()


@dataclass
class RowReader:
    """Reads rows; senders, purposes and wordings are looked up once."""

    numbers: Numbers
    _senders: dict[str, Sender] = field(default_factory=lambda: {one.key: one for one in Sender.objects.all()})
    _purposes: dict[str, ContactPurpose] = field(
        default_factory=lambda: {one.key: one for one in ContactPurpose.objects.all()}
    )
    _texts: dict[tuple[str, str], ConsentText] = field(
        default_factory=lambda: {
            (one.key, str(one.version)): one for one in ConsentText.objects.select_related("sender", "purpose")
        }
    )

    def read(self, row: Mapping[str, str]) -> Told:
        """What the row says. Raises EventRefused and IdentifierInvalid, which name the column."""
        _demand_text(row)
        values, doubts = self._values(row)
        entry = Entry(
            kind=EventKind(_one_of(row, "kind", EventKind.values)),
            values=values,
            stated_at=_moment(row["stated_at"]),
            method=CollectionMethod(_one_of(row, "method", CollectionMethod.values, default="import")),
            sender=_known(row, "sender", self._senders),
            purpose=_known(row, "purpose", self._purposes),
            channel=_one_of(row, "channel", ContactChannel.values, default=""),
            text=self._text(row),
            refers_to_message=row.get("refers_to", ""),
            campaign=row.get("campaign", ""),
            evidence_file=_proof(row.get("evidence_file", "")),
            valid_until=_day(row.get("valid_until", "")),
            own_initiative=_yes(row, "own_initiative"),
            whole_number=_yes(row, "whole_number"),
            source_id=row["source_id"],
        )
        return Told(entry=entry, doubts=doubts)

    def _values(self, row: Mapping[str, str]) -> tuple[list[Value], tuple[str, ...]]:
        environment = settings.ENVIRONMENT
        values, doubts = [], []
        for kind in KINDS:
            text = row.get(kind.value, "")
            if text and kind == IdentifierKind.PHONE:
                text, remark = self._phone(text)
                doubts += [remark] if remark else []
            if text:
                values.append(Value.read(kind, text, secret=environment.index_key, region=environment.country))
        return values, tuple(doubts)

    def _phone(self, text: str) -> tuple[str, str]:
        """The number, put right as in a call list. Raises EventRefused."""
        number = self.numbers.read(text)
        remark = str(NumberRemark(number.remark).label) if number.remark else ""
        if not number.text:
            raise EventRefused(field="phone", why=remark)
        return number.text, remark

    def _text(self, row: Mapping[str, str]) -> ConsentText | None:
        key = row.get("text", "")
        if not key:
            return None
        found = self._texts.get((key, row.get("text_version", "")))
        if found is None:
            raise EventRefused(field="text", why=_("no wording of this key and version"))
        return found


def _demand_text(row: Mapping[str, str]) -> None:
    """What may not be empty is there, and everything can be kept as it is. Raises EventRefused."""
    for name in NEEDED:
        if not row.get(name):
            raise EventRefused(field=name, why=_("this may not be empty"))
    for name, told in row.items():
        if "\0" in told:
            raise EventRefused(field=name, why=_("the value holds signs that are no text"))
        if len(told) > LONGEST.get(name, len(told)):
            raise EventRefused(field=name, why=_("at most %(most)s signs") % {"most": LONGEST[name]})


def _proof(text: str) -> str:
    """What lifts an objection or a consent rests on is a file, not a word about it. Raises EventRefused."""
    if not _SHA256.fullmatch(text):
        raise EventRefused(field="evidence_file", why=_("give the SHA-256 of the file: 64 signs, 0-9 and a-f"))
    return text


def _one_of(row: Mapping[str, str], name: str, known: list[str], *, default: str | None = None) -> str:
    told = row.get(name, "")
    if not told and default is not None:
        return default
    if told not in known:
        raise EventRefused(field=name, why=_("give one of %(known)s") % {"known": ", ".join(known)})
    return told


def _known(row: Mapping[str, str], name: str, held: Mapping[str, Kept]) -> Kept | None:
    key = row.get(name, "")
    if key and key not in held:
        raise EventRefused(field=name, why=_("there is none of that key"))
    return held.get(key)


def _moment(text: str) -> dt.datetime:
    try:
        read = dt.datetime.fromisoformat(text)
    except ValueError:
        told = _("write the moment as 2026-07-01T10:00 or 2026-07-01T10:00+02:00")
        raise EventRefused(field="stated_at", why=told) from None
    aware = read if read.tzinfo else timezone.make_aware(read)
    if aware < EARLIEST:
        raise EventRefused(field="stated_at", why=_("the moment lies before 1990"))
    return aware


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise EventRefused(field="valid_until", why=_("write the day as 2026-07-01")) from None


def _yes(row: Mapping[str, str], name: str) -> bool:
    told = row.get(name, "").casefold()
    if told not in YES | NO:
        raise EventRefused(field=name, why=_("write yes or no"))
    return told in YES
