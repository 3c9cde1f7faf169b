"""From an original to a unit: which parts each of the three registers has."""

from registers.exchange.avgregister import controller, police, processor
from registers.exchange.avgregister.archive import CONTROLLER, POLICE, PROCESSOR
from registers.exchange.avgregister.dpia import dpia
from registers.exchange.avgregister.draft import SOURCE, Draft
from registers.exchange.avgregister.parts import (
    attachments,
    controllers,
    decisions,
    heading,
    processors,
    security,
    systems,
    transfers,
)
from registers.exchange.units import Original, Unit
from registers.register_choices import ActivityRole


def interpret(original: Original) -> Unit:
    """The unit of one record. Pure: the same original always gives the same unit."""
    if original.remarks:
        return Unit(original=original, source_system=SOURCE, remarks=original.remarks)
    draft = Draft(original)
    heading(draft)
    FILL[draft.register](draft)
    security(draft)
    transfers(draft)
    decisions(draft)
    dpia(draft)
    attachments(draft)
    return draft.finish()


def _controller(draft: Draft) -> None:
    draft.fields["role"] = ActivityRole.CONTROLLER
    controllers(draft)
    processors(draft)
    controller.people(draft, controller.purposes(draft), systems(draft))
    controller.recipients(draft)


def _processor(draft: Draft) -> None:
    draft.fields["role"] = ActivityRole.PROCESSOR
    processor.clients(draft)
    processors(draft)
    controller.purposes(draft)
    controller.people(draft, [], systems(draft))
    controller.recipients(draft)


def _police(draft: Draft) -> None:
    draft.fields["role"] = ActivityRole.CONTROLLER
    controllers(draft)
    processors(draft)
    police.purposes(draft)
    police.people(draft, systems(draft))
    police.recipients(draft)


FILL = {CONTROLLER: _controller, PROCESSOR: _processor, POLICE: _police}
