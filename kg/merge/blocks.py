"""Which clusters a telling may belong to, found by who, what and when, without comparing it with all others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations, product
from typing import Generic, TypeVar

from kg.merge.rules import Rules
from kg.merge.telling import Party, Telling

_LEVELS = ((16, 1), (400, 32))
"""(days that a window may be wide, days a bucket): narrow windows are found by day, wider ones by larger steps."""
_MOST_BUCKETS = 40
_MOST_PARTIES = 8
_VAGUE = 300
_MOST_VAGUE = 64
"""A telling of so many days that might be any of so many happenings is too vague to place."""

_NONE, _ANY, _FOR = "", "*", "for "

Key = tuple[str, ...]
T = TypeVar("T")


class Blocks(Generic[T]):
    """An index from tellings to values (clusters), by type, participants, aim or topic, and time."""

    def __init__(self, rules: Rules) -> None:
        """An empty index."""
        self._rules = rules
        self._blocks: dict[Key, tuple[dict[int, list[T]], ...]] = {}
        """By level and bucket."""

    def add(self, telling: Telling, value: T) -> None:
        """Let `value` be found by tellings like this one."""
        first, last = self._window(telling)
        level = next((n for n, (most, _) in enumerate(_LEVELS) if last - first <= most), len(_LEVELS))
        buckets = _buckets(level, first, last)
        for key in self._keys(telling, searching=False):
            if key not in self._blocks:
                self._blocks[key] = tuple({} for _ in (*_LEVELS, None))
            block = self._blocks[key][level]
            for bucket in buckets:
                values = block.get(bucket)
                if values is None:
                    block[bucket] = [value]
                elif values[-1] is not value:
                    values.append(value)

    def find(self, telling: Telling) -> list[T]:
        """The values that a telling may belong to, each once, in a fixed order."""
        found: dict[int, T] = {}
        first, last = self._window(telling)
        spans = [_buckets(level, first, last) for level in range(len(_LEVELS) + 1)]
        for key in self._keys(telling, searching=True):
            for block, buckets in zip(self._blocks.get(key, ()), spans, strict=False):
                if block:
                    for bucket in buckets if len(buckets) <= _MOST_BUCKETS else sorted(block):
                        for value in block.get(bucket, ()):
                            found[id(value)] = value
        vague = last - first >= _VAGUE
        return [] if vague and len(found) > _MOST_VAGUE else list(found.values())

    def _window(self, telling: Telling) -> tuple[int, int]:
        slack = self._rules.types[telling.type].slack
        return telling.window.first - slack, telling.window.last + slack

    def _keys(self, telling: Telling, searching: bool) -> Iterable[Key]:
        rule, kind = self._rules.types[telling.type], self._rules.kind(telling.type)
        names = _names_sought if searching else _names_kept
        if rule.shape == "gather":
            return dict.fromkeys((kind, *pair) for pair in _pairs(telling, names))
        agents = [name for party in telling.agents[:_MOST_PARTIES] for name in names(party)]
        if rule.shape == "travel":
            targets = sorted(_aims(telling))
        else:
            targets = [name for party in telling.counterparts[:_MOST_PARTIES] for name in names(party)]
        topics = _slots(sorted(telling.topics), searching) if rule.topics else [_NONE]
        slots = product(_slots(agents, searching), _slots(targets, searching), topics)
        return dict.fromkeys(
            (kind, agent, target, topic)
            for agent, target, topic in slots
            if agent not in (_NONE, _ANY) or target not in (_NONE, _ANY)
        )


def _slots(names: list[str], searching: bool) -> list[str]:
    """What is known fits itself and where nothing is known; what is not known fits anything."""
    if searching:
        return [*names, _NONE] if names else [_ANY]
    return [*names, _ANY] if names else [_NONE, _ANY]


def _names_kept(party: Party) -> list[str]:
    """What a participant is found by: its keys, and the state for which it acts."""
    acting = [_FOR + party.side] if party.side != party.key else []
    return [party.key, *party.others, *acting]


def _names_sought(party: Party) -> list[str]:
    """What a participant is looked for by: its keys, its state, and who acts for it where it is a state."""
    return [party.key, *party.others, party.side if party.side != party.key else _FOR + party.key]


def _pairs(telling: Telling, names: Callable[[Party], list[str]]) -> Iterator[tuple[str, str]]:
    parties = sorted(telling.parties, key=lambda party: (party.side, party.key))[:_MOST_PARTIES]
    if len(parties) == 1:
        yield from ((name, _NONE) for name in names(parties[0]))
    for one, other in combinations(parties, 2):
        for a, b in product(names(one), names(other)):
            yield (a, b) if a <= b else (b, a)


def _aims(telling: Telling) -> set[str]:
    return {party.key for party in telling.counterparts} | {telling.place, telling.country} - {""}


def _buckets(level: int, first: int, last: int) -> range:
    if level >= len(_LEVELS):
        return range(1)
    size = _LEVELS[level][1]
    return range(first // size, last // size + 1)
