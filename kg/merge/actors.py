"""The actors and places of all articles, each once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TypeVar

from kg.model import Actor, EntityType, Extraction

T = TypeVar("T", bound=str)
_Said = tuple[EntityType, str, tuple[tuple[str, str], ...]]
"""What an article says of an actor: its type, name and labels."""


def gather_actors(extractions: Iterable[Extraction], merged: Mapping[str, tuple[str, ...]]) -> tuple[Actor, ...]:
    """The actors that the articles name, sorted by key, with all labels that they have.

    Args:
        extractions: of all articles, with the keys of the whole graph.
        merged: key → further keys that were joined to it.
    """
    said: dict[str, dict[_Said, int]] = {}
    for extraction in extractions:
        for entity in extraction.entities:
            of_key = said.setdefault(entity.key, {})
            told = entity.type, entity.name, entity.labels
            of_key[told] = of_key.get(told, 0) + 1
    return tuple(_actor(key, said[key], merged.get(key, ())) for key in sorted(said))


def _actor(key: str, said: Mapping[_Said, int], also: tuple[str, ...]) -> Actor:
    if len(said) == 1:
        ((kind, name, labels),) = said
        return Actor(key, kind, name, tuple(sorted(labels)), also)
    types: Counter[EntityType] = Counter()
    names: Counter[str] = Counter()
    labelled: Counter[tuple[str, str]] = Counter()
    for (kind, name, labels), times in said.items():
        types[kind] += times
        names[name] += times
        for label in labels:
            labelled[label] += times
    return Actor(key, _first(types), _first(names), _in_order(labelled), also)


def _first(counted: Counter[T]) -> T:
    return min(counted, key=lambda value: (-counted[value], str(value)))


def _in_order(labels: Counter[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """By language; within one, the commonest label first."""
    return tuple(sorted(labels, key=lambda label: (label[0], -labels[label], label[1])))
