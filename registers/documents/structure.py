"""Findings in the structure tree of a document: what a reader with a screen reader would stumble over."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pikepdf

HEADINGS = {"/H1": 1, "/H2": 2, "/H3": 3, "/H4": 4}
ALLOWED_CHILDREN = {
    "/Table": {"/TR", "/THead", "/TBody", "/TFoot", "/Caption"},
    "/TR": {"/TH", "/TD"},
    "/THead": {"/TR"},
    "/TBody": {"/TR"},
    "/L": {"/LI", "/L", "/Caption"},
    "/LI": {"/Lbl", "/LBody"},
}


def findings(document: pikepdf.Pdf) -> list[str]:
    """What is wrong with the tree of an open document; [] is well."""
    root = document.Root.get("/StructTreeRoot")
    if root is None:
        return ["no structure tree"]
    tops = _kids(root)
    if [str(top.get("/S")) for top in tops] != ["/Document"]:
        return ["the structure tree does not have one Document"]
    elements = list(_walk(tops[0]))
    return [
        *_headings(elements),
        *_figures(elements),
        *_tables(elements),
        *_children(elements),
        *_parents(document, root, elements),
    ]


def _kids(element: pikepdf.Object) -> list[pikepdf.Dictionary]:
    """The child elements; content references and object references left out."""
    kids = element.get("/K")
    each = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    return [kid for kid in each if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def _walk(top: pikepdf.Dictionary) -> Iterator[pikepdf.Dictionary]:
    waiting = [top]
    while waiting:
        element = waiting.pop()
        yield element
        waiting.extend(reversed(_kids(element)))


def _headings(elements: list[pikepdf.Dictionary]) -> Iterator[str]:
    levels = [HEADINGS[str(element.S)] for element in elements if str(element.S) in HEADINGS]
    if levels.count(1) != 1 or levels[0] != 1:
        yield "the document does not begin with its one H1"
    if any(later > earlier + 1 for earlier, later in pairwise(levels)):
        yield "a level of headings is skipped"


def _figures(elements: list[pikepdf.Dictionary]) -> Iterator[str]:
    if any(not str(element.get("/Alt", "")) for element in elements if element.S == "/Figure"):
        yield "a figure has no alternative text"


def _tables(elements: list[pikepdf.Dictionary]) -> Iterator[str]:
    for table in (element for element in elements if element.S == "/Table"):
        rows = [row for row in _walk(table) if row.S == "/TR"]
        if len({sum(_span(cell) for cell in _kids(row)) for row in rows}) > 1:
            yield "the rows of a table are not equally wide"
        cells = [cell for row in rows for cell in _kids(row)]
        ids = Counter(str(cell.ID) for cell in cells if "/ID" in cell)
        if not ids:
            yield "a table has no header cells"
        if any(str(header) not in ids for cell in cells for header in _attribute(cell, "/Headers", [])):
            yield "a cell names a header that is not in its table"
    every = Counter(str(element.ID) for element in elements if "/ID" in element)
    if any(count > 1 for count in every.values()):
        yield "an element's ID is used twice"


def _span(cell: pikepdf.Dictionary) -> int:
    return int(_attribute(cell, "/ColSpan", 1))


def _attribute(cell: pikepdf.Dictionary, name: str, default: Any) -> Any:
    return cell.A.get(name, default) if "/A" in cell else default


def _children(elements: list[pikepdf.Dictionary]) -> Iterator[str]:
    for element in elements:
        allowed = ALLOWED_CHILDREN.get(str(element.S))
        wrong = {str(kid.S) for kid in _kids(element)} - allowed if allowed else set()
        yield from (f"{kid[1:]} stands directly in {str(element.S)[1:]}" for kid in sorted(wrong))


def _parents(document: pikepdf.Pdf, root: pikepdf.Object, elements: list[pikepdf.Dictionary]) -> Iterator[str]:
    """Every page and tagged annotation finds its elements through the parent tree, and every parent is right."""
    known = {element.objgen for element in elements}
    tree = pikepdf.NumberTree(root.ParentTree)
    for number, page in enumerate(document.pages, start=1):
        key = page.obj.get("/StructParents")
        if key is None or int(key) not in tree:
            yield f"page {number} is not in the parent tree"
            continue
        if any(item.objgen not in known for item in tree[int(key)] if item is not None):
            yield f"page {number}: the parent tree names an element outside the structure"
    for element in elements:
        if any(kid.P.objgen != element.objgen for kid in _kids(element)):
            yield "an element names another parent than the one it stands in"
