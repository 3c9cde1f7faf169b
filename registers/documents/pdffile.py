"""A PDF file in the making: objects go to the file as they come, so that memory does not grow with the document.

What is kept is where each object stands, some twelve bytes for each. Small objects travel in compressed object streams.
Equal objects in equal order give equal bytes: the file identifier is a hash of what was written.
"""

import hashlib
import struct
import zlib
from array import array
from typing import BinaryIO

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
TOGETHER = 200
"""So many objects stand in one object stream."""
FREE, PLAIN, PACKED = 0, 1, 2
ROW = struct.Struct(">BQH")
"""How an object is found: its kind; its place or the stream it is in; its index there."""


class PdfFile:
    """Writes to ``target``. Take numbers with ``reserve``, give each an object once, and end with ``close``."""

    def __init__(self, target: BinaryIO) -> None:
        self._target = target
        self._hash = hashlib.sha256()
        self._position = 0
        self._kinds, self._places, self._indexes = array("B", [FREE]), array("Q", [0]), array("H", [0xFFFF])
        self._waiting: list[tuple[int, bytes]] = []
        self._write(HEADER)

    def reserve(self, count: int = 1) -> int:
        """The first of ``count`` numbers that are now taken."""
        first = len(self._kinds)
        self._kinds.extend([FREE] * count)
        self._places.extend([0] * count)
        self._indexes.extend([0xFFFF] * count)
        return first

    def put(self, number: int, content: bytes) -> None:
        """The object of that number: a dictionary, an array, a string or a number as PDF writes it."""
        self._waiting.append((number, content))
        if len(self._waiting) >= TOGETHER:
            self._pack()

    def put_stream(self, number: int, entries: bytes, data: bytes) -> None:
        """The stream of that number; ``entries`` are those of its dictionary, without its length."""
        self._kinds[number], self._places[number], self._indexes[number] = PLAIN, self._position, 0
        self._write(b"%d 0 obj\n<< %s /Length %d >>\nstream\n" % (number, entries, len(data)))
        self._write(data)
        self._write(b"\nendstream\nendobj\n")

    def close(self, *, root: int, info: int) -> None:
        """Write what waits, and the table of where everything stands."""
        self._pack()
        number = self.reserve()
        start = self._position
        self._kinds[number], self._places[number], self._indexes[number] = PLAIN, start, 0
        table = bytearray(len(self._kinds) * ROW.size)
        for one, row in enumerate(zip(self._kinds, self._places, self._indexes, strict=True)):
            ROW.pack_into(table, one * ROW.size, *row)
        identifier = self._hash.hexdigest()[:32].encode()
        entries = b"/Type /XRef /Size %d /W [ 1 8 2 ] /Root %d 0 R /Info %d 0 R /ID [ <%s> <%s> ] /Filter /FlateDecode"
        self.put_stream(number, entries % (number + 1, root, info, identifier, identifier), zlib.compress(table))
        self._write(b"startxref\n%d\n%%%%EOF\n" % start)

    def _pack(self) -> None:
        """Put the waiting objects in one stream."""
        if not self._waiting:
            return
        number = self.reserve()
        heads, bodies, length = [], [], 0
        for index, (one, content) in enumerate(self._waiting):
            self._kinds[one], self._places[one], self._indexes[one] = PACKED, number, index
            heads.append(b"%d %d" % (one, length))
            bodies.append(content)
            length += len(content) + 1
        head = b" ".join(heads) + b"\n"
        entries = b"/Type /ObjStm /N %d /First %d /Filter /FlateDecode" % (len(self._waiting), len(head))
        self.put_stream(number, entries, zlib.compress(head + b"\n".join(bodies)))
        self._waiting.clear()

    def _write(self, data: bytes) -> None:
        self._target.write(data)
        self._hash.update(data)
        self._position += len(data)
