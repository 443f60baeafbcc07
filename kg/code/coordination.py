"""Which phrases are one: those that 'and', commas or a dash join, and those told apart."""

from __future__ import annotations

from kg.code.item import Item


def _is_attribute(item: Item, before: list[Item]) -> bool:
    """Whether 'the latter' is an adjective of the noun before it."""
    if item.entry.name != "latter" or not before:
        return False
    last = before[-1]
    return last.kind in ("word", "phrase", "date") or (last.kind == "event" and last.entry.features.pos == "noun")


def coordinate(items: list[Item], *, anew: bool) -> tuple[Item, ...]:
    """Make one phrase of coordinated ones: 'A و B', 'A، B، و C', 'A ثم B' (told apart).

    Args:
        items: of a sentence.
        anew: whether those with a marker of their own are told apart, too ('met with A and with B').
    """
    out: list[Item] = []
    items = [i for k, i in enumerate(items) if i.kind != "phrase" or not _is_nationality(items, k)]
    i = 0
    while i < len(items):
        item = items[i]
        if item.kind == "pronoun" and _is_attribute(item, out):
            out.append(item._replace(kind="word"))
            i += 1
            continue
        if item.kind != "phrase":
            if item.kind not in ("pair", "group") or not _is_spelled_out(items, i + 1):
                out.append(item)
            i += 1
            continue
        group, i = item, i + 1
        while True:
            before = i
            link = _link(items, i, anew)
            if link is None:
                break
            i, split = link
            other = items[i - 1]
            if not _alike(group, other) or _begins_anew(group, items[before : i - 1], other):
                i = before
                break
            group = group._replace(
                last=other.last,
                entities=(*group.entities, *(e for e in other.entities if e not in group.entities)),
                mentions=group.mentions + other.mentions,
                split=group.split or split,
            )
        out.append(group)
        i += i > 1 and i < len(items) and _is_side(items[i]) and any(map(_is_side, items[i - _FAR : i]))
    return tuple(out)


_FAR = 5
"""Items back in which the other side of two stands."""


def _is_side(item: Item) -> bool:
    """Whether it says on which side of two those before it stand ('X on one side and Y on the other')."""
    return any(e.kind == "side" for e in item.entries)


def _is_nationality(items: list[Item], k: int) -> bool:
    """Whether the phrase at `k` is an adjective of somebody named after it ('US president X and Turkish Y')."""
    around = [*items[k - 1 : k], *items[k + 1 : k + 2]] if k else []
    if len(around) < _NEIGHBOURS or around[0].kind != "conjunction":
        return False
    named = (
        around[1].kind == "phrase" and around[1].mentions[0].type == "person" and around[1].mentions[0].kind == "name"
    )
    return named and items[k].mentions[0].kind == "demonym"


_NEIGHBOURS = 2


def _begins_anew(group: Item, between: list[Item], other: Item) -> bool:
    """Whether ', and X' goes on with another than the state right before it ('who leads Libya's army, and X')."""
    apart = any(i.is_comma() for i in between) and any(i.kind == "conjunction" for i in between)
    body = group.mentions[0].type == "state" and (group.member or group.mentions[0].kind == "nominal")
    return apart and body and len(group.mentions) == 1 and other.mentions[0].type == "person"


def _alike(one: Item, other: Item) -> bool:
    """Whether two phrases can be coordinated: places with places or states, and actors with actors."""
    types = [{m.type for m in item.mentions} for item in (one, other)]
    return ("place" in types[0]) == ("place" in types[1]) or types[0] == {"state"} or types[1] == {"state"}


def _is_spelled_out(items: list[Item], i: int) -> bool:
    """Whether 'the two', 'the three leaders' are named right after."""
    if i < len(items) and items[i].kind == "mark" and items[i].text in ",،:(":
        following = items[i + 1 : i + 4]
        return len(following) > 1 and following[0].kind == "phrase" and following[1].kind in ("conjunction", "mark")
    return i < len(items) and items[i].kind == "phrase"


def _link(items: list[Item], i: int, anew: bool) -> tuple[int, bool] | None:
    """Whether a coordinated phrase follows at `i`: the index after it, and whether it is told apart ('then')."""
    if _is_adjectives(items, i):
        return i + 1, False
    k, inserted, comma, split, joined, marked = i, 0, False, False, False, False
    while k < len(items):
        item = items[k]
        if item.is_dash() and k == i and _is_pair(items, k):
            return k + 2, False
        if anew and joined and item.is_comma() and (end := _inserted_until(items, k)):
            split = split or any(e.name == "each" for i in items[k:end] for e in i.entries)
            inserted, k = end - k, end
        elif item.kind == "mark" and item.text in ',،-–()«»"':
            comma = True
        elif _is_side(item):
            comma = True
        elif item.kind == "conjunction" and any(e.name == "each" for e in item.entries):
            return None
        elif item.kind == "conjunction":
            joined = True
            split = split or any(e.name == "then" for e in item.entries)
        elif item.kind == "marker" and joined and set(item.markers()) & {"with", "presence"} and k > i:
            marked = True
        elif item.kind == "anaphor" and joined and item.entry.name == "kin":
            pass
        elif item.kind == "phrase":
            if marked and not joined:
                return None
            if k + 1 < len(items) and "headed" in items[k + 1].markers() and "headed" in items[max(0, i - 2)].markers():
                return None
            if joined or (comma and _list_goes_on(items, k + 1)):
                return k + 1, split or (anew and marked)
            return None
        else:
            return None
        k += 1
        if k - i - inserted > 4:
            return None
    return None


def _inserted_until(items: list[Item], k: int) -> int:
    """The index of the comma after what stands in commas before the last of a list ('A and, separately, B'), or 0."""
    end = next((j for j in range(k + 2, min(len(items) - 1, k + _INSERTED)) if items[j].is_comma()), 0)
    plain = all(i.kind in ("word", "marker", "date", "adverb", "conjunction", "sort") for i in items[k + 1 : end])
    return end if end and plain and items[end + 1].kind == "phrase" else 0


_INSERTED = 6
"""Items of an insertion in a list, with its commas, at most."""


def _is_adjectives(items: list[Item], i: int) -> bool:
    """Whether the phrases before and at `i` are the adjectives of two states for one noun ('بوساطة سعودية أمريكية')."""
    pair = items[i - 1 : i + 1] if i else []
    return len(pair) > 1 and all(
        item.kind == "phrase" and item.mentions[-1].kind == "demonym" and item.mentions[-1].type == "state"
        for item in pair
    )


def _is_pair(items: list[Item], k: int) -> bool:
    """Whether the dash at `k` joins two adjectives of states ('مفاوضات أميركية – تركية'), or bodies before a noun."""
    around = [i.mentions[0] for i in (*items[k - 1 : k], *items[k + 1 : k + 2]) if k and i.kind == "phrase"]
    types = {m.type for m in around}
    named = types <= {"state", "organization"} and any(i.kind in ("word", "event") for i in items[k + 2 : k + 3])
    return len(around) == 2 and (named or (types == {"state"} and any(m.kind == "demonym" for m in around)))


def _list_goes_on(items: list[Item], i: int) -> bool:
    """Whether after a comma-joined phrase the list ends in a conjunction ('A، B، و C')."""
    for item in items[i : i + 12]:
        if item.kind == "conjunction":
            return not any(e.name in ("then", "each") for e in item.entries)
        if item.kind == "phrase" or item.is_comma():
            continue
        return False
    return False
