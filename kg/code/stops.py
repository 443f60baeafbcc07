"""The stops of a journey that are told apart from it ('his tour includes A and B', 'A will be his first stop')."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.code.arguments import Argument
from kg.code.item import Item
from kg.code.words import has, is_demonym
from kg.model import Entity

_BETWEEN = frozenset(
    {"adverb", "auxiliary", "cue", "relative", "date", "word", "possessive", "background", "possession"}
)
"""Kinds that may stand between a journey and the verb that tells its stops."""
_REACH = 10
_IN = ("in",)


def find_stops(items: Sequence[Item], t: int, table: Mapping[str, Entity]) -> list[Argument]:
    """The places that the clause says the journey of the noun at `t` leads to, as arguments 'in' them."""
    stops = any(e.frame is not None and e.frame.stops for e in items[t].entries)
    return _taken_in(items, t, table) or (_copula(items, t, table) if stops else [])


def _taken_in(items: Sequence[Item], t: int, table: Mapping[str, Entity]) -> list[Argument]:
    """What a verb says the journey takes in ('his tour of the region will include A and B')."""
    for k in range(t + 1, min(len(items) - 1, t + _REACH)):
        if has(items[k], "includes"):
            after = next((j for j in range(k + 1, min(len(items), k + 3)) if items[j].kind == "phrase"), None)
            return _places(items, after, table)
        if items[k].kind not in _BETWEEN | {"marker", "phrase", "includes"}:
            break
    return []


def _copula(items: Sequence[Item], t: int, table: Mapping[str, Entity]) -> list[Argument]:
    """What the stop is said to be ('A will be his first stop', 'his first stop is A', 'makes A his first stop')."""
    k = t - 1
    while k > 0 and (items[k].kind in _BETWEEN or items[k].is_comma() or items[k + 1].kind == "possession"):
        k -= 1
    before = _places(items, k, table)
    if before:
        return before
    for k in range(t + 1, min(len(items) - 1, t + _REACH)):
        if _is(items[k]):
            after = k + 1
            while after < len(items) and items[after].kind in ("adverb", "auxiliary"):
                after += 1
            return _places(items, after, table)
        if items[k].kind not in _BETWEEN | {"marker", "phrase", "event"}:
            break
    return []


def _is(item: Item) -> bool:
    return any(e.kind == "auxiliary" and e.name == "be" for e in item.entries)


def _places(items: Sequence[Item], k: int | None, table: Mapping[str, Entity]) -> list[Argument]:
    """The phrase at `k` as an argument, if it names nothing but places and states."""
    if k is None or not 0 <= k < len(items) or items[k].kind != "phrase" or is_demonym(items[k]):
        return []
    named = all(table[e].type in ("place", "state") for e in items[k].entities)
    return [Argument(_IN, items[k].entities, k)] if named else []
