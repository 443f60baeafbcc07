"""The arguments of event nouns: what follows them, and the light verb that carries them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.code.arguments import Argument, Arguments
from kg.code.cataphora import owner_ahead
from kg.code.draft import CONTACT
from kg.code.frames import Frame, Lexicon
from kg.code.insertions import tells_of_noun
from kg.code.items import Item
from kg.code.neighbours import before_noun
from kg.code.order import is_infinitive, subject_ahead
from kg.code.reference import Discourse
from kg.code.search import LIKE_PHRASES, is_both_sides, is_demonym, is_means, resolve_item, search_right
from kg.code.subjects import describes, subject_left
from kg.code.verbs import verb_arguments
from kg.code.words import is_finite

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
        entities = owner_ahead(items, t, lexicon, discourse) or discourse.pronoun(noun.enclitic)
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
        result.found.extend(
            _carry(light_after, carried, ("object", "subject") if light_after.enclitic else ("object",))
        )
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
            if argument.at == attributes + 1 and is_demonym(items[argument.at]) and attributes > t:
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
            elif adjacent and near and not features.definite and not between:
                result.found.append(Argument(("of",), argument.entities, argument.at, argument.split, argument.guessed))
            elif near and (
                is_both_sides(items[argument.at])
                or ((features.definite or between) and not any(i.kind == "word" and i.open for i in between))
            ):
                result.found.append(Argument(("attribute",), argument.entities, argument.at))
            elif struck == t - 1 and not is_demonym(items[argument.at]):
                result.found.append(replace(argument, slots=("object",)))
            elif not adjacent and lexicon.verb_first and _follows(result.found, items, argument.at):
                result.found.append(Argument(("object",), argument.entities, argument.at, argument.split))
            elif gathers and not (lexicon.verb_first and describes(items, argument.at)):
                result.found.append(Argument(("gather",), argument.entities, argument.at))
            attributes = argument.at if adjacent and near and is_demonym(items[argument.at]) else attributes
            adjacent = False
        elif argument.at == t + 1 and items[argument.at].enclitic and argument.slots[0] == "to":
            result.found.append(replace(argument, slots=("object",) if noun.enclitic else ("of",)))
        elif argument.slots[0] == "to" and _kind(noun) and _is_owner(items, t, argument.at):
            result.found.append(replace(argument, slots=("of",)))
        else:
            result.found.append(argument)
    if lexicon.verb_first:
        _name_traveller(result.found, items, t, discourse)
        result.found = [_not_oneself(a, result.found, discourse) for a in result.found]
    if light is not None:
        frame = _light_frame(items[light])
        takes = frame is not None and "object" in frame.roles
        if lexicon.verb_first and (items[light].entry.features.pos == "noun" or is_governed(items, light, lexicon)):
            carried = _carried_by_noun(items, light, t, lexicon, discourse)
        else:
            carried = verb_arguments(items[: t + 1], light, lexicon, discourse, transitive=False, takes_object=takes)
        if lexicon.verb_first and _is_its_subject(items[light], noun):
            carried.found = [a for a in carried.found if a.slots[0] != "subject" or a.at != light]
        late = _late_subject(items, light, t, right, discourse) if lexicon.verb_first else []
        if late:
            carried.found = [*late, *(a for a in carried.found if a.slots[0] != "subject")]
            result.found = [a for a in result.found if a.at not in {s.at for s in late}]
        result.found.extend(_carry(items[light], carried, ()))
        if lexicon.analytic:
            result.found = _hosts(result.found)
    return result


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


def _not_oneself(argument: Argument, found: Sequence[Argument], discourse: Discourse) -> Argument:
    """A pronoun that seems to mean the one whose deed it is means another ('X's reception of him')."""
    own = argument.guessed and any(
        a is not argument and a.slots == ("of",) and a.entities == argument.entities for a in found
    )
    return replace(argument, entities=discourse.another(argument.entities)) if own else argument


def _follows(found: Sequence[Argument], items: Sequence[Item], at: int) -> bool:
    """Whether a person stands right after the one whose deed the noun is ('X's reception of Y')."""
    last = found[-1] if found else None
    return last is not None and last.slots == ("of",) and last.at == at - 1 and not is_demonym(items[at])


def struck_by(items: Sequence[Item], t: int) -> int | None:
    """The verb of the same type that says whom the event of the noun at `t` hit ('a raid targeted X')."""
    kind = _kind(items[t])
    if not kind:
        return None
    if t and items[t - 1].kind == "event" and items[t - 1].entry.features.pos == "verb" and _kind(items[t - 1]) == kind:
        return t - 1
    for k in range(t + 1, min(len(items), t + _DESCRIBED)):
        item = items[k]
        if item.kind == "event":
            verb = item.entry.features.pos == "verb" and not item.enclitic
            return k if verb and _kind(item) == kind and not items[k - 1].is_comma() else None
        if item.kind not in ("word", "phrase", "date", "relative", "sort", "marker"):
            return None
    return None


def striking(items: Sequence[Item], t: int) -> int | None:
    """The noun whose event the verb at `t` tells on, if there is one."""
    near = (*range(t + 1, min(len(items), t + 2)), *range(t - 1, max(-1, t - _DESCRIBED), -1))
    return next((k for k in near if items[k].kind == "event" and _is_noun(items[k]) and struck_by(items, k) == t), None)


_DESCRIBED = 7


def _is_owner(items: Sequence[Item], t: int, k: int) -> bool:
    """Whether a clitic 'to' after a noun and its adjectives says whose it is ('a raid of X's on Y')."""
    marker = items[k - 1]
    return marker.first == marker.last and all(i.kind == "word" and not i.open for i in items[t + 1 : k - 1])


def _is_noun(item: Item) -> bool:
    return item.entry.features.pos == "noun"


def _kind(item: Item) -> str:
    """The type of an event word that strikes, or ''."""
    frame = item.entry.frame if item.kind == "event" else None
    return frame.type if frame is not None and frame.strikes else ""


def _modifier(items: Sequence[Item], t: int, discourse: Discourse) -> list[Argument]:
    """The possessor or describing phrase before an event noun."""
    found = before_noun(items, t)
    if found is None:
        return []
    item = items[found.at]
    if item.kind == "broker":
        return [Argument(("host",), item.entities, found.at)]
    ahead = subject_ahead(items, t) if item.kind == "possessive" and not any(map(is_finite, items[:t])) else None
    whole = resolve_item(items[ahead.at], discourse) if ahead is not None and ahead.kind == "subject" else ()
    entities = whole if _may_mean(item, whole, discourse) else resolve_item(item, discourse)
    slots = ("attribute", "of") if found.owns else ("attribute", "in")
    return [Argument(slots, entities, found.at, item.split)] if entities else []


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


def _is_its_subject(verb: Item, noun: Item) -> bool:
    """Whether the event noun is itself the subject of the verb before it ('a round was held'): they agree in gender."""
    features = noun.entry.features
    if features.case == "object" or verb.entry.features.pos != "verb":
        return False
    return not features.gender or features.gender == verb.entry.features.gender


def _carry(light: Item, carried: Arguments, drop: tuple[str, ...]) -> list[Argument]:
    """A light verb's arguments as its noun's: the subject takes the slot that the verb's data names."""
    frame = _light_frame(light)
    slot = frame.carrier if frame and frame.carrier else "subject"
    out = []
    for argument in carried.found:
        if argument.slots[0] == "object" and "object" in drop:
            continue
        slots = tuple(slot.split()) if argument.slots[0] == "subject" else argument.slots
        if argument.slots[0] == "object" and frame is not None and "object" in frame.roles:
            slots = (frame.roles["object"],)
        out.append(Argument(slots, argument.entities, argument.at, argument.split, argument.guessed))
    return out


def _late_subject(
    items: Sequence[Item], light: int, t: int, right: Sequence[Argument], discourse: Discourse
) -> list[Argument]:
    """Who a light verb's subject is where its noun stands before it ('took part in the meeting X', 'began a visit X').

    Nobody where somebody is named before, or where the phrase may only say more of one that it follows.
    """
    verb = items[light]
    if verb.entry.features.pos != "verb" or verb.enclitic or any(i.kind in LIKE_PHRASES for i in items[light:t]):
        return []
    if subject_left(items, light, discourse) is not None:
        return []
    late: list[Argument] = []
    for argument in right:
        before, actor = items[argument.at - 1], items[argument.at]
        if argument.slots != ("bare",) or actor.kind != "phrase" or is_demonym(actor) or before.is_comma():
            continue
        apart = argument.at > t + 1 or items[t].entry.features.definite
        side = before.kind == "phrase" and items[argument.at - 2].kind == "marker"
        side = side and "from" in items[argument.at - 2].markers()
        if apart and (side or before.kind not in LIKE_PHRASES) and not (before.kind == "word" and before.open):
            late.append(replace(argument, slots=("subject",)))
            if not side:
                break
    return late


def _carried_by_noun(items: Sequence[Item], light: int, t: int, lexicon: Lexicon, discourse: Discourse) -> Arguments:
    """What the noun of a light verb tells of the event noun at `t` ('في أثناء ترؤسه اجتماعا'): who does it."""
    found, _ = search_right(items[:t], light + 1, lexicon, discourse, noun=True)
    result = Arguments(reach=t)
    if items[light].enclitic:
        entities = owner_ahead(items, light, lexicon, discourse) or discourse.pronoun(items[light].enclitic)
        result.found.append(Argument(("subject",), entities, light, guessed=True))
    elif found and found[0].slots == ("bare",) and found[0].at == light + 1:
        result.found.append(replace(found.pop(0), slots=("subject",)))
    elif (doer := _doer_of(items, light, lexicon, discourse)) is not None:
        result.found.append(doer)
    result.found.extend(a for a in found if a.slots != ("bare",))
    return result


def _doer_of(items: Sequence[Item], light: int, lexicon: Lexicon, discourse: Discourse) -> Argument | None:
    """Who does what the noun of a light verb tells, where it is what a verb is about ('X announced the sending of')."""
    for k in range(light - 1, -1, -1):
        frame = _light_frame(items[k]) if items[k].kind == "light" else None
        does = items[k].kind in ("event", "verb", "cue") or (frame is not None and frame.carrier == "subject")
        if does and items[k].entry.features.pos == "verb":
            if any(e.frame is not None and e.frame.type in _WISHES for e in items[k].entries):
                return None
            found = verb_arguments(items[:light], k, lexicon, discourse, transitive=False, takes_object=False)
            return found.slot("subject")
        content = set(items[k].markers()) & _CONTENT or items[k].is_comma()
        if items[k].kind not in LIKE_PHRASES and items[k].kind not in ("date", "word") and not content:
            return None
    return None


_WISHES = frozenset({"demand", "proposal", "support", "criticism"})
"""Types whose content is what others do or should do."""
_CONTENT = frozenset({"from", "on", "with", "in"})
"""Markers of what a verb is about ('announced on …')."""


def _light_frame(light: Item) -> Frame | None:
    return next((e.frame for e in light.entries if e.kind == "light" and e.frame), None)


def is_masdar(items: Sequence[Item], t: int, lexicon: Lexicon) -> bool:
    """Whether what looks like a verb is a noun: a preposition or a noun that it completes stands right before it."""
    before = items[t - 1] if t else None
    if before is None or lexicon.analytic:
        return False
    if before.kind == "marker" and not before.enclitic:
        return True
    if before.kind == "verb" and not before.enclitic and items[t].text in lexicon.homographs:
        return True
    return before.kind == "word" and before.open


def is_governed(items: Sequence[Item], t: int, lexicon: Lexicon) -> bool:
    """Whether it is a noun for a verb, noun or preposition before it in its clause ('denied holding a meeting')."""
    if is_masdar(items, t, lexicon):
        return True
    for item in reversed(items[:t]):
        if item.kind in ("that", "clause", "relative", "conjunction", "mark", "background"):
            return False
        if item.kind in ("event", "light", "verb", "cue") and item.entry.features.pos == "verb":
            return True
        if item.kind == "light":
            return True
    return False


def _is_another(items: Sequence[Item], t: int) -> bool:
    """Whether 'after' or 'in answer to' parts the noun at `t` from the event noun of the same type before it."""
    if not _kind(items[t]) or t == 0 or "aside" not in items[t - 1].markers():
        return False
    for item in reversed(items[: t - 1]):
        if item.kind in ("light", "clause", "that", "relative"):
            return False
        if item.kind == "event":
            return _is_noun(item) and _kind(item) == _kind(items[t])
    return False


def light_before(items: Sequence[Item], t: int, lexicon: Lexicon) -> int | None:
    """The index of the light verb whose object the noun at `t` is, if there is one in its clause.

    Where word order tells all (`analytic`), only what describes the noun may stand between.
    """
    near = lexicon.analytic
    if not near and _is_another(items, t):
        return None
    joined = not near and any(i.kind == "conjunction" for i in items[max(0, t - 2) : t])
    for k in range(t - 1, max(-1, t - 30), -1):
        item = items[k]
        if item.kind == "invitation":
            return None
        if near and (item.kind in LIKE_PHRASES or (item.kind == "marker" and not set(item.markers()) & {"of", "in"})):
            return None
        if item.kind == "light":
            masdar = item.entry.features.pos == "verb" and lexicon.verb_first and is_governed(items, k, lexicon)
            gathering = any(e.frame is not None and e.frame.type in CONTACT for e in items[t].entries)
            if masdar and (gathering or not any(e.features.pos == "noun" for e in item.entries)):
                return None
            deverbal = lexicon.verb_first and (masdar or item.entry.features.pos == "noun")
            apart = any(i.kind == "event" or "aside" in i.markers() for i in items[k + 1 : t])
            spent = deverbal and not joined and apart
            return None if spent else k
        if not lexicon.analytic and joined and tells_of_noun(items, k):
            continue
        if item.kind in ("that", "clause", "relative", "attach", "verb") or (
            item.kind == "event" and item.entry.features.pos == "verb"
        ):
            return None
        if item.kind == "mark" and item.text in ":؛;":
            return None
    return None
