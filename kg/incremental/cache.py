"""What was found in each article, kept by the article's content and the engine's version."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b, sha256
from pathlib import Path
from typing import NamedTuple

import msgspec

from kg.incremental.segments import Segments
from kg.model import Article, Entity, Event, Extraction, Problem
from kg.quiet import no_collection

Extract = Callable[[Iterable[Article]], Iterable[Extraction | Problem]]
"""Articles → what is in each, or why it failed, in the same order; may work on several at a time."""


class _Found(NamedTuple):
    entities: tuple[Entity, ...]
    events: tuple[Event, ...]


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(_Found).decode


class ExtractionCache:
    """Extractions of one engine, in a folder."""

    def __init__(self, folder: Path, engine: str) -> None:
        """Open the cache of an engine in `folder`; it need not exist yet."""
        self._folder = folder
        self._engine = engine
        self._segments = Segments(folder / engine)
        self._known: dict[int, tuple[Extraction, bytes]] = {}
        self.hits = 0
        self.misses = 0

    def get(self, article: Article) -> Extraction | None:
        """What was found in an article of the same content, if it was read before."""
        key = article_key(article)
        entry = self._segments.get(key)
        if entry is None:
            self.misses += 1
            return None
        self.hits += 1
        found = _decode(entry)
        extraction = Extraction(article, found.entities, found.events)
        self._known[id(extraction)] = extraction, key
        return extraction

    def put(self, extraction: Extraction) -> None:
        """Keep what was found in an article."""
        key = article_key(extraction.article)
        self._segments.put(key, _encode(_Found(extraction.entities, extraction.events)))
        self._known[id(extraction)] = extraction, key

    def digest(self, extraction: Extraction) -> bytes | None:
        """The hash of an article and of what was found in it; None where it did not come from here as it is now."""
        known = self._known.get(id(extraction))
        if known is None:
            return None
        about = f"{extraction.article.id}\x1f{extraction.article.path}"
        return blake2b(known[1] + about.encode("utf-8", "surrogateescape"), digest_size=16).digest()

    def publish(self) -> None:
        """Write what is new and drop the caches of other engines.

        Raises:
            OutputError: the folder cannot be written to.
        """
        self._segments.publish()
        for other in sorted(self._folder.glob("*")):
            if other.is_dir() and other.name != self._engine:
                shutil.rmtree(other, ignore_errors=True)

    def __len__(self) -> int:
        return len(self._segments)


def article_key(article: Article) -> bytes:
    """The key of all that extraction looks at; where the article lies and what it is called are no part of it."""
    spans = ";".join(f"{s.start},{s.end}" for s in article.boilerplate)
    fields = (
        article.sha256 or article.text,
        article.title,
        str(article.published or ""),
        article.source,
        article.lang,
        article.url,
        str(article.body_start),
        spans,
    )
    return sha256("\x1f".join(fields).encode("utf-8", "surrogatepass")).digest()


def cached_extract(
    articles: Iterable[Article], extract: Extract, cache: ExtractionCache
) -> Iterator[Extraction | Problem]:
    """The extractions of some articles, in order; only those that are not in the cache go through `extract`.

    Args:
        articles: in any order.
        extract: finds what is in new articles, in their order; it may take several before it gives the first.
        cache: asked first, and given what is new; `publish` is the caller's.
    """
    given = list(articles)
    with no_collection():
        known = [cache.get(article) for article in given]
    fresh = iter(extract(article for article, found in zip(given, known, strict=True) if found is None))
    for found in known:
        extraction = next(fresh) if found is None else found
        if found is None and isinstance(extraction, Extraction):
            cache.put(extraction)
        yield extraction
