"""Documents are made of what was hashed and sealed; a summary or a receipt that somebody changed is not believed."""

import json
from typing import Any

import pytest

from registers.actions.evidence import seal_pending
from registers.models import Document
from subjects.actions.certifying import certificate_content
from subjects.choices import Right, Status
from subjects.errors import ApprovalRefused, RequestError
from subjects.models import Plan, Receipt
from tests.journeys.road import Road
from tests.journeys.shops import Build
from tests.verbs.access_world import AccessWorld, demo_database, run, world  # noqa: F401
from tests.verbs.test_deferring import ROWS, TEXT

SANNE = "sanne@example.nl"


def later(summary: dict[str, Any]) -> dict[str, Any]:
    """The summary with every deferral a year from now in stead of its own day."""
    text = json.dumps(summary)
    return dict(json.loads(text.replace('"on": "2028-01-01"', '"on": "2099-01-01"')))


def test_a_tampered_summary_does_not_change_the_certificate(build_small: Build, road: Road) -> None:
    build_small(*ROWS, text=TEXT)
    request = road.carry_out(Right.ERASURE, prove=False, email=SANNE)
    plan = Plan.objects.get(request=request)
    seal_pending(at=road.at)
    before = certificate_content(plan=plan, at=road.at)

    Plan.objects.filter(pk=plan.pk).update(summary=later(plan.summary))
    plan.refresh_from_db()

    assert "2099-01-01" in json.dumps(plan.summary)
    assert certificate_content(plan=plan, at=road.at) == before
    assert {str(one.on) for one in before.deferrals} == {"2028-01-01", "2032-01-01"}


def test_a_tampered_summary_is_not_approved(build_small: Build, road: Road) -> None:
    build_small(*ROWS, text=TEXT)
    request = road.locate(road.open(Right.ERASURE, email=SANNE))
    plan = road.plan(request)
    Plan.objects.filter(pk=plan.pk).update(summary=later(plan.summary))

    with pytest.raises(ApprovalRefused):
        road.approve(request)


def test_a_plan_that_was_replaced_under_a_new_hash_becomes_no_document(build_small: Build, road: Road) -> None:
    build_small(*ROWS, text=TEXT)
    request = road.carry_out(Right.ERASURE, prove=False, email=SANNE)
    Plan.objects.filter(request=request).update(sha256="0" * 64)

    road.work()

    request.refresh_from_db()
    assert (request.status, request.block_code) == (Status.BLOCKED, "evidence-broken")
    assert not Document.objects.filter(case=request.case).exists()


def test_a_plan_whose_text_was_changed_says_so(build_small: Build, road: Road) -> None:
    build_small(*ROWS, text=TEXT)
    request = road.carry_out(Right.ERASURE, prove=False, email=SANNE)
    plan = Plan.objects.get(request=request)
    plan.body["sources"][0]["deferrals"][0]["on"] = "2099-01-01"
    plan.save(update_fields=["body"])

    with pytest.raises(RequestError):
        certificate_content(plan=plan, at=road.at)


def test_a_tampered_receipt_of_an_access_request_becomes_no_document(world: AccessWorld) -> None:  # noqa: F811
    export, render = world.started()
    run(export)
    (receipt,) = Receipt.objects.filter(step=export)
    Receipt.objects.filter(pk=receipt.pk).update(body=receipt.body.replace('"others":', '"others":1'))

    run(render)

    request = render.plan.request
    request.refresh_from_db()
    assert (request.status, request.block_code) == (Status.BLOCKED, "evidence-broken")
    assert not Document.objects.filter(case=request.case).exists()
