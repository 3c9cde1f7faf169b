"""The last check on a plan, written apart from the planner: is every personal column of every found row covered?"""

from collections import defaultdict

from django.utils.translation import gettext as _

from registers.datamap import DataMap, TableMap
from subjects.planning.findings import SourceFinding
from subjects.planning.keys import Key
from subjects.planning.notes import GENERATED, VIEW
from subjects.planning.values import Action, SourcePlan


def gaps_in(plan: SourcePlan, datamap: DataMap, finding: SourceFinding) -> list[str]:
    """Columns of found rows that the plan neither treats, nor keeps, nor takes away with their row.

    A view is left out: it shows what the tables behind it hold. One sentence a column, with the number of rows.
    """
    gone, covered = _coverage(plan)
    views = {note.split()[1] for note in plan.notes if note.startswith(f"{VIEW} ")}
    computed = {tuple(note.split()[1:]) for note in plan.notes if note.startswith(f"{GENERATED} ")}
    problems: list[str] = []
    for found in finding.tables:
        table = datamap.table(found.table)
        if table is None:
            problems.append(_("table %(table)s: rows were found, but the map doesn't have it") % {"table": found.table})
        elif found.table not in views:
            problems += _open_columns(table, set(found.keys) - gone[found.table], covered, computed)
    return problems


def _coverage(plan: SourcePlan) -> tuple[dict[str, set[Key]], dict[tuple[str, str], set[Key]]]:
    gone: dict[str, set[Key]] = defaultdict(set)
    covered: dict[tuple[str, str], set[Key]] = defaultdict(set)
    for operation in plan.operations:
        if operation.action == Action.DELETE:
            gone[operation.table] |= set(operation.keys)
        if operation.action == Action.TREAT:
            for change in operation.columns:
                covered[operation.table, change.column] |= set(operation.keys)
    for kept in plan.kept:
        for column in kept.columns:
            covered[kept.table, column] |= set(kept.keys)
    return gone, covered


def _open_columns(
    table: TableMap,
    keys: set[Key],
    covered: dict[tuple[str, str], set[Key]],
    computed: set[tuple[str, ...]],
) -> list[str]:
    found: list[str] = []
    for field in table.fields:
        if not field.personal or (table.qualified, field.name) in computed:
            continue
        rows = len(keys - covered[table.qualified, field.name])
        if rows:
            names = {"table": table.qualified, "column": field.name, "rows": rows}
            found.append(_("table %(table)s, column %(column)s: %(rows)d rows would stay as they are") % names)
    return found
