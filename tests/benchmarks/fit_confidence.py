"""How sure links are: `python tests/benchmarks/fit_confidence.py [--gold GOLD[=ARTICLES] ...] [--worlds N] [--write]`.

Links the articles of gold with the package's facts alone and in worlds of homonyms (`homonyms.py`), and fits the
weights of `kg/link/confidence.toml` to what was right. Shown is how reliable the file is as it is, and how reliable
weights are that were fitted without the documents that they are tried on. `--write` puts those of all gold into it.
"""

from __future__ import annotations

import argparse
import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest.mock import patch
from zlib import crc32

from homonyms import world

from kg.evaluate.gold import read_gold, telling_of_gold
from kg.evaluate.reliability import Bin, judged, reliability
from kg.gazetteer import Gazetteer
from kg.lang import codes, load
from kg.link import link, people, scores, things
from kg.link.confidence import FILE, Confidence
from kg.model import Article, DateSpan, Extraction
from kg.read import read
from kg.text import analyse

HERE = Path(__file__).parents[1]
OWN = (HERE / "gold", (HERE / "gold", HERE.parent / "seeds"))
FOLDS = 5
STEPS = 250
RIDGE = 0.3
"""Points squared cost so much: signs that gold hardly shows stay small."""
EXPECTED, DRAWN = 0.95, 4
"""A rule that was seen seldom is drawn to this share, as if seen so often."""


@dataclass(frozen=True)
class Sample:
    """One name: the signs of the things that it may mean, and how much of the truth is each."""

    document: str
    sort: str
    rows: tuple[Mapping[str, float], ...]
    truth: tuple[float, ...]
    """Sums to 1, or to 0 where it means none of them."""
    weight: float = 1.0


@dataclass
class Judge:
    """What the links of all documents in all worlds show."""

    samples: list[Sample]
    rules: dict[str, list[int]]
    """Rule → right, all."""
    links: list[tuple[float, bool]]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--gold", nargs="*", default=[], help="further folders of gold, GOLD or GOLD=ARTICLES")
    asked.add_argument("--worlds", type=int, default=4, help="worlds of homonyms besides the facts alone")
    asked.add_argument("--write", action="store_true", help="put the fitted weights into the file")
    given = asked.parse_args()
    documents = list(gold_of(given.gold))
    judge = Judge([], defaultdict(lambda: [0, 0]), [])
    rules: dict[str, tuple[int, ...]] = {}
    with tempfile.TemporaryDirectory() as folder:
        strangers, texts = strangers_of(documents), [(article.lang, article.text) for _, article in documents]
        for number in range(given.worlds + 1):
            gazetteer = world(Path(folder), number, strangers, texts) if number else Gazetteer.open()
            before = len(judge.links)
            for gold, article in documents:
                observe(gold, article, gazetteer, judge)
            if not number:
                rules = {rule: tuple(counts) for rule, counts in judge.rules.items()}
            name = f"world {number}" if number else "facts alone"
            show(f"{name}, the file as it is", reliability(judge.links[before:]))
    names = sorted({gold["id"] for gold, _ in documents})
    held = {fold: {n for n in names if crc32(n.encode()) % FOLDS == fold} for fold in range(FOLDS)}
    trials: list[tuple[float, bool]] = []
    for tried in held.values():
        weights = fit([s for s in judge.samples if s.document not in tried])
        trials += [best_of(s, weights) for s in judge.samples if s.document in tried]
    show("names, by weights fitted without their documents", reliability(trials))
    fitted = fit(judge.samples)
    if given.write:
        write(fitted, rules)


def gold_of(folders: Sequence[str]) -> Iterator[tuple[dict[str, Any], Article]]:
    """Documents of gold with their articles; and the packs' examples of linking, which tell only of some names."""
    places = [OWN]
    for item in folders:
        gold, _, articles = item.partition("=")
        places.append((Path(gold), (Path(articles or gold),)))
    for gold_folder, article_folders in places:
        articles = {article.id: article for article in read(list(article_folders)).articles}
        yield from ((gold, articles[gold["id"]]) for gold in read_gold(gold_folder) if gold["id"] in articles)
    for code in codes():
        for number, example in enumerate(load(code).toml("linking")["example"]):
            name, keys = f"{code}-{number}", {*example.get("finds", {}).values(), *example.get("nested", {}).values()}
            things = [{"id": key, "name": "", "qid": key, "type": "", "mentions": []} for key in sorted(keys)]
            gold = {"id": name, "lang": code, "entities": things, "events": [], "partial": True}
            published = DateSpan.of(example["date"]) if example["date"] else None
            yield gold, Article(name, name, example["text"], 0, published=published, lang=code)


def strangers_of(documents: Sequence[tuple[dict[str, Any], Article]]) -> list[tuple[str, str]]:
    """The names of persons without an id."""
    return sorted(
        (gold["lang"], max(entity["mentions"], key=len))
        for gold, _ in documents
        for entity in gold["entities"]
        if entity["type"] == "person" and not entity["qid"]
    )


def observe(gold: dict[str, Any], article: Article, gazetteer: Gazetteer, judge: Judge) -> None:
    """Link an article and note what was right."""
    told = telling_of_gold(gold)
    right = {thing.qid for thing in told.things if thing.linked}
    unsure = {s for thing in told.things if thing.qid and not thing.linked for s in thing.surfaces}
    seen: set[str] = set()
    surface = ""

    def noting(function: Any) -> Any:
        def noted(entries: Any, phrase: Any, *rest: Any) -> Any:
            nonlocal surface
            surface = " ".join(phrase.name.folds)
            return function(entries, phrase, *rest)

        return noted

    def scored(sort: str, entries: scores.Entries, signs: Any) -> Any:
        facts = {fact.key: (entry, fact) for entry, fact in reversed(entries)}
        rows = tuple(signs(entry, fact) for entry, fact in facts.values())
        hits = [bool({fact.key, fact.capital_of} & right) for _, fact in facts.values()]
        known = repr((sort, surface, rows))
        tells = any(hits) or not (gold.get("partial") or any(surface in s or s in surface for s in unsure))
        if known not in seen and tells:
            seen.add(known)
            truth = tuple(hit / max(1, sum(hits)) for hit in hits)
            judge.samples.append(Sample(gold["id"], sort, rows, truth))
        return real(sort, entries, signs)

    real = scores._scored
    pack = load(article.lang)
    with (
        patch.object(scores, "_scored", scored),
        patch.object(people, "score_people", noting(scores.score_people)),
        patch.object(things, "score_things", noting(scores.score_things)),
    ):
        linked = link(analyse(article, pack), gazetteer, pack)
    if gold.get("partial"):
        return
    judge.links += judged(gold, Extraction(article, linked.entities))
    for entity in linked.entities:
        rules = {m.rule for m in linked.mentions if entity.id in m.entities}
        if entity.qid and "name" not in rules:
            for rule in rules:
                judge.rules[rule][0] += entity.qid in right
                judge.rules[rule][1] += 1


def fit(samples: Sequence[Sample]) -> dict[str, dict[str, float]]:
    """Weights of the greatest likelihood, with a little less weight on each; by resilient steps."""
    fitted: dict[str, dict[str, float]] = {}
    for sort in ("person", "thing"):
        mine = together([s for s in samples if s.sort == sort])
        signs = sorted({sign for s in mine for row in s.rows for sign in row})
        weights = dict.fromkeys(signs, 0.0)
        steps, last = dict.fromkeys(signs, 0.5), dict.fromkeys(signs, 0.0)
        for _ in range(STEPS):
            slope = {sign: -RIDGE * weight for sign, weight in weights.items()}
            for s in mine:
                for row, chance, true in zip(s.rows, chances_of(s.rows, weights), s.truth, strict=True):
                    for sign, much in row.items():
                        slope[sign] += s.weight * (true - chance) * much
            for sign in signs:
                turned = slope[sign] * last[sign]
                steps[sign] *= 1.2 if turned > 0 else 0.5 if turned < 0 else 1.0
                weights[sign] += steps[sign] * ((slope[sign] > 0) - (slope[sign] < 0))
                last[sign] = slope[sign]
        fitted[sort] = weights
    return fitted


def together(samples: Sequence[Sample]) -> list[Sample]:
    """The samples, those that are alike as one."""
    alike: dict[str, Sample] = {}
    for s in samples:
        key = repr((s.rows, s.truth))
        alike[key] = replace(s, weight=s.weight + (alike[key].weight if key in alike else 0.0))
    return list(alike.values())


def chances_of(rows: Sequence[Mapping[str, float]], weights: Mapping[str, float]) -> list[float]:
    return Confidence({"": weights}, {}, 0, 0).chances("", rows)


def best_of(sample: Sample, weights: Mapping[str, Mapping[str, float]]) -> tuple[float, bool]:
    chances = chances_of(sample.rows, weights[sample.sort])
    best = max(range(len(chances)), key=chances.__getitem__)
    return chances[best], sample.truth[best] > 0


def show(title: str, bins: Sequence[Bin]) -> None:
    print(f"{title}\n  confidence     links  stated  right")
    for b in bins:
        print(f"  {b.low:.2f} to {min(1.0, b.high):.2f}  {b.count:6}   {b.stated:.3f}  {b.right:.3f}")


def write(weights: Mapping[str, Mapping[str, float]], rules: Mapping[str, Sequence[int]]) -> None:
    """The file with new weights; what it says of them, and its bars, stay."""
    text = FILE.read_text("utf-8")
    begun, _, _ = text.partition("[person]")
    lines = [begun.rstrip(), ""]
    for sort in ("person", "thing"):
        lines += [f"[{sort}]", *(f'"{sign}" = {weight:.2f}' for sign, weight in weights[sort].items()), ""]
    lines += ["[rule]", '"" = 0.95', "name = 1.0"]
    lines += [
        f'"{rule}" = {(right + EXPECTED * DRAWN) / (seen + DRAWN):.3f}' for rule, (right, seen) in sorted(rules.items())
    ]
    FILE.write_text("\n".join(lines) + "\n", "utf-8")
    assert tomllib.loads(FILE.read_text("utf-8"))


if __name__ == "__main__":
    main()
