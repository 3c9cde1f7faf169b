"""What the demo made, as values: where it is, how much, and the three people whose requests it tells."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class DemoPerson:
    """Somebody with a request, a namesake and a housemate with the same phone number; those two must stay untouched.

    ``identifiers`` are kind and value as the person would state them, spelled otherwise than in the database.
    ``markers`` are values that occur in rows of this person only, in every spelling in which they are stored.
    ``shared_values`` (name, phone, address) also occur in rows of the namesake or the housemate, and on invoices kept.
    ``recordings`` are paths inside the recordings folder.
    """

    right: str
    customer_id: int
    namesake_id: int
    housemate_id: int
    name: str
    identifiers: tuple[tuple[str, str], ...]
    markers: tuple[str, ...]
    shared_values: tuple[str, ...]
    recordings: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class DemoSummary:
    """The database made. ``rows`` per table, ``people`` in the order access, erasure, anonymisation."""

    database: Path
    recordings: Path
    customers: int
    rows: tuple[tuple[str, int], ...]
    people: tuple[DemoPerson, ...]

    def person(self, right: str) -> DemoPerson:
        """The person with that request."""
        return next(person for person in self.people if person.right == right)
