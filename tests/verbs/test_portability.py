"""Taking data along (art. 20): only what the person provided, only on consent or contract, and why the rest stays."""

import hashlib
import io
import json
from typing import Any

import pytest
import pyzipper

from registers.actions.documents import document_store
from registers.models import Document, Purpose
from subjects.actions import running
from subjects.choices import Right, Status
from subjects.errors import PlanRefused
from subjects.exporting.packaging import MANIFEST
from subjects.models import SubjectRequest
from subjects.selectors import plan_value
from tests.journeys.registers import activity, in_force, signed_off
from tests.journeys.road import Road, text_of
from tests.journeys.shops import HOUSEHOLD_MAP, Shop

SANNE = "sanne@example.nl"
PROVIDED = (
    HOUSEHOLD_MAP.replace("category: identity,", "category: identity, provided: given,")
    .replace("identifies: email, scan", "identifies: email, provided: given, scan")
    .replace("identifies: phone, scan", "identifies: phone, provided: inferred, scan")
    .replace("- name: orders\n", "- name: orders\n  provided: observed\n")
)


@pytest.fixture
def shop(small_household: Shop) -> Shop:
    small_household.load(PROVIDED)
    return small_household


def package_of(request: SubjectRequest) -> dict[str, bytes]:
    document = Document.objects.get(case=request.case, kind="portability_package", subkind="package")
    content = document_store().get(document.sha256)
    with pyzipper.AESZipFile(io.BytesIO(content)) as archive:
        archive.setpassword(request.passphrase.encode())
        return {name: archive.read(name) for name in archive.namelist()}


def manifest_of(files: dict[str, bytes]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files[MANIFEST])
    return found


def letter_of(request: SubjectRequest) -> str:
    document = Document.objects.get(case=request.case, kind="letter")
    return " ".join(text_of(document_store().get(document.sha256)).split())


def test_what_the_person_provided_on_a_contract_goes_along(shop: Shop, road: Road) -> None:
    in_force("Klantbeheer", "6(1)(b)")
    in_force("Verkoop", "6(1)(b)")
    before = shop.rows()

    request = road.carry_out(Right.PORTABILITY, email=SANNE)

    files = package_of(request)
    (customers,) = json.loads(files["gegevens/shop/01-customer.json"])["records"]
    assert customers == {"name": "Sanne de Vries", "email": "Sanne@Example.nl"}
    assert len(json.loads(files["gegevens/shop/02-orders.json"])["records"]) == 2
    assert request.status == Status.EXECUTED
    assert shop.rows() == before


def test_the_namesake_is_nowhere_in_the_package(shop: Shop, road: Road) -> None:
    in_force("Klantbeheer", "6(1)(b)")
    in_force("Verkoop", "6(1)(b)")

    files = package_of(road.carry_out(Right.PORTABILITY, email=SANNE))

    everything = b"".join(content for name, content in files.items() if not name.endswith(".pdf"))
    assert b"sanne.jr" not in everything
    assert b'"id":12' not in everything


def test_the_manifest_has_the_hash_of_every_file_and_the_version_of_the_register(shop: Shop, road: Road) -> None:
    version = in_force("Klantbeheer", "6(1)(b)")
    in_force("Verkoop", "6(1)(a)")

    files = package_of(road.carry_out(Right.PORTABILITY, email=SANNE))

    manifest = manifest_of(files)
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in files.items() if name != MANIFEST}
    assert {one["name"]: one["sha256"] for one in manifest["files"]} == hashes
    assert (manifest["activities"][0]["version"], manifest["activities"][0]["sha256"]) == (1, version.sha256)


def test_what_was_inferred_is_left_out_with_its_reason(shop: Shop, road: Road) -> None:
    in_force("Klantbeheer", "6(1)(b)")
    in_force("Verkoop", "6(1)(b)")

    files = package_of(road.carry_out(Right.PORTABILITY, email=SANNE))

    left = {one["what"]: one["reason"] for one in manifest_of(files)["left_out"]}
    assert set(left) == {"Phone"}
    assert b"12345678" not in files["gegevens/shop/01-customer.csv"]


def test_a_field_of_which_the_map_says_nothing_is_left_out(shop: Shop, road: Road) -> None:
    shop.load(PROVIDED.replace("provided: inferred, ", ""))
    in_force("Klantbeheer", "6(1)(b)")
    in_force("Verkoop", "6(1)(b)")

    files = package_of(road.carry_out(Right.PORTABILITY, email=SANNE))

    assert b"12345678" not in files["gegevens/shop/01-customer.json"]
    assert [one["what"] for one in manifest_of(files)["left_out"]] == ["Phone"]


def test_a_table_on_another_ground_stays_and_is_listed(shop: Shop, road: Road) -> None:
    in_force("Klantbeheer", "6(1)(b)")
    in_force("Verkoop", "6(1)(f)")

    files = package_of(road.carry_out(Right.PORTABILITY, email=SANNE))

    assert not any("orders" in name for name in files)
    assert {(one["table"], one["count"]) for one in manifest_of(files)["left_out"]} >= {("Orders", 2)}


def test_the_ground_of_the_map_counts_too(shop: Shop, road: Road) -> None:
    head, _mark, tail = PROVIDED.rpartition("ground: 6(1)(b)")
    shop.load(f"{head}ground: 6(1)(c){tail}")
    in_force("Klantbeheer", "6(1)(b)")
    in_force("Verkoop", "6(1)(b)")

    files = package_of(road.carry_out(Right.PORTABILITY, email=SANNE))

    assert not any("orders" in name for name in files)


def test_what_was_signed_counts_and_not_the_draft(shop: Shop, road: Road) -> None:
    in_force("Klantbeheer", "6(1)(b)")
    in_force("Verkoop", "6(1)(f)")
    Purpose.objects.update(basis="6(1)(b)")

    request = road.planned(Right.PORTABILITY, email=SANNE)

    (source,) = plan_value(request.plans.get()).sources
    assert {one.table: one.left for one in source.basis} == {"customer": "", "orders": "ground"}


def test_an_activity_that_was_never_signed_off_is_refused_with_the_way_out(shop: Shop, road: Road) -> None:
    in_force("Klantbeheer", "6(1)(b)")
    activity("Verkoop", "6(1)(b)")

    with pytest.raises(PlanRefused, match="orders: the register has no version of “Verkoop”"):
        road.planned(Right.PORTABILITY, email=SANNE)


def test_nothing_that_qualifies_gives_a_letter_and_no_package(shop: Shop, road: Road) -> None:
    in_force("Klantbeheer", "6(1)(e)")
    in_force("Verkoop", "6(1)(f)")

    request = road.carry_out(Right.PORTABILITY, email=SANNE)

    kinds = list(Document.objects.filter(case=request.case).values_list("kind", "subkind"))
    assert kinds == [("letter", "answer")]
    assert "art. 20 lid 1 AVG" in letter_of(request)
    assert request.passphrase == ""


def test_a_register_that_changes_after_the_plan_changes_nothing(shop: Shop, road: Road) -> None:
    made = activity("Klantbeheer", "6(1)(b)")
    signed_off(made)
    in_force("Verkoop", "6(1)(b)")
    request = road.planned(Right.PORTABILITY, email=SANNE)
    Purpose.objects.filter(activity=made).update(basis="6(1)(f)")
    signed_off(made)

    road.run(request)

    assert [one["version"] for one in manifest_of(package_of(request))["activities"]] == [1, 1]


def test_nobody_has_to_approve_what_only_reads(shop: Shop, road: Road) -> None:
    in_force("Klantbeheer", "6(1)(b)")
    in_force("Verkoop", "6(1)(b)")
    request = road.planned(Right.PORTABILITY, email=SANNE)

    running.start(request=request, at=road.at)

    assert request.status == Status.EXECUTING
