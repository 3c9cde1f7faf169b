"""The outline of a long document: the bookmarks of its parts, pointing to where their pages are in the whole."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, OutlineItem

from registers.documents.pdffile import PdfFile

Renumber = Callable[[int], int]
"""The number that an object of a part has in the whole document."""


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """A bookmark: its title, the object of the page, the place on it, and the bookmarks under it."""

    title: str
    page: int
    left: float
    top: float
    children: tuple["Chapter", ...]


def chapters_of(part: pikepdf.Pdf, number: Renumber) -> tuple[Chapter, ...]:
    """The bookmarks of a part."""
    with part.open_outline() as outline:
        return tuple(_chapter(item, number) for item in outline.root)


def _chapter(item: OutlineItem, number: Renumber) -> Chapter:
    destination = item.destination
    assert isinstance(destination, Array)  # WeasyPrint writes no other kind
    return Chapter(
        title=item.title,
        page=number(destination[0].objgen[0]),
        left=float(destination[2]),
        top=float(destination[3]),
        children=tuple(_chapter(child, number) for child in item.children),
    )


def outline_numbers(part: pikepdf.Pdf) -> Iterator[int]:
    """The objects of the outline of a part: they are written anew."""
    waiting = [part.Root.Outlines] if "/Outlines" in part.Root else []
    while waiting:
        item = waiting.pop()
        yield item.objgen[0]
        waiting.extend(item[name] for name in ("/First", "/Next") if name in item)


def write_outline(file: PdfFile, chapters: Sequence[Chapter]) -> int:
    """Write the outline, folded below its first level; the number of its object, 0 without chapters."""
    if not chapters:
        return 0
    root = file.reserve()
    first, last = _write_level(file, chapters, root)
    file.put(root, b"<< /Type /Outlines /First %d 0 R /Last %d 0 R /Count %d >>" % (first, last, len(chapters)))
    return root


def _write_level(file: PdfFile, chapters: Sequence[Chapter], parent: int) -> tuple[int, int]:
    numbers = [file.reserve() for _chapter in chapters]
    for place, (number, chapter) in enumerate(zip(numbers, chapters, strict=True)):
        title = (b"\xfe\xff" + chapter.title.encode("utf-16-be")).hex().encode()
        entries = [b"/Title <%s> /Parent %d 0 R" % (title, parent)]
        entries.append(b"/Dest [ %d 0 R /XYZ %.6g %.6g 0 ]" % (chapter.page, chapter.left, chapter.top))
        entries += [b"/Prev %d 0 R" % numbers[place - 1]] if place else []
        entries += [b"/Next %d 0 R" % numbers[place + 1]] if place + 1 < len(numbers) else []
        if chapter.children:
            below = _write_level(file, chapter.children, number)
            entries.append(b"/First %d 0 R /Last %d 0 R /Count -%d" % (*below, len(chapter.children)))
        file.put(number, b"<< %s >>" % b" ".join(entries))
    return numbers[0], numbers[-1]
