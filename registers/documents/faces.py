"""The three font files that every document is set in, and the characters that all of them can show."""

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "fonts"
FACES = {
    "regular": FOLDER / "SourceSans3-Regular.ttf",
    "bold": FOLDER / "SourceSans3-Bold.ttf",
    "italic": FOLDER / "SourceSans3-It.ttf",
}


@cache
def covered() -> frozenset[int]:
    """The code points that have a glyph in each of the files; anything else would need a font nobody chose."""
    from fontTools.ttLib import TTFont

    sets = []
    for path in FACES.values():
        with TTFont(path, lazy=True) as font:
            sets.append(frozenset(font.getBestCmap()))
    return frozenset.intersection(*sets)
