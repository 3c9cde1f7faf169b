"""How tables relate to people, guessed from their names, their columns and the foreign keys between them. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from registers.choices import DataCategory, IdentifierKind, TableRole
from subjects.planning.catalog import Catalog, CatalogColumn, CatalogForeignKey, CatalogTable, TableKind
from subjects.sources.guessing import ADMINISTRATIVE, Guess, words_of

Guesses = Mapping[str, Mapping[str, Guess]]

_STAFF = re.compile(r"(^|_)(employees?|medewerkers?|staff|personeel|agents?|beheerders?|admins?|operators?)(_|$)")
_PEOPLE = re.compile(
    r"(^|_)(klant(en)?|customers?|clients?|cli[eë]nten|contact(en|s)?|contactpersonen|personen|persoon|persons?|people"
    r"|users?|gebruikers?|leden|members?|relaties?|pati[eë]nten|patients?|studenten|students?|abonnees?|subscribers?"
    r"|leads?|prospects?|deelnemers?|donateurs?|donors?|accounts?|debiteuren)(_|$)"
)
_NO_OWNERSHIP = re.compile(
    r"(^|_)(by|door|manager|medewerker|employee|agent|rep|werver|referrer|referred|assigned|reports?|parent|owner_?user"
    r"|behandelaar|beheerder|created|updated|aangemaakt)(_|$)"
)
_TELLING = {IdentifierKind.EMAIL, IdentifierKind.PHONE, IdentifierKind.BIRTH_DATE, IdentifierKind.CUSTOMER_NUMBER}
_ABOUT_SOMEBODY = {DataCategory.CONTACT, DataCategory.IDENTITY}


@dataclass(frozen=True, kw_only=True)
class Roles:
    """The guessed role of each table, by qualified name, and which foreign keys mean ownership."""

    people: frozenset[str]
    dependents: frozenset[str]
    staff: frozenset[str]
    hanging: frozenset[str]

    def role(self, table: str) -> TableRole:
        """PERSON, DEPENDENT or REFERENCE."""
        if table in self.people:
            return TableRole.PERSON
        return TableRole.DEPENDENT if table in self.dependents | self.hanging else TableRole.REFERENCE

    def is_staff(self, table: str) -> bool:
        """Whether the table looks like one of employees."""
        return table in self.staff

    def is_administrative(self, column: CatalogColumn) -> bool:
        """Whether the column only says when or how a row was written."""
        return ADMINISTRATIVE.search(words_of(column.name)) is not None

    def belongs(self, child: str, key: CatalogForeignKey) -> bool:
        """Whether rows of the child follow the row that this key names to the same person."""
        if child == key.referred or key.referred in self.staff or self.hangs_on_child(child, key):
            return False
        if any(_NO_OWNERSHIP.search(words_of(column)) for column in key.columns):
            return False
        return key.referred in self.people | self.dependents and child not in self.people

    def hangs_on_child(self, child: str, key: CatalogForeignKey) -> bool:
        """Whether the row that is referred to (an address) is the person's own, so that the link runs backwards."""
        return key.referred in self.hanging and child in self.people | self.dependents


def roles_of(catalog: Catalog, guesses: Guesses) -> Roles:
    """Guess the role of every table of the catalog."""
    tables = [table for table in catalog.tables if table.kind != TableKind.VIEW]
    staff = frozenset(table.qualified for table in tables if _STAFF.search(words_of(table.name)))
    people = frozenset(table.qualified for table in tables if _is_people(table, guesses[table.qualified]))
    empty: frozenset[str] = frozenset()
    first = Roles(people=people, dependents=empty, staff=staff & people, hanging=empty)
    dependents = _dependents(tables, first, guesses)
    hanging = frozenset(
        table.qualified
        for table in tables
        if table.qualified not in people | dependents and _is_about_somebody(table, catalog, people, guesses)
    )
    return Roles(people=people, dependents=dependents, staff=first.staff, hanging=hanging)


def _is_people(table: CatalogTable, guesses: Mapping[str, Guess]) -> bool:
    """A table of people has what they are known by; one telling column is enough when its name says people."""
    kinds = {guess.identifies for guess in guesses.values() if not guess.weak} - {None}
    named = {guess.identifies for guess in guesses.values()}
    words = words_of(table.name)
    if _PEOPLE.search(words) or _STAFF.search(words):
        return bool(kinds or IdentifierKind.NAME in named)
    if table.foreign_keys:
        return len(kinds & _TELLING) >= 2 and IdentifierKind.NAME in named
    return IdentifierKind.EMAIL in kinds or (bool(kinds & _TELLING) and IdentifierKind.NAME in named)


def _dependents(tables: list[CatalogTable], first: Roles, guesses: Guesses) -> frozenset[str]:
    """Tables that follow a person by foreign keys, however far, and tables that hold what singles people out."""
    found = {
        table.qualified
        for table in tables
        if not table.foreign_keys
        and table.qualified not in first.people
        and any(guess.identifies in _TELLING and not guess.weak for guess in guesses[table.qualified].values())
    }
    while True:
        roles = Roles(people=first.people, dependents=frozenset(found), staff=first.staff, hanging=frozenset())
        more = {
            table.qualified
            for table in tables
            if table.qualified not in first.people | found
            and any(roles.belongs(table.qualified, key) for key in table.foreign_keys)
        }
        if not more:
            return frozenset(found)
        found |= more


def _is_about_somebody(table: CatalogTable, catalog: Catalog, people: frozenset[str], guesses: Guesses) -> bool:
    """Whether people refer to it for their own contact data: two such columns tell it from a list of countries."""
    telling = [guess for guess in guesses[table.qualified].values() if guess.category in _ABOUT_SOMEBODY]
    return len(telling) >= 2 and any(child.qualified in people for child, _key in catalog.inbound(table.qualified))
