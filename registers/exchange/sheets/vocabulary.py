"""Words of people for the fields of the register, as they stand above columns: Dutch, French and English.

Dutch from registers of municipalities and firms (with the names of the VNG's draft), French as the CNIL calls the
parts of a record, English as the British and Irish forms do. They only serve a proposal that a person judges: what
nobody knows is left open, never guessed. No file of the VNG or the CNIL itself was at hand when these were written.
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from registers.exchange.sheets.headers import plain

KEEP = "keep"
_DUTCH = {
    "activity.id": "id|verwerkingsid|id verwerking|identificatie",
    "activity.number": "nummer|nr|volgnummer|verwerkingsnummer|registratienummer|ref|referentie",
    "activity.name": "naam|naam verwerking|verwerking|verwerkingsactiviteit|naam verwerkingsactiviteit|activiteit",
    "activity.description": "omschrijving|beschrijving|omschrijving verwerking|toelichting verwerking|toelichting",
    "activity.department": "afdeling|dienst|onderdeel|organisatieonderdeel|directie|team",
    "activity.owner": "eigenaar|proceseigenaar|verantwoordelijke medewerker|contactpersoon",
    "activity.owner_email": "e-mail eigenaar|e-mailadres eigenaar|e-mail contactpersoon",
    "activity.security": "beveiliging|beveiligingsmaatregelen|maatregelen|technische en organisatorische maatregelen"
    "|algemene beschrijving beveiligingsmaatregelen|beschrijving beveiligingsmaatregelen",
    "activity.started_on": "begindatum|startdatum|ingangsdatum|start",
    "activity.ended_on": "einddatum",
    "activity.reviewed_on": "laatst herzien|laatste herziening|datum herziening|laatste controle|laatst gewijzigd",
    "activity.volume": "aantal betrokkenen|omvang",
    "activity.transfers": "doorgifte buiten eer|doorgifte buiten de eer|doorgifte|buiten eu|doorgifte buiten de eu",
    "activity.automated": "geautomatiseerde besluitvorming|automatische besluitvorming",
    "activity.profiling": "profilering",
    "activity.dpia_needed": "dpia nodig|dpia verplicht|dpia|pia|gegevensbeschermingseffectbeoordeling",
    "activity.dpia_done_on": "datum dpia|dpia uitgevoerd op|datum pia",
    "activity.dpia_reference": "vindplaats dpia|verwijzing dpia|link dpia",
    "activity.informing": "informeren betrokkenen|hoe zijn betrokkenen geinformeerd|privacyverklaring",
    "activity.rights": "rechten|rechten van betrokkenen|rechten betrokkenen",
    "activity.remarks": "opmerkingen|opmerking|bijzonderheden",
    "controller.name": "verwerkingsverantwoordelijke|verantwoordelijke|verantwoordelijke organisatie",
    "joint.name": "gezamenlijk verantwoordelijke|gezamenlijke verwerkingsverantwoordelijke|medeverantwoordelijke"
    "|gezamenlijk verwerkingsverantwoordelijken|gezamenlijke verwerkingsverantwoordelijken",
    "processor.name": "verwerker|verwerkers|naam verwerker|leverancier",
    "processor.service": "dienst verwerker|dienstverlening",
    "client.name": "opdrachtgever|opdrachtgevers|klant",
    "purpose.text": "doel|doelen|doeleinde|doeleinden|verwerkingsdoel|doel van de verwerking|doeleinden verwerking"
    "|doel verwerking",
    "purpose.basis": "grondslag|rechtsgrond|wettelijke grondslag|rechtmatige grondslag|grondslagen",
    "purpose.explanation": "toelichting grondslag|onderbouwing grondslag",
    "purpose.statute": "wet|wetsartikel|wettelijke basis",
    "purpose.interest": "gerechtvaardigd belang|belang",
    "line.subjects": "betrokkenen|categorie betrokkenen|categorieen betrokkenen|categorieën betrokkenen|betrokkene",
    "line.data": "persoonsgegevens|gegevens|categorieen persoonsgegevens|categorieën persoonsgegevens|soort gegevens",
    "line.category": "categorie gegevens|gegevenscategorie|categorie persoonsgegevens",
    "line.retention_criterion": "bewaartermijn|bewaartermijnen|bewaarduur|termijn",
    "line.origin_text": "bron|herkomst|bron van de gegevens|herkomst gegevens",
    "line.special": "bijzondere persoonsgegevens|bijzondere gegevens",
    "line.criminal": "strafrechtelijke gegevens|strafrechtelijk",
    "line.national_id": "bsn|burgerservicenummer",
    "recipient.text": "ontvanger|ontvangers|categorie ontvangers|categorieen ontvangers|categorieën ontvangers",
    "system.name": "systeem|systemen|applicatie|applicaties|bron systeem|informatiesysteem",
    "measure.name": "maatregel|beveiligingsmaatregel",
    "transfer.country": "land|landen|derde land|derde landen|land van doorgifte|naar welk land",
    "transfer.document": "passende waarborgen|waarborgen doorgifte",
    KEEP: "gebaseerd op|oin|categorie|status|versie|bestuursorgaan|datum melding|link verwerkersovereenkomst",
}
_FRENCH = {
    "activity.id": "identifiant",
    "activity.number": "n°|no|ref|référence|n° / réf|n° / ref|numéro",
    "activity.name": "nom|nom / sigle|nom du traitement|traitement|activité|nom de l'activité|activité de traitement",
    "activity.description": "description|description du traitement",
    "activity.department": "service|direction|service chargé de la mise en oeuvre",
    "activity.security": "mesures de sécurité|mesures de sécurité techniques et organisationnelles",
    "activity.started_on": "date de création|date de création de la fiche",
    "activity.reviewed_on": "mise à jour|date de mise à jour|dernière mise à jour",
    "activity.transfers": "transferts hors ue|transfert hors ue|transferts|transferts hors de l'union européenne",
    "activity.rights": "droits|droits des personnes",
    "activity.remarks": "remarques|observations",
    "controller.name": "responsable du traitement|responsable de traitement",
    "joint.name": "responsable conjoint|responsable(s) conjoint(s)|responsables conjoints",
    "processor.name": "sous-traitant|sous-traitants",
    "purpose.text": "finalité|finalités|finalité principale|sous-finalité|finalité(s) du traitement"
    "|finalités du traitement|objectif|objectifs poursuivis",
    "purpose.basis": "base légale|fondement juridique|base juridique",
    "line.subjects": "personnes concernées|catégories de personnes concernées|catégorie de personnes",
    "line.data": "données|données personnelles|catégories de données|catégories de données personnelles concernées"
    "|catégories de données collectées|données collectées",
    "line.special": "données sensibles|des données sensibles sont-elles traitées",
    "line.retention_criterion": "durée de conservation|durées de conservation|délai d'effacement|délais d'effacement",
    "line.origin_text": "source|source des données|origine des données",
    "recipient.text": "destinataire|destinataires|catégories de destinataires|destinataires internes"
    "|destinataires externes",
    "system.name": "logiciel|application|applications",
    "transfer.country": "pays|pays destinataire",
    "transfer.document": "garanties|type de garanties|liens vers le document",
    KEEP: "délégué à la protection des données|dpo|représentant|statut",
}
_ENGLISH = {
    "activity.number": "reference|number",
    "activity.name": "name|processing activity|activity|business function|name of processing",
    "activity.description": "description|description of the system|description of processing",
    "activity.department": "department|business unit",
    "activity.owner": "owner|data steward|process owner",
    "activity.security": "security measures|general description of technical and organisational security measures",
    "activity.transfers": "international transfers|transfers outside the eea",
    "activity.automated": "automated decision-making|existence of automated decision-making",
    "activity.automated_logic": "details of automated decision-making",
    "activity.profiling": "profiling",
    "activity.dpia_needed": "dpia required|data protection impact assessment required",
    "activity.dpia_reference": "link to dpia|link to data protection impact assessment",
    "activity.informing": "link to privacy notice|privacy notice",
    "activity.rights": "rights available to individuals|rights available|data subject rights",
    "activity.reviewed_on": "last review|last reviewed|date of last review",
    "activity.remarks": "remarks|comments|notes",
    "controller.name": "controller|data controller",
    "joint.name": "joint controller|name and contact details of joint controller",
    "processor.name": "processor|processors|data processor",
    "purpose.text": "purpose|purposes|purpose of processing|purpose of the processing",
    "purpose.basis": "legal basis|lawful basis|article 6 lawful basis for processing personal data|article 6 basis",
    "purpose.interest": "legitimate interests|legitimate interest|legitimate interests for the processing",
    "purpose.balancing": "link to record of legitimate interests assessment|legitimate interests assessment",
    "line.subjects": "categories of individuals|data subjects|categories of data subjects",
    "line.data": "categories of personal data|personal data|data",
    "line.special": "special category data|special categories",
    "line.criminal": "criminal offence data|criminal data",
    "line.condition": "article 9 condition|article 9 basis for processing special category data",
    "line.retention_criterion": "retention|retention period|retention schedule",
    "line.origin_text": "source|source of the personal data|source of data",
    "recipient.text": "recipients|categories of recipients|shared with",
    "system.name": "system|systems|location of personal data",
    "transfer.country": "country|third country|names of third countries",
    "transfer.document": "safeguards|safeguards for exceptional transfers|safeguards for transfers",
    KEEP: "link to contract with processor|link to record of consent|has a breach occurred|progress|status"
    "|do we keep to it|link to retention policy",
}
_NUMBERED = re.compile(r"\s*(?:nr\.?|no\.?|n°|#)?\s*\d{1,2}$")
_HUMPS = re.compile(r"(?<=[a-z])(?=[A-Z])")


def _by_word() -> Iterator[tuple[str, str]]:
    for words in (_ENGLISH, _FRENCH, _DUTCH):  # what two languages share is read as Dutch
        for target, told in words.items():
            yield from ((plain(word), target) for word in told.split("|"))


_KNOWN: Mapping[str, str] = MappingProxyType(dict(_by_word()))


def known_target(label: str) -> str:
    """The target that a header names, ``KEEP`` for what has no field of its own, '' when nobody knows."""
    return _KNOWN.get(plain(label)) or _KNOWN.get(plain(_HUMPS.sub(" ", label)), "")


def unnumbered(label: str) -> str:
    """A header without the number behind it: ``Sous-finalité 2`` is a second purpose. '' when it has none."""
    whole = plain(label)
    bare = _NUMBERED.sub("", whole)
    return bare if bare != whole else ""
