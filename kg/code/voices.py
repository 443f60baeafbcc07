"""Who voices a position that a noun tells: whose word it is ('stressed his support for'), or who gives or gets it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kg.code.arguments import Argument, Arguments
from kg.code.draft import SPOKEN, Draft
from kg.code.frames import Entry, Frame, Lexicon
from kg.code.items import Item
from kg.code.light import light_before
from kg.code.reference import Discourse

_VERBAL = frozenset({"that", "clause", "relative", "light", "attach", "verb", "cue"})


def voice(
    items: Sequence[Item], t: int, entry: Entry, drafts: Sequence[Draft], discourse: Discourse
) -> tuple[str, ...]:
    """Who voices what the noun at `t` tells, as the object of a verb of saying ('stressed his support for')."""
    frame = entry.frame
    if frame is None or frame.type not in SPOKEN or frame.type == "statement" or entry.features.pos != "noun":
        return ()
    governing = items[t - 1].markers() if t else ()
    if governing and not set(governing) & {"from", "on", "with"}:
        return ()
    for k in range(t - 1, -1, -1):
        item = items[k]
        keeps = item.kind == "cue" and item.entry.features.pos != "verb"
        if (item.kind in _VERBAL and not keeps) or (item.kind == "mark" and item.text in ":؛;"):
            return ()
        if item.kind == "event" and item.entry.features.pos == "verb":
            told = next((e.frame for e in item.entries if e.frame is not None and e.frame.type == "statement"), None)
            if told is None or told.denies or told.fears or (governing and t - k > _NEAR):
                return ()
            if told.roles.get("subject") != "agent":
                return _quoted(items[k:t], told)
            said = drafts[-1] if drafts and drafts[-1].first == item.first else None
            return tuple(said.agents) if said is not None else discourse.subject
    return ()


_NEAR = 10
"""Items between a verb of saying and the noun that a marker ties to it, at most."""


def _quoted(items: Sequence[Item], frame: Frame) -> tuple[str, ...]:
    """Who is quoted, after the marker of the slot that speaks ('the agency quoted X')."""
    for before, item in pairwise(items):
        if item.kind == "phrase" and any(frame.roles.get(m) == "agent" for m in before.markers()):
            return item.entities
    return ()


def is_given(items: Sequence[Item], t: int, lexicon: Lexicon) -> bool:
    """Whether a light verb says who gives or gets what the noun at `t` tells ('sent thanks', 'drew criticism')."""
    light = light_before(items, t, lexicon)
    ahead = items[t + 1 : t + 3]
    if light is None and [i.kind for i in ahead] == ["relative", "light"] and ahead[1].enclitic:
        light = t + 2
    frame = items[light].entry.frame if light is not None else None
    return frame is not None and bool({"subject", "to"} & set(frame.carrier.split()))


def is_own(argument: Argument, voice: Sequence[str], discourse: Discourse) -> bool:
    """Whether those whose support or rejection it is are the speakers or whom they speak for."""
    if argument.guessed:
        return True
    return {discourse.principal(e) for e in argument.entities} <= {discourse.principal(e) for e in voice}


def spokesman(items: Sequence[Item], t: int, found: Arguments, discourse: Discourse) -> tuple[str, ...]:
    """The person through whom a state or body says what the word at `t` tells ('X, through its minister Y, hailed')."""
    through = [a.entities for a in found.found if "through" in a.slots]
    if t > 2 and items[t - 1].is_comma() and items[t - 2].kind == "phrase" and "through" in items[t - 3].markers():
        through.append(items[t - 2].entities)
    return next((who for who in through if all(map(discourse.is_person, who))), ())


def judged(items: Sequence[Item], t: int, discourse: Discourse) -> tuple[str, ...]:
    """Whose deed it is that the passive verb at `t` praises or blames ("X's plan was rejected", 'the role of X')."""
    for k in range(t - 1, max(-1, t - _DEED - 1), -1):
        item, before = items[k], items[k - 1] if k else None
        if item.kind in ("mark", "relative", "that", "clause"):
            return ()
        if item.kind == "phrase":
            owns = items[k + 1].kind == "possession"
            owned = before is not None and {"of", "by"} & set(before.markers())
            known = not any(discourse.entities[e].type == "place" for e in item.entities)
            return item.entities if (owns or owned) and known else ()
    return ()


_DEED = 8
"""Items before a verb in which it is named whose deed is judged."""
