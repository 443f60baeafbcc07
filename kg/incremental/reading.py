"""What was read from each file, kept by the file's content, so that files that did not change are not parsed again."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import msgspec

from kg.incremental.segments import Segments
from kg.model import Reading

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Reading).decode


class ReadingCache:
    """Readings of one engine, in a folder."""

    def __init__(self, folder: Path, engine: str) -> None:
        """Open the cache of an engine in `folder`; it need not exist yet."""
        self._segments = Segments(folder / engine / "reading")

    def get(self, key: bytes) -> Reading | None:
        """What a file of this key gave, if it was read before."""
        entry = self._segments.get(key)
        return None if entry is None else _decode(entry)

    def put(self, key: bytes, reading: Reading) -> None:
        """Keep what a file gave."""
        self._segments.put(key, _encode(reading))

    def publish(self) -> None:
        """Write what is new.

        Raises:
            OutputError: the folder cannot be written to.
        """
        self._segments.publish()


def file_key(path: str, content: bytes) -> bytes:
    """The key of a file: where it lies below the folder given by the user, and all that it holds."""
    return sha256(path.encode("utf-8", "surrogatepass") + b"\x1f" + content).digest()
