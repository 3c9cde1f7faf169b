"""The register of the processor (art. 30(2)): the controllers are our clients, with the categories of processing."""

from registers.book.records import Client
from registers.exchange.avgregister.draft import Draft
from registers.exchange.avgregister.ledger import Node
from registers.exchange.avgregister.parts import party
from registers.exchange.words import folded
from registers.register_choices import ProcessingOperation

OPERATIONS = {
    "verzamelen": ProcessingOperation.COLLECT,
    "vastleggen": ProcessingOperation.RECORD,
    "ordenen": ProcessingOperation.ORGANISE,
    "structureren": ProcessingOperation.ORGANISE,
    "opslaan": ProcessingOperation.STORE,
    "bewaren": ProcessingOperation.STORE,
    "bijwerken of wijzigen": ProcessingOperation.ALTER,
    "bijwerken": ProcessingOperation.ALTER,
    "wijzigen": ProcessingOperation.ALTER,
    "opvragen": ProcessingOperation.RETRIEVE,
    "raadplegen": ProcessingOperation.CONSULT,
    "gebruiken": ProcessingOperation.USE,
    "verstrekken": ProcessingOperation.TRANSMIT,
    "verstrekken door middel van doorzending": ProcessingOperation.TRANSMIT,
    "doorzenden": ProcessingOperation.TRANSMIT,
    "verspreiden": ProcessingOperation.DISSEMINATE,
    "ter beschikking stellen": ProcessingOperation.DISSEMINATE,
    "aligneren of combineren": ProcessingOperation.ALIGN,
    "combineren": ProcessingOperation.ALIGN,
    "samenbrengen": ProcessingOperation.ALIGN,
    "afschermen": ProcessingOperation.RESTRICT,
    "wissen": ProcessingOperation.ERASE,
    "vernietigen": ProcessingOperation.ERASE,
    "wissen of vernietigen": ProcessingOperation.ERASE,
    "wissen/vernietigen van gegevens": ProcessingOperation.ERASE,
}


def operations(draft: Draft) -> tuple[ProcessingOperation, ...]:
    """The categories of processing, in the order of the enumeration; one that is not known is a remark and a doubt."""
    found = set()
    for node in draft.root.items("Categorien"):
        word = node.text("Omschrijving")
        known = OPERATIONS.get(folded(word))
        if known:
            found.add(known)
        elif word:
            draft.remarks.append(f"Categorie van verwerking: {word}")
            draft.doubt("operation-unknown", node.at("Omschrijving"))
    return tuple(one for one in ProcessingOperation if one in found)


def clients(draft: Draft) -> None:
    """The controllers as clients, with their officer, their contact and the number by which they know us."""
    known = operations(draft)
    for node in draft.root.items("Verantwoordelijken"):
        found = party(draft, node, "verantwoordelijke")
        if not found:
            continue
        client = Client(
            uid=draft.uid("opdrachtgever", found.uid),
            activity=draft.activity,
            party=found.uid,
            operations=known,
            officer=node.text("ContactFg")[:300],
            remarks=_contact(node),
        )
        draft.add(client)
    if known and not draft.root.items("Verantwoordelijken"):
        draft.doubt("client-missing", "Verantwoordelijken")
        draft.remarks.append("Categorieën van verwerking: " + ", ".join(str(one.value) for one in known))


def _contact(node: Node) -> str:
    named = [node.text("ContactNaam"), node.text("ContactEmail"), node.text("ContactTelefoon")]
    reference = node.text("ReferentieNummer")
    officer = node.text("ContactFg")
    lines = [
        "Contact: " + ", ".join(part for part in named if part) if any(named) else "",
        f"Referentie: {reference}" if reference else "",
        f"Functionaris: {officer}" if len(officer) > 300 else "",
    ]
    return "\n".join(line for line in lines if line)
