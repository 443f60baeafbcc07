"""Doubtful links and merges → questions, by the information that an answer is expected to give."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from heapq import nsmallest
from math import exp, log2
from typing import NamedTuple

from kg import limits
from kg.corrections import Action, Correction, event_ref
from kg.merge import Doubt, Merging
from kg.merge.telling import Telling
from kg.model import Article, Entity, Event, Extraction, Span

_LEAST_REST = 0.05
"""The least chance that a doubtful name means none of its candidates."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: what it says, and the corrections that it makes."""

    text: str
    corrections: tuple[Correction, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """Something doubtful, with the passages that it rests on."""

    kind: str
    """'link' or 'merge'."""
    text: str
    passages: tuple[tuple[str, str], ...]
    """(article, what it says)."""
    choices: tuple[Choice, ...]
    information: float
    """Bits that an answer is expected to give, over all events that hang on it."""


def doubtful(extractions: Sequence[Extraction], merging: Merging) -> tuple[Question, ...]:
    """What is doubtful in a build, the question that tells most first; of each kind as many as are asked at most.

    Args:
        extractions: of all articles, corrected.
        merging: what merging them gave.
    """
    found = [draft.make() for drafts in (_links(extractions), _merges(extractions, merging)) for draft in _most(drafts)]
    return tuple(sorted(found, key=lambda q: (-q.information, q.kind, q.text, q.passages)))


class _Draft(NamedTuple):
    """A question that may be asked."""

    information: float
    order: tuple[object, ...]
    """Tells questions of the same information apart."""
    make: Callable[[], Question]


def _most(drafts: Iterable[_Draft]) -> list[_Draft]:
    return nsmallest(limits.QUESTIONS, drafts, key=lambda draft: (-draft.information, draft.order))


def entropy(chances: Iterable[float]) -> float:
    """The bits that knowing which of some things is so would give; the chances need not add up to 1."""
    weights = [chance for chance in chances if chance > 0]
    total = sum(weights)
    return -sum(w / total * log2(w / total) for w in weights) if total else 0.0


def _links(extractions: Sequence[Extraction]) -> Iterator[_Draft]:
    """One question for each name with the same candidates, over all articles in which it stands."""
    groups: dict[tuple[str, tuple[str, ...]], list[tuple[Extraction, Entity]]] = {}
    for extraction in sorted(extractions, key=lambda e: e.article.id):
        for entity in extraction.entities:
            if entity.candidates:
                surface = _surface(extraction.article, entity)
                keys = tuple(sorted(candidate.key for candidate in entity.candidates))
                groups.setdefault((surface, keys), []).append((extraction, entity))
    for group, members in groups.items():
        candidates = members[0][1].candidates
        rest = max(_LEAST_REST, 1.0 - sum(c.score for c in candidates))
        hanging = sum(1 + _events_of(extraction, entity) for extraction, entity in members)
        information = round(entropy([*(c.score for c in candidates), rest]) * hanging, 4)
        yield _Draft(information, group, partial(_link, group[0], members, information))


def _link(surface: str, members: Sequence[tuple[Extraction, Entity]], information: float) -> Question:
    articles = [extraction.article.id for extraction, _ in members]
    choices = [
        Choice(f"{c.name} ({c.key}): {c.reason}, {c.score:.2f}", _is(surface, c.key, articles))
        for c in members[0][1].candidates
    ]
    return Question(
        "link",
        f"Who or what is '{surface}'?" + (f" ({len(members)} articles)" if len(members) > 1 else ""),
        tuple(_mention(extraction.article, entity) for extraction, entity in members[:3]),
        (*choices, Choice("none of these: leave it out", _is(surface, "-", articles))),
        information,
    )


def _is(surface: str, key: str, articles: Iterable[str]) -> tuple[Correction, ...]:
    return tuple(Correction("is", surface, key, article, "kg review") for article in articles)


def _merges(extractions: Sequence[Extraction], merging: Merging) -> Iterable[_Draft]:
    """One question for each pair of events that may be of one happening."""
    home = {(r.article, r.event.id): h for h in merging.knowledge.happenings for r in h.reports}
    texts = {extraction.article.id: extraction for extraction in extractions}
    names = {actor.key: actor.name for actor in merging.knowledge.actors}
    found: dict[tuple[str, ...], _Draft] = {}
    for doubt in merging.doubts:
        one, other = home[_place(doubt.telling)], home[_place(doubt.other)]
        if (one is other) != doubt.joined:
            continue
        chance = 1 / (1 + exp(doubt.bar - doubt.points))
        hanging = min(len(one.reports), len(other.reports)) if one is not other else 1
        information = round(entropy([chance, 1 - chance]) * hanging, 4)
        # Two events of one type may hang on one word, so that a correction cannot tell them apart.
        pair = tuple(sorted({_ref(doubt.telling), _ref(doubt.other)}))
        if pair not in found or found[pair].information < information:
            found[pair] = _Draft(information, pair, partial(_merge, doubt, texts, names, information))
    return found.values()


def _merge(doubt: Doubt, texts: Mapping[str, Extraction], names: Mapping[str, str], information: float) -> Question:
    return Question(
        "merge",
        f"Do these tell one {doubt.telling.type}?",
        (_telling(texts, doubt.telling, names), _telling(texts, doubt.other, names)),
        (Choice("yes, one", (_pair("same", doubt),)), Choice("no, two", (_pair("different", doubt),))),
        information,
    )


def _place(telling: Telling) -> tuple[str, str]:
    return telling.article, telling.event.id


def _pair(action: Action, doubt: Doubt) -> Correction:
    return Correction(action, _ref(doubt.telling), _ref(doubt.other), "", "kg review")


def _ref(telling: Telling) -> str:
    return event_ref(telling.article, telling.event)


def _telling(extractions: Mapping[str, Extraction], telling: Telling, names: Mapping[str, str]) -> tuple[str, str]:
    article = extractions[telling.article].article
    who = ", ".join(names.get(party.key, party.key) for party in telling.parties)
    when = str(telling.event.date or f"no date, published {article.published or 'at an unknown time'}")
    passages = " … ".join(article.text[span.start : span.end].strip() for span in telling.event.evidence[:2])
    return article.id, f"{who}; {names.get(telling.place, 'no place')}; {when}; {telling.status}: {passages}"


def _events_of(extraction: Extraction, entity: Entity) -> int:
    return sum(_in(event, entity.id) for event in extraction.events)


def _in(event: Event, name: str) -> bool:
    return name in event.agents or name in event.others or name == event.place


def _surface(article: Article, entity: Entity) -> str:
    return _at(article, entity.mentions[0]) if entity.mentions else entity.name


def _mention(article: Article, entity: Entity) -> tuple[str, str]:
    """The line of the article around the first mention."""
    if not entity.mentions:
        return article.id, entity.name
    span = entity.mentions[0]
    start = article.text.rfind("\n", 0, span.start) + 1
    end = article.text.find("\n", span.end)
    start, end = max(start, span.start - 120), min(end if end >= 0 else len(article.text), span.end + 120)
    return article.id, article.text[start:end].strip()


def _at(article: Article, span: Span) -> str:
    return " ".join(article.text[span.start : span.end].split())
