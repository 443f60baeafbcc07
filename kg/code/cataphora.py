"""Who is meant by what is named only later in the sentence ('In his meeting with X, Y stressed')."""

from __future__ import annotations

from collections.abc import Sequence

from kg.code.frames import Lexicon
from kg.code.insertions import tells_of_noun
from kg.code.items import Item
from kg.code.reference import Discourse
from kg.code.verbs import verb_arguments

_OPENING = frozenset({"marker", "conjunction", "word", "cue", "background", "date", "sort", "mark", "clause"})
_VERBAL = frozenset({"event", "light", "verb"})


def subject_ahead(items: Sequence[Item], t: int, lexicon: Lexicon, discourse: Discourse) -> tuple[str, ...]:
    """The named subject of the main verb, where the event noun at `t` opens the sentence before it; else nobody."""
    if lexicon.analytic or t == 0 or any(i.kind not in _OPENING for i in items[:t]):
        return ()
    if not any(i.kind == "marker" and not i.enclitic for i in items[max(0, t - 2) : t]):
        return ()
    comma = described = False
    for k in range(t + 1, len(items)):
        item = items[k]
        comma = comma or item.is_comma()
        described = described or item.kind == "relative"
        if item.kind == "that" or (described and comma and item.kind == "relative"):
            return ()
        verb = item.kind in _VERBAL and item.entry.features.pos == "verb"
        if verb and not comma and (described or item.enclitic):
            continue
        if verb and not (comma or item.kind == "event"):
            return ()
        if verb and (comma or not tells_of_noun(items, k)):
            acting = discourse.acting
            found = verb_arguments(items, k, lexicon, discourse, transitive=False, takes_object=False)
            discourse.acting = acting
            subject = found.slot("subject")
            return subject.entities if subject is not None and not subject.guessed and not found.relative else ()
    return ()


def owner_in_relative(items: Sequence[Item], t: int, lexicon: Lexicon, discourse: Discourse) -> tuple[str, ...]:
    """The one man of whom the relative clause tells that the event noun at `t` stands in ('X, who … his visit')."""
    if lexicon.analytic or lexicon.pronouns.get(items[t].enclitic, ("", ""))[0] != "sg":
        return ()
    for k in range(t - 1, 0, -1):
        if items[k].kind in ("that", "clause") or (items[k].kind == "mark" and not items[k].is_comma()):
            return ()
        if items[k].kind == "relative":
            who = items[k - 1 - items[k - 1].is_comma()]
            return who.entities[-1:] if who.kind == "phrase" and discourse.is_person(who.entities[-1]) else ()
    return ()


def owner_ahead(items: Sequence[Item], t: int, lexicon: Lexicon, discourse: Discourse) -> tuple[str, ...]:
    """Whom the pronoun on the event noun at `t` means, where he is named only by the main verb after it."""
    number, gender = lexicon.pronouns.get(items[t].enclitic, ("", ""))
    subject = subject_ahead(items, t, lexicon, discourse) if number in ("sg", "du") else ()
    if number == "du":
        return subject if len(subject) == _BOTH else ()
    if len(subject) != 1 or any(subject[0] in i.entities for i in items[t + 1 : t + _NEAR] if i.kind == "phrase"):
        return ()
    person = discourse.is_person(subject[0])
    return subject if person and (gender == "m" or not discourse.is_man(subject)) else ()


_NEAR = 4
_BOTH = 2
