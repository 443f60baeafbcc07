"""Articles → extractions, by one process or by several; what comes out is the same in the same order."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from itertools import chain, islice

from kg import lang, limits
from kg.code import code
from kg.gazetteer import Gazetteer
from kg.link import link
from kg.model import Article, Extraction, Problem
from kg.quiet import no_collection
from kg.text import analyse

Found = Extraction | Problem
FAILED = "KG130"
"""An article that the engine failed on."""


def extract(articles: Iterable[Article], workers: int = 1) -> Iterator[Found]:
    """What is in each article, in their order; a problem for an article that cannot be worked on.

    Args:
        articles: as read; taken as they are needed.
        workers: processes that work on them; 1 means this one. The outcome does not depend on it.

    Raises:
        DataError: a language pack or the gazetteer is broken.
    """
    _gazetteer()
    stream = iter(articles)
    first = list(islice(stream, limits.SERIAL_ARTICLES)) if workers > 1 else []
    if workers > 1 and len(first) == limits.SERIAL_ARTICLES:
        yield from _in_processes(chain(first, stream), workers)
    else:
        yield from map(extract_one, chain(first, stream))


def extract_one(article: Article) -> Found:
    """What is in one article, or the problem that it made."""
    try:
        with no_collection():
            pack = lang.load(article.lang)
            linked = link(analyse(article, pack), _gazetteer(), pack)
            return Extraction(article, linked.entities, code(linked, pack))
    except _FAULTS as error:
        return _failed(article, f"{type(error).__name__}: {error}")


_FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What a fault of the engine may raise; errors of its data (`KgError`) are no fault of one article."""


def _extract_chunk(articles: list[Article]) -> list[Found]:
    return [extract_one(article) for article in articles]


@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer.open()


def _failed(article: Article, why: str) -> Problem:
    return Problem(article.path, FAILED, f"the engine failed on it ({' '.join(why.split())[:200]})")


class _Pool:
    """Processes that can be replaced when one of them dies or hangs."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._processes = self._start()

    def _start(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self._workers, mp_context=multiprocessing.get_context("spawn"))

    def submit(self, chunk: list[Article]) -> Future[list[Found]]:
        return self._processes.submit(_extract_chunk, chunk)

    def replace(self) -> None:
        """End the processes, whatever they do, and start others."""
        self.end()
        self._processes = self._start()

    def end(self) -> None:
        for process in list((self._processes._processes or {}).values()):
            process.kill()
        self._processes.shutdown(wait=True, cancel_futures=True)


def _in_processes(articles: Iterator[Article], workers: int) -> Iterator[Found]:
    pool = _Pool(workers)
    waiting: deque[tuple[list[Article], Future[list[Found]]]] = deque()
    try:
        while True:
            while len(waiting) < 3 * workers and (chunk := list(islice(articles, limits.CHUNK))):
                waiting.append((chunk, pool.submit(chunk)))
            if not waiting:
                return
            chunk, future = waiting[0]
            try:
                found = future.result(limits.ARTICLE_SECONDS * len(chunk))
            except (BrokenProcessPool, TimeoutError):
                pool.replace()
                waiting.popleft()
                yield from _one_by_one(chunk)
                waiting = deque((chunk, pool.submit(chunk)) for chunk, _ in waiting)
            else:
                waiting.popleft()
                yield from found
    finally:
        pool.end()


def _one_by_one(chunk: list[Article]) -> Iterator[Found]:
    """Each article of a chunk that a process died of, apart, so that only the one that it died of is lost."""
    pool = _Pool(1)
    try:
        for article in chunk:
            try:
                yield from pool.submit([article]).result(limits.ARTICLE_SECONDS)
            except BrokenProcessPool:
                pool.replace()
                yield _failed(article, "its process died")
            except TimeoutError:
                pool.replace()
                yield _failed(article, f"it took more than {limits.ARTICLE_SECONDS} seconds")
    finally:
        pool.end()
