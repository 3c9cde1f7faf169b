"""The fields to which a column of a spreadsheet can lead, by name: ``activity.name``, ``purpose.basis`` and so on.

A group is what belongs together in a row or in a line of cells: a purpose with its basis, a processor with its address.
"""

from dataclasses import dataclass

from registers.book import records as r
from registers.book.records import Record
from registers.exchange.fields import Field, Sort, fields_of
from registers.exchange.sheets.vocabulary import KEEP, known_target, unnumbered

LEAVE_OUT = "leave-out"
"""No field, and not stored at all: names of people who reported something. With ``KEEP`` it stays with the row."""

KEY = "activity.id"


@dataclass(frozen=True, kw_only=True)
class Group:
    """A group of fields: those of some kinds of record, the first of which names it, and what must be there."""

    sources: tuple[tuple[type[Record], tuple[str, ...]], ...]
    required: str = ""

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by name."""
        return {name: fields_of(record)[name] for record, names in self.sources for name in names}


_PARTY = (r.Party, ("name", "registration", "address", "country", "email", "phone", "contact"))


def _own(record: type[Record], *without: str) -> tuple[type[Record], tuple[str, ...]]:
    """Every field of a record that says something itself: no references, no place in an order."""
    apart = {"uid", "activity", "position", *without}
    return record, tuple(name for name in record.model_fields if name not in apart)


GROUPS: dict[str, Group] = {
    "activity": Group(
        sources=(
            _own(
                *(r.Activity, "organisation", "status", "parent", "successor", "public", "public_fields"),
                *("source_system", "source_id", "catalogue", "catalogue_version", "role"),
            ),
        )
    ),
    "controller": Group(sources=(_PARTY,), required="name"),
    "joint": Group(sources=(_PARTY, (r.Joint, ("division", "contact_point"))), required="name"),
    "processor": Group(sources=(_PARTY, (r.Engagement, ("service", "retention_months"))), required="name"),
    "client": Group(sources=(_PARTY, (r.Client, ("operations", "officer", "volume", "remarks"))), required="name"),
    "purpose": Group(sources=(_own(r.Purpose),), required="text"),
    "line": Group(sources=(_own(r.Line, "purpose", "retention"),)),
    "recipient": Group(sources=(_own(r.Recipient, "party", "line"),), required="text"),
    "system": Group(sources=((r.System, ("name", "description", "country")),), required="name"),
    "measure": Group(sources=((r.Measure, ("name", "description")),), required="name"),
    "transfer": Group(sources=(_own(r.Transfer, "agreement", "party"),), required="country"),
}
"""Every group by name."""


def field_of(target: str) -> Field | None:
    """The field behind a target; None when there is none. ``activity.id`` is a text of its own."""
    if target == KEY:
        return Field(name="id", sort=Sort.TEXT)
    group, _dot, name = target.partition(".")
    return GROUPS[group].fields.get(name) if group in GROUPS else None


def targets() -> tuple[str, ...]:
    """Every target there is."""
    return (KEY, *(f"{group}.{name}" for group, found in GROUPS.items() for name in found.fields))


def propose(labels: tuple[str, ...]) -> dict[str, str]:
    """For each header a target, '' where no word is known. A proposal, for a person to judge.

    No target twice, but for columns that are numbered (a first and a second recipient) and for what is only kept.
    """
    found: dict[str, str] = {}
    for label in labels:
        whole = known_target(label)
        if whole:
            found[label] = "" if whole in found.values() and whole != KEEP else whole
            continue
        series = known_target(unnumbered(label))
        found[label] = "" if series.startswith("activity.") or series == KEEP else series
    return found
