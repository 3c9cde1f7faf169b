"""The verb that reads one source for an inzage, into an encrypted extract in the work folder.

The receipt holds counts only. An extract is made under a temporary name and renamed when it is whole, so a step that
is killed and done again leaves one; its key follows from the secret of the plan, which is destroyed with the answer.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from registers.datamap import DataMap
from registers.map_selectors import map_of
from subjects.actions.connecting import demand_fit, engine_for, files_root, live_catalog
from subjects.actions.leases import Lease, write_as_owner
from subjects.choices import Right
from subjects.errors import MapStale
from subjects.exporting.extract import Extract
from subjects.exporting.extracting import ExportOrder, Extraction
from subjects.exporting.sealing import TEMPORARY, SealedWriter
from subjects.faultpoints import faultpoint
from subjects.models import Plan, Step, SubjectRequest
from subjects.planning.values import SourcePlan
from subjects.selectors import plan_value
from subjects.sources.addresses import reading
from subjects.sources.faults import faults
from subjects.sources.reading import Connection


def export_source(*, step: Step, lease: Lease, clock: Callable[[], datetime]) -> dict[str, Any]:  # noqa: ARG001
    """Read every planned row of one source and the files it points to; the answer is the body of the receipt.

    Safe to run again after a kill. Raises MapStale, PlanStale (rows are gone), SourceError, FileStoreError,
    WorkFolderRefuses, LeaseLost.
    """
    plan = step.plan
    source = next(one for one in plan_value(plan).sources if one.source == step.source)
    datamap = map_of(step.source)
    if datamap.sha256 != source.map_sha256:
        raise MapStale(datamap.name, [_("the data map was changed after the plan was made; make a new plan")])
    path = extract_path(plan, step.source)
    _drop_unfinished(path)

    def tell(rows: int) -> None:
        write_as_owner(lease, progress=rows)

    engine = reading(engine_for(name=datamap.name, url_env=datamap.url_env))
    with SealedWriter(path, bytes.fromhex(plan.secret)) as writer:
        with faults(datamap.name), engine.connect() as connection:
            order = _order(connection, datamap, source, portable=plan.request.right == Right.PORTABILITY)
            work = Extraction(order=order, writer=writer, on_progress=tell)
            work.read_rows(connection)
        faultpoint("export.mid")
        work.copy_files()
        tell(work.read)
        index = work.index()
        writer.finish(index.model_dump_json().encode())
    return _receipt(plan, source, index)


def _order(connection: Connection, datamap: DataMap, source: SourcePlan, *, portable: bool) -> ExportOrder:
    catalog = live_catalog(connection, datamap)
    demand_fit(datamap, catalog)
    if catalog.sha256 != source.catalog_sha256:
        raise MapStale(datamap.name, [_("the database was changed after the plan was made; make a new plan")])
    root = files_root(datamap)
    return ExportOrder(datamap=datamap, catalog=catalog, plan=source, root=root, portable=portable)


def work_folder(request: SubjectRequest) -> Path:
    """The folder for working files of a request; nothing in it is in clear."""
    return Path(settings.VAR_DIR) / "work" / str(request.case)


def extract_path(plan: Plan, source: str) -> Path:
    """Where the extract of a source is."""
    return work_folder(plan.request) / f"plan-{plan.number}-{source}.extract"


def _drop_unfinished(path: Path) -> None:
    """What a killed worker left half-written; the lease says that nobody else is at it."""
    for left in path.parent.glob(f"{TEMPORARY}{path.name}-*"):
        left.unlink(missing_ok=True)


def _receipt(plan: Plan, source: SourcePlan, index: Extract) -> dict[str, Any]:
    """Counts only, and no moments: equal for a run that was killed and resumed.

    ``others`` are records of other people in which an identifier of this person occurs. They are counted here and not
    named in the report: that somebody else has the same phone number is about somebody else (art. 15(4)).
    """
    tables = {table.table: table for table in index.tables}
    return {
        "v": 1,
        "case": str(plan.request.case),
        "plan": plan.number,
        "plan_sha256": plan.sha256,
        "map_sha256": source.map_sha256,
        "source": source.source,
        "dialect": source.dialect,
        "operations": [
            {
                "table": operation.table,
                "action": operation.action.value,
                "columns": [one.name for one in tables[operation.table].columns] if operation.table in tables else [],
                "planned": operation.rows,
                "read": tables[operation.table].rows if operation.table in tables else 0,
            }
            for operation in source.operations
        ],
        "left_out": [[one.table, one.column, one.code, one.count] for one in index.left_out],
        "files": {
            "copied": sum(1 for one in index.files if not one.missing),
            **{why: sum(1 for one in index.files if one.missing == why) for why in ("missing", "outside", "no-store")},
        },
        "others": len(source.others),
        "notes": list(source.notes),
    }
