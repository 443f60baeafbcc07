"""Languages in which the words around a form, and not the form, tell what it is: its part of speech and voice.

`read_forms` settles the readings of a sentence's items, so that all that comes after sees verbs, nouns, passives and
infinitives as if their forms told them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from kg.code.frames import Entry, Lexicon
from kg.code.item import Item
from kg.code.joins import (
    SOME_VERB,
    join_appositions,
    join_brokers,
    join_by_commas,
    join_localities,
    join_possessors,
    join_shares,
    join_states,
    looks_verbal,
    mark_infinitive,
    only,
    unname,
)
from kg.code.stays import mark_stays_by_neighbours
from kg.code.words import (
    EVENT_WORDS,
    NEAR,
    NOMINAL,
    NOTHING,
    QUOTES,
    TRANSPARENT,
    has,
    is_demonym,
    is_finite,
    is_noun,
    is_verbal,
    last_before,
    names,
    next_after,
)
from kg.model import Token


def read_forms(items: Sequence[Item], title: bool, tokens: Sequence[Token], lexicon: Lexicon) -> list[Item]:
    """The items with their readings settled; determiners are left out.

    Args:
        items: of one sentence, before phrases are joined.
        title: whether the sentence is a headline, in which the present tells what was and 'to' what will be.
        tokens: of the document.
        lexicon: of the language.
    """
    items = [mark_infinitive(item, tokens, lexicon) for item in items]
    items = join_possessors([unname(item, k, tokens, title) for k, item in enumerate(items)])
    items = join_appositions(join_states(join_localities(join_brokers(join_shares(items)))))
    items = mark_stays_by_neighbours(_mark_manners(items, lexicon), title, lexicon)
    items = join_by_commas(items) if title else items
    out: list[Item] = []
    definite = False
    for i, item in enumerate(items):
        if has(item, "determiner") and not is_verbal(item) and not has(item, "cue"):
            if not (out and out[-1].kind == "phrase" and item.entry.name == "a"):
                definite = item.entry.name == "the"
                out.append(item)
                continue
        settled = _settle(items, i, out, title)
        if settled.kind == "word" and looks_verbal(settled, out, tokens, lexicon):
            settled = Item("verb", settled.first, settled.last, entries=(SOME_VERB,))
        if settled.kind in ("event", "light") and settled.entry.features.pos == "noun":
            owned = bool(out) and last_before(out, ("word", "adverb")).kind in ("possessive", "possession")
            if definite or owned:
                settled = settled._replace(entries=tuple(_definite(e) for e in settled.entries))
            definite = False
        elif settled.kind not in ("word", "adverb", "date", "cue"):
            definite = False
        out.append(settled)
    return [item for item in out if item.kind != "determiner"]


def _mark_manners(items: Sequence[Item], lexicon: Lexicon) -> list[Item]:
    """Make an adverb of a word that by its ending tells how somebody acts ('X cautiously welcomed')."""
    out = list(items)
    for k in range(1, len(items) - 1):
        item, before = items[k], items[k - 1]
        acts = before.kind in NOMINAL and not is_demonym(before)
        manner = item.kind == "word" and bool(lexicon.manner_endings) and item.text.endswith(lexicon.manner_endings)
        if manner and (acts or has(before, "auxiliary")) and is_verbal(items[k + 1]):
            out[k] = item._replace(kind="adverb")
    return out


def _definite(entry: Entry) -> Entry:
    return replace(entry, features=entry.features._replace(definite=True))


_CLAUSE_ENDS = frozenset({"mark", "conjunction", "that"})


def _settle(items: Sequence[Item], i: int, out: Sequence[Item], title: bool) -> Item:
    item = items[i]
    after = next_after(items, i)
    if has(item, "conjunction") and out and not names(item, "conjunction") & {"and"}:
        if has(out[-1], "auxiliary") or (out[-1].kind in NOMINAL and is_verbal(after)):
            return item._replace(kind="adverb")
    if has(item, "auxiliary"):
        ahead = next_after(items, i, ("adverb", "cue", "auxiliary", "background"))
        modal = names(item, "auxiliary") & {"modal", "be", "do"}
        carries = not modal and not (
            has(after, "auxiliary") or any(e.features.tense in ("perfect", "past") for e in ahead.entries)
        )
        if carries and is_verbal(item):
            return only(item, lambda e: e.features.pos == "verb")
        return item._replace(kind="cue" if has(item, "cue") else "auxiliary")
    if has(item, "that"):
        ahead = next_after(items, i, tuple(TRANSPARENT))
        noun = bool(out) and (out[-1].kind in ("word", "phrase") or is_noun(out[-1]))
        says = bool(out) and out[-1].kind == "mark"
        relative = (
            noun and not says and is_verbal(ahead) and after.kind not in ("phrase", "pronoun", "word", "determiner")
        )
        return item._replace(kind="relative") if relative else item
    if has(item, "infinitive") and title and out and out[-1].kind == "phrase":
        tells = any(is_finite(o) for o in out)
        if (
            not tells
            and any(e.features.tense == "present" for e in after.entries)
            and after.kind not in ("phrase", "date")
        ):
            return Item(
                "cue", item.first, item.last, entries=(replace(item.entry, kind="cue", name="planned"), *item.entries)
            )
        return item
    if (
        item.kind == "adverb"
        and has(item, "pronoun")
        and is_verbal(after)
        and (not out or out[-1].kind in _CLAUSE_ENDS)
        and not _ends_list(out)
    ):
        # '…; both flew to'
        return item._replace(kind="pronoun", entries=tuple(e for e in item.entries if e.kind == "pronoun"))
    if item.kind in EVENT_WORDS and (is_verbal(item) or any(e.features.pos for e in item.entries)):
        return _settle_word(items, i, out)
    if item.kind == "pair" and "any" in names(item, "pair") and items[i + 1 : i + 2] and items[i + 1].kind == "word":
        return Item("word", item.first, item.last, text="")
    kinds = ("cue", "background", "adverb")
    return item._replace(kind=next((k for k in kinds if has(item, k)), item.kind)) if item.kind in kinds else item


def _ends_list(out: Sequence[Item]) -> bool:
    """Whether a comma ends a list of those who act, or what is said of them ('X and Y, in Rome for talks, both')."""
    listed = list(takewhile(lambda i: i.kind != "relative", out))
    comma = bool(out) and out[-1].is_comma() and any(names(i, "conjunction") & {"and"} for i in listed)
    return comma and listed[0].kind in NOMINAL and not any(map(is_finite, listed))


def _settle_word(items: Sequence[Item], i: int, out: Sequence[Item]) -> Item:
    """Choose between the readings of a word that may be a verb or a noun."""
    item = items[i]
    before = last_before(out, ("adverb", "cue", "background", "date"))
    direct = out[-1] if out else NOTHING
    after = next_after(items, i, ())
    nouns = any(e.features.pos == "noun" for e in item.entries)
    verbs = [e for e in item.entries if e.features.pos == "verb"]
    if not verbs:
        return item
    tenses = {e.features.tense for e in verbs}
    leading = next((o for o in reversed(out[-NEAR - 1 :]) if not _is_loose(o)), NOTHING)
    if has(leading, "infinitive") or names(leading, "auxiliary") & {"modal", "do"}:
        verb = bool(tenses & {"present"}) or not nouns
    elif direct.kind in ("determiner", "possessive", "possession"):
        verb = not nouns and "participle" not in tenses and "present" not in tenses
        # 'over the disputed region'
        verb = verb and not (has(direct, "determiner") and after.kind in ("word", "phrase"))
    elif tenses <= {"past", "perfect"} and direct.kind == "marker" and "of" in direct.markers() and not nouns:
        verb = False
    elif tenses <= {"past", "perfect"} or (tenses & {"past", "perfect"} and not nouns and direct.kind != "word"):
        verb = True
    elif "participle" in tenses:
        is_being = bool(names(before, "auxiliary") & {"be"})
        verb = (
            not nouns
            or is_being
            or (after.kind in (*NOMINAL, "determiner", "possessive") and before.kind not in ("word", "determiner"))
            or (after.kind == "marker" and direct.kind == "mark" and direct.text == "," and _ends_in(out, "person"))
        )
    elif any(e.features.number == "sg" for e in verbs):
        named = direct.kind in NOMINAL and not is_demonym(direct)
        verb = not nouns or named or direct.kind in ("relative", "adverb", "auxiliary", "cue")
        verb = verb or (direct.kind == "conjunction" and after.kind in (*NOMINAL, "determiner"))
        verb = verb and direct.kind not in ("marker",)
    else:
        verb = _takes_base(out, direct, before, after, nouns)
    if not verb:
        if nouns:
            return only(item, lambda e: e.features.pos == "noun")
        function = [e for e in item.entries if not e.features.pos]
        if function:
            return item._replace(kind=function[0].kind, entries=tuple(function))
        return Item("word", item.first, item.last, text="")
    kinds = {e.kind for e in verbs}
    if "light" in kinds and len(kinds) > 1:
        ahead = next_after(items, i, ("word", "adverb", "determiner", "possessive", "cue", "sort", "date"))
        if ahead.kind == "mark" or set(ahead.markers()) & {"in", "of"}:
            ahead = next_after(items, i, ("word", "mark", "marker", "determiner"), 7)
        gives = any(e.kind == "light" and e.frame and "object" in e.frame.roles for e in verbs)
        if gives and ahead.kind in NOMINAL and ahead is after:
            ahead = next_after(items, items.index(ahead), ("word", "determiner"))
        kinds = {e.frame.type for e in ahead.entries if e.frame is not None and e.features.pos == "noun"}
        signed = kinds in ({"statement"}, {"proposal"}) and any(e.frame.type == "agreement" for e in verbs if e.frame)
        carries = bool(kinds) and not signed
        keep = [e for e in verbs if (e.kind == "light") == carries] or verbs
        return _voiced(items, i, out, only(item, lambda e: e in keep))
    return _voiced(items, i, out, only(item, lambda e: e.features.pos == "verb"))


def _is_loose(item: Item) -> bool:
    """Whether an item may stand between a modal and its verb ('did not also')."""
    return item.kind in ("adverb", "background", "date", "sort") or has(item, "adverb")


def _has_base(out: Sequence[Item]) -> bool:
    """Whether a verb without an ending was there, to which another may be joined ('will go to X and confer')."""
    verbs = (o.entry.features for o in reversed(out) if is_finite(o))
    return any(f.tense == "present" and not f.number for f in verbs)


def _ends_in(out: Sequence[Item], kind: str) -> bool:
    """Whether the phrase before a comma names persons ('X and Y, meeting in Paris, …')."""
    return len(out) > 1 and out[-2].kind == "phrase" and out[-2].mentions[0].type == kind


def _takes_base(out: Sequence[Item], direct: Item, before: Item, after: Item, nouns: bool) -> bool:
    """Whether a base form without 'to' or a modal is a verb here: its subject must be of several."""
    if before.kind in ("pair", "group", "relative") or (
        before.kind == "pronoun" and "they" in names(before, "pronoun")
    ):
        return True
    if direct.kind == "conjunction" and (after.kind in (*NOMINAL, "determiner") or (not nouns and _has_base(out))):
        return True
    if direct.kind == "phrase" and not is_demonym(direct):
        joined = len(out) > 1 and (out[-2].kind == "conjunction" or (out[-2].kind == "mark" and out[-2].text == ","))
        return joined or not nouns
    return False


def _lacks_object(item: Item, out: Sequence[Item], after: Item) -> bool:
    """Whether a verb that names whom it is done to describes the noun before it, as nobody follows ('X, jailed in')."""
    described = bool(out) and (
        out[-1].kind == "word" or (out[-1].is_comma() and len(out) > 1 and out[-2].kind == "phrase")
    )
    needs = all(e.frame is not None and e.frame.needs_other and "object" in e.frame.roles for e in item.entries)
    return described and needs and after.kind in ("mark", "marker", "conjunction")


def _voiced(items: Sequence[Item], i: int, out: Sequence[Item], item: Item) -> Item:
    """Tell past from participle, active from passive, and speaker-last order."""
    tenses = {e.features.tense for e in item.entries}
    after = next_after(items, i, ("adverb", "date"))
    if "perfect" in tenses:
        auxiliaries = [o for o in out[-5:] if o.kind in ("auxiliary", "cue")]
        between = last_before(out, tuple(TRANSPARENT - {"auxiliary"}), 4)
        being = between.kind == "auxiliary" and "be" in names(between, "auxiliary") and bool(auxiliaries)
        had = between.kind == "auxiliary" and "have" in names(between, "auxiliary")
        by = after.kind == "marker" and "by" in after.markers()
        opening = not any(o.kind not in ("mark", "adverb") for o in out) and after.kind not in NOMINAL
        passive = being or opening or (by and not had) or ("past" not in tenses and not had)
        passive = passive or (not had and _lacks_object(item, out, after))
        kept = only(item, lambda e: e.features.tense == ("perfect" if passive else "past") or e.kind == "cue")
        if passive:
            return kept._replace(voice="passive" if being else "reduced")
        item = kept if "past" in tenses else item
    direct = out[-1] if out else NOTHING
    frame = item.entry.frame
    quoted = len(out) > 1 and out[-2].kind == "mark" and out[-2].text in QUOTES
    spoken = direct.kind == "mark" and (direct.text in QUOTES or (direct.text == "," and quoted))
    ahead = next_after(items, i, ("determiner",))
    if (
        frame is not None
        and frame.inverts
        and spoken
        and ahead.kind in (*NOMINAL, "word", "possessive")
        and item.entry.features.tense != "participle"
    ):
        return item._replace(voice="inverted")
    return item
