"""Event words whose construction no rule knows: who takes part is inferred from what annotated articles show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from kg.code.apart import may_follow
from kg.code.draft import CONTACT, PLACELESS, SPOKEN, Draft
from kg.code.frames import Entry, Lexicon
from kg.code.item import Item
from kg.code.items import Row
from kg.code.participants import Weights, find_candidates
from kg.code.places import place_told
from kg.code.status import find_status, is_background, spoken_status
from kg.code.untold import is_beside
from kg.code.weights import Trait, weigh_traits
from kg.model import Entity, LinkedDocument, Span

_LIKELY = 0.5
"""From which likelihood on a candidate takes part, and, if it does, acts."""
_SURE = 0.7
"""From which likelihood on something happened at a place."""
_OF_ALL = CONTACT - {"message", "mediation"}
"""Types in which all who take part act."""
_OF_TWO = frozenset({"meeting", "call"})
"""Types that tell nothing without as many as their words ask for."""
_LEVELS = (0.03, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.92)
"""Bounds between the levels of likelihood that the confidence of an event tells apart."""


@dataclass(frozen=True, slots=True)
class Reading:
    """An event word read for one type of event, with everybody who may take part."""

    row: Row
    t: int
    entry: Entry
    candidates: Mapping[str, tuple[Trait, ...]]
    drafts: tuple[Draft, ...]
    """What the rules made of it."""
    last: Draft | None
    """The event told last before it."""
    silent: bool
    """The rules say that it tells no event of its own."""


def read_words(
    lines: Sequence[Row],
    drafts: Sequence[Draft],
    unread: AbstractSet[tuple[int, int]],
    table: Mapping[str, Entity],
    lexicon: Lexicon,
    linked: LinkedDocument,
) -> Iterator[Reading]:
    """Every event word of an article, once for each type that it may tell, in text order.

    Args:
        lines: the sentences as items.
        drafts: what the rules made of them.
        unread: the words that no rule could read: number of the sentence and index of the item.
        table: the entities of the article by id.
        lexicon: of the article's language.
        linked: the article.
    """
    order = sorted(drafts, key=lambda d: d.first)
    for row in lines:
        here = [d for d in order if d.sentence == row.index]
        for t, item in enumerate(row.items):
            if item.kind != "event":
                continue
            made = tuple(d for d in here if d.first == item.first)
            others = [d for d in here if d.first != item.first]
            last = next((d for d in reversed(order) if d.first < item.first), None)
            near = [e for e in item.entries if e.frame is None or is_beside(row, t, e.frame, linked, lexicon)]
            for kind, entry in _by_type(near).items():
                if _lacks_particle(row.items, entry, lexicon):
                    continue
                if made and all(d.frame.type != kind for d in made):
                    continue
                candidates = find_candidates(row.items, t, entry, others, last, table)
                yield Reading(row, t, entry, candidates, made, last, not made and (row.index, t) not in unread)


def _by_type(entries: Sequence[Entry]) -> dict[str, Entry]:
    first: dict[str, Entry] = {}
    for entry in entries:
        if entry.kind == "frame" and entry.frame is not None:
            first.setdefault(entry.frame.type, entry)
    return first


def _lacks_particle(items: Sequence[Item], entry: Entry, lexicon: Lexicon) -> bool:
    """Whether a word of contact is none in this sentence, as what it asks for is not there ('told X by phone')."""
    frame = entry.frame
    return lexicon.analytic and frame is not None and frame.type in CONTACT and not may_follow(items, frame.particle)


def infer(
    readings: Iterable[Reading],
    drafts: Sequence[Draft],
    lexicon: Lexicon,
    linked: LinkedDocument,
    table: Mapping[str, Entity],
    weights: Weights,
) -> list[Draft]:
    """The drafts of the rules with how likely their participants are, and those of words that no rule could read.

    Args:
        readings: the event words of the article.
        drafts: what the rules made of them.
        lexicon: of the language.
        linked: the article.
        table: its entities by id.
        weights: of the language.
    """
    out = list(drafts)
    for reading in readings:
        likely = {e: weigh_traits(traits, weights.takes_part) for e, traits in reading.candidates.items()}
        for draft in reading.drafts:
            draft.signs = _compare(draft, likely)
            draft.place = draft.place or _find_place(draft, reading, table, weights)
        told = (reading.row.index, reading.row.items[reading.t].first)
        if reading.drafts or (reading.silent and any(d.is_told_at(*told) for d in drafts)):
            continue
        inferred = _make_draft(reading, likely, lexicon, linked, table, weights)
        if inferred is not None and not any(_is_same(inferred, other) for other in out):
            out.append(inferred)
    return sorted(out, key=lambda d: (d.sentence, d.first))


def _compare(draft: Draft, likely: Mapping[str, float]) -> tuple[str, ...]:
    """How likely those are whom the rules found, and the likeliest whom they left out."""
    inside = [likely[e] for e in draft.who if e in likely] or [_LIKELY]
    outside = [p for e, p in likely.items() if e not in draft.who and e != draft.place] or [0.0]
    least, left = f"least={_level(min(inside))}", f"left={_level(max(outside))}"
    return (least, f"most={_level(max(inside))}", left, f"type={draft.type} {least}", f"type={draft.type} {left}")


def _level(likelihood: float) -> int:
    return sum(likelihood >= bound for bound in _LEVELS)


def _make_draft(
    reading: Reading,
    likely: Mapping[str, float],
    lexicon: Lexicon,
    linked: LinkedDocument,
    table: Mapping[str, Entity],
    weights: Weights,
) -> Draft | None:
    """The event of a word that no rule could read, with those who are likely to take part; None without any."""
    items, t, frame = reading.row.items, reading.t, reading.entry.frame
    who = [e for e, likelihood in likely.items() if likelihood >= _LIKELY]
    if frame is None or not who or (frame.type in _OF_TWO and len(who) < frame.requires):
        return None
    verbal = reading.entry.features.pos == "verb"
    before = [reading.last] if reading.last else []
    spoken = verbal and frame.type in SPOKEN
    status = spoken_status(items, t, lexicon) if spoken else find_status(items, t, lexicon, reading.row, before)
    if status is None:
        return None
    acting = {e for e in who if weigh_traits(reading.candidates[e], weights.acts) >= _LIKELY}
    if frame.type in _OF_ALL:
        acting = set(who)
    visits = frame.type == "visit"
    there = [e for e in who if visits and e not in acting and table[e].type in ("place", "state")]
    item, tokens = items[t], linked.document.tokens
    draft = Draft(
        frame=frame,
        type=frame.type,
        agents=[e for e in who if e in acting],
        others=[e for e in who if e not in acting and e not in there[:1]],
        place=there[0] if there else place_told(frame.type, items, t, frame, table, lexicon),
        status=status,
        trigger=Span(tokens[item.first].start, tokens[item.last - 1].end),
        sentence=reading.row.index,
        first=item.first,
        reach=max([item.last, *(i.last for i in items[t:] if set(i.entities) & set(who))]),
        sentences={reading.row.index},
        background=is_background(items, t),
        verbal=verbal,
    )
    draft.place = draft.place or _find_place(draft, reading, table, weights)
    draft.signs = (*_compare(draft, likely), *_describe(reading, draft))
    return draft


def _find_place(draft: Draft, reading: Reading, table: Mapping[str, Entity], weights: Weights) -> str | None:
    """Where it likely happens, of the places that the sentence names; speech takes its place from where it was held."""
    where = [e for e in reading.candidates if table[e].type in ("place", "state") and e not in draft.who]
    if draft.type in PLACELESS - {"attack"} or not where:
        return None
    likelihood, place = max((weigh_traits(reading.candidates[e], weights.holds), e) for e in where)
    return place if likelihood >= _SURE else None


def _describe(reading: Reading, draft: Draft) -> list[str]:
    """What stands around a word that no rule could read."""
    items, t, entry = reading.row.items, reading.t, reading.entry
    before, after = _tell(items, t - 1), _tell(items, t + 1)
    form = "verb" if draft.verbal else "definite" if entry.features.definite else "noun"
    parties = min(len(draft.who), 3)
    signs = [
        "",
        f"type={draft.type}",
        f"silent={reading.silent} {form}",
        f"type={draft.type} silent={reading.silent}",
        f"type={draft.type} {form}",
        f"type={draft.type} parties={parties}",
        f"rule={draft.frame.name}",
        f"before={before}",
        f"after={after}",
        f"type={draft.type} before={before}",
        f"type={draft.type} after={after}",
        f"around={before} {after}",
        f"enclitic={bool(items[t].enclitic)} {form}",
        f"proclitic={items[t].proclitic or '-'} {form}",
        f"tense={entry.features.tense or '-'}",
    ]
    signs += [
        f"word={items[k].text}" for k in (t - 1, t + 1) if 0 <= k < len(items) and items[k].kind in ("word", "verb")
    ]
    return [f"inferred {sign}".strip() for sign in signs]


def _tell(items: Sequence[Item], k: int) -> str:
    if not 0 <= k < len(items):
        return "end"
    item = items[k]
    if item.kind == "marker":
        return "/".join(item.markers()[:2])
    if item.kind == "event" and item.entry.frame is not None:
        return item.entry.frame.type
    return item.kind


def _is_same(draft: Draft, other: Draft) -> bool:
    return draft.type == other.type and 2 * len(draft.who & other.who) >= len(draft.who | other.who)
