"""The engine against gold: figures may rise and never fall below the floors of `floors.toml`.

`KG_GOLD` names further folders of gold to score, separated as in PATH, each `GOLD` or `GOLD=ARTICLES` where the
articles lie elsewhere; floors of a folder stand under its name.
"""

from __future__ import annotations

import json
import os
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kg.evaluate import Scores, evaluate, report
from kg.evaluate.gold import read_gold
from kg.extracting import extract
from kg.model import Extraction, Reading
from kg.rdf.vocabulary import load_vocabulary
from kg.read import read

HERE = Path(__file__).parent
OWN = HERE / "gold"
SEEDS = HERE.parent / "seeds"
FLOORS: dict[str, Any] = tomllib.loads((HERE / "floors.toml").read_text("utf-8"))
ROOM = 0.05
"""A floor further than this below its figure is to be raised."""


def folders() -> list[tuple[Path, tuple[Path, ...]]]:
    """Folders of gold, each with the places where its articles lie."""
    found = [(OWN, (OWN, SEEDS))]
    for item in filter(None, os.environ.get("KG_GOLD", "").split(os.pathsep)):
        gold, _, articles = item.partition("=")
        found.append((Path(gold), (Path(articles or gold),)))
    return found


@cache
def reading(places: tuple[Path, ...]) -> Reading:
    return read(list(places))


@cache
def extractions(places: tuple[Path, ...]) -> tuple[Extraction, ...]:
    return tuple(found for found in extract(reading(places).articles) if isinstance(found, Extraction))


def languages(gold: Path) -> list[str]:
    return sorted({document["lang"] for document in read_gold(gold)})


CASES = [
    pytest.param(gold, places, lang, id=f"{gold.name}-{lang}") for gold, places in folders() for lang in languages(gold)
]


def figures(scores: Scores) -> dict[str, float]:
    return scores.figures() | {f"type {name}": ratio.f1 for name, ratio in scores.types.items()}


@pytest.mark.parametrize(("gold", "places", "lang"), CASES)
def test_no_figure_falls_below_its_floor(gold: Path, places: tuple[Path, ...], lang: str) -> None:
    scores = evaluate(gold, extractions(places), lang)
    print(f"\n{gold.name}, {lang}: {report(scores)}")
    floors: dict[str, float] = FLOORS.get(gold.name, {}).get(lang, {})
    got = figures(scores)
    fallen = {name: (round(got.get(name, 0.0), 3), floor) for name, floor in floors.items() if got.get(name, 0) < floor}
    assert not fallen, f"fallen below (figure, floor): {fallen}"
    low = [name for name, floor in floors.items() if got[name] > floor + ROOM]
    print("floors to raise:", ", ".join(low) or "none")


def test_own_gold_and_own_articles_belong_together() -> None:
    articles = {article.id: article for article in reading((OWN, SEEDS)).articles}
    for document in read_gold(OWN):
        article = articles[document["id"]]
        assert article.lang == document["lang"]
        for entity in document["entities"]:
            for mention in entity["mentions"]:
                assert mention in article.text, (document["id"], mention)


def test_own_gold_uses_the_types_statuses_and_topics_of_the_ontology() -> None:
    vocabulary = load_vocabulary()
    for document in read_gold(OWN):
        assert len({e["id"] for e in document["entities"]}) == len(document["entities"])
        qids = [e["qid"] for e in document["entities"] if e["qid"] not in (None, "?")]
        assert len(set(qids)) == len(qids), document["id"]
        for event in document["events"]:
            assert set(event["topics"]) <= set(vocabulary.topics), (document["id"], event["id"])
            assert event["agents"] or event["others"]


def test_own_gold_covers_every_event_type_in_some_language() -> None:
    told = {event["type"] for document in read_gold(OWN) for event in document["events"]}
    assert len(told) == 18


def test_the_seeds_tell_at_least_six_happenings_more_than_once() -> None:
    keys: dict[str, set[str]] = {}
    for document in read_gold(OWN):
        qids = {e["id"]: e["qid"] for e in document["entities"]}
        for event in document["events"]:
            who = sorted(qids[i] or "" for i in (*event["agents"], *event["others"]))
            if len(who) > 1 and event["date"] and all(q.startswith("Q") for q in who):
                key = json.dumps([event["type"], event["date"], who])
                keys.setdefault(key, set()).add(document["id"])
    assert sum(len(documents) > 1 for documents in keys.values()) >= 6
