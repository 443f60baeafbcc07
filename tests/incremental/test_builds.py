"""Builds over a folder that changes: the same bytes as a build from nothing, whatever came before."""

from __future__ import annotations

import json
import os
import random
import signal
import time
from collections.abc import Iterable
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import pytest
from merge_corpus import extractions

from kg.building import build
from kg.model import Article
from kg.view import render

ARTICLES = tuple(extraction.article for extraction in extractions())
OUTPUTS = ("graph.ttl", "graph.trig", "graph.html", "extractions.jsonl", "doubts.jsonl", "report.md", "manifest.json")


def write(folder: Path, articles: Iterable[Article]) -> Path:
    """A folder with a file an article; others that were there go."""
    folder.mkdir(exist_ok=True)
    for path in folder.glob("*.md"):
        path.unlink()
    for article in articles:
        front = f"---\npublished: {article.published}\nsource: {article.source}\nlang: {article.lang}\n---\n\n"
        (folder / f"{article.id}.md").write_text(front + article.text + "\n", "utf-8")
    return folder


def outputs(out: Path) -> dict[str, bytes]:
    return {name: (out / name).read_bytes() for name in OUTPUTS}


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a build of all articles from nothing gives."""
    folder = tmp_path_factory.mktemp("whole")
    build([write(folder / "in", ARTICLES)], folder / "out")
    return outputs(folder / "out")


def test_a_folder_that_grows_and_shrinks(tmp_path: Path, whole: dict[str, bytes]) -> None:
    steps = (ARTICLES[:20], ARTICLES[10:50], ARTICLES)
    for step in steps:
        build([write(tmp_path / "in", step)], tmp_path / "out")
    assert outputs(tmp_path / "out") == whole


def test_several_processes_over_an_earlier_build(
    tmp_path: Path, whole: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.limits.SERIAL_ARTICLES", 8)
    monkeypatch.setattr("kg.limits.CHUNK", 4)
    build([write(tmp_path / "in", ARTICLES[:7])], tmp_path / "out")
    build([write(tmp_path / "in", ARTICLES)], tmp_path / "out", workers=4)
    assert outputs(tmp_path / "out") == whole


def test_a_corpus_in_parts_and_in_another_order(tmp_path: Path, whole: dict[str, bytes]) -> None:
    halves = [write(tmp_path / "z", ARTICLES[::2]), write(tmp_path / "a", ARTICLES[1::2])]
    build(halves, tmp_path / "out")
    found = outputs(tmp_path / "out")
    assert {name: found[name] for name in ("graph.ttl", "graph.trig")} == {
        name: whole[name] for name in ("graph.ttl", "graph.trig")
    }


def test_only_what_is_new_is_extracted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import kg.building as building

    given: list[int] = []
    extract = building.extract

    def counting(articles: Iterable[Article], workers: int = 1) -> object:
        taken = list(articles)
        given.append(len(taken))
        return extract(taken, workers)

    monkeypatch.setattr(building, "extract", counting)
    for count in (40, 43, 42):
        build([write(tmp_path / "in", ARTICLES[:count])], tmp_path / "out")
    assert given == [40, 3, 0]


def test_where_nothing_changed_nothing_is_written(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", ARTICLES[:12])
    first = build([folder], tmp_path / "out")
    number = (tmp_path / "out").stat().st_ino
    second = build([folder], tmp_path / "out")
    assert (tmp_path / "out").stat().st_ino == number
    assert (second.counts, second.problems, second.skipped) == (first.counts, first.problems, first.skipped)
    assert second.knowledge == first.knowledge
    assert second.turtle() == first.turtle()


@pytest.mark.parametrize(
    "name", ["graph.html", "graph.ttl", "graph.trig", "manifest.json", "articles", "article", "also", "corrections"]
)
def test_what_was_changed_is_made_again(tmp_path: Path, name: str) -> None:
    folder, out = write(tmp_path / "in", ARTICLES[:12]), tmp_path / "out"
    build([folder], out)
    number, expected = out.stat().st_ino, outputs(out)
    article = next((out / "articles").iterdir())
    text = article.read_bytes()
    if name == "articles":
        article.unlink()
    elif name == "article":
        article.write_bytes(text.swapcase() + b".")
    elif name == "corrections":
        (folder / "corrections.tsv").write_text("is\tno such name\tQ318493\n", "utf-8")
    elif name != "also":
        (out / name).write_bytes((out / name).read_bytes()[:-5])
    build([folder], out, also=("nq",) if name == "also" else ())
    assert out.stat().st_ino != number
    assert article.read_bytes() == text
    if name not in ("also", "corrections"):
        assert outputs(out) == expected


def test_a_correction_holds_over_kept_extractions(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", ARTICLES)
    before = build([folder], tmp_path / "out").knowledge
    assert any(actor.key == "Q704220" for actor in before.actors)
    (folder / "corrections.tsv").write_text("is\tنبيه بري\tQ318493\nis\tNabih Berri\tQ318493\n", "utf-8")
    assert not any(actor.key == "Q704220" for actor in build([folder], tmp_path / "out").knowledge.actors)
    (folder / "corrections.tsv").unlink()
    assert build([folder], tmp_path / "out").knowledge == before


def check_kills(folder: Path, whole: dict[str, bytes], kills: int) -> None:
    """Kill builds at random moments, and see that the output is always one whole build, the old or the new."""
    source, out = folder / "in", folder / "out"
    part = ARTICLES[: len(ARTICLES) // 2]
    start = time.perf_counter()
    build([write(source, part)], out)
    usual = time.perf_counter() - start
    states = {"part": outputs(out), "whole": whole}
    context = get_context("fork")
    dice = random.Random(20)
    died = 0
    for number in range(kills):
        write(source, ARTICLES if number % 2 else part)
        if number % 5 == 0:
            for path in (out / ".cache").rglob("*.segment"):
                path.unlink()
        process = context.Process(target=build, args=([source], out))
        process.start()
        process.join(dice.random() * usual)
        if process.is_alive():
            os.kill(process.pid or 0, signal.SIGKILL)
            died += 1
        process.join()
        found = outputs(out)
        assert found in states.values(), f"kill {number} left a build that is neither the old nor the new one"
        assert json.loads(found["manifest.json"])["folders"]["articles"] == len(list((out / "articles").iterdir()))
    assert died > kills // 4
    build([write(source, ARTICLES)], out)
    assert outputs(out) == whole
    assert {path.name for path in folder.iterdir()} == {"in", "out"}


def test_kills_leave_a_whole_build(tmp_path: Path, whole: dict[str, bytes]) -> None:
    check_kills(tmp_path, whole, 10)


@pytest.mark.slow
def test_two_hundred_kills_leave_a_whole_build(tmp_path: Path, whole: dict[str, bytes]) -> None:
    check_kills(tmp_path, whole, 200)


def test_the_page_shows_what_the_graph_says(tmp_path: Path) -> None:
    for count in (30, 45):
        build([write(tmp_path / "in", ARTICLES[:count])], tmp_path / "out")
    assert (tmp_path / "out" / "graph.html").read_text("utf-8") == render(tmp_path / "out" / "graph.ttl")


CORRECTIONS = (
    "",
    "is\tنبيه بري\tQ318493\nis\tNabih Berri\tQ318493\n",
    "is\tNabih Berri\t-\n",
)
"""Tables of a user's corrections, of which one may hold at a time."""


@pytest.mark.parametrize("seed", [1, 2])
def test_any_sequence_of_changes_gives_what_a_build_from_nothing_does(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    for step in range(3):
        chosen = [
            replace(article, text=f"{article.text} {step}") if dice.random() < 0.2 else article
            for article in dice.sample(ARTICLES, dice.randrange(5, 40))
        ]
        folder = write(tmp_path / "in", chosen)
        (folder / "corrections.tsv").write_text(CORRECTIONS[(step + seed) % len(CORRECTIONS)], "utf-8")
        build([folder], tmp_path / "out")
        build([folder], tmp_path / f"fresh{step}")
        assert outputs(tmp_path / "out") == outputs(tmp_path / f"fresh{step}")
        texts = [
            {path.name: path.read_bytes() for path in (tmp_path / name / "articles").iterdir()}
            for name in ("out", f"fresh{step}")
        ]
        assert texts[0] == texts[1]
