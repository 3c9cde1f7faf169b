"""What the catalogue says of Waarborg's own data is what its sweeping really does."""

from consents.actions.screening_runs import KEPT
from consents.choices import KeepingGround
from registers.catalogue.entry import ProposedRetention
from registers.catalogue.shipped import entry_of

FALLS_AWAY = {KeepingGround.OBJECTION: "bezwaar", KeepingGround.PROOF: "bewijs"}
"""For each ground on which ``sweep_keys`` keeps a key, its term in the entry."""


def term(entry: str, key: str) -> ProposedRetention:
    return next(one for one in entry_of(entry).retentions if one.key == key)


def test_every_ground_to_keep_a_key_has_its_term() -> None:
    terms = {one.key for one in entry_of("onderdrukkingssleutels").retentions}

    assert set(FALLS_AWAY) == set(KeepingGround)
    assert set(FALLS_AWAY.values()) <= terms


def test_lists_go_after_the_weeks_that_purging_counts() -> None:
    assert KEPT.days == 4 * 7
    assert term("bellijsten-screenen", "lijst").criterion.startswith("vier weken")


def test_a_number_leaves_a_suppression_table_only_when_somebody_decided() -> None:
    assert "iemand heeft beslist" in term("bellijsten-screenen", "blokkade").criterion


def test_the_words_of_a_request_go_when_it_ends() -> None:
    line = next(one for one in entry_of("avg-verzoeken").lines if one.key == "woorden")

    assert (line.retention, line.purpose) == ("woorden", "uitvoeren")
    assert "gesloten" in term("avg-verzoeken", "woorden").criterion
