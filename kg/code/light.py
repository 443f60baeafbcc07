"""Light verbs, which carry an event noun ('held a meeting'): which noun is theirs, and what they give it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.code.arguments import Argument, Arguments
from kg.code.cataphora import owner_ahead
from kg.code.draft import CONTACT
from kg.code.frames import Frame, Lexicon
from kg.code.insertions import tells_of_noun
from kg.code.items import Item
from kg.code.reference import Discourse
from kg.code.search import search_right
from kg.code.strikes import strike_type
from kg.code.subjects import subject_left
from kg.code.verbs import verb_arguments
from kg.code.words import NOMINAL, is_noun


def is_its_subject(verb: Item, noun: Item) -> bool:
    """Whether the event noun is itself the subject of the verb before it ('a round was held'): they agree in gender."""
    features = noun.entry.features
    if features.case == "object" or verb.entry.features.pos != "verb":
        return False
    return not features.gender or features.gender == verb.entry.features.gender


def carry(light: Item, carried: Arguments, drop: tuple[str, ...]) -> list[Argument]:
    """A light verb's arguments as its noun's: the subject takes the slot that the verb's data names."""
    frame = light_frame(light)
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


def late_subject(
    items: Sequence[Item], light: int, t: int, right: Sequence[Argument], discourse: Discourse
) -> list[Argument]:
    """Who a light verb's subject is where its noun stands before it ('took part in the meeting X', 'began a visit X').

    Nobody where somebody is named before, or where the phrase may only say more of one that it follows.
    """
    verb = items[light]
    if verb.entry.features.pos != "verb" or verb.enclitic or any(i.kind in NOMINAL for i in items[light:t]):
        return []
    if subject_left(items, light, discourse) is not None:
        return []
    late: list[Argument] = []
    for argument in right:
        before, actor = items[argument.at - 1], items[argument.at]
        if argument.slots != ("bare",) or actor.kind != "phrase" or actor.is_demonym() or before.is_comma():
            continue
        apart = argument.at > t + 1 or items[t].entry.features.definite
        side = before.kind == "phrase" and items[argument.at - 2].kind == "marker"
        side = side and "from" in items[argument.at - 2].markers()
        if apart and (side or before.kind not in NOMINAL) and not (before.kind == "word" and before.open):
            late.append(replace(argument, slots=("subject",)))
            if not side:
                break
    return late


def carried_by_noun(items: Sequence[Item], light: int, t: int, lexicon: Lexicon, discourse: Discourse) -> Arguments:
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
        frame = light_frame(items[k]) if items[k].kind == "light" else None
        does = items[k].kind in ("event", "verb", "cue") or (frame is not None and frame.carrier == "subject")
        if does and items[k].entry.features.pos == "verb":
            if any(e.frame is not None and e.frame.type in _WISHES for e in items[k].entries):
                return None
            found = verb_arguments(items[:light], k, lexicon, discourse, transitive=False, takes_object=False)
            return found.slot("subject")
        content = set(items[k].markers()) & _CONTENT or items[k].is_comma()
        if items[k].kind not in NOMINAL and items[k].kind not in ("date", "word") and not content:
            return None
    return None


_WISHES = frozenset({"demand", "proposal", "support", "criticism"})
"""Types whose content is what others do or should do."""


_CONTENT = frozenset({"from", "on", "with", "in"})
"""Markers of what a verb is about ('announced on …')."""


def light_frame(light: Item) -> Frame | None:
    """The frame of a light verb."""
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
    """Whether 'after' or 'in answer to' parts the noun at `t` from the event noun before it; an attack from all."""
    if t == 0 or "aside" not in items[t - 1].markers():
        return False
    if strike_type(items[t]):
        return True
    for item in reversed(items[: t - 1]):
        if item.kind in ("light", "clause", "that", "relative"):
            return False
        if item.kind == "event":
            return is_noun(item)
    return False


def is_receiver(items: Sequence[Item], k: int) -> bool:
    """Whether the phrase at `k` is whom a light verb right before it gives what it carries ('handed X a letter')."""
    frame = light_frame(items[k - 1]) if k and items[k - 1].kind == "light" else None
    return frame is not None and "object" in frame.roles


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
        if near and item.kind in NOMINAL and is_receiver(items, k):
            continue
        if near and (item.kind in NOMINAL or (item.kind == "marker" and not set(item.markers()) & {"of", "in"})):
            return None
        if item.kind == "light":
            frame = light_frame(item)
            if k == t - 1 and frame is not None and frame.intransitive:
                return None
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
