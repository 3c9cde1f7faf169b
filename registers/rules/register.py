"""All rules, by the sort of record that they look at, and the walk over a book that asks them."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from registers.book.book import WHOLE, Book
from registers.register_choices import ActivityRole, AgreementStatus, RecordKind, RecordStatus, Severity
from registers.rules import (
    activities,
    agreements,
    contradictions,
    copies,
    datamap,
    dates,
    dpia,
    knowledge,
    lines,
    parties,
    processors,
    purposes,
    recipients,
    retention,
    suppliers,
    transfers,
)
from registers.rules.findings import Demand, Facts, Finding, Rule
from registers.rules.law import Law
from registers.rules.situation import WHOLE_REGISTER, Mapped, MapTable, Place, Situation

RULES: tuple[Rule, ...] = (
    *(*parties.RULES, *activities.RULES, *purposes.RULES, *lines.RULES, *contradictions.RULES, *recipients.RULES),
    *(*transfers.RULES, *processors.RULES, *agreements.RULES, *suppliers.RULES, *retention.RULES, *dpia.RULES),
    *(*dates.RULES, *datamap.RULES, *knowledge.RULES, *copies.RULES),
)
DEMANDS: dict[str, Demand] = {rule.code: rule.demand for rule in RULES}
WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.HINT: 2}
"""The worst first."""

Page = tuple[RecordKind, str]
"""An activity or agreement by its uid, or the register with WHOLE."""

Standing = tuple[ActivityRole | None, bool]
"""The role of the activity where a record stands, and whether that activity or agreement is over."""


def find(
    book: Book,
    *,
    law: Law,
    today: dt.date,
    mapped: Mapped | None = None,
    pages: Collection[Page] | None = None,
    catalogue: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Finding, ...]:
    """What the rules find in a whole book on a day under that law; the worst first, then page by page.

    ``mapped`` is the data map (None: not looked at). ``pages`` limits the answer, never the book: what covers an
    activity stands elsewhere, so give the whole book and not a part of it. ``catalogue``: the version of each entry.
    """
    here = Situation(book=book, law=law, today=today, mapped=mapped, catalogue=catalogue)
    found = (one for sort, rules in _BY_SORT.items() for one in _of_sort(sort, rules, here, pages))
    return tuple(sorted(found, key=_order))


def _by_sort() -> dict[type[Any], tuple[Rule, ...]]:
    sorts = {sort: None for rule in RULES for sort in rule.sorts}
    return {sort: tuple(rule for rule in RULES if sort in rule.sorts) for sort in sorts}


_BY_SORT = _by_sort()


def _of_sort(
    sort: type[Any], rules: tuple[Rule, ...], here: Situation, pages: Collection[Page] | None
) -> Iterator[Finding]:
    fitting: dict[Standing, tuple[Rule, ...]] = {}
    for record in _records(sort, here):
        place = WHOLE_REGISTER if sort is Book else here.place(record)
        if pages is not None and (place.kind, place.uid) not in pages:
            continue
        standing = _standing(place)
        if standing not in fitting:
            fitting[standing] = tuple(rule for rule in rules if _applies(rule.demand, standing))
        for rule in fitting[standing]:
            for facts in rule.check(record, here):
                yield _finding(rule.demand, record, place, facts)


def _records(sort: type[Any], here: Situation) -> Iterable[Any]:
    if sort is Book:
        return (here.book,)
    if sort is MapTable:
        return here.mapped.tables if here.mapped else ()
    return here.book.all(sort)


def _standing(place: Place) -> Standing:
    if place.activity is not None:
        return place.activity.role, place.activity.status == RecordStatus.ENDED
    return None, place.agreement is not None and place.agreement.status == AgreementStatus.CLOSED


def _applies(demand: Demand, standing: Standing) -> bool:
    """Not in the other role, and after the end only the rules about that."""
    role, over = standing
    wrong_role = None not in {role, demand.role} and role != demand.role
    return not wrong_role and (demand.after_end or not over)


def _finding(demand: Demand, record: Any, place: Place, facts: Facts) -> Finding:
    whole = isinstance(record, Book)
    return Finding(
        rule=demand.code,
        article=demand.article,
        severity=demand.severity,
        owner_kind=place.kind,
        owner=place.uid,
        record_kind=RecordKind.REGISTER.value if whole else record.kind,
        record=WHOLE if whole else record.uid,
        field=demand.field,
        facts=facts,
    )


def _order(finding: Finding) -> tuple[int, str, str, str, str]:
    return WEIGHT[finding.severity], finding.owner_kind, finding.owner, finding.rule, finding.record
