"""Record text made fit for print: nothing that crashes the renderer, spoofs the reader, or has no glyph.

What cannot be shown is written as its code point, ``[U+1F600]``, so that the reader sees that something stands there;
the machine-readable file beside the report holds the value itself.
"""

import re
import unicodedata
from functools import cache

from registers.documents.faces import covered

SOFT_BREAK_EVERY = 40
SOFT_BREAK = "\u200b"

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_LONG_WORD = re.compile(rf"\S{{{SOFT_BREAK_EVERY},}}")
_FORMAT_CATEGORIES = {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}


def clean(value: str) -> str:
    """The text to print: composed (NFC), line ends as ``\\n``, with a place to break in words of 40 signs or more."""
    text = _LINE_ENDS.sub("\n", unicodedata.normalize("NFC", value))
    if not text.isascii() or not text.isprintable():
        text = "".join(map(_shown, text))
    return _LONG_WORD.sub(_with_breaks, text)


@cache
def _shown(sign: str) -> str:
    """One sign as it can be printed; a table of every sign ever seen, which is at most all of Unicode."""
    if sign == "\n":
        return sign
    if sign in {"\t", "\xa0"}:
        return " "
    if sign == "\xad":
        return ""
    code = ord(sign)
    if unicodedata.category(sign) in _FORMAT_CATEGORIES or code not in covered():
        return f"[U+{code:04X}]"
    return sign


def _with_breaks(match: re.Match[str]) -> str:
    word = match.group()
    return SOFT_BREAK.join(word[start : start + SOFT_BREAK_EVERY] for start in range(0, len(word), SOFT_BREAK_EVERY))
