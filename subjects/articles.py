"""How an article of the law is written as a ground: 12(5), 17(3)(e), 41(1)(i) UAVG. Pure."""

import re

from subjects.errors import ArticleInvalid

LONGEST = 20
_SHAPE = re.compile(
    r"(?:art\.? )?(?P<place>[0-9]{1,2}(?:\([0-9]\))?(?:\([a-z]\))?)(?: (?P<law>AVG|UAVG))?", re.IGNORECASE
)


def article_of(text: str) -> str:
    """The article in one spelling: `17(3)(e)` of the AVG, `41(1)(i) UAVG`. Raises ArticleInvalid for another shape."""
    found = _SHAPE.fullmatch(" ".join(text.split())) if len(text) <= LONGEST else None
    if found is None:
        raise ArticleInvalid()
    place = found["place"].lower()
    return f"{place} UAVG" if (found["law"] or "").upper() == "UAVG" else place


def article_words(article: str) -> str:
    """The article as a letter names it, with its law."""
    return f"art. {article}" if article.endswith("UAVG") else f"art. {article} AVG"
