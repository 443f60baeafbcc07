"""The cache of compiled indexes: made at first use, made again when it cannot be used, whoever else is at it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.gazetteer.compiling import cache_folder, cached_index, compile_index, source_digest
from kg.gazetteer.source import read_source

OPEN = """
import sys
from pathlib import Path
from kg.gazetteer.compiling import cached_index
from kg.gazetteer.gazetteer import Gazetteer
print(Gazetteer(cached_index(Path(sys.argv[1]))).fact("Q21").label("en"))
"""


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return cache_folder()


def test_the_same_facts_give_the_same_bytes(facts: Path) -> None:
    digest = source_digest(facts)
    assert compile_index(read_source(facts), digest) == compile_index(read_source(facts), digest)


def test_the_order_of_lines_does_not_matter(facts: Path) -> None:
    before = compile_index(read_source(facts), bytes(32))
    for table in ("people", "states", "places"):
        path = facts / f"{table}.tsv"
        header, *rows = path.read_text("utf-8").splitlines(keepends=True)
        path.write_text(header + "".join(reversed(rows)), "utf-8")
    assert compile_index(read_source(facts), bytes(32)) == before


def test_the_second_use_takes_the_file_of_the_first(facts: Path, cache: Path) -> None:
    first = cached_index(facts).path
    written = first.stat().st_ino
    assert cached_index(facts).path == first
    assert first.stat().st_ino == written
    assert list(cache.iterdir()) == [first]


def test_changed_facts_get_an_index_of_their_own(write_facts: Callable[..., Path]) -> None:
    before = cached_index(write_facts()).path
    assert cached_index(write_facts(topics="Q42|event|Peace of the Isles|||\n")).path != before


def test_a_damaged_file_is_made_again(facts: Path) -> None:
    path = cached_index(facts).path
    good = path.read_bytes()
    path.write_bytes(good[:-7])
    assert cached_index(facts).path == path
    assert path.read_bytes() == good


def test_without_a_writable_cache_a_temporary_file_serves(
    facts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    index = cached_index(facts)
    assert index.trie.key_id("port avalon ") >= 0
    assert not index.path.exists()


def test_several_processes_may_compile_at_once(facts: Path, cache: Path) -> None:
    command = [sys.executable, "-c", OPEN, str(facts)]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    answers = [process.communicate(timeout=60)[0].strip() for process in processes]
    assert answers == ["Port Avalon"] * 4
    assert len(list(cache.iterdir())) == 1
