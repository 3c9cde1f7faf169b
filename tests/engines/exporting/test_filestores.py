"""Files are read below their root and nowhere else."""

from pathlib import Path

import pytest

from subjects.errors import FileStoreError
from subjects.exporting.filestores import OutsideRoot, read_file


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A store with one recording; beside it a secret, and a link inside that leads to it."""
    store = tmp_path / "store"
    (store / "2026").mkdir(parents=True)
    (store / "2026" / "call.wav").write_bytes(b"sound")
    (tmp_path / "secret").write_bytes(b"secret")
    (tmp_path / "store-of-others").mkdir()
    (tmp_path / "store-of-others" / "call.wav").write_bytes(b"theirs")
    (store / "link").symlink_to(tmp_path / "secret")
    (store / "folder").symlink_to(tmp_path)
    return store


@pytest.mark.parametrize("path", ["2026/call.wav", "./2026/call.wav", "2026/../2026/call.wav", "2026//call.wav"])
def test_a_path_inside_is_read(root: Path, path: str) -> None:
    assert b"".join(read_file(path, root=str(root))) == b"sound"


def test_a_full_address_inside_is_read(root: Path) -> None:
    assert b"".join(read_file(f"{root}/2026/call.wav", root=f"{root}/")) == b"sound"
    assert b"".join(read_file(f"file://{root}/2026/call.wav", root=f"file://{root}")) == b"sound"


@pytest.mark.parametrize(
    "path",
    [
        "../secret",
        "2026/../../secret",
        "/etc/passwd",
        "file:///etc/passwd",
        "http://127.0.0.1/call.wav",
        "memory://call.wav",
        "..\\secret",
        "C:/secret",
        "link",
        "folder/secret",
        "../store-of-others/call.wav",
        "call.wav\0.txt",
        "",
        ".",
        "simplecache::file:///etc/passwd",
    ],
)
def test_a_path_that_leads_outside_is_refused(root: Path, path: str) -> None:
    with pytest.raises(OutsideRoot):
        b"".join(read_file(path, root=str(root)))


def test_the_neighbour_whose_name_begins_the_same_is_outside(root: Path) -> None:
    with pytest.raises(OutsideRoot):
        b"".join(read_file(f"{root}-of-others/call.wav", root=str(root)))


def test_what_is_not_there_and_a_folder_are_missing(root: Path) -> None:
    for path in ("2026/gone.wav", "2026"):
        with pytest.raises(FileNotFoundError):
            b"".join(read_file(path, root=str(root)))


def test_a_store_that_refuses_says_so_without_the_path() -> None:
    with pytest.raises(FileStoreError) as caught:
        b"".join(read_file("call.wav", root="nosuchstore://bucket"))

    assert "call" not in str(caught.value)
    assert not caught.value.permanent
