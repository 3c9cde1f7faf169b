"""Whether the system libraries are there that documents need; asked by the system checks, without making a document.

Loading WeasyPrint to ask takes a third of a second, and the checks run with every command. So the libraries are looked
for by their names on Linux; only where one is not found, WeasyPrint itself is asked, which knows more names.
"""

from ctypes import CDLL
from importlib.util import find_spec

NEEDED = ("gobject-2.0.so.0", "pango-1.0.so.0", "harfbuzz.so.0", "fontconfig.so.1", "pangoft2-1.0.so.0")
SUBSETS = "harfbuzz-subset.so.0"


def can_render() -> bool:
    """Whether Pango and its friends can be loaded."""
    if find_spec("weasyprint") is not None and all(map(_loads, NEEDED)):
        return True
    try:
        import weasyprint.text.ffi  # noqa: F401  (loading it is the question)
    except (OSError, ImportError):
        return False
    return True


def can_subset() -> bool:
    """Whether harfbuzz-subset is there: fonts are then cut fast, and the same way every time."""
    if _loads(SUBSETS):
        return True
    from weasyprint.text import ffi

    return ffi.harfbuzz_subset is not None


def _loads(name: str) -> bool:
    try:
        CDLL(f"lib{name}")
    except OSError:
        return False
    return True
