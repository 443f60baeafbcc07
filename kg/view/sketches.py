"""Things of a graph as the picture needs them, without positions: short, and apart, so that each can be kept.

A build keeps the sketches of each piece of its graph and draws from them; a graph that is read from a file is sketched
as a whole. Either way the picture is put together by `project`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

import msgspec

from kg.view.plain import clean, clean_labels, day_span, web_address
from kg.view.records import Labels, Role, Source
from kg.view.statements import ALSO, DIP, TYPE, Statements
from kg.view.terms import ACTOR, EVENT, Terms, short

ROLES: tuple[Role, ...] = ("agent", "counterpart", "participant")


class PartSketch(NamedTuple):
    """A participant, by IRIs; '' where there is none."""

    actor: str
    role: Role
    behalf: str
    office: str


class EventSketch(NamedTuple):
    """An event, by IRIs; dates as in `EventNode`."""

    iri: str
    type: str
    parts: tuple[PartSketch, ...]
    place: str
    date: str
    earliest: str
    latest: str
    statuses: tuple[str, ...]
    topics: tuple[str, ...]
    confidence: float
    disputed: bool
    evidence: tuple[str, ...]


class ActorSketch(NamedTuple):
    """An actor or place: its class, labels and further names."""

    iri: str
    type: str
    labels: Labels
    aliases: Labels


class PassageSketch(NamedTuple):
    """A passage: its article, where it begins in it (-1 where unknown), and what it says."""

    iri: str
    article: str
    start: int
    text: str
    lang: str


class Sketches(Protocol):
    """Where the sketches of a graph are."""

    def events(self) -> Iterable[EventSketch]:
        """All events, in any order."""

    def actor(self, iri: str) -> ActorSketch:
        """An actor or place."""

    def source(self, iri: str) -> Source:
        """An article."""

    def passage(self, iri: str) -> PassageSketch:
        """A passage."""

    def office(self, iri: str) -> Labels:
        """The labels of an office."""


class Sketcher:
    """The sketches of what some statements say."""

    def __init__(self, graph: Statements, terms: Terms) -> None:
        """Over the statements; `terms` tells which classes are events and actors."""
        self._graph, self._terms = graph, terms

    def events(self) -> Iterator[EventSketch]:
        """All events, sorted by IRI."""
        classes = self._classes()
        return (self._event(iri, classes[iri]) for iri in sorted(classes))

    def actor(self, iri: str) -> ActorSketch:
        """An actor or place; of no labels where the statements do not tell of it."""
        graph = self._graph
        kind = self._terms.most_exact(graph.classes(iri), self._terms.actors) or ACTOR
        return ActorSketch(iri, kind, clean_labels(graph.labels(iri)), clean_labels(graph.texts(iri, *ALSO)))

    def actors(self) -> Iterator[ActorSketch]:
        """All that the statements give a class of actors."""
        for iri in self._graph.subjects(TYPE):
            if self._terms.most_exact(self._graph.classes(iri), self._terms.actors):
                yield self.actor(iri)

    def source(self, iri: str) -> Source:
        """An article."""
        graph = self._graph
        titles = graph.texts(iri, DIP + "title", "https://schema.org/headline", "http://purl.org/dc/terms/title")
        lang, title = titles[0] if titles else ("", "")
        published = graph.text(
            iri, DIP + "published", "https://schema.org/datePublished", "http://purl.org/dc/terms/issued"
        )
        return Source(
            iri=iri,
            title=clean(title),
            lang=lang or clean(graph.text(iri, DIP + "language")),
            date=str(day_span(published) or ""),
            outlet=clean(graph.text(iri, DIP + "source")),
            url=web_address(graph.text(iri, DIP + "url", "https://schema.org/url")),
        )

    def sources(self) -> Iterator[Source]:
        """All articles."""
        return (self.source(iri) for iri in self._of_class("Article"))

    def passage(self, iri: str) -> PassageSketch:
        """A passage."""
        graph = self._graph
        start = graph.text(iri, DIP + "start")
        lang, quote = next(iter(graph.texts(iri, DIP + "quote")), ("", ""))
        return PassageSketch(
            iri=iri,
            article=graph.text(iri, DIP + "article") or iri.partition("#")[0],
            start=int(start) if start.isascii() and start.isdigit() else -1,
            text=clean(quote),
            lang=lang,
        )

    def passages(self) -> Iterator[PassageSketch]:
        """All passages."""
        return (self.passage(iri) for iri in self._of_class("Passage"))

    def office(self, iri: str) -> Labels:
        """The labels of an office."""
        return clean_labels(self._graph.labels(iri))

    def offices(self) -> Iterator[tuple[str, Labels]]:
        """All offices with their labels."""
        return ((iri, self.office(iri)) for iri in self._of_class("Office"))

    def _of_class(self, name: str) -> list[str]:
        return [iri for iri, classes in self._graph.subjects(TYPE).items() if (DIP + name, None) in classes]

    def _classes(self) -> dict[str, str]:
        """Event → its most exact class. What has participants is an event even where no class says so."""
        graph, terms, found = self._graph, self._terms, {}
        for iri, values in graph.subjects(TYPE).items():
            kind = terms.most_exact((name for name, _ in values), terms.events)
            if kind:
                found[iri] = kind
        for name in (*ROLES, "participation"):
            for iri in graph.subjects(DIP + name):
                found.setdefault(iri, EVENT)
        return found

    def _event(self, iri: str, kind: str) -> EventSketch:
        graph = self._graph
        told = day_span(graph.text(iri, DIP + "date"))
        earliest = day_span(graph.text(iri, DIP + "earliest")) or told
        latest = day_span(graph.text(iri, DIP + "latest")) or told or earliest
        earliest = earliest or latest
        return EventSketch(
            iri=iri,
            type=kind,
            parts=tuple(self._parts(iri)),
            place=next(iter(graph.things(iri, DIP + "place")), ""),
            date=str(told or ""),
            earliest=earliest.earliest if earliest else "",
            latest=max(latest.latest, earliest.earliest) if latest and earliest else "",
            statuses=tuple(graph.things(iri, DIP + "status")),
            topics=tuple(graph.things(iri, DIP + "topic")),
            confidence=_number(graph.text(iri, DIP + "confidence")),
            disputed=graph.text(iri, DIP + "disputed") == "true",
            evidence=tuple(graph.things(iri, DIP + "evidence")),
        )

    def _parts(self, iri: str) -> Iterable[PartSketch]:
        graph, parts = self._graph, dict[str, PartSketch]()
        for node in graph.things(iri, DIP + "participation"):
            told = short(graph.text(node, DIP + "role")).lower()
            known: Role = next((role for role in ROLES if role == told), "participant")
            behalf, office = (next(iter(graph.things(node, DIP + n)), "") for n in ("onBehalfOf", "office"))
            for actor in graph.things(node, DIP + "actor"):
                parts.setdefault(actor, PartSketch(actor, known, behalf, office))
        for name in ROLES:
            for actor in graph.things(iri, DIP + name):
                parts.setdefault(actor, PartSketch(actor, name, "", ""))
        return parts.values()


class Sheet(NamedTuple):
    """The sketches of one piece of a graph that tells all of the things that it is about."""

    events: tuple[EventSketch, ...]
    actors: tuple[ActorSketch, ...]
    sources: tuple[Source, ...]
    passages: tuple[PassageSketch, ...]
    offices: tuple[tuple[str, Labels], ...]


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Sheet).decode


def sketch_piece(graph: Statements, terms: Terms) -> bytes:
    """The sheet of a piece, to be kept."""
    of = Sketcher(graph, terms)
    return _encode(
        Sheet(tuple(of.events()), tuple(of.actors()), tuple(of.sources()), tuple(of.passages()), tuple(of.offices()))
    )


class Kept:
    """Sketches that were kept."""

    def __init__(self, sheets: Sequence[bytes], terms: Terms) -> None:
        """Read the sheets."""
        self._nothing = Sketcher(Statements(()), terms)
        known = [_decode(sheet) for sheet in sheets]
        self._events = [event for sheet in known for event in sheet.events]
        self._actors = {actor.iri: actor for sheet in known for actor in sheet.actors}
        self._sources = {source.iri: source for sheet in known for source in sheet.sources}
        self._passages = {passage.iri: passage for sheet in known for passage in sheet.passages}
        self._offices = {iri: labels for sheet in known for iri, labels in sheet.offices}

    def events(self) -> Iterable[EventSketch]:
        """All events."""
        return self._events

    def actor(self, iri: str) -> ActorSketch:
        """An actor or place."""
        return self._actors.get(iri) or self._nothing.actor(iri)

    def source(self, iri: str) -> Source:
        """An article."""
        return self._sources.get(iri) or self._nothing.source(iri)

    def passage(self, iri: str) -> PassageSketch:
        """A passage."""
        return self._passages.get(iri) or self._nothing.passage(iri)

    def office(self, iri: str) -> Labels:
        """The labels of an office."""
        return self._offices.get(iri, ())


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        return 1.0
    return min(max(value, 0.0), 1.0) if value == value else 1.0
