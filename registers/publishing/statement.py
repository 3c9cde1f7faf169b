"""From signed activities to chapters, and from chapters to the privacy statement of an organisation. Pure.

Preview and publication are one thing: ``published`` only leaves out. Without saying who we are nothing is published.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from registers.book.records import Party
from registers.canonical import sha256_of
from registers.publishing import activity_blocks, organisation_blocks
from registers.publishing.blocks import Block, Chapter, Scene, Surroundings, tidy
from registers.publishing.choosing import Signed
from registers.publishing.fields import PublicField
from registers.publishing.topics import CLOSING, EXTRA, OPENING, PIECES, Topic
from registers.register_choices import ActivityRole, LegalBasis

BUILDERS = {**activity_blocks.BUILDERS, **organisation_blocks.BUILDERS}
FOR_CLIENTS = (*OPENING, *EXTRA)
"""The blocks about what we do for a client: the rest the client tells (art. 28)."""


@dataclass(frozen=True, kw_only=True)
class Statement:
    """The privacy statement of an organisation: opening, an activity at a time, closing."""

    organisation: str
    opening: tuple[Block, ...]
    chapters: tuple[Chapter, ...]
    closing: tuple[Block, ...]

    @property
    def title(self) -> str:
        """Whose statement it is."""
        return _("Privacy statement of %(name)s") % {"name": self.organisation}

    @property
    def seal(self) -> str:
        """The SHA-256 of the statement, in words."""
        return _("SHA-256 of this statement: %(sha256)s") % {"sha256": self.sha256}

    @property
    def changed_at(self) -> dt.datetime | None:
        """When the newest of its versions was signed off; None of an empty statement."""
        return max((one.signed.at for one in self.chapters), default=None)

    @property
    def sha256(self) -> str:
        """SHA-256 (hex) of what it says and of the versions it says it from."""
        return sha256_of(
            {
                "organisation": self.organisation,
                "blocks": [_value(block) for block in (*self.opening, *self.closing)],
                "activities": [
                    {
                        "number": one.number,
                        "version": one.signed.number,
                        "sha256": one.signed.sha256,
                        "name": one.name,
                        "description": one.described,
                        "blocks": [_value(block) for block in one.blocks],
                    }
                    for one in self.chapters
                ],
            }
        )


@dataclass(frozen=True, kw_only=True)
class Shortcoming:
    """A block that the public doesn't see: what the register lacks, or nothing when its piece was not made public."""

    chapter: str
    block: Block


def _value(block: Block) -> dict[str, object]:
    return {"topic": block.topic.value, "items": list(block.items)}


def chapter(signed: Signed, fields: Iterable[PublicField], around: Surroundings) -> Chapter:
    """The chapter of an activity, every block with its gaps. Its organisation has to be in the book."""
    chosen = tuple(fields)
    activity = signed.activity
    party = signed.book.get(Party, activity.organisation or "")
    scene = Scene(book=signed.book, activity=activity, party=party, around=around, bases=_bases(signed))
    informs = activity.role == ActivityRole.CONTROLLER
    topics = [one for one in Topic if informs or one in FOR_CLIENTS]
    return Chapter(
        signed=signed,
        fields=chosen,
        party=party,
        described=tidy(activity.description) if PublicField.DESCRIPTION in chosen else "",
        informs=informs,
        blocks=tuple(_block(topic, scene, public=PIECES[topic] in chosen) for topic in topics),
    )


def _bases(signed: Signed) -> frozenset[LegalBasis]:
    return frozenset(one.basis for one in signed.book.purposes(signed.activity) if one.basis)


def _block(topic: Topic, scene: Scene, *, public: bool) -> Block:
    found = BUILDERS[topic](scene)
    return Block(topic=topic, items=found.items, gaps=found.gaps, public=public)


def published_chapter(whole: Chapter) -> Chapter:
    """The chapter as the public sees it."""
    return replace(whole, blocks=tuple(one for one in whole.blocks if one.shown))


def statement(chapters: Sequence[Chapter], around: Surroundings) -> Statement:
    """The statement of one organisation out of its chapters (at least one).

    What is told once comes from the newest version that makes it public; rights follow from the bases of all that do.
    """
    informing = sorted((one for one in chapters if one.informs), key=lambda one: one.signed.at, reverse=True)
    own = [one for one in chapters if one.informs]
    return Statement(
        organisation=tidy((informing or list(chapters))[0].party.name),
        opening=tuple(_shared(topic, informing, around) for topic in OPENING if informing),
        chapters=tuple(replace(one, blocks=_own_blocks(one)) for one in own),
        closing=tuple(_shared(topic, informing, around) for topic in CLOSING if informing),
    )


def _own_blocks(one: Chapter) -> tuple[Block, ...]:
    return tuple(block for block in one.blocks if block.topic not in {*OPENING, *CLOSING, *EXTRA})


def _shared(topic: Topic, newest_first: Sequence[Chapter], around: Surroundings) -> Block:
    public = [one for one in newest_first if PIECES[topic] in one.fields]
    meant = public or newest_first
    first = meant[0]
    scene = Scene(
        book=first.signed.book,
        activity=first.signed.activity,
        party=first.party,
        around=around,
        bases=frozenset().union(*(_bases(one.signed) for one in meant)),
    )
    return _block(topic, scene, public=bool(public))


def published(whole: Statement) -> Statement | None:
    """The statement as the public sees it; None when it would not say who we are, or nothing else."""
    chapters = tuple(cut for one in whole.chapters if (cut := published_chapter(one)).blocks)
    opening = tuple(one for one in whole.opening if one.shown)
    if not chapters or all(one.topic != Topic.WHO for one in opening):
        return None
    return replace(whole, opening=opening, chapters=chapters, closing=tuple(one for one in whole.closing if one.shown))


def shortcomings(whole: Statement) -> list[Shortcoming]:
    """Every block that art. 13 and 14 ask and the public doesn't see, in order."""
    shared = [Shortcoming(chapter="", block=one) for one in (*whole.opening, *whole.closing)]
    own = [
        Shortcoming(chapter=f"{one.number} {one.name}", block=block) for one in whole.chapters for block in one.blocks
    ]
    return [one for one in (*shared, *own) if one.block.gaps or (one.block.items and not one.block.public)]
