"""What a person can take along (art. 20): by the ground of the activity in the register and the words of the map. Pure.

Only what the person gave, or did while using the service, and only where consent or a contract is the ground, both in
the register and in the map (WP242). Everything else is left out with a reason; what nobody said counts as left out.
A row that is about somebody else too stays (art. 20(4)), unless the map says that shared rows are the person's own.
"""

import re
from collections.abc import Mapping

from django.utils.translation import gettext as _

from registers.choices import Provided, SharedRows, TableRole
from registers.datamap import DataMap, FieldMap, TableMap
from registers.publishing.grounds import ActivityBasis
from subjects.planning.findings import SourceFinding, TableFinding
from subjects.planning.keys import Key
from subjects.planning.values import Action, Operation, TableBasis

PORTABLE = frozenset({"6(1)(a)", "9(2)(a)", "6(1)(b)"})
"""Consent and contract: art. 20(1)(a)."""
TAKEN = frozenset({Provided.GIVEN, Provided.OBSERVED})
GROUND, INFERRED, NOT_SAID, THIRD_PARTY, HIDDEN = "ground", "inferred", "not_said", "third_party", "hidden"
SHARED = "shared"


def portable(
    datamap: DataMap, finding: SourceFinding, bases: Mapping[str, ActivityBasis]
) -> tuple[tuple[Operation, ...], tuple[TableBasis, ...], list[str]]:
    """What is read, on what each found table rests, and why the plan can't be made."""
    operations: list[Operation] = []
    resting: list[TableBasis] = []
    reasons: list[str] = []
    for found in finding.tables:
        table = datamap.table(found.table)
        if table is None or not found.rows or not any(field.personal for field in table.fields):
            continue
        basis = bases.get(table.activity)
        if basis is None:
            reasons.append(_unsigned(table))
            continue
        one = _resting(table, found, basis)
        resting.append(one)
        if not one.left:
            operations.append(Operation(table=found.table, action=Action.SHOW, keys=_own(table, found)))
    return tuple(operations), tuple(resting), reasons


def _own(table: TableMap, found: TableFinding) -> tuple[Key, ...]:
    """The rows that are about nobody else."""
    return tuple(row.key for row in found.rows if not row.shared or table.shared == SharedRows.TREAT)


def _unsigned(table: TableMap) -> str:
    told = _(
        "table %(table)s: the register has no version of “%(activity)s” that was signed off, so it can't say whether "
        "art. 20 covers these data; have it signed off, or correct `activity` in the data map"
    )
    return told % {"table": table.qualified, "activity": table.activity}


def _resting(table: TableMap, found: TableFinding, basis: ActivityBasis) -> TableBasis:
    shared = len(found.rows) - len(_own(table, found))
    left = why_table_stays(table, basis.grounds) or (SHARED if shared == len(found.rows) else "")
    return TableBasis(
        table=table.qualified,
        rows=len(found.rows),
        activity=basis.name,
        number=basis.number,
        version=basis.version,
        sha256=basis.sha256,
        grounds=basis.grounds,
        left=left,
        shared=0 if left else shared,
    )


def why_table_stays(table: TableMap, grounds: tuple[str, ...]) -> str:
    """The code of why no row of a table goes along; '' when they do, as far as their fields are taken."""
    if table.third_party:
        return THIRD_PARTY
    if not PORTABLE & set(grounds) or plain_ground(table.ground) not in PORTABLE:
        return GROUND
    left = [why_field_stays(table, field) for field in table.fields if field.personal]
    if "" in left:
        return ""
    return next((code for code in (NOT_SAID, INFERRED, THIRD_PARTY) if code in left), HIDDEN)


def why_field_stays(table: TableMap, field: FieldMap) -> str:
    """The code of why a field doesn't go along; '' when it does."""
    if field.third_party:
        return THIRD_PARTY
    if not field.show:
        return HIDDEN
    provided = table.provided_of(field)
    if provided is None:
        return NOT_SAID
    return "" if provided in TAKEN else INFERRED


def plain_ground(text: str) -> str:
    """``Art. 6 (1)(b) AVG`` as ``6(1)(b)``."""
    return re.sub(r"^art\.?|avg$|\s", "", text.strip().casefold().replace(" ", ""))


def unsaid(datamap: DataMap) -> list[str]:
    """Tables on consent or contract of which the map doesn't say for every field how it came here; no gap, a note."""
    told = _("%(table)s: art. 20 leaves out what `provided` says nothing about: %(fields)s")
    names = {
        table.qualified: [f.name for f in table.fields if f.personal and why_field_stays(table, f) == NOT_SAID]
        for table in datamap.tables
        if plain_ground(table.ground) in PORTABLE and not table.third_party and table.role != TableRole.REFERENCE
    }
    return [told % {"table": table, "fields": ", ".join(fields)} for table, fields in names.items() if fields]
