"""The index file: one memory-mapped file with a trie of names, their entries, and the records behind them.

Layout: a header, then sections, each at an offset that the header tells.

    header    magic, version, digest of the source, (offset, length, checksum) of each section, checksum of the header
    trie      MARISA trie of folded names, and of keys and other look-ups behind control characters
    starts    where each trie id's entries begin (u32), one more at the end
    entries   record number, weak flag and sort, packed in u32
    offsets   where each record begins (u64), one more at the end
    records   MessagePack
"""

from __future__ import annotations

import mmap
import struct
from array import array
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import marisa_trie

from kg.errors import DataError

MAGIC = b"KGNAMES\n"
VERSION = 1
SECTIONS = ("trie", "starts", "entries", "offsets", "records")
_HEAD = struct.Struct("<8sII32s")
_SECTION = struct.Struct("<QQI")
_CRC = struct.Struct("<I")
_ALIGNMENT = 16
HEADER_SIZE = -(-(_HEAD.size + len(SECTIONS) * _SECTION.size + _CRC.size) // _ALIGNMENT) * _ALIGNMENT
"""The header is padded to a multiple of the alignment; its checksum is its last four bytes."""
CHECKED_WHOLE = 64 * 1024 * 1024
"""Files up to this size are checked byte by byte when opened; of larger ones, only the header and the extent."""


class Entry(NamedTuple):
    """One meaning of a string: which record, in what sort of name."""

    record: int
    sort: int
    weak: bool


def write_index(names: Mapping[str, Iterable[Entry]], records: Iterable[bytes], digest: bytes) -> bytes:
    """The content of an index file: the same bytes for the same arguments, in any order of the names."""
    trie = marisa_trie.Trie(sorted(names))
    by_id: list[list[int]] = [[] for _ in range(len(trie))]
    for name, entries in names.items():
        by_id[trie.key_id(name)] = [e.record << 4 | e.weak << 3 | e.sort for e in entries]
    starts, packed = array("I", [0]), array("I")
    for entries_of_name in by_id:
        packed.extend(entries_of_name)
        starts.append(len(packed))
    offsets, body = array("Q", [0]), bytearray()
    for record in records:
        body += record
        offsets.append(len(body))
    parts = (trie.tobytes(), starts.tobytes(), packed.tobytes(), offsets.tobytes(), bytes(body))
    head, content = bytearray(_HEAD.pack(MAGIC, VERSION, len(parts), digest)), bytearray()
    at = HEADER_SIZE
    for part in parts:
        padded = part.ljust(_align(len(part)), b"\0")
        head += _SECTION.pack(at, len(part), crc32(padded))
        content += padded
        at += len(padded)
    head = head.ljust(HEADER_SIZE - _CRC.size, b"\0")
    return bytes(head + _CRC.pack(crc32(head)) + content)


def _align(size: int) -> int:
    return -(-size // _ALIGNMENT) * _ALIGNMENT


class Index:
    """An open index file."""

    def __init__(self, path: Path, digest: bytes | None = None) -> None:
        """Map the file.

        Args:
            path: the file.
            digest: digest that its source must have; None takes any.

        Raises:
            DataError: it is missing, truncated, damaged, of another version, or was made from other facts.
        """
        self.path = path
        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise DataError(f"{path}: cannot be opened as an index of names: {error}") from error
        view = memoryview(self._map)
        parts = _sections(path, view, digest)
        self.trie = marisa_trie.Trie()
        self.trie.map(parts["trie"])
        self.starts = parts["starts"].cast("I")
        self.packed = parts["entries"].cast("I")
        self.offsets = parts["offsets"].cast("Q")
        self.body = parts["records"]
        if len(self.starts) != len(self.trie) + 1 or self.offsets[-1] != len(self.body):
            raise DataError(f"{path}: damaged: its sections do not fit together; {_REMEDY}")

    def entries(self, trie_id: int) -> list[Entry]:
        """The entries of one string of the trie, best first."""
        packed = self.packed[self.starts[trie_id] : self.starts[trie_id + 1]]
        return [Entry(p >> 4, p & 7, bool(p & 8)) for p in packed]

    def record(self, number: int) -> memoryview:
        """The bytes of one record."""
        return self.body[self.offsets[number] : self.offsets[number + 1]]

    def __len__(self) -> int:
        """How many records there are."""
        return len(self.offsets) - 1


_REMEDY = "delete it, and it is made again from the facts"


def _sections(path: Path, view: memoryview, digest: bytes | None) -> dict[str, memoryview]:
    if len(view) < HEADER_SIZE or bytes(view[:8]) != MAGIC:
        raise DataError(f"{path}: no index of names; {_REMEDY}")
    _, version, count, made_from = _HEAD.unpack_from(view)
    if version != VERSION or count != len(SECTIONS):
        raise DataError(f"{path}: an index of version {version} where this program reads {VERSION}; {_REMEDY}")
    (checksum,) = _CRC.unpack_from(view, HEADER_SIZE - _CRC.size)
    if crc32(view[: HEADER_SIZE - _CRC.size]) != checksum:
        raise DataError(f"{path}: damaged: its header does not match its checksum; {_REMEDY}")
    if digest is not None and made_from != digest:
        raise DataError(f"{path}: made from other facts; {_REMEDY}")
    parts: dict[str, memoryview] = {}
    end = HEADER_SIZE
    for i, name in enumerate(SECTIONS):
        offset, length, checksum = _SECTION.unpack_from(view, _HEAD.size + i * _SECTION.size)
        end = offset + _align(length)
        if end > len(view):
            raise DataError(f"{path}: truncated: {len(view)} bytes where {end} are needed; {_REMEDY}")
        parts[name] = view[offset : offset + length]
        if len(view) <= CHECKED_WHOLE and crc32(view[offset:end]) != checksum:
            raise DataError(f"{path}: damaged: its {name} do not match their checksum; {_REMEDY}")
    if end != len(view):
        raise DataError(f"{path}: damaged: {len(view)} bytes where it should have {end}; {_REMEDY}")
    return parts
