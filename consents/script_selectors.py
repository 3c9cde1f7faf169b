"""Call scripts as the desk needs them: the duties of a day, the words of a version, the numbers and their terms."""

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files

from django.db.models import Max

from consents.models import CallScript, ContactPurpose, OutboundNumber, ScriptVersion, Sender
from consents.rules.scripts import DutySet, duties_for, reachable_until, read_duties


@dataclass(frozen=True, kw_only=True)
class Duties:
    """A set of duties and the SHA-256 of the text it was read from."""

    rules: DutySet
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Numbered:
    """A number with the last day on which it was used, and the day until which it has to be reachable."""

    number: OutboundNumber
    last_used: date
    until: date

    @property
    def too_early(self) -> bool:
        """Whether it stopped being reachable before its term was over."""
        return self.number.ended_on is not None and self.number.ended_on <= self.until


@lru_cache(maxsize=1)
def _shipped() -> tuple[Duties, ...]:
    folder = files("consents").joinpath("rulesets", "duties")
    texts = [path.read_text(encoding="utf-8") for path in folder.iterdir() if path.name.endswith(".yaml")]
    return tuple(Duties(rules=read_duties(text), sha256=hashlib.sha256(text.encode()).hexdigest()) for text in texts)


def duties_on(day: date, *, country: str) -> Duties | None:
    """The duties for calls to a country on a day; None when nobody wrote any."""
    found = duties_for([each.rules for each in _shipped()], country=country, day=day)
    return next((each for each in _shipped() if each.rules is found), None)


def scripts_for(*, sender: Sender, purpose: ContactPurpose) -> list[ScriptVersion]:
    """The newest version of each script in use for a sender and purpose."""
    scripts = CallScript.objects.filter(sender=sender, purpose=purpose, active=True)
    newest = (script.versions.select_related("script").first() for script in scripts)
    return [version for version in newest if version is not None]


def usable_numbers(sender: Sender, *, day: date) -> list[OutboundNumber]:
    """The numbers that a sender calls with on a day."""
    held = OutboundNumber.objects.filter(sender=sender, used_from__lte=day, ended_on=None)
    return [number for number in held if number.used_until is None or day <= number.used_until]


def numbers(*, today: date, country: str) -> list[Numbered]:
    """Every number with its term; without duties for the country nobody says how long, and there is none."""
    duties = duties_on(today, country=country)
    if duties is None:
        return []
    months = duties.rules.reachable.months
    rows = OutboundNumber.objects.select_related("sender").annotate(called=Max("calls__called_at"))
    return [_numbered(row, today=today, months=months) for row in rows]


def _numbered(number: OutboundNumber, *, today: date, months: int) -> Numbered:
    called = getattr(number, "called", None)
    days = [number.used_until or (number.ended_on or today), *([called.date()] if called else [])]
    last = max(days)
    return Numbered(number=number, last_used=last, until=reachable_until(last, months))
