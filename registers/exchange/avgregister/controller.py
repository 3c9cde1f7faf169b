"""The register of the controller (art. 30(1)): purposes with a legal basis, people with their data, recipients."""

from registers.book.records import Line, LineSystem, Purpose, Recipient
from registers.choices import DataCategory
from registers.exchange.avgregister.draft import Draft
from registers.exchange.avgregister.ledger import Node
from registers.exchange.avgregister.special import compare_with_text, special_of
from registers.exchange.units import note
from registers.exchange.words import basis_of, folded, headline
from registers.register_choices import Answer, DataSource, Presence
from registers.rules.words import processor_word

PLAIN = frozenset(
    {
        "toestemming betrokkene",
        "uitvoering overeenkomst",
        "wettelijke verplichting",
        "vitaal belang betrokkene",
        "taak van algemeen belang",
        "gerechtvaardigd belang verantwoordelijke",
    }
)
"""Grounds that say no more than their article; of any other the words are kept."""


def purposes(draft: Draft) -> list[str]:
    """The purposes, each with the basis that its file names; a basis that is not understood stays blank."""
    found = []
    for place, node in enumerate(draft.root.items("Doelen"), start=1):
        text, ground = node.text("Doel"), node.text("Rechtsgrond")
        if not text and not ground:
            continue
        named, _colon, payload = ground.partition(":")
        basis = basis_of(named)
        if ground and basis is None:
            draft.doubt("basis-unknown", node.at("Rechtsgrond"))
        if not text:
            draft.doubt("purpose-without-text", node.at("Doel"))
        uid = draft.uid("doel", node.text("Id") or place)
        explanation = payload.strip() if folded(named) in PLAIN else ground
        draft.add(
            Purpose(uid=uid, activity=draft.activity, position=place, text=text, basis=basis, explanation=explanation)
        )
        found.append(uid)
    return found


def recipients(draft: Draft) -> None:
    """The recipients in the words of the file; one that looks like a processor is proposed as one, not made one."""
    for place, node in enumerate(draft.root.items("Ontvangers"), start=1):
        text = node.text("Omschrijving")
        if not text:
            continue
        draft.fields["recipients"] = Answer.YES
        uid = draft.uid("ontvanger", node.text("Id") or place)
        draft.add(Recipient(uid=uid, activity=draft.activity, position=place, text=text))
        if processor_word(text):
            draft.doubt("recipient-is-processor", node.at("Omschrijving"))


def people(draft: Draft, purposes: list[str], systems: list[str]) -> None:
    """The lines: every group of people with every entry of data; a group without data keeps a line of its own."""
    place = 0
    for group in draft.root.items("Betrokkenen"):
        whose = group.text("Omschrijving")
        special = special_of(draft, group, "GeenBijzondereGegevens")
        criminal = group.answer("Strafrechtelijk")
        entries = group.items("Gegevens") or [Node({}, group.path, draft.ledger)]
        for entry in entries:
            place += 1
            line = _line(draft, group, entry, place)
            known = {"subjects": headline(whose, 300), "purpose": purposes[0] if len(purposes) == 1 else None}
            data = f"Betrokkenen: {whose}\n{line.data}".strip() if len(whose) > 300 else line.data
            update = {**known, **special, "data": data, "criminal": Presence(criminal.value)}
            draft.add(line.model_copy(update=update))
            compare_with_text(draft, line.data, entry.at("Omschrijving"), criminal)
            _place_in(draft, line.uid, systems)
    if not place:
        draft.mention_systems()


def _line(draft: Draft, group: Node, entry: Node, place: int) -> Line:
    from_person = entry.answer("IsBronBetrokkene")
    if from_person == Answer.NO:
        draft.doubt("origin-which", entry.at("IsBronBetrokkene"))
    draft.ledger.remarks.append(note("category-chosen", entry.path))
    what, why = entry.text("Omschrijving"), entry.text("Verzameldoel")
    return Line(
        uid=draft.uid("gegeven", group.text("Id"), entry.text("Id") or place),
        activity=draft.activity,
        position=place,
        subjects="",
        category=DataCategory.OTHER,
        data="\n".join(part for part in (what, f"Verzameldoel: {why}" if why else "") if part),
        retention_criterion=entry.text("Bewaartermijn"),
        origin=DataSource.SUBJECT if from_person == Answer.YES else None,
        origin_text=entry.text("BronOmschrijving"),
        obliged=entry.answer("IsBetrokkeneVerplicht"),
        refusal_effect=entry.text("BetrokkeneConsequenties"),
    )


def _place_in(draft: Draft, line: str, systems: list[str]) -> None:
    for system in systems:
        draft.add(LineSystem(uid=draft.uid("staat in", line, system), line=line, system=system))
