"""Many rows that pass at once: without Python searching them, and all else that lives, for circles."""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_inside = 0


@contextmanager
def uncollected() -> Iterator[None]:
    """For the block no search for reference cycles: rows make none, and took as long to be searched as to be made.

    Whatever is in no cycle is freed at once, as always. Blocks of several threads may overlap; the last one out lets
    Python search again.
    """
    global _inside  # noqa: PLW0603  # one process, one collector
    with _lock:
        _inside += 1
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            _inside -= 1
            if not _inside:
                gc.enable()
