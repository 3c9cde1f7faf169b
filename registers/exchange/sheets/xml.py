"""XML of a strange file, element by element, with memory that does not grow. No entities, no DTD (defusedxml)."""

import io
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _

from registers.exchange.errors import FileDamaged


def local(name: str) -> str:
    """A name without its namespace: the strict and the usual dialect of a format differ only there."""
    return name.rpartition("}")[2]


def attribute(element: Element, name: str, default: str = "") -> str:
    """An attribute by its local name."""
    if name in element.attrib:
        return element.attrib[name]
    return next((value for key, value in element.attrib.items() if local(key) == name), default)


def elements(content: bytes, filename: str, *wanted: str, starts: frozenset[str] = frozenset()) -> Iterator[Element]:
    """Every element of these local names when it is complete; afterwards it is forgotten. Raises FileDamaged.

    Those of ``starts`` come when they begin, with their attributes and nothing inside yet.
    """
    try:
        yield from _walk(content, frozenset(wanted), starts)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        told = _("the spreadsheet inside is damaged, or made in a way that is not safe to read; save it anew")
        raise FileDamaged(filename, told) from None


def _walk(content: bytes, wanted: frozenset[str], starts: frozenset[str]) -> Iterator[Element]:
    open_elements: list[Element] = []
    inside = 0
    for event, element in iterparse(io.BytesIO(content), events=("start", "end"), forbid_dtd=True):
        name = local(element.tag)
        if event == "start":
            open_elements.append(element)
            inside += name in wanted
        else:
            open_elements.pop()
        if name in (starts if event == "start" else wanted):
            yield element
        if event == "end":
            inside -= name in wanted
        if event == "end" and not inside:
            _forget(element, open_elements)


def _forget(element: Element, outer: list[Element]) -> None:
    element.clear()
    if outer:
        outer[-1].remove(element)


def whole_number(text: str, default: int = 0) -> int:
    """A whole number of an attribute; ``default`` for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else default
