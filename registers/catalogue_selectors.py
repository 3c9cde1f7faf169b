"""Reads around the catalogue: which activities are copies, which of these are behind, and what changed since."""

from dataclasses import dataclass

from registers.book.book import Book
from registers.book.records import Duty
from registers.book_selectors import read_book
from registers.catalogue.entry import Entry
from registers.catalogue.following import Piece, pieces, waiting
from registers.catalogue.proposing import Place, proposed
from registers.catalogue.shipped import entry_of, versions
from registers.models import CatalogueCopy
from registers.register_choices import RecordKind


@dataclass(frozen=True, kw_only=True)
class Following:
    """A copy beside the catalogue: the entry of today, both as records, and what still waits for a decision."""

    copy: CatalogueCopy
    entry: Entry
    then: Book
    now: Book
    pieces: tuple[Piece, ...]
    open: tuple[Piece, ...]


def following(copy: CatalogueCopy) -> Following:
    """What changed in the catalogue since this copy, beside what stands here. Raises CatalogueUnknown."""
    entry = entry_of(copy.entry)
    register = read_book()
    ours = register.about(RecordKind.ACTIVITY, str(copy.activity.uid))
    organisation = copy.activity.organisation
    place = Place(
        activity=str(copy.activity.uid),
        organisation=str(organisation.uid) if organisation else None,
        number=copy.activity.number,
        country=copy.country,
    )
    around = Book(register.all(Duty))
    then = proposed(Entry.model_validate(copy.body), place, around=around)
    now = proposed(entry, place, around=around)
    found = waiting(pieces(then, now, ours))
    decided = set(copy.decisions.filter(sha256=entry.sha256).values_list("piece", flat=True))
    return Following(
        copy=copy,
        entry=entry,
        then=then,
        now=now,
        pieces=found,
        open=tuple(piece for piece in found if piece.key not in decided),
    )


def copies_of(key: str = "") -> list[CatalogueCopy]:
    """The copies of an entry, or all of them, by the number of their activity."""
    found = CatalogueCopy.objects.select_related("activity", "activity__organisation").order_by("activity__number")
    return list(found.filter(entry=key) if key else found)


def behind() -> list[CatalogueCopy]:
    """The copies whose entry has another version today."""
    today = versions()
    return [
        one
        for one in copies_of()
        if one.activity.catalogue_version != today.get(one.entry, one.activity.catalogue_version)
    ]
