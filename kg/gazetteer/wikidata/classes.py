"""Items of classes that the rules do not name: what they are is told by the classes above theirs, once all are read."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from typing import Protocol

from kg.gazetteer.wikidata.rules import Rules, Sort


class Told(Protocol):
    """An item as it was kept."""

    @property
    def qid(self) -> int:
        """Its number."""

    @property
    def above(self) -> list[int]:
        """The classes that it lies right below, as a class."""


def classes_below(items: Iterable[Told], rules: Rules) -> Mapping[int, Sort]:
    """All classes from which a class of the rules is reached going up: number → what their items become.

    The nearest class of the rules decides, among those as near the first in the file; no way is longer than its
    class's `deepest`, for far up in Wikidata everything is a kind of everything.

    Args:
        items: all items with classes above them; 8 bytes of memory for each pair are needed.
        rules: the classes with what their items become.
    """
    lower, upper = array("I"), array("I")
    for item in items:
        for above in item.above:
            lower.append(item.qid)
            upper.append(above)
    found = {int(qid[1:]): sort for qid, sort in rules.classes.items()}
    rank = {sort: place for place, sort in enumerate(dict.fromkeys(rules.classes.values()))}
    frontier = found
    for depth in range(1, max((sort.deepest for sort in rank), default=0) + 1):
        nearer: dict[int, Sort] = {}
        for below, above in zip(lower, upper, strict=True):
            sort = frontier.get(above)
            if sort is None or sort.deepest < depth or below in found:
                continue
            if below not in nearer or rank[sort] < rank[nearer[below]]:
                nearer[below] = sort
        found = {**found, **nearer}
        frontier = nearer
    return found
