"""What was read from each file, kept by name and content, so that what did not change is not parsed again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from kg import limits
from kg.incremental.contents import Contents
from kg.incremental.segments import Segments
from kg.model import Article, Problem
from kg.quiet import no_collection
from kg.read import ReadFile, Source, read_items

_Items = list[tuple[Article | None, Problem | None]]
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(_Items).decode


class ReadingCache:
    """Readings of one engine, in a folder."""

    def __init__(
        self, folder: Path, engine: str, contents: Contents | None = None, read_file: ReadFile = read_items
    ) -> None:
        """Open the cache of an engine in `folder`, which need not exist yet; `read_file` reads what is not in it."""
        self._segments = Segments(folder / engine / "reading")
        self._contents = contents or Contents()
        self._read_file = read_file

    def __call__(self, source: Source) -> Iterator[Article | Problem]:
        """The articles and problems of a file, as `read_file` gives them; very large files are read anew every time."""
        key = self._contents.of(source)
        entry = self._segments.get(key)
        if entry is not None:
            with no_collection():
                kept = _decode(entry)
            yield from (item for pair in kept for item in pair if item is not None)
            return
        if not _is_kept(source):
            yield from self._read_file(source)
            self._contents.still(source)
            return
        items = list(self._read_file(source))
        if self._contents.still(source):
            self._segments.put(key, _encode(_apart(items)))
        yield from items

    def publish(self) -> None:
        """Write what is new.

        Raises:
            OutputError: the folder cannot be written to.
        """
        self._segments.publish()


def _apart(items: Iterable[Article | Problem]) -> _Items:
    return [(item, None) if isinstance(item, Article) else (None, item) for item in items]


def _is_kept(source: Source) -> bool:
    try:
        return source.path.is_file() and source.path.stat().st_size <= limits.KEPT_FILE
    except OSError:
        return False
