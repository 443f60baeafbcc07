"""Which noun phrases belong to an event word, and in which grammatical slot.

The same few rules serve verbs and nouns of any language: markers name the slot of the phrase after them; bare phrases
are subject and object by order; a clause ends the search.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.code.frames import Lexicon
from kg.code.items import Item
from kg.code.neighbours import before_noun, begins_clause, is_modifier
from kg.code.order import find_subject, is_infinitive, relative_object
from kg.code.reference import Discourse

_STOPS = frozenset({"event", "light", "attach", "verb", "that", "clause", "relative"})
_SKIPPED = frozenset({"date", "cue", "background", "anaphor", "sort", "necessity"})
_LIKE_PHRASES = frozenset({"phrase", "pronoun", "pair", "group", "self"})
REACH = 60
"""Items that a search looks at, at most."""


@dataclass(slots=True)
class Argument:
    """Entities in one slot of an event word; `slots` are the names that it may go by, best first."""

    slots: tuple[str, ...]
    entities: tuple[str, ...]
    at: int
    """Index of its item in the row."""
    split: bool = False
    guessed: bool = False
    """Found by reference (a pronoun, an understood subject) and not named here."""
    then: bool = False
    """Told as another of the same kind ('met X, then Y')."""


@dataclass(slots=True)
class Arguments:
    """What was found for one event word."""

    found: list[Argument] = field(default_factory=list)
    reach: int = 0
    """Index after the last item that belongs to the event."""
    relative: bool = False
    """The word stands in a relative clause, or speaks of its object ('received him')."""
    topic: tuple[str, ...] = ()
    """Whom a passive clause is about."""
    unknown: bool = False
    """The clause has a subject of which nothing is known."""

    def slot(self, name: str) -> Argument | None:
        """The first argument in a slot."""
        return next((a for a in self.found if a.slots[0] == name), None)


def _resolve(item: Item, discourse: Discourse) -> tuple[str, ...]:
    if item.kind == "phrase":
        return item.entities
    if item.kind == "pair":
        return discourse.pair(item.entry.name)
    if item.kind == "group":
        return discourse.group()
    if item.kind == "self":
        return tuple(map(discourse.principal, discourse.subject)) if discourse.analytic else discourse.subject
    return discourse.pronoun(item.entry.name)


def search_right(
    items: Sequence[Item],
    start: int,
    lexicon: Lexicon,
    discourse: Discourse,
    *,
    noun: bool = False,
    definite: bool = False,
    bare: int = 0,
) -> tuple[list[Argument], int]:
    """The arguments from item `start` on: bare phrases have the slot 'bare'. Also the index where the search ended.

    Args:
        items: of the sentence.
        start: index of the first item that may belong.
        lexicon: of the language.
        discourse: who is meant by pronouns.
        noun: whether the event word is a noun, whose relative clause still speaks of it.
        definite: whether it is a definite noun; what follows another noun is no longer about it.
        bare: how many bare phrases the word takes before others can be items of a list.
    """
    found: list[Argument] = []
    marker: tuple[str, ...] = ()
    taken = then = each = False
    words = 0
    k = start
    while k < len(items) and k - start < REACH:
        item = items[k]
        if lexicon.analytic and item.kind in _LIKE_PHRASES and begins_clause(items, k):
            break
        if item.kind in _LIKE_PHRASES:
            if not taken and not _is_relation(items, k, marker):
                entities = _resolve(item, discourse)
                owner = lexicon.analytic and is_modifier(items, k)
                if owner and not set(marker) & _SHARED:
                    found.append(Argument(("owner",), entities, k, guessed=item.kind != "phrase"))
                elif entities and "headed" in marker and found and found[-1].at >= k - 2:
                    found[-1].entities = entities
                elif entities:
                    slots = marker or (_listed(items, found, k, discourse, bare) if item.kind == "phrase" else ()) or ("bare",)
                    found.append(Argument(slots, entities, k, item.split, item.kind != "phrase", then))
            elif taken and not marker and item.kind == "phrase":
                found.append(Argument(("whose",), item.entities, k))
            marker, taken, then = (), False, False
        elif item.kind == "marker":
            marker, taken, words = item.markers(), False, 0
            if item.enclitic:
                entities = discourse.pronoun(item.enclitic)
                if entities:
                    found.append(Argument(marker, entities, k, guessed=True))
                marker = ()
        elif item.kind == "word" and item.open and definite and not found:
            break
        elif item.kind == "word" and marker and not item.open and k + 1 < len(items) and _is_demonym(items[k + 1]):
            taken = False
        elif item.kind == "word":
            words += 1
            taken = bool(marker) and not lexicon.analytic or item.open
            if not item.open and not (lexicon.analytic and words <= _ADJECTIVES):
                marker, taken = (), False
        elif item.kind == "mark":
            if item.text in ":؛;":
                break
            taken = False
        elif item.kind in _SKIPPED:
            taken = False
        elif item.kind == "conjunction":
            each = each or any(e.name == "each" for e in item.entries)
            then = then or any(e.name == "then" for e in item.entries)
            marker, taken = marker if taken else (), False
        elif item.kind == "relative" and k + 1 < len(items) and _speaks_on(items[k + 1], noun):
            taken = False
        elif noun and item.kind == "verb" and items[k - 1].kind == "relative":
            marker, taken = (), False
        elif item.kind == "event" and not noun and _in_passing(items, k):
            marker, taken = (), False
        elif item.kind == "event" and not noun and _is_saying_of(items, k):
            marker, taken = (), True
        elif item.kind in _STOPS:
            break
        k += 1
    for argument in found if each else ():
        argument.split = argument.split or len(argument.entities) > 1
    return found, k


_SHARED = frozenset({"with", "between", "by"})
"""Markers whose phrase takes part also where it only owns what follows ("with Egypt's delegation")."""
_ADJECTIVES = 3
"""Words that may stand between a marker and its phrase in a language whose adjectives come first."""
_LISTS = frozenset({"with", "presence", "between", "gather", "company", "by"})


def _is_relation(items: Sequence[Item], k: int, marker: tuple[str, ...]) -> bool:
    """Whether 'between the two countries' says whose relations are meant, and not who takes part."""
    item = items[k]
    between = item.kind == "pair" and item.entry.name == "states" and "between" in marker
    return between and not (k > 1 and items[k - 2].kind == "event")


def _in_passing(items: Sequence[Item], k: int) -> bool:
    """Whether an event noun only says when ('on the eve of the signing,')."""
    after = items[k + 1] if k + 1 < len(items) else None
    before = items[k - 1] if k else None
    timed = before is not None and before.kind == "marker" and "aside" in before.markers()
    return timed and items[k].entry.features.pos == "noun" and after is not None and after.kind == "mark"


def _is_saying_of(items: Sequence[Item], k: int) -> bool:
    """Whether a noun of saying has its speaker right after it ('condemned the remarks of X')."""
    frame = items[k].entry.frame
    named = k + 1 < len(items) and items[k + 1].kind == "phrase"
    return named and items[k].entry.features.pos == "noun" and frame is not None and frame.type == "statement"


def _speaks_on(item: Item, noun: bool) -> bool:
    """Whether a relative clause goes on telling of the event noun before it ('the meeting that brought together')."""
    return "gather" in item.markers() or "presence" in item.markers() or (noun and item.kind == "verb")


def _listed(
    items: Sequence[Item], found: Sequence[Argument], k: int, discourse: Discourse, bare: int
) -> tuple[str, ...]:
    """The slots of the argument before, where the phrase at `k` goes on its list ('attended by A, B, C')."""
    if not found or items[k - 1].kind != "mark" or items[k - 1].text not in ",،":
        return ()
    if sum(a.slots == ("bare",) for a in found) < bare:
        return ()
    last = found[-1]
    persons = all(discourse.is_person(e) for e in (*last.entities, *items[k].entities))
    return last.slots if persons and last.slots[-1] in _LISTS and k - last.at <= 4 else ()


def subject_left(items: Sequence[Item], t: int, discourse: Discourse) -> Argument | None:
    """The phrase before a verb that is its subject, if the clause begins with one.

    Also the antecedent of a relative clause, with slot 'antecedent'.
    """
    if discourse.analytic:
        return _subject_by_order(items, t, discourse)
    k = t - 1
    while k >= 0 and items[k].kind in ("cue", "background", "date"):
        k -= 1
    if k < 0:
        return None
    if items[k].kind == "relative":
        j = k - 1
        while j >= 0 and items[j].kind == "mark":
            j -= 1
        if j >= 0 and items[j].kind in _LIKE_PHRASES:
            return Argument(("antecedent",), _resolve(items[j], discourse), j)
        return Argument(("antecedent",), (), k)
    if items[k].kind == "conjunction":
        return None
    candidate: Argument | None = None
    while k >= 0:
        item = items[k]
        if item.kind in _LIKE_PHRASES:
            marked = k > 0 and items[k - 1].kind == "marker" and not items[k - 1].enclitic
            governed = k > 0 and items[k - 1].kind == "word" and t - k > 1 and candidate is not None
            if not marked and not governed:
                candidate = Argument(("subject",), _resolve(item, discourse), k, item.split)
        elif item.kind == "that":
            if item.enclitic and candidate is None:
                return Argument(("subject",), discourse.pronoun(item.enclitic), k, guessed=True)
            return candidate
        elif item.kind == "clause":
            if not _is_inserted(items, k, t):
                return candidate
        elif item.kind in ("event", "light", "attach", "verb"):
            nominal = item.kind == "event" and item.entry.features.pos == "noun"
            if candidate is not None and nominal and _separated(items, k, candidate.at):
                return candidate
            return None
        elif item.kind == "relative":
            return None
        elif item.kind == "conjunction" and candidate is not None:
            return candidate
        elif item.kind == "mark" and (item.text in ":؛;" or (item.text in DASHES and _lone_dash(items, t, k))):
            return candidate
        k -= 1
    return candidate


def _subject_by_order(items: Sequence[Item], t: int, discourse: Discourse) -> Argument | None:
    found = find_subject(items, t)
    if found.kind == "none":
        return None
    slots = ("antecedent",) if found.kind == "antecedent" else ("subject",)
    if found.at < 0:
        return Argument(slots, (), t)
    item = items[found.at]
    return Argument(slots, _resolve(item, discourse), found.at, item.split, item.kind != "phrase")


def _is_inserted(items: Sequence[Item], k: int, t: int) -> bool:
    """Whether the clause that begins at `k` stands between commas, before the verb at `t`."""
    commas = [n for n in range(t) if items[n].kind == "mark" and items[n].text in ",،"]
    return k - 1 in commas and any(k < n for n in commas)


DASHES = frozenset("-–—")


def _lone_dash(items: Sequence[Item], t: int, k: int) -> bool:
    """A dash with no fellow between it and the verb: what stands before it is a dateline or another clause."""
    return not any(i.kind == "mark" and i.text in DASHES for i in items[k + 1 : t])


def _separated(items: Sequence[Item], start: int, end: int) -> bool:
    return any(item.kind == "mark" for item in items[start:end])


def verb_arguments(
    items: Sequence[Item],
    t: int,
    lexicon: Lexicon,
    discourse: Discourse,
    *,
    transitive: bool,
    takes_object: bool,
    all_objects: bool = False,
) -> Arguments:
    """The arguments of the verb at item `t`.

    Args:
        items: of the sentence.
        t: index of the verb.
        lexicon: of the language.
        discourse: who acts, and who is meant by pronouns.
        transitive: whether a lone bare phrase after it may be its object.
        takes_object: whether its objects take part.
        all_objects: whether every bare phrase after the first takes part ('signed for X by A, for Y by B').
    """
    verb = items[t]
    features = verb.entry.features
    left = subject_left(items, t, discourse)
    if left is not None and left.slots == ("subject",) and not _agrees(verb, items[left.at], lexicon, discourse):
        left = None
    discourse.acting = left.entities if left is not None else discourse.subject
    wanted = 0 if not transitive else 1 if left is not None or verb.enclitic else 2
    right, reach = search_right(items, t + 1, lexicon, discourse, bare=wanted)
    bare = _distinct([a for a in right if a.slots == ("bare",) and not _describes(items, a.at)])
    found = [a for a in right if a.slots != ("bare",)]
    participle = features.tense == "participle"
    pronoun = discourse.pronoun(verb.enclitic) if verb.enclitic else ()
    subject: Argument | None = None
    objects: list[Argument] = []
    if pronoun or verb.enclitic:
        objects.append(Argument(("object",), pronoun, t, guessed=True))
    if left is not None and left.slots == ("antecedent",):
        if verb.enclitic or (not left.entities and bare):
            subject = bare.pop(0) if bare and lexicon.verb_first else None
            if left.entities:
                objects = [Argument(("object",), left.entities, left.at)]
        elif left.entities:
            subject = left
    elif left is not None and left.entities:
        subject = left
    if verb.voice == "inverted" and bare:
        persons = [a for a in bare[:2] if all(map(discourse.is_person, a.entities))]
        subject = persons[0] if persons else bare[0]
        bare.clear()
    topic: tuple[str, ...] = ()
    if verb.voice in ("passive", "reduced"):
        agent = next((a for a in found if "by" in a.slots), None)
        found = [a for a in found if a is not agent]
        if subject is not None:
            topic = subject.entities if not subject.guessed else ()
            objects.append(Argument(("object",), subject.entities, subject.at, subject.split, subject.guessed))
        elif left is None and discourse.subject:
            objects.append(Argument(("object",), discourse.subject, t, guessed=True))
        bare.clear()
        left, subject = left or Argument(("subject",), (), t), agent
    if subject is None and not participle and lexicon.verb_first and bare:
        understood = discourse.understood(features)
        lone = sum(not b.then for b in bare) == 1 and transitive and not objects and bool(understood) and not _has_partner(found)
        clash = takes_object and not objects and not _agrees(verb, items[bare[0].at], lexicon, discourse)
        acted_on = lone or (clash and bool(understood))
        if not (acted_on and set(understood) != set(bare[0].entities)):
            subject = bare.pop(0)
    if subject is None and not (discourse.analytic and left is not None):
        understood = discourse.understood(features)
        unknown = left is not None and left.slots == ("antecedent",) and not left.entities
        if understood and not unknown and not _has_own_subject(items, t, lexicon):
            joined = lexicon.analytic and t > 0 and items[t - 1].kind == "conjunction"
            subject = Argument(("subject",), understood, t, guessed=not joined)
    objects.extend(bare)
    whom = relative_object(items, t) if lexicon.analytic and not objects else None
    if whom is not None:
        objects.append(Argument(("object",), _resolve(items[whom], discourse), whom))
    unknown = discourse.analytic and left is not None and left.slots == ("subject",) and left.at == t
    inside = left is not None and left.at > 0 and items[left.at - 1].kind == "relative"
    relative = inside or (left is not None and left.slots == ("antecedent",)) or (
        lexicon.analytic and (is_infinitive(items, t) or (participle and items[t - 1].kind == "marker"))
    )
    result = Arguments(reach=reach, relative=relative, topic=topic, unknown=unknown)
    if subject is not None and subject.entities:
        result.found.append(Argument(("subject",), subject.entities, subject.at, subject.split, subject.guessed))
    if lexicon.analytic and left is not None and 0 <= left.at < t:
        result.found.extend(_company(items, left.at, t))
    if takes_object:
        result.found.extend(
            Argument(("object",), o.entities, o.at, o.split or o.then or any(p.then for p in objects[1:]), o.guessed)
            for n, o in enumerate(objects)
            if n == 0 or o.then or all_objects
        )
    result.found.extend(found)
    return result


def _describes(items: Sequence[Item], k: int) -> bool:
    """Whether a phrase is only the adjective of a common noun before it ('the Western papers')."""
    return _is_demonym(items[k]) and k > 0 and items[k - 1].kind == "word"


def _agrees(verb: Item, phrase: Item, lexicon: Lexicon, discourse: Discourse) -> bool:
    """Whether a phrase can be the subject of a verb, as far as the verb's gender tells."""
    gender = verb.entry.features.gender
    if phrase.kind != "phrase" or len(phrase.mentions) > 1 or not gender or not lexicon.verb_first:
        return True
    mention = phrase.mentions[0]
    if gender == "f":
        return not discourse.is_man(phrase.entities)
    return mention.kind != "name" or mention.type not in lexicon.feminine or phrase.text in lexicon.masculine


def _has_own_subject(items: Sequence[Item], t: int, lexicon: Lexicon) -> bool:
    """Whether the verb has a subject that is no actor: 'these visits show', 'an official said', 'the epidemic moves'."""
    if not lexicon.verb_first:
        return False
    before = items[t - 1] if t else None
    if before is not None and before.kind == "word" and before.definite and not items[t].proclitic:
        return True
    after = next((i for i in items[t + 1 : t + 4] if i.kind not in ("date", "mark")), None)
    if after is None:
        return False
    return after.kind == "someone" or (after.kind == "anaphor" and after.entry.name == "here")


def _company(items: Sequence[Item], subject: int, t: int) -> list[Argument]:
    """Who is told beside a subject, before its verb ('X, joined by Y, met')."""
    return [
        Argument(("presence",), items[k + 1].entities, k + 1)
        for k in range(subject + 1, t - 1)
        if "presence" in items[k].markers() and items[k + 1].kind == "phrase"
    ]


def _distinct(bare: Sequence[Argument]) -> list[Argument]:
    """Bare phrases without those that name someone again (appositions)."""
    out: list[Argument] = []
    for argument in bare:
        if not any(set(argument.entities) <= set(o.entities) for o in out):
            out.append(argument)
    return out


def _has_partner(found: Sequence[Argument]) -> bool:
    return any(a.slots[0] in ("with", "between") for a in found)


def noun_arguments(items: Sequence[Item], t: int, lexicon: Lexicon, discourse: Discourse) -> Arguments:
    """The arguments of the event noun at item `t`: what follows it, and the light verb that carries it."""
    noun = items[t]
    features = noun.entry.features
    right, reach = search_right(items, t + 1, lexicon, discourse, noun=True, definite=features.definite and lexicon.verb_first)
    result = Arguments(reach=reach)
    if noun.enclitic:
        entities = discourse.pronoun(noun.enclitic)
        if entities:
            result.found.append(Argument(("of",), entities, t, guessed=True))
    light_after = items[reach] if reach < len(items) and items[reach - 1].kind not in ("mark", "conjunction") else None
    if light_after is not None and light_after.kind in ("relative", "background") and reach + 1 < len(items):
        while reach + 1 < len(items) and items[reach].kind in ("relative", "cue", "background", "that"):
            reach += 1
        light_after = items[reach]
    if lexicon.analytic and light_after is not None and is_infinitive(items, reach):
        light_after = None
    if light_after is not None and light_after.kind == "light" and not noun.enclitic:
        carried = verb_arguments(items, reach, lexicon, discourse, transitive=False, takes_object=True)
        result.found.extend(_carry(light_after, carried, ("object", "subject") if light_after.enclitic else ("object",)))
        result.reach = carried.reach
    if lexicon.analytic:
        result.found.extend(_modifier(items, t, discourse))
    adjacent = True
    attributes = t
    for argument in right:
        if argument.slots == ("bare",):
            if argument.at == attributes + 1 and _is_demonym(items[argument.at]) and attributes > t:
                result.found.append(Argument(("attribute",), argument.entities, argument.at))
                attributes = argument.at
                continue
            between = items[t + 1 : argument.at]
            near = all(i.kind in ("word", "date", "sort") for i in between)
            if noun.enclitic and adjacent:
                result.found.append(Argument(("object",), argument.entities, argument.at, argument.split, argument.guessed))
            elif adjacent and near and not features.definite and not between:
                result.found.append(Argument(("of",), argument.entities, argument.at, argument.split, argument.guessed))
            elif near and (features.definite or between) and not any(i.kind == "word" and i.open for i in between):
                result.found.append(Argument(("attribute",), argument.entities, argument.at))
            elif any(e.frame is not None and e.frame.gathers for e in noun.entries):
                result.found.append(Argument(("gather",), argument.entities, argument.at))
            attributes = argument.at if adjacent and near and _is_demonym(items[argument.at]) else attributes
            adjacent = False
        else:
            result.found.append(argument)
    light = light_before(items, t, lexicon)
    if light is not None:
        carried = verb_arguments(items[: t + 1], light, lexicon, discourse, transitive=False, takes_object=False)
        if lexicon.verb_first and _is_its_subject(items[light], noun):
            carried.found = [a for a in carried.found if a.slots[0] != "subject" or not a.guessed]
        result.found.extend(_carry(items[light], carried, ()))
    return result


def _modifier(items: Sequence[Item], t: int, discourse: Discourse) -> list[Argument]:
    """The possessor or describing phrase before an event noun."""
    found = before_noun(items, t)
    if found is None:
        return []
    item = items[found.at]
    entities = _resolve(item, discourse)
    slots = ("attribute", "of") if found.owns else ("attribute", "in")
    return [Argument(slots, entities, found.at, item.split)] if entities else []


def _is_its_subject(verb: Item, noun: Item) -> bool:
    """Whether the event noun is itself the subject of the verb before it ('a round was held'): they agree in gender."""
    features = noun.entry.features
    if features.case == "object" or verb.entry.features.pos != "verb":
        return False
    return not features.gender or features.gender == verb.entry.features.gender


def _is_demonym(item: Item) -> bool:
    return item.kind == "phrase" and item.mentions[0].kind == "demonym"


def _carry(light: Item, carried: Arguments, drop: tuple[str, ...]) -> list[Argument]:
    """A light verb's arguments as its noun's: the subject takes the slot that the verb's data names."""
    frame = next((e.frame for e in light.entries if e.kind == "light" and e.frame), None)
    slot = frame.carrier if frame and frame.carrier else "subject"
    out = []
    for argument in carried.found:
        if argument.slots[0] == "object" and "object" in drop:
            continue
        slots = (slot,) if argument.slots[0] == "subject" else argument.slots
        out.append(Argument(slots, argument.entities, argument.at, argument.split, argument.guessed))
    return out


def is_masdar(items: Sequence[Item], t: int, lexicon: Lexicon) -> bool:
    """Whether what looks like a verb is a noun: a preposition or a noun that it completes stands right before it."""
    before = items[t - 1] if t else None
    if before is None or lexicon.analytic:
        return False
    if before.kind == "marker" and not before.enclitic:
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
    return False


def light_before(items: Sequence[Item], t: int, lexicon: Lexicon) -> int | None:
    """The index of the light verb whose object the noun at `t` is, if there is one in its clause.

    Where word order tells all (`analytic`), only what describes the noun may stand between.
    """
    near = lexicon.analytic
    for k in range(t - 1, max(-1, t - 30), -1):
        item = items[k]
        if near and (item.kind in _LIKE_PHRASES or (item.kind == "marker" and not set(item.markers()) & {"of", "in"})):
            return None
        if item.kind == "light":
            masdar = item.entry.features.pos == "verb" and lexicon.verb_first and is_governed(items, k, lexicon)
            return None if masdar else k
        if item.kind in ("that", "clause", "relative", "attach", "verb") or (
            item.kind == "event" and item.entry.features.pos == "verb"
        ):
            return None
        if item.kind == "mark" and item.text in ":؛;":
            return None
    return None
