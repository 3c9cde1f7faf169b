"""Where the sheets of a long document begin, and links to them: a table of contents over parts that were made apart.

A part knows nothing of the others. So the contents link to ``waarborg-page:N``, and when all parts are one document
those links are turned to the page itself.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pikepdf
from pikepdf import Array

SCHEME = "waarborg-page:"


def beginnings(parts: Sequence[Path]) -> list[int]:
    """The pages, counted from 0, on which the chapters (bookmarks of the first level) of these parts begin."""
    found: list[int] = []
    before = 0
    for path in parts:
        with pikepdf.open(path) as part:
            found.extend(before + place for place in _chapters(part))
            before += len(part.pages)
    return found


def pages_in(path: Path) -> int:
    """How many pages a part has."""
    with pikepdf.open(path) as part:
        return len(part.pages)


def _chapters(part: pikepdf.Pdf) -> Iterator[int]:
    places = {page.obj.objgen: number for number, page in enumerate(part.pages)}
    with part.open_outline() as outline:
        for item in outline.root:
            assert isinstance(item.destination, Array)  # WeasyPrint writes no other kind
            yield places[item.destination[0].objgen]
