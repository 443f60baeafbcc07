"""Reading a dump of Wikidata in one pass: pieces of the file to workers, what is kept back in the file's order.

A dump is a JSON array with an item a line. Pieces are cut anywhere; a line that goes over a cut is put together here.
"""

from __future__ import annotations

import bz2
import gzip
import multiprocessing
import os
import re
import subprocess
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, NamedTuple

import msgspec

from kg.errors import InputError
from kg.gazetteer.wikidata.items import Kept, Reader
from kg.gazetteer.wikidata.rules import read_rules

PIECE = 8 << 20
"""Bytes of a piece of a file that is not compressed, or of a stream."""
PACKED_PIECE = 2 << 20
"""Bytes of a piece of compressed streams, at least."""
LONGEST_STREAM = 64 << 20
"""A longer compressed stream is not read by the workers, but here."""
LONGEST_LINE = 256 << 20
_STREAM = re.compile(rb"BZh[1-9]1AY&SY")
_MAGIC_SIZE = 10
_SUFFIXES = {".bz2": "bz2", ".gz": "gz", ".zst": "zst", ".json": "plain", ".jsonl": "plain", ".ndjson": "plain"}


class Piece(NamedTuple):
    """A part of the dump: a range of the file, or its text."""

    end: int
    """Where the next piece begins: in the file, or in the text of a stream that cannot be entered midway."""
    start: int = 0
    packed: bool = False
    text: bytes = b""
    used: int = 0
    """Bytes of the file up to its end."""


@dataclass
class Found:
    """What a piece holds, between the rest of the line that it begins in and the beginning of that which it ends in."""

    head: bytes = b""
    tail: bytes | None = None
    """None where the piece has no line end: then all of it is `head`."""
    kept: list[bytes] = field(default_factory=list)
    """Items in MessagePack."""
    lines: int = 0
    malformed: list[str] = field(default_factory=list)
    """What was wrong with lines that are no items, with their beginnings."""
    size: int = 0
    """Bytes of text."""


class Position(NamedTuple):
    """How far a dump has been read: enough to go on from there."""

    at: int = 0
    carried: bytes = b""
    """The beginning of the line that goes over the cut."""
    used: int = 0
    """Bytes of the file so far; `at` counts those of the text where it cannot be entered midway."""


def form_of(path: Path) -> str:
    """How a dump is packed, by its name: 'bz2', 'gz', 'zst' or 'plain'.

    Raises:
        InputError: the name does not tell.
    """
    form = _SUFFIXES.get(path.suffix)
    if form is None:
        raise InputError(f"{path}: a dump ends in {', '.join(_SUFFIXES)}")
    return form


def read_dump(
    path: Path, languages: tuple[str, ...], workers: int = 1, position: Position | None = None
) -> Iterator[tuple[Found, Position]]:
    """What is kept of a dump, piece by piece in its order, with the position after each.

    Args:
        path: the dump.
        languages: codes of languages whose names are kept.
        workers: processes that read; the outcome does not depend on it.
        position: where to begin; by default at the beginning.

    Raises:
        InputError: it cannot be read, is cut off, or is packed in a way that is not known here.
    """
    begin = position or Position()
    carried = begin.carried
    reader = Reader(read_rules(), languages)
    try:
        for piece, found in _ordered(path, _pieces(path, begin.at), languages, workers):
            if found.tail is None:
                carried += found.head
                found.head = b""
                if len(carried) > LONGEST_LINE:
                    raise InputError(f"{path}: a line of more than {LONGEST_LINE} bytes; is it a dump of Wikidata?")
            else:
                joined = Found()
                _read_line(carried + found.head, reader, joined)
                found.kept[:0], found.malformed[:0] = joined.kept, joined.malformed
                found.lines += joined.lines
                carried = found.tail
            yield found, Position(piece.end, carried, piece.used or piece.end)
        last = Found()
        _read_line(carried, reader, last)
        yield last, Position(-1, b"", path.stat().st_size)
    except (OSError, EOFError, ValueError) as error:
        raise InputError(f"{path}: cannot be read as a dump: {error}") from error


def _ordered(
    path: Path, pieces: Iterator[Piece], languages: tuple[str, ...], workers: int
) -> Iterator[tuple[Piece, Found]]:
    if workers <= 1:
        for piece in pieces:
            yield piece, read_piece(str(path), piece, languages)
        return
    pool = ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))
    waiting: deque[tuple[Piece, Future[Found]]] = deque()
    try:
        for piece in pieces:
            waiting.append((piece, pool.submit(read_piece, str(path), piece, languages)))
            if len(waiting) >= 2 * workers:
                done, future = waiting.popleft()
                yield done, future.result()
        while waiting:
            done, future = waiting.popleft()
            yield done, future.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _pieces(path: Path, at: int) -> Iterator[Piece]:
    form = form_of(path)
    if form == "plain":
        size = path.stat().st_size
        for start in range(at, size, PIECE):
            yield Piece(min(size, start + PIECE), start)
    elif form == "bz2" and (cuts := _streams(path, at)) is not None:
        start = at
        for cut in cuts:
            yield Piece(cut, start, packed=True)
            start = cut
    else:
        with path.open("rb") as file, _unpacked(path, file, form) as stream:
            _skip(stream, at)
            while text := stream.read(PIECE):
                at += len(text)
                # `file.tell` would not see what another program has read of it.
                yield Piece(at, text=text, used=os.lseek(file.fileno(), 0, os.SEEK_CUR))


def _streams(path: Path, at: int) -> Iterator[int] | None:
    """Where pieces of whole compressed streams end; None where the file is one long stream."""
    size = path.stat().st_size
    with path.open("rb") as file:
        if size > LONGEST_STREAM and _STREAM.search(file.read(LONGEST_STREAM), 1) is None:
            return None
    return _cuts(path, at, size)


def _cuts(path: Path, at: int, size: int) -> Iterator[int]:
    start, scanned = at, at + 1
    with path.open("rb") as file:
        while scanned < size:
            file.seek(scanned)
            block = file.read(PACKED_PIECE + _MAGIC_SIZE)
            for match in _STREAM.finditer(block):
                cut = scanned + match.start()
                if cut - start >= PACKED_PIECE:
                    yield cut
                    start = cut
            scanned += PACKED_PIECE
    yield size


def _skip(stream: BinaryIO, size: int) -> None:
    while size > 0:
        read = len(stream.read(min(size, PIECE)))
        if not read:
            raise EOFError("it is shorter than it was")
        size -= read


def _unpacked(path: Path, file: BinaryIO, form: str) -> BinaryIO:
    if form == "bz2":
        return bz2.open(file)  # type: ignore[return-value]
    if form == "gz":
        return gzip.open(file)  # type: ignore[return-value]
    try:
        import zstandard
    except ImportError:
        return _Zstd(path, file)  # type: ignore[return-value]
    return zstandard.open(file, "rb")  # type: ignore[no-any-return]


class _Zstd:
    """The output of the program `zstd`, where Python cannot unpack."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        try:
            self._process = subprocess.Popen(["zstd", "-dcq"], stdin=file, stdout=subprocess.PIPE)  # noqa: S607
        except OSError as error:
            raise InputError(f"{path}: needs the program zstd, or `pip install zstandard`") from error

    def read(self, size: int) -> bytes:
        assert self._process.stdout is not None
        text = self._process.stdout.read(size)
        if not text and self._process.wait():
            raise EOFError("zstd cannot unpack it")
        return text

    def __enter__(self) -> _Zstd:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()


_readers: dict[tuple[str, ...], Reader] = {}
_encode = msgspec.msgpack.Encoder().encode


def read_piece(path: str, piece: Piece, languages: tuple[str, ...]) -> Found:
    """What one piece of a dump holds; runs in a worker."""
    reader = _readers.get(languages)
    if reader is None:
        reader = _readers[languages] = Reader(read_rules(), languages)
    text = piece.text
    if not text:
        with Path(path).open("rb") as file:
            file.seek(piece.start)
            text = file.read(piece.end - piece.start)
        if piece.packed:
            text = bz2.decompress(text)
    found = Found(size=len(text))
    first = text.find(b"\n")
    if first < 0:
        found.head = text
        return found
    last = text.rfind(b"\n")
    found.head, found.tail = text[:first], text[last + 1 :]
    if last > first:
        for line in text[first + 1 : last].split(b"\n"):
            _read_line(line, reader, found)
    return found


def _read_line(line: bytes, reader: Reader, found: Found) -> None:
    line = line.strip().rstrip(b",")
    if line in (b"", b"[", b"]"):
        return
    found.lines += 1
    try:
        kept = reader.read(line)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        found.malformed.append(f"{error}: {line[:80].decode('utf-8', 'replace')}")
        return
    if kept is not None:
        found.kept.append(_encode(kept))


def decode_kept(data: bytes) -> Kept:
    """An item as `Found.kept` holds it."""
    return _decode(data)


_decode = msgspec.msgpack.Decoder(Kept).decode
