"""What was carried out, by receipts and the hashed text of their plans: each row counted once, over all plans."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from registers.datamap import DataMap
from registers.map_selectors import map_of
from subjects.choices import PlanPurpose
from subjects.errors import NotProven
from subjects.models import Receipt, SubjectRequest
from subjects.planning.latest import done_again, found_by, last_words
from subjects.planning.values import Action, SourcePlan
from subjects.selectors import plan_value


@dataclass(frozen=True, kw_only=True)
class Carried:
    """A receipt with its body and map. ``said`` is its plan without what a later plan decided anew.

    ``again`` counts, for each operation, the rows that an earlier receipt tells of already.
    """

    receipt: Receipt
    body: dict[str, Any]
    datamap: DataMap
    said: SourcePlan
    again: tuple[int, ...]


def receipts_of(request: SubjectRequest) -> list[Receipt]:
    """The receipts of every plan of the request itself that was carried out, in any source, oldest plan first."""
    found = Receipt.objects.exclude(step__source="").filter(
        step__plan__request=request, step__plan__purpose=PlanPurpose.REQUEST
    )
    return list(found.select_related("step__plan").order_by("step__plan__number", "step__source"))


def carried_out(receipts: Iterable[Receipt]) -> list[Carried]:
    """In the order of the receipts, which is that of their plans. Raises NotProven for a receipt of another plan."""
    by_source: dict[str, list[Receipt]] = {}
    for receipt in receipts:
        by_source.setdefault(receipt.step.source, []).append(receipt)
    found = [one for name, of_source in by_source.items() for one in _in_source(name, of_source)]
    return sorted(found, key=lambda one: (one.receipt.step.plan.number, one.receipt.step.source))


def _in_source(name: str, receipts: list[Receipt]) -> list[Carried]:
    plans = [_plan_of(receipt) for receipt in receipts]
    datamap = map_of(name)
    found = [
        Carried(receipt=receipt, body=json.loads(receipt.body), datamap=datamap, said=said, again=again)
        for receipt, said, again in zip(receipts, last_words(plans), done_again(plans), strict=True)
    ]
    for one in found:
        told, planned = (one.body["operations"], one.body.get("kept", ())), (one.said.operations, one.said.kept)
        if [len(part) for part in told] != [len(part) for part in planned]:
            raise NotProven(_("source %(source)s: the receipt tells of other work than its plan") % {"source": name})
    return found


def _plan_of(receipt: Receipt) -> SourcePlan:
    step = receipt.step
    return next(one for one in plan_value(step.plan).sources if one.source == step.source)


def measured_later(carried: Carried, everything: Iterable[Carried]) -> set[str]:
    """The tables of which a later receipt in the same source measured the groups, over all rows of this one."""
    source, number = carried.receipt.step.source, carried.receipt.step.plan.number
    later = [one for one in everything if one.receipt.step.source == source and one.receipt.step.plan.number > number]
    seen = {place for one in later for place in found_by(one.said)}
    tables = {group["table"] for one in later for group in one.body.get("groups", ())}
    treated = [op for op in carried.said.operations if op.action == Action.TREAT and op.table in tables]
    missed = {op.table for op in treated for key in op.keys if (op.table, key) not in seen}
    return tables - missed
