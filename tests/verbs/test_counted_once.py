"""Two plans of one request in one source: what is kept, deferred and done of a row counts once, on paper and later."""

import io
import json
from typing import Any

import pikepdf
import pytest

from registers.actions.documents import document_store
from registers.models import Document
from subjects.actions.deferring import run_due_deferrals
from subjects.choices import DeferredStatus, Right, Status
from subjects.models import SubjectRequest
from tests.journeys.road import Road, noon, text_of
from tests.journeys.shops import Build, Shop
from tests.verbs.test_arriving import cut_off
from tests.verbs.test_deferring import ROWS, SANNE, TEXT

ARRIVAL = "INSERT INTO invoice VALUES (9, 0, '2020-07-01', 90, 'zomer')"


@pytest.fixture
def shop(build_small: Build) -> Shop:
    """Sanne with invoices of 2015, 2020 and 2024; it is November 2026."""
    return build_small(*ROWS, text=TEXT)


@pytest.fixture
def twice(shop: Shop, road: Road, monkeypatch: pytest.MonkeyPatch) -> SubjectRequest:
    """A request whose first plan was carried out while an invoice arrived, and whose second one took it along."""
    request = road.planned(Right.ERASURE, email=SANNE)
    cut_off(road, request, monkeypatch)
    shop.run(ARRIVAL)
    road.work()
    request.refresh_from_db()
    assert request.status == Status.BLOCKED
    return road.run(road.replanned(road.locate(request)))


def certificate(request: SubjectRequest) -> dict[str, Any]:
    document = Document.objects.get(case=request.case, kind="erasure_certificate")
    return attached(document)


def attached(document: Document) -> dict[str, Any]:
    with pikepdf.open(io.BytesIO(document_store().get(document.sha256))) as pdf:
        (name,) = (name for name in pdf.attachments if name.endswith(".json"))
        content: dict[str, Any] = json.loads(pdf.attachments[name].get_file().read_bytes())
    return content


def namesake(shop: Shop) -> list[tuple[Any, ...]]:
    return [
        tuple(row)
        for name, at in (("customer", 0), ("orders", 1), ("invoice", 1))
        for row in shop.rows()[name]
        if row[at] == 1
    ]


def test_a_row_is_deferred_once(twice: SubjectRequest) -> None:
    found = {str(one.on): one.rows for one in twice.deferrals.all()}

    assert twice.deferrals.count() == 2
    assert found == {"2028-01-01": 2, "2032-01-01": 2}


def test_each_part_runs_on_its_day_and_none_is_blocked(twice: SubjectRequest, shop: Shop, road: Road) -> None:
    neighbour = namesake(shop)

    for year in (2028, 2032):
        road.at = noon(year, 1, 1)
        run_due_deferrals(at=road.at)
        road.work()

    assert set(twice.deferrals.values_list("status", flat=True)) == {DeferredStatus.DONE}
    assert [row[1] for row in shop.rows()["invoice"]] == [1]
    assert namesake(shop) == neighbour


def test_the_certificate_counts_what_is_kept_and_deferred_once(twice: SubjectRequest) -> None:
    told = certificate(twice)

    invoices = [one["rows"] for one in told["kept"] if one["table"] == "Invoice"]
    later = {one["on"]: one["rows"] for one in told["deferrals"] if one["table"] == "Invoice"}
    text = text_of(document_store().get(Document.objects.get(case=twice.case, kind="erasure_certificate").sha256))
    assert ("in 1 database" in text, sum(invoices)) == (True, 3)
    assert later == {"2028-01-01": 2, "2032-01-01": 1}


def test_the_letter_counts_a_row_that_was_treated_twice_once(twice: SubjectRequest) -> None:
    letter = attached(Document.objects.get(case=twice.case, kind="letter"))

    assert {one["label"]: one["rows"] for one in letter["erased"]} == {"Customer": 1, "Orders": 2, "Invoice": 4}
