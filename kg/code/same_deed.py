"""Which nouns are one event with the verb or noun before them ('signed a deal', 'a drone struck')."""

from __future__ import annotations

from collections.abc import Sequence

from kg.code.draft import SPOKEN
from kg.code.items import Item


def is_signed(items: Sequence[Item], t: int, k: int) -> bool:
    """Whether the noun at `k` is what the verb at `t` is said of, one event with it.

    It tells the same ('reached an agreement with'), or is one of the words that the verb needs ('cut its aid to').
    """
    verb, noun = items[t], items[k]
    if verb.kind != "event" or verb.entry.features.pos != "verb":
        return False
    told = {e.frame.type for e in noun.entries if e.frame is not None and e.features.pos == "noun"}
    first, *more = [e.frame for e in verb.entries if e.frame is not None]
    same = first.type in told or (bool(told) and noun.text in first.beside)
    if not (first.beside and same) and not any(told and noun.text in f.beside for f in more):
        return False
    return not any("between" in i.markers() for i in items[k + 1 : k + _CONTENT])


_CONTENT = 8


def is_carried(items: Sequence[Item], t: int, k: int) -> bool:
    """Whether the noun at `k` is what the one at `t` carries, a few words on ('a Saudi plane with aid to X')."""
    frames = [items[n].entry.frame for n in (t, k)]
    if any(
        frame is None or frame.type != "aid" or items[n].entry.features.pos != "noun"
        for n, frame in zip((t, k), frames, strict=True)
    ):
        return False
    between = items[t + 1 : k]
    loose = all(
        i.kind in ("word", "date", "light") or set(i.markers()) & {"from", "with"} or i.is_demonym() for i in between
    )
    return loose and k - t <= _CONTENT and frames[0] is not None and frames[0].needs_target


def is_measure(item: Item) -> bool:
    """Whether an event noun may only say how much ('an agreement worth 10 million euros with')."""
    frame = item.entry.frame if item.kind == "event" else None
    return frame is not None and frame.measures


def is_means(items: Sequence[Item], t: int, k: int) -> bool:
    """Whether a noun right after the word at `t` is part of its deed ('a drone struck', 'a plane of aid')."""
    if t < 0 or k != t + 1 or items[t].kind != "event" or items[k].kind != "event":
        return False
    word, noun = items[t].entry.frame, items[k].entry.frame
    if word is None or noun is None or items[k].entry.features.pos != "noun":
        return False
    return word.type == noun.type and not noun.strikes


def is_twin(items: Sequence[Item], t: int, k: int) -> bool:
    """Whether the noun at `k` is joined to the one at `t` of its own type ('his thanks and appreciation of X')."""
    frames = [items[n].entry.frame for n in (t, k) if items[n].kind == "event"]
    alike = len(frames) > 1 and frames[0] is not None and frames[1] is not None and frames[0].type == frames[1].type
    spoken = alike and frames[0] is not None and frames[0].type in SPOKEN
    return spoken and items[k - 1].kind == "conjunction" and items[k].entry.features.pos == "noun"
