"""The actors and places of all articles, each once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TypeVar

from kg.model import Actor, EntityType, Extraction

T = TypeVar("T", bound=str)


def gather_actors(extractions: Iterable[Extraction], merged: Mapping[str, tuple[str, ...]]) -> tuple[Actor, ...]:
    """The actors that the articles name, sorted by key, with all labels that they have.

    Args:
        extractions: of all articles, with the keys of the whole graph.
        merged: key → further keys that were joined to it.
    """
    types: dict[str, Counter[EntityType]] = {}
    names: dict[str, Counter[str]] = {}
    labels: dict[str, Counter[tuple[str, str]]] = {}
    for extraction in extractions:
        for entity in extraction.entities:
            types.setdefault(entity.key, Counter())[entity.type] += 1
            names.setdefault(entity.key, Counter())[entity.name] += 1
            labels.setdefault(entity.key, Counter()).update(entity.labels)
    return tuple(
        Actor(key, _first(types[key]), _first(names[key]), _in_order(labels[key]), merged.get(key, ()))
        for key in sorted(types)
    )


def _first(counted: Counter[T]) -> T:
    return min(counted, key=lambda value: (-counted[value], str(value)))


def _in_order(labels: Counter[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """By language; within one, the commonest label first."""
    return tuple(sorted(labels, key=lambda label: (label[0], -labels[label], label[1])))
