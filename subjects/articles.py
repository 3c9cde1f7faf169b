"""How an article of the law is written as a ground: 12(5), 17(3)(e), 41(1)(i) UAVG. Pure."""

import re

from registers.citations import ground_in_dutch
from subjects.errors import ArticleInvalid

LONGEST = 40
_WRITTEN_OUT = ((r" lid ([0-9])", r"(\1)"), (r" onder ([a-z])\b", r"(\1)"))
_SHAPE = re.compile(
    r"(?:art\.? )?(?P<place>[0-9]{1,2}(?:\([0-9]\))?(?:\([a-z]\))?)(?: (?P<law>AVG|UAVG))?", re.IGNORECASE
)


def article_of(text: str) -> str:
    """The article in one spelling: `17(3)(e)` of the AVG, `41(1)(i) UAVG`; also from `17 lid 3 onder e`.

    Raises ArticleInvalid for another shape.
    """
    short = " ".join(text.split()) if len(text) <= LONGEST else ""
    for written, code in _WRITTEN_OUT:
        short = re.sub(written, code, short, flags=re.IGNORECASE)
    found = _SHAPE.fullmatch(short)
    if found is None:
        raise ArticleInvalid()
    place = found["place"].lower()
    return f"{place} UAVG" if (found["law"] or "").upper() == "UAVG" else place


def article_words(article: str) -> str:
    """The article as a letter names it, with its law: `art. 17 lid 3 onder e AVG`."""
    return ground_in_dutch(article)
