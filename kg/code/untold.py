"""Which event words tell no event of their own: what is bid, judged, supposed, threatened or told by another word."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from kg.code.draft import DEEDS, SPOKEN, Draft
from kg.code.frames import Frame, Lexicon
from kg.code.insertions import tells_of_noun
from kg.code.items import Item, Row
from kg.code.positions import threatened_deed
from kg.code.same_deed import is_measure, is_signed
from kg.code.strikes import striking
from kg.lang import Pack
from kg.model import LinkedDocument
from kg.text import with_proclitics


def _leaves(frame: Frame | None) -> bool:
    return frame is not None and "origin" in frame.roles.values()


def is_to_leave(row: Row, t: int, drafts: Sequence[Draft]) -> bool:
    """Whether the noun at `t` tells of a departure that somebody was just called upon to make."""
    asked = bool(drafts) and drafts[-1].type == "demand" and drafts[-1].sentence == row.index
    return asked and t > 0 and "to" in row.items[t - 1].markers() and _leaves(row.items[t].entry.frame)


def invites(items: Sequence[Item], t: int, reach: int) -> bool:
    """Whether a verb of asking bids somebody to come ('invited X to visit', 'called for an urgent meeting')."""
    frame = items[t].entry.frame
    if frame is None or frame.type != "demand" or items[t].entry.features.pos != "verb":
        return False
    if reach >= len(items) or items[reach].kind not in ("event", "attach") or "to" not in items[reach - 1].markers():
        return False
    bid = items[reach].entry.frame
    leaves = _leaves(bid)
    clitic = items[reach - 1].first == items[reach - 1].last
    apart = clitic and any(i.kind == "mark" for i in items[t:reach])
    return bid is not None and bid.type in ("visit", "meeting") and not (leaves or apart)


def tells_of_thing(items: Sequence[Item], t: int) -> bool:
    """Whether the verb at `t` is what a thing does and nobody's word ('which shows that', 'what calls for doubt')."""
    frame = items[t].entry.frame
    if frame is None or frame.type not in SPOKEN or items[t].entry.features.pos != "verb" or items[t].enclitic or not t:
        return False
    thing = any((e.kind, e.name) == ("word", "thing") for e in items[t - 1].entries)
    said = t > 1 and items[t - 2].kind == "marker"
    after = items[t + 1] if t + 1 < len(items) else None
    return thing and not said and not (after is not None and after.kind in ("marker", "that") and after.enclitic)


def convenes(items: Sequence[Item], t: int) -> bool:
    """Whether a verb of asking tells who called the gathering before it ('a meeting that X called for')."""
    frame = items[t].entry.frame
    asks = frame is not None and frame.type == "demand" and tells_of_noun(items, t)
    return asks and "to" in items[t + 1].markers()


def is_told(row: Row, t: int, drafts: Sequence[Draft]) -> bool:
    """Whether a word tells another's event: the agreement of a signing, the strike of a raid; or what is threatened."""
    items, item = row.items, row.items[t]
    if item.entry.features.pos == "verb":
        return striking(items, t) is not None
    if t and items[t - 1].kind == "any" and item.entry.frame is not None and item.entry.frame.strikes:
        return True
    if is_measure(item) and _is_measured(items, t):
        return True
    last = drafts[-1] if drafts else None
    if last is None or last.sentence != row.index or not last.verbal:
        return False
    verb = next((k for k, i in enumerate(items[:t]) if i.first == last.first and i.kind == "event"), None)
    if verb is None:
        return False
    if last.reach <= item.first:
        reach = next(k for k, i in enumerate(items) if i.first >= last.reach)
        return threatened_deed(items, verb, reach) == t
    return is_signed(items, verb, t)


def is_obliged(items: Sequence[Item], t: int) -> bool:
    """Whether the deed that the verb at `t` tells only must be done ('Israel must withdraw')."""
    frame, before = items[t].entry.frame, items[t - 1] if t else None
    deed = frame is not None and frame.type in DEEDS and items[t].entry.features.tense == "present"
    return deed and before is not None and any(e.kind == "obligation" and e.name == "must" for e in before.entries)


def is_supposed(items: Sequence[Item], t: int) -> bool:
    """Whether the deed that the word at `t` tells is a condition ('if they sign')."""
    frame = items[t].entry.frame
    if frame is None or frame.type not in DEEDS:
        return False
    k = t - 1
    while k >= 0 and items[k].kind in _LOOSE and t - k < _SUPPOSED:
        k -= 1
    return k >= 0 and any(e.kind == "condition" for e in items[k].entries)


_LOOSE = frozenset({"date", "background", "phrase", "marker", "mark", "light"})


_SUPPOSED = 8
"""Items between a condition and its word, at most."""


def _is_measured(items: Sequence[Item], t: int) -> bool:
    """Whether another word of the type stands before the noun at `t` in its clause, which tells how much was given."""
    for item in reversed(items[:t]):
        if item.kind in ("that", "clause", "relative") or (item.kind == "mark" and item.text in ":؛;"):
            return False
        if item.kind == "event" and not is_measure(item):
            types = [i.entry.frame.type for i in (item, items[t]) if i.entry.frame is not None]
            alike = len(types) > 1 and types[0] == types[1]
            if alike or item.entry.features.pos == "verb":
                return alike
    return False


def is_beside(row: Row, t: int, frame: Frame, linked: LinkedDocument, lexicon: Lexicon) -> bool:
    """Whether the sentence holds a word that the frame asks for, if it does, and none that it rules out.

    The words may have clitics before them; those of a verb stand in its own clause, or near it where order tells what
    belongs together.
    """
    if not frame.beside and not frame.without:
        return True
    first, last = row.sentence.first, row.sentence.last
    if row.items[t].entry.features.pos != "verb":
        pass
    elif lexicon.analytic:
        first, last = max(first, row.items[t].first - _BEHIND), min(last, row.items[t].last + _BESIDE)
    else:
        last = next((i.first for i in row.items[t + 1 :] if i.kind == "clause"), last)
        first = next((i.last for i in reversed(row.items[:t]) if i.kind == "clause"), first)
    told = {token.fold for token in linked.document.tokens[first:last]}
    beside, without = (_with_clitics(words, lexicon.pack) for words in (frame.beside, frame.without))
    return (not beside or not told.isdisjoint(beside)) and told.isdisjoint(without)


_BEHIND, _BESIDE = 8, 12
"""Tokens before and after a verb among which the words stand that it needs."""


@cache
def _with_clitics(words: frozenset[str], pack: Pack) -> frozenset[str]:
    return words.union(joined for word in words for joined, _ in with_proclitics(word, pack))


def is_judged(items: Sequence[Item], t: int) -> bool:
    """Whether the proposal at `t` is only what somebody backs or rejects."""
    for k in range(t - 1, -1, -1):
        if items[k].kind in ("that", "clause", "relative", "light", "verb"):
            return False
        frame = items[k].entry.frame if items[k].kind == "event" else None
        if frame is not None and items[k].entry.features.pos == "verb":
            return frame.type in ("support", "criticism")
    return False
