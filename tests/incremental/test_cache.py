"""The cache of extractions: asked first, never wrong, and safe from crashes."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.incremental import ExtractionCache, ReadingCache, Segments, cached_extract, engine_version
from kg.model import Article, Candidate, DateSpan, Entity, Event, Extraction, Problem, Span
from kg.read import Source


def article(name: str, text: str = "") -> Article:
    text = text or f"text of {name}"
    return Article(
        name, f"{name}.txt", text, 0, published=DateSpan.of("2024-05-01"), lang="en", sha256=f"hash of {text}"
    )


def found(of: Article) -> Extraction:
    """An extraction with something in every field."""
    number = int(sha256(of.text.encode()).hexdigest()[:4], 16)
    candidate = Candidate("Q1", "One", 0.25, "why")
    entity = Entity("e1", f"Q{number}", "person", "أحد", (("ar", "أحد"),), (Span(0, 4),), (candidate,), 0.5, "o", "Q9")
    day = DateSpan.of("2024-05", "2024-06")
    event = Event("v1", "visit", ("e1",), (), None, day, "planned", ("trade",), Span(0, 4), (Span(0, 9),), 0.75, "r")
    return Extraction(of, (entity,), (event,))


class Engine:
    """Extracts, and remembers which articles it was given."""

    def __init__(self) -> None:
        self.given: list[str] = []

    def __call__(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        for one in articles:
            self.given.append(one.id)
            yield found(one)


def extract(folder: Path, names: Iterable[str], engine: str = "v1") -> tuple[list[Extraction | Problem], list[str]]:
    cache, work = ExtractionCache(folder, engine), Engine()
    result = list(cached_extract([article(name) for name in names], work, cache))
    cache.publish()
    return result, work.given


def test_only_new_articles_are_extracted(tmp_path: Path) -> None:
    extract(tmp_path, "abc")
    result, given_again = extract(tmp_path, "xaybzc")
    assert given_again == ["x", "y", "z"]
    assert result == [found(article(name)) for name in "xaybzc"]


def test_a_changed_article_is_extracted_again(tmp_path: Path) -> None:
    extract(tmp_path, "a")
    cache = ExtractionCache(tmp_path, "v1")
    assert cache.get(article("a")) == found(article("a"))
    assert cache.get(article("a", "another text")) is None
    assert cache.get(replace(article("a"), published=None)) is None


def test_a_moved_article_is_known_and_keeps_its_new_name(tmp_path: Path) -> None:
    extract(tmp_path, "a")
    moved = replace(article("a"), id="b", path="elsewhere/b.txt")
    known = ExtractionCache(tmp_path, "v1").get(moved)
    assert known is not None
    assert known.article == moved


def test_another_engine_knows_nothing_and_takes_the_place(tmp_path: Path) -> None:
    extract(tmp_path, "abc")
    assert extract(tmp_path, "abc", engine="v2")[1] == ["a", "b", "c"]
    assert len(ExtractionCache(tmp_path, "v1")) == 0


def test_what_nobody_asks_for_is_dropped(tmp_path: Path) -> None:
    extract(tmp_path, "abcdefgh")
    extract(tmp_path, "ab")
    assert len(ExtractionCache(tmp_path, "v1")) == 2


def test_many_small_runs_leave_few_files(tmp_path: Path) -> None:
    names = [f"n{n}" for n in range(40)]
    for count in range(1, len(names) + 1):
        assert extract(tmp_path, names[:count])[1] == [names[count - 1]]
    assert len(list(tmp_path.rglob("*.segment"))) <= 17


@settings(max_examples=50, deadline=None)
@given(names=st.lists(st.sampled_from("abcdefgh"), max_size=12), known=st.sets(st.sampled_from("abcdefgh")))
def test_order_holds_whatever_is_known(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], known: set[str]
) -> None:
    folder = tmp_path_factory.mktemp("cache")
    extract(folder, sorted(known))
    assert extract(folder, names)[0] == [found(article(name)) for name in names]


def test_an_engine_that_takes_all_before_it_gives_any(tmp_path: Path) -> None:
    extract(tmp_path, "bd")
    cache = ExtractionCache(tmp_path, "v1")
    articles = [article(name) for name in "abcde"]
    result = cached_extract(articles, lambda new: [found(a) for a in list(new)], cache)
    assert list(result) == [found(a) for a in articles]


def test_an_article_that_fails_is_tried_again(tmp_path: Path) -> None:
    extract(tmp_path, "ac")
    problem = Problem("b.txt", "KG130", "failed")
    for _ in range(2):
        cache = ExtractionCache(tmp_path, "v1")
        result = cached_extract([article(name) for name in "abc"], lambda new: [problem for _ in new], cache)
        assert list(result) == [found(article("a")), problem, found(article("c"))]
        cache.publish()


@pytest.mark.parametrize("damage", [b"", b"\x00" * 50, b"x"])
def test_a_damaged_file_is_as_none(tmp_path: Path, damage: bytes) -> None:
    extract(tmp_path, "abc")
    (path,) = tmp_path.rglob("*.segment")
    content = path.read_bytes()
    path.write_bytes(damage or content[: len(content) // 2])
    assert extract(tmp_path, "abc")[1] == ["a", "b", "c"]


def _write_much(folder: Path) -> None:
    for run in range(10_000):
        segments = Segments(folder)
        for n in range(50):
            segments.put(sha256(f"{run},{n}".encode()).digest(), f"{run},{n}".encode() * 200)
        segments.publish()


def test_a_kill_leaves_whole_files_only(tmp_path: Path) -> None:
    context = get_context("fork")
    for pause in (0.02, 0.05, 0.08, 0.11):
        process = context.Process(target=_write_much, args=(tmp_path,))
        process.start()
        process.join(pause)
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        segments = Segments(tmp_path)
        assert len(segments) % 50 == 0
    assert extract(tmp_path / "other", "a")[1] == ["a"]


def test_a_file_is_parsed_once(tmp_path: Path) -> None:
    parsed: list[str] = []

    def read_file(source: Source) -> Iterator[Article | Problem]:
        parsed.append(source.shown)
        yield from (article("a"), Problem(source.shown, "KG101", "a note", skipped=False), article("b"))

    path = tmp_path / "in.txt"
    path.write_text("content", "utf-8")
    expected = list(read_file(Source(path, "in.txt")))
    parsed.clear()
    for _ in range(2):
        cache = ReadingCache(tmp_path / "cache", "v1", read_file=read_file)
        assert list(cache(Source(path, "in.txt"))) == expected
        cache.publish()
    assert parsed == ["in.txt"]
    path.write_text("other", "utf-8")
    list(ReadingCache(tmp_path / "cache", "v1", read_file=read_file)(Source(path, "in.txt")))
    list(ReadingCache(tmp_path / "cache", "v1", read_file=read_file)(Source(path, "b/in.txt")))
    list(ReadingCache(tmp_path / "cache", "v2", read_file=read_file)(Source(path, "in.txt")))
    assert parsed == ["in.txt", "in.txt", "b/in.txt", "in.txt"]


def test_a_file_that_is_gone_is_told_by_the_reader(tmp_path: Path) -> None:
    (problem,) = ReadingCache(tmp_path, "v1")(Source(tmp_path / "gone.txt", "gone.txt"))
    assert isinstance(problem, Problem)


def test_engine_version_follows_code_and_data(tmp_path: Path) -> None:
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "fold.py").write_text("a = 1\n")
    (tmp_path / "rdf.py").write_text("b = 1\n")

    def version(*extra: str) -> str:
        engine_version.cache_clear()
        return engine_version(extra, tmp_path, ("text",))

    first = version()
    assert version() == first
    assert version("facts of another day") != first
    (tmp_path / "rdf.py").write_text("b = 2\n")
    assert version() == first
    (tmp_path / "text" / "fold.py").write_text("a = 2\n")
    assert version() != first
    (tmp_path / "text" / "fold.py").rename(tmp_path / "text" / "other.py")
    assert version() != first
