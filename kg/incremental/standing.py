"""Whether the build that stands in a folder is the one that would be made again."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from kg.files import CACHE, is_intact
from kg.incremental.segments import Segments

_NAME = "standing"


def standing(out: Path, engine: str, made_of: bytes) -> bytes | None:
    """What was noted of the build in a folder, if it was made of the same and nothing in it was changed since.

    Args:
        out: the folder of a build, or where one is to be.
        engine: version of the engine, below which the cache keeps things.
        made_of: the hash of all that a build depends on.
    """
    note = Segments(out / CACHE / engine / _NAME).get(made_of)
    if note is None or not is_intact(out, bytes(note[:32])):
        return None
    return bytes(note[32:])


def keep_standing(cache: Path, engine: str, made_of: bytes, manifest: str, note: bytes) -> None:
    """Note what a build was made of, with its manifest and what is to be known of it later.

    Raises:
        OutputError: the cache cannot be written to.
    """
    segments = Segments(cache / engine / _NAME)
    segments.put(made_of, sha256(manifest.encode()).digest() + note)
    segments.publish()
