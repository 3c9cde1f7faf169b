"""What has to be said in a call, as dated data; whether a script says it; how long a number stays reachable. Pure."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Literal

import yaml
from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _
from pydantic import Field, ValidationError

from consents.choices import ContactChannel, PurposeKind
from consents.errors import RulesInvalid
from consents.rules.rulesets import Code, Country, Part, Text
from registers.choices import LegalStatus

WORDS = ("agent", "sender", "purpose", "stop")
"""What may stand between braces in a script: who calls, for whom, about what, and where contact can be stopped."""

PLACE = re.compile(r"\{([^{}]*)\}")
LONGEST = 2_000


class Duty(Part):
    """Something that has to be said. ``needs`` are words that may not be left out; ``purposes`` those it is for."""

    key: Code
    moment: Literal["start", "end"]
    label: Text
    text: Text
    needs: tuple[Literal["agent", "sender", "purpose", "stop"], ...] = ()
    purposes: tuple[PurposeKind, ...]
    article: Text
    source: Text
    status: LegalStatus


class Notice(Part):
    """Something that whoever calls has to know."""

    text: Text
    article: Text
    source: Text
    status: LegalStatus


class Reachable(Part):
    """How long a number that was used stays reachable."""

    months: Annotated[int, Field(ge=1, le=60)]
    article: Text
    source: Text
    status: LegalStatus


class DutySet(Part):
    """One dated set of duties for a country and its channels. ``valid_until`` is excluded; empty is open."""

    id: Annotated[str, Field(pattern=r"^[A-Z]{2}-[A-Z0-9-]+$", max_length=40)]
    title: Text
    country: Country
    channels: tuple[ContactChannel, ...] = Field(min_length=1)
    valid_from: dt.date
    valid_until: dt.date | None = None
    blocks: tuple[Duty, ...] = Field(min_length=1)
    notices: tuple[Notice, ...] = ()
    reachable: Reachable

    def for_purpose(self, kind: str) -> list[Duty]:
        """The duties in a call of this kind."""
        return [duty for duty in self.blocks if kind in duty.purposes]


def read_duties(text: str) -> DutySet:
    """A set from YAML. Raises RulesInvalid that names every place."""
    try:
        return DutySet.model_validate(yaml.safe_load(text))
    except yaml.YAMLError:
        raise RulesInvalid(["no YAML"]) from None
    except ValidationError as error:
        told = [f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors(include_input=False)]
        raise RulesInvalid(told) from None


def duties_for(sets: Iterable[DutySet], *, country: str, day: dt.date) -> DutySet | None:
    """The set for calls to a country on a day; None when nobody wrote one. Of two the one that began later."""
    fitting = [
        each
        for each in sets
        if each.country == country and each.valid_from <= day and (each.valid_until is None or day < each.valid_until)
    ]
    return max(fitting, key=lambda each: each.valid_from, default=None)


def lacking(texts: Mapping[str, str], duties: Iterable[Duty]) -> dict[str, str]:
    """What is wrong with a script, by the key of the block; empty when it says what has to be said."""
    found = {duty.key: _lack(texts.get(duty.key, "").strip(), duty) for duty in duties}
    for key, text in texts.items():
        strange = [word for word in PLACE.findall(text) if word not in WORDS]
        if strange:
            told = _("{%(word)s} is not known; use %(words)s")
            words = ", ".join(f"{{{word}}}" for word in WORDS)
            found[key] = told % {"word": strange[0], "words": words}
        elif len(text) > LONGEST:
            found[key] = _("at most %(n)d signs") % {"n": LONGEST}
    return {key: why for key, why in found.items() if why}


def _lack(text: str, duty: Duty) -> str:
    if not text:
        return _("this has to be said (%(article)s)") % {"article": duty.article}
    absent = [word for word in duty.needs if f"{{{word}}}" not in text]
    return _("{%(word)s} has to stand in it") % {"word": absent[0]} if absent else ""


def filled(text: str, words: Mapping[str, str]) -> str:
    """The text as it is read out; a word that is not known stays as it stands."""
    return PLACE.sub(lambda match: words.get(match.group(1), match.group()), text)


def reachable_until(last_used: dt.date, months: int) -> dt.date:
    """The last day on which a number that was used has to be reachable."""
    return last_used + relativedelta(months=months)
