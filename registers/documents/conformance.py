"""Findings against PDF/A-3a and PDF/UA-1 that can be made without a validator: what this product could get wrong.

``quick`` looks at the catalogue and costs a few milliseconds, for every document that is issued. ``thorough`` also
reads fonts, images, page content and the whole structure tree, for the tests.
"""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Name

from registers.documents import structure

XMP_CLAIMS = (
    b'pdfaid:part="3"',
    b'pdfaid:conformance="A"',
    b"<pdfuaid:part>1</pdfuaid:part>",
    b"pdfaExtension:schemas",
)
RELATIONSHIPS = {"/Source", "/Data", "/Supplement", "/Alternative", "/Unspecified"}
FONT_FILES = {"/FontFile", "/FontFile2", "/FontFile3"}
PRINT_FLAG, HIDING_FLAGS = 4, 1 | 2 | 32 | 256


def quick(pdf: bytes) -> list[str]:
    """What is wrong with the catalogue, the metadata and the attachments; [] is well."""
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            return list(_catalogue(document)) + list(_attachments(document))
    except pikepdf.PdfError:
        return ["the file cannot be read"]


def thorough(pdf: bytes) -> list[str]:
    """Everything that ``quick`` sees, and what is wrong with fonts, images, text and structure; [] is well."""
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            found = [*_catalogue(document), *_attachments(document), *_objects(document), *_pages(document)]
            found += [f"qpdf: {problem}" for problem in document.check_pdf_syntax()]
            return found + structure.findings(document)
    except pikepdf.PdfError:
        return ["the file cannot be read"]


def _catalogue(document: pikepdf.Pdf) -> Iterator[str]:
    root = document.Root
    xmp = root.Metadata.read_bytes() if "/Metadata" in root else b""
    checks = {
        "not marked as tagged": "/MarkInfo" in root and bool(root.MarkInfo.get("/Marked", False)),
        "no language": bool(str(root.get("/Lang", ""))),
        "no structure tree": "/StructTreeRoot" in root,
        "the title is not shown": "/ViewerPreferences" in root
        and bool(root.ViewerPreferences.get("/DisplayDocTitle", False)),
        "no output intent": len(root.get("/OutputIntents", [])) == 1,
        "no title": bool(str(document.docinfo.get("/Title", ""))) and b"dc:title" in xmp,
        "no file identifier": "/ID" in document.trailer,
        "encrypted": not document.is_encrypted,
        "has JavaScript or actions": not ({"/OpenAction", "/AA"} & set(root.keys())),
    }
    yield from (finding for finding, well in checks.items() if not well)
    yield from (f"the XMP lacks {claim.decode()}" for claim in XMP_CLAIMS if claim not in xmp)
    if xmp.count(b"<rdf:RDF") != 1:
        yield "the XMP has more than one rdf:RDF"


def _attachments(document: pikepdf.Pdf) -> Iterator[str]:
    listed = list(document.Root.get("/AF", []))
    if len({item.objgen for item in listed}) != len(listed):
        yield "a file is listed twice in AF"
    if len(listed) != len(document.attachments):
        yield "AF and the embedded files differ"
    for item in listed:
        stream = item.EF.F
        if str(item.get("/AFRelationship", "")) not in RELATIONSHIPS:
            yield "an attached file has no relationship"
        if not {"/F", "/UF", "/Desc"} <= set(item.keys()):
            yield "an attached file has no name or description"
        if "/Subtype" not in stream or "/ModDate" not in stream.get("/Params", {}):
            yield "an attached file has no media type or date"


def _objects(document: pikepdf.Pdf) -> Iterator[str]:
    for item in document.objects:
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == Name.Image:
            yield from _image(item)
        elif isinstance(item, pikepdf.Dictionary) and item.get("/Type") == Name.Font:
            yield from _font(item)


def _image(image: pikepdf.Stream) -> Iterator[str]:
    if image.get("/Interpolate", False):
        yield "an image asks for interpolation"
    if image.get("/ColorSpace") == Name.DeviceCMYK:
        yield "an image is in CMYK"


def _font(font: pikepdf.Dictionary) -> Iterator[str]:
    subtype = str(font.get("/Subtype"))
    if subtype == "/Type0" and "/ToUnicode" not in font:
        yield "a font cannot be turned into text"
    if subtype.startswith("/CIDFont") and not FONT_FILES & set(font.FontDescriptor.keys()):
        yield "a font is not embedded"
    if subtype in {"/Type1", "/TrueType", "/Type3"}:
        yield "a font is of a simple kind, which this product never makes"


def _pages(document: pikepdf.Pdf) -> Iterator[str]:
    for number, page in enumerate(document.pages, start=1):
        if page.obj.get("/Tabs") != Name.S:
            yield f"page {number}: the order of tabbing is not the structure"
        for annotation in page.obj.get("/Annots", []):
            yield from (f"page {number}: {finding}" for finding in _annotation(annotation))
        yield from (f"page {number}: {finding}" for finding in _content(page))
        if "/ExtGState" in page.Resources and any(map(_is_transparent, page.Resources.ExtGState.values())):
            yield f"page {number}: something is transparent"


def _is_transparent(state: pikepdf.Object) -> bool:
    return float(state.get("/ca", 1)) < 1 or float(state.get("/CA", 1)) < 1


def _annotation(annotation: pikepdf.Object) -> Iterator[str]:
    flags = int(annotation.get("/F", 0))
    if not flags & PRINT_FLAG or flags & HIDING_FLAGS:
        yield "an annotation is not printed"
    if annotation.get("/Subtype") == Name.Link and not {"/Contents", "/StructParent"} <= set(annotation.keys()):
        yield "a link has no description or is not tagged"


def _content(page: pikepdf.Page) -> Iterator[str]:
    """Glyph 0 shown, colours of CMYK, and marks that stand outside both structure and artifacts."""
    depth = 0
    for instruction in pikepdf.parse_content_stream(page):
        name, operands = str(instruction.operator), instruction.operands
        if name in {"BDC", "BMC"}:
            depth += 1
        elif name == "EMC":
            depth -= 1
        elif name in {"k", "K"}:
            yield "a colour is in CMYK"
        elif name in {"Tj", "TJ", "'", '"', "Do", "f", "S", "B", "f*"} and depth == 0:
            yield f"{name} stands outside the structure"
        if name in {"Tj", "TJ"} and _shows_glyph_zero(operands):
            yield "a sign has no glyph"


def _shows_glyph_zero(operands: Any) -> bool:
    items = operands[0] if isinstance(operands[0], pikepdf.Array) else operands
    return any(_has_zero_pair(bytes(item)) for item in items if isinstance(item, pikepdf.String))


def _has_zero_pair(text: bytes) -> bool:
    return any(text[place : place + 2] == b"\0\0" for place in range(0, len(text), 2))
