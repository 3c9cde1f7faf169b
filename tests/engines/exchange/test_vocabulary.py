"""Headers that others use lead to a proposal: in Dutch, in French, in English, numbered, or without blanks."""

import pytest

from registers.book import records as r
from registers.exchange.errors import HeadersUnknown
from registers.exchange.opening import Choices, open_file
from registers.exchange.sheets.mapping import ColumnRule, build
from registers.exchange.sheets.targets import KEY, field_of, propose, targets
from registers.exchange.sheets.vocabulary import _KNOWN, KEEP
from registers.register_choices import LegalBasis
from tests.engines.exchange import sheets

CNIL = {
    "N° / REF": "activity.number",
    "Nom / sigle": "activity.name",
    "Date de création": "activity.started_on",
    "Mise à jour": "activity.reviewed_on",
    "Responsable du traitement": "controller.name",
    "Délégué à la protection des données": KEEP,
    "Responsable(s) conjoint(s)": "joint.name",
    "Finalité principale": "purpose.text",
    "Sous-finalité 1": "purpose.text",
    "Sous-finalité 2": "purpose.text",
    "Mesures de sécurité": "activity.security",
    "Catégories de données personnelles concernées": "line.data",
    "Délai d'effacement": "line.retention_criterion",
    "Données sensibles": "line.special",
    "Catégories de personnes concernées": "line.subjects",
    "Destinataire 1": "recipient.text",
    "Destinataire 2": "recipient.text",
    "Transferts hors UE": "activity.transfers",
    "Base légale": "purpose.basis",
}
VNG = {
    "Id": KEY,
    "Naam verwerking": "activity.name",
    "Doel (omschrijf het doel)": "purpose.text",
    "Rechtsgrond": "purpose.basis",
    "toelichtingGrondslag": "purpose.explanation",
    "Categorieën betrokkenen": "line.subjects",
    "Categorieën persoonsgegevens": "line.data",
    "herkomst": "line.origin_text",
    "Bewaartermijn": "line.retention_criterion",
    "Categorieën ontvangers": "recipient.text",
    "Doorgifte buiten de EU": "activity.transfers",
    "gebaseerdOp": KEEP,
    "OIN": KEEP,
}
ICO = {
    "Business function": "activity.name",
    "Purpose of processing": "purpose.text",
    "Name and contact details of joint controller (if applicable)": "joint.name",
    "Categories of individuals": "line.subjects",
    "Categories of personal data": "line.data",
    "Categories of recipients": "recipient.text",
    "Retention schedule (if possible)": "line.retention_criterion",
    "Article 6 lawful basis for processing personal data": "purpose.basis",
    "Source of the personal data": "line.origin_text",
    "Link to record of consent": KEEP,
}


@pytest.mark.parametrize("headers", [CNIL, VNG, ICO], ids=["cnil", "vng", "ico"])
def test_headers_of_others_have_a_proposal(headers: dict[str, str]) -> None:
    assert propose(tuple(headers)) == headers


def test_every_word_leads_to_a_field_that_there_is() -> None:
    assert {target for target in _KNOWN.values() if target != KEEP} <= set(targets())


def test_two_words_for_one_field_are_proposed_once() -> None:
    assert propose(("Doel", "Doeleinden")) == {"Doel": "purpose.text", "Doeleinden": ""}


def test_a_number_behind_a_word_makes_no_second_activity() -> None:
    assert propose(("Naam", "Naam 2")) == {"Naam": "activity.name", "Naam 2": ""}


def test_a_header_that_nobody_knows_is_left_open() -> None:
    assert propose(("Vakje X", "Finalement")) == {"Vakje X": "", "Finalement": ""}


def test_a_french_sheet_is_read_by_its_proposal() -> None:
    first = ["T-1", "Appels", "2024-01-02", "2025-03-04", "Exemple B.V.", "Mme Durand", "", "Répondre", "Rappeler", ""]
    rest = ["Mots de passe", "nom", "2 ans", "non", "clients", "coursier", "comptable", "non", "intérêt légitime"]
    content = sheets.xlsx(list(CNIL), [*first, *rest])
    columns = {header: ColumnRule(to=to, dates="ymd" if _dated(to) else "") for header, to in CNIL.items()}
    reading = open_file(content, "registre.xlsx", Choices(mapping=build(name="cnil", columns=columns)))

    unit = reading.interpret(next(reading.originals))

    purposes = [(one.text, one.basis) for one in unit.records if isinstance(one, r.Purpose)]
    assert purposes == [("Répondre", LegalBasis.LEGITIMATE), ("Rappeler", None)]
    assert [one.text for one in unit.records if isinstance(one, r.Recipient)] == ["coursier", "comptable"]


def _dated(target: str) -> bool:
    field = field_of(target)
    return field is not None and field.sort.value == "date"


def test_the_proposal_comes_with_the_refusal() -> None:
    with pytest.raises(HeadersUnknown) as told:
        open_file(sheets.xlsx(list(CNIL), ["T-1", "Appels"]), "registre.xlsx")

    assert told.value.proposal["nom / sigle"] == "activity.name"
