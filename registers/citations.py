"""How an article is cited in Dutch: ``17(3)(b)`` is written as ``17 lid 3 onder b``. Pure; the one place that knows.

Maps, rules and evidence keep the short form, which machines compare; Dutch texts and documents never show it.
"""

import re

from django.utils.translation import get_language

_SHORT = re.compile(
    r"(?<![\w.(%])(?P<article>[1-9]\d{0,2}(?:\.\d{1,2})?[a-z]?)"
    r"(?:\((?P<paragraph>[1-9]\d?)\)(?:[-–]\((?P<upto>[1-9]\d?)\))?)?"
    r"(?:\((?P<point>[a-z])\)(?:[-–]\((?P<last>[a-z])\))?)?"
    r"(?P<more>(?:(?:,| en| of) \((?:[1-9]\d?|[a-z])\))*)"
)
DEFINITIONS = "4"
"""Art. 4 AVG has no paragraphs: its points are numbered."""


def in_dutch(text: str) -> str:
    """The text with every citation in it written out; what is no citation stays as it is. Twice is once."""
    return _SHORT.sub(_written, text)


def cited(text: str) -> str:
    """The same where Dutch is the language that is active; in another one the short form is usual."""
    return in_dutch(text) if (get_language() or "").startswith("nl") else text


def ground_in_dutch(text: str) -> str:
    """A ground that begins with its article, as a document names it: ``art. 17 lid 3 onder b AVG (Awr)``.

    A ground in other words stays as it is.
    """
    found = _SHORT.match(text)
    if found is None:
        return in_dutch(text)
    rest = text[found.end() :]
    law = "" if rest.lstrip().startswith(("AVG", "UAVG", "Awb", "Tw")) else " AVG"
    return f"art. {in_dutch(found[0])}{law}{rest}"


def _written(found: re.Match[str]) -> str:
    article, paragraph, upto, point, last = found.group("article", "paragraph", "upto", "point", "last")
    if paragraph is None and point is None:
        return found[0]
    words = [article]
    if paragraph is not None and article == DEFINITIONS:
        words.append(f"onder {paragraph}")
    elif paragraph is not None:
        words.append(f"leden {paragraph} tot en met {upto}" if upto else f"lid {paragraph}")
    if point is not None:
        words.append(f"onder {point} tot en met {last}" if last else f"onder {point}")
    return " ".join(words) + found["more"].replace("(", "").replace(")", "")
