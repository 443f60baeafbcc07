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
_LONGEST_ROW = 24
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
        self._blocks: dict[Key, _Block[T]] = {}

    def add(self, telling: Telling, value: T) -> None:
        """Let `value` be found by tellings like this one."""
        first, last = self._window(telling)
        for key in self._keys(telling, searching=False):
            block = self._blocks.get(key)
            if block is None:
                block = self._blocks[key] = _Block()
            block.add(first, last, value)

    def find(self, telling: Telling) -> list[T]:
        """The values that a telling may belong to, each once, in a fixed order."""
        found: dict[int, T] = {}
        first, last = self._window(telling)
        for key in self._keys(telling, searching=True):
            block = self._blocks.get(key)
            if block is not None:
                for value in block.find(first, last):
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


class _Block(Generic[T]):
    """The values of one key by their windows: in a row while they are few, then by the days of their windows."""

    __slots__ = ("_levels", "_row")

    def __init__(self) -> None:
        self._row: list[tuple[int, int, T]] = []
        self._levels: tuple[dict[int, list[T]], ...] = ()

    def add(self, first: int, last: int, value: T) -> None:
        if self._levels:
            self._put(first, last, value)
            return
        self._row.append((first, last, value))
        if len(self._row) > _LONGEST_ROW:
            self._levels = tuple({} for _ in (*_LEVELS, None))
            for entry in self._row:
                self._put(*entry)
            self._row = []

    def find(self, first: int, last: int) -> Iterable[T]:
        """The values whose windows may share a day with one."""
        if not self._levels:
            return [value for begin, end, value in self._row if begin <= last and first <= end]
        return self._get(first, last)

    def _put(self, first: int, last: int, value: T) -> None:
        level = next((n for n, (most, _) in enumerate(_LEVELS) if last - first <= most), len(_LEVELS))
        for bucket in _buckets(level, first, last):
            values = self._levels[level].setdefault(bucket, [])
            if not values or values[-1] is not value:
                values.append(value)

    def _get(self, first: int, last: int) -> Iterator[T]:
        for level, block in enumerate(self._levels):
            buckets = _buckets(level, first, last)
            for bucket in buckets if len(buckets) <= _MOST_BUCKETS else sorted(block):
                yield from block.get(bucket, ())


def _buckets(level: int, first: int, last: int) -> range:
    if level >= len(_LEVELS):
        return range(1)
    size = _LEVELS[level][1]
    return range(first // size, last // size + 1)
