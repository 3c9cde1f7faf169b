"""What makes tagged writing fast: a remembered tuple of page references, and no garbage collection meanwhile.

pydyf 0.13 builds the tuple of all pages again for every tagged element, which makes writing quadratic. The patch is
applied to that version only; with another version documents are the same, and slower.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

import pydyf

PATCHED_VERSIONS = ("0.13.",)


def _page_references(pdf: pydyf.PDF) -> tuple[bytes, ...]:
    kids = pdf.pages["Kids"]
    known: tuple[bytes, ...] = pdf.__dict__.get("_known_references", ())
    if len(known) * 3 != len(kids):
        known = tuple(f"{number} 0 R".encode() for number in kids[::3])
        pdf._known_references = known
    return known


def remember_page_references() -> bool:
    """Patch pydyf when its version is a known one; whether it was."""
    if not f"{pydyf.__version__}.".startswith(PATCHED_VERSIONS):
        return False
    pydyf.PDF.page_references = property(_page_references)
    return True


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """Switch the cyclic collector off for the block: a render makes millions of objects that all live till its end."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
