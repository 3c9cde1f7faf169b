"""``manage.py register import`` and ``register export``: what they say, what they write, how they end."""

import io
import json
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from registers.choices import EvidenceKind
from registers.models import EvidenceEntry, ImportMapping, ImportRun, Party, ProcessingActivity
from tests import avgregister as avg
from tests.engines.exchange.sheets import xlsx
from tests.journeys.databases import private_store

pytestmark = pytest.mark.django_db


def register(*words: object) -> str:
    out = io.StringIO()
    call_command("register", *map(str, words), stdout=out, stderr=io.StringIO())
    return out.getvalue()


@pytest.fixture
def avg_zip(tmp_path: Path) -> Path:
    path = tmp_path / "avg.zip"
    path.write_bytes(avg.export())
    return path


def sheet(folder: Path, *rows: list[Any]) -> Path:
    path = folder / "register.xlsx"
    path.write_bytes(xlsx(["Nummer", "Naam verwerking", "Doel", "Melder"], *rows))
    return path


def test_without_apply_nothing_changes_and_every_record_has_a_line(avg_zip: Path) -> None:
    said = register("import", avg_zip)

    assert said.count("doubtful · new · ") == 3
    assert "the text names criminal data" in said
    assert "not taken over, kept with the original: Bijlagen[0].DocumentType" in said
    assert "3 rows: 0 fits, 3 doubtful, 0 refused" in said
    assert ProcessingActivity.objects.count() == 0


def test_with_apply_the_records_are_there(avg_zip: Path) -> None:
    register("import", avg_zip, "--apply")

    assert ProcessingActivity.objects.count() == 3
    assert ImportRun.objects.get().applied


def test_a_proposal_is_told_and_can_be_accepted(avg_zip: Path) -> None:
    said = register("import", avg_zip)
    uid = said.rpartition("--merge ")[2].split()[0]

    register("import", avg_zip, "--apply", "--merge", uid)

    assert Party.objects.filter(name="Stichting Belhulp").count() == 1


def test_json_has_every_record_and_the_counts(avg_zip: Path) -> None:
    said = json.loads(register("import", avg_zip, "--json"))

    assert [record["effect"] for record in said["records"]] == ["new"] * 3
    assert said["report"]["rows_by_verdict"] == {"fits": 0, "doubtful": 3, "refused": 0}


def test_a_refused_record_makes_the_status_1(tmp_path: Path) -> None:
    path = tmp_path / "avg.zip"
    path.write_bytes(avg.export(processor=[{"Id": 9}]))

    with pytest.raises(CommandError, match="1 record was refused"):
        register("import", path, "--apply")

    assert ProcessingActivity.objects.count() == 2


def test_unknown_columns_give_a_proposal_to_fill_in(tmp_path: Path) -> None:
    out = io.StringIO()

    with pytest.raises(CommandError, match="--columns"):
        call_command("register", "import", str(sheet(tmp_path, [1, "A", "B", "C"])), stdout=out)

    assert '"naam verwerking";"activity.name";"nee";""' in out.getvalue()
    assert '"melder";"";"nee";""' in out.getvalue()


def test_a_filled_in_proposal_is_remembered_and_recognised(tmp_path: Path) -> None:
    columns = tmp_path / "kolommen.csv"
    rows = ["nummer;activity.number;nee;", "naam verwerking;activity.name;nee;", "doel;purpose.text;ja;"]
    columns.write_text("\n".join(["kolom;veld;splitsen;datums", *rows, "melder;leave-out;nee;"]))
    path = sheet(tmp_path, ["V-1", "Bellen", "Vragen\nKlachten", "Jan Jansen"])

    register("import", path, "--mapping", "afdeling", "--columns", columns)
    register("import", path, "--apply")

    activity = ProcessingActivity.objects.get()
    assert (activity.number, activity.purposes.count()) == ("V-1", 2)
    assert ImportMapping.objects.get().name == "afdeling"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--mapping", "geen"], "no mapping named"),
        (["--by", "niemand"], "no user named"),
        (["--columns", "weg.csv"], "--mapping NAME"),
    ],
)
def test_a_wrong_choice_is_told(tmp_path: Path, words: list[str], told: str) -> None:
    with pytest.raises(CommandError, match=told):
        register("import", sheet(tmp_path), *words)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"weg\.zip cannot be read"):
        register("import", tmp_path / "weg.zip")


def test_a_file_that_is_refused_is_named(tmp_path: Path) -> None:
    path = tmp_path / "kapot.zip"
    path.write_bytes(avg.export()[:-100])

    with pytest.raises(CommandError, match=r"kapot\.zip: damaged"):
        register("import", path, "--apply")

    assert ImportRun.objects.count() == 0


@pytest.mark.parametrize("form", ["xlsx", "ods", "csv", "json"])
def test_an_export_is_read_back_and_changes_nothing(avg_zip: Path, tmp_path: Path, form: str) -> None:
    register("import", avg_zip, "--apply")

    written = Path(register("export", "--format", form, "--to", tmp_path / "uit").strip())
    said = json.loads(register("import", written, "--apply", "--json"))

    assert said["report"]["effects"] == {"new": 0, "changed": 0, "unchanged": len(said["records"]), "nothing": 0}
    assert written.name.startswith("verwerkingsregister-")


def test_one_activity_is_exported_with_what_it_refers_to(avg_zip: Path, tmp_path: Path) -> None:
    register("import", avg_zip, "--apply")

    written = Path(register("export", "--format", "json", "--activity", "M501", "--to", tmp_path).strip())

    value = json.loads(written.read_text())
    assert written.name.startswith("verwerking-m501-")
    assert ([one["number"] for one in value["activities"]], len(value["parties"])) == (["M501"], 3)


def test_a_file_that_is_there_is_never_replaced(avg_zip: Path, tmp_path: Path) -> None:
    register("import", avg_zip, "--apply")
    written = Path(register("export", "--format", "json", "--to", tmp_path).strip())
    written.write_text("van een ander")

    with pytest.raises(CommandError, match="is not replaced"):
        register("export", "--format", "json", "--to", tmp_path)

    assert written.read_text() == "van een ander"


def test_incomplete_activities_are_marked_in_the_export(avg_zip: Path, tmp_path: Path) -> None:
    register("import", avg_zip, "--apply")

    register("export", "--format", "csv", "--to", tmp_path)

    with ZipFile(next(tmp_path.glob("*.csv.zip"))) as archive:
        lines = archive.read("activities.csv").decode("utf-8-sig").splitlines()
    assert sum(line.startswith('"incomplete: ') for line in lines) == 3


def test_a_pdf_is_the_signed_document_and_its_reading_is_recorded(avg_zip: Path, tmp_path: Path) -> None:
    register("import", avg_zip, "--apply")

    with private_store(tmp_path / "winkel"):
        written = Path(register("export", "--format", "pdf", "--activity", "M503", "--to", tmp_path).strip())

    assert written.read_bytes().startswith(b"%PDF-")
    assert EvidenceEntry.objects.filter(kind=EvidenceKind.DOCUMENT_READ).count() == 1


def test_a_day_that_has_yet_to_come_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="has not come"):
        register("export", "--format", "json", "--as-of", "2999-01-01", "--to", tmp_path)
