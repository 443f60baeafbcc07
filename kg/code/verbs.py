"""The arguments of verbs: subject and objects by order and agreement, the rest by their markers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.code.arguments import Argument, Arguments
from kg.code.frames import Entry, Lexicon
from kg.code.items import Item
from kg.code.order import is_infinitive, relative_object, relative_slots
from kg.code.reference import Discourse
from kg.code.search import resolve_item, search_right
from kg.code.strikes import strike_type
from kg.code.subjects import (
    agrees,
    are_unnamed,
    begins_relative,
    company,
    describes,
    has_own_subject,
    is_object_form,
    mouthpiece,
    names_origin,
    subject_left,
    subject_of_participle,
    subject_of_speech,
)
from kg.code.words import is_noun


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
    if lexicon.analytic:
        discourse.acting = ()
    own = subject_of_speech(items, t, lexicon, discourse)
    left = own or subject_of_participle(items, t, discourse) or subject_left(items, t, discourse)
    if left is not None and left.slots == ("subject",) and not agrees(verb, items[left.at], lexicon, discourse):
        left = None
    discourse.acting = left.entities if left is not None else discourse.subject
    wanted = 0 if not transitive else 1 if left is not None or verb.enclitic else 2
    right, reach = search_right(items, t + 1, lexicon, discourse, bare=wanted)
    bare = _distinct([a for a in right if a.slots == ("bare",) and not describes(items, a.at)])
    bare = [a for a in bare if not names_origin(items, a.at, lexicon)]
    if verb.kind == "verb" and t + 1 < len(items) and any(e.name == "here" for e in items[t + 1].entries):
        bare.clear()
    found = [a for a in right if a.slots != ("bare",)]
    if lexicon.analytic:
        found = [a for a in found if a.slots[0] != "of" or items[a.at - 2].kind != "phrase"]
    participle = features.tense == "participle"
    pronoun = discourse.pronoun(verb.enclitic) if verb.enclitic else ()
    subject: Argument | None = None
    objects: list[Argument] = []
    if pronoun or verb.enclitic:
        objects.append(Argument(("object",), pronoun, t, guessed=True))
    if left is not None and left.slots == ("antecedent",):
        human = bool(left.entities) and all(map(discourse.is_person, left.entities))
        if verb.enclitic and human and not bare and lexicon.verb_first:
            # 'who handed him a letter': nobody else is named who could have.
            subject = left
            objects = [Argument(("object",), discourse.another(left.entities), t, guessed=True)]
        elif verb.enclitic or (not left.entities and bare):
            subject = bare.pop(0) if bare and lexicon.verb_first else None
            if left.entities or strike_type(verb) or is_noun(items[left.at - 1]):
                # What was struck or signed is what the clause tells of, also where it is a common noun.
                objects = [Argument(("object",), left.entities, left.at)] if left.entities else []
        elif left.entities:
            subject = left
    elif left is not None and left.entities:
        subject = left
    if verb.voice == "inverted" and bare:
        persons = [a for a in bare[:2] if all(map(discourse.is_person, a.entities))]
        subject = persons[0] if persons else bare[0]
        bare.clear()
    spoken = not lexicon.analytic and verb.entry.frame is not None and verb.entry.frame.type == "statement"
    topic: tuple[str, ...] = ()
    if verb.voice in ("passive", "reduced"):
        agent = next((a for a in found if "by" in a.slots), None)
        found = [a for a in found if a is not agent]
        if subject is not None:
            topic = subject.entities if lexicon.analytic or not subject.guessed else ()
            objects.append(Argument(("object",), subject.entities, subject.at, subject.split, subject.guessed))
        elif left is None and discourse.subject:
            objects.append(Argument(("object",), discourse.subject, t, guessed=True))
        bare.clear()
        left, subject = left or Argument(("subject",), (), t), agent
    struck = bool(bare) and _is_struck_by_somebody(items, t, bare[0].at, lexicon)
    goal = len(bare) > 1 and any(map(_goes_somewhere, verb.entries)) and _is_goal(bare[0], bare[1], discourse)
    if goal and subject is None and not participle and lexicon.verb_first:
        subject = bare.pop(1)
    elif subject is None and not (participle or own) and lexicon.verb_first and bare and not struck:
        understood = discourse.understood(features, spoken)
        hers = features.gender == "f" and not discourse.is_woman(understood) and discourse.is_state(bare[0].entities)
        one = not hers and sum(not b.then for b in bare) == 1 and transitive and not objects
        lone = one and bool(understood) and not _has_partner(found)
        lone = lone or (one and left is None and _is_made(items, bare[0].at, lexicon))
        first = items[bare[0].at]
        clash = not agrees(verb, first, lexicon, discourse) or is_object_form(first, lexicon)
        clash = clash and takes_object and not objects
        acted_on = lone or (clash and bool(understood))
        if not (acted_on and set(understood) != set(bare[0].entities)):
            subject = bare.pop(0)
    if subject is None and not (discourse.analytic and left is not None):
        understood = discourse.understood(features, spoken)
        unknown = left is not None and not left.entities and (left.slots == ("antecedent",) or left.at == t)
        if understood and not unknown and not has_own_subject(items, t, lexicon):
            joined = lexicon.analytic and t > 0 and items[t - 1].kind == "conjunction"
            subject = Argument(("subject",), understood, t, guessed=not joined)
    if verb.enclitic and subject is not None and subject.at > t and lexicon.verb_first:
        # 'received him X and then Y'
        for another in [b for b in bare if b.then]:
            subject = replace(subject, entities=(*subject.entities, *another.entities), split=True)
            bare.remove(another)
    if pronoun and objects and subject is not None and pronoun == subject.entities and not subject.guessed:
        objects[0].entities = discourse.another(pronoun)
    objects.extend(bare)
    if transitive and takes_object and not objects and not _has_partner(found):
        objects.extend(_behind_place(found, discourse))
    whom = relative_object(items, t) if lexicon.analytic and not objects else None
    if whom is not None:
        told = Argument(relative_slots(items, t), resolve_item(items[whom], discourse), whom)
        (objects if told.slots == ("object",) else found).append(told)
    unknown = discourse.analytic and left is not None and left.slots == ("subject",) and left.at == t
    inside = left is not None and begins_relative(items, left.at)
    relative = (
        inside
        or (left is not None and left.slots == ("antecedent",))
        or (lexicon.analytic and (is_infinitive(items, t) or (participle and items[t - 1].kind == "marker")))
    )
    if lexicon.analytic and not verb.voice and subject is not None:
        # 'Condemned the storming of the mosque by X': who did what the verb is said of.
        found = [replace(a, slots=("owner",)) if a.slots == ("by",) else a for a in found]
    subject = mouthpiece(items, t, reach) or subject
    result = Arguments(reach=reach, relative=relative, topic=topic, unknown=unknown)
    if subject is not None and subject.entities:
        result.found.append(Argument(("subject",), subject.entities, subject.at, subject.split, subject.guessed))
    if subject is not None and not subject.guessed and not lexicon.analytic:
        result.found.extend(_of_object(items, t, subject.at, right))
    if lexicon.analytic and left is not None and 0 <= left.at < t:
        result.found.extend(company(items, left.at, t))
    if takes_object:
        apart = any(p.then for p in objects[1:])
        result.found.extend(
            Argument(("object",), o.entities, o.at, o.split or o.then or apart, o.guessed, o.then)
            for n, o in enumerate(objects)
            if n == 0 or o.then or all_objects
        )
    result.found.extend(_with_another(found, subject, discourse) if verb.kind == "event" else found)
    return result


def _with_another(found: Sequence[Argument], subject: Argument | None, discourse: Discourse) -> list[Argument]:
    """The arguments by their markers; a pronoun means another than the subject ('X met Y and agreed with him')."""
    own = subject.entities if subject is not None else ()
    return [
        replace(a, entities=discourse.another(a.entities))
        if a.guessed and "with" in a.slots and a.entities == own
        else a
        for a in found
    ]


def _goes_somewhere(entry: Entry) -> bool:
    """Whether the object of a verb is where somebody goes or comes from."""
    return entry.frame is not None and entry.frame.roles.get("object", "").endswith(("target", "origin"))


def _is_goal(first: Argument, second: Argument, discourse: Discourse) -> bool:
    """Whether the first of two bare phrases is only where the second goes ('visited Cairo X')."""
    here, actor = ({discourse.entities[e].type for e in a.entities} for a in (first, second))
    return here <= {"place", "state"} and (actor == {"person"} or (here == {"place"} and "place" not in actor))


def _behind_place(found: Sequence[Argument], discourse: Discourse) -> list[Argument]:
    """Whom a verb without an object is said of, behind an unknown place ('will meet in Davos the president')."""
    behind = [a for a in found if a.slots[0] == "in-whose" and all(map(discourse.is_person, a.entities))]
    return [replace(a, slots=("bare",)) for a in behind[:1]]


def _of_object(items: Sequence[Item], t: int, subject: int, right: Sequence[Argument]) -> list[Argument]:
    """The state whose adjective describes the object, a noun after the verb or its subject ('the Israeli plan')."""
    start = max(t, subject)
    for argument in right:
        before = items[start + 1 : argument.at]
        words = [i for i in before if i.kind == "word"]
        noun = len({i.definite for i in words}) == 1 and before[-1].kind == "word"
        noun = noun and all(i.kind in ("word", "mark", "date") for i in before)
        if argument.at > start and argument.slots == ("bare",) and items[argument.at].is_demonym() and noun:
            return [Argument(("whose",), argument.entities, argument.at)]
        if argument.at > start:
            break
    return []


def _is_struck_by_somebody(items: Sequence[Item], t: int, k: int, lexicon: Lexicon) -> bool:
    """Whether the phrase at `k` is whom somebody unnamed right after the verb struck or judged ('dozens raided X')."""
    frame, after = items[t].entry.frame, items[t + 1]
    unnamed = are_unnamed(after, lexicon) or (after.kind == "someone" and frame is not None and frame.strikes)
    return unnamed and not describes(items, k) and all(i.kind in ("word", "date", "mark") for i in items[t + 2 : k])


def _is_made(items: Sequence[Item], k: int, lexicon: Lexicon) -> bool:
    """Whether a noun right after the phrase at `k` says what somebody is made ('X was named ambassador')."""
    after = items[k + 1 : k + 2]
    return any(i.kind == "word" and not i.definite and i.text.endswith(lexicon.made) for i in after)


def _distinct(bare: Sequence[Argument]) -> list[Argument]:
    """Bare phrases without those that name someone again (appositions)."""
    out: list[Argument] = []
    for argument in bare:
        if not any(set(argument.entities) <= set(o.entities) for o in out):
            out.append(argument)
    return out


def _has_partner(found: Sequence[Argument]) -> bool:
    return any(a.slots[0] in ("with", "between") for a in found)
