"""Bytes that are read more than once: a copy without a name, or a document of the store. Each reader starts anew.

A list is read twice; a copy cannot change in between.
"""

import io
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

MIB = 1024 * 1024


class Held:
    """A file without a name in ``folder``; gone when it is closed, and with the process."""

    def __init__(self, source: BinaryIO, folder: Path) -> None:
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115  # closed by close()
        shutil.copyfileobj(source, self._file, MIB)
        self._file.flush()

    def open(self) -> BinaryIO:
        """A reader of its own, at the beginning."""
        return io.BufferedReader(_Reader(self._file.fileno()), MIB)  # type: ignore[type-var]  # any readinto serves

    def close(self) -> None:
        """Let go of the bytes."""
        self._file.close()


class _Reader(io.RawIOBase):
    def __init__(self, descriptor: int) -> None:
        self._descriptor, self._place = descriptor, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]  # any buffer serves
        piece = os.pread(self._descriptor, len(buffer), self._place)
        buffer[: len(piece)] = piece
        self._place += len(piece)
        return len(piece)


def opener(chunks: Callable[[], Iterator[bytes]]) -> Callable[[], BinaryIO]:
    """How to open bytes that come in pieces, such as a document of the store."""
    return lambda: io.BufferedReader(_Pieces(chunks()), MIB)  # type: ignore[type-var]  # any readinto serves


class _Pieces(io.RawIOBase):
    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._rest = pieces, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]  # any buffer serves
        if not self._rest:
            self._rest = next(self._pieces, b"")
        size = min(len(buffer), len(self._rest))
        buffer[:size], self._rest = self._rest[:size], self._rest[size:]
        return size
