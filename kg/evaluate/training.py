"""Learn, from annotated articles, who takes part in events and how sure each event is: weights of the language packs.

    python -m kg.evaluate.training GOLD[=ARTICLES] …

reads gold (as `kg.evaluate.gold` does) and its articles, and fits two logistic models for each language: of whether
gold lets a candidate take part in the event of a word (`kg.code.participants`), and of whether gold tells an event
that was found (`kg.code.confidence`). What the first says of an article, the second learns from as it would be said of
an article never seen: by weights that were fitted to other articles. It prints how sure events are in articles that
neither was fitted to, and writes `participants.tsv` and `confidence.tsv`. The same gold gives the same bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from kg import files, lang
from kg.code import draft_with_traits, make_event, read_words_of
from kg.code.confidence import weigh
from kg.code.participants import Trait, Weights
from kg.errors import KgError
from kg.evaluate import find_right, name_entities
from kg.evaluate.gold import read_gold
from kg.evaluate.logistic import fit_logistic
from kg.gazetteer import Gazetteer
from kg.lang import Pack
from kg.link import link
from kg.model import Article, Extraction, LinkedDocument
from kg.read import read
from kg.text import analyse

Name = TypeVar("Name", Trait, str)

_PARTS = 8
"""Parts of the articles, each of which is told by a model that was fitted to the others."""
_RIDGE = 6.0
"""How strongly weights are held near zero; from 2 to 8 the cross-validated error differs by less than 0.002."""
_RARE = 4
"""Fewest samples with a trait for it to have a weight."""
_SMALL = 0.05
"""Weights nearer to zero are left out."""
_COVERED = 0.5
"""Share of an event's participants that must be among the candidates for its word to be learned from."""


@dataclass(frozen=True, slots=True)
class Annotated:
    """One article with its gold."""

    name: str
    gold: Mapping[str, Any]
    linked: LinkedDocument

    @property
    def article(self) -> Article:
        """The article."""
        return self.linked.document.article


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may take part in the event of a word, or be its place, and what gold says of that."""

    traits: tuple[Trait, ...]
    takes_part: bool
    acts: bool
    holds: bool | None
    """Whether it happened there; None where it cannot have."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One event that was found: in which article, its traits, and whether it is right."""

    article: str
    traits: tuple[str, ...]
    right: bool


def read_annotated(gold: Path, articles: Sequence[Path], pack: Pack) -> Iterator[Annotated]:
    """The linked articles of a folder of gold, of one language.

    Args:
        gold: folder with NAME.json files.
        articles: where NAME.md (or another format that can be read) lies.
        pack: of the language.

    Raises:
        InputError: the gold cannot be read.
    """
    gazetteer = Gazetteer.open()
    read_articles = {article.id: article for article in read(list(articles)).articles}
    for document in read_gold(gold):
        article = read_articles.get(document["id"])
        if article is not None and document["lang"] == pack.code:
            yield Annotated(f"{gold.name}/{article.id}", document, link(analyse(article, pack), gazetteer, pack))


def label_candidates(annotated: Annotated, pack: Pack) -> Iterator[Candidate]:
    """Everybody named around the event words that tell an event of gold, with what gold says of them."""
    gold, text, tokens = annotated.gold, annotated.article.text, annotated.linked.document.tokens
    kinds = {entity.id: entity.type for entity in annotated.linked.entities}
    names = name_entities(gold, Extraction(annotated.article, annotated.linked.entities, ()))
    for reading in read_words_of(annotated.linked, pack):
        frame, item = reading.entry.frame, reading.row.items[reading.t]
        start, end = tokens[item.first].start, tokens[item.last - 1].end
        near = {names[entity] for entity in reading.candidates}
        best: tuple[float, set[str], set[str], str | None] | None = None
        for event in gold["events"]:
            if frame is None or event["type"] != frame.type or not _is_told(event["trigger"], text, start, end):
                continue
            agents = set(event["agents"])
            who = agents | set(event["others"]) | ({event["place"]} if frame.type == "visit" else set()) - {None}
            covered = len(who & near) / max(1, len(who))
            if covered >= _COVERED and (best is None or covered > best[0]):
                best = covered, who, agents, event["place"]
        if best is not None:
            for entity, traits in reading.candidates.items():
                name = names[entity]
                holds = name == best[3] if kinds[entity] in ("place", "state") and name not in best[1] else None
                yield Candidate(traits, name in best[1], name in best[2], holds)


def _is_told(trigger: str, text: str, start: int, end: int) -> bool:
    """Whether the words of a trigger overlap [start, end) of the text somewhere."""
    at = text.find(trigger, max(0, start - len(trigger) + 1))
    return 0 <= at < end


def fit_participants(candidates: Sequence[Candidate]) -> Weights:
    """The weights of who takes part, of who of them acts, and of where it happens."""
    taking = [c for c in candidates if c.takes_part]
    placing = [c for c in candidates if c.holds is not None]
    return Weights(
        _fit([c.traits for c in candidates], [c.takes_part for c in candidates], _LOOSE),
        _fit([c.traits for c in taking], [c.acts for c in taking], _LOOSE),
        _fit([c.traits for c in placing], [bool(c.holds) for c in placing], _LOOSE),
    )


_LOOSE = 3.0
"""The ridge of who takes part, of which there are twenty times as many samples."""


def collect(annotated: Annotated, pack: Pack, weights: Weights | None) -> Iterator[Sample]:
    """The events that are found in an article.

    Args:
        annotated: the article with its gold.
        pack: of its language.
        weights: of who takes part, fitted to other articles.
    """
    drafts, traits = draft_with_traits(annotated.linked, pack, weights)
    events = tuple(make_event(n, draft, annotated.linked, 1.0) for n, draft in enumerate(drafts, 1))
    right = find_right(annotated.gold, Extraction(annotated.article, annotated.linked.entities, events))
    for seen, is_right in zip(traits, right, strict=True):
        yield Sample(annotated.name, seen, is_right)


def fit(samples: Sequence[Sample]) -> dict[str, float]:
    """The weights of the traits of events, in order of name."""
    return _fit([s.traits for s in samples], [s.right for s in samples], _RIDGE)


def _fit(rows: Sequence[Sequence[Name]], right: Sequence[bool], ridge: float) -> dict[Name, float]:
    return fit_logistic(rows, right, ridge=ridge, rare=_RARE, small=_SMALL)


def _part_of(names: Iterable[str]) -> dict[str, int]:
    """Name of an article → number of its part."""
    return {name: n % _PARTS for n, name in enumerate(sorted(set(names)))}


def cross_validate(samples: Sequence[Sample]) -> list[float]:
    """The confidence of each sample by a model that was fitted to other articles only."""
    part = _part_of(s.article for s in samples)
    models = [fit([s for s in samples if part[s.article] != n]) for n in range(_PARTS)]
    return [weigh(s.traits, models[part[s.article]]) for s in samples]


def tell(samples: Sequence[Sample], told: Sequence[float]) -> str:
    """How good confidences are: their squared error, against one figure for all, and the share right by confidence."""
    right = np.array([float(s.right) for s in samples])
    stated = np.array(told)
    out = [
        f"{len(samples)} events in {len({s.article for s in samples})} articles, {right.mean():.3f} right; "
        f"squared error {np.mean((stated - right) ** 2):.3f}, of one figure for all {right.var():.3f}",
        "confidence   events  mean stated  share right",
    ]
    for low in np.arange(0, 1, 0.1):
        inside = (stated >= low) & (stated < low + 0.1)
        if inside.any():
            shares = f"{stated[inside].mean():11.2f}  {right[inside].mean():11.2f}"
            out.append(f"{low:.1f} to {low + 0.1:.1f}   {inside.sum():6}  {shares}")
    return "\n".join(out)


def train(articles: Sequence[Annotated], pack: Pack) -> tuple[Weights, list[Sample]]:
    """The weights of who takes part, and the events found in each article by weights fitted to the others."""
    part = _part_of(a.name for a in articles)
    candidates = {a.name: list(label_candidates(a, pack)) for a in articles}
    samples: list[Sample] = []
    for number in range(_PARTS):
        others = [c for a in articles if part[a.name] != number for c in candidates[a.name]]
        weights = fit_participants(others)
        for annotated in articles:
            if part[annotated.name] == number:
                samples.extend(collect(annotated, pack, weights))
    return fit_participants([c for found in candidates.values() for c in found]), samples


_HEAD = "# Written by `python -m kg.evaluate.training`; see there.\n"


def write_confidence(path: Path, weights: Mapping[str, float]) -> None:
    """Write the table of how sure events are."""
    files.write_file(path, [_HEAD, "trait\tweight\n", *(f"{t}\t{w:g}\n" for t, w in weights.items())])


def write_participants(path: Path, weights: Weights) -> None:
    """Write the table of who takes part."""
    rows = []
    columns = (weights.takes_part, weights.acts, weights.holds)
    for trait in sorted({trait for column in columns for trait in column}):
        cells = (f"{w[trait]:g}" if trait in w else "" for w in columns)
        rows.append("\t".join((" ".join(trait), *cells)) + "\n")
    files.write_file(path, [_HEAD, "trait\ttakes_part\tacts\tholds\n", *rows])


def main(arguments: Iterable[str], packs: Path = lang.FOLDER) -> int:
    """Train on the named folders and write the tables of the languages in them; the exit status.

    Args:
        arguments: GOLD, or GOLD=ARTICLES with several folders of articles separated by commas.
        packs: the folder of language packs whose tables are written.
    """
    named = [argument.partition("=") for argument in arguments]
    folders = [(Path(gold), [Path(place) for place in (places or gold).split(",")]) for gold, _, places in named]
    if not folders:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    try:
        for code in lang.codes():
            pack = lang.load(code)
            articles = [a for gold, places in folders for a in read_annotated(gold, places, pack)]
            if articles:
                weights, samples = train(articles, pack)
                sys.stdout.write(f"{code}: {tell(samples, cross_validate(samples))}\n")
                write_participants(packs / code / "participants.tsv", weights)
                write_confidence(packs / code / "confidence.tsv", fit(samples))
    except KgError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
