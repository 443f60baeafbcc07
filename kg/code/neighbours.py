"""What the words around an event word tell of it: whose it is, who carries it, what is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kg.code.draft import CONTACT, SPOKEN
from kg.code.item import Item
from kg.code.order import governor, is_infinitive
from kg.code.words import NEAR, NOMINAL, TRANSPARENT, describes, has, is_demonym, is_finite, is_noun, names

_PREDICATE = 14
"""Items after a noun in which a verb may tell of it."""


def begins_clause(items: Sequence[Item], k: int) -> bool:
    """Whether the phrase at `k` is the subject of a verb after it and not of what was said before ('…, X said')."""
    if k == 0 or items[k - 1].kind not in ("mark", "conjunction"):
        return False
    j = k + 1
    # 'criticised the operation, and Syrian media said'
    described = describes(items, k) and items[k - 1].kind == "conjunction"
    while j < len(items) and (items[j].kind in TRANSPARENT or (described and items[j].kind in ("word", "possession"))):
        j += 1
    return j < len(items) and is_finite(items[j]) and not items[j].voice


def carried_by(items: Sequence[Item], t: int, light: int | None) -> str:
    """The type of the event on which the infinitive depends that carries the noun at `t` ('agreed to hold talks').

    '-' for any other verb; '' where no infinitive carries it.
    """
    if light is None or not is_infinitive(items, light):
        return ""
    k = governor(items, light)
    frame = items[k].entry.frame if k is not None and items[k].kind == "event" else None
    return frame.type if frame is not None else "-"


def told_of(items: Sequence[Item], t: int) -> set[str]:
    """What a passive verb after the event noun at `t` says of it ('the meeting … was cancelled')."""
    told: set[str] = set()
    for item in items[t + 1 : t + _PREDICATE]:
        if item.kind in ("that", "clause", "light", "verb") or (
            item.kind == "event" and item.entry.features.pos == "verb"
        ):
            break
        if item.kind == "cue" and (item.voice == "passive" or has(item, "infinitive")):
            told |= names(item, "cue")
    return told


def is_part(items: Sequence[Item], t: int) -> bool:
    """Whether the event noun at `t` only tells what kind of noun follows it, or what talks are about.

    'Truce talks', 'the prisoner swap deal'; 'talks on a peace treaty'.
    """
    item = items[t]
    if item.entry.features.pos != "noun":
        return False
    after = items[t + 1] if t + 1 < len(items) else None
    if after is not None and is_noun(after) and after.first == item.last:
        return True
    if item.entry.frame is None or item.entry.frame.type not in _MATTERS:
        return False
    k = t - 1
    while k > 0 and items[k].kind in ("word", "adverb"):
        k -= 1
    if k < 1 or not {"about", "on"} & set(items[k].markers()) or not is_noun(items[k - 1]):
        return False
    frame = items[k - 1].entry.frame
    return frame is not None and frame.type in CONTACT


_MATTERS = frozenset({"agreement", "proposal", "aid"})
"""Types of which talks may be held before there is any."""


def is_reason(items: Sequence[Item], t: int) -> bool:
    """Whether the noun at `t` only tells for what somebody is thanked or blamed ('thanked X for its support')."""
    k = t - 1
    while k > 0 and items[k].kind in ("word", "possessive", "possession", "adverb", "phrase"):
        k -= 1
    if k < 1 or not {"for", "about"} & set(items[k].markers()):
        return False
    verb = next((i for i in reversed(items[max(0, k - NEAR) : k]) if i.kind != "phrase"), None)
    frame = verb.entry.frame if verb is not None and verb.kind == "event" else None
    return frame is not None and frame.type in SPOKEN and frame.type != "statement"


def is_written(items: Sequence[Item], t: int) -> bool:
    """Whether the verb at `t` only tells what stands in a document ('signed a pact in which they vow to')."""
    for k in range(t - 1, 0, -1):
        if items[k].kind == "relative" and "in" in items[k - 1].markers():
            return any(is_noun(i) and i.entry.frame and i.entry.frame.type in _WRITTEN for i in items[: k - 1])
        if items[k].kind in ("that", "clause", "relative") or is_finite(items[k]):
            return False
    return False


_WRITTEN = frozenset({"agreement", "statement", "message", "proposal"})


def is_modifier(items: Sequence[Item], k: int) -> bool:
    """Whether the phrase at `k` only describes a noun after it that is no event ("X's plan", 'Egyptian efforts')."""
    return describes(items, k) and not is_noun(items[k + 1])


class Modifier(NamedTuple):
    """What stands before an event noun and tells whose it is: index of the item, and whether it is a possessor."""

    at: int
    owns: bool


def before_noun(items: Sequence[Item], t: int) -> Modifier | None:
    """The phrase or possessive that modifies the event noun at item `t` ("X's recent visit", 'Egyptian mediation')."""
    words = 0
    for k in range(t - 1, max(-1, t - 6), -1):
        item = items[k]
        if item.kind in ("word", "adverb", "cue", "background", "date", "sort") and words < NEAR:
            words += item.kind == "word"
        elif item.kind == "broker":
            return Modifier(k, False)
        elif item.kind == "possessive":
            return Modifier(k, True)
        elif item.kind == "possession" and k > 0 and items[k - 1].kind in NOMINAL:
            return Modifier(k - 1, True)
        elif (
            item.kind == "phrase"
            and words <= (2 if is_demonym(item) else 0)
            and all(i.kind == "word" for i in items[k + 1 : t])
        ):
            return Modifier(k, False)
        else:
            return None
    return None
