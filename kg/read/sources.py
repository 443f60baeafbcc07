"""The files that a user's paths stand for, and each file's reader by its name."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple

from kg import limits
from kg.errors import InputError
from kg.files import is_build
from kg.model import Problem
from kg.read import archive
from kg.read.decoding import decode
from kg.read.draft import Draft
from kg.read.front_matter import split_front_matter
from kg.read.html import read_page
from kg.read.records import read_array, read_lines
from kg.read.refusal import ARCHIVE, NOT_TEXT, TOO_LARGE, UNREADABLE, Refusal

SIDE_FILES = frozenset({"corrections.tsv"})
"""What a user keeps beside articles for other stages."""


class Source(NamedTuple):
    """A file to read: its place, and its name for messages."""

    path: Path
    shown: str


def find_sources(paths: Sequence[Path]) -> list[Source]:
    """All files that the paths stand for: files as they are, folders with all below them but hidden files; sorted.

    Raises:
        InputError: a path does not exist, or no path is given.
    """
    if not paths:
        raise InputError("nothing to read: give a file or a folder")
    found: dict[Path, Source] = {}
    several = len(paths) > 1
    for path in paths:
        if not path.exists() and not path.is_symlink():
            raise InputError(f"{path}: does not exist")
        prefix = f"{path.absolute().name}/" if several else ""
        for source in _walk(path, prefix) if path.is_dir() else [Source(path, path.name)]:
            found.setdefault(source.path.absolute(), source)
    return sorted(found.values(), key=lambda s: (s.shown.encode("utf-8", "surrogateescape"), str(s.path)))


def read_source(source: Source) -> Iterator[Draft | Problem]:
    """The articles of one file, as found; one that is no article becomes a problem and the next is read."""
    try:
        size = _regular_size(source.path)
        with source.path.open("rb") as file:
            yield from _read(file, size, source.path.name, archive.shown(source.shown))
    except Refusal as refusal:
        yield Problem(archive.shown(source.shown), refusal.code, str(refusal))
    except OSError as error:
        yield Problem(archive.shown(source.shown), UNREADABLE, f"cannot be read: {error.strerror or error}")


def _read(file: IO[bytes], size: int, name: str, shown: str, *, inside: bool = False) -> Iterator[Draft | Problem]:
    kind = PurePosixPath(name).suffix.lower()
    stem = PurePosixPath(name).stem
    if kind == ".zip" and not inside:
        yield from _read_archive(file, shown)
    elif kind in (".jsonl", ".ndjson"):
        yield from read_lines(file, shown, stem)
    elif kind == ".json":
        yield from read_array(file, shown, stem)
    elif kind in (".html", ".htm", ".xhtml"):
        yield read_page(_whole(file, size, limits.HTML_FILE), shown, stem)
    elif kind in (".txt", ".md", ".markdown", ".text"):
        yield _text_draft(_whole(file, size, limits.TEXT_FILE), shown, stem, markdown=kind in (".md", ".markdown"))
    else:
        raise Refusal(NOT_TEXT, "not a format that kg reads (.txt, .md, .html, .jsonl, .json, .zip)")


def _read_archive(file: IO[bytes], shown: str) -> Iterator[Draft | Problem]:
    for member in archive.members(file, shown):
        if isinstance(member, Problem):
            yield member
            continue
        where = f"{shown}/{archive.shown(member.name)}"
        try:
            yield from _read(member.file, member.size, member.name.rpartition("/")[2], where, inside=True)
        except Refusal as refusal:
            yield Problem(where, refusal.code, str(refusal))
        except archive.FAULTS as error:
            yield Problem(where, ARCHIVE, f"cannot be read from the archive ({error})")


def _text_draft(data: bytes, shown: str, stem: str, *, markdown: bool) -> Draft:
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n")
    about, body = split_front_matter(text)
    title = about.get("title", "")
    if markdown and body.lstrip().startswith("# "):
        heading, _, rest = body.lstrip().partition("\n")
        heading = heading.removeprefix("# ").strip()
        if not title or heading == title.strip():
            title, body = heading, rest
    return Draft(
        path=shown,
        stem=stem,
        text=body,
        title=title,
        published=about.get("published", ""),
        source=about.get("source", ""),
        url=about.get("url", ""),
        lang=about.get("lang", ""),
        id=about.get("id", ""),
    )


def _whole(file: IO[bytes], size: int, limit: int) -> bytes:
    """All bytes of a file that holds one article.

    Raises:
        Refusal: it is larger than articles are.
    """
    if size > limit:
        raise Refusal(TOO_LARGE, f"{size:,} bytes: larger than one article may be ({limit:,})")
    data = file.read(limit + 1)
    if len(data) > limit:
        raise Refusal(TOO_LARGE, f"more than {limit:,} bytes: larger than one article may be")
    return data


def _regular_size(path: Path) -> int:
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise Refusal(UNREADABLE, "not a regular file")
    return found.st_size


def _walk(folder: Path, prefix: str) -> Iterable[Source]:
    """Files below a folder, but for builds; folders that links point to are not entered, so that the walk ends."""

    def fail(error: OSError) -> None:
        raise InputError(f"{error.filename}: {error.strerror}") from error

    for here, folders, files in os.walk(folder, onerror=fail):
        if is_build(Path(here)):
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and name not in SIDE_FILES:
                path = Path(here) / name
                yield Source(path, prefix + path.relative_to(folder).as_posix())
