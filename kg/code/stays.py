"""Stays that no verb tells: somebody named with the place where he is ('X in CITY: …', 'X was in CITY, …')."""

from __future__ import annotations

from collections.abc import Sequence

from kg.code.frames import Entry, Lexicon
from kg.code.inflection import Features
from kg.code.item import Item
from kg.code.words import has, is_demonym, is_verbal

_QUESTIONS = frozenset("?؟")


def mark_stays(items: Sequence[Item], title: bool, lexicon: Lexicon) -> list[Item]:
    """The items, with a verb made of 'in' where it alone tells that somebody is somewhere.

    Args:
        items: of one sentence.
        title: whether it is the headline of its article.
        lexicon: of a language in which a sentence needs no verb.
    """
    out = list(items)
    for k in range(1, len(items) - 1):
        if lexicon.stay is None or not is_place(items[k + 1]) or "in" not in items[k].markers():
            continue
        told = title and all(_opens(i) for i in items[:k]) and not any(i.text in _QUESTIONS for i in items)
        was = k > 1 and any(e.name == "was" for e in items[k - 2].entries)
        goes_on = k + 2 < len(items) and (is_verbal(items[k + 2]) or has(items[k + 2], "cue"))
        if is_person(items[k - 1]) and (told or was) and not goes_on:
            entry = Entry("frame", lexicon.stay.name, Features("verb", "past"), lexicon.stay)
            out[k] = items[k]._replace(kind="event", entries=(entry,))
    return out


def _opens(item: Item) -> bool:
    """Whether an item may stand before the place in a headline that names nothing but who is there."""
    return is_person(item) or item.kind == "conjunction"


def is_place(item: Item) -> bool:
    """Whether a phrase names a place or a state, and not somebody's origin."""
    return item.kind == "phrase" and item.mentions[0].type in ("place", "state") and not is_demonym(item)


def is_person(item: Item) -> bool:
    """Whether a phrase stands for somebody."""
    return item.kind == "phrase" and item.mentions[0].type == "person"
