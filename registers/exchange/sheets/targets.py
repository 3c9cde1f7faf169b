"""The fields to which a column of a spreadsheet can lead, by name: ``activity.name``, ``purpose.basis`` and so on.

A group is what belongs together in a row or in a line of cells: a purpose with its basis, a processor with its address.
"""

from dataclasses import dataclass

from registers.book import records as r
from registers.book.records import Record
from registers.exchange.fields import Field, Sort, fields_of
from registers.exchange.sheets.headers import plain
from registers.exchange.words import folded

KEEP, LEAVE_OUT = "keep", "leave-out"
"""No field: the value stays with the original row, or is not stored at all (names of people who reported something)."""

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


_WORDS: dict[str, str] = {
    KEY: "id|verwerkingsid|id verwerking|identificatie",
    "activity.number": "nummer|nr|volgnummer|verwerkingsnummer|registratienummer|ref|referentie",
    "activity.name": "naam|naam verwerking|verwerking|verwerkingsactiviteit|naam verwerkingsactiviteit|activiteit",
    "activity.description": "omschrijving|beschrijving|omschrijving verwerking|toelichting verwerking|description",
    "activity.department": "afdeling|dienst|onderdeel|organisatieonderdeel|directie|department",
    "activity.owner": "eigenaar|proceseigenaar|verantwoordelijke medewerker|contactpersoon|owner",
    "activity.owner_email": "e-mail eigenaar|e-mailadres eigenaar|e-mail contactpersoon",
    "activity.security": "beveiliging|beveiligingsmaatregelen|maatregelen|technische en organisatorische maatregelen",
    "activity.started_on": "begindatum|startdatum|ingangsdatum|start",
    "activity.ended_on": "einddatum",
    "activity.reviewed_on": "laatst herzien|laatste herziening|datum herziening|laatste controle",
    "activity.volume": "aantal betrokkenen|omvang",
    "activity.transfers": "doorgifte buiten eer|doorgifte buiten de eer|doorgifte|buiten eu|doorgifte buiten de eu",
    "activity.automated": "geautomatiseerde besluitvorming|automatische besluitvorming",
    "activity.profiling": "profilering",
    "activity.dpia_needed": "dpia nodig|dpia verplicht|dpia",
    "activity.dpia_done_on": "datum dpia|dpia uitgevoerd op",
    "activity.remarks": "opmerkingen|opmerking|bijzonderheden|remarks",
    "controller.name": "verwerkingsverantwoordelijke|verantwoordelijke|controller",
    "joint.name": "gezamenlijk verantwoordelijke|gezamenlijke verwerkingsverantwoordelijke|medeverantwoordelijke",
    "processor.name": "verwerker|verwerkers|naam verwerker|leverancier|processor",
    "processor.service": "dienst verwerker|dienstverlening",
    "client.name": "opdrachtgever|opdrachtgevers|klant",
    "purpose.text": "doel|doelen|doeleinde|doeleinden|verwerkingsdoel|doel van de verwerking|purpose",
    "purpose.basis": "grondslag|rechtsgrond|wettelijke grondslag|rechtmatige grondslag|grondslagen|legal basis",
    "purpose.statute": "wet|wetsartikel|wettelijke basis",
    "line.subjects": "betrokkenen|categorie betrokkenen|categorieen betrokkenen|categorieën betrokkenen|betrokkene",
    "line.data": "persoonsgegevens|gegevens|categorieen persoonsgegevens|categorieën persoonsgegevens|soort gegevens",
    "line.category": "categorie gegevens|gegevenscategorie",
    "line.retention_criterion": "bewaartermijn|bewaartermijnen|bewaarduur|termijn",
    "line.origin_text": "bron|herkomst|bron van de gegevens",
    "line.special": "bijzondere persoonsgegevens|bijzondere gegevens",
    "line.criminal": "strafrechtelijke gegevens|strafrechtelijk",
    "line.national_id": "bsn|burgerservicenummer",
    "recipient.text": "ontvanger|ontvangers|categorie ontvangers|categorieen ontvangers|categorieën ontvangers",
    "system.name": "systeem|systemen|applicatie|applicaties|bron systeem|informatiesysteem",
    "measure.name": "maatregel|beveiligingsmaatregel",
    "transfer.country": "land|landen|derde land|land van doorgifte|naar welk land",
}
_BY_WORD = {folded(word): target for target, words in _WORDS.items() for word in words.split("|")}


def propose(labels: tuple[str, ...]) -> dict[str, str]:
    """For each header a target, '' where no word is known; no target twice. A proposal, for a person to judge."""
    found: dict[str, str] = {}
    for label in labels:
        target = _BY_WORD.get(plain(label), "")
        found[label] = "" if target in found.values() else target
    return found
