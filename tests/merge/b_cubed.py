"""B³: how well a clustering agrees with the right one, item by item."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)


def b_cubed(found: Mapping[Item, Hashable], right: Mapping[Item, Hashable]) -> tuple[float, float, float]:
    """Precision, recall and F1 over the items that both have."""
    items = sorted(found.keys() & right.keys(), key=str)
    precision = recall = 0.0
    for one in items:
        together = {other for other in items if found[other] == found[one]}
        belong = {other for other in items if right[other] == right[one]}
        precision += len(together & belong) / len(together)
        recall += len(together & belong) / len(belong)
    precision, recall = precision / len(items), recall / len(items)
    return precision, recall, 2 * precision * recall / (precision + recall)


def false_pairs(found: Mapping[Item, Hashable], right: Mapping[Item, Hashable]) -> list[tuple[Item, Item]]:
    """Pairs of items that were put together and are not of one."""
    items = sorted(found.keys() & right.keys(), key=str)
    return [
        (one, other)
        for n, one in enumerate(items)
        for other in items[n + 1 :]
        if found[one] == found[other] and right[one] != right[other]
    ]
