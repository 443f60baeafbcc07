"""Which clusters a telling may belong to, found by who and when, so that no telling is compared with all others."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Generic, TypeVar

from kg.merge.rules import Rules
from kg.merge.telling import Party, Telling, Window

_BUCKET = 8
"""Days a bucket."""
_WIDE = 64
"""Days from which a window is too wide for buckets."""
_MOST_SIDES = 6
_MOST_VAGUE = 64
"""A telling that might be any of more than these is too vague to place."""

T = TypeVar("T")


class Blocks(Generic[T]):
    """An index from tellings to values (clusters), by type, sides and time."""

    def __init__(self, rules: Rules) -> None:
        """An empty index."""
        self._rules = rules
        self._near: dict[tuple[str, ...], dict[int, list[T]]] = {}
        self._wide: dict[tuple[str, ...], list[T]] = {}
        self._all: dict[tuple[str, ...], list[T]] = {}

    def add(self, telling: Telling, value: T) -> None:
        """Let `value` be found by tellings like this one."""
        buckets = self._buckets(telling)
        for key in self._keys(telling):
            _append(self._all.setdefault(key, []), value)
            if buckets is None:
                _append(self._wide.setdefault(key, []), value)
                continue
            near = self._near.setdefault(key, {})
            for bucket in buckets:
                _append(near.setdefault(bucket, []), value)

    def find(self, telling: Telling) -> list[T]:
        """The values that a telling may belong to, each once, in the order in which they came."""
        found: dict[int, T] = {}
        buckets = self._buckets(telling)
        for key in self._keys(telling):
            if buckets is None:
                found.update((id(value), value) for value in self._all.get(key, ()))
                continue
            found.update((id(value), value) for value in self._wide.get(key, ()))
            near = self._near.get(key, {})
            for bucket in buckets:
                found.update((id(value), value) for value in near.get(bucket, ()))
        if buckets is None and len(found) > _MOST_VAGUE:
            return []
        return list(found.values())

    def _buckets(self, telling: Telling) -> range | None:
        window: Window = telling.window
        if window.width > _WIDE:
            return None
        slack = self._rules.types[telling.type].slack
        return range((window.first - slack) // _BUCKET, (window.last + slack) // _BUCKET + 1)

    def _keys(self, telling: Telling) -> list[tuple[str, ...]]:
        shape = self._rules.types[telling.type].shape
        if shape == "gather":
            return [(telling.type, *pair) for pair in _side_pairs(telling.parties)]
        keys: list[tuple[str, ...]] = [(telling.type, "agent", side) for side in _sides(telling.agents)]
        if shape == "direct":
            keys += [(telling.type, "counterpart", side) for side in _sides(telling.counterparts)]
        return keys


def _sides(parties: tuple[Party, ...]) -> list[str]:
    """The states and bodies of some participants, of each that it may be; a few are enough."""
    return sorted({party.side for party in parties} | {key for party in parties for key in party.others})[:_MOST_SIDES]


def _side_pairs(parties: tuple[Party, ...]) -> Iterator[tuple[str, str]]:
    if len(parties) == 1:
        yield parties[0].side, ""
        return
    sides = _sides(parties)
    counted = [party.side for party in parties]
    yield from combinations(sides, 2)
    yield from ((side, side) for side in sides if counted.count(side) > 1)


def _append(values: list[T], value: T) -> None:
    if not values or values[-1] is not value:
        values.append(value)
