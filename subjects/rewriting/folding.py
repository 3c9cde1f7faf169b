"""Text without case and diacritics that still knows where each sign came from, so that a find is cut exactly."""

import unicodedata
from dataclasses import dataclass

_APART = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ĳ": "ij"}
_DASHES = dict.fromkeys("‐‑‒–—−", "-") | dict.fromkeys("’ʼ`´", "'") | dict.fromkeys("\u00a0\u2007\u202f\t", " ")


@dataclass(frozen=True, kw_only=True)
class Folded:
    """``text`` folded; ``places[i]`` is where sign i began in the original, with the original's length at the end."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that holds folded[start:end], combining marks included."""
        return self.places[start], self.places[end]


def folded(text: str) -> Folded:
    """Fold a text for searching."""
    if text.isascii():
        return Folded(text=text.lower().replace("`", "'").replace("\t", " "), places=tuple(range(len(text) + 1)))
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        for part in fold_sign(sign):
            signs.append(part)
            places.append(place)
    return Folded(text="".join(signs), places=(*places, len(text)))


def fold_sign(sign: str) -> str:
    """One sign folded; nothing for a combining mark."""
    low = sign.lower()
    whole = "".join(_DASHES.get(part, _APART.get(part, part)) for part in low)
    plain = unicodedata.normalize("NFKD", whole) if not whole.isascii() else whole
    return "".join(part for part in plain.lower() if not unicodedata.combining(part))


def fold(text: str) -> str:
    """The folded text alone."""
    return folded(text).text
