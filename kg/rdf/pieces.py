"""Pieces of the last build's files, taken over where nothing that they depend on has changed.

The last file itself holds the pieces; a small index, kept in the cache, tells where each begins. The index belongs to
one file by its hash: where the file is gone or was changed, everything is written anew.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from hashlib import sha256
from mmap import ACCESS_READ, mmap
from pathlib import Path

import msgspec

from kg.data import data_folder
from kg.incremental import Segments, engine_version
from kg.rdf.statements import Description

_Place = tuple[bytes, int, int, int, bytes]
"""Key, where the piece begins and ends in the file (bytes), how many statements it holds, and what is noted of it."""
Write = Callable[[Description], tuple[str, int]]
"""A description → its text, and how many statements it holds."""
Note = Callable[[Description], bytes]
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(list[_Place]).decode


class Pieces:
    """The pieces of one file: those of the last build, and those that are being written."""

    def __init__(self, last: Path, folder: Path, note: Note | None = None) -> None:
        """Open the pieces of the file at `last`, with the index in `folder`; neither needs to exist.

        `note` makes what is to be noted of a piece; all that are noted are in `notes`.
        """
        self.notes: list[bytes] = []
        self._note = note
        self._segments = Segments(folder / last.name)
        self._old: dict[bytes, _Place] = {}
        self._places: list[_Place] = []
        self._digest = sha256(_version())
        self._offset = 0
        self._content = _map(last)
        index = self._segments.get(_digest_of(self._content)) if self._content else None
        if index is not None:
            self._old = {place[0]: place for place in _decode(index)}

    def piece(self, key: bytes, describe: Callable[[], Description], write: Write) -> tuple[str, int]:
        """A piece's text and how many statements it holds; made anew where the last file does not have it."""
        known = self._old.get(key)
        if known is None:
            description = describe()
            text, statements = write(description)
            note = self._note(description) if self._note else b""
        else:
            text, statements, note = self._content[known[1] : known[2]].decode(), known[3], known[4]
        data = text.encode()
        self._places.append((key, self._offset, self._offset + len(data), statements, note))
        self._pass(data)
        if self._note:
            self.notes.append(note)
        return text, statements

    def other(self, text: str) -> str:
        """A stretch of the file that is made anew every time."""
        self._pass(text.encode())
        return text

    def publish(self) -> None:
        """Keep the index of what was written.

        Raises:
            OutputError: the cache cannot be written to.
        """
        self._segments.put(self._digest.digest(), _encode(self._places))
        self._segments.publish()

    def _pass(self, data: bytes) -> None:
        self._digest.update(data)
        self._offset += len(data)


def _map(path: Path) -> mmap | bytes:
    """A file's bytes, in memory only as far as they are looked at; none where there is no such file."""
    try:
        with path.open("rb") as file:
            return mmap(file.fileno(), 0, access=ACCESS_READ)
    except (OSError, ValueError):
        return b""


def _digest_of(content: mmap | bytes) -> bytes:
    digest = sha256(_version())
    digest.update(content)
    return digest.digest()


@cache
def _version() -> bytes:
    """What stands for the code and the ontology that pieces are written and sketched by."""
    return engine_version(ontology_digests(), parts=("rdf", "view", "model.py")).encode()


def ontology_digests() -> tuple[str, ...]:
    """What the files of the ontology hold."""
    files = sorted(path for path in data_folder("ontology").iterdir() if path.is_file())
    return tuple(sha256(path.read_bytes()).hexdigest() for path in files)


class Anew:
    """No last file: every piece is made."""

    def piece(self, key: bytes, describe: Callable[[], Description], write: Write) -> tuple[str, int]:
        """The piece as it is made."""
        return write(describe())

    def other(self, text: str) -> str:
        """The text as it is."""
        return text
