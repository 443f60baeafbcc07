"""Two graphs and what differs between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["new", "came-true", "called-off", "disputed", "changed", "more-reports", "fewer-reports", "joined", "split", "gone"]  # fmt: skip  # noqa: E501
KINDS: tuple[Kind, ...] = (
    "new",
    "came-true",
    "called-off",
    "disputed",
    "changed",
    "more-reports",
    "fewer-reports",
    "joined",
    "split",
    "gone",
)
"""In the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Told:
    """An event as a graph tells it; things by their IRIs."""

    iri: str
    type: str
    labels: tuple[tuple[str, str], ...]
    status: str
    date: str
    place: str
    participants: frozenset[str]
    topics: frozenset[str]
    articles: frozenset[str]
    passages: frozenset[str]
    disputed: bool

    def label(self, lang: str) -> str:
        """The label in a language, else in any."""
        return dict(self.labels).get(lang) or next((text for _, text in self.labels), self.iri)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A graph: its events, what each article mentions, and what things are called."""

    events: Mapping[str, Told]
    mentions: Mapping[str, frozenset[str]]
    """Article → the actors and places that it names."""
    names: Mapping[str, tuple[tuple[str, str], ...]]
    """IRI → (language, label)."""

    def name(self, iri: str, lang: str) -> str:
        """What a thing is called in a language, else in any, else its IRI."""
        labels = self.names.get(iri, ())
        return dict(labels).get(lang) or next((text for _, text in labels), iri)


@dataclass(frozen=True, slots=True)
class Change:
    """One event that is new, gone or other than before."""

    kind: Kind
    old: Told | None
    new: Told | None
    fields: tuple[str, ...] = ()
    """What differs: 'date', 'place', 'status', 'participants', 'topics', 'disputed', 'articles'."""
    others: tuple[str, ...] = ()
    """For 'joined' the events that went into it besides `old`; for 'split' what it was part of."""

    @property
    def told(self) -> Told:
        """The event as it is now, else as it was."""
        told = self.new or self.old
        if told is None:
            raise ValueError("a change of nothing")
        return told


@dataclass(frozen=True, slots=True)
class LinkChange:
    """An article of both graphs whose names are linked in another way now."""

    article: str
    was: tuple[str, ...]
    now: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs; every tuple is sorted."""

    old: Snapshot
    new: Snapshot
    articles_new: tuple[str, ...] = ()
    articles_gone: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    links: tuple[LinkChange, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether the two say the same of events, links and articles."""
        return not (self.articles_new or self.articles_gone or self.changes or self.links)
