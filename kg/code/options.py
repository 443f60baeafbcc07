"""What the date, place and status of an event may be, with the traits that tell how likely each is."""

from __future__ import annotations

from datetime import date
from typing import get_args

from kg.code.arguments import Argument
from kg.code.draft import Draft
from kg.code.items import Row
from kg.code.places import is_of_matter
from kg.code.scene import Manner, Scene, between, manner_of, word_of
from kg.code.weights import Trait, far, few, once
from kg.code.words import opener
from kg.model import DateMention, DateSpan, Status

_NEAR = 3
"""Sentences around that of an event whose dates and places may be its own, and events before it that may share them."""
_CUES_WITHIN = 6
"""Items before an event's word that may tell its status."""
_CUES = frozenset({"cue", "auxiliary", "verb", "light", "event", "background", "that"})
_STATUSES: tuple[Status, ...] = get_args(Status)


def date_options(draft: Draft, scene: Scene) -> dict[DateSpan | None, tuple[Trait, ...]]:
    """The dates that an event may have: that of the rules, those told around it, and none."""
    told, written = manner_of(draft), scene.linked.document.written
    found: dict[DateSpan, list[Trait]] = {}
    rule = draft.dated if draft.date else "no"
    if draft.date is not None:
        found[draft.date] = _by_rule(rule, told)
    here = 0
    for number, mention in scene.dates:
        if abs(number - draft.sentence) > _NEAR:
            continue
        here += number == draft.sentence
        found.setdefault(mention.value, []).extend(_of_date(mention, number, draft, told, scene))
    for other in _earlier(draft, scene):
        if other.date is not None:
            shared = few(len(other.who & draft.who), 2)
            near, same = str(other.sentence == draft.sentence), str(other.status == draft.status)
            found.setdefault(other.date, []).extend(
                [
                    ("event", shared, near),
                    ("event", shared, told.type, other.type),
                    ("event", "alike", near, same),
                    ("event", "own", str(other.dated == "own"), shared),
                ]
            )
    if scene.day is not None:
        found.setdefault(scene.day, []).extend(_of_story("day", told))
    if scene.linked.document.dates:
        found.setdefault(scene.linked.document.dates[0].value, []).extend(_of_story("first", told))
    several = few(len(found))
    options: dict[DateSpan | None, tuple[Trait, ...]] = {}
    for value, traits in found.items():
        size = "range" if value.start != value.end else str(len(value.start))
        age = _age(value, written)
        whole = (
            ("any",),
            ("size", size),
            ("size", size, told.type),
            ("age", age, told.state),
            ("age", age, told.type),
            ("age", age, told.form, told.stand),
            ("several", several),
        )
        options[value] = once(*whole, *traits)
    options[None] = once(*_of_none(rule, here, several, told), ("none", "day", str(scene.day is not None), rule))
    return options


def _of_date(mention: DateMention, number: int, draft: Draft, told: Manner, scene: Scene) -> list[Trait]:
    """Where a date stands towards the event."""
    if number in draft.sentences and number != draft.sentence:
        return [("again",), ("again", told.type)]
    if number != draft.sentence:
        return [
            ("around", str(number - draft.sentence)),
            ("around", told.type, "before" if number < draft.sentence else "after"),
        ]
    side = "before" if mention.first < draft.first else "after"
    low, high = sorted((mention.first, draft.first))
    deeds, clauses, away = between([i for i in scene.lines[number].items if low < i.first < high])
    return [
        ("here",),
        ("here", side, deeds, clauses),
        ("here", side, "far", away),
        ("here", told.type, side, deeds),
        ("here", told.form, side, deeds, told.state),
        ("here", told.type, side, "far", away),
        ("here", mention.rule, side),
    ]


def _earlier(draft: Draft, scene: Scene) -> list[Draft]:
    """The events told last before one, from the nearest on."""
    before = [d for d in scene.drafts if d.first < draft.first][-_NEAR:]
    return [d for d in reversed(before) if draft.sentence - d.sentence <= _NEAR]


def place_options(draft: Draft, scene: Scene) -> dict[str | None, tuple[Trait, ...]]:
    """The places that an event may have: that of the rules, those named around it, and none."""
    told = manner_of(draft)
    found: dict[str, list[Trait]] = {}
    rule = "no" if draft.place is None else "taken" if draft.inferred else "own"
    if draft.place is not None:
        found[draft.place] = _by_rule(rule, told)
    who, seats = draft.who, _seats_for(draft, scene)
    t, here = word_of(draft, scene.lines[draft.sentence].items), 0
    for number in range(max(0, draft.sentence - _NEAR), draft.sentence + 2):
        row = scene.lines.get(number)
        for k, item in enumerate(row.items if row else ()):
            for entity in item.entities if row and item.kind == "phrase" else ():
                if row and entity in seats and not _is_matter(k, row, t, draft):
                    here += number == draft.sentence
                    found.setdefault(entity, []).extend(_of_place(k, row, t, draft, told, rule))
    for other in scene.drafts:
        gap = other.sentence - draft.sentence
        if other is draft or abs(gap) > _NEAR or other.place not in seats:
            continue
        shared = few(len((other.who - {other.place}) & who), 2)
        near = "same" if gap == 0 else "earlier" if gap < 0 else "later"
        found.setdefault(other.place, []).extend(
            [
                ("event", shared, near),
                ("event", shared, told.type, other.type),
                ("event", near, told.type, str(other.status == draft.status)),
            ]
        )
    if scene.town is not None and scene.town in seats:
        found.setdefault(scene.town, []).extend(_of_story("first", told))
    homes = {scene.linked.states.get(e) for e in who} - {None}
    several = few(len(found))
    options: dict[str | None, tuple[Trait, ...]] = {}
    for value, traits in found.items():
        sort = "capital" if value in scene.linked.capitals else scene.table[value].type
        home = str(scene.linked.states.get(value) in homes)
        whole = (
            ("any",),
            ("sort", sort, told.type),
            ("sort", sort, told.state),
            ("home", home, told.type),
            ("home", home, sort),
            ("named", far(len(scene.table[value].mentions)), sort),
            ("several", several),
        )
        options[value] = once(*whole, *traits)
    options[None] = once(*_of_none(rule, here, several, told))
    return options


def lacks_destination(draft: Draft, scene: Scene) -> bool:
    """Whether a visit is told without where it goes."""
    return draft.type == "visit" and draft.place is None and scene.seats.isdisjoint(draft.others)


def chooses_place(draft: Draft, scene: Scene) -> bool:
    """Whether an event's place is chosen among its options: where a visit goes is what the rules say, if they do."""
    return draft.type != "visit" or lacks_destination(draft, scene)


def _of_place(k: int, row: Row, t: int, draft: Draft, told: Manner, rule: str) -> list[Trait]:
    """Where the phrase at `k` stands towards the event, whose word is at `t` of its own row and place is by `rule`."""
    items = row.items
    if row.index != draft.sentence:
        located = str(k > 0 and "in" in items[k - 1].markers())
        again = "again" if row.index in draft.sentences else "around"
        return [(again, str(row.index - draft.sentence), located), (again, told.type, located)]
    side, marker = "before" if k < t else "after", opener(items, k)
    low, high = sorted((k, t))
    deeds, clauses, away = between(items[low + 1 : high])
    return [
        ("here", side, marker),
        ("here", told.type, side, marker),
        ("here", marker, deeds, clauses),
        ("here", side, deeds, told.type),
        ("here", side, "far", away),
        ("here", told.form, side, marker, deeds),
        ("here", "mention", items[k].mentions[0].kind, told.type),
        ("here", "beside", rule, side, marker, deeds),
        ("here", "beside", rule, told.type, marker),
        ("here", "apart", str(deeds + clauses != "00"), marker),
        ("here", "apart", str(deeds + clauses != "00"), rule),
    ]


def _is_matter(k: int, row: Row, t: int, draft: Draft) -> bool:
    """Whether the phrase at `k` only describes somebody, or what the event of the word at `t` of its row is about."""
    if row.items[k].is_demonym():
        return True
    ahead = row.index == draft.sentence and k > t
    return ahead and is_of_matter(row.items, t, Argument(("in",), (), k), draft.frame)


def _seats_for(draft: Draft, scene: Scene) -> frozenset[str]:
    """The entities at which an event may happen: no part of it, and acting in no event that is told beside it."""
    acting = {e for d in scene.drafts if d.sentence == draft.sentence for e in d.agents}
    return scene.seats - draft.who - acting


def status_options(draft: Draft, scene: Scene) -> dict[Status, tuple[Trait, ...]]:
    """All statuses, each with the same traits told of it."""
    told, items = manner_of(draft), scene.lines[draft.sentence].items
    t = word_of(draft, items)
    entry = next((e for e in items[t].entries if e.frame == draft.frame), None)
    tense = (entry.features.tense if entry else "") or "-"
    age = _age(draft.date, scene.linked.document.written) if draft.date else "undated"
    cues = [i for i in items[max(0, t - _CUES_WITHIN) : t] if i.kind in _CUES]
    names = [(i.kind, e.name or (e.frame.type if e.frame else "")) for i in cues for e in i.entries[:2]]
    words = [i.text for i in items[max(0, t - 2) : t + 3] if i.text]
    beside = {d.status for d in scene.drafts if d.sentence == draft.sentence and d is not draft}
    last = next(iter(_earlier(draft, scene)), None)
    traits: list[Trait] = [
        (),
        (told.type,),
        (told.type, told.form, tense),
        ("age", age),
        ("age", age, told.type),
        ("stand", told.stand, told.form),
        ("frame", told.frame),
        ("background", str(draft.background)),
        ("dated", draft.dated or "-", told.type),
        ("beside", "+".join(sorted(beside)) or "-"),
        ("definite", str(bool(entry and entry.features.definite)), told.type),
        ("last", last.status if last else "-", str(last is not None and last.sentence == draft.sentence)),
        ("placed", str(draft.place is not None), told.type),
        ("agents", few(len(draft.agents), 2), told.type),
        ("inferred", str(draft.is_inferred)),
        ("sentences", few(len(draft.sentences), 2)),
        *(("cue", kind, name) for kind, name in names),
        *(("before", i.kind) for i in cues),
        *(("word", text) for text in words),
    ]
    return {status: once(*((status, draft.status, *trait) for trait in traits)) for status in _STATUSES}


def _by_rule(rule: str, told: Manner) -> list[Trait]:
    return [
        ("rule", rule),
        ("rule", rule, told.type),
        ("rule", rule, told.form, told.state),
        ("rule", rule, told.stand),
        ("rule", "frame", told.frame),
    ]


def _of_story(name: str, told: Manner) -> list[Trait]:
    return [(name,), (name, told.type), (name, told.stand, told.state), (name, told.type, told.stand)]


def _of_none(rule: str, here: int, several: str, told: Manner) -> list[Trait]:
    """Traits of that the text tells nothing of the slot, where `here` options stand in the event's sentence."""
    number = few(here)
    return [
        ("none",),
        ("none", told.type),
        ("none", told.type, told.form),
        ("none", told.state),
        ("none", told.stand),
        ("none", told.form, told.state, told.stand),
        ("none", "rule", rule),
        ("none", "rule", rule, told.type),
        ("none", "here", number, rule),
        ("none", "here", number, told.type),
        ("none", "several", several, rule),
        ("none", "frame", told.frame),
    ]


def _age(value: DateSpan, written: DateSpan | None) -> str:
    """How long before an article was written a date lies."""
    if written is None:
        return "unknown"
    days = (date.fromisoformat(written.latest) - date.fromisoformat(value.earliest)).days
    if days <= 2:
        return "ahead" if days < 0 else str(days)
    return "week" if days <= 7 else "month" if days <= 31 else "year" if days <= 366 else "older"
