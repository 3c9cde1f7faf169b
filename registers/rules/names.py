"""Names of organisations as people write them: "Firma A B.V." and "firma a" are one."""

import re
import unicodedata
from collections.abc import Collection, Mapping

LEADING = frozenset({"stichting", "vereniging", "cooperatie", "de", "het", "the"})
TRAILING = frozenset(
    {
        *(
            "bv",
            "nv",
            "vof",
            "cv",
            "ua",
            "bvba",
            "srl",
            "sarl",
            "sa",
            "gmbh",
            "ag",
            "kg",
            "ltd",
            "limited",
            "llc",
            "inc",
        ),
        *("incorporated", "corp", "corporation", "plc", "co", "ab", "oy", "as", "aps", "spa", "stichting"),
    }
)
LONGEST = 8
"""Names of more words than this are only recognised as a whole, not inside a text."""


def folded(text: str) -> str:
    """Lower case, without accents, one space between words."""
    if not text.isascii():
        text = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return " ".join(text.casefold().split())


def words_of(text: str) -> list[str]:
    """The words of a text; dots inside an abbreviation join: B.V. is bv."""
    joined = re.sub(r"\b(\w)\.\s?(?=\w\b)", r"\1", folded(text))
    return re.findall(r"\w+", joined)


def normalised(name: str) -> str:
    """The name of an organisation without its legal form; '' when nothing is left to compare."""
    words = words_of(name)
    while len(words) > 1 and words[-1] in TRAILING:
        words.pop()
    while len(words) > 1 and words[0] in LEADING:
        words.pop(0)
    return " ".join(words)


def named_in(text: str, known: Mapping[str, str] | Collection[str]) -> str:
    """The first normalised name of ``known`` that stands in a text as whole words; '' when none does."""
    words = words_of(text)
    for start in range(len(words)):
        for length in range(min(LONGEST, len(words) - start), 0, -1):
            candidate = " ".join(words[start : start + length])
            if len(candidate) > 2 and candidate in known:
                return candidate
    return ""
