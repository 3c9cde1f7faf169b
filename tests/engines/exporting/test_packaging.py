"""The package: one ZIP that opens with its passphrase only, with names that tell nothing."""

import csv
import datetime as dt
import io
import json
import os
import zipfile
from pathlib import Path

import pytest
import pyzipper

from subjects.exporting.errors import ExtractDamaged, WorkFolderRefuses
from subjects.exporting.extract import OpenExtract
from subjects.exporting.packaging import Package, new_passphrase, write_package
from subjects.exporting.tables import csv_of
from tests.engines.exporting.samples import column, made

MADE_AT = dt.datetime(2026, 11, 21, 11, 0, tzinfo=dt.UTC)
PASSPHRASE = "abcde-fghjk"


def extract(folder: Path) -> OpenExtract:
    return made(
        folder,
        column("path"),
        column("note"),
        records=[("calls/31612345678.wav", '=HYPERLINK("http://kwaad.example")'), (None, "één; twee")],
        files=[("bestanden/shop-00001.wav", b"sound" * 1000)],
    )


@pytest.fixture
def package(tmp_path: Path) -> Path:
    target = tmp_path / "package.zip"
    content = Package(
        organisation="Bedrijf",
        contact="privacy@bedrijf.example",
        reference="W26-ABCDEF",
        made_at=MADE_AT,
        report=b"%PDF of sanne@example.nl",
        report_name="inzage-W26-ABCDEF.pdf",
        extracts=[extract(tmp_path)],
    )
    write_package(target=target, package=content, passphrase=PASSPHRASE)
    return target


def opened(package: Path, passphrase: str = PASSPHRASE) -> dict[str, bytes]:
    with pyzipper.AESZipFile(package) as archive:
        archive.setpassword(passphrase.encode())
        return {name: archive.read(name) for name in archive.namelist()}


def test_everything_is_in_it(package: Path) -> None:
    inside = opened(package)

    assert list(inside) == [
        "LEESMIJ.txt",
        "inzage-W26-ABCDEF.pdf",
        "gegevens/shop/01-notes.csv",
        "gegevens/shop/01-notes.json",
        "bestanden/lijst.csv",
        "bestanden/shop-00001.wav",
    ]
    assert inside["bestanden/shop-00001.wav"] == b"sound" * 1000
    assert b"W26-ABCDEF" in inside["LEESMIJ.txt"]


def test_it_opens_with_its_passphrase_only(package: Path) -> None:
    with pytest.raises(RuntimeError, match="Bad password"):
        opened(package, "another")
    with zipfile.ZipFile(package) as archive, pytest.raises((RuntimeError, NotImplementedError)):
        archive.read("LEESMIJ.txt")
    with pyzipper.AESZipFile(package) as archive:
        assert all(entry.flag_bits & 1 and entry.wz_aes_strength == 3 for entry in archive.infolist())


def test_nothing_of_the_person_is_readable_outside(package: Path) -> None:
    content = package.read_bytes()

    assert not [marker for marker in (b"sanne", b"31612345678", b"sound", b"HYPERLINK") if marker in content]
    assert package.stat().st_mode & 0o777 == 0o600


def test_a_table_opens_as_a_table_and_runs_nothing(package: Path) -> None:
    text = opened(package)["gegevens/shop/01-notes.csv"].decode("utf-8-sig")

    assert list(csv.reader(io.StringIO(text, newline=""), delimiter=";")) == [
        ["Path", "Note"],
        ["calls/31612345678.wav", '\'=HYPERLINK("http://kwaad.example")'],
        ["", "één; twee"],
    ]


def test_the_machine_readable_table_is_complete(package: Path) -> None:
    value = json.loads(opened(package)["gegevens/shop/01-notes.json"])

    assert value["schema"] == "waarborg/access-table/1"
    assert value["rows"] == 2
    assert value["records"][1] == {"path": None, "note": "één; twee"}


def test_a_table_without_records_is_valid(tmp_path: Path) -> None:
    empty = made(tmp_path, column("path"))

    assert b"".join(csv_of(empty, empty.index.tables[0])).decode("utf-8-sig") == "Path\r\n"


def test_equal_labels_are_told_apart(tmp_path: Path) -> None:
    twins = made(tmp_path, column("a", label="Naam"), column("b", label="Naam"))

    heading = b"".join(csv_of(twins, twins.index.tables[0])).decode("utf-8-sig")

    assert heading == "Naam (a);Naam (b)\r\n"


def test_a_package_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    source = extract(tmp_path)
    os.truncate(tmp_path / "made.extract", 40)
    target = tmp_path / "out" / "package.zip"
    content = Package(
        organisation="", contact="", reference="", made_at=MADE_AT, report=b"", report_name="r.pdf", extracts=[source]
    )

    with pytest.raises(ExtractDamaged):
        write_package(target=target, package=content, passphrase=PASSPHRASE)

    assert not list((tmp_path / "out").iterdir())


def test_a_folder_that_refuses_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    content = Package(
        organisation="", contact="", reference="", made_at=MADE_AT, report=b"", report_name="r.pdf", extracts=[]
    )

    with pytest.raises(WorkFolderRefuses):
        write_package(target=tmp_path / "file" / "package.zip", package=content, passphrase=PASSPHRASE)


def test_a_passphrase_is_long_and_can_be_read_aloud() -> None:
    made_up = {new_passphrase() for _ in range(50)}

    assert len(made_up) == 50
    assert all(len(one) == 29 and not set(one) & set("il1o0ILO") for one in made_up)
