"""Subjects by word order, and the verbs on which infinitives and gerunds depend."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from kg.code.item import Item
from kg.code.words import (
    EVENT_WORDS,
    NOMINAL,
    NOTHING,
    QUOTES,
    TRANSPARENT,
    describes,
    has,
    is_finite,
    is_noun,
    marker_of,
    names,
)

_SOURCES = frozenset({"of", "from"})
_BINDING = frozenset({"of", "for", "from", "against"})
"""Markers that make a gerund the deed of the phrase before them ('accused X of killing')."""


class Subject(NamedTuple):
    """Where a verb's subject is."""

    kind: Literal["subject", "antecedent", "unknown", "none"]
    """'unknown': there is one, of which nothing is known; 'none': the clause has none of its own."""
    at: int = -1


def find_subject(items: Sequence[Item], t: int) -> Subject:
    """The subject of the verb at item `t`, by word order: the nearest unmarked phrase of its clause before it."""
    if items[t].entry.features.pos == "noun":
        return _clause_subject(items, t)
    if items[t].voice == "inverted":
        return Subject("none")
    k = t - 1
    while k >= 0 and (items[k].kind in TRANSPARENT or _opens_quotation(items, k)):
        k -= 1
    if k < 0:
        return subject_ahead(items, t) if _opens(items, t) else Subject("none")
    if items[k].kind == "relative":
        return _antecedent(items, k)
    if items[t].voice == "reduced":
        while k >= 0 and items[k].kind == "mark" and items[k].text == ",":
            k -= 1
        return Subject("antecedent", k) if k >= 0 and items[k].kind in NOMINAL else Subject("unknown")
    if items[k].kind == "possession":
        # 'X's plan to visit', but 'accepted X's invitation to visit'.
        if has(items[k + 1], "invitation"):
            return Subject("none")
        return Subject("subject", k - 1) if k > 0 and items[k - 1].kind in NOMINAL else Subject("unknown")
    infinitive = is_infinitive(items, t)
    gerund = items[t].entry.features.tense == "participle"
    if gerund and items[k].kind == "marker" and set(items[k].markers()) & _BINDING:
        return _walk(items, k - 1, t, infinitive=True)
    if gerund and items[k].kind == "marker":
        return _clause_subject(items, t)
    if items[k].kind == "conjunction" and (shared := _of_relative(items, k)) is not None:
        return shared
    if items[k].kind == "conjunction" or (items[k].kind == "marker" and not infinitive):
        return Subject("none")
    if _is_perfect_participle(items, t):
        return _clause_subject(items, t)
    if gerund and items[k].kind == "clause":
        return _clause_subject(items, t)
    if gerund and not any(i.kind == "auxiliary" for i in items[max(0, t - 3) : t]):
        return _clause_subject(items, t) if items[k].is_comma() else Subject("none")
    if infinitive:
        if _keeps_subject(items, t):
            return Subject("none")
        k -= 1
        if k > 0 and items[k].kind in NOMINAL and has(items[k - 1], "invitation"):
            return Subject("none")
    if items[k].kind == "mark" and items[k].text in ",–—-":
        opened = _over_parenthesis(items, k)
        apposed = _apposed(items, k)
        if opened == k and apposed >= 0:
            return Subject("subject", apposed)
        if opened == k and _coordinates(items, k):
            return Subject("none")
        k = _named_inside(items, opened, k)
    return _walk(items, k, t, infinitive)


def _opens_quotation(items: Sequence[Item], k: int) -> bool:
    """Whether the mark at `k` begins words that go on with the clause before them ('said that it "would')."""
    return items[k].kind == "mark" and items[k].text in QUOTES and k > 0 and items[k - 1].kind in ("word", *NOMINAL)


def _is_perfect_participle(items: Sequence[Item], t: int) -> bool:
    """Whether 'having' stands before the verb at `t`, which then has no subject of its own ('having met X')."""
    k = t - 1
    while k >= 0 and items[k].kind in TRANSPARENT:
        if "having" in names(items[k], "auxiliary"):
            return True
        k -= 1
    return False


def joined_over(items: Sequence[Item], k: int) -> int:
    """The person with whom the one at `k` is joined over a relative clause ('X, who leads Z, and Y met'), or -1."""
    if k < _OVER or items[k - 1].kind != "conjunction" or not items[k - 2].is_comma() or items[k].kind != "phrase":
        return -1
    for j in range(k - 3, 1, -1):
        if items[j].kind in ("that", "clause") or (items[j].kind == "mark" and not items[j].is_comma()):
            return -1
        if items[j].kind == "relative":
            named = items[j - 1].is_comma() and items[j - 2].kind == "phrase" and marker_of(items, j - 2) is None
            alike = named and items[j - 2].mentions[0].type == items[k].mentions[0].type
            return j - 2 if alike and not any(map(is_finite, items[: j - 2])) else -1
    return -1


_OVER = 6


def speaks_of_himself(items: Sequence[Item], k: int) -> bool:
    """Whether the pronoun at `k` can only mean who says what it begins ('X said it would')."""
    before = items[k - 1 - (k > 1 and items[k - 1].kind == "that")] if k else NOTHING
    frame = before.entry.frame if before.kind == "event" else None
    return items[k].kind == "pronoun" and frame is not None and frame.inverts and is_finite(before)


def _opens(items: Sequence[Item], t: int) -> bool:
    """Whether the verb at `t` opens a sentence whose main verb tells who acts ('Having met X, Y said')."""
    gerund = items[t].entry.features.tense == "participle"
    return gerund or items[t].voice == "reduced" or any("having" in names(i, "auxiliary") for i in items[:t])


def _of_relative(items: Sequence[Item], k: int) -> Subject | None:
    """Of whom a verb tells that 'and' at `k` joins to one of a relative clause ('Y, who met X and praised Z')."""
    for j in range(k - 1, 0, -1):
        if items[j].kind in ("that", "clause", "mark", "relative"):
            return None
        if is_finite(items[j]):
            found = Subject("none") if _is_perfect_participle(items, j) else find_subject(items, j)
            return found if found.kind == "antecedent" else None
    return None


def subject_ahead(items: Sequence[Item], t: int) -> Subject:
    """The subject of the first verb after a comma."""
    comma = False
    for k in range(t + 1, len(items)):
        comma = comma or items[k].is_comma()
        if items[k].kind in ("that", "relative", "clause"):
            break
        if comma and is_finite(items[k]):
            found = find_subject(items, k)
            return found if found.kind == "subject" and found.at > t else Subject("none")
    return Subject("none")


def _walk(items: Sequence[Item], k: int, t: int, infinitive: bool) -> Subject:
    source = loose = -1
    seen = False
    while k >= 0:
        item = items[k]
        if item.kind in NOMINAL:
            marker = marker_of(items, k)
            if (marker is None or "headed" in marker) and not describes(items, k):
                return Subject("subject", k)
            if marker and marker & _SOURCES and not infinitive:
                source = k
            elif marker and not seen and not describes(items, k):
                if "aside" in marker and not infinitive:
                    return Subject("subject", k)
                loose = k if items[k - 1].kind == "word" else loose
        elif item.kind in ("that", "clause", "relative") or (item.kind == "mark" and item.text in ':؛;"“”'):
            break
        elif item.kind in EVENT_WORDS and item.entry.features.pos == "verb":
            if item.voice != "reduced":
                break
        elif item.kind == "mark" and item.text == "," and loose >= 0:
            break
        elif item.kind == "mark" and item.text == "," and seen:
            before = k - 1
            if (
                before >= 0
                and items[before].kind in NOMINAL
                and marker_of(items, before) is None
                and not describes(items, before)
            ):
                return Subject("subject", before)
        elif is_noun(item):
            source = -1
        seen = seen or item.kind in ("word", "phrase", "event")
        k -= 1
    if source >= 0 or loose >= 0:
        return Subject("subject", max(source, loose))
    if infinitive:
        return Subject("none")
    return Subject("unknown") if seen else Subject("none")


def _keeps_subject(items: Sequence[Item], t: int) -> bool:
    """Whether who acts in the main verb does what the infinitive at `t` says ('met X to discuss')."""
    k = governor(items, t)
    frame = items[k].entry.frame if k is not None and items[k].kind == "event" else None
    return frame is not None and frame.type != "demand" and frame.roles.get("subject", "").endswith("agent")


def _over_parenthesis(items: Sequence[Item], k: int) -> int:
    """From the mark that closes a parenthesis before a verb, the item before the mark that opens it."""
    mark = items[k].text
    for j in range(k - 1, -1, -1):
        if items[j].kind == "mark" and items[j].text == mark and items[j + 1].kind == "relative":
            return j - 1
        if items[j].kind == "mark" and items[j].text == mark and j > 0 and items[j - 1].kind in NOMINAL:
            if marker_of(items, j - 1) is None:
                return j - 1
    return k


def _apposed(items: Sequence[Item], closed: int) -> int:
    """The person between two commas after words that only describe ('its envoy for the region, X, led'), or -1."""
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
        if items[j].kind in ("that", "clause", "relative") or (items[j].kind == "mark" and items[j].text in ':؛;"“”'):
            return False
        if is_finite(items[j]):
            return True
    return False


def _antecedent(items: Sequence[Item], k: int) -> Subject:
    j = k - 1
    loose = 1
    while j >= 0 and (items[j].kind in ("mark", "date", "marker") or (items[j].kind == "word" and loose)):
        loose -= items[j].kind == "word"
        j -= 1
    return Subject("antecedent", j) if j >= 0 and items[j].kind in NOMINAL else Subject("antecedent")


def _clause_subject(items: Sequence[Item], t: int) -> Subject:
    """The subject of the clause that an event noun or a gerund stands in."""
    for k in range(t - 1, -1, -1):
        item = items[k]
        if item.kind == "relative":
            return Subject("subject", _antecedent(items, k).at)
        if item.kind in ("that", "clause"):
            break
        if is_finite(item) and not (_is_time_clause(items, k, t) or _is_perfect_participle(items, k)):
            found = find_subject(items, k)
            if found.at >= 0 or found.kind == "unknown":
                return Subject("subject", found.at) if found.at >= 0 else found
    for k in range(t + 1, len(items)):
        item = items[k]
        if (is_finite(item) or item.voice == "passive") and not _is_perfect_participle(items, k):
            found = find_subject(items, k)
            if found.kind == "subject" and found.at > t and not _is_attributed(items, t, k):
                return found
        if item.kind in ("that", "clause"):
            break
    return _walk(items, t - 1, t, infinitive=True)


def _is_attributed(items: Sequence[Item], t: int, k: int) -> bool:
    """Whether the verb at `k` only says who reports what is told of somebody before the item `t` ('…, X said')."""
    frame = items[k].entry.frame
    named = any(i.kind in NOMINAL and marker_of(items, n) is None for n, i in enumerate(items[:t]))
    return frame is not None and frame.inverts and named


def _is_time_clause(items: Sequence[Item], k: int, t: int) -> bool:
    """Whether the verb at `k` is in a clause of time that a comma ends before `t` ('since the war began,')."""
    if not any(i.is_comma() for i in items[k + 1 : t]):
        return False
    for item in reversed(items[:k]):
        if item.is_comma() or item.kind in EVENT_WORDS:
            return False
        if "aside" in item.markers():
            return True
    return False


def is_infinitive(items: Sequence[Item], t: int) -> bool:
    """Whether the verb at item `t` stands after the infinitive's word."""
    k = t - 1
    while k >= 0 and items[k].kind in ("adverb", "cue", "date") and items[k].entries:
        k -= 1
    before = items[k] if k >= 0 else NOTHING
    return has(before, "infinitive") and items[t].entry.features.tense == "present"


def governor(items: Sequence[Item], t: int) -> int | None:
    """The verb on which the infinitive or gerund at item `t` depends ('urged X to free', 'accused X of killing')."""
    k = t - 1
    while k >= 0 and items[k].kind in ("adverb", "cue"):
        k -= 1
    if k == t - 1 and k >= 0 and items[t].entry.features.tense == "participle" and is_finite(items[k]):
        return governor(items, k)
    bound = k >= 0 and (has(items[k], "infinitive") or bool(set(items[k].markers()) & _BINDING))
    if not bound:
        return None
    for j in range(k - 1, -1, -1):
        item = items[j]
        if item.kind in ("that", "clause", "relative") or (item.kind == "mark" and item.text in ':؛;"“”'):
            return None
        if item.kind in EVENT_WORDS and item.entry.features.pos == "verb" and not is_infinitive(items, j):
            return j
    return None


def relative_object(items: Sequence[Item], t: int) -> int | None:
    """The phrase before a relative clause of which the verb at `t` tells, its subject being there ('X, whom Y met')."""
    found = find_subject(items, t)
    k = found.at - 1
    if found.kind != "subject" or k < 1 or items[k].kind != "relative":
        return None
    at = _antecedent(items, k).at
    return at if at >= 0 else None


def relative_slots(items: Sequence[Item], t: int) -> tuple[str, ...]:
    """The slot of the phrase before a relative clause in it: an object, or that of a marker ('X, with whom Y met')."""
    k = find_subject(items, t).at - 2
    return items[k].markers() if k >= 0 and items[k].kind == "marker" else ("object",)
