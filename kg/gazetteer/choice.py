"""Which gazetteers a run uses besides the package's facts; kept in the environment, so that its workers know, too."""

from __future__ import annotations

import os
from collections.abc import MutableMapping, Sequence
from pathlib import Path

from kg.errors import InputError
from kg.gazetteer.index import Index

FILES, ONLY = "KG_GAZETTEER", "KG_ONLY_GAZETTEER"
"""The environment's variables: files, separated as in PATH; and whether they alone are used."""


def choose(files: Sequence[Path], *, only: bool = False, environ: MutableMapping[str, str] | None = None) -> None:
    """Use these index files from now on, in this order; none given, the environment's stay.

    Raises:
        DataError: one of them cannot be used.
        InputError: `only` of none.
    """
    environ = os.environ if environ is None else environ
    if only and not files and not environ.get(FILES):
        raise InputError("without the package's facts there is nothing to look names up in: give --gazetteer, too")
    for file in files:
        Index(file, remedy="make it again with `kg gazetteer build`")
    if files:
        environ[FILES] = os.pathsep.join(str(file.resolve()) for file in files)
    if only:
        environ[ONLY] = "1"


def chosen() -> tuple[tuple[Path, ...], bool]:
    """The chosen files, and whether they alone are used."""
    files = tuple(Path(file) for file in os.environ.get(FILES, "").split(os.pathsep) if file)
    return files, bool(os.environ.get(ONLY))


def chosen_digests() -> tuple[str, ...]:
    """What the chosen files hold, for caches of what was made with them."""
    files, only = chosen()
    return (*(Index(file).digest.hex() for file in files), *(("only",) if only and files else ()))
