"""Languages in which the words around a form, and not the form, tell what it is: its part of speech, voice, subject.

`read_forms` settles the readings of a sentence's items, so that all that comes after sees verbs, nouns, passives and
infinitives as if their forms told them. `find_subject` finds a verb's subject by word order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from kg.code.frames import Entry, Features, Lexicon
from kg.code.item import Item
from kg.model import Token

TRANSPARENT = frozenset({"adverb", "auxiliary", "cue", "background", "date"})
"""Kinds that may stand between a verb and what governs it."""
NOMINAL = frozenset({"phrase", "pronoun", "pair", "group", "self"})
_WORDS = frozenset({"event", "light", "attach", "verb", "cue"})
_QUOTES = frozenset("\"“”«»'‘’")
_SOURCES = frozenset({"of", "from"})
_BINDING = frozenset({"of", "for", "from", "against"})
"""Markers that make a gerund the deed of the phrase before them ('accused X of killing')."""
_NEAR = 3
_LONG_NAME = 5
_PREDICATE = 14


class Subject(NamedTuple):
    """Where a verb's subject is."""

    kind: Literal["subject", "antecedent", "unknown", "none"]
    """'unknown': there is one, of which nothing is known; 'none': the clause has none of its own."""
    at: int = -1


def read_forms(items: Sequence[Item], title: bool, tokens: Sequence[Token], lexicon: Lexicon) -> list[Item]:
    """The items with their readings settled; determiners are left out.

    Args:
        items: of one sentence, before phrases are joined.
        title: whether the sentence is a headline, in which the present tells what was and 'to' what will be.
        tokens: of the document.
        lexicon: of the language.
    """
    items = [_leading(item, tokens, lexicon) for item in items]
    items = _join_possessors([_named(item, k, tokens, title) for k, item in enumerate(items)])
    items = _join_by_commas(items) if title else items
    out: list[Item] = []
    definite = False
    for i, item in enumerate(items):
        if _has(item, "determiner") and not _is_verbal(item) and not _has(item, "cue"):
            if not (out and out[-1].kind == "phrase" and item.entry.name == "a"):
                definite = item.entry.name == "the"
                out.append(item)
                continue
        settled = _settle(items, i, out, title)
        if settled.kind == "word" and _looks_verbal(settled, out, tokens, lexicon):
            settled = Item("verb", settled.first, settled.last, entries=(_SOME_VERB,))
        if settled.kind in ("event", "light") and settled.entry.features.pos == "noun":
            owned = bool(out) and _last(out, ("word", "adverb")).kind in ("possessive", "possession")
            if definite or owned:
                settled = replace(settled, entries=tuple(_definite(e) for e in settled.entries))
            definite = False
        elif settled.kind not in ("word", "adverb", "date", "cue"):
            definite = False
        out.append(settled)
    return [item for item in out if item.kind != "determiner"]


def _looks_verbal(item: Item, out: Sequence[Item], tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a word that is not known is a verb by its ending and its place after a subject."""
    fold = tokens[item.first].fold
    before = _last(out, ("adverb", "date"))
    subject = before.kind in ("phrase", "pronoun", "pair", "group") and not _is_demonym(before)
    return bool(lexicon.verb_endings) and fold.endswith(lexicon.verb_endings) and len(fold) > _NEAR + 2 and subject


def _leading(item: Item, tokens: Sequence[Token], lexicon: Lexicon) -> Item:
    """A cue that ends in the infinitive's word leads to a verb as that does ('plans to')."""
    if _has(item, "infinitive") and _has(item, "marker"):
        return replace(item, kind="marker")
    if item.kind != "cue" or item.last - item.first < 2:
        return item
    ending = tuple(e for e in lexicon.entries(tokens[item.last - 1].fold) if e.kind == "infinitive")
    return replace(item, entries=item.entries + ending)


def _named(item: Item, k: int, tokens: Sequence[Token], title: bool) -> Item:
    """A verb or noun that is written as a part of a name, inside a sentence, is none ('Caribbean States', 'Accords')."""
    if title or k == 0 or not any(e.features.pos for e in item.entries) or item.kind == "cue":
        return item
    surface, before = tokens[item.first].text, tokens[item.first - 1].text
    if not surface[0].isupper() or surface.isupper() or before in _QUOTES:
        return item
    return Item("word", item.first, item.last, text="")


def _join_possessors(items: Sequence[Item]) -> list[Item]:
    """Leave out whose somebody is ("Ukraine's X", 'U.S. X'), nouns that mean the state itself ('X officials'), brackets."""
    out: list[Item] = []
    skip = 0
    for k, item in enumerate(items):
        if k < skip:
            continue
        if item.kind == "mark" and item.text == "(" and out and out[-1].kind == "phrase":
            skip = next((j + 1 for j in range(k + 1, min(len(items), k + 5)) if items[j].text == ")"), 0)
            if skip:
                continue
        owner = _owner(out)
        if item.kind == "phrase" and item.mentions[0].type in ("person", "organization"):
            titled = _owner(out[:-1]) if out and out[-1].kind == "word" and item.mentions[0].type == "person" else None
            if owner is not None and _has_role(owner) and item.mentions[0].type == "organization":
                out[-2:] = [replace(owner, last=item.last)]
                continue
            if owner is not None or titled is not None:
                del out[-2 if owner is not None else -3 :]
            elif out and out[-1].kind == "phrase" and item.mentions[0].type == "person" and _is_body(out[-1]):
                del out[-1:]
        elif _has(item, "member"):
            named = owner or (out[-1] if out and out[-1].kind == "phrase" else None)
            if named is not None and _is_body(named):
                del out[-2 if owner is not None else -1 :]
                out.append(replace(named, last=item.last, member=True))
                continue
            item = _only(item, lambda e: bool(e.features.pos)) if any(e.features.pos for e in item.entries) else item
            item = item if item.entry.features.pos else Item("word", item.first, item.last, text="")
        out.append(item)
    return out


def _has_role(item: Item) -> bool:
    """Whether a person's phrase is so long that it tells a role, whose state may be the last word ('X, head of Y')."""
    return item.mentions[0].type == "person" and item.last - item.first > _LONG_NAME


def _join_by_commas(items: Sequence[Item]) -> list[Item]:
    """In a headline, commas join subjects and places as 'and' does ('X, Y meet', 'to visit A, B')."""
    out: list[Item] = []
    for k, item in enumerate(items):
        around = items[k - 1 : k] + items[k + 1 : k + 2] if k else []
        if item.kind == "mark" and item.text == "," and len(around) == 2 and all(i.kind == "phrase" for i in around):
            types = [i.mentions[0].type for i in around]
            after = items[k + 2] if k + 2 < len(items) else _NOTHING
            alike = types[0] == types[1] or {"person", "organization"} > set(types)
            if (_is_verbal(after) or _has(after, "infinitive")) and alike or types in (["state"] * 2, ["place"] * 2):
                out.append(Item("conjunction", item.first, item.last, entries=(_AND,)))
                continue
        out.append(item)
    return out


def _owner(out: Sequence[Item]) -> Item | None:
    """The phrase whose possessive ends the items."""
    return out[-2] if len(out) > 1 and out[-1].kind == "possession" and out[-2].kind == "phrase" else None


def _is_body(item: Item) -> bool:
    return item.mentions[0].type in ("state", "organization")


def _definite(entry: Entry) -> Entry:
    return replace(entry, features=entry.features._replace(definite=True))


def _has(item: Item, kind: str) -> bool:
    return any(e.kind == kind for e in item.entries)


def _is_verbal(item: Item) -> bool:
    return any(e.features.pos == "verb" for e in item.entries)


def _names(item: Item, kind: str) -> set[str]:
    return {e.name for e in item.entries if e.kind == kind}


_AND = Entry("conjunction", "and", Features())
_SOME_VERB = Entry("verb", "unknown", Features("verb", "past"))
_NOTHING = Item("mark", 0, 0, text="")


def _last(out: Sequence[Item], skipped: Sequence[str], reach: int = _NEAR) -> Item:
    """The item before, where these kinds are looked through."""
    for item in reversed(out[-reach - 1 :]):
        if item.kind not in skipped:
            return item
    return _NOTHING


def _next(items: Sequence[Item], i: int, skipped: Sequence[str] = ("adverb",), reach: int = _NEAR) -> Item:
    for item in items[i + 1 : i + 1 + reach]:
        if item.kind not in skipped:
            return item
    return _NOTHING


def _settle(items: Sequence[Item], i: int, out: Sequence[Item], title: bool) -> Item:
    item = items[i]
    after = _next(items, i)
    if _has(item, "conjunction") and out and not _names(item, "conjunction") & {"and"}:
        if _has(out[-1], "auxiliary") or (out[-1].kind in NOMINAL and _is_verbal(after)):
            return replace(item, kind="adverb")
    if _has(item, "auxiliary"):
        ahead = _next(items, i, ("adverb", "cue", "auxiliary", "background"))
        modal = _names(item, "auxiliary") & {"modal", "be", "do"}
        carries = not modal and not (_has(after, "auxiliary") or any(e.features.tense in ("perfect", "past") for e in ahead.entries))
        if carries and _is_verbal(item):
            return _only(item, lambda e: e.features.pos == "verb")
        return replace(item, kind="cue" if _has(item, "cue") else "auxiliary")
    if _has(item, "that"):
        ahead = _next(items, i, tuple(TRANSPARENT))
        noun = bool(out) and (out[-1].kind in ("word", "phrase") or _is_noun(out[-1]))
        says = bool(out) and out[-1].kind == "mark"
        relative = noun and not says and _is_verbal(ahead) and after.kind not in ("phrase", "pronoun", "word", "determiner")
        return replace(item, kind="relative") if relative else item
    if _has(item, "infinitive") and title and out and out[-1].kind == "phrase":
        tells = any(_is_finite(o) for o in out)
        if not tells and any(e.features.tense == "present" for e in after.entries) and after.kind not in ("phrase", "date"):
            return Item("cue", item.first, item.last, entries=(replace(item.entry, kind="cue", name="planned"), *item.entries))
        return item
    if item.kind in _WORDS and (_is_verbal(item) or any(e.features.pos for e in item.entries)):
        return _settle_word(items, i, out)
    if item.kind == "pair" and "any" in _names(item, "pair") and items[i + 1 : i + 2] and items[i + 1].kind == "word":
        return Item("word", item.first, item.last, text="")
    kinds = ("cue", "background", "adverb")
    return replace(item, kind=next((k for k in kinds if _has(item, k)), item.kind)) if item.kind in kinds else item


def _is_finite(item: Item) -> bool:
    return item.kind in _WORDS and item.entry.features.pos == "verb" and item.entry.features.tense in ("past", "present")


def _is_noun(item: Item) -> bool:
    return item.kind == "event" and item.entry.features.pos == "noun"


def _only(item: Item, keep: Callable[[Entry], bool]) -> Item:
    entries = tuple(e for e in item.entries if keep(e)) or item.entries
    order = ("frame", "light", "attach", "verb", "cue")
    def rank(entry: Entry) -> tuple[int, bool]:
        particle = bool(entry.frame and entry.frame.particle)
        return (order.index(entry.kind) if entry.kind in order else len(order), not particle)

    entries = tuple(sorted(entries, key=rank))
    kind = entries[0].kind
    return replace(item, entries=entries, kind="event" if kind == "frame" else kind)


def _settle_word(items: Sequence[Item], i: int, out: Sequence[Item]) -> Item:
    """Choose between the readings of a word that may be a verb or a noun."""
    item = items[i]
    before = _last(out, ("adverb", "cue", "background", "date"))
    direct = out[-1] if out else _NOTHING
    after = _next(items, i, ())
    nouns = any(e.features.pos == "noun" for e in item.entries)
    verbs = [e for e in item.entries if e.features.pos == "verb"]
    if not verbs:
        return item
    tenses = {e.features.tense for e in verbs}
    leading = _last(out, ("adverb", "background", "date", "sort"))
    if _has(leading, "infinitive") or _names(leading, "auxiliary") & {"modal", "do"}:
        verb = bool(tenses & {"present"}) or not nouns
    elif direct.kind in ("determiner", "possessive", "possession"):
        verb = not nouns and "participle" not in tenses and "present" not in tenses
    elif tenses <= {"past", "perfect"} or (tenses & {"past", "perfect"} and not nouns and direct.kind != "word"):
        verb = True
    elif "participle" in tenses:
        is_being = bool(_names(before, "auxiliary") & {"be"})
        verb = not nouns or is_being or after.kind in (*NOMINAL, "determiner") and before.kind not in ("word", "determiner")
    elif any(e.features.number == "sg" for e in verbs):
        named = direct.kind in NOMINAL and not _is_demonym(direct)
        verb = not nouns or named or direct.kind in ("relative", "adverb", "auxiliary", "cue")
        verb = verb or (direct.kind == "conjunction" and after.kind in (*NOMINAL, "determiner"))
        verb = verb and direct.kind not in ("marker",)
    else:
        verb = _takes_base(out, direct, before, after, nouns)
    if not verb:
        if nouns:
            return _only(item, lambda e: e.features.pos == "noun")
        function = [e for e in item.entries if not e.features.pos]
        if function:
            return replace(item, kind=function[0].kind, entries=tuple(function))
        return Item("word", item.first, item.last, text="")
    kinds = {e.kind for e in verbs}
    if "light" in kinds and len(kinds) > 1:
        ahead = _next(items, i, ("word", "adverb", "determiner", "possessive", "cue", "sort"))
        if ahead.kind == "mark" or set(ahead.markers()) & {"in", "of"}:
            ahead = _next(items, i, ("word", "mark", "marker", "determiner"), 7)
        carries = any(e.kind == "frame" and e.features.pos == "noun" for e in ahead.entries)
        keep = [e for e in verbs if (e.kind == "light") == carries] or verbs
        return _voiced(items, i, out, _only(item, lambda e: e in keep))
    return _voiced(items, i, out, _only(item, lambda e: e.features.pos == "verb"))


def _is_demonym(item: Item) -> bool:
    return item.kind == "phrase" and item.mentions[0].kind == "demonym" and not item.member


def _takes_base(out: Sequence[Item], direct: Item, before: Item, after: Item, nouns: bool) -> bool:
    """Whether a base form without 'to' or a modal is a verb here: its subject must be of several."""
    if before.kind in ("pair", "group", "relative") or (before.kind == "pronoun" and "they" in _names(before, "pronoun")):
        return True
    if direct.kind == "conjunction" and after.kind in (*NOMINAL, "determiner"):
        return True
    if direct.kind == "phrase" and not _is_demonym(direct):
        joined = len(out) > 1 and (out[-2].kind == "conjunction" or (out[-2].kind == "mark" and out[-2].text == ","))
        return joined or not nouns
    return False


def _voiced(items: Sequence[Item], i: int, out: Sequence[Item], item: Item) -> Item:
    """Tell past from participle, active from passive, and speaker-last order."""
    tenses = {e.features.tense for e in item.entries}
    after = _next(items, i, ("adverb", "date"))
    if "perfect" in tenses:
        auxiliaries = [o for o in out[-5:] if o.kind in ("auxiliary", "cue")]
        between = _last(out, tuple(TRANSPARENT - {"auxiliary"}), 4)
        being = between.kind == "auxiliary" and "be" in _names(between, "auxiliary") and bool(auxiliaries)
        had = between.kind == "auxiliary" and "have" in _names(between, "auxiliary")
        by = after.kind == "marker" and "by" in after.markers()
        opening = not any(o.kind not in ("mark", "adverb") for o in out) and after.kind not in NOMINAL
        passive = being or opening or (by and not had) or ("past" not in tenses and not had)
        kept = _only(item, lambda e: e.features.tense == ("perfect" if passive else "past") or e.kind == "cue")
        if passive:
            return replace(kept, voice="passive" if being else "reduced")
        item = kept if "past" in tenses else item
    direct = out[-1] if out else _NOTHING
    frame = item.entry.frame
    quoted = len(out) > 1 and out[-2].kind == "mark" and out[-2].text in _QUOTES
    spoken = direct.kind == "mark" and (direct.text in _QUOTES or (direct.text == "," and quoted))
    ahead = _next(items, i, ("determiner",))
    if frame is not None and frame.inverts and spoken and ahead.kind in (*NOMINAL, "word", "possessive") and item.entry.features.tense != "participle":
        return replace(item, voice="inverted")
    return item


def find_subject(items: Sequence[Item], t: int) -> Subject:
    """The subject of the verb at item `t`, by word order: the nearest unmarked phrase of its clause before it."""
    if items[t].entry.features.pos == "noun":
        return _clause_subject(items, t)
    if items[t].voice == "inverted":
        return Subject("none")
    k = t - 1
    while k >= 0 and items[k].kind in TRANSPARENT:
        k -= 1
    if k < 0:
        return Subject("none")
    if items[k].kind == "relative":
        return _antecedent(items, k)
    if items[t].voice == "reduced":
        while k >= 0 and items[k].kind == "mark" and items[k].text == ",":
            k -= 1
        return Subject("antecedent", k) if k >= 0 and items[k].kind in NOMINAL else Subject("unknown")
    infinitive = is_infinitive(items, t)
    gerund = items[t].entry.features.tense == "participle"
    if gerund and items[k].kind == "marker" and set(items[k].markers()) & _BINDING:
        return _walk(items, k - 1, t, infinitive=True)
    if gerund and items[k].kind == "marker":
        return _clause_subject(items, t)
    if items[k].kind == "conjunction" or (items[k].kind == "marker" and not infinitive):
        return Subject("none")
    if gerund and not any(i.kind == "auxiliary" for i in items[max(0, t - 3) : t]):
        return Subject("none")
    if infinitive:
        if _keeps_subject(items, t):
            return Subject("none")
        k -= 1
    if items[k].kind == "mark" and items[k].text in ",–—-":
        opened = _over_parenthesis(items, k)
        apposed = _apposed(items, k)
        if opened == k and apposed >= 0:
            return Subject("subject", apposed)
        if opened == k and _coordinates(items, k):
            return Subject("none")
        k = _named_inside(items, opened, k)
    return _walk(items, k, t, infinitive)


def is_infinitive(items: Sequence[Item], t: int) -> bool:
    """Whether the verb at item `t` stands after the infinitive's word."""
    k = t - 1
    while k >= 0 and items[k].kind in ("adverb", "cue", "date") and items[k].entries:
        k -= 1
    before = items[k] if k >= 0 else _NOTHING
    return _has(before, "infinitive") and items[t].entry.features.tense == "present"


def governor(items: Sequence[Item], t: int) -> int | None:
    """The verb on which the infinitive or gerund at item `t` depends ('urged X to free', 'accused X of killing')."""
    k = t - 1
    while k >= 0 and items[k].kind in ("adverb", "cue"):
        k -= 1
    if k == t - 1 and k >= 0 and items[t].entry.features.tense == "participle" and _is_finite(items[k]):
        return governor(items, k)
    bound = k >= 0 and (_has(items[k], "infinitive") or bool(set(items[k].markers()) & _BINDING))
    if not bound:
        return None
    for j in range(k - 1, -1, -1):
        item = items[j]
        if item.kind in ("that", "clause", "relative") or (item.kind == "mark" and item.text in ":؛;\"“”"):
            return None
        if item.kind in _WORDS and item.entry.features.pos == "verb" and not is_infinitive(items, j):
            return j
    return None


def begins_clause(items: Sequence[Item], k: int) -> bool:
    """Whether the phrase at `k` is the subject of a verb after it and not of what was said before ('…, X said')."""
    if k == 0 or items[k - 1].kind not in ("mark", "conjunction"):
        return False
    j = k + 1
    while j < len(items) and items[j].kind in TRANSPARENT:
        j += 1
    return j < len(items) and _is_finite(items[j]) and not items[j].voice


def _keeps_subject(items: Sequence[Item], t: int) -> bool:
    """Whether the infinitive at `t` is the deed of who acts in its main verb ('met X to discuss', 'urged X to free')."""
    k = governor(items, t)
    frame = items[k].entry.frame if k is not None and items[k].kind == "event" else None
    return frame is not None and frame.type != "demand" and frame.roles.get("subject") == "agent"


def _walk(items: Sequence[Item], k: int, t: int, infinitive: bool) -> Subject:
    source = loose = -1
    seen = False
    while k >= 0:
        item = items[k]
        if item.kind in NOMINAL:
            marker = _marker_of(items, k)
            if marker is None and not _is_modifier(items, k):
                return Subject("subject", k)
            if marker and marker & _SOURCES and not infinitive:
                source = k
            elif marker and not seen and not _is_modifier(items, k):
                if "aside" in marker and not infinitive:
                    return Subject("subject", k)
                loose = k if items[k - 1].kind == "word" else loose
        elif item.kind in ("that", "clause", "relative") or (item.kind == "mark" and item.text in ":؛;\"“”"):
            break
        elif item.kind in _WORDS and item.entry.features.pos == "verb":
            if item.voice != "reduced":
                break
        elif item.kind == "mark" and item.text == "," and loose >= 0:
            break
        elif item.kind == "mark" and item.text == "," and seen:
            before = k - 1
            if before >= 0 and items[before].kind in NOMINAL and _marker_of(items, before) is None and not _is_modifier(items, before):
                return Subject("subject", before)
        elif _is_noun(item):
            source = -1
        seen = seen or item.kind in ("word", "phrase", "event")
        k -= 1
    if source >= 0 or loose >= 0:
        return Subject("subject", max(source, loose))
    if infinitive:
        return Subject("none")
    return Subject("unknown") if seen else Subject("none")


def _over_parenthesis(items: Sequence[Item], k: int) -> int:
    """From the mark that closes a parenthesis before a verb, the item before the mark that opens it."""
    mark = items[k].text
    for j in range(k - 1, -1, -1):
        if items[j].kind == "mark" and items[j].text == mark and j > 0 and items[j - 1].kind in NOMINAL:
            if _marker_of(items, j - 1) is None:
                return j - 1
    return k


def _apposed(items: Sequence[Item], closed: int) -> int:
    """The person between two commas after words that only describe ('its envoy for the region, X, was leading'), or -1."""
    k = closed - 1
    person = k > 0 and items[k].kind == "phrase" and items[k].mentions[0].type == "person"
    return k if person and items[k - 1].kind == "mark" and items[k - 1].text == items[closed].text else -1


def _named_inside(items: Sequence[Item], opened: int, closed: int) -> int:
    """Of a body and a person between commas after it, the person ("Iran's UN envoy, X, said")."""
    inside = [k for k in range(opened + 1, closed) if items[k].kind != "mark"]
    if len(inside) != 1 or items[inside[0]].kind != "phrase" or items[opened].kind != "phrase":
        return opened
    person = items[inside[0]].mentions[0].type == "person" and items[opened].mentions[0].type != "person"
    return inside[0] if person else opened


def _coordinates(items: Sequence[Item], k: int) -> bool:
    """Whether a comma with no fellow joins a further verb to the one before it ('X meets Y, urges him')."""
    for j in range(k - 1, -1, -1):
        if items[j].kind in ("that", "clause", "relative") or (items[j].kind == "mark" and items[j].text in ":؛;\"“”"):
            return False
        if _is_finite(items[j]):
            return True
    return False


def _marker_of(items: Sequence[Item], k: int) -> set[str] | None:
    """The markers that govern the phrase at `k`, or None where it stands free."""
    for j in range(k - 1, max(-1, k - 1 - _NEAR), -1):
        if items[j].kind == "marker":
            return set(items[j].markers()) or {""}
        if items[j].kind not in ("word", "adverb", "date", "possessive"):
            return None
        if items[j].kind == "date" and j == k - 1:
            return None
    return None


def _is_modifier(items: Sequence[Item], k: int) -> bool:
    """Whether the phrase only describes the noun after it ("X's plan", 'Egyptian efforts')."""
    if k + 1 >= len(items):
        return False
    after = items[k + 1]
    return after.kind == "possession" or (_is_demonym(items[k]) and (after.kind == "word" or _is_noun(after)))


def _antecedent(items: Sequence[Item], k: int) -> Subject:
    j = k - 1
    loose = 1
    while j >= 0 and (items[j].kind in ("mark", "date", "marker") or (items[j].kind == "word" and loose)):
        loose -= items[j].kind == "word"
        j -= 1
    return Subject("antecedent", j) if j >= 0 and items[j].kind in NOMINAL else Subject("antecedent")


def carried_by(items: Sequence[Item], t: int, light: int | None) -> str:
    """The type of the event on which the infinitive depends that carries the noun at `t` ('agreed to hold talks').

    '-' for any other verb; '' where no infinitive carries it.
    """
    if light is None or not is_infinitive(items, light):
        return ""
    k = governor(items, light)
    frame = items[k].entry.frame if k is not None and items[k].kind == "event" else None
    return frame.type if frame is not None else "-"


def told_of(items: Sequence[Item], t: int) -> set[str]:
    """What a passive verb after the event noun at `t` says of it ('the meeting … was cancelled')."""
    for item in items[t + 1 : t + _PREDICATE]:
        if item.kind in ("that", "clause", "light", "verb") or (item.kind == "event" and item.entry.features.pos == "verb"):
            break
        if item.kind == "cue" and (item.voice == "passive" or _has(item, "infinitive")):
            return _names(item, "cue")
    return set()


def relative_object(items: Sequence[Item], t: int) -> int | None:
    """The phrase before a relative clause of which the verb at `t` tells, its subject being there ('X, whom Y met')."""
    found = find_subject(items, t)
    k = found.at - 1
    if found.kind != "subject" or k < 1 or items[k].kind != "relative":
        return None
    at = _antecedent(items, k).at
    return at if at >= 0 else None


def _clause_subject(items: Sequence[Item], t: int) -> Subject:
    """The subject of the clause that an event noun or a gerund stands in."""
    for k in range(t - 1, -1, -1):
        item = items[k]
        if item.kind == "relative":
            return Subject("subject", _antecedent(items, k).at)
        if item.kind in ("that", "clause"):
            break
        if item.kind in _WORDS and item.entry.features.pos == "verb":
            found = find_subject(items, k)
            if found.at >= 0 or found.kind == "unknown":
                return Subject("subject", found.at) if found.at >= 0 else found
    for k in range(t + 1, len(items)):
        item = items[k]
        if item.kind in _WORDS and item.entry.features.pos == "verb":
            found = find_subject(items, k)
            if found.kind == "subject" and found.at > t:
                return found
        if item.kind in ("that", "clause"):
            break
    return _walk(items, t - 1, t, infinitive=True)


def is_modifier(items: Sequence[Item], k: int) -> bool:
    """Whether the phrase at `k` only describes a noun after it that is no event ("X's plan", 'Egyptian efforts')."""
    return _is_modifier(items, k) and not _is_noun(items[k + 1])


class Modifier(NamedTuple):
    """What stands before an event noun and tells whose it is: index of the item, and whether it is a possessor."""

    at: int
    owns: bool


def before_noun(items: Sequence[Item], t: int) -> Modifier | None:
    """The phrase or possessive that modifies the event noun at item `t` ("X's recent visit", 'Egyptian mediation')."""
    words = 0
    for k in range(t - 1, max(-1, t - 6), -1):
        item = items[k]
        if item.kind in ("word", "adverb", "cue", "background", "date", "sort") and words < _NEAR:
            words += item.kind == "word"
        elif item.kind == "possessive":
            return Modifier(k, True)
        elif item.kind == "possession" and k > 0 and items[k - 1].kind in NOMINAL:
            return Modifier(k - 1, True)
        elif item.kind == "phrase" and words <= (2 if _is_demonym(item) else 0) and all(i.kind == "word" for i in items[k + 1 : t]):
            return Modifier(k, False)
        else:
            return None
    return None
