"""The same articles read by the engine: what it finds is put together right, whatever it misses."""

from __future__ import annotations

from functools import cache

from b_cubed import b_cubed, false_pairs
from merge_corpus import extractions, gold

from kg.extracting import extract_one
from kg.gazetteer import Gazetteer
from kg.merge import merge
from kg.model import Event, Extraction

FEWEST_FOUND = 45
"""Of the 74 events that the articles tell."""
SAME_ACTORS = 0.5
"""Jaccard overlap of participants from which on an event that was found is the one that a reader found."""


def test_what_the_engine_finds_is_put_together_right() -> None:
    found = [item for item in map(extract_one, (e.article for e in extractions())) if isinstance(item, Extraction)]
    right = {item: name for extraction in found for item, name in _recognise(extraction).items()}
    assert len(right) >= FEWEST_FOUND
    happenings = merge(found, country_of=_country).happenings
    clusters = {(r.article, r.event.id): h.id for h in happenings for r in h.reports}
    precision, recall, f1 = b_cubed(clusters, right)
    assert f1 >= 0.95, (precision, recall, f1)
    assert false_pairs(clusters, right) == []


def _recognise(extraction: Extraction) -> dict[tuple[str, str], str]:
    """(article, event that the engine found) → the happening that it tells."""
    article = extraction.article.id
    (read,) = (e for e in extractions() if e.article.id == article)
    recognised: dict[tuple[str, str], str] = {}
    for event in read.events:
        overlaps = [
            (_overlap(_actors(extraction, other), _actors(read, event)), other.id)
            for other in extraction.events
            if other.type == event.type and (article, other.id) not in recognised
        ]
        best = max(overlaps, default=(0.0, ""))
        if best[0] >= SAME_ACTORS:
            recognised[article, best[1]] = gold()[article, event.id]
    return recognised


def _actors(extraction: Extraction, event: Event) -> set[str]:
    return {entity.key for entity in extraction.entities if entity.id in (*event.agents, *event.others)}


def _overlap(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0


@cache
def _country(key: str) -> str:
    fact = Gazetteer.open().fact(key)
    return fact.country if fact else ""
