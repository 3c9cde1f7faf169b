"""Page numbers for a document whose length is only known at the end: an artifact on each page, in our own font."""

import io
from typing import Any

import pikepdf
from fontTools import subset
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name

from registers.documents.faces import FACES

SIZE = 9
RIGHT, BASELINE = 538.58, 49.6  # points from the left and from the bottom of an A4 page
FONT_NAME = Name("/WaarborgNumbers")
LAYOUT = frozenset({"GDEF", "GPOS", "GSUB"})
"""Tables that numbers need nothing of, and that take longer to read than a short document to number."""


class PageNumbers:
    """Draws ``text``, with ``{page}`` and ``{pages}`` in it, on pages of A4; they are no part of the structure."""

    def __init__(self, text: str) -> None:
        self._text = text
        options = subset.Options(layout_features=[], hinting=False, notdef_outline=True)
        subsetter = subset.Subsetter(options)
        signs = sorted(set(text + "0123456789"))
        with TTFont(FACES["regular"], recalcTimestamp=False) as font:
            for table in LAYOUT.intersection(font.keys()):
                del font[table]
            subsetter.populate(text="".join(signs))
            subsetter.subset(font)
            target = io.BytesIO()
            font.save(target)
            scale = 1000 / font["head"].unitsPerEm
            cmap = font.getBestCmap()
            self._glyphs = {
                sign: (font.getGlyphID(cmap[ord(sign)]), font["hmtx"][cmap[ord(sign)]][0] * scale)
                for sign in signs
                if ord(sign) in cmap
            }
            self._measures = _measures(font, scale)
        self._content = target.getvalue()

    def font(self, document: pikepdf.Pdf) -> pikepdf.Object:
        """The font, embedded in a document."""
        return _composite(document, _descriptor(document, self._content, self._measures), self._glyphs)

    def drawing(self, page: int, pages: int, height: float) -> bytes:
        """What a page has to draw, right under the text. WeasyPrint leaves the page upside down: it is turned back."""
        text = self._text.format(page=page, pages=pages)
        codes = "".join(f"{self._glyphs[sign][0]:04x}" for sign in text)
        left = RIGHT - sum(self._glyphs[sign][1] for sign in text) * SIZE / 1000
        return (
            f"/Artifact <</Type /Pagination>> BDC q 1 0 0 -1 0 {height:g} cm 0.267 0.267 0.267 rg "
            f"BT {FONT_NAME} {SIZE} Tf {left:.2f} {BASELINE} Td <{codes}> Tj ET Q EMC"
        ).encode()


def _measures(font: TTFont, scale: float) -> dict[str, Any]:
    head, lines = font["head"], font["hhea"]
    return {
        "FontBBox": Array([round(value * scale) for value in (head.xMin, head.yMin, head.xMax, head.yMax)]),
        "Ascent": round(lines.ascent * scale),
        "Descent": round(lines.descent * scale),
    }


def _descriptor(document: pikepdf.Pdf, content: bytes, measures: dict[str, Any]) -> pikepdf.Object:
    return document.make_indirect(
        Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name("/WBGNUM+SourceSans3"),
            Flags=4,
            ItalicAngle=0,
            CapHeight=660,
            StemV=80,
            FontFile2=document.make_stream(content, Length1=len(content)),
            **measures,
        )
    )


def _composite(
    document: pikepdf.Pdf, descriptor: pikepdf.Object, glyphs: dict[str, tuple[int, float]]
) -> pikepdf.Object:
    widths = Array([])
    for glyph, width in sorted(glyphs.values()):
        widths.append(glyph)
        widths.append(Array([round(width, 3)]))
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name("/WBGNUM+SourceSans3"),
        CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        FontDescriptor=descriptor,
        W=widths,
        CIDToGIDMap=Name.Identity,
    )
    return document.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name("/WBGNUM+SourceSans3"),
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([document.make_indirect(descendant)]),
            ToUnicode=document.make_stream(_to_unicode(glyphs)),
        )
    )


def _to_unicode(glyphs: dict[str, tuple[int, float]]) -> bytes:
    lines = "\n".join(f"<{glyph:04x}> <{ord(sign):04x}>" for sign, (glyph, _width) in glyphs.items())
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
        f"{len(glyphs)} beginbfchar\n{lines}\nendbfchar\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode()
