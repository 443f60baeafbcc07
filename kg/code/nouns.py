"""The arguments of event nouns: what follows them, and the light verb that carries them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.code.arguments import Argument, Arguments
from kg.code.cataphora import owner_ahead, owner_in_relative
from kg.code.frames import Lexicon
from kg.code.items import Item
from kg.code.light import (
    carried_by_noun,
    carry,
    is_governed,
    is_its_subject,
    is_receiver,
    late_subject,
    light_before,
    light_frame,
)
from kg.code.neighbours import before_noun
from kg.code.order import is_infinitive, subject_ahead
from kg.code.reference import Discourse
from kg.code.same_deed import is_means
from kg.code.search import resolve_item, search_right
from kg.code.strikes import strike_type, struck_by
from kg.code.subjects import describes
from kg.code.verbs import verb_arguments
from kg.code.words import NOMINAL, is_finite

_RELATIVE = frozenset({"relative", "cue", "background", "that"})
"""What may stand between a noun and the verb of a clause about it ('a visit that he had been going to make')."""
_GATHERINGS = frozenset({"meeting", "talks", "call"})


def noun_arguments(items: Sequence[Item], t: int, lexicon: Lexicon, discourse: Discourse) -> Arguments:
    """The arguments of the event noun at item `t`: what follows it, and the light verb that carries it."""
    noun = items[t]
    features = noun.entry.features
    right, reach = search_right(
        items,
        t + 1,
        lexicon,
        discourse,
        noun=True,
        definite=features.definite and lexicon.verb_first,
        gathers=any(e.frame is not None and e.frame.gathers for e in noun.entries),
        contact=lexicon.verb_first and any(e.frame is not None and e.frame.type in _GATHERINGS for e in noun.entries),
    )
    result = Arguments(reach=reach)
    quoted = _quoted_before(items, t)
    if quoted is not None:
        result.found.append(Argument(("of",), items[quoted].entities, quoted))
    elif noun.enclitic:
        entities = owner_in_relative(items, t, lexicon, discourse)
        entities = entities or owner_ahead(items, t, lexicon, discourse) or discourse.pronoun(noun.enclitic)
        if entities:
            result.found.append(Argument(("of",), entities, t, guessed=True))
    light_after = items[reach] if reach < len(items) and items[reach - 1].kind not in ("mark", "conjunction") else None
    if light_after is not None and light_after.kind in _RELATIVE and reach + 1 < len(items):
        while reach + 1 < len(items) and items[reach].kind in _RELATIVE:
            reach += 1
        light_after = items[reach]
    if lexicon.analytic and light_after is not None and is_infinitive(items, reach):
        light_after = None
    deverbal = light_after is not None and light_after.kind == "light" and light_after.entry.features.pos == "noun"
    if lexicon.verb_first and deverbal:
        light_after = None
    if light_after is not None and light_after.kind == "light" and not noun.enclitic:
        carried = verb_arguments(items, reach, lexicon, discourse, transitive=False, takes_object=True)
        carried.found = [a for a in carried.found if items[a.at].kind != "marker" or lexicon.analytic]
        result.found.extend(carry(light_after, carried, ("object", "subject") if light_after.enclitic else ("object",)))
        result.reach = carried.reach
        after = items[reach + 1] if reach + 1 < len(items) else noun
        result.unknown = bool(light_after.enclitic) and carried.slot("subject") is None and after.kind == "word"
    if lexicon.analytic:
        result.found.extend(_modifier(items, t, discourse))
    struck = struck_by(items, t)
    if struck is not None and struck > t:
        carried = verb_arguments(items, struck, lexicon, discourse, transitive=False, takes_object=True)
        result.found.extend(
            replace(a, slots=("object",)) if a.slots[0] == "subject" else a for a in carried.found if a.at > struck
        )
        result.reach = carried.reach
    light = light_before(items, t, lexicon)
    adjacent = True
    attributes = t
    gathers = any(e.frame is not None and e.frame.gathers for e in noun.entries) or (
        t > 0 and lexicon.verb_first and "gather" in items[t - 1].markers()
    )
    for argument in right:
        if argument.slots == ("bare",):
            if light is not None and argument.at > t + 2 and items[argument.at - 1].kind == "anaphor":
                result.found.append(replace(argument, slots=("gather",)))
                continue
            if argument.at == attributes + 1 and items[argument.at].is_demonym() and attributes > t:
                result.found.append(Argument(("attribute",), argument.entities, argument.at))
                attributes = argument.at
                continue
            between = items[t + 1 : argument.at]
            near = all(
                i.kind in ("word", "date", "sort") or is_means(items, t, n) for n, i in enumerate(between, t + 1)
            )
            if noun.enclitic and adjacent:
                result.found.append(
                    Argument(("object",), argument.entities, argument.at, argument.split, argument.guessed)
                )
            elif adjacent and not features.definite and _heads_own(between) and items[argument.at].kind == "phrase":
                result.found.append(replace(argument, slots=("of",)))
            elif adjacent and near and not features.definite and not between:
                result.found.append(Argument(("of",), argument.entities, argument.at, argument.split, argument.guessed))
            elif near and (
                items[argument.at].is_both_sides()
                or ((features.definite or between) and not any(i.kind == "word" and i.open for i in between))
            ):
                result.found.append(Argument(("attribute",), argument.entities, argument.at))
            elif struck == t - 1 and not items[argument.at].is_demonym():
                result.found.append(replace(argument, slots=("object",)))
            elif not adjacent and lexicon.verb_first and _follows(result.found, items, argument.at):
                result.found.append(Argument(("object",), argument.entities, argument.at, argument.split))
            elif gathers and not (lexicon.verb_first and describes(items, argument.at)):
                result.found.append(Argument(("gather",), argument.entities, argument.at))
            attributes = argument.at if adjacent and near and items[argument.at].is_demonym() else attributes
            adjacent = False
        elif argument.at == t + 1 and items[argument.at].enclitic and argument.slots[0] == "to":
            result.found.append(replace(argument, slots=("object",) if noun.enclitic else ("of",)))
        elif argument.slots[0] == "to" and strike_type(noun) and _is_owner(items, t, argument.at):
            result.found.append(replace(argument, slots=("of",)))
        else:
            result.found.append(argument)
    if lexicon.verb_first:
        _name_traveller(result.found, items, t, discourse)
        owners = [a for a in result.found if a.slots == ("of",)]
        result.found = [_not_oneself(a, owners, discourse) for a in result.found]
    if light is not None:
        frame = light_frame(items[light])
        takes = frame is not None and "object" in frame.roles
        if lexicon.verb_first and (items[light].entry.features.pos == "noun" or is_governed(items, light, lexicon)):
            carried = carried_by_noun(items, light, t, lexicon, discourse)
        else:
            carried = verb_arguments(items[: t + 1], light, lexicon, discourse, transitive=False, takes_object=takes)
        if lexicon.verb_first and is_its_subject(items[light], noun):
            carried.found = [a for a in carried.found if a.slots[0] != "subject" or a.at != light]
        late = late_subject(items, light, t, right, discourse) if lexicon.verb_first else []
        if late:
            carried.found = [*late, *(a for a in carried.found if a.slots[0] != "subject")]
            result.found = [a for a in result.found if a.at not in {s.at for s in late}]
        result.found.extend(carry(items[light], carried, ()))
        doer = carried.slot("subject") if lexicon.verb_first else None
        if doer is not None:
            # 'X held talks with him'
            result.found = [_not_oneself(a, [doer], discourse) if "with" in a.slots else a for a in result.found]
        if lexicon.analytic:
            result.found = _hosts(result.found)
    return result


def _heads_own(between: Sequence[Item]) -> bool:
    """Whether the items before a name say that it is who heads somebody's country ('of his country's president')."""
    return [i.kind for i in between] == ["word", "self"] and between[0].open


def _quoted_before(items: Sequence[Item], t: int) -> int | None:
    """The index of who stands before his own word, where he is quoted ('quoted X as saying': 'from X his saying')."""
    frame = items[t].entry.frame
    if frame is None or frame.type != "statement" or not items[t].enclitic or t <= 1:
        return None
    return t - 1 if items[t - 1].kind == "phrase" and "from" in items[t - 2].markers() else None


def _name_traveller(found: list[Argument], items: Sequence[Item], t: int, discourse: Discourse) -> None:
    """Let 'to' after a journey's noun tell whose it is where the noun is definite or goes elsewhere ('a visit of')."""
    frame = items[t].entry.frame
    at = next((n for n, a in enumerate(found) if a.slots[0] == "to" and not a.guessed), None)
    if frame is None or frame.type != "visit" or at is None or any(a.slots[0] in _OWNERS for a in found):
        return
    goes = any(a.slots[0] in ("to", "in") for a in found[at + 1 :])
    if (goes or items[t].entry.features.definite) and all(map(discourse.is_person, found[at].entities)):
        found[at] = replace(found[at], slots=("of",))


_OWNERS = frozenset({"of", "subject", "object"})


def _not_oneself(argument: Argument, doers: Iterable[Argument], discourse: Discourse) -> Argument:
    """A pronoun that seems to mean the one whose deed it is means another ('X's reception of him')."""
    own = argument.guessed and any(d is not argument and d.entities == argument.entities for d in doers)
    return replace(argument, entities=discourse.another(argument.entities)) if own else argument


def _follows(found: Sequence[Argument], items: Sequence[Item], at: int) -> bool:
    """Whether a person stands right after the one whose deed the noun is ('X's reception of Y')."""
    last = found[-1] if found else None
    return last is not None and last.slots == ("of",) and last.at == at - 1 and not items[at].is_demonym()


def _is_owner(items: Sequence[Item], t: int, k: int) -> bool:
    """Whether a clitic 'to' after a noun and its adjectives says whose it is ('a raid of X's on Y')."""
    marker = items[k - 1]
    return marker.first == marker.last and all(i.kind == "word" and not i.open for i in items[t + 1 : k - 1])


def _modifier(items: Sequence[Item], t: int, discourse: Discourse) -> list[Argument]:
    """The possessor or describing phrase before an event noun."""
    found = before_noun(items, t)
    if found is None:
        return []
    item = items[found.at]
    if not found.owns and is_receiver(items, found.at):
        return []
    if item.kind == "broker":
        return [Argument(("host",), item.entities, found.at)]
    ahead = subject_ahead(items, t) if item.kind == "possessive" and not any(map(is_finite, items[:t])) else None
    whole = resolve_item(items[ahead.at], discourse) if ahead is not None and ahead.kind == "subject" else ()
    entities = whole if _may_mean(item, whole, discourse) else resolve_item(item, discourse)
    slots = ("attribute", "of") if found.owns else ("attribute", "in")
    told = [Argument(slots, entities, found.at, item.split)] if entities else []
    owner = items[found.at - 2] if found.at > 1 and items[found.at - 1].kind == "possession" else None
    if not found.owns and owner is not None and owner.kind in NOMINAL:
        # "X's Ankara visit", not "the king's Ankara visit"
        told.append(Argument(("of",), resolve_item(owner, discourse), found.at - 2))
    return told


def _may_mean(possessive: Item, entities: tuple[str, ...], discourse: Discourse) -> bool:
    """Whether a possessive may be said of those who are named only after it ('After their talks, X and Y')."""
    if not entities or possessive.kind != "possessive":
        return False
    several = possessive.entry.name == "they"
    person = all(map(discourse.is_person, entities)) == (possessive.entry.name in ("he", "she"))
    return len(entities) > 1 if several else len(entities) == 1 and person


def _hosts(found: list[Argument]) -> list[Argument]:
    """Who hosts talks 'with' others talks with them."""
    slots = {a.slots[0] for a in found}
    if "host" not in slots or "with" not in slots or slots & {"between", "of"}:
        return found
    return [replace(a, slots=("subject",)) if a.slots[0] == "host" else a for a in found]
