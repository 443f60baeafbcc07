"""A folder of entries by key, written in whole files that are never changed, so that no crash can harm it.

Each run adds one file of its new entries, named by its own checksum, by one rename; a file that is damaged is not used.
Entries that nobody asked for in a run are dropped when they are more than those that were.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from mmap import ACCESS_READ, mmap
from pathlib import Path
from zlib import crc32

import msgspec

from kg.errors import OutputError

_SUFFIX = ".segment"
_MOST_FILES = 16


class Segments:
    """Entries of bytes by keys of bytes; new ones are kept in memory until `publish`."""

    def __init__(self, folder: Path) -> None:
        """Open a folder of entries; it need not exist yet."""
        self._folder = folder
        self._old: dict[bytes, memoryview] = {}
        self._new: dict[bytes, bytes] = {}
        self._used: set[bytes] = set()
        self._files: list[Path] = []
        for path in sorted(folder.glob(f"*{_SUFFIX}")):
            entries = _read(path)
            if entries is not None:
                self._files.append(path)
                self._old |= entries

    def get(self, key: bytes) -> bytes | memoryview | None:
        """The entry of a key, if there is one; marks it as used."""
        value = self._new.get(key) or self._old.get(key)
        if value is not None:
            self._used.add(key)
        return value

    def put(self, key: bytes, value: bytes) -> None:
        """Keep an entry."""
        self._new[key] = value
        self._used.add(key)

    def publish(self) -> None:
        """Write what is new; drop what was not used where it is the larger part.

        Raises:
            OutputError: the folder cannot be written to.
        """
        live = len(self._used & self._old.keys())
        wasteful = len(self._old) > 2 * live or len(self._files) >= _MOST_FILES
        if not self._new and not wasteful:
            return
        kept: dict[bytes, bytes | memoryview] = dict(self._new)
        if wasteful:
            kept |= {key: self._old[key] for key in self._used & self._old.keys() if key not in self._new}
        try:
            written = _write(self._folder, kept) if kept else None
            if wasteful:
                for path in self._files:
                    if path != written:
                        path.unlink(missing_ok=True)
        except OSError as error:
            raise OutputError(f"{self._folder}: {error.strerror}") from error

    def __len__(self) -> int:
        return len(self._old.keys() | self._new.keys())


def _write(folder: Path, entries: Mapping[bytes, bytes | memoryview]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    content = b"".join(_pack(entries))
    name = _name(content)
    path, part = folder / f"{name}{_SUFFIX}", folder / f"{name}.{os.getpid()}.part"
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    return path


def _name(content: bytes | mmap) -> str:
    return f"{crc32(content):08x}-{len(content)}"


def _pack(entries: Mapping[bytes, bytes | memoryview]) -> Iterator[bytes]:
    keys = sorted(entries)
    head = msgspec.msgpack.encode([(key, len(entries[key])) for key in keys])
    yield len(head).to_bytes(8, "little")
    yield head
    for key in keys:
        yield bytes(entries[key])


def mapped(path: Path) -> mmap | bytes:
    """A file's bytes, in memory only as far as they are looked at; none where there is no such file."""
    try:
        with path.open("rb") as file:
            return mmap(file.fileno(), 0, access=ACCESS_READ)
    except (OSError, ValueError):
        return b""


def _read(path: Path) -> dict[bytes, memoryview] | None:
    """The entries of a file; None where it is gone or is not what its name says."""
    content = mapped(path)
    if _name(content) != path.stem:
        return None
    view = memoryview(content)
    start = 8 + int.from_bytes(view[:8], "little")
    entries: dict[bytes, memoryview] = {}
    for key, size in msgspec.msgpack.decode(view[8:start], type=list[tuple[bytes, int]]):
        entries[key] = view[start : start + size]
        start += size
    return entries
