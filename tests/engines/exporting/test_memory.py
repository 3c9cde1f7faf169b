"""20,000 rows of 2 kB pass through every stage in a few megabytes."""

import datetime as dt
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from registers.datamap import DataMap, FieldMap, TableMap
from subjects.exporting import composing
from subjects.exporting.extract import OpenExtract
from subjects.exporting.extracting import ExportOrder, Extraction
from subjects.exporting.packaging import Package, write_package
from subjects.exporting.sealing import SealedWriter
from subjects.planning.values import Action, Operation, SourcePlan
from tests.engines.exporting.samples import SECRET
from tests.engines.exporting.test_reading import catalog_of, filled, keys_of

ROWS = 20_000
ALLOWED = 12 * 1024 * 1024
MAP = DataMap(
    name="shop",
    url_env="SHOP",
    tables=(TableMap(name="note", key=("person", "number"), fields=(FieldMap(name="body"), FieldMap(name="price"))),),
)


@contextmanager
def flat(what: str) -> Iterator[None]:
    """What happens inside takes at most a few megabytes more than there were."""
    tracemalloc.start()
    yield
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < ALLOWED, f"{what}: {peak / 1024 / 1024:.1f} MiB for {ROWS * 2_000 // 1024 // 1024} MiB of text"


def extracted(url: str, path: Path) -> OpenExtract:
    plan = SourcePlan(
        source="shop",
        dialect="sqlite",
        map_sha256="",
        catalog_sha256="",
        operations=(Operation(table="note", action=Action.SHOW, keys=tuple(keys_of(0, ROWS))),),
    )
    with filled(url, rows=ROWS, text="x" * 2_000) as connection:
        order = ExportOrder(datamap=MAP, catalog=catalog_of(connection), plan=plan, root="")
        with flat("reading"), SealedWriter(path, SECRET) as writer:
            work = Extraction(order=order, writer=writer, on_progress=lambda _rows: None)
            work.read_rows(connection)
            writer.finish(work.index().model_dump_json().encode())
    return OpenExtract(path, SECRET)


@pytest.mark.slow
def test_memory_does_not_grow_with_the_rows(fresh_sqlite: str, tmp_path: Path) -> None:
    extract = extracted(fresh_sqlite, tmp_path / "shop.extract")
    content = Package(
        organisation="",
        contact="",
        reference="",
        made_at=dt.datetime(2026, 11, 21, tzinfo=dt.UTC),
        report=b"",
        report_name="r.pdf",
        extracts=[extract],
    )

    with flat("packing"):
        write_package(target=tmp_path / "package.zip", package=content, passphrase="abcde")
    with flat("composing"):
        (activity,) = composing.activities([extract], {})
        shown = sum(1 for _record in activity.tables[0].records)

    assert shown == ROWS
