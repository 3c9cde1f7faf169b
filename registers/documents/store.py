"""A folder of documents, each under the SHA-256 of its bytes. Written whole or not at all, checked at every reading.

A document with personal data is kept as a row of encrypted chunks under the key ring. A reader gets the bytes that
were put or an error, never something else. Names of files say nothing but a hash.
"""

import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from registers.errors import DocumentDamaged, DocumentMissing, DocumentStoreFull, KeyMissing
from registers.keyring import KeyRing

CHUNK = 1024 * 1024
SEALED = ".sealed"
TEMPORARY = ".writing-"


class DocumentStore:
    """The store in ``folder``; ``ring`` encrypts what is personal."""

    def __init__(self, folder: Path, ring: KeyRing) -> None:
        self._folder = folder
        self._ring = ring

    def put(self, content: bytes, *, personal: bool) -> str:
        """The SHA-256 (hex) under which the bytes now are; putting twice changes nothing. Raises DocumentStoreFull."""
        sha256 = hashlib.sha256(content).hexdigest()
        self._put(sha256, _pieces(content), personal=personal)
        return sha256

    def put_file(self, path: Path, *, personal: bool) -> str:
        """As ``put``, for a file that may be too large for memory. Raises DocumentStoreFull."""
        with path.open("rb") as source:
            return self.put_open(source, personal=personal)

    def put_open(self, source: BinaryIO, *, personal: bool) -> str:
        """As ``put_file``, for a file that is open and may have no name; read from its beginning."""
        source.seek(0)
        digest = hashlib.sha256()
        while piece := source.read(CHUNK):
            digest.update(piece)
        sha256 = digest.hexdigest()
        source.seek(0)
        self._put(sha256, iter(lambda: source.read(CHUNK), b""), personal=personal)
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes. Raises DocumentMissing, and DocumentDamaged when they no longer match."""
        content = b"".join(self._read(sha256))
        if hashlib.sha256(content).hexdigest() != sha256:
            raise DocumentDamaged()
        return content

    def chunks(self, sha256: str) -> Iterator[bytes]:
        """The bytes in pieces of at most 1 MiB, after all of them were checked. Raises as ``get`` does."""
        digest = hashlib.sha256()
        for piece in self._read(sha256):
            digest.update(piece)
        if digest.hexdigest() != sha256:
            raise DocumentDamaged()
        return self._read(sha256)

    def has(self, sha256: str) -> bool:
        """Whether something is kept under this hash."""
        return any(path.exists() for path in self._places(sha256))

    def delete(self, sha256: str) -> bool:
        """Remove the document for good; whether there was one. Raises DocumentStoreFull when the folder refuses."""
        removed = False
        try:
            for path in self._places(sha256):
                if path.exists():
                    path.unlink()
                    _sync_folder(path.parent)
                    removed = True
        except OSError:
            raise DocumentStoreFull(_("the document store refuses to delete a document")) from None
        return removed

    def hashes(self) -> Iterator[tuple[str, float]]:
        """Every hash in the store with the time it was written (seconds since 1970), for sweeping what has no row."""
        for path in sorted(self._folder.glob("??/*")):
            if not path.name.startswith("."):
                yield path.name.removesuffix(SEALED), path.stat().st_mtime

    def drop_unfinished(self, *, before: float) -> int:
        """Delete what a killed writer left half written, last touched before a time (seconds since 1970); how many."""
        left = [path for path in self._folder.glob(f"??/{TEMPORARY}*") if path.stat().st_mtime < before]
        for path in left:
            _drop(path)
        return len(left)

    def _places(self, sha256: str) -> tuple[Path, Path]:
        folder = self._folder / sha256[:2]
        return folder / sha256, folder / f"{sha256}{SEALED}"

    def _put(self, sha256: str, pieces: Iterable[bytes], *, personal: bool) -> None:
        plain, sealed = self._places(sha256)
        if self._is_whole(sha256) and not (personal and plain.exists()):
            return
        target = sealed if personal else plain
        temporary = target.with_name(f"{TEMPORARY}{secrets.token_hex(8)}")
        try:
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with temporary.open("xb") as file:
                temporary.chmod(0o600)
                self._write(file, pieces, personal=personal)
            temporary.replace(target)
            if personal:
                plain.unlink(missing_ok=True)
            _sync_folder(target.parent)
        except OSError as error:
            _drop(temporary)
            told = _("the document store refuses to write: %(error)s")
            raise DocumentStoreFull(told % {"error": error.strerror}) from None

    def _is_whole(self, sha256: str) -> bool:
        try:
            self.chunks(sha256)
        except (DocumentMissing, DocumentDamaged, KeyMissing):
            return False
        return True

    def _write(self, file: BinaryIO, pieces: Iterable[bytes], *, personal: bool) -> None:
        for piece in pieces:
            if personal:
                token = self._ring.encrypt_bytes(piece)
                file.write(len(token).to_bytes(4, "big") + token)
            else:
                file.write(piece)
        file.flush()
        os.fsync(file.fileno())

    def _read(self, sha256: str) -> Iterator[bytes]:
        plain, sealed = self._places(sha256)
        if sealed.exists():
            return self._unsealed(sealed)
        if plain.exists():
            return _plain(plain)
        raise DocumentMissing()

    def _unsealed(self, path: Path) -> Iterator[bytes]:
        with path.open("rb") as file:
            while header := file.read(4):
                token = file.read(int.from_bytes(header, "big"))
                yield self._ring.decrypt_bytes(token)


def _plain(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(CHUNK):
            yield piece


def _pieces(content: bytes) -> Iterator[bytes]:
    return (content[start : start + CHUNK] for start in range(0, len(content), CHUNK))


def _drop(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return  # the folder itself refuses; the name marks the file as unfinished


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
