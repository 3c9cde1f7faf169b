"""Whether a DPIA was done and is needed: seven booleans in one register, "Uitgevoerd" or one boolean in the others."""

from registers.exchange.avgregister.draft import Draft
from registers.exchange.avgregister.parts import SAID
from registers.register_choices import Answer, LadderAnswer

DONE = {"IsGebpiaAlUitgevoerd": "DPIA al uitgevoerd", "Uitgevoerd": "DPIA uitgevoerd"}
SIGNS = {
    "IsGeautomatiseerdProfilering": "geautomatiseerde beoordeling of profilering",
    "IsGrootschaligeVerwerking": "grootschalige verwerking van bijzondere of strafrechtelijke gegevens",
    "IsGrootschaligeMonitoring": "grootschalige monitoring van openbaar gebied",
    "StaatOpLijstVerplichteGebpia": "staat op de lijst van de AP",
    "VoeldoetAanTweeCriteriaWP248": "voldoet aan twee criteria van WP248",
    "IsHoogRisicoRechtenVrijheden": "hoog risico voor rechten en vrijheden",
}
LADDER = {
    "IsGeautomatiseerdProfilering": LadderAnswer.EVALUATION,
    "IsGrootschaligeVerwerking": LadderAnswer.LARGE_SPECIAL,
    "IsGrootschaligeMonitoring": LadderAnswer.PUBLIC_AREA,
}
UNNAMED = ("StaatOpLijstVerplichteGebpia", "VoeldoetAanTweeCriteriaWP248")


def dpia(draft: Draft) -> None:
    """Needed when one sign says so, not needed when all that were asked say no, else not answered."""
    node = draft.root.child("GebPia")
    done = {key: node.answer(key) for key in DONE if node.has(key)}
    signs = {key: node.answer(key) for key in SIGNS if node.has(key)}
    draft.reasons += [f"{DONE[key]}: {SAID[said]}" for key, said in done.items() if said in SAID]
    draft.reasons += [f"{SIGNS[key]}: {SAID[said]}" for key, said in signs.items() if said in SAID]
    draft.fields |= {
        "dpia_needed": _needed(set(signs.values())),
        "dpia_ladder": tuple(step for key, step in LADDER.items() if signs.get(key) == Answer.YES),
    }
    for key in UNNAMED:
        if signs.get(key) == Answer.YES:
            draft.doubt("dpia-which", node.at(key))
    if Answer.YES in done.values():
        draft.doubt("dpia-without-date", node.path)


def _needed(signs: set[Answer]) -> Answer:
    if Answer.YES in signs:
        return Answer.YES
    return Answer.NO if signs == {Answer.NO} else Answer.UNKNOWN
