"""Whether an activity may be shown, and which pieces of it: only what the signed version and today's record both allow.

So withdrawing works at once, and what is added waits until two people signed it off. Pure: fails closed.
"""

import datetime as dt
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from registers.book.book import Book
from registers.book.records import Activity
from registers.publishing.fields import PublicField
from registers.register_choices import RecordStatus


class Obstacle(TextChoices):
    """Why nothing of an activity is shown although it was marked as public."""

    UNSIGNED = "unsigned", _("nobody signed it off yet")
    WAITING = "waiting", _("the choice waits for sign-off")
    NOTHING = "nothing", _("no piece of it was chosen")
    ENDED = "ended", _("the activity has ended")
    HOMELESS = "homeless", _("the signed version names none of our own organisations")


@dataclass(frozen=True, kw_only=True)
class Signed:
    """An activity as it was signed off. ``whole``: the version is one of the register as a whole."""

    book: Book
    activity: Activity
    number: int
    sha256: str
    at: dt.datetime
    whole: bool = False


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What the record of today says about being public."""

    uid: str
    number: str
    name: str
    public: bool
    fields: tuple[str, ...]
    ended: bool = False


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How an activity stands to the public: what is shown, what waits for sign-off, and why nothing is shown."""

    choice: Choice
    shown: tuple[PublicField, ...] = ()
    waiting: tuple[PublicField, ...] = ()
    obstacle: Obstacle | None = None


def standing(choice: Choice, signed: Signed | None) -> Standing:
    """How the activity stands: ``signed`` is its newest version, None when there is none."""
    wanted = _known(choice.fields) if choice.public else ()
    agreed = _known(signed.activity.public_fields) if signed and signed.activity.public else ()
    waiting = tuple(one for one in wanted if one not in agreed)
    obstacle = _obstacle(choice, signed, wanted, agreed)
    shown = () if obstacle else tuple(one for one in wanted if one in agreed)
    return Standing(choice=choice, shown=shown, waiting=waiting, obstacle=obstacle)


def _known(names: tuple[str, ...]) -> tuple[PublicField, ...]:
    """In the order of the enumeration; a word that is none of its members is not shown."""
    return tuple(one for one in PublicField if one.value in names)


def _obstacle(
    choice: Choice, signed: Signed | None, wanted: tuple[PublicField, ...], agreed: tuple[PublicField, ...]
) -> Obstacle | None:
    if not wanted:
        return Obstacle.NOTHING
    if signed is None:
        return Obstacle.UNSIGNED
    if choice.ended or signed.activity.status == RecordStatus.ENDED:
        return Obstacle.ENDED
    party = signed.book.party(signed.activity.organisation)
    if party is None or not party.own:
        return Obstacle.HOMELESS
    return None if set(wanted) & set(agreed) else Obstacle.WAITING
