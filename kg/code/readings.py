"""Which of two readings a word has that both carries event nouns and tells an event itself."""

from __future__ import annotations

from collections.abc import Sequence

from kg.code.apart import may_follow
from kg.code.item import Item

_BEFORE, _AFTER = 6, 10
_LOOSE = frozenset({"word", "sort", "date", "phrase", "cue", "background", "conjunction", "mark", "marker", "verb"})
_DESCRIBING = frozenset({"word", "relative", "sort", "date", "cue", "background"})
"""What may stand between a noun and a verb that speaks of it."""
_PARTIES = frozenset({"phrase", "marker", "conjunction"})
"""What may stand there too where no relative word tells of whom the verb speaks."""
_ENDS = frozenset({"that", "clause", "relative", "verb", "attach", "light"})


def choose(items: Sequence[Item], k: int) -> Item:
    """The item at `k` with one kind of reading.

    'Brought together' tells whose the gathering before it was, and a meeting where there is none; 'hosted' carries the
    event noun after it, and tells a meeting where there is none; 'came' tells a visit where 'to' follows it.

    Args:
        items: of a sentence, before phrases are joined.
        k: index of the item.
    """
    item = items[k]
    kinds = {e.kind for e in item.entries}
    other = next((kind for kind in ("light", "marker", "verb") if kind in kinds), "")
    if "frame" not in kinds or not other or item.entry.features.pos != "verb":
        return item
    told = any(i.kind in ("event", "light", "verb") for i in items[max(0, k - _BEFORE) : k])
    through = told and items[k - 1].is_comma() and any(e.name == "mouth" for e in item.entries)
    asked = {e.frame.particle for e in item.entries if e.kind == "frame" and e.frame is not None}
    if "" not in asked and not any(may_follow(_before_deed(items[k + 1 : k + _BEFORE]), p) for p in asked):
        return item._replace(kind=other, entries=tuple(e for e in item.entries if e.kind != "frame"))
    if other == "verb":
        return item if "" in asked else item._replace(kind="event")
    if through or (_tells_of_gathering(items, k) if other == "marker" else _carries(items, k)):
        return item._replace(kind=other, entries=tuple(e for e in item.entries if e.kind != "frame"))
    return item._replace(entries=tuple(e for e in item.entries if e.kind == "frame"))


def _before_deed(items: Sequence[Item]) -> Sequence[Item]:
    """The items up to the next word that tells an event or ends a clause."""
    end = next((n for n, i in enumerate(items) if i.kind == "event" or i.kind in _ENDS), len(items))
    return items[:end]


def _tells_of_gathering(items: Sequence[Item], k: int) -> bool:
    if any(i.kind == "event" and i.entry.features.pos == "noun" for i in items[k + 1 : k + 2]):
        return True
    for item in reversed(items[max(0, k - _BEFORE) : k]):
        if item.kind == "relative" or (item.kind == "event" and item.entry.features.pos == "noun"):
            return True
        if item.kind not in _LOOSE:
            return False
    return False


def _carries(items: Sequence[Item], k: int) -> bool:
    skipped = _DESCRIBING if k and items[k - 1].kind == "relative" else _DESCRIBING | _PARTIES
    told = (i for i in reversed(items[max(0, k - _BEFORE) : k]) if i.kind not in skipped)
    before = next(told, None) if items[k].enclitic else None
    if before is not None and before.kind == "event" and _has_slot(before, items[k], own=True):
        return True
    for n, item in enumerate(items[k + 1 : k + _AFTER], k):
        if item.kind == "event":
            noun = item.entry.features.pos == "noun" and items[n].kind != "marker"
            return noun and _has_slot(item, items[k])
        if item.kind in _ENDS:
            return False
    return False


def _has_slot(noun: Item, light: Item, own: bool = False) -> bool:
    """Whether an event noun has a slot for the subject of a light verb, or (unless `own`) the verb is one for all."""
    frames = [e.frame for e in light.entries if e.kind == "light" and e.frame and (own or e.frame.weak)]
    carriers = {slot for frame in frames for slot in frame.carrier.split()}
    return not carriers or any(carriers & e.frame.roles.keys() for e in noun.entries if e.frame)
