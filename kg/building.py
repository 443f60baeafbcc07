"""The order of the stages: read → extract → correct → merge → write."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from kg.corrections import FILE_NAME as CORRECTIONS
from kg.corrections import Corrections, correct, read_corrections
from kg.errors import InputError
from kg.extracting import Found, extract
from kg.files import Stage, publication
from kg.gazetteer import Gazetteer
from kg.gazetteer.choice import chosen_digests
from kg.incremental import ExtractionCache, ReadingCache, cached_extract, engine_version
from kg.lines import line_of
from kg.merge import Merging, weigh
from kg.model import Article, Extraction, Knowledge, Problem, Reading
from kg.rdf import Graph, Pieces, gather_facts, jsonld, nquads, trig, turtle, unusable_addresses
from kg.read import iterate
from kg.report import report
from kg.review import FILE_NAME as DOUBTS
from kg.review import doubtful, write_questions

Item = TypeVar("Item")
Progress = Callable[[str, int, int], None]
"""Told what is done ('reading', 'extracting', …), how far it is, and how far it has to go (0 where unknown)."""


class NothingRead(InputError):
    """No article could be read; `problems` tells why."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Tell of the inputs that were all skipped."""
        skipped = sum(problem.skipped for problem in problems)
        super().__init__(f"nothing to build from: {skipped} skipped and no article read")
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Build:
    """What a build made."""

    knowledge: Knowledge
    graph: Graph
    merging: Merging
    problems: tuple[Problem, ...]
    """Inputs that were skipped or taken with reservations, in the order of reading."""
    out: Path | None = None
    """The folder that it was written to, if it was."""

    @property
    def skipped(self) -> int:
        """How many inputs were skipped."""
        return sum(problem.skipped for problem in self.problems)

    def turtle(self) -> str:
        """The graph as Turtle."""
        return "".join(turtle(self.graph))


FURTHER: Mapping[str, Callable[[Graph], Iterator[str]]] = {"nq": nquads, "jsonld": jsonld}
"""Forms of the graph that are written where asked for, by the ending of their file."""


def build(
    paths: Sequence[str | Path],
    out: str | Path | None = None,
    *,
    workers: int = 1,
    corrections: str | Path | None = None,
    also: Sequence[str] = (),
    progress: Progress | None = None,
) -> Build:
    """Make the graph of some articles.

    Args:
        paths: files and folders to read (.txt, .md, .html, .jsonl, .json, .zip).
        out: the folder to write graph.ttl, graph.trig, graph.html, extractions.jsonl and report.md to; an earlier
            build there is replaced when the new one is whole. Without one nothing is written.
        workers: processes that work on the articles; the outcome does not depend on it.
        corrections: the file of corrections; by default the `corrections.tsv` in the first folder of `paths`.
        also: further forms of the graph to write, of `FURTHER`: 'nq', 'jsonld'.
        progress: called as the work goes on.

    Raises:
        InputError: a path does not exist, or no article can be read.
        OutputError: `out` cannot be written.
        DataError: a data file of the package is broken.
    """
    tell = progress or _silent
    sources = [Path(path) for path in paths]
    fixes = read_corrections(Path(corrections) if corrections else _corrections_beside(sources))
    if out is None:
        return _make(_read(sources, None, tell), fixes, None, workers, tell)
    place = Path(out)
    _check_apart(sources, place)
    with publication(place) as stage:
        made = _make(_read(sources, stage.cache, tell), fixes, stage.cache, workers, tell)
        with _no_collection():
            _write(made, stage, place, also, tell)
    return replace(made, out=place)


def _read(paths: Sequence[Path], cache: Path | None, tell: Progress) -> Reading:
    articles: list[Article] = []
    problems: list[Problem] = []
    kept = ReadingCache(cache, engine_version()) if cache else None
    for item in iterate(paths, kept):
        if isinstance(item, Article):
            articles.append(item)
            tell("reading", len(articles), 0)
        else:
            problems.append(item)
    if not articles:
        raise NothingRead(tuple(problems))
    if kept:
        kept.publish()
    return Reading(tuple(articles), tuple(problems))


def _make(reading: Reading, fixes: Corrections, cache: Path | None, workers: int, tell: Progress) -> Build:
    gazetteer = Gazetteer.open()
    found = list(_told(_extract(reading.articles, cache, workers), "extracting", len(reading.articles), tell))
    extractions = [item for item in found if isinstance(item, Extraction)]
    failures = [item for item in found if isinstance(item, Problem)]
    if not extractions:
        raise NothingRead((*reading.problems, *failures))
    tell("merging", 0, 0)
    country_of = partial(_country, gazetteer)
    with _no_collection():
        corrected = correct(extractions, fixes, fact_of=gazetteer.fact, country_of=country_of)
        merging = weigh(corrected.extractions, country_of=country_of, ties=corrected.ties)
    knowledge = merging.knowledge
    graph = Graph(knowledge, gather_facts(knowledge, gazetteer))
    problems = (*reading.problems, *failures, *corrected.problems, *unusable_addresses(knowledge))
    return Build(knowledge, graph, merging, problems)


def _extract(articles: Sequence[Article], cache: Path | None, workers: int) -> Iterator[Found]:
    """What is in each article; what the last build found in the same article by the same engine is taken from it."""
    if cache is None:
        yield from extract(articles, workers)
        return
    kept = ExtractionCache(cache, engine_version(chosen_digests()))
    yield from cached_extract(articles, partial(extract, workers=workers), kept)
    kept.publish()


def _write(made: Build, stage: Stage, place: Path, also: Sequence[str], tell: Progress) -> None:
    from kg.view import render

    tell("writing", 0, 0)
    knowledge = made.knowledge
    for name, write in (("graph.ttl", turtle), ("graph.trig", trig)):
        pieces = Pieces(place / name, stage.cache / engine_version() / "pieces")
        stage.write(name, write(made.graph, pieces))
        pieces.publish()
    for form in also:
        stage.write(f"graph.{form}", FURTHER[form](made.graph))
    stage.write("extractions.jsonl", map(line_of, knowledge.extractions))
    stage.write(DOUBTS, write_questions(doubtful(knowledge.extractions, made.merging)))
    stage.write("report.md", report(knowledge, made.problems))
    for article in knowledge.articles:
        stage.write_into("articles", f"{article.sha256}.txt", article.text)
    tell("drawing", 0, 0)
    stage.write("graph.html", (render(stage.folder / "graph.ttl"),))


@contextmanager
def _no_collection() -> Iterator[None]:
    """No search for cycles among the records: there are none, and it would take as long as the work itself."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _told(items: Iterable[Item], step: str, total: int, tell: Progress) -> Iterator[Item]:
    for done, item in enumerate(items, 1):
        tell(step, done, total)
        yield item


def _country(gazetteer: Gazetteer, key: str) -> str:
    fact = gazetteer.fact(key)
    return fact.country if fact else ""


def _corrections_beside(paths: Sequence[Path]) -> Path:
    folder = next((path for path in paths if path.is_dir()), Path())
    return folder / CORRECTIONS


def _check_apart(paths: Sequence[Path], out: Path) -> None:
    """Refuse an output folder that holds what is read.

    Raises:
        InputError: the build would take the place of its own input.
    """
    place = out.resolve()
    for path in paths:
        if place == path.resolve() or place in path.resolve().parents:
            raise InputError(f"{path}: lies in {out}, which the build would replace; give another output folder")


def _silent(step: str, done: int, total: int) -> None:
    return None
