"""The index file: one memory-mapped file with tables of names, and the records behind them.

Layout: a header, then sections, each at an offset that the header tells.

    header    magic, version, digest of the source, (offset, length, checksum) of each section, checksum of the header
    names     a table of folded names, and of keys and other look-ups behind control characters
    keys      a table of look-up keys, in which spellings that stand for each other are one; may be empty
    sounds    a table of how names sound, whatever the script; may be empty
    ids       numbers of the Wikidata ids of the first records, ascending (u32); may be empty
    about     what it was made of (JSON)
    offsets   where each record begins (u64), one more at the end
    records   MessagePack

A table is three sections: a MARISA trie of strings; where each string's entries begin (u32), one more at the end; and
the entries: record number, weak flag and sort, packed in u32.
"""

from __future__ import annotations

import json
import mmap
import struct
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple
from zlib import crc32

import marisa_trie

from kg.errors import DataError

MAGIC = b"KGNAMES\n"
VERSION = 3
TABLES = ("names", "keys", "sounds")
SECTIONS = (*(f"{table} {part}" for table in TABLES for part in ("trie", "starts", "entries")),
            "ids", "about", "offsets", "records")  # fmt: skip
_HEAD = struct.Struct("<8sII32s")
_SECTION = struct.Struct("<QQI")
_CRC = struct.Struct("<I")
_ALIGNMENT = 16
HEADER_SIZE = -(-(_HEAD.size + len(SECTIONS) * _SECTION.size + _CRC.size) // _ALIGNMENT) * _ALIGNMENT
"""The header is padded to a multiple of the alignment; its checksum is its last four bytes."""
CHECKED_WHOLE = 64 * 1024 * 1024
"""Files up to this size are checked byte by byte when opened; of larger ones, only the header and the extent."""
REMEDY = "delete it, and it is made again from the facts"
_BLOCK = 1 << 20


class Entry(NamedTuple):
    """One meaning of a string: which record, in what sort of name."""

    record: int
    sort: int
    weak: bool

    @property
    def packed(self) -> int:
        """As the file has it."""
        return self.record << 4 | self.weak << 3 | self.sort


Groups = Callable[[], Iterator[tuple[str, Sequence[int]]]]
"""Gives all strings of a table with their packed entries, each string once, every time in the same order."""


def _no_groups() -> Iterator[tuple[str, Sequence[int]]]:
    return iter(())


def table_sections(groups: Groups) -> tuple[bytes, bytes, bytes]:
    """The three sections of a table: the same bytes whatever the order of the strings."""
    trie = marisa_trie.Trie(name for name, _ in groups())
    starts = array("I", bytes(4 * (len(trie) + 1)))
    places, given = array("I"), array("I")
    for name, entries in groups():
        place = trie.key_id(name)
        places.append(place)
        given.extend(entries)
        starts[place + 1] = len(entries)
    for i in range(len(trie)):
        starts[i + 1] += starts[i]
    packed = array("I", bytes(4 * starts[-1]))
    at = 0
    for place in places:
        start, end = starts[place], starts[place + 1]
        packed[start:end] = given[at : at + end - start]
        at += end - start
    return trie.tobytes(), starts.tobytes(), packed.tobytes()


def write_index(
    names: Mapping[str, Iterable[Entry]],
    records: Iterable[bytes],
    digest: bytes,
    sounds: Mapping[str, Iterable[Entry]] | None = None,
) -> bytes:
    """The content of a small index file: the same bytes for the same arguments, in any order of the names."""
    from io import BytesIO

    out = BytesIO()
    lists = {name: tuple(e.packed for e in entries) for name, entries in sorted(names.items())}
    heard = {key: tuple(e.packed for e in entries) for key, entries in sorted((sounds or {}).items())}
    write_parts(out, digest, {"names": lambda: iter(lists.items()), "sounds": lambda: iter(heard.items())}, records)
    return out.getvalue()


def write_parts(
    file: BinaryIO,
    digest: bytes,
    tables: Mapping[str, Groups],
    records: Iterable[bytes],
    ids: Iterable[int] = (),
    about: Mapping[str, Any] | None = None,
) -> None:
    """Write an index file; of all that is given, only the tries and numbers are held in memory, one table at a time."""
    file.write(bytes(HEADER_SIZE))
    places: list[tuple[int, int, int]] = []
    at = HEADER_SIZE

    def put(pieces: Iterable[bytes]) -> None:
        nonlocal at
        length, checksum = 0, 0
        for piece in pieces:
            file.write(piece)
            length, checksum = length + len(piece), crc32(piece, checksum)
        padding = bytes(_align(length) - length)
        file.write(padding)
        places.append((at, length, crc32(padding, checksum)))
        at += _align(length)

    offsets = array("Q", [0])

    def counted() -> Iterator[bytes]:
        for record in records:
            offsets.append(offsets[-1] + len(record))
            yield record

    for table in TABLES:
        for section in table_sections(tables.get(table, _no_groups)):
            put((section,))
    put((array("I", ids).tobytes(),))
    put((json.dumps(about or {}, sort_keys=True, ensure_ascii=False).encode(),))
    put(_blocks(counted()))
    put((offsets.tobytes(),))
    places[-2:] = reversed(places[-2:])
    head = bytearray(_HEAD.pack(MAGIC, VERSION, len(places), digest))
    for place in places:
        head += _SECTION.pack(*place)
    head = head.ljust(HEADER_SIZE - _CRC.size, b"\0")
    file.seek(0)
    file.write(bytes(head) + _CRC.pack(crc32(head)))


def _blocks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    block = bytearray()
    for piece in pieces:
        block += piece
        if len(block) > _BLOCK:
            yield bytes(block)
            block.clear()
    yield bytes(block)


def _align(size: int) -> int:
    return -(-size // _ALIGNMENT) * _ALIGNMENT


class Table:
    """Strings with their entries."""

    def __init__(self, trie: memoryview, starts: memoryview, entries: memoryview) -> None:
        """A table over the sections of a mapped file."""
        self.trie = marisa_trie.Trie()
        self.trie.map(trie)
        self.starts = starts.cast("I")
        self.packed = entries.cast("I")

    def entries(self, trie_id: int, most: int = 1 << 30) -> list[Entry]:
        """The entries of one string, best first; of more than `most`, the first."""
        start = self.starts[trie_id]
        packed = self.packed[start : min(self.starts[trie_id + 1], start + most)]
        return [Entry(p >> 4, p & 7, bool(p & 8)) for p in packed]

    def get(self, string: str, most: int = 1 << 30) -> list[Entry]:
        """The entries of a string, best first, at most so many; none where it is not there."""
        trie_id = self.trie.get(string)
        return [] if trie_id is None else self.entries(trie_id, most)

    def is_whole(self) -> bool:
        """Whether its sections fit together."""
        return len(self.starts) == len(self.trie) + 1 and self.starts[-1] == len(self.packed)


class Index:
    """An open index file."""

    def __init__(self, path: Path, digest: bytes | None = None, remedy: str = REMEDY) -> None:
        """Map the file.

        Args:
            path: the file.
            digest: digest that its source must have; None takes any.
            remedy: what a message says that helps where it cannot be used.

        Raises:
            DataError: it is missing, truncated, damaged, of another version, or was made from other facts.
        """
        self.path = path
        self._remedy = remedy
        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            why = error.strerror if isinstance(error, OSError) else error
            raise DataError(f"{path}: cannot be opened as an index of names: {why}") from error
        view = memoryview(self._map)
        parts, self._checksums = _sections(path, view, digest, remedy)
        self.digest = bytes(view[16:48])
        self.names, self.keys, self.sounds = (
            Table(*(parts[f"{table} {part}"] for part in ("trie", "starts", "entries"))) for table in TABLES
        )
        self.trie = self.names.trie
        self.entries = self.names.entries
        self.ids = parts["ids"].cast("I")
        self.offsets = parts["offsets"].cast("Q")
        self.body = parts["records"]
        self.about: dict[str, Any] = json.loads(bytes(parts["about"]))
        whole = all(table.is_whole() for table in (self.names, self.keys, self.sounds))
        if not whole or self.offsets[-1] != len(self.body) or len(self.ids) > len(self):
            raise DataError(f"{path}: damaged: its sections do not fit together; {remedy}")

    def record(self, number: int) -> memoryview:
        """The bytes of one record."""
        return self.body[self.offsets[number] : self.offsets[number + 1]]

    def number_of(self, qid: int) -> int | None:
        """The number of the record with a Wikidata id, by its number; None where there is none among the `ids`."""
        at = bisect_left(self.ids, qid)
        return at if at < len(self.ids) and self.ids[at] == qid else None

    def verify(self) -> None:
        """Check every byte, whatever the size.

        Raises:
            DataError: a section does not match its checksum.
        """
        view = memoryview(self._map)
        for name, (start, end, checksum) in self._checksums.items():
            found = 0
            for at in range(start, end, _BLOCK):
                found = crc32(view[at : min(end, at + _BLOCK)], found)
            if found != checksum:
                raise DataError(f"{self.path}: damaged: its {name} do not match their checksum; {self._remedy}")

    def __len__(self) -> int:
        """How many records there are."""
        return len(self.offsets) - 1


def _sections(
    path: Path, view: memoryview, digest: bytes | None, remedy: str
) -> tuple[dict[str, memoryview], dict[str, tuple[int, int, int]]]:
    if len(view) < HEADER_SIZE or bytes(view[:8]) != MAGIC:
        raise DataError(f"{path}: no index of names; {remedy}")
    _, version, count, made_from = _HEAD.unpack_from(view)
    if version != VERSION or count != len(SECTIONS):
        raise DataError(f"{path}: an index of version {version} where this program reads {VERSION}; {remedy}")
    (checksum,) = _CRC.unpack_from(view, HEADER_SIZE - _CRC.size)
    if crc32(view[: HEADER_SIZE - _CRC.size]) != checksum:
        raise DataError(f"{path}: damaged: its header does not match its checksum; {remedy}")
    if digest is not None and made_from != digest:
        raise DataError(f"{path}: made from other facts; {remedy}")
    parts: dict[str, memoryview] = {}
    checksums: dict[str, tuple[int, int, int]] = {}
    last = HEADER_SIZE
    for i, name in enumerate(SECTIONS):
        offset, length, checksum = _SECTION.unpack_from(view, _HEAD.size + i * _SECTION.size)
        end = offset + _align(length)
        if end > len(view):
            raise DataError(f"{path}: truncated: {len(view)} bytes where {end} are needed; {remedy}")
        parts[name] = view[offset : offset + length]
        checksums[name] = (offset, end, checksum)
        last = max(last, end)
        if len(view) <= CHECKED_WHOLE and crc32(view[offset:end]) != checksum:
            raise DataError(f"{path}: damaged: its {name} do not match their checksum; {remedy}")
    if last != len(view):
        raise DataError(f"{path}: damaged: {len(view)} bytes where it should have {last}; {remedy}")
    return parts, checksums
