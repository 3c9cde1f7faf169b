"""Judges corrections when they are stated, by the planner's own checks against the live databases. Writes nothing."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from registers.map_selectors import map_of
from subjects.actions.amending import input_of
from subjects.actions.connecting import opened
from subjects.actions.locating import gather
from subjects.errors import CorrectionInvalid
from subjects.hold_selectors import holds_for
from subjects.locating.searching import OpenSource
from subjects.models import SubjectRequest
from subjects.planning.correcting import Correction, Ground, judge
from subjects.planning.planner import SourceInput

Wanted = Mapping[str, Sequence[Correction]]
"""New corrections by source, each with a digest that tells it from the others."""


def refusals(*, request: SubjectRequest, wanted: Wanted, at: datetime) -> dict[str, CorrectionInvalid]:
    """By digest why a correction can't be made, beside what was stated before. Raises SourceError."""
    _found, inputs = gather(request=request)
    concerned = [given for given in inputs if given.datamap.name in wanted]
    refused: dict[str, CorrectionInvalid] = {}
    with opened([map_of(given.datamap.name) for given in concerned]) as sources:
        for given in concerned:
            name = given.datamap.name
            refused |= _in_source(request, sources[name], given, wanted[name], at)
    return refused


def _in_source(
    request: SubjectRequest, source: OpenSource, given: SourceInput, new: Sequence[Correction], at: datetime
) -> dict[str, CorrectionInvalid]:
    today = at.astimezone().date()
    ground = Ground(
        datamap=given.datamap,
        catalog=given.catalog,
        finding=given.finding,
        made_on=today,
        holds=holds_for(request, [given.datamap], on=today),
    )
    inputs = (*given.corrections, *(input_of(source, given.finding, one) for one in new))
    return judge(ground, inputs, {one.digest for one in new})
