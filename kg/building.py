"""The order of the stages: read → extract → correct → merge → write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

from kg.corrections import FILE_NAME as CORRECTIONS
from kg.corrections import Corrections, correct, read_corrections
from kg.errors import InputError
from kg.extracting import Found, extract
from kg.files import CACHE, Stage, publication
from kg.gazetteer import Gazetteer
from kg.gazetteer.choice import chosen_digests
from kg.incremental import (
    Contents,
    ExtractionCache,
    Part,
    Piece,
    Pieces,
    ReadingCache,
    cached_extract,
    engine_version,
    keep_standing,
    standing,
)
from kg.lines import key_of, line_of
from kg.merge import Merging, weigh
from kg.model import Article, Extraction, Knowledge, Problem, Reading
from kg.quiet import no_collection
from kg.rdf import (
    Graph,
    gather_facts,
    jsonld,
    nquads,
    ontology_digests,
    trig_parts,
    turtle,
    turtle_parts,
    unusable_addresses,
)
from kg.read import find_sources, iterate
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


class Counts(NamedTuple):
    """How much a build knows."""

    articles: int
    actors: int
    happenings: int
    told: int
    """Events that the articles tell; several may be of one happening."""


class _Note(NamedTuple):
    """What is kept of a build for when nothing has changed."""

    counts: Counts
    problems: tuple[Problem, ...]


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(_Note).decode


@dataclass(frozen=True, slots=True)
class Made:
    """All that the stages made of the articles."""

    knowledge: Knowledge
    graph: Graph
    merging: Merging
    problems: tuple[Problem, ...]

    def note(self) -> _Note:
        """The counts and problems."""
        known = self.knowledge
        told = sum(len(extraction.events) for extraction in known.extractions)
        return _Note(Counts(len(known.articles), len(known.actors), len(known.happenings), told), self.problems)


@dataclass(frozen=True)
class Build:
    """What a build made; where nothing had changed, its knowledge is worked out when it is first asked for."""

    counts: Counts
    problems: tuple[Problem, ...]
    """Inputs that were skipped or taken with reservations, in the order of reading."""
    out: Path | None
    """The folder that it was written to, if it was."""
    make: Callable[[], Made] = field(repr=False)

    @cached_property
    def made(self) -> Made:
        """All that the stages made of the articles."""
        return self.make()

    @property
    def knowledge(self) -> Knowledge:
        """What is known."""
        return self.made.knowledge

    @property
    def skipped(self) -> int:
        """How many inputs were skipped."""
        return sum(problem.skipped for problem in self.problems)

    def turtle(self) -> str:
        """The graph as Turtle."""
        return "".join(turtle(self.made.graph))


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
    sources = [Path(path) for path in paths]
    fixes_file = Path(corrections) if corrections else _corrections_beside(sources)
    job = _Job(sources, read_corrections(fixes_file), workers, progress or _silent)
    if out is None:
        made = job.make(None)
        return Build(*made.note(), None, lambda: made)
    place = Path(out)
    _check_apart(sources, place)
    made_of = job.made_of(also)
    note = standing(place, job.engine, made_of)
    if note is not None:
        return Build(*_decode(note), place, lambda: job.make(place / CACHE, keep=False))
    with publication(place) as stage:
        made = job.make(stage.cache)
        with no_collection():
            _write(made, stage, place, also, job)
        stage.remember(CORRECTIONS, str(fixes_file.absolute()))
        if job.contents.steady:
            keep_standing(stage.cache, job.engine, made_of, stage.manifest(), _encode(made.note()))
    return Build(*made.note(), place, lambda: made)


@dataclass(frozen=True, slots=True)
class _Job:
    """What is to be made of what, and how."""

    sources: Sequence[Path]
    fixes: Corrections
    workers: int
    tell: Progress
    contents: Contents = field(default_factory=Contents)
    engine: str = field(default_factory=lambda: engine_version(chosen_digests()))
    """What articles are read and extracted by."""
    package: str = field(default_factory=lambda: engine_version(ontology_digests(), parts=("",)))
    """All that a build is made by."""

    def made_of(self, also: Sequence[str]) -> bytes:
        """The hash of all that the outcome depends on."""
        return self.contents.of_all(find_sources(self.sources), _encode((self.engine, self.package, self.fixes, also)))

    def make(self, cache: Path | None, *, keep: bool = True) -> Made:
        """Run the stages.

        Args:
            cache: the folder of what is kept from build to build.
            keep: whether to keep there what is new.
        """
        gazetteer = Gazetteer.open()
        reading = self._read(cache, keep)
        kept = ExtractionCache(cache, self.engine) if cache else None
        found = list(_told(self._extract(reading.articles, kept), "extracting", len(reading.articles), self.tell))
        if kept is not None and keep:
            kept.publish()
        extractions = [item for item in found if isinstance(item, Extraction)]
        failures = [item for item in found if isinstance(item, Problem)]
        if not extractions:
            raise NothingRead((*reading.problems, *failures))
        self.tell("merging", 0, 0)
        country_of = partial(_country, gazetteer)
        with no_collection():
            corrected = correct(extractions, self.fixes, fact_of=gazetteer.fact, country_of=country_of)
            merging = weigh(corrected.extractions, country_of=country_of, ties=corrected.ties)
            knowledge = merging.knowledge
            graph = Graph(knowledge, gather_facts(knowledge, gazetteer), digest=partial(_digest, kept))
            problems = (*reading.problems, *failures, *corrected.problems, *unusable_addresses(knowledge))
        return Made(knowledge, graph, merging, problems)

    def _read(self, cache: Path | None, keep: bool) -> Reading:
        articles: list[Article] = []
        problems: list[Problem] = []
        kept = ReadingCache(cache, self.engine, self.contents) if cache else None
        for item in iterate(self.sources, kept):
            if isinstance(item, Article):
                articles.append(item)
                self.tell("reading", len(articles), 0)
            else:
                problems.append(item)
        if not articles:
            raise NothingRead(tuple(problems))
        if kept and keep:
            kept.publish()
        return Reading(tuple(articles), tuple(problems))

    def _extract(self, articles: Sequence[Article], kept: ExtractionCache | None) -> Iterable[Found]:
        """What is in each article; what an earlier build found in it by the same engine is taken from there."""
        run = partial(extract, workers=self.workers)
        return run(articles) if kept is None else cached_extract(articles, run, kept)


def _write(made: Made, stage: Stage, place: Path, also: Sequence[str], job: _Job) -> None:
    from kg.view import put_together, render, sketch

    job.tell("writing", 0, 0)
    knowledge = made.knowledge
    sketches, told = _write_pieces("graph.ttl", turtle_parts(made.graph, sketch), stage, place, job)
    _write_pieces("graph.trig", trig_parts(made.graph, told), stage, place, job)
    _write_pieces(
        "extractions.jsonl", (_line_part(found, made.graph) for found in knowledge.extractions), stage, place, job
    )
    for form in also:
        stage.write(f"graph.{form}", FURTHER[form](made.graph))
    stage.write(DOUBTS, write_questions(doubtful(knowledge.extractions, made.merging)))
    stage.write("report.md", report(knowledge, made.problems))
    stage.write_folder("articles", {f"{article.sha256}.txt": article.text for article in knowledge.articles})
    job.tell("drawing", 0, 0)
    stage.write("graph.html", (render(put_together(sketches)),))


def _write_pieces(
    name: str, parts: Iterable[Part], stage: Stage, place: Path, job: _Job
) -> tuple[list[bytes], Callable[[bytes], Piece | None]]:
    """Write a file of pieces; returns their notes, and what gives them by their keys."""
    pieces = Pieces(place / name, stage.last(name), stage.cache / job.engine / "pieces", job.package)
    pieces.publish(stage.write(name, pieces.write(parts)))
    return pieces.notes(), pieces.reader(stage.folder / name)


def _line_part(extraction: Extraction, graph: Graph) -> Part:
    return Part(graph.digest(extraction.article), lambda _: Piece(line_of(extraction)))


def _digest(kept: ExtractionCache | None, extraction: Extraction) -> bytes:
    known = kept.digest(extraction) if kept is not None else None
    return known or key_of(extraction)


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
