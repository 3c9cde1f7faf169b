"""What a document of the register says, as a frozen value: the book of a moment, and the versions that were in force.

The document is a pure function of this value and the template: it holds no clock and no setting. ``facts`` is the value
that is attached for machines; its SHA-256 names the content. The book itself is attached as its canonical JSON, so that
``sha256sum`` of that file is the hash on every page.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar

from registers.book.book import Book
from registers.book.moments import AMSTERDAM
from registers.canonical import sha256_of
from registers.choices import DocumentKind
from registers.comparing.values import Labels
from registers.register_choices import ActivityRole

TEMPLATE = 2
"""Raise it when the pages change: a document of the old template is not given for one of the new."""


@dataclass(frozen=True, kw_only=True)
class VersionNote:
    """A signed version that was in force, and whether the register still said what it holds."""

    uid: str
    number: int
    sha256: str
    signed_at: datetime
    unchanged: bool


@dataclass(frozen=True, kw_only=True)
class Standing:
    """The versions under which a record stood: of its own, and of the whole register."""

    own: VersionNote | None = None
    whole: VersionNote | None = None

    @property
    def best(self) -> VersionNote | None:
        """The one that still holds the content, its own first; else the one signed last."""
        known = [note for note in (self.own, self.whole) if note]
        held = [note for note in known if note.unchanged]
        return held[0] if held else max(known, key=lambda note: note.signed_at, default=None)


@dataclass(frozen=True, kw_only=True)
class RegisterDocument:
    """The register (or one ``role`` of it), an activity, an agreement, or the overview of agreements as of ``at``.

    ``standings`` is by uid of the records that have a sheet or a row; ``titles`` names what the book only refers to.
    ``changes`` are sentences about what differs from the version in force.
    """

    schema: ClassVar[str] = "waarborg/register-document/1"

    kind: DocumentKind
    record: str
    title: str
    at: datetime
    book: Book
    labels: Labels
    standing: Standing = Standing()
    role: ActivityRole | None = None
    standings: Mapping[str, Standing] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    changes: tuple[str, ...] = ()

    @property
    def facts(self) -> dict[str, Any]:
        """The value for machines, the book by its hash."""
        return {
            "schema": self.schema,
            "template": TEMPLATE,
            "kind": self.kind.value,
            "record": self.record,
            "title": self.title,
            "as_of": self.at.astimezone(AMSTERDAM).isoformat(),
            "role": self.role.value if self.role else "",
            "register_sha256": self.book.sha256,
            "standing": _plain(self.standing),
            "standings": {uid: _plain(standing) for uid, standing in self.standings.items()},
            "titles": dict(self.titles),
            "changes": list(self.changes),
        }

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 (hex) of the facts: two documents with the same one have the same pages."""
        return sha256_of(self.facts)


def _plain(standing: Standing) -> dict[str, Any]:
    return {
        name: {**asdict(note), "signed_at": note.signed_at.astimezone(AMSTERDAM).isoformat()} if note else None
        for name, note in (("own", standing.own), ("whole", standing.whole))
    }
