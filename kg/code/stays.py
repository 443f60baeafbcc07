"""Visits that no verb tells: somebody named with the place where he is or goes.

'X in CITY: …', 'X to CITY', 'X, in CITY for talks, …'.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.code.frames import Entry, Lexicon
from kg.code.inflection import Features
from kg.code.item import Item
from kg.code.words import has, is_demonym, is_verbal, next_after

_QUESTIONS = frozenset("?؟")


def mark_stays(items: Sequence[Item], title: bool, lexicon: Lexicon) -> list[Item]:
    """The items, with a verb made of 'in' where it alone tells that somebody is somewhere; in a headline so of 'to'.

    Args:
        items: of one sentence.
        title: whether it is the headline of its article.
        lexicon: of a language in which a sentence needs no verb.
    """
    out = list(items)
    for k in range(1, len(items) - 1):
        goes = title and has(items[k], "toward") and _is_place(items[k + 1])
        if not (goes or _is_located(items, k)):
            continue
        opening = items[_clause_before(items, k) if goes else 0 : k]
        told = title and all(map(_opens, opening)) and not any(i.text in _QUESTIONS for i in items)
        was = k > 1 and not goes and any(e.name == "was" for e in items[k - 2].entries)
        goes_on = k + 2 < len(items) and (is_verbal(items[k + 2]) or has(items[k + 2], "cue"))
        if _is_person(items[k - 1]) and (told or was) and not goes_on:
            out[k] = _stay(items[k], "present" if goes else "past", lexicon)
        elif not goes and any(e.name == "was" for e in items[k - 1].entries) and _names_who(items, k + 2):
            out[k] = _stay(items[k], "past", lexicon)
    return out


def _clause_before(items: Sequence[Item], k: int) -> int:
    """Where the clause of the item at `k` begins in a headline ('… .. and X to Y')."""
    return next((n + 1 for n in range(k - 1, -1, -1) if items[n].kind == "mark" and items[n].text in _PARTS), 0)


_PARTS = frozenset({".", "..", "...", "…", "؛", "|", "/"})


def _names_who(items: Sequence[Item], k: int) -> bool:
    """Whether somebody is named at `k`, or after a date there ('was in Cairo yesterday X')."""
    k += k < len(items) and items[k].kind == "date"
    return k < len(items) and _is_person(items[k])


def mark_stays_by_neighbours(items: Sequence[Item], title: bool, lexicon: Lexicon) -> list[Item]:
    """The same in a language in which a sentence needs a verb, and 'in' without one is set apart from it.

    'X, in Paris for talks, …', 'X, also in Paris, …', 'X, in Paris since Sunday, …', 'While in Paris, X …', in a
    headline 'X in Paris for talks'.

    Args:
        items: of one sentence.
        title: whether it is the headline of its article.
        lexicon: of the language.
    """
    out = list(items)
    for k in range(1, len(items) - 2):
        if not _is_located(items, k):
            continue
        before, after = items[k - 1], items[k + 2]
        aims = "for" in after.markers() or (has(after, "infinitive") and title)
        named = k - 2 if before.kind == "adverb" else k - 1
        stays = "for" in after.markers() or _is_closed(items, k + 2)
        apart = named > 0 and items[named].is_comma() and _is_person(items[named - 1]) and stays
        headline = title and aims and _is_person(before) and not any(map(is_verbal, items[:k]))
        if apart or headline or (has(before, "clause") and after.is_comma()):
            out[k] = _stay(items[k], "past" if headline else "participle", lexicon)
    return out


def _is_closed(items: Sequence[Item], start: int) -> bool:
    """Whether an insertion ends with a comma before a verb, but for a date and its preposition."""
    for k in range(start, min(start + 3, len(items) - 1)):
        if items[k].is_comma():
            return is_verbal(next_after(items, k))
        if items[k].kind not in ("date", "marker"):
            break
    return False


def _stay(item: Item, tense: str, lexicon: Lexicon) -> Item:
    """The preposition as the verb that it stands for; itself in a language that tells no stays so."""
    if lexicon.stay is None:
        return item
    return item._replace(
        kind="event", entries=(Entry("frame", lexicon.stay.name, Features("verb", tense), lexicon.stay),)
    )


def _is_located(items: Sequence[Item], k: int) -> bool:
    """Whether the item at `k` is 'in' before the name of a place or a state, and of nobody's origin."""
    return "in" in items[k].markers() and _is_place(items[k + 1])


def _is_place(item: Item) -> bool:
    """Whether an item is the name of a place or a state, and of nobody's origin."""
    return item.kind == "phrase" and item.mentions[0].type in ("place", "state") and not is_demonym(item)


def _opens(item: Item) -> bool:
    """Whether an item may stand before the place in a headline that names nothing but who is there."""
    return _is_person(item) or item.kind == "conjunction"


def _is_person(item: Item) -> bool:
    """Whether a phrase stands for somebody."""
    return item.kind == "phrase" and item.mentions[0].type == "person"
