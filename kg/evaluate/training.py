"""Learn, from annotated articles, how sure each event is: the weights of `confidence.tsv` in the language packs.

    python -m kg.evaluate.training GOLD[=ARTICLES] …

reads gold (as `kg.evaluate.gold` does) and its articles, extracts events from them, and fits a logistic model of
whether gold tells an event to the event's traits (`kg.code.confidence`). It prints how the model does on articles that
it was not fitted to (cross-validation, by article) and writes the weights of all. The same gold gives the same bytes.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kg import files, lang
from kg.code import draft_with_traits, make_event
from kg.code.confidence import weigh
from kg.errors import KgError
from kg.evaluate import find_right
from kg.evaluate.gold import read_gold
from kg.gazetteer import Gazetteer
from kg.link import link
from kg.model import Extraction
from kg.read import read
from kg.text import analyse

_PARTS = 8
"""Parts of the articles, each of which is told by a model that was fitted to the others."""
_RIDGE = 6.0
"""How strongly weights are held near zero; from 2 to 8 the cross-validated error differs by less than 0.002."""
_RARE = 4
"""Fewest events with a trait for it to have a weight."""
_STEPS = 30
_SMALL = 0.05
"""Weights nearer to zero are left out."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sample:
    """One event that was found: in which article, its traits, and whether it is right."""

    article: str
    traits: tuple[str, ...]
    right: bool


def collect(gold: Path, articles: Sequence[Path], code: str) -> Iterator[Sample]:
    """The events found in the articles of a folder of gold, of one language.

    Args:
        gold: folder with NAME.json files.
        articles: where NAME.md (or another format that can be read) lies.
        code: of the language.

    Raises:
        InputError: the gold cannot be read.
    """
    pack, gazetteer = lang.load(code), Gazetteer.open()
    read_articles = {article.id: article for article in read(list(articles)).articles}
    for document in read_gold(gold):
        article = read_articles.get(document["id"])
        if article is None or document["lang"] != code:
            continue
        linked = link(analyse(article, pack), gazetteer, pack)
        drafts, traits = draft_with_traits(linked, pack)
        events = tuple(make_event(n, draft, linked, 1.0) for n, draft in enumerate(drafts, 1))
        right = find_right(document, Extraction(article, linked.entities, events))
        for seen, is_right in zip(traits, right, strict=True):
            yield Sample(f"{gold.name}/{article.id}", seen, is_right)


def fit(samples: Sequence[Sample]) -> dict[str, float]:
    """The weights of the traits, in order of name: logistic regression with a ridge, by Newton's method."""
    seen = Counter(trait for sample in samples for trait in sample.traits)
    names = sorted(trait for trait, number in seen.items() if number >= _RARE)
    column = {trait: n for n, trait in enumerate(names)}
    table = np.zeros((len(samples), len(names)))
    for row, sample in enumerate(samples):
        table[row, [column[trait] for trait in sample.traits if trait in column]] = 1.0
    right = np.array([float(sample.right) for sample in samples])
    weights = np.zeros(len(names))
    for _ in range(_STEPS):
        told: Floats = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (told - right) + _RIDGE * weights
        curve = (table * (told * (1 - told))[:, None]).T @ table + _RIDGE * np.eye(len(names))
        weights = weights - np.linalg.solve(curve, slope)
    return {name: w for name in names if abs(w := round(float(weights[column[name]]), 2)) >= _SMALL}


def cross_validate(samples: Sequence[Sample]) -> list[float]:
    """The confidence of each sample by a model that was fitted to other articles only."""
    part = {article: n % _PARTS for n, article in enumerate(sorted({s.article for s in samples}))}
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


def write_weights(path: Path, weights: Mapping[str, float]) -> None:
    """Write a table of weights."""
    head = "# Written by `python -m kg.evaluate.training`; see there.\ntrait\tweight\n"
    files.write_file(path, [head, *(f"{trait}\t{weight:g}\n" for trait, weight in weights.items())])


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
            samples = [sample for gold, places in folders for sample in collect(gold, places, code)]
            if samples:
                sys.stdout.write(f"{code}: {tell(samples, cross_validate(samples))}\n")
                write_weights(packs / code / "confidence.tsv", fit(samples))
    except KgError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
