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
    """No search for cycles among the records: there are none, and it would take as long as the work itself."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def set_aside() -> Iterator[None]:
    """Keep all records that there are so far out of searches for cycles among those to come."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
