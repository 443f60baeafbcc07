"""Where an index is made before it takes its place."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from kg.errors import OutputError


@contextlib.contextmanager
def working_folder(out: Path) -> Iterator[Path]:
    """A hidden folder beside an index that is being made; it stays when the block ends with an error, to go on from.

    Raises:
        OutputError: it cannot be written to, or another process makes the same index.
    """
    folder = out.with_name(f".{out.name}.work")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY)
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise OutputError(f"{out}: another process is making it") from error
            yield folder
            shutil.rmtree(folder, ignore_errors=True)
        finally:
            os.close(handle)
            with contextlib.suppress(OSError):
                folder.rmdir()  # where nothing was done that could be gone on with
    except OSError as error:
        raise OutputError(f"{out}: cannot be written: {error.strerror or error}") from error


def put_in_place(part: Path, out: Path) -> None:
    """Let a whole file take the place of another, in one step."""
    handle = os.open(part, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    part.replace(out)
