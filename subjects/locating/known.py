"""What is known of the person while locating: identifiers in one spelling, given or learned. Lives in memory only."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from registers.choices import IdentifierKind
from registers.normalising import normalise
from subjects.locating.holding import held, holds, same, text_of
from subjects.locating.spellings import bare_digits, spellings
from subjects.sources.looking import Spellings

# By these a row may be looked up; a name, a date of birth or a postcode only confirms or contradicts.
SEARCHABLE = (
    IdentifierKind.EMAIL,
    IdentifierKind.CUSTOMER_NUMBER,
    IdentifierKind.IBAN,
    IdentifierKind.PHONE,
)


@dataclass(frozen=True, kw_only=True, order=True)
class Identifier:
    """A kind and a normalised value."""

    kind: IdentifierKind
    value: str

    @classmethod
    def read(cls, kind: IdentifierKind, text: str) -> "Identifier":
        """Normalise. Raises IdentifierInvalid."""
        return cls(kind=kind, value=normalise(kind, text))

    def spellings(self) -> Spellings:
        """The forms that an index is asked for, and what a row must have for the identifier to be in it."""
        core = bare_digits(self.value) if self.kind == IdentifierKind.PHONE else self.value
        forms = spellings(self.kind, self.value)
        return Spellings(kind=self.kind, normalised=self.value, forms=forms, core=core)

    def held_by(self, stored: object) -> bool:
        """Whether a stored value is this identifier, or holds it among other things."""
        return holds(self.kind, self.value, stored)

    def alone_in(self, stored: object) -> bool:
        """Whether a stored value holds no other identifier of the kind: two addresses in one cell are of two people."""
        return len(held(self.kind, text_of(stored))) < 2


@dataclass(kw_only=True)
class Known:
    """The identifiers of one person. Learned ones single out; a learned phone would pull in a household."""

    given: frozenset[Identifier]
    learned: set[Identifier] = field(default_factory=set)

    def __iter__(self) -> Iterator[Identifier]:
        return iter(sorted(self.given | self.learned))

    def tells_apart(self, kind: IdentifierKind, value: str) -> bool:
        """Whether one hit makes somebody certain. An account that was only learned may be a joint one."""
        joint = kind == IdentifierKind.IBAN and Identifier(kind=kind, value=value) not in self.given
        return kind.singles_out and not joint

    def to_search(self) -> Iterator[Identifier]:
        """What rows are looked up by; names only where nothing better was given."""
        strong = [identifier for identifier in self if identifier.kind in SEARCHABLE]
        yield from strong or (identifier for identifier in self if identifier.kind == IdentifierKind.NAME)

    def learn(self, identifiers: Iterable[Identifier]) -> set[Identifier]:
        """Add what singles out; the answer is what is new."""
        new = {one for one in identifiers if one.kind.singles_out} - self.given - self.learned
        self.learned |= new
        return new

    def verdict(self, kind: IdentifierKind, stored: object) -> bool | None:
        """Whether a stored value agrees with what is known of this kind; None when nothing can be said."""
        verdicts = [same(kind, one.value, stored) for one in self if one.kind == kind]
        if True in verdicts:
            return True
        return False if False in verdicts else None
