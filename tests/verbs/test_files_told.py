"""What became of the files that rows name: on the receipt and on the certificate, also of those that stayed."""

import json
from pathlib import Path

import pytest

from registers.choices import DocumentKind
from subjects.choices import Right, Status
from subjects.models import Receipt
from tests.journeys.road import Road, documents_of, text_of
from tests.journeys.shops import HOUSEHOLD, HOUSEHOLD_MAP, Build, Shop
from tests.verbs.test_arriving import cut_off

SANNE = "sanne@example.nl"
CALLS = """- name: calls
  activity: Verkoop
  ground: 6(1)(b)
  key: [id]
  erasure: delete
  anonymisation: treat
  fields:
  - {name: id}
  - {name: customer_id}
  - {name: path, category: recording, erasure: &file {treatment: file}, anonymisation: *file}
links:
- {child: {table: calls, columns: [customer_id]}, parent: {table: customer, columns: [id]}}"""
TEXT = HOUSEHOLD_MAP.replace("url_env: SHOP_URL", "url_env: SHOP_URL\nfiles_env: SHOP_FILES").replace(
    "\nlinks:", "\n" + CALLS
)
ROWS = (
    *HOUSEHOLD,
    "CREATE TABLE calls (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customer (id),"
    " path VARCHAR(80))",
    "CREATE INDEX calls_customer ON calls (customer_id)",
    "INSERT INTO calls VALUES (50, 0, 'mine.wav'), (51, 0, 'lost.wav'), (52, 0, 'both.wav'), (53, 1, './both.wav')",
)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two recordings: one of Sanne, and one of a call with her namesake too. The third is gone already."""
    folder = tmp_path / "recordings"
    folder.mkdir()
    for name in ("mine", "both"):
        (folder / f"{name}.wav").write_bytes(b"RIFF")
    monkeypatch.setenv("SHOP_FILES", str(folder))
    return folder


@pytest.fixture
def shop(build_small: Build, store: Path) -> Shop:
    """Sanne, her namesake and their calls."""
    return build_small(*ROWS, text=TEXT)


def test_the_receipt_counts_what_went_what_was_gone_and_what_stays(shop: Shop, store: Path, road: Road) -> None:
    request = road.carry_out(Right.ERASURE, email=SANNE)

    (receipt,) = Receipt.objects.filter(step__plan__request=request).exclude(step__source="")
    assert json.loads(receipt.body)["files"] == {"removed": 1, "missing": 1, "shared": 1}
    assert [path.name for path in store.iterdir()] == ["both.wav"]
    assert shop.rows()["calls"] == [(53, 1, "./both.wav")]


def test_files_that_a_lost_worker_left_go_with_the_new_plan(
    shop: Shop, store: Path, road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = road.planned(Right.ERASURE, email=SANNE)
    cut_off(road, request, monkeypatch)
    shop.run(f"UPDATE customer SET email = '{SANNE}' WHERE id = 0")
    road.work()
    request.refresh_from_db()
    assert (request.block_code, (store / "mine.wav").exists()) == ("plan-stale", True)

    road.run(road.replanned(road.locate(request)))

    assert (request.status, [path.name for path in store.iterdir()]) == (Status.EXECUTED, ["both.wav"])
    assert shop.rows()["calls"] == [(53, 1, "./both.wav")]


def test_the_certificate_says_why_a_file_stays(shop: Shop, road: Road) -> None:
    request = road.carry_out(Right.ERASURE, email=SANNE)

    text = text_of(documents_of(request)[DocumentKind.ERASURE_CERTIFICATE])
    assert '"files": {\n    "missing": 1,\n    "removed": 1,\n    "shared": 1\n   }' in text
    assert "Een deel van de gegevens moet voorlopig blijven" in " ".join(text.split())


def test_a_certificate_without_files_has_no_line_about_them(small_household: Shop, road: Road) -> None:
    request = road.carry_out(Right.ERASURE, email=SANNE)

    text = text_of(documents_of(request)[DocumentKind.ERASURE_CERTIFICATE])
    assert "Bestanden" not in text


def test_a_store_that_is_not_mounted_stops_the_erasure_before_it_begins(
    shop: Shop, road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOP_FILES", "/not/mounted")
    before = shop.rows()

    request = road.carry_out(Right.ERASURE, email=SANNE)

    step = request.plans.get().steps.get(source="shop")
    assert (step.error_code, step.intended_at) == ("file-store-error", None)
    assert shop.rows() == before
