"""Work over many records without Python's search for cycles among them."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager

# At its end Python searches for cycles among all that is left: a good part of a second, and all of it goes anyway.
atexit.register(gc.freeze)


@contextmanager
def no_collection() -> Iterator[None]:
    """No search for cycles among the records: there are none, and it would take as long as the work itself.

    What was made counts as old afterwards, so that the next search for young cycles does not go through it.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.unfreeze()
            gc.enable()
