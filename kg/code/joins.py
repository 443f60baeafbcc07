"""What belongs together before words are read: possessors and who they have, names, headlines' commas."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kg.code.frames import Entry, Lexicon
from kg.code.inflection import Features
from kg.code.item import Item
from kg.code.words import EVENT_WORDS, NEAR, NOTHING, QUOTES, has, is_body, is_demonym, is_verbal, last_before
from kg.model import Token

_LONG_NAME = 5
_AND = Entry("conjunction", "and", Features())
SOME_VERB = Entry("verb", "unknown", Features("verb", "past"))


def mark_infinitive(item: Item, tokens: Sequence[Token], lexicon: Lexicon) -> Item:
    """A cue that ends in the infinitive's word leads to a verb as that does ('plans to')."""
    if has(item, "infinitive") and has(item, "marker"):
        return item._replace(kind="marker")
    if item.kind != "cue" or item.last - item.first < 2:
        return item
    ending = tuple(e for e in lexicon.entries(tokens[item.last - 1].fold) if e.kind == "infinitive")
    return item._replace(entries=item.entries + ending)


def looks_verbal(item: Item, out: Sequence[Item], tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a word that is not known is a verb by its ending and its place after a subject."""
    fold = tokens[item.first].fold
    before = last_before(out, ("adverb", "date"))
    subject = before.kind in ("phrase", "pronoun", "pair", "group") and not is_demonym(before)
    return bool(lexicon.verb_endings) and fold.endswith(lexicon.verb_endings) and len(fold) > NEAR + 2 and subject


def unname(item: Item, k: int, tokens: Sequence[Token], title: bool) -> Item:
    """A verb or noun that is written as a part of a name inside a sentence is none ('Caribbean States')."""
    if title or k == 0 or not any(e.features.pos for e in item.entries) or item.kind == "cue":
        return item
    surface, before = tokens[item.first].text, tokens[item.first - 1].text
    if not surface[0].isupper() or surface.isupper() or before in QUOTES:
        return item
    return Item("word", item.first, item.last, text="")


def join_possessors(items: Sequence[Item]) -> list[Item]:
    """Leave out whose somebody is ("Ukraine's X"), nouns that mean the state itself ('X officials'), and brackets."""
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
        if item.kind == "phrase" and item.mentions[0].type in ("person", "organization", "place"):
            titled = _owner(out[:-1]) if out and out[-1].kind == "word" and item.mentions[0].type == "person" else None
            if owner is not None and item.mentions[0].type == "place" and owner.mentions[0].type == "person":
                # 'X's Ankara visit'
                out.append(item)
                continue
            if owner is not None and _has_role(owner) and item.mentions[0].type == "organization":
                out[-2:] = [owner._replace(last=item.last)]
                continue
            if owner is not None or titled is not None:
                del out[-2 if owner is not None else -3 :]
            elif out and out[-1].kind == "phrase" and item.mentions[0].type == "person" and is_body(out[-1]):
                del out[-1:]
            elif item.mentions[0].type == "person":
                del out[len(out) - _owning(out) :]
        elif has(item, "belonging") and owner is not None and owner.mentions[0].type == "person":
            out[-2:] = [owner._replace(last=item.last)]
            continue
        elif has(item, "member"):
            named = owner or (out[-1] if out and out[-1].kind == "phrase" else None)
            if named is not None and (is_body(named) or has(item, "rule")):
                del out[-2 if owner is not None else -1 :]
                out.append(named._replace(last=item.last, member=True))
                continue
            item = only(item, lambda e: bool(e.features.pos)) if any(e.features.pos for e in item.entries) else item
            item = item if item.entry.features.pos else Item("word", item.first, item.last, text="")
        out.append(item)
    return out


def _owning(out: Sequence[Item]) -> int:
    """How many of the last items only say whose a person is ('his', 'his brother')."""
    words = 1 if out and out[-1].kind == "word" else 0
    return words + 1 if len(out) > words and out[-1 - words].kind == "possessive" else 0


def _has_role(item: Item) -> bool:
    """Whether a person's phrase is so long that it tells a role, whose state may be the last word ('X, head of Y')."""
    return item.mentions[0].type == "person" and item.last - item.first > _LONG_NAME


def join_shares(items: Sequence[Item]) -> list[Item]:
    """Leave out 'each of' before those who are meant ('gave each of them a letter')."""
    out: list[Item] = []
    for k, item in enumerate(items):
        whole = items[k + 2].kind in ("pronoun", "pair", "group") if k + 2 < len(items) else False
        share = whole and has(item, "conjunction") and item.entry.name == "each" and "of" in items[k + 1].markers()
        before = items[k - 1] if k else NOTHING
        rest = "of" in item.markers() and has(before, "conjunction") and before.entry.name == "each"
        if not share and not (rest and k + 1 < len(items) and items[k + 1].kind in ("pronoun", "pair", "group")):
            out.append(item)
    return out


def join_brokers(items: Sequence[Item]) -> list[Item]:
    """Make one item, which is no phrase, of who brokered what is named after it ('Omani-mediated talks')."""
    out: list[Item] = []
    for k, item in enumerate(items):
        if k > 1 and item.kind in EVENT_WORDS and items[k - 1].text == "-" and items[k - 2].kind == "phrase":
            if item.first == items[k - 2].last + 1 and k + 1 < len(items) and items[k + 1].kind in ("event", "word"):
                out[-2:] = [items[k - 2]._replace(kind="broker", last=item.last)]
                continue
        out.append(item)
    return out


def join_states(items: Sequence[Item]) -> list[Item]:
    """Leave out of what state somebody is ('Vladimir Putin of Russia and Xi Jinping of China')."""
    out: list[Item] = []
    for item in items:
        before = [i for i in out[-3:] if not has(i, "determiner")]
        if item.kind == "phrase" and is_body(item) and len(before) > 1 and "of" in before[-1].markers():
            if _is_person(before[-2]):
                while out[-1] is not before[-2]:
                    out.pop()
                out[-1] = out[-1]._replace(last=item.last)
                continue
        out.append(item)
    return out


def join_localities(items: Sequence[Item]) -> list[Item]:
    """Leave out what a place is called before its name ('the Black Sea city of Odesa')."""
    out: list[Item] = []
    for k, item in enumerate(items):
        ahead = items[k + 1 : k + 3]
        if has(item, "locality"):
            if len(ahead) == 2 and "of" in ahead[0].markers() and _is_place(ahead[1]):
                while out and (out[-1].kind in ("word", "possession") or _owns_next(out, item)):
                    out.pop()
                continue
            item = Item("word", item.first, item.last, text="")
        elif "of" in item.markers() and k and has(items[k - 1], "locality") and ahead and _is_place(ahead[0]):
            continue
        out.append(item)
    return out


def _owns_next(out: Sequence[Item], item: Item) -> bool:
    """Whether the last phrase describes or owns the word after it."""
    return out[-1].kind == "phrase" and out[-1].last >= item.first - 1


def _is_place(item: Item) -> bool:
    return item.kind == "phrase" and item.mentions[0].type == "place"


def join_appositions(items: Sequence[Item]) -> list[Item]:
    """Of a role or body and who is named after it between commas, the latter ('the emir, X,', 'the head of Y, X,')."""
    out: list[Item] = []
    for k, item in enumerate(items):
        closed = k + 1 == len(items) or items[k + 1].kind in ("mark", "relative")
        if closed and _is_person(item) and (size := _headed_words(out)):
            del out[-size:]
        elif closed and _is_person(item) and len(out) > 1 and out[-1].is_comma() and out[-2].kind == "phrase":
            role = out[-2]
            headed = len(out) > NEAR and "of" in out[-3].markers() and out[-4].kind == "word"
            if role.mentions[0].kind == "role" and _is_person(role) and item.mentions[0].kind != "role":
                del out[-2:]
            elif headed and role.mentions[0].type == "organization":
                del out[-4:]
            elif role.mentions[0].type == "organization" and not role.member and _is_set_off(items, k, out[:-2]):
                del out[-2:]
        elif closed and _is_person(item) and (size := _bodied_words(out)):
            del out[-size:]
        out.append(item)
    return out


def _is_set_off(items: Sequence[Item], k: int, before: Sequence[Item]) -> bool:
    """Whether the person at `k` says who of a body after a verb is meant ('met the head of X's Y, Z,'), and no list."""
    after = items[k + 1 : k + 3]
    goes_on = len(after) > 1 and (after[1].kind in ("conjunction", "phrase") or has(after[1], "conjunction"))
    return is_verbal(last_before(before, ("determiner",))) and not goes_on


def _bodied_words(out: Sequence[Item]) -> int:
    """How many of the last items are a role and the rest of its body's name ('the commander of U.S. X Y,')."""
    k = len(out) - 2
    if k < 1 or not out[-1].is_comma() or out[k].kind != "word":
        return 0
    while k > 0 and out[k].kind == "word":
        k -= 1
    role = out[k].kind == "phrase" and out[k].mentions[0].kind == "role" and not _is_person(out[k])
    return len(out) - k if role else 0


def _headed_words(out: Sequence[Item]) -> int:
    """How many of the last items are a noun, 'of' and words before a comma ('the head of the military council,')."""
    k = len(out) - 2
    if k < 0 or not out[-1].is_comma() or out[k].kind != "word":
        return 0
    while k > 0 and (out[k].kind == "word" or has(out[k], "determiner")):
        k -= 1
    headed = k > 0 and "of" in out[k].markers() and out[k - 1].kind in ("word", *EVENT_WORDS)
    return len(out) - k + 1 if headed else 0


def _is_person(item: Item) -> bool:
    return item.kind == "phrase" and item.mentions[0].type == "person"


def join_by_commas(items: Sequence[Item]) -> list[Item]:
    """In a headline, commas join subjects and places as 'and' does ('X, Y meet', 'to visit A, B')."""
    out: list[Item] = []
    for k, item in enumerate(items):
        around = [*items[k - 1 : k], *items[k + 1 : k + 2]] if k else []
        if item.kind == "mark" and item.text == "," and len(around) == 2 and all(i.kind == "phrase" for i in around):
            types = [i.mentions[0].type for i in around]
            after = items[k + 2] if k + 2 < len(items) else NOTHING
            alike = types[0] == types[1] or {"person", "organization"} > set(types)
            listed = types == ["person"] * 2 and k > 1 and is_verbal(items[k - 2])
            follows = is_verbal(after) or has(after, "infinitive") or listed
            if (follows and alike) or types in (["state"] * 2, ["place"] * 2):
                out.append(Item("conjunction", item.first, item.last, entries=(_AND,)))
                continue
        out.append(item)
    return out


def _owner(out: Sequence[Item]) -> Item | None:
    """The phrase whose possessive ends the items."""
    return out[-2] if len(out) > 1 and out[-1].kind == "possession" and out[-2].kind == "phrase" else None


def only(item: Item, keep: Callable[[Entry], bool]) -> Item:
    """The item with the entries that `keep` accepts, or as it is where it accepts none; the likelier reading first."""
    entries = tuple(e for e in item.entries if keep(e)) or item.entries
    order = ("frame", "light", "attach", "verb", "cue")

    def rank(entry: Entry) -> tuple[int, bool]:
        particle = bool(entry.frame and entry.frame.particle)
        return (order.index(entry.kind) if entry.kind in order else len(order), not particle)

    entries = tuple(sorted(entries, key=rank))
    kind = entries[0].kind
    return item._replace(entries=entries, kind="event" if kind == "frame" else kind)
