"""Special and criminal data: flags that sit apart from the text, and what the text says about them."""

from typing import Any

from registers.exchange.avgregister.draft import Draft
from registers.exchange.avgregister.ledger import Node
from registers.register_choices import Answer, Presence
from registers.rules.words import Topic, topics_in

KINDS = {
    "RasOfEtniciteit": "ras of etniciteit",
    "PolitiekeGezindheid": "politieke gezindheid",
    "GodsdienstOfLevensovertuiging": "godsdienst of levensovertuiging",
    "LidmaatschapVakvereniging": "lidmaatschap van een vakvereniging",
    "Genetisch": "genetische gegevens",
    "Biometrisch": "biometrische gegevens",
    "Gezondheid": "gezondheid",
    "SeksueleLeven": "seksueel leven",
}


def special_of(draft: Draft, node: Node, none_key: str) -> dict[str, Any]:
    """The fields about special categories for the lines of one group of people."""
    none = node.answer(none_key)
    flags = {label: node.answer(key) for key, label in KINDS.items()}
    kinds = [label for label, said in flags.items() if said == Answer.YES]
    if kinds and none == Answer.YES:
        draft.doubt("special-contradiction", node.at(none_key))
    if not kinds and none == Answer.NO:
        draft.doubt("special-which", node.at(none_key))
    return {"special": _presence(bool(kinds), none, set(flags.values())), "special_kinds": ", ".join(kinds)}


def _presence(any_kind: bool, none: Answer, flags: set[Answer]) -> Presence:
    if any_kind:
        return Presence.YES
    if none == Answer.YES:
        return Presence.NO
    return Presence.NO if none == Answer.UNKNOWN and flags == {Answer.NO} else Presence.UNKNOWN


def compare_with_text(draft: Draft, text: str, path: str, criminal: Answer) -> None:
    """Doubts about a text that says what its flags deny; the flags stay as the file has them, for the rules to see."""
    topics = topics_in(text)
    if Topic.CRIMINAL in topics and criminal == Answer.NO:
        draft.doubt("criminal-contradiction", path)
    if Topic.NATIONAL_ID in topics:
        draft.doubt("national-id-mentioned", path)
