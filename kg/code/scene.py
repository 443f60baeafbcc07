"""An article as the slots of its events are read: what stands where, and how events are told."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.code.about import Told
from kg.code.draft import LEAD, Draft
from kg.code.items import Item, Row
from kg.code.weights import far, few
from kg.code.words import DEED_WORDS
from kg.model import DateMention, DateSpan, Entity, LinkedDocument

_CLAUSES = frozenset({"that", "relative", "clause"})


@dataclass(frozen=True)
class Scene:
    """An article as its slots are read."""

    drafts: Sequence[Draft]
    """Its events, settled and in text order."""
    lines: Mapping[int, Row]
    """Its sentences by number."""
    linked: LinkedDocument
    table: Mapping[str, Entity]
    """Its entities by id."""
    topics: Told
    """The topics that it tells."""

    @cached_property
    def day(self) -> DateSpan | None:
        """The date of the first event of the lead that took place."""
        return next((d.date for d in self.drafts if d.sentence <= LEAD and d.date and d.status == "occurred"), None)

    @cached_property
    def town(self) -> str | None:
        """The place that the article names first."""
        return next((e.id for e in self.linked.entities if e.type == "place"), None)

    @cached_property
    def seats(self) -> frozenset[str]:
        """The entities at which something may happen."""
        return frozenset(e.id for e in self.linked.entities if e.type in ("place", "state"))

    @cached_property
    def dates(self) -> tuple[tuple[int, DateMention], ...]:
        """The dates, each with the number of its sentence."""
        numbers = self._sentences_of([mention.first for mention in self.linked.document.dates])
        return tuple(zip(numbers, self.linked.document.dates, strict=True))

    @cached_property
    def told(self) -> dict[str, dict[int, list[int]]]:
        """Topic → number of a sentence → the tokens of it that begin to tell the topic."""
        found: dict[str, dict[int, list[int]]] = {}
        numbers = self._sentences_of([first for first, _, _ in self.topics.cues])
        for number, (first, _, key) in zip(numbers, self.topics.cues, strict=True):
            found.setdefault(key, {}).setdefault(number, []).append(first)
        return found

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each topic is told."""
        return Counter(key for _, _, key in self.topics.cues)

    def _sentences_of(self, tokens: Sequence[int]) -> list[int]:
        """The numbers of the sentences of some tokens in text order."""
        starts = [sentence.first for sentence in self.linked.document.sentences]
        return [bisect_right(starts, token) - 1 for token in tokens]


@dataclass(frozen=True, slots=True)
class Manner:
    """How an event is told."""

    type: str
    form: str
    stand: str
    state: str
    frame: str


def manner_of(draft: Draft) -> Manner:
    """How an event is told."""
    stand = "title" if draft.sentence == 0 else "lead" if draft.sentence <= LEAD else "body"
    state = "background" if draft.background else draft.status
    return Manner(draft.type, "verb" if draft.verbal else "noun", stand, state, draft.frame.name)


def word_of(draft: Draft, items: Sequence[Item]) -> int:
    """The index of the item that tells the event."""
    return next((k for k, item in enumerate(items) if item.first <= draft.first < item.last), 0)


def between(items: Sequence[Item]) -> tuple[str, str, str]:
    """The event words, the beginnings of clauses, and the items of a stretch, as traits."""
    deeds, clauses = (sum(i.kind in kinds for i in items) for kinds in (DEED_WORDS, _CLAUSES))
    return few(deeds), few(clauses, 2), far(len(items))
