"""A name that was put right or changed lives on in free text: found when it is given, and the plan says so before."""

from registers.choices import IdentifierKind
from subjects.actions import intake
from subjects.choices import IdentificationMethod, Right
from subjects.models import SubjectRequest
from subjects.planning.notes import note_text
from subjects.selectors import current_plan, plan_value
from tests.journeys.road import Road
from tests.journeys.shops import HOUSEHOLD, HOUSEHOLD_MAP, Build

NOTES = (
    "ALTER TABLE orders ADD note VARCHAR(200)",
    "UPDATE customer SET name = 'Sanne Bakker' WHERE id = 0",
    "UPDATE orders SET note = 'Gesproken met Sanne de Vries over de levering' WHERE id IN (10, 12)",
)
MAP = HOUSEHOLD_MAP.replace("  erasure: delete\n  anonymisation: treat\n", "  erasure: treat\n  anonymisation: treat\n")
MAP = MAP.replace(
    "anonymisation: *none}\nlinks:",
    "anonymisation: *none}\n  - {name: note, category: communication,"
    " erasure: &redact {treatment: redact}, anonymisation: *redact}\nlinks:",
)
MAP = MAP.replace(
    "{name: name, category: identity, erasure", "{name: name, category: identity, identifies: name, scan: true, erasure"
)


def opened(road: Road, *names: str) -> SubjectRequest:
    """An erasure for whom an e-mail address and these names were given."""
    known = [(IdentifierKind.EMAIL, "sanne@example.nl"), *((IdentifierKind.NAME, name) for name in names)]
    taken = intake.Intake(right=Right.ERASURE, received_on=road.at.date(), identifiers=known)
    request = intake.receive(intake=taken, at=road.at)
    intake.identify(request=request, method=IdentificationMethod.FACTS, actor=road.planner, at=road.at)
    return road.replanned(road.locate(request))


def test_the_plan_says_that_an_earlier_name_has_to_be_given(build_small: Build, road: Road) -> None:
    build_small(*HOUSEHOLD, *NOTES, text=MAP)

    request = opened(road, "Sanne Bakker")

    notes = [note for source in plan_value(current_plan(request)).sources for note in source.notes]
    assert notes == ["as-known-now orders"]
    assert "orders" in note_text(notes[0])


def test_an_earlier_name_that_was_given_goes_from_free_text_and_the_namesake_keeps_theirs(
    build: Build, road: Road
) -> None:
    shop = build(*HOUSEHOLD, *NOTES, text=MAP)
    namesake = [shop.rows()["customer"][1], shop.rows()["orders"][2]]

    request = road.run(opened(road, "Sanne Bakker", "Sanne de Vries"))

    told = shop.value("SELECT note FROM orders WHERE id = 10")
    assert request.status == "executed"
    assert "Vries" not in told
    assert "levering" in told
    assert [shop.rows()["customer"][1], shop.rows()["orders"][2]] == namesake
