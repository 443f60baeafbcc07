"""Whose verb it is: the phrase before it, agreement, subjects that are no actors."""

from __future__ import annotations

from collections.abc import Sequence

from kg.code.arguments import Argument
from kg.code.frames import Lexicon
from kg.code.items import Item
from kg.code.order import find_subject, joined_over, speaks_of_himself
from kg.code.reference import Discourse
from kg.code.search import resolve_item
from kg.code.words import NOMINAL, is_noun
from kg.text import fold


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
    if items[k].is_comma() and (described := _described_before(items, k)) >= 0:
        return Argument(("subject",), resolve_item(items[described], discourse), described)
    if items[k].kind == "relative":
        j = k - 1
        while j >= 0 and items[j].kind == "mark":
            j -= 1
        if j >= 0 and items[j].kind in NOMINAL:
            return Argument(("antecedent",), resolve_item(items[j], discourse), j)
        return Argument(("antecedent",), (), k)
    if items[k].kind == "conjunction":
        return _fronted(items, k, discourse)
    if _is_predicate(items, k):
        return Argument(("antecedent",), (), k) if _has_pronoun(items, t) else Argument(("subject",), (), t)
    candidate: Argument | None = None
    while k >= 0:
        item = items[k]
        if item.kind in NOMINAL:
            marked = k > 0 and items[k - 1].kind == "marker" and not items[k - 1].enclitic
            governed = k > 0 and items[k - 1].kind == "word" and t - k > 1 and candidate is not None
            if candidate is None and item.is_demonym() and k > 0 and items[k - 1].kind == "someone":
                return Argument(("subject",), (), t)
            if not marked and not governed and not _ends_adverbial(items, k, t):
                candidate = Argument(("subject",), resolve_item(item, discourse), k, item.split)
        elif item.kind == "that":
            if item.enclitic and candidate is None:
                return Argument(("subject",), discourse.pronoun(item.enclitic), k, guessed=True)
            unnamed = candidate is None and not item.enclitic and k + 1 < t and items[k + 1].kind in _NOUNS
            return Argument(("subject",), (), t) if unnamed else candidate or _asked_before(items, k)
        elif item.kind == "background" and candidate is not None and candidate.at == k + 1:
            if any(e.name == "was" for e in item.entries):
                return candidate
        elif item.kind == "clause":
            if not _is_inserted(items, k, t) and (candidate is not None or not _is_led(items, k)):
                return candidate
        elif item.kind in ("event", "light", "attach", "verb"):
            nominal = item.kind == "event" and item.entry.features.pos == "noun"
            if candidate is not None and nominal and _separated(items, k, candidate.at):
                return candidate
            return None
        elif item.kind == "relative":
            return candidate if candidate is not None and begins_relative(items, candidate.at) else None
        elif item.kind == "conjunction" and candidate is not None:
            return candidate
        elif (item.kind == "mark" and item.text in ":؛;") or (item.is_dash() and _lone_dash(items, t, k)):
            return candidate
        k -= 1
    return candidate


def _is_predicate(items: Sequence[Item], k: int) -> bool:
    """Whether the word at `k` ends what something is said to be, of which a clause follows ('which is a step that')."""
    if any(e.name == "thing" for e in items[k].entries):
        return True
    start = k
    while start > 0 and k - start < _PREDICATE and items[start].kind == "word":
        start -= 1
    return start < k and items[start].kind == "pronoun"


_PREDICATE = 3


def _has_pronoun(items: Sequence[Item], t: int) -> bool:
    """Whether a pronoun after the verb at `t` stands for what its clause is about ('what X rejects')."""
    after = items[t + 1] if t + 1 < len(items) else items[t]
    return bool(items[t].enclitic) or (after.kind == "marker" and bool(after.enclitic))


def _ends_adverbial(items: Sequence[Item], k: int, t: int) -> bool:
    """Whether the phrase at `k` ends what a preposition begins the sentence with ('As part of talks with X, Y met')."""
    if k != t - 2 or not items[t - 1].is_comma():
        return False
    opening = next((i for i in items if i.kind != "conjunction"), None)
    whole = all((i.kind not in _CLAUSES and i.kind != "mark") or is_noun(i) for i in items[:k])
    return whole and opening is not None and opening.kind == "marker"


def subject_of_participle(items: Sequence[Item], t: int, discourse: Discourse) -> Argument | None:
    """Who acts in the main clause, of whom a participle after what is said there tells ('said that …, adding').

    Its entities are none where that is not known; None where the main clause has no verb yet, or the word at `t` is
    no such participle.
    """
    features = items[t].entry.features
    if discourse.analytic or features.tense != "participle" or discourse.main is None:
        return None
    return Argument(("subject",), discourse.main, t)


def mouthpiece(items: Sequence[Item], t: int, reach: int) -> Argument | None:
    """Who speaks for the subject of the verb at `t`, whose arguments end at `reach` ('X, by the mouth of Y, said')."""
    before = next((k for k in range(t - 1, max(-1, t - _MOUTH), -1) if _is_mouth(items[k])), t)
    if any(i.kind in _CLAUSES for i in items[before:t]):
        before = t
    after = next((k for k in range(t + 1, min(len(items), max(reach, t + _MOUTH))) if _is_mouth(items[k])), t)
    if any(i.kind in _CONTENTS for i in items[t + 1 : after]):
        after = t
    k = before if before < t else after
    if k == t:
        return None
    for n in range(k + 1, min(len(items), k + _MOUTH)):
        spoke = ("person", "organization") if n == k + 1 else ("person",)
        if items[n].kind == "phrase" and items[n].mentions[0].type in spoke:
            return Argument(("subject",), items[n].entities, n)
        if items[n].kind in _CLAUSES or items[n].kind == "mark":
            return None
    return None


def _is_mouth(item: Item) -> bool:
    return item.kind == "marker" and "mouth" in item.markers()


_MOUTH = 6
_NOUNS = frozenset({"word", "someone"})
"""Kinds of item that are a noun right after 'that': the clause's subject."""
_CLAUSES = frozenset({"that", "clause", "relative", "event", "verb", "light"})
_CONTENTS = _CLAUSES - {"clause"}


def is_attribute(items: Sequence[Item], t: int, lexicon: Lexicon) -> bool:
    """Whether the participle at `t` describes the indefinite noun right before it, whose ending it shares."""
    before, word = items[t - 1] if t else None, items[t]
    if before is None or word.entry.features.tense != "participle" or word.proclitic:
        return False
    noun = before.kind == "word" or before.is_demonym()
    return noun and not before.text.startswith(lexicon.closed[0]) and before.text[-1] == word.text[-1]


def subject_of_speech(items: Sequence[Item], t: int, lexicon: Lexicon, discourse: Discourse) -> Argument | None:
    """Who speaks, where the verb at `t` is of the speaker's own ('we welcome'); None where it is of others."""
    own = bool(lexicon.speaking) and items[t].entry.features.tense == "present"
    if not own or not items[t].text.startswith(lexicon.speaking):
        return None
    main = discourse.speaker if discourse.main is None else discourse.main
    return Argument(("subject",), main, t, guessed=discourse.main is None)


def is_main(items: Sequence[Item], t: int, discourse: Discourse) -> bool:
    """Whether the verb at `t` is of the main clause, and not of what is said or of a phrase in it.

    A second verb of the main clause is joined to the first.
    """
    joined = bool(items[t].proclitic)
    for k in range(t - 1, -1, -1):
        if items[k].kind == "that":
            return joined and items[t].entry.features.tense == "past"
        if items[k].kind == "relative" and not any(i.is_comma() for i in items[k:t]):
            return False
        if items[k].kind == "clause":
            return True
    return joined or discourse.main is None


def _described_before(items: Sequence[Item], comma: int) -> int:
    """The index of who stands before a relative clause that ends at a comma ('X, who had …, named'); -1 if nobody."""
    for k in range(comma - 1, 1, -1):
        if items[k].kind in ("that", "clause") or (items[k].kind == "mark" and not items[k].is_comma()):
            return -1
        if items[k].kind == "relative":
            named = items[k - 1].is_comma() and items[k - 2].kind == "phrase"
            opens = all(i.kind in ("phrase", "background", "mark", "conjunction", "cue") for i in items[: k - 2])
            return k - 2 if named and opens else -1
    return -1


def _fronted(items: Sequence[Item], t: int, discourse: Discourse) -> Argument | None:
    """The subject that is put before its clause, which the conjunction at `t` begins ('as for X, he …')."""
    for k in range(t - 1, -1, -1):
        if items[k].kind == "clause" and items[k].entry.name == "front":
            named = k + 1 < t and items[k + 1].kind == "phrase"
            return Argument(("subject",), items[k + 1].entities, k + 1) if named else None
        if items[k].kind in ("clause", "that", "light", "verb") or (
            items[k].kind == "event" and items[k].entry.features.pos == "verb"
        ):
            return None
    return None


def _asked_before(items: Sequence[Item], k: int) -> Argument | None:
    """Who stands with a preposition right before 'that', of whom the clause after it tells ('asked of X that he …')."""
    if k < 3 or items[k - 1].kind != "phrase" or not set(items[k - 2].markers()) & {"to", "from"}:
        return None
    before = items[k - 3]
    frame = before.entry.frame if before.kind == "event" else None
    asks = before.kind == "background" or (frame is not None and frame.type == "demand")
    return Argument(("subject",), items[k - 1].entities, k - 1, guessed=True) if asks else None


def _subject_by_order(items: Sequence[Item], t: int, discourse: Discourse) -> Argument | None:
    found = find_subject(items, t)
    if found.kind == "none":
        return None
    slots = ("antecedent",) if found.kind == "antecedent" else ("subject",)
    if found.at < 0:
        return Argument(slots, (), t)
    item = items[found.at]
    entities = resolve_item(item, discourse)
    first = joined_over(items, found.at) if found.kind == "subject" else -1
    if first >= 0:
        entities = tuple(dict.fromkeys((*resolve_item(items[first], discourse), *entities)))
    sure = item.kind == "phrase" or speaks_of_himself(items, found.at)
    return Argument(slots, entities, found.at, item.split, not sure)


def _is_led(items: Sequence[Item], k: int) -> bool:
    """Whether the clause word at `k` follows the phrase that begins its clause ('X for his part said')."""
    begins = k == 1 or (k > 1 and items[k - 2].kind in ("conjunction", "mark"))
    return begins and items[k - 1].kind in NOMINAL


def _is_inserted(items: Sequence[Item], k: int, t: int) -> bool:
    """Whether the clause that begins at `k` stands between commas, before the verb at `t`."""
    commas = [n for n in range(t) if items[n].is_comma()]
    return k - 1 in commas and any(k < n for n in commas)


def _lone_dash(items: Sequence[Item], t: int, k: int) -> bool:
    """A dash with no fellow between it and the verb: what stands before it is a dateline or another clause."""
    return not any(i.is_dash() for i in items[k + 1 : t])


def _separated(items: Sequence[Item], start: int, end: int) -> bool:
    return any(item.kind == "mark" for item in items[start:end])


def begins_relative(items: Sequence[Item], k: int) -> bool:
    """Whether a phrase is the subject of a relative clause, named before its verb ('which X had denounced')."""
    k -= 1 + (k > 1 and items[k - 1].kind == "background")
    return k >= 0 and items[k].kind == "relative"


def describes(items: Sequence[Item], k: int) -> bool:
    """Whether a phrase is only the adjective of a noun before it ('the Western papers', 'a Turkish source')."""
    return items[k].is_demonym() and k > 0 and items[k - 1].kind in ("word", "phrase", "someone")


def names_origin(items: Sequence[Item], k: int, lexicon: Lexicon) -> bool:
    """Whether a phrase only says where the person named right after it is from ('the Lebanese X')."""
    named = [i for i in items[k + 1 : k + 2] if i.kind == "phrase" and i.mentions[0].type == "person"]
    return items[k].is_demonym() and any(not i.text.startswith(lexicon.closed[0]) for i in named)


def agrees(verb: Item, phrase: Item, lexicon: Lexicon, discourse: Discourse) -> bool:
    """Whether a phrase can be the subject of a verb, as far as the verb's gender tells."""
    gender = verb.entry.features.gender
    if phrase.kind != "phrase" or len(phrase.mentions) > 1 or not gender or not lexicon.verb_first:
        return True
    mention = phrase.mentions[0]
    if gender == "f":
        return not discourse.is_man(phrase.entities)
    return mention.kind != "name" or mention.type not in lexicon.feminine or phrase.text in lexicon.masculine


def has_own_subject(items: Sequence[Item], t: int, lexicon: Lexicon) -> bool:
    """Whether the verb's subject is no actor: 'these visits show', 'an official said', 'the epidemic moves'."""
    if not lexicon.verb_first or items[t].entry.features.tense == "participle":
        return False
    before = items[t - 1] if t else None
    if before is not None and not items[t].proclitic and (before.kind == "someone" or before.definite):
        return True
    after = next((i for i in items[t + 1 : t + 4] if i.kind not in ("date", "mark")), None)
    if after is None:
        return False
    if "to" in after.markers() and items[t + 2 : t + 3] and items[t + 2].kind == "phrase":
        # 'There came to X a plane.'
        after = next((i for i in items[t + 3 : t + 7] if i.kind not in ("date", "mark")), after)
    frame = items[t].entry.frame
    if after.kind == "event" and after.entry.features.pos == "noun" and frame is not None and frame.strikes:
        return after.entry.frame is not None and after.entry.frame.type == frame.type
    if after.kind == "word":
        struck = frame is not None and frame.strikes and not after.definite
        alone = frame is not None and frame.intransitive and not any(i.kind == "mark" for i in items[t + 1 : t + 3])
        return struck or alone
    if any(e.kind == "someone" for e in after.entries):
        return not _is_addressed(items[t], after, lexicon)
    return after.kind == "anaphor" and after.entry.name == "here"


def is_object_form(phrase: Item, lexicon: Lexicon) -> bool:
    """Whether a phrase right after a verb is a people or group in a form that no subject has."""
    if phrase.kind != "phrase" or phrase.last - phrase.first > 1 or not lexicon.cases[1]:
        return False
    people = phrase.mentions[0].kind == "demonym" or phrase.mentions[0].type == "organization"
    return people and phrase.text.startswith(lexicon.closed[0]) and phrase.text.endswith(lexicon.cases[1])


def are_unnamed(after: Item, lexicon: Lexicon) -> bool:
    """Whether the item after a verb is some people who act, as its ending tells ('diplomats denounced …')."""
    return after.kind in ("word", "someone") and not after.definite and after.text.endswith(lexicon.cases[0] or ("\0",))


def _is_addressed(verb: Item, after: Item, lexicon: Lexicon) -> bool:
    """Whether those after a verb are no subject of it: all who are called upon, or nobody it agrees with."""
    frame = verb.entry.frame
    called = frame is not None and frame.type == "demand" and any(e.name == "all" for e in after.entries)
    feminine = bool(lexicon.no_pronoun) and after.text.endswith(fold(lexicon.no_pronoun[0])) and not after.enclitic
    return called or (feminine and verb.entry.features.gender == "m")


def company(items: Sequence[Item], subject: int, t: int) -> list[Argument]:
    """Who is told beside a subject, before its verb ('X, joined by Y, met')."""
    return [
        Argument(
            ("presence", "subject") if "with" in items[k].markers() else ("presence",), items[k + 1].entities, k + 1
        )
        for k in range(subject + 1, t - 1)
        if items[k + 1].kind == "phrase"
        and ("presence" in items[k].markers() or ("with" in items[k].markers() and items[k - 1].is_comma()))
    ]
