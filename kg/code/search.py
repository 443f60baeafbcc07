"""The search for arguments after a word: markers name the slot of the phrase after them, a clause ends the search."""

from __future__ import annotations

from collections.abc import Sequence

from kg.code.arguments import Argument
from kg.code.draft import CONTACT, DEEDS
from kg.code.frames import Lexicon
from kg.code.insertions import aside_until, described_until, ends_aside, inserted_until, passed, who_takes_part
from kg.code.items import Item
from kg.code.neighbours import begins_clause, is_modifier, is_part
from kg.code.reference import Discourse
from kg.code.same_deed import is_carried, is_means, is_measure, is_signed, is_twin
from kg.code.words import NOMINAL, QUOTES, TRANSPARENT, is_noun

_STOPS = frozenset({"event", "light", "attach", "verb", "that", "clause", "relative", "echo"})
_SKIPPED = frozenset({"date", "cue", "background", "anaphor", "sort", "necessity"})
REACH = 60
"""Items that a search looks at, at most."""


def resolve_item(item: Item, discourse: Discourse) -> tuple[str, ...]:
    """The actors that a phrase, a pronoun, a pair or a group of the clause stands for; nobody for another item."""
    if item.kind == "phrase" and item.member:
        return tuple(discourse.principal(e) if discourse.is_person(e) else e for e in item.entities)
    if item.kind == "phrase":
        return item.entities
    if item.kind == "pair":
        return discourse.pair(item.entry.name)
    if item.kind == "group":
        return discourse.group()
    if item.kind == "self":
        return tuple(map(discourse.principal, discourse.subject)) if discourse.analytic else discourse.subject
    return discourse.pronoun(item.entry.name) if item.entries else ()


def search_right(
    items: Sequence[Item],
    start: int,
    lexicon: Lexicon,
    discourse: Discourse,
    *,
    noun: bool = False,
    definite: bool = False,
    contact: bool = False,
    gathers: bool = False,
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
        contact: whether it is a noun of a gathering; who acts in its relative clause takes part.
        gathers: whether it is a noun of a reception; when it was may be told before those who were there.
        bare: how many bare phrases the word takes before others can be items of a list.
    """
    found: list[Argument] = []
    marker: tuple[str, ...] = ()
    taken = then = each = inserted = owned = listed = occasion = matter = False
    words = 0
    k = start
    while k < len(items) and k - start < REACH:
        item = items[k]
        if lexicon.analytic and item.kind in NOMINAL and begins_clause(items, k):
            break
        if matter and "with" in marker and not all(map(discourse.is_person, resolve_item(item, discourse))):
            break  # 'discussed the deal with Iran'
        if item.kind in NOMINAL:
            if not lexicon.analytic and (_is_of_matter(items, start, k, marker, found) or _is_its_own(items, k)):
                pass
            elif owned and _is_loyal(items, start, k):
                pass
            elif (not taken or item.is_both_sides()) and not _is_relation(items, k, marker):
                entities = resolve_item(item, discourse)
                owner = lexicon.analytic and (is_modifier(items, k) or _describes_where(items, k, marker))
                if lexicon.analytic and not noun and _is_occasion(items, start - 1, k + 1, found):
                    marker, taken, then, occasion = (), False, False, True
                    k += 1
                    continue
                if owner and not (set(marker) & _SHARED | {"in"} & set(marker) and items[k + 1].kind == "possession"):
                    if not ("aside" in marker or (not noun and any(a.slots == ("bare",) for a in found))):
                        found.append(Argument(("owner",), entities, k, guessed=item.kind != "phrase"))
                elif entities and "headed" in marker and found and found[-1].at >= k - 2:
                    found[-1].entities = entities
                elif entities and not marker and found and _is_next_delegation(items, found, k, lexicon):
                    found.append(Argument(found[-1].slots, entities, k, joined=True))
                elif entities and listed and found and all(_is_loose(i) for i in items[found[-1].at + 1 : k]):
                    found[-1].entities += tuple(e for e in entities if e not in found[-1].entities)
                    listed = False
                elif not marker and (more := _goes_on(items, found, k, lexicon, discourse)):
                    found[-1].entities += tuple(e for e in more if e not in found[-1].entities)
                elif entities:
                    slots = (
                        (("belongs",) if noun and owned and not marker else ())
                        or _of_person(item, () if lexicon.analytic and "headed" in marker else marker)
                        or (_listed(items, found, k, discourse, bare) if item.kind == "phrase" else ())
                        or _from_side(items, found, k, discourse)
                        or (_stop_after(items, found, k, discourse) if lexicon.analytic else ())
                        or ("bare",)
                    )
                    then = then or (slots == ("bare",) and not noun and _is_next(items, found, k))
                    found.append(Argument(slots, entities, k, item.split, item.kind != "phrase", then))
            elif taken and item.kind == "phrase":
                found.append(Argument(tuple(f"{m}-whose" for m in marker) or ("whose",), item.entities, k))
            marker, taken, then, owned = (), False, False, False
        elif (
            item.kind == "marker"
            and "from" in item.markers()
            and set(marker) & _SIDES
            and items[k - 1].kind == "marker"
        ):
            pass
        elif item.kind == "belonging":
            listed = any(i.kind == "mark" for i in items[start:k])
            taken, owned = listed or (taken and bool(marker)), True
        elif k > start and items[k - 1].kind == "belonging" and "to" in item.markers():
            pass
        elif inserted and "company" in item.markers():
            break
        elif matter and item.kind == "marker" and not {"with", "in"} & set(item.markers()):
            break
        elif occasion and "with" in item.markers():
            marker, taken = (), True
        elif lexicon.analytic and "list" in item.markers():
            words, taken, listed = 0, False, True
        elif item.kind == "marker" and marker and taken and _owns(items, k):
            taken = False
        elif item.kind == "marker":
            marker, taken, words = item.markers(), False, 0
            if item.enclitic:
                there = marker == ("in",) and not lexicon.analytic
                entities = discourse.there() if there else discourse.pronoun(item.enclitic)
                if entities:
                    found.append(Argument(marker, entities, k, guessed=True))
                marker = ()
        elif item.kind == "word" and item.open and definite and not found and not _is_agreed(items, start, marker):
            break
        elif item.kind == "word" and marker and not item.open and _is_named_next(items, k, marker):
            taken = False
        elif item.kind == "word":
            words += 1
            taken = (bool(marker) and not lexicon.analytic) or item.open
            if not item.open and not (lexicon.analytic and words <= _ADJECTIVES):
                marker, taken = (), False
        elif item.kind == "invitation":
            taken = True
        elif lexicon.analytic and item.is_comma() and (end := described_until(items, k)):
            marker, taken, k = (), False, end
        elif item.kind == "mark":
            if item.text in ":؛;" or (lexicon.verb_first and item.is_comma() and ends_aside(items, start - 1, k)):
                break
            if lexicon.verb_first and not noun and _quotes_from(items, start, k):
                break
            taken = False
        elif item.kind in _SKIPPED:
            marker, taken = () if item.kind == "date" and not lexicon.analytic else marker, False
        elif lexicon.analytic and noun and item.kind == "conjunction" and _is_by_next(items, k):
            break
        elif item.kind == "conjunction" and not (contact and found and who_takes_part(items, k) >= 0):
            each = each or any(e.name == "each" for e in item.entries)
            then = then or any(e.name == "then" for e in item.entries)
            marker, taken = marker if taken else (), False
        elif item.kind == "relative" and lexicon.verb_first and not noun and (end := aside_until(items, k)):
            marker, taken, k = (), False, end
        elif item.kind == "relative" and _tells_members(items, k):
            break
        elif item.kind == "relative" and k + 1 < len(items) and _speaks_on(items[k + 1], noun):
            taken = False
        elif noun and item.kind == "verb" and items[k - 1].kind == "relative":
            marker, taken = (), False
        elif noun and not found and lexicon.analytic and item.kind in ("verb", "light") and _is_of(items, start, k):
            if item.voice == "passive" and item.kind == "verb":
                break
            marker, taken = (), False
        elif noun and item.kind == "verb" and any(e.frame is not None and e.frame.lasting for e in item.entries):
            marker, taken = (), False
        elif contact and (at := who_takes_part(items, k)) >= 0:
            found.append(Argument(("gather",), items[at].entities, at))
            marker, taken, k = (), False, at
            if who_takes_part(items, k + 1) < 0 and not _has_company(items, k + 1):
                k += 1
                break
        elif is_measure(item):
            marker, taken = (), False
        elif item.kind == "event" and not noun and (end := inserted_until(items, k)):
            marker, taken, k = (), False, end
        elif item.kind == "event" and not noun and (end := passed(items, k)) >= 0:
            marker, taken, k = (), False, end
        elif item.kind == "event" and not noun and _is_saying_of(items, k):
            marker, taken = (), True
        elif gathers and item.kind == "event" and items[k - 1].kind == "marker" and "aside" in items[k - 1].markers():
            marker, taken, inserted = (), False, True
        elif noun and lexicon.analytic and item.kind == "event" and is_part(items, k):
            marker, taken = (), False
        elif item.kind == "event" and noun and k == start and is_means(items, start - 1, k):
            taken = False
        elif item.kind == "event" and noun and is_carried(items, start - 1, k):
            marker, taken = (), False
        elif item.kind == "event" and noun and k == start + 1 and is_twin(items, start - 1, k):
            marker, taken = (), False
        elif item.kind == "event" and not noun and (is_signed(items, start - 1, k) or is_means(items, start - 1, k)):
            marker, taken = (), False
        elif lexicon.analytic and not noun and _is_matter(items, start - 1, k):
            marker, taken, matter = (), False, True
        elif lexicon.analytic and not noun and _is_occasion(items, start - 1, k, found):
            marker, taken, occasion = (), False, True
        elif item.kind in _STOPS:
            break
        k += 1
    found = _join_delegations(found)
    for argument in found if each else ():
        argument.split = argument.split or len(argument.entities) > 1
    partners = [a for a in found if "with" in a.slots]
    for argument in partners if len(partners) > 1 and (each or any(a.then for a in partners)) else ():
        argument.split = True
    return found, k


def _has_company(items: Sequence[Item], k: int) -> bool:
    """Whether the item at `k`, or that after a comma, begins who else takes part ('with X', ', beside Y')."""
    ahead = items[k : k + 2]
    beside = len(ahead) > 1 and ahead[0].is_comma() and "presence" in ahead[1].markers()
    return bool(ahead) and (beside or bool({"with", "presence"} & set(ahead[0].markers())))


def _is_next_delegation(items: Sequence[Item], found: Sequence[Argument], k: int, lexicon: Lexicon) -> bool:
    """Whether the phrase at `k` is joined to one with its head ('X's delegation, led by A, and Y's, led by B')."""
    led = k + 1 < len(items) and "headed" in items[k + 1].markers() and items[k - 1].kind == "conjunction"
    return lexicon.verb_first and led and k > 3 and "headed" in items[k - 3].markers() and found[-1].at == k - 4


def _join_delegations(found: list[Argument]) -> list[Argument]:
    """The arguments, each further delegation of a list as a part of the first."""
    out: list[Argument] = []
    for argument in found:
        if argument.joined and out:
            out[-1].entities += argument.entities
        else:
            out.append(argument)
    return out


def _quotes_from(items: Sequence[Item], start: int, k: int) -> bool:
    """Whether a quotation mark at `k` begins what the verb before `start` says ('he said “X …”'), and no lone name."""
    frame = items[start - 1].entry.frame if start and items[start - 1].kind == "event" else None
    if frame is None or frame.type != "statement" or items[k].text not in QUOTES - _CLOSING:
        return False
    closes = sum(i.text == items[k].text for i in items[start:k]) % 2 and items[k].text not in _OPENING
    return not closes and all(i.text not in QUOTES for i in items[k + 1 : k + 4])


_OPENING, _CLOSING = frozenset("«“‘"), frozenset("»”’")


def _is_loose(item: Item) -> bool:
    """Whether an item may stand between who is told and some of them ('Egyptian officials, including X')."""
    return item.kind in ("word", "date") or item.is_comma() or "list" in item.markers()


def _is_next(items: Sequence[Item], found: Sequence[Argument], k: int) -> bool:
    """Whether the phrase at `k` is what the verb says next, at another place or day ('met X in A and Y in B')."""
    if k < 2 or items[k - 1].kind != "conjunction" or not any(a.slots == ("bare",) for a in found):
        return False
    return items[k - 2].kind == "date" or (found[-1].at == k - 2 and "in" in found[-1].slots)


def _is_matter(items: Sequence[Item], t: int, k: int) -> bool:
    """Whether the noun at `k` is only what is discussed at `t`, with whom may follow ('discussed the truce with X')."""
    noun = items[k].entry.frame if is_noun(items[k]) else None
    generic = items[t].kind == "event" and any(e.frame is not None and e.frame.generic for e in items[t].entries)
    return generic and noun is not None and noun.type in DEEDS


def _is_occasion(items: Sequence[Item], t: int, k: int, found: Sequence[Argument]) -> bool:
    """Whether the noun at `k` tells for what somebody travels, whose place may follow ('flew to a summit in')."""
    travels = items[t].kind == "event" and any(e.frame and e.frame.type == "visit" for e in items[t].entries)
    if not travels or k >= len(items) or not is_noun(items[k]):
        return False
    occasion = items[k].entry.frame
    near = any({"to", "for", "at"} & set(i.markers()) for i in items[max(t, k - _BEFORE) : k])
    return near and occasion is not None and occasion.type in CONTACT and all(a.slots == ("from",) for a in found)


_BEFORE = 4


def _is_of(items: Sequence[Item], start: int, k: int) -> bool:
    """Whether the verb at `k` only says of the noun before it that it took place ('a call was held between')."""
    light = items[k].kind == "light" and items[k].voice != "passive"
    return not light and all(i.kind in TRANSPARENT for i in items[start:k])


def _owns(items: Sequence[Item], k: int) -> bool:
    """Whether a clitic 'to' right after a common noun tells whose that is ('raids on sites of X')."""
    return items[k].first == items[k].last and "to" in items[k].markers() and items[k - 1].kind == "word"


def _is_loyal(items: Sequence[Item], start: int, k: int) -> bool:
    """Whether the phrase at `k` only tells to whom the one named before belongs ('the forces of X loyal to Y')."""
    return k - 3 >= start and items[k - 2].kind == "belonging" and items[k - 3].kind == "phrase"


def _is_its_own(items: Sequence[Item], k: int) -> bool:
    """Whether 'of his country' only tells what a common noun before it is of ('the national day of his country')."""
    return items[k].kind == "self" and k > 1 and items[k - 2].kind == "word" and _owns(items, k - 1)


def _of_person(item: Item, marker: tuple[str, ...]) -> tuple[str, ...]:
    """The slots of a marker before a phrase; who is named by a role is no place ('بالسفير')."""
    role = item.kind == "phrase" and len(marker) > 1
    role = role and (item.mentions[0].kind == "role" or all(m.type == "person" for m in item.mentions))
    return tuple(m for m in marker if m != "in") if role else marker


_SIDES = frozenset({"host", "presence", "company"})
"""Markers after which 'of' names who is meant ('in the presence of')."""
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


def _is_of_matter(
    items: Sequence[Item], start: int, k: int, marker: tuple[str, ...], found: Sequence[Argument]
) -> bool:
    """Whether 'with X' belongs to the noun before it, which tells what it is about ('on the border with X')."""
    if not set(marker) & {"with", "between"} or "in" in marker or k < start + 3 or items[k - 2].kind != "word":
        return False
    if len(items[k].entities) > 1 and not found and _is_agreed(items, start, ("on",)) and "between" in marker:
        return False
    about = any(i.kind == "marker" and set(i.markers()) & {"about", "on"} for i in items[start : k - 2])
    return about or any(set(a.slots) & {"with", "between"} for a in found)


def _is_agreed(items: Sequence[Item], start: int, marker: tuple[str, ...]) -> bool:
    """Whether 'on' tells what was agreed, and the parties may follow ('the accord on … between X and Y')."""
    frame = items[start - 1].entry.frame if start and items[start - 1].kind == "event" else None
    return "on" in marker and frame is not None and frame.type == "agreement"


def _is_saying_of(items: Sequence[Item], k: int) -> bool:
    """Whether a noun of saying has its speaker right after it ('condemned the remarks of X', 'hailed X's plan')."""
    frame = items[k].entry.frame
    named = k + 1 < len(items) and items[k + 1].kind == "phrase"
    return named and items[k].entry.features.pos == "noun" and frame is not None and frame.type in _VOICED


_VOICED = frozenset({"statement", "proposal"})


def _tells_members(items: Sequence[Item], k: int) -> bool:
    """Whether the relative clause at `k` tells which states a body is made of ('the council, which comprises')."""
    around = [*items[k - 1 : k], *items[k + 1 : k + 2]] if k else []
    if len(around) < 2 or around[0].kind != "phrase" or "gather" not in around[1].markers():
        return False
    return {m.type for m in around[0].mentions} == {"organization"}


def _speaks_on(item: Item, noun: bool) -> bool:
    """Whether a relative clause goes on telling of the event noun before it ('the meeting that brought together')."""
    return bool(set(item.markers()) & {"gather", "presence", "between", "host"}) or (noun and item.kind == "verb")


def _listed(
    items: Sequence[Item], found: Sequence[Argument], k: int, discourse: Discourse, bare: int
) -> tuple[str, ...]:
    """The slots of the argument before, where the phrase at `k` goes on its list ('attended by A, B, C')."""
    if not found or not items[k - 1].is_comma():
        return ()
    if sum(a.slots == ("bare",) for a in found) < bare:
        return ()
    last = found[-1]
    persons = all(discourse.is_person(e) for e in (*last.entities, *items[k].entities))
    return last.slots if persons and last.slots[-1] in _LISTS and k - last.at <= 4 else ()


def _goes_on(
    items: Sequence[Item], found: Sequence[Argument], k: int, lexicon: Lexicon, discourse: Discourse
) -> tuple[str, ...]:
    """Who the list before goes on with, over one who is not known ('with A, the minister of trade and B')."""
    if lexicon.analytic or not found or items[k].kind != "phrase" or found[-1].at >= k - 1:
        return ()
    last, between = found[-1], items[found[-1].at + 1 : k]
    joined = between[0].kind == "conjunction" or between[0].text.startswith(lexicon.conjunctions)
    loose = all(i.kind in _UNKNOWN or set(i.markers()) & {"from", "to"} for i in between)
    apart = any(e.name in ("each", "then") for i in between for e in i.entries)
    if apart or not joined or not loose or len(between) > _LONGEST or items[last.at].kind != "phrase":
        return ()
    mentions = (
        [m for m in items[k].mentions if m.kind != "demonym"] if between[-1].kind == "word" else items[k].mentions
    )
    if between[-1].kind != "conjunction" and len(mentions) == len(items[k].mentions):
        return ()
    more = tuple(e for m in mentions for e in m.entities)
    kinds = [{discourse.entities[e].type for e in who} for who in (last.entities, more)]
    alike = kinds[0] == kinds[1] or not (kinds[0] | kinds[1]) & {"person", "place"}
    return more if alike else ()


_UNKNOWN = frozenset({"word", "conjunction", "someone"})
_LONGEST = 6
"""Items that may tell of one in a list who is not known."""


def _from_side(items: Sequence[Item], found: Sequence[Argument], k: int, discourse: Discourse) -> tuple[str, ...]:
    """The slots of those present, where the phrase at `k` goes on after 'and from X's side'."""
    side = items[k - 1].kind == "phrase" and items[k - 2].kind == "marker" and "from" in items[k - 2].markers()
    present = any("presence" in a.slots for a in found)
    person = items[k].kind == "phrase" and all(map(discourse.is_person, items[k].entities))
    return ("presence",) if side and present and person and not discourse.is_person(items[k - 1].entities[0]) else ()


def _stop_after(items: Sequence[Item], found: Sequence[Argument], k: int, discourse: Discourse) -> tuple[str, ...]:
    """The slots of the place before, where the phrase at `k` is a next one with its own day ('to A on Monday, B')."""
    apart = k > 1 and items[k - 2].kind == "date" and (items[k - 1].is_comma() or items[k - 1].kind == "conjunction")
    places = [*(found[-1].entities if found else ()), *items[k].entities]
    return found[-1].slots if apart and found and all(discourse.entities[e].type == "place" for e in places) else ()


def _is_by_next(items: Sequence[Item], k: int) -> bool:
    """Whether 'and by' goes on with doers of a word before the noun ('joined by X, on a visit, and by Y')."""
    return k + 1 < len(items) and items[k + 1].kind == "marker" and "by" in items[k + 1].markers()


def _describes_where(items: Sequence[Item], k: int, marker: tuple[str, ...]) -> bool:
    """Whether the adjective of a state after 'at' only describes the noun after it ('at the Turkish mission')."""
    return "in" in marker and items[k].is_demonym() and k + 1 < len(items) and is_noun(items[k + 1])


def _is_named_next(items: Sequence[Item], k: int, marker: tuple[str, ...]) -> bool:
    """Whether the word at `k` only says what those are who stand right after it ('with its emir, Sheikh X')."""
    after = items[k + 1] if k + 1 < len(items) else None
    if after is None or after.kind != "phrase":
        return False
    named = after.mentions[0].type == "person" and "in" not in marker and bool(set(marker) & _LISTS)
    return named or after.is_demonym()
