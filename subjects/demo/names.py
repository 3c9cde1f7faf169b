"""Names of fictional people and places, in the mix that a Dutch contact centre meets."""

from dataclasses import dataclass
from random import Random

WOMEN = (
    "Emma", "Sanne", "Lotte", "Anouk", "Femke", "Marijke", "Ingrid", "Wilhelmina", "Jolanda", "Truus", "Noor",
    "Lieke", "Elif", "Zeynep", "Ayşe", "Fatma", "Hatice", "Fatima", "Khadija", "Samira", "Naima", "Yasmina",
    "Shanti", "Priya", "Chantal", "Cheryl", "Joëlle", "Zoë", "Renée", "An", "Griet", "Liesbeth",
)  # fmt: skip
MEN = (
    "Daan", "Sem", "Bram", "Joost", "Pieter", "Kees", "Henk", "Jan-Willem", "Gerrit", "Ruben", "Thijs", "Björn",
    "Mehmet", "Mustafa", "Emre", "Yusuf", "Ahmet", "Mohammed", "Youssef", "Rachid", "Hamza", "Bilal", "Ricardo",
    "Winston", "Dennis", "Rajesh", "Soeresh", "André", "René", "Wout", "Jef", "Luc", "Stijn",
)  # fmt: skip
# Each family name with the prefix (tussenvoegsel) that stands before it.
FAMILIES: tuple[tuple[str, str], ...] = (
    *(("", name) for name in ("Jansen", "Bakker", "Visser", "Smit", "Meijer", "Mulder", "Bos", "Peters", "Hendriks")),
    *(("", name) for name in ("Dekker", "Kok", "Postma", "Claes", "Maes", "Vandenberghe", "De Smedt", "Wouters")),
    *(("de", name) for name in ("Vries", "Jong", "Boer", "Groot", "Wit", "Bruijn", "Graaf", "Haan")),
    *(("van", name) for name in ("Dijk", "Dongen", "Beek", "Leeuwen", "Veen")),
    *(("van der", name) for name in ("Meer", "Linden", "Velden", "Wal", "Pol")),
    *(("van den", name) for name in ("Berg", "Brink", "Heuvel", "Bosch")),
    *(("van de", name) for name in ("Ven", "Kamp", "Vijver")),
    ("ter", "Horst"), ("ten", "Cate"), ("'t", "Hart"), ("van 't", "Hof"), ("in 't", "Veld"), ("op den", "Akker"),
    ("", "Bakker-de Wit"), ("", "Jansen-Smit"), ("de", "Groot-van Dijk"),
    ("", "Yılmaz"), ("", "Kaya"), ("", "Demir"),
    ("", "Şahin"), ("", "Öztürk"), ("", "Çelik"), ("el", "Amrani"), ("", "El Idrissi"), ("", "Benali"),
    ("", "Bouzid"), ("", "Ait Lahcen"), ("", "Wijngaarde"), ("", "Pinas"), ("", "Ramdin"), ("", "Biharie"),
    ("", "Kartosemito"), ("", "Tjon"),
)  # fmt: skip
SINGLE = ("Suharto", "Wati", "Madonna", "Sukarni", "Tenzin", "Baraka")
STREETS = (
    "Kerkstraat", "Molenweg", "Dorpsstraat", "Lindelaan", "Stationsweg", "Julianalaan", "Eikenhof", "Korenbloem",
    "Havenkade", "Zandpad", "Burgemeesterspark", "Vogelzang", "Wilgenlaan", "Schoolplein", "Kastanjedreef",
    "Marktzicht",
)  # fmt: skip
# Towns that exist nowhere, each with the first two digits of its postcodes and an area code.
TOWNS = (
    ("Oosterwolde aan Zee", 10, "020"), ("Nieuw-Lindedam", 30, "010"), ("Sint-Annaveen", 97, "050"),
    ("Waterhoven", 52, "073"), ("Heidenburg", 68, "026"), ("Zuiderkerke", 43, "040"),
)  # fmt: skip
COMPANIES = ("Bloemenhuis", "Fietsen", "Bouwbedrijf", "Kapsalon", "Administratie", "Bakkerij")


@dataclass(frozen=True, kw_only=True)
class Name:
    """A person's name. Somebody with one name has it as ``last``; ``infix`` is the Dutch tussenvoegsel."""

    first: str | None
    infix: str
    last: str
    salutation: str

    @property
    def full(self) -> str:
        """As the database's generated column writes it."""
        return " ".join(part for part in (self.first, self.infix, self.last) if part)

    @property
    def formal(self) -> str:
        """As an employee writes it in a note: `mevr. Van der Meer`."""
        family = f"{self.infix} {self.last}".strip()
        return f"{self.salutation} {family[:1].upper()}{family[1:]}".strip()


def any_name(rng: Random, *, family: tuple[str, str] | None = None) -> Name:
    """A name, of the given family if there is one."""
    woman = rng.random() < 0.5
    if family is None and rng.random() < 0.01:
        return Name(first=None, infix="", last=rng.choice(SINGLE), salutation="")
    infix, last = family or rng.choice(FAMILIES)
    return Name(
        first=rng.choice(WOMEN if woman else MEN), infix=infix, last=last, salutation="mevr." if woman else "dhr."
    )
