"""What an item is, and what stands before and after it, in a language whose words do not tell it by their forms."""

from __future__ import annotations

from collections.abc import Sequence

from kg.code.item import Item

TRANSPARENT = frozenset({"adverb", "auxiliary", "cue", "background", "date"})
"""Kinds that may stand between a verb and what governs it."""
NOMINAL = frozenset({"phrase", "pronoun", "pair", "group", "self"})
DEED_WORDS = frozenset({"event", "light", "attach"})
"""Kinds that tell an event or carry the noun that does."""
EVENT_WORDS = DEED_WORDS | {"verb", "cue"}
QUOTES = frozenset("\"“”«»'‘’")
NEAR = 3
NOTHING = Item("mark", 0, 0, text="")


def has(item: Item, kind: str) -> bool:
    """Whether some reading of the item is of this kind."""
    return any(e.kind == kind for e in item.entries)


def names(item: Item, kind: str) -> set[str]:
    """The names of its readings of one kind."""
    return {e.name for e in item.entries if e.kind == kind}


def opener(items: Sequence[Item], k: int) -> str:
    """What opens the phrase at `k`: the slots of a marker, or the kind of the item before it."""
    if k == 0:
        return "start"
    before = items[k - 1]
    return "/".join(before.markers()[:2]) if before.kind == "marker" else before.kind


def is_verbal(item: Item) -> bool:
    """Whether it may be a verb."""
    return any(e.features.pos == "verb" for e in item.entries)


def is_finite(item: Item) -> bool:
    """Whether it is a verb that has a subject."""
    return has(item, "echo") or (
        item.kind in EVENT_WORDS
        and item.entry.features.pos == "verb"
        and item.entry.features.tense in ("past", "present")
    )


def is_noun(item: Item) -> bool:
    """Whether it is an event noun."""
    return item.kind == "event" and item.entry.features.pos == "noun"


def is_demonym(item: Item) -> bool:
    """Whether it is an adjective of a state and no noun."""
    return item.kind == "phrase" and item.mentions[0].kind == "demonym" and not item.member


def is_body(item: Item) -> bool:
    """Whether a phrase is a state or an organisation."""
    return item.mentions[0].type in ("state", "organization")


def last_before(out: Sequence[Item], skipped: Sequence[str], reach: int = NEAR) -> Item:
    """The item before, where these kinds are looked through."""
    for item in reversed(out[-reach - 1 :]):
        if item.kind not in skipped:
            return item
    return NOTHING


def next_after(items: Sequence[Item], i: int, skipped: Sequence[str] = ("adverb",), reach: int = NEAR) -> Item:
    """The item after, where these kinds are looked through."""
    for item in items[i + 1 : i + 1 + reach]:
        if item.kind not in skipped:
            return item
    return NOTHING


def marker_of(items: Sequence[Item], k: int) -> set[str] | None:
    """The markers that govern the phrase at `k`, or None where it stands free."""
    for j in range(k - 1, max(-1, k - 1 - NEAR), -1):
        if items[j].kind == "marker":
            return set(items[j].markers()) or {""}
        if items[j].kind not in ("word", "adverb", "date", "possessive"):
            return None
        if items[j].kind == "date" and j == k - 1:
            return None
    return None


def describes(items: Sequence[Item], k: int) -> bool:
    """Whether the phrase only describes the noun after it ("X's plan", 'Egyptian efforts')."""
    if k + 1 >= len(items):
        return False
    after = items[k + 1]
    return after.kind == "possession" or (is_demonym(items[k]) and (after.kind == "word" or is_noun(after)))
