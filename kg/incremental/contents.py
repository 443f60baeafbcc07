"""What the files of a build hold, as hashes, each worked out once."""

from __future__ import annotations

import stat
from collections.abc import Iterable
from hashlib import file_digest, sha256

from kg.read import Source


class Contents:
    """The hash of each file, as it was when it was first asked for."""

    def __init__(self) -> None:
        """Nothing is looked at yet."""
        self._hashes: dict[Source, bytes] = {}
        self.steady = True
        """Whether every file that was looked at twice was the same both times."""

    def of(self, source: Source) -> bytes:
        """The hash of a file's name and of all that it holds; of what is wrong with it where it cannot be read."""
        known = self._hashes.get(source)
        if known is None:
            known = self._hashes[source] = _hash(source)
        return known

    def still(self, source: Source) -> bool:
        """Whether a file is what it was when it was first asked for."""
        same = _hash(source) == self.of(source)
        self.steady = self.steady and same
        return same

    def of_all(self, sources: Iterable[Source], *further: bytes) -> bytes:
        """One hash of some files and of what else counts."""
        digest = sha256()
        for part in (*further, *map(self.of, sources)):
            digest.update(len(part).to_bytes(8, "little") + part)
        return digest.digest()


def _hash(source: Source) -> bytes:
    name = f"{source.path.name}\x00{source.shown}\x00".encode("utf-8", "surrogateescape")
    try:
        mode = source.path.stat().st_mode
        if not stat.S_ISREG(mode):
            return sha256(name + str(stat.S_IFMT(mode)).encode()).digest()
        with source.path.open("rb") as file:
            return sha256(name + file_digest(file, "sha256").digest()).digest()
    except OSError as error:
        return sha256(name + str(error.errno).encode()).digest()
