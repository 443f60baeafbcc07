"""Whether stated confidences are what they say: links by their confidence, and how many of them are right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from kg.evaluate.gold import telling_of_extraction, telling_of_gold
from kg.model import Extraction

EDGES = (0.0, 0.4, 0.5, 0.6, 0.75, 0.9, 0.97, 1.01)


@dataclass(frozen=True, slots=True)
class Bin:
    """The links with a confidence in [low, high)."""

    low: float
    high: float
    count: int
    stated: float
    """Their mean confidence."""
    right: float
    """The share of them that gold has."""


def judged(gold: Mapping[str, Any], extraction: Extraction) -> list[tuple[float, bool]]:
    """The links of an article, each with its confidence and whether gold has it.

    What gold knows to have an id, and not which, tells nothing and is left out.
    """
    told, found = telling_of_gold(gold), telling_of_extraction(extraction)
    right = {thing.qid for thing in told.things if thing.linked}
    unsure = [thing for thing in told.things if thing.qid is not None and not thing.linked]
    judged = []
    for entity, thing in zip(extraction.entities, found.things, strict=True):
        if thing.qid in right:
            judged.append((entity.confidence, True))
        elif thing.qid and not any(thing.surfaces & other.surfaces for other in unsure):
            judged.append((entity.confidence, False))
    return judged


def reliability(links: Iterable[tuple[float, bool]], edges: Sequence[float] = EDGES) -> tuple[Bin, ...]:
    """Links by confidence: bins that hold any, lowest first."""
    links, bins = list(links), []
    for low, high in pairwise(edges):
        mine = [(stated, right) for stated, right in links if low <= stated < high]
        if mine:
            stated, right = (sum(column) / len(mine) for column in zip(*mine, strict=True))
            bins.append(Bin(low, high, len(mine), stated, right))
    return tuple(bins)
