"""The register under the Wpg: flags for people and articles in place of texts. The Wpg is not the AVG."""

import re
from typing import Any

from registers.book.records import Line, LineSystem, Purpose, Recipient
from registers.choices import DataCategory
from registers.exchange.avgregister.draft import Draft
from registers.exchange.avgregister.ledger import Node
from registers.exchange.avgregister.parts import SAID
from registers.exchange.avgregister.special import special_of
from registers.exchange.units import note
from registers.register_choices import Answer

PEOPLE = ("Verdachten", "Slachtoffers", "Veroordeelden", "Derden")
ARTICLES = ("8", "9", "10Lid1A", "10Lid1B", "10Lid1C", "12", "13Lid1", "13Lid2", "13Lid3")
SHARED_UNDER = ("15", "15A", "16", "17", "17A", "18", "19", "20", "22")
NOTHING = ("GeenTerBeschikking", "GeenVerstrekking", "GeenDoorgifte")
EXPLAINED = ("ToelichtingTerBeschikking", "ToelichtingVertrekking", "ToelichtingVerstrekking", "ToelichtingDoorgifte")


def article(code: str) -> str:
    """``10Lid1A`` as "10, lid 1, onder a"; ``17A`` as "17a"."""
    number, paragraph, rest = code.partition("Lid")
    if not paragraph:
        return number.lower()
    match = re.fullmatch(r"(\d+)([A-Z]?)", rest)
    under = f", onder {match[2].lower()}" if match and match[2] else ""
    return f"{number}, lid {match[1] if match else rest}{under}"


def purposes(draft: Draft) -> None:
    """Every purpose with the articles that it rests on; a basis of art. 6 AVG it has not."""
    draft.doubt("police-data", "Doelen")
    for place, node in enumerate(draft.root.items("Doelen"), start=1):
        said = {code: node.answer(f"Artikel{code}") for code in ARTICLES}
        under = "; ".join(article(code) for code, answer in said.items() if answer == Answer.YES)
        denied = [f"Wpg artikel {article(code)}: nee" for code, answer in said.items() if answer == Answer.NO]
        statute = f"Wpg artikel {under}" if under else ""
        text = node.text("Omschrijving") or statute
        explanation = "\n".join(part for part in (node.text("Toelichting"), *denied) if part)
        if text or explanation:
            draft.add(
                Purpose(
                    uid=draft.uid("doel", node.text("Id") or place),
                    activity=draft.activity,
                    position=place,
                    text=text,
                    statute=statute,
                    explanation=explanation,
                )
            )


def recipients(draft: Draft) -> None:
    """A recipient for each article under which data are shared; what is denied is a remark."""
    node = draft.root.child("Ontvanger")
    none = [node.answer(key) for key in NOTHING]
    said = {code: node.answer(f"Artikel{code}") for code in SHARED_UNDER}
    for place, code in enumerate((code for code, answer in said.items() if answer == Answer.YES), start=1):
        uid = draft.uid("ontvanger", code)
        draft.add(Recipient(uid=uid, activity=draft.activity, position=place, text=f"Wpg artikel {article(code)}"))
    told = [f"{key}: {SAID[answer]}" for key, answer in zip(NOTHING, none, strict=True) if answer in SAID]
    told += [f"artikel {article(code)}: nee" for code, answer in said.items() if answer == Answer.NO]
    told += [f"{key}: {text}" for key in EXPLAINED if (text := node.text(key))]
    draft.remarks += [f"Ontvangers: {line}" for line in told]
    if Answer.YES in said.values():
        draft.fields["recipients"] = Answer.YES
    elif set(none) == {Answer.YES}:
        draft.fields["recipients"] = Answer.NO


def people(draft: Draft, systems: list[str]) -> None:
    """A line for each group of people that is ticked. The export has the flags under two names, which must agree."""
    ticked = _groups(draft, draft.root.child("Betrokkenen"))
    other = _groups(draft, draft.root.child("Betrokkene"))
    if draft.root.has("Betrokkene") and ticked != other:
        draft.doubt("people-contradiction", "Betrokkene")
    special = special_of(draft, draft.root.child("BijzondereGegevens"), "Geen")
    groups = [group for group in PEOPLE if Answer.YES in (ticked.get(group), other.get(group))]
    for place, group in enumerate(groups, start=1):
        _line(draft, place, group, special, str(ticked.get("") or other.get("") or "") if group == "Derden" else "")
        for system in systems:
            line = draft.uid("betrokkenen", group)
            draft.add(LineSystem(uid=draft.uid("staat in", line, system), line=line, system=system))
    denied = [f"{group}: nee" for group in PEOPLE if Answer.NO in (ticked.get(group), other.get(group))]
    draft.remarks += ["Betrokkenen: " + ", ".join(denied)] if denied else []
    if not groups:
        _nobody(draft, special)


def _groups(draft: Draft, node: Node) -> dict[str, Any]:
    found: dict[str, Any] = {group: node.answer(group) for group in PEOPLE}
    found[""] = node.text("ToelichtingDerden")
    if found[""] and found["Derden"] != Answer.YES:
        draft.remarks.append(f"Toelichting derden: {found['']}")
    return found


def _line(draft: Draft, place: int, group: str, special: dict[str, Any], text: str) -> None:
    draft.ledger.remarks.append(note("category-chosen", "Betrokkenen"))
    draft.add(
        Line(
            uid=draft.uid("betrokkenen", group),
            activity=draft.activity,
            position=place,
            subjects=group,
            category=DataCategory.OTHER,
            data=text,
            **special,
        )
    )


def _nobody(draft: Draft, special: dict[str, Any]) -> None:
    """Without people there is no line; what the flags and systems said is kept as a remark."""
    if special["special_kinds"]:
        draft.remarks.append(f"Bijzondere gegevens: {special['special_kinds']}")
    draft.mention_systems()
