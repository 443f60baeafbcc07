"""Zip archives, read member by member as streams: nothing is unpacked to disk, no member's name becomes a path."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO, NamedTuple

from kg import limits
from kg.model import Problem
from kg.read.refusal import ARCHIVE, Refusal


class Member(NamedTuple):
    """One file of an archive, open for reading."""

    name: str
    size: int
    file: IO[bytes]


FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
"""What reading a damaged or encrypted member may raise."""


def members(file: IO[bytes], path: str) -> Iterator[Member | Problem]:
    """The files of an archive, sorted by name; those that are unsafe become problems.

    Raises:
        Refusal: it is no zip archive, is broken, or has too many members.
    """
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError) as error:
        raise Refusal(ARCHIVE, f"no zip archive, or a broken one ({error})") from error
    with archive:
        entries = archive.infolist()
        if len(entries) > limits.ARCHIVE_MEMBERS:
            raise Refusal(ARCHIVE, f"{len(entries):,} members, more than {limits.ARCHIVE_MEMBERS:,}")
        total = 0
        for entry in sorted(entries, key=lambda e: (e.filename, e.header_offset)):
            if entry.is_dir() or PurePosixPath(entry.filename).name.startswith("."):
                continue
            where = f"{path}/{shown(entry.filename)}"
            total += entry.file_size
            if reason := _unsafe(entry, total):
                yield Problem(where, ARCHIVE, reason)
                continue
            try:
                with archive.open(entry) as member:
                    yield Member(entry.filename, entry.file_size, member)
            except FAULTS as error:
                yield Problem(where, ARCHIVE, f"cannot be read from the archive ({error})")


def shown(name: str) -> str:
    """A member's name as it may be printed: no controls, no marks that turn the line around."""
    return "".join(c if c.isprintable() else "�" for c in name)[:200]


def _unsafe(entry: zipfile.ZipInfo, total: int) -> str:
    if entry.flag_bits & 1:
        return "encrypted"
    if entry.external_attr >> 28 == 0xA:
        return "a symbolic link"
    if entry.file_size > max(limits.ARCHIVE_SMALL, entry.compress_size * limits.ARCHIVE_RATIO):
        return f"packed more than {limits.ARCHIVE_RATIO}:1, as no text is"
    if total > limits.ARCHIVE_BYTES:
        return f"the archive holds more than {limits.ARCHIVE_BYTES:,} bytes"
    return ""
