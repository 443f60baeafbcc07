"""Nouns of striking and the verbs of the same type that say whom they hit ('a raid targeted X')."""

from __future__ import annotations

from collections.abc import Sequence

from kg.code.items import Item
from kg.code.words import is_noun


def struck_by(items: Sequence[Item], t: int) -> int | None:
    """The verb of the same type that says whom the event of the noun at `t` hit ('a raid targeted X')."""
    kind = strike_type(items[t])
    if not kind:
        return None
    if (
        t
        and items[t - 1].kind == "event"
        and items[t - 1].entry.features.pos == "verb"
        and strike_type(items[t - 1]) == kind
    ):
        return t - 1
    for k in range(t + 1, min(len(items), t + _DESCRIBED)):
        item = items[k]
        if item.kind == "event":
            verb = item.entry.features.pos == "verb" and not item.enclitic
            return k if verb and strike_type(item) == kind and not items[k - 1].is_comma() else None
        if item.kind not in ("word", "phrase", "date", "relative", "sort", "marker"):
            return None
    return None


def striking(items: Sequence[Item], t: int) -> int | None:
    """The noun whose event the verb at `t` tells on, if there is one."""
    near = (*range(t + 1, min(len(items), t + 2)), *range(t - 1, max(-1, t - _DESCRIBED), -1))
    return next((k for k in near if is_noun(items[k]) and struck_by(items, k) == t), None)


_DESCRIBED = 7


def strike_type(item: Item) -> str:
    """The type of an event word that strikes, or ''."""
    frame = item.entry.frame if item.kind == "event" else None
    return frame.type if frame is not None and frame.strikes else ""
