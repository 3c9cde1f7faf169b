"""Nothing of the person is left anywhere: log, message, evidence, Waarborg's own database and folder, certificate."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from registers.models import EvidenceEntry
from subjects.choices import Right, Status
from subjects.models import Step
from tests.journeys.road import Road, text_of
from tests.journeys.shops import HOUSEHOLD, build_shop

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the walk leaves."""
    folder = tmp_path_factory.mktemp("leaks")
    for name in ("var", "said", "documents"):
        (folder / name).mkdir()
    environment = {
        **os.environ,
        "WAARBORG_VAR_DIR": str(folder / "var"),
        "WAARBORG_DATABASE_URL": "",
        "WAARBORG_BROKER_URL": "",
        "WAARBORG_LOG_LEVEL": "DEBUG",
        "DEMO_DATABASE_URL": f"sqlite:///{folder / 'demo.sqlite3'}",
        "DEMO_FILES": str(folder / "recordings"),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    command = [sys.executable, "-m", "tests.journeys.leak_walk", str(folder)]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, check=False)
    (folder / "said" / "stderr.txt").write_bytes(done.stderr)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return folder


def markers(folder: Path) -> list[str]:
    people: dict[str, list[str]] = json.loads((folder / "markers.json").read_text())
    return [marker for values in people.values() for marker in values]


def files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def found(words: list[str], content: bytes) -> set[str]:
    text = content.lower()
    return {word for word in words if word.lower().encode() in text or word.lower().encode("utf-16-le") in text}


def test_the_markers_are_in_the_customer_database_so_that_the_search_means_something(walked: Path) -> None:
    content = (walked / "demo.sqlite3").read_bytes()

    people = json.loads((walked / "markers.json").read_text())
    assert len(found(people["access"], content)) > 8


@pytest.mark.parametrize("kind", ["messages", "commands.txt", "worker.txt", "stderr.txt", "evidence.jsonl"])
def test_nothing_that_was_said_names_the_person(walked: Path, kind: str) -> None:
    said = [walked / "said" / kind] if kind.count(".") else list(files(walked / "said" / kind))

    assert said
    assert kind == "stderr.txt" or all(path.stat().st_size for path in said if path.name != ".lock")
    assert {path.name: found(markers(walked), path.read_bytes()) for path in said} == {p.name: set() for p in said}


def test_nothing_that_was_written_holds_the_person_in_clear(walked: Path) -> None:
    leaks = {path.name: words for path in files(walked / "var") if (words := found(markers(walked), path.read_bytes()))}

    assert leaks == {}
    assert any(path.suffix == ".sqlite3" for path in files(walked / "var"))


@pytest.mark.parametrize("right", ["erasure", "anonymisation"])
def test_certificate_and_letter_name_nobody(walked: Path, right: str) -> None:
    documents = list(files(walked / "documents" / right))

    text = "\n".join(text_of(path.read_bytes()) for path in documents)
    assert len(documents) == 2
    assert found(markers(walked), text.encode()) == set()
    assert found(markers(walked), " ".join(text.split()).encode()) == set()


def test_the_report_of_an_access_request_does_name_the_person(walked: Path) -> None:
    people = json.loads((walked / "markers.json").read_text())
    pdfs = [path for path in files(walked / "documents" / "access") if path.suffix == ".pdf"]

    text = "\n".join(text_of(path.read_bytes()) for path in pdfs)
    assert len(found(people["access"], text.encode())) > 3


VALUES_IN_ERRORS = (
    "CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'row of % at %', old.customer_id, old.address USING DETAIL = old.address; END $$",
    "CREATE TRIGGER tell BEFORE DELETE ON orders FOR EACH ROW EXECUTE FUNCTION tell()",
)


def test_an_error_of_a_database_that_quotes_a_row_goes_no_further(
    fresh_postgresql: str, road: Road, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    shop = build_shop(fresh_postgresql, road, monkeypatch, *HOUSEHOLD, *VALUES_IN_ERRORS)
    caplog.set_level("DEBUG")

    request = road.carry_out(Right.ERASURE, email="sanne@example.nl")

    told = [request.block_reason, caplog.text, *EvidenceEntry.objects.values_list("body", flat=True)]
    told += Step.objects.values_list("error_text", flat=True)
    assert request.status == Status.BLOCKED
    assert "Dorpsstraat" in repr(shop.rows())
    assert "Dorpsstraat" not in "".join(told)
