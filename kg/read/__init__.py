"""Reading: files of many formats and encodings → articles, with a line for all that could not be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from kg.model import Article, Problem, Reading
from kg.read.finishing import finish
from kg.read.refusal import TWIN
from kg.read.sources import Source, find_sources, read_source

__all__ = ["ReadFile", "Source", "find_sources", "iterate", "read", "read_items"]

ReadFile = Callable[[Source], Iterable[Article | Problem]]
"""A file → its articles and problems, in order."""


def read(paths: Sequence[Path]) -> Reading:
    """All articles of some files and folders, in the order of their files' names, and what was wrong with the rest.

    Raises:
        InputError: a path does not exist.
    """
    found = list(iterate(paths))
    return Reading(
        tuple(item for item in found if isinstance(item, Article)),
        tuple(item for item in found if isinstance(item, Problem)),
    )


def iterate(paths: Sequence[Path], read_file: ReadFile | None = None) -> Iterator[Article | Problem]:
    """The same one by one: however many articles there are, memory holds one and a few bytes for each before it.

    Args:
        paths: files and folders.
        read_file: reads one file; by default `read_items`, and else something that may know what it would give.

    Raises:
        InputError: a path does not exist (at the first step).
    """
    twins = _Twins()
    for source in find_sources(paths):
        for item in (read_file or read_items)(source):
            yield from twins.admit(item) if isinstance(item, Article) else (item,)


def read_items(source: Source) -> Iterator[Article | Problem]:
    """The articles of one file, whatever other files hold, and what was wrong with the rest of it."""
    for draft in read_source(source):
        if isinstance(draft, Problem):
            yield draft
        else:
            yield from finish(draft)


class _Twins:
    """What was read before: an article the second time is left out, an id the second time is made another."""

    def __init__(self) -> None:
        self._articles: dict[bytes, str] = {}
        self._texts: dict[bytes, str] = {}
        self._ids: set[str] = set()

    def admit(self, article: Article) -> Iterator[Article | Problem]:
        identity = bytes.fromhex(article.sha256)[:16]
        if before := self._articles.get(identity):
            yield Problem(article.path, TWIN, f"the same article as {before}")
            return
        self._articles[identity] = article.path
        if article.id in self._ids:
            article = _renamed(article, f"{article.id}-{article.sha256[:8]}")
        self._ids.add(article.id)
        yield article
        text = sha256(article.text[article.body_start :].encode()).digest()[:16]
        if before := self._texts.setdefault(text, article.path):
            if before != article.path:
                yield Problem(article.path, TWIN, f"the same text as {before}; both are kept", skipped=False)


def _renamed(article: Article, name: str) -> Article:
    from dataclasses import replace

    return replace(article, id=name)
