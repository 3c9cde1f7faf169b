"""The document store: whole or not at all, checked at every reading, unreadable at rest when personal."""

import hashlib
import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from registers.documents.store import DocumentStore
from registers.errors import DocumentDamaged, DocumentMissing, DocumentStoreFull, KeyMissing
from registers.keyring import KeyRing

CONTENT = b"%PDF-1.7 inhoud van mevrouw Voorbeeld"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "documents"


@pytest.fixture
def store(folder: Path) -> DocumentStore:
    return DocumentStore(folder, KeyRing([Fernet.generate_key().decode()]))


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("personal", [True, False])
def test_what_was_put_comes_back(store: DocumentStore, personal: bool) -> None:
    sha256 = store.put(CONTENT, personal=personal)

    assert sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert store.get(sha256) == CONTENT
    assert b"".join(store.chunks(sha256)) == CONTENT


def test_a_personal_document_is_not_readable_on_the_disk(store: DocumentStore, folder: Path) -> None:
    store.put(CONTENT, personal=True)

    assert all(b"Voorbeeld" not in path.read_bytes() for path in files(folder))


def test_putting_twice_keeps_one_file(store: DocumentStore, folder: Path) -> None:
    store.put(CONTENT, personal=True)
    store.put(CONTENT, personal=True)

    assert len(files(folder)) == 1


def test_what_turns_out_to_be_personal_no_longer_lies_there_in_clear(store: DocumentStore, folder: Path) -> None:
    store.put(CONTENT, personal=False)
    sha256 = store.put(CONTENT, personal=True)

    assert store.get(sha256) == CONTENT
    assert all(b"Voorbeeld" not in path.read_bytes() for path in files(folder))


def test_a_file_of_many_chunks_comes_back_whole(store: DocumentStore, tmp_path: Path) -> None:
    path = tmp_path / "package.zip"
    path.write_bytes(os.urandom(3_500_000))

    sha256 = store.put_file(path, personal=True)

    assert b"".join(store.chunks(sha256)) == path.read_bytes()


@pytest.mark.parametrize("personal", [True, False])
def test_a_changed_file_is_never_handed_out(store: DocumentStore, folder: Path, personal: bool) -> None:
    sha256 = store.put(CONTENT, personal=personal)
    (path,) = files(folder)
    *rest, last = path.read_bytes()
    path.write_bytes(bytes([*rest, last ^ 1]))

    with pytest.raises((DocumentDamaged, KeyMissing)):
        store.get(sha256)
    with pytest.raises((DocumentDamaged, KeyMissing)):
        store.chunks(sha256)


def test_a_damaged_document_is_repaired_by_putting_it_again(store: DocumentStore, folder: Path) -> None:
    sha256 = store.put(CONTENT, personal=False)
    files(folder)[0].write_bytes(b"kapot")

    store.put(CONTENT, personal=False)

    assert store.get(sha256) == CONTENT


def test_an_unknown_hash_is_missing(store: DocumentStore) -> None:
    with pytest.raises(DocumentMissing):
        store.get("0" * 64)


def test_a_deleted_document_is_gone_and_deleting_twice_is_fine(store: DocumentStore, folder: Path) -> None:
    sha256 = store.put(CONTENT, personal=True)

    assert store.delete(sha256) is True
    assert store.delete(sha256) is False
    assert files(folder) == []


def test_a_full_disk_is_an_error_that_a_retry_may_solve_and_leaves_nothing(store: DocumentStore, folder: Path) -> None:
    with files_of_at_most(1_000), pytest.raises(DocumentStoreFull) as caught:
        store.put(b"x" * 100_000, personal=False)

    assert caught.value.permanent is False
    assert files(folder) == []
    assert store.put(b"x" * 100_000, personal=False)


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """The system itself refuses to write more to a file, as a full disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_folder_that_is_a_file_is_refused_in_words(tmp_path: Path, store: DocumentStore) -> None:
    (tmp_path / "documents").write_text("geen map")

    with pytest.raises(DocumentStoreFull, match="refuses to write"):
        store.put(CONTENT, personal=False)


def test_the_store_can_be_walked(store: DocumentStore) -> None:
    hashes = {store.put(b"een", personal=True), store.put(b"twee", personal=False)}

    assert {sha256 for sha256, _written in store.hashes()} == hashes


def test_what_a_killed_writer_left_goes_when_it_is_old_and_nothing_else(store: DocumentStore, folder: Path) -> None:
    kept = store.put(b"heel", personal=True)
    left, busy = (folder / kept[:2] / f".writing-{name}" for name in ("00aa", "00bb"))
    left.write_bytes(b"half")
    busy.write_bytes(b"half")
    os.utime(left, (1_000, 1_000))

    dropped = store.drop_unfinished(before=2_000)

    assert (dropped, left.exists(), busy.exists(), store.get(kept)) == (1, False, True, b"heel")
