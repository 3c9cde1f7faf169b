"""A file of sections that nobody reads without the secret: pieces of 64 KiB, each sealed with AES-256-GCM.

The key follows from a secret and the random salt of the file; the number of a piece is its nonce, so a piece that is
changed, moved or missing is noticed. The last piece is an index, which says where each section begins and how long it
is. A file gets its name when it is whole and on the disk.
"""

import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from subjects.exporting.errors import ExtractDamaged, ExtractMissing, WorkFolderRefuses

MAGIC = b"WBX1"
SALT_SIZE = 16
PIECE = 64 * 1024
TEMPORARY = ".writing-"
_FOOTER = 16  # where the index begins and the number of its piece, eight bytes each


@dataclass(frozen=True, kw_only=True)
class Section:
    """Where a section begins in the file, the number of its first piece, and how many there are."""

    offset: int
    first: int
    pieces: int


def _cipher(secret: bytes, salt: bytes) -> AESGCM:
    key = HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"waarborg/extract/1").derive(secret)
    return AESGCM(key)


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")


class SealedWriter:
    """Writes the file ``path``. Leaving the ``with`` block before ``finish`` leaves nothing behind."""

    def __init__(self, path: Path, secret: bytes) -> None:
        self._path = path
        self._temporary = path.with_name(f"{TEMPORARY}{path.name}-{secrets.token_hex(6)}")
        self._head = MAGIC + secrets.token_bytes(SALT_SIZE)
        self._cipher = _cipher(secret, self._head[len(MAGIC) :])
        self._number = 0
        self._waiting = bytearray()
        self._begun: tuple[int, int] | None = None

    def __enter__(self) -> Self:
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._file = os.fdopen(os.open(self._temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb")
            self._file.write(self._head)
        except OSError as error:
            raise WorkFolderRefuses(error.strerror) from None
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: BaseException | TracebackType | None) -> None:
        self._file.close()
        self._temporary.unlink(missing_ok=True)

    def begin(self) -> None:
        """Begin a section; the one before must have ended."""
        self._begun = (self._file.tell(), self._number)

    def write(self, content: bytes) -> None:
        """Add to the section. Raises WorkFolderRefuses."""
        self._waiting += content
        while len(self._waiting) >= PIECE:
            self._seal(bytes(self._waiting[:PIECE]))
            del self._waiting[:PIECE]

    def end(self) -> Section:
        """End the section; where it is."""
        if self._waiting:
            self._seal(bytes(self._waiting))
            self._waiting.clear()
        offset, first = self._begun or (0, 0)
        return Section(offset=offset, first=first, pieces=self._number - first)

    def finish(self, index: bytes) -> None:
        """Write the index, and give the file its name. Raises WorkFolderRefuses."""
        at, number = self._file.tell(), self._number
        self._seal(index)
        try:
            self._file.write(at.to_bytes(8, "big") + number.to_bytes(8, "big"))
            self._file.flush()
            os.fsync(self._file.fileno())
            self._temporary.replace(self._path)
            sync_folder(self._path.parent)
        except OSError as error:
            raise WorkFolderRefuses(error.strerror) from None

    def _seal(self, content: bytes) -> None:
        sealed = self._cipher.encrypt(_nonce(self._number), content, self._head)
        self._number += 1
        try:
            self._file.write(len(sealed).to_bytes(4, "big") + sealed)
        except OSError as error:
            raise WorkFolderRefuses(error.strerror) from None


class SealedReader:
    """Reads what a ``SealedWriter`` wrote. Raises ExtractMissing, ExtractDamaged; holds no file open between reads."""

    def __init__(self, path: Path, secret: bytes) -> None:
        self._path = path
        try:
            with path.open("rb") as file:
                self._head = file.read(len(MAGIC) + SALT_SIZE)
                file.seek(-_FOOTER, os.SEEK_END)
                footer = file.read(_FOOTER)
        except FileNotFoundError:
            raise ExtractMissing() from None
        except OSError:
            raise ExtractDamaged() from None
        if not self._head.startswith(MAGIC) or len(self._head) < len(MAGIC) + SALT_SIZE:
            raise ExtractDamaged()
        self._cipher = _cipher(secret, self._head[len(MAGIC) :])
        self._index = Section(
            offset=int.from_bytes(footer[:8], "big"), first=int.from_bytes(footer[8:], "big"), pieces=1
        )

    def index(self) -> bytes:
        """The index."""
        return b"".join(self.pieces(self._index))

    def pieces(self, section: Section) -> Iterator[bytes]:
        """The content of a section, in pieces of at most 64 KiB (the index may be longer)."""
        try:
            with self._path.open("rb") as file:
                file.seek(section.offset)
                for number in range(section.first, section.first + section.pieces):
                    sealed = file.read(int.from_bytes(file.read(4), "big"))
                    yield self._cipher.decrypt(_nonce(number), sealed, self._head)
        except FileNotFoundError:
            raise ExtractMissing() from None
        except (InvalidTag, OSError, OverflowError, ValueError):
            raise ExtractDamaged() from None

    def lines(self, section: Section) -> Iterator[bytes]:
        """The lines of a section, without their ends."""
        rest = b""
        for piece in self.pieces(section):
            *whole, rest = (rest + piece).split(b"\n")
            yield from whole
        if rest:
            yield rest


def sync_folder(folder: Path) -> None:
    """Make a rename in the folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
