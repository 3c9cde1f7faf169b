"""Numbers of objects when parts become one document: where a part stands, and its references moved accordingly."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Name

from registers.documents.pdffile import PdfFile

TOKEN = re.compile(rb"\((?:\\.|[^\\()])*\)|<[0-9a-fA-F]*>|/WaarborgRef(\d+)\b|\b(\d+) 0 R\b", re.DOTALL)
"""A string (left alone), something that stands for an object of the whole, or a reference within the part."""


def stands_for(number: int) -> Name:
    """What stands, inside a part, for an object of the whole document."""
    return Name(f"/WaarborgRef{number}")


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a part stands: ``base`` objects, ``first_page`` pages and ``first_key`` keys of structure come before it.

    ``pages`` are the objects of its pages, ``joined`` the objects that the whole has instead of its own.
    """

    path: Path
    base: int
    pages: tuple[int, ...]
    keys: int
    first_page: int
    first_key: int
    joined: dict[int, int]

    def number(self, own: int) -> int:
        """The number that an object of the part has in the whole document."""
        return self.joined.get(own) or self.base + own

    def renumbered(self, text: bytes) -> bytes:
        """An object as PDF writes it, with its references moved; strings stay as they are."""

        def moved(match: re.Match[bytes]) -> bytes:
            whole, own = match.groups()
            if whole:
                return whole + b" 0 R"
            return b"%d 0 R" % self.number(int(own)) if own else match.group()

        return TOKEN.sub(moved, text)

    def inside(self, text: bytes) -> bytes:
        """The entries of a dictionary, renumbered, without what goes round them."""
        return self.renumbered(text).strip().removeprefix(b"<<").removesuffix(b">>")


def measured(path: Path, file: PdfFile, joined: Sequence[int], *, after: Place | None) -> Place:
    """The place of the part in ``path``, its numbers taken in ``file``.

    ``joined`` are the catalogue, the pages, the structure tree and the one Document of the whole.
    """
    with pikepdf.open(path) as part:
        root = part.Root.StructTreeRoot
        own = (part.Root, part.Root.Pages, root, root.K[0])
        numbers = root.ParentTree.Nums
        return Place(
            path=path,
            base=file.reserve(int(part.trailer.Size)),
            pages=tuple(page.obj.objgen[0] for page in part.pages),
            keys=int(numbers[len(numbers) - 2]) + 1,
            first_page=after.first_page + len(after.pages) if after else 0,
            first_key=after.first_key + after.keys if after else 0,
            joined={item.objgen[0]: number for item, number in zip(own, joined, strict=True)},
        )
