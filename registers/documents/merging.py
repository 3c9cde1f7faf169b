"""Parts of a long document into one PDF that keeps its tags: one structure tree, one outline, one count of pages.

The parts are read one after the other and written out at once, so that memory grows neither with the text nor with the
structure of the document. A part keeps the numbers of its objects, moved up by those before it.
"""

import tempfile
from collections.abc import Iterable, Sequence
from datetime import UTC
from pathlib import Path

import pikepdf
from pikepdf import Array, AttachedFileSpec, Dictionary, Name

from registers.documents.chapters import Chapter, chapters_of, outline_numbers, write_outline
from registers.documents.contents import SCHEME
from registers.documents.numbering import FONT_NAME, PageNumbers
from registers.documents.pdffile import PdfFile
from registers.documents.rendering import Attachment
from registers.documents.renumbering import Place, measured, stands_for


def merge(*, parts: Sequence[Path], target: Path, attachments: Sequence[Attachment] = (), page_of: str = "") -> int:
    """Write the merged document to ``target``; how many pages it has.

    ``page_of`` is the text of the page numbers, such as "Pagina {page} van {pages}"; '' leaves them out. Metadata
    come from the first part. Equal parts give equal bytes.
    """
    numbers = PageNumbers(page_of) if page_of else None
    with tempfile.TemporaryDirectory(prefix="waarborg-merge-", dir=parts[0].parent) as folder:
        first = Path(folder) / "first.pdf"
        _prepare(parts[0], first, attachments, numbers)
        with target.open("wb") as file:
            return _Merger(PdfFile(file), [first, *parts[1:]], numbers).merge()


def _prepare(source: Path, target: Path, attachments: Sequence[Attachment], numbers: PageNumbers | None) -> None:
    """The first part with what belongs to the whole: the attached files, and the font of the page numbers."""
    with pikepdf.open(source) as part:
        _attach(part, attachments)
        if numbers:
            part.pages[0].obj.Resources.Font[FONT_NAME] = numbers.font(part)
        part.save(target, deterministic_id=True)


def _attach(merged: pikepdf.Pdf, attachments: Sequence[Attachment]) -> None:
    listed = Array()
    for attachment in attachments:
        moment = attachment.modified.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ")
        specification = AttachedFileSpec(
            merged,
            attachment.content,
            description=attachment.description,
            filename=attachment.name,
            mime_type=attachment.media_type,
            creation_date=moment,
            mod_date=moment,
            relationship=Name(f"/{attachment.relationship}"),  # type: ignore[call-arg]  # newer than its hints
        )
        merged.attachments[attachment.name] = specification
        listed.append(merged.attachments[attachment.name].obj)
    if attachments:
        merged.Root.AF = listed


class _Merger:
    """Takes the parts in order. What joins them (catalogue, pages, structure, outline) is written at the end."""

    def __init__(self, file: PdfFile, paths: Sequence[Path], numbers: PageNumbers | None) -> None:
        self._file = file
        self._catalog, self._pages, self._root, self._document, self._tree = (file.reserve() for _ in range(5))
        joined = (self._catalog, self._pages, self._root, self._document)
        self._places: list[Place] = []
        for path in paths:
            self._places.append(measured(path, file, joined, after=self._places[-1] if self._places else None))
        self._page_objects = [place.number(page) for place in self._places for page in place.pages]
        self._numbers = numbers
        self._font = self._info = 0
        self._entries = b""
        self._top: list[int] = []
        self._leaves: list[int] = []
        self._chapters: list[Chapter] = []

    def merge(self) -> int:
        """Write everything; how many pages."""
        for place in self._places:
            with pikepdf.open(place.path) as part:
                if not self._info:
                    self._begin(part, place)
                self._take(part, place)
        self._write_catalog()
        self._write_structure()
        self._file.close(root=self._catalog, info=self._info)
        return len(self._page_objects)

    def _begin(self, part: pikepdf.Pdf, place: Place) -> None:
        """What the whole takes from its first part: entries of the catalogue, dates, the font of the numbers."""
        self._info = place.number(part.trailer.Info.objgen[0])
        catalog = Dictionary(dict(part.Root.items()))
        if "/Outlines" in catalog:
            del catalog["/Outlines"]
        self._entries = place.inside(catalog.unparse())
        if self._numbers:
            self._font = place.number(part.pages[0].obj.Resources.Font[FONT_NAME].objgen[0])

    def _take(self, part: pikepdf.Pdf, place: Place) -> None:
        """Write the objects of a part, and remember what has to be joined."""
        root = part.Root.StructTreeRoot
        self._top += [place.number(element.objgen[0]) for element in root.K[0].K]
        self._chapters += chapters_of(part, place.number)
        joined = {*place.joined, *outline_numbers(part), root.ParentTree.objgen[0]}
        if place is not self._places[0]:
            joined |= _of_the_catalogue(part)
        self._move_pages(part, place)
        self._write_leaf(root.ParentTree.Nums, place)
        for item in part.objects:
            number = item.objgen[0] if isinstance(item, pikepdf.Object) else 0
            if number and number not in joined:
                self._write(item, place)

    def _move_pages(self, part: pikepdf.Pdf, place: Place) -> None:
        """Give pages and links their keys in the one structure tree, and pages their number."""
        for index, page in enumerate(part.pages):
            page.obj.StructParents = int(page.obj.StructParents) + place.first_key
            for annotation in page.obj.get("/Annots", Array()):
                annotation.StructParent = int(annotation.StructParent) + place.first_key
                self._turn_link(annotation)
            if self._numbers:
                self._draw_number(self._numbers, page, place.first_page + index)

    def _turn_link(self, annotation: pikepdf.Object) -> None:
        """A link to the number of a page becomes one to that page."""
        address = str(annotation.A.get("/URI", "")) if "/A" in annotation else ""
        if address.startswith(SCHEME):
            page = self._page_objects[int(address.removeprefix(SCHEME)) - 1]
            annotation.Dest = Array([stands_for(page), Name.Fit])
            del annotation["/A"]

    def _draw_number(self, numbers: PageNumbers, page: pikepdf.Page, index: int) -> None:
        drawing = numbers.drawing(index + 1, len(self._page_objects), float(page.MediaBox[3]))
        stream = self._file.reserve()
        self._file.put_stream(stream, b"", drawing)
        page.Resources.Font[FONT_NAME] = stands_for(self._font)
        page.obj.Contents = Array([page.obj.Contents, stands_for(stream)])

    def _write(self, item: pikepdf.Object, place: Place) -> None:
        number = place.number(item.objgen[0])
        if isinstance(item, pikepdf.Stream):
            entries = Dictionary(dict(item.stream_dict.items()))
            del entries["/Length"]
            self._file.put_stream(number, place.inside(entries.unparse()), item.read_raw_bytes())
        else:
            self._file.put(number, place.renumbered(item.unparse(resolved=True)))

    def _write_leaf(self, numbers: pikepdf.Object, place: Place) -> None:
        """The part's share of the parent tree becomes a leaf of the whole one."""
        moved = Array(list(numbers))
        for index in range(0, len(moved), 2):
            moved[index] = int(moved[index]) + place.first_key
        limits = int(moved[0]), int(moved[len(moved) - 2])
        leaf = self._file.reserve()
        self._file.put(leaf, b"<< /Limits [ %d %d ] /Nums %s >>" % (*limits, place.renumbered(moved.unparse())))
        self._leaves.append(leaf)

    def _write_catalog(self) -> None:
        pages = b"<< /Type /Pages /Count %d /Kids [ %s ] >>"
        self._file.put(self._pages, pages % (len(self._page_objects), _references(self._page_objects)))
        outline = write_outline(self._file, self._chapters)
        entry = b"/Outlines %d 0 R" % outline if outline else b""
        self._file.put(self._catalog, b"<< %s %s >>" % (self._entries, entry))

    def _write_structure(self) -> None:
        root = b"<< /Type /StructTreeRoot /K [ %d 0 R ] /ParentTree %d 0 R >>"
        document = b"<< /Type /StructElem /S /Document /P %d 0 R /K [ %s ] >>"
        self._file.put(self._root, root % (self._document, self._tree))
        self._file.put(self._document, document % (self._root, _references(self._top)))
        self._file.put(self._tree, b"<< /Kids [ %s ] >>" % _references(self._leaves))


def _references(numbers: Iterable[int]) -> bytes:
    return b" ".join(b"%d 0 R" % number for number in numbers)


def _of_the_catalogue(part: pikepdf.Pdf) -> set[int]:
    """What only the catalogue of a part refers to: the whole has it from its first part."""
    intents = list(part.Root.OutputIntents)
    found = [part.trailer.Info, part.Root.Metadata, *intents, *(intent.DestOutputProfile for intent in intents)]
    return {item.objgen[0] for item in found}
