"""What stands within a clause and is none of the word's own: times, calls in passing, relative clauses of the noun."""

from __future__ import annotations

from collections.abc import Sequence

from kg.code.item import Item

_VERBAL = frozenset({"event", "light", "attach", "verb", "that", "clause", "relative"})
_NAMED = frozenset({"phrase", "anaphor"})
_LOOSE = frozenset({"word", "sort", "date", "cue"})
_INSERTION = 12
_ADJECTIVES = 2
_SET_OFF = 2
"""Items before a relative clause that is set off: the phrase that it tells of and a comma."""


def passed(items: Sequence[Item], k: int) -> int:
    """The last item of what only says when or how: the event noun at `k` and what describes it; -1 where it does not.

    'On the eve of the signing,', 'left after the meeting for Doha', 'met during the visit X', 'told in a phone call X'.
    """
    noun, before = items[k], items[k - 1] if k else None
    if before is None or before.kind != "marker" or noun.entry.features.pos != "noun" or k + 1 >= len(items):
        return -1
    after, frame = items[k + 1], noun.entry.frame
    timed = "aside" in before.markers()
    if timed and frame is not None and frame.type == "visit" and (end := _journey(items, k)) >= 0:
        return end
    if timed and (after.kind == "mark" or (noun.entry.features.definite and "to" in after.markers())):
        return k
    if not timed and not set(before.markers()) <= {"in", "about"}:
        return -1
    if noun.entry.features.definite and not noun.enclitic and (end := _described(items, k)) >= 0:
        return end
    if after.kind == "phrase" and after.mentions[0].kind == "demonym":
        return -1
    if frame is not None and frame.type == "visit" and noun.enclitic and after.kind == "phrase":
        return k
    end = k
    while end + 1 < len(items) and end - k < _ADJECTIVES and items[end + 1].kind in _LOOSE:
        end += 1
    gathering = frame is not None and frame.type in ("call", "meeting") and end + 1 < len(items)
    described = end > k or noun.last - noun.first > 1
    return end if gathering and described and _is_person(items[end + 1]) else -1


def _described(items: Sequence[Item], k: int) -> int:
    """The last adjective of the definite noun at `k` where somebody is named right after it; -1 where nobody is."""
    end = k
    while end + 1 < len(items) and end - k < _ADJECTIVES and (items[end + 1].definite or items[end + 1].is_demonym()):
        end += 1
    named = end + 1 < len(items) and items[end + 1].kind in _NAMED and not items[end + 1].is_demonym()
    return end if named else -1


def _journey(items: Sequence[Item], k: int) -> int:
    """The last item of the journey that the noun at `k` tells with its owner or its place; -1 where it has neither.

    'Met during his visit X', 'met during a visit to Cairo X'.
    """
    end = k
    while end + 1 < len(items) and end - k < _ADJECTIVES and items[end + 1].kind in _LOOSE:
        end += 1
    to = end + 1
    if to < len(items) and set(items[to].markers()) & {"to", "in"}:
        to += 1
    goes = to < len(items) and items[to].kind == "phrase" and {m.type for m in items[to].mentions} <= {"place", "state"}
    if goes and items[to].mentions[0].kind != "demonym":
        return to
    return k if items[k].enclitic else -1


def _is_person(item: Item) -> bool:
    return item.kind == "phrase" and item.mentions[0].type == "person"


def inserted_until(items: Sequence[Item], k: int) -> int:
    """The index of the comma that ends what only says when (', on the margins of the talks in X,'), or 0."""
    before = items[k - 1] if k else None
    if before is None or not set(before.markers()) & {"aside", "about", "in"} or k < 2 or not items[k - 2].is_comma():
        return 0
    relative = False
    for n in range(k + 1, min(len(items), k + _INSERTION)):
        relative = relative or items[n].kind == "relative"
        if not relative and items[n].kind in _VERBAL and items[n].entry.features.pos != "noun":
            return 0
        if items[n].is_comma():
            return n
    return 0


def aside_until(items: Sequence[Item], k: int) -> int:
    """The index of the comma that ends the relative clause at `k` about the phrase before it, or 0.

    A clause between commas is an aside where another phrase follows it ('met X, who is visiting Z, Y').
    """
    if k < _SET_OFF or not items[k - 1].is_comma() or items[k - 2].kind != "phrase":
        return 0
    for n in range(k + 2, min(len(items) - 1, k + _INSERTION)):
        if items[n].kind in ("that", "relative") or (items[n].kind == "mark" and not items[n].is_comma()):
            return 0
        if items[n].is_comma():
            return n if items[n + 1].kind in ("phrase", "marker") else 0
    return 0


def described_until(items: Sequence[Item], k: int) -> int:
    """The phrase that only says more of the one before the comma at `k` ('X, an aide to Y'), or 0."""
    if not k or items[k - 1].kind != "phrase":
        return 0
    n = k + 1
    while n < len(items) and items[n].kind == "word":
        n += 1
    linked = n > k + 1 and n + 1 < len(items) and items[n].kind == "marker" and bool(_LINKS & set(items[n].markers()))
    return n + 1 if linked and items[n + 1].kind == "phrase" else 0


_LINKS = frozenset({"of", "to", "for", "at"})


def ends_aside(items: Sequence[Item], t: int, k: int) -> bool:
    """Whether the comma at `k` ends the aside that the verb at `t` begins."""
    start = next((n for n in range(t - 1, max(0, t - _SET_OFF - 1), -1) if items[n].kind == "relative"), 0)
    return start > 0 and aside_until(items, start) == k


def tells_of_noun(items: Sequence[Item], k: int) -> bool:
    """Whether the verb at `k` speaks of a noun before it, as a pronoun after it shows ('a meeting in which X said')."""
    item = items[k]
    verb = item.kind in _VERBAL and bool(item.entries) and item.entry.features.pos == "verb"
    after = items[k + 1] if k + 1 < len(items) else None
    return verb and after is not None and after.kind == "marker" and bool(after.enclitic)


def who_takes_part(items: Sequence[Item], k: int) -> int:
    """The phrase of who acts in the relative clause at `k` about a gathering ('that X called', 'in which X took part').

    -1 where there is no such clause.
    """
    k += items[k].kind == "relative" or (items[k].kind == "conjunction")
    if k >= len(items) or not tells_of_noun(items, k):
        return -1
    k += 2
    while k < len(items) and items[k].kind in ("date", "anaphor"):
        k += 1
    return k if k < len(items) and items[k].kind == "phrase" else -1
