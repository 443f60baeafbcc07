"""What an event may be about: every topic that its article tells, with the traits that tell how likely it is."""

from __future__ import annotations

from collections.abc import Sequence

from kg.code.about import stretch_of
from kg.code.draft import Draft
from kg.code.scene import Manner, Scene, between, manner_of
from kg.code.weights import Trait, far, few, once

_NEAR = 2
"""Sentences around that of an event, and events in them, that may tell what it is about."""


def topic_options(draft: Draft, scene: Scene) -> dict[str, tuple[Trait, ...]]:
    """The topics that an event may have, by key: those of the rules, and all that the article tells."""
    told, stretch = manner_of(draft), stretch_of(draft, scene.drafts, scene.linked)
    counts = scene.counts
    ranks = {key: rank for rank, (key, _) in enumerate(counts.most_common())}
    options: dict[str, tuple[Trait, ...]] = {}
    for key in sorted({*counts, *draft.topics}):
        ruled, rank = str(key in draft.topics), few(ranks.get(key, len(ranks)))
        where = scene.told.get(key, {})
        options[key] = once(
            ("any",),
            ("key", key),
            ("key", key, told.type),
            ("rule", ruled),
            ("rule", ruled, told.type),
            ("rule", ruled, "of", few(len(draft.topics))),
            ("rule", ruled, told.stand, told.state),
            ("rule", ruled, "key", key),
            ("rule", ruled, "frame", told.frame),
            ("rule", ruled, "several", far(len(counts))),
            ("several", far(len(counts))),
            ("count", far(counts[key]), told.type),
            ("rank", rank),
            ("rank", rank, told.type),
            ("rank", rank, told.stand),
            ("dispute", str(key in scene.topics.dispute), told.type),
            ("theme", str(key in scene.topics.themes), told.type),
            *_of_place(where.get(draft.sentence, ()), key, draft, told, scene, stretch),
            *_of_neighbours(set(where), draft, told),
            *_of_events(key, draft, told, scene),
        )
    return options


def _of_place(
    tokens: Sequence[int], key: str, draft: Draft, told: Manner, scene: Scene, stretch: tuple[int, int]
) -> list[Trait]:
    """Where the nearest words of the event's own sentence that tell the topic stand towards it and its stretch."""
    ruled = str(key in draft.topics)
    if not tokens:
        return [("away", told.type), ("away", "rule", ruled)]
    first = min(tokens, key=lambda token: abs(token - draft.first))
    side = "before" if first < draft.first else "after"
    low, high = sorted((first, draft.first))
    deeds, clauses, away = between([i for i in scene.lines[draft.sentence].items if low < i.first < high])
    own = str(stretch[0] <= first < stretch[1])
    return [
        ("here",),
        ("here", told.type, side),
        ("here", told.type, side, deeds),
        ("here", side, deeds, clauses),
        ("here", side, "far", away),
        ("here", "own", own, told.type),
        ("here", "own", own, side, ruled),
        ("here", "key", key, side),
    ]


def _of_neighbours(sentences: set[int], draft: Draft, told: Manner) -> list[Trait]:
    """Which other sentences tell the topic."""
    traits: list[Trait] = []
    for gap in range(-_NEAR, _NEAR + 1):
        if gap and draft.sentence + gap in sentences:
            here = str(draft.sentence in sentences)
            traits += [("gap", str(gap)), ("gap", str(gap), told.type), ("gap", str(gap), "here", here)]
    if sentences & (draft.sentences - {draft.sentence}):
        traits += [("again",), ("again", told.type)]
    if 0 in sentences:
        traits += [("title", told.type), ("title", told.stand)]
    return traits


def _of_events(key: str, draft: Draft, told: Manner, scene: Scene) -> list[Trait]:
    """Which events beside it, with somebody who takes part in both, are about the topic by the rules."""
    beside = [
        d
        for d in scene.drafts
        if d is not draft and key in d.topics and abs(d.sentence - draft.sentence) <= _NEAR and d.who & draft.who
    ]
    return [("beside", str(bool(beside)), told.type), *(("beside", told.type, d.type) for d in beside[:2])]
