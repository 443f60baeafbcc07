"""Files that are made of pieces: those of the last build are taken over where nothing that they depend on has changed.

The last file itself holds the pieces; a small index, kept in the cache, tells where each begins. The index belongs to
one file by its hash: where the file is gone or was changed, everything is written anew. Neighbours that stay neighbours
are copied as one.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import msgspec

from kg.incremental.segments import Segments, mapped


class Piece(NamedTuple):
    """A stretch of a file."""

    text: str
    size: int = 0
    """How many statements it holds."""
    note: bytes = b""
    """What else is to be known of it."""


class Part(NamedTuple):
    """A piece that is to be in a file."""

    key: bytes
    """Hash of all that it depends on; empty where it is made anew every time."""
    make: Callable[[int], Piece]
    """Makes it, given how many statements there are before it."""


class _Entry(NamedTuple):
    """A piece as the index tells it; pieces lie one after the other."""

    key: bytes
    length: int
    size: int
    note: bytes


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(list[_Entry]).decode


def whole(parts: Iterable[Part]) -> Iterator[str]:
    """The text of a file, all made anew."""
    total = 0
    for part in parts:
        piece = part.make(total)
        total += piece.size
        yield piece.text


class Pieces:
    """The pieces of one file: those of the last build, and those that are being written."""

    def __init__(self, last: Path, digest: str, folder: Path, version: str) -> None:
        """Open the pieces of a file.

        Args:
            last: the file as the last build wrote it.
            digest: its SHA-256, in hex; '' where there is none.
            folder: where the index is kept.
            version: stands for the code and data that the pieces are made by.
        """
        self._segments = Segments(folder / last.name)
        self._version = version
        self._entries: list[_Entry] = []
        self._content = memoryview(mapped(last) if digest else b"")
        index = self._segments.get(self._key(digest)) if self._content else None
        self._old = _placed(_decode(index)) if index is not None else {}

    def write(self, parts: Iterable[Part]) -> Iterator[bytes | memoryview]:
        """The file's bytes."""
        total = begin = end = 0
        for key, make in parts:
            known = self._old.get(key) if key else None
            if known is None:
                yield self._content[begin:end]
                begin = end = 0
                text, size, note = make(total)
                data = text.encode("utf-8")
                yield data
                entry = _Entry(key, len(data), size, note)
            else:
                at, entry = known
                if at != end:
                    yield self._content[begin:end]
                    begin = at
                end = at + entry.length
            self._entries.append(entry)
            total += entry.size
        yield self._content[begin:end]

    def notes(self) -> list[bytes]:
        """What is noted of the pieces that were written, in their order; nothing of those without a key."""
        return [entry.note for entry in self._entries if entry.key]

    def reader(self, written: Path) -> Callable[[bytes], Piece | None]:
        """What gives a piece by its key, None where there is none, from the file that was written."""
        places = _placed(self._entries)
        file = written.open("rb", buffering=0)

        def read(key: bytes) -> Piece | None:
            place = places.get(key)
            if place is None:
                return None
            at, entry = place
            return Piece(os.pread(file.fileno(), entry.length, at).decode("utf-8"), entry.size, entry.note)

        return read

    def publish(self, digest: str) -> None:
        """Keep the index of what was written.

        Args:
            digest: the SHA-256 of the file, in hex.

        Raises:
            OutputError: the cache cannot be written to.
        """
        self._segments.put(self._key(digest), _encode(self._entries))
        self._segments.publish()

    def _key(self, digest: str) -> bytes:
        return sha256(f"{self._version} {digest}".encode()).digest()


def _placed(entries: Iterable[_Entry]) -> dict[bytes, tuple[int, _Entry]]:
    """Key → where its piece begins, and what the index tells of it; of those that have a key."""
    places: dict[bytes, tuple[int, _Entry]] = {}
    at = 0
    for entry in entries:
        if entry.key:
            places[entry.key] = at, entry
        at += entry.length
    return places
