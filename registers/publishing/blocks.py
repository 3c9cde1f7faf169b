"""What a block of a privacy statement is, and what is needed to write one. Pure values.

A block that the register cannot fill has a gap: the officer sees it, the public doesn't see the block. A name of a
member of staff, an owner, a security measure or a remark is never an item: builders name what they read.
"""

import datetime as dt
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from registers.book.book import Book
from registers.book.moments import AMSTERDAM
from registers.book.records import Activity, Party
from registers.choices import LegalStatus
from registers.citations import cited
from registers.publishing.choosing import Signed
from registers.publishing.fields import PublicField
from registers.publishing.topics import ARTICLES, Topic
from registers.register_choices import LegalBasis
from registers.rules.law import holds_on


@dataclass(frozen=True, kw_only=True)
class Authority:
    """Where people in a country complain (art. 77), from and until."""

    country: str
    name: str
    site: str
    valid_from: dt.date
    valid_until: dt.date | None = None
    status: LegalStatus = LegalStatus.TO_CHECK


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What the blocks need besides a version: the day, names of countries by code, and the authorities.

    ``unchecked``: countries of which nobody confirmed the adequacy decision that holds on the day.
    """

    on: dt.date
    countries: tuple[tuple[str, str], ...] = ()
    authorities: tuple[Authority, ...] = ()
    unchecked: frozenset[str] = frozenset()

    def country(self, code: str) -> str:
        """The name of a country, else its code."""
        return next((name for one, name in self.countries if one == code), code)

    def authority(self, country: str) -> Authority | None:
        """The authority of a country on the day, the newest when several are; None when no row gives one."""
        known = [one for one in self.authorities if one.country == country and holds_on(one, self.on)]
        return max(known, key=lambda one: one.valid_from) if known else None


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a builder found for a block: its items, and what the register lacks. Neither: the block doesn't apply."""

    items: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Scene:
    """What a builder reads: the signed book, the activity, our organisation, and the surroundings.

    ``bases``: the legal bases on which the rights of people depend, of this activity or of several.
    """

    book: Book
    activity: Activity
    party: Party
    around: Surroundings
    bases: frozenset[LegalBasis] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Block:
    """A question with its answer. ``public``: the officer and the signed version both allow its piece."""

    topic: Topic
    items: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    public: bool = False

    @property
    def shown(self) -> bool:
        """Whether the public sees it: allowed, and without a gap."""
        return self.public and bool(self.items) and not self.gaps

    @property
    def title(self) -> str:
        """The question."""
        return str(self.topic.label)

    @property
    def articles(self) -> str:
        """The letters of the AVG that it answers."""
        return ARTICLES[self.topic]

    @property
    def citation(self) -> str:
        """The same as a screen shows them."""
        return cited(self.articles)


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """An activity with its blocks. ``described`` is its description, '' when that is not public.

    ``informs``: people hear it from us; of what we do for a client they hear it from the client (art. 28).
    """

    signed: Signed
    fields: tuple[PublicField, ...]
    party: Party
    described: str = ""
    informs: bool = True
    blocks: tuple[Block, ...] = ()

    @property
    def uid(self) -> str:
        """The uid of the activity."""
        return self.signed.activity.uid

    @property
    def number(self) -> str:
        """The number of the activity."""
        return tidy(self.signed.activity.number)

    @property
    def name(self) -> str:
        """The name of the activity."""
        return tidy(self.signed.activity.name)

    @property
    def source(self) -> str:
        """From which version it was made, so that it can be checked."""
        facts = {
            "number": self.number,
            "version": self.signed.number,
            "day": date_format(self.signed.at.astimezone(AMSTERDAM), "j F Y"),
            "sha256": self.signed.sha256,
        }
        if not self.signed.number:
            return _("%(number)s: not signed off") % facts
        if self.signed.whole:
            return _("%(number)s: version %(version)s of the whole register, %(day)s, SHA-256 %(sha256)s") % facts
        return _("%(number)s: version %(version)s, %(day)s, SHA-256 %(sha256)s") % facts


def tidy(text: str) -> str:
    """A text of the register on one line, without signs that cannot be seen or turn the order of reading."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
