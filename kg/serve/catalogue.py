"""What is in a graph, as tables to look things up in: actors, events, articles, topics. Made once for each build."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Store

from kg.rdf.terms import LABEL, RDF_TYPE
from kg.rdf.vocabulary import DIP, TOPICS, Vocabulary, dip, load_vocabulary
from kg.view.plain import day_span

Labels = Mapping[str, str]
"""Texts by language; '' is the language of a text that names none."""
KINDS = ("person", "state", "organization", "place")
"""Keys of the classes of actors and places."""
_OUTER = frozenset({"Event", "Contact", "Speech", "Cooperation", "Conflict"})
"""Classes of events that have others below them."""


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An actor or place."""

    key: str
    """The end of its IRI: a Wikidata id, or a name with a hash."""
    iri: str
    type: str
    labels: Labels


@dataclass(frozen=True, slots=True)
class EventRow:
    """A happening; actors and the place by their keys."""

    key: str
    iri: str
    type: str
    family: str
    labels: Labels
    status: str
    date: str
    """As told: of any precision, 'a/b' for a range, '' where unknown."""
    earliest: str
    latest: str
    agents: tuple[str, ...]
    counterparts: tuple[str, ...]
    place: str
    topics: tuple[str, ...]
    articles: tuple[str, ...]
    confidence: float
    disputed: bool


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article."""

    key: str
    iri: str
    title: str
    lang: str
    published: str
    source: str
    url: str
    sha256: str
    mentions: tuple[str, ...]


@dataclass(frozen=True)
class Catalogue:
    """All rows, each table in a fixed order: events from the latest, actors from the busiest."""

    actors: Mapping[str, ActorRow]
    events: Mapping[str, EventRow]
    articles: Mapping[str, ArticleRow]
    topics: Mapping[str, Labels]
    terms: Mapping[str, Labels]
    """Labels of types, statuses and families of events and of kinds of actors, by key."""
    of_actor: Mapping[str, tuple[str, ...]] = field(repr=False)
    """Keys of the events that an actor is in or that happened at a place."""
    of_topic: Mapping[str, tuple[str, ...]] = field(repr=False)
    of_article: Mapping[str, tuple[str, ...]] = field(repr=False)

    def iri_of(self, kind: str, key: str) -> str | None:
        """The IRI of an actor, event, article or topic, or None where there is none of that key."""
        if kind == "topic":
            return TOPICS + key if key in self.topics else None
        rows: Mapping[str, ActorRow | EventRow | ArticleRow] = getattr(self, f"{kind}s")
        return rows[key].iri if key in rows else None


def make_catalogue(store: Store, vocabulary: Vocabulary | None = None) -> Catalogue:
    """The tables of a graph that follows the ontology."""
    words = vocabulary or load_vocabulary()
    reading = _Reading(store, words)
    articles = {row.key: row for row in sorted(reading.articles(), key=_newest)}
    events = {row.key: row for row in sorted(reading.events(), key=_latest)}
    of_actor, of_topic, of_article = defaultdict(list), defaultdict(list), defaultdict(list)
    for event in events.values():
        for key in dict.fromkeys([*event.agents, *event.counterparts, event.place]):
            of_actor[key].append(event.key)
        for key in event.topics:
            of_topic[key].append(event.key)
        for key in event.articles:
            of_article[key].append(event.key)
    busy = Counter({key: len(found) for key, found in of_actor.items()})
    actors = sorted(reading.actors(), key=lambda row: (-busy[row.key], row.key))
    return Catalogue(
        actors={row.key: row for row in actors},
        events=events,
        articles=articles,
        topics={key: dict(words.labels[term]) for key, term in sorted(words.topics.items())},
        terms={key: dict(words.labels[term]) for key, term in sorted(words.terms.items()) if term in words.labels},
        of_actor=_frozen(of_actor),
        of_topic=_frozen(of_topic),
        of_article=_frozen(of_article),
    )


def short(iri: str) -> str:
    """The end of an IRI, after its last '/' or '#'."""
    return iri.rpartition("#")[2] if "#" in iri else iri.rpartition("/")[2]


class _Reading:
    """Reads rows from a store."""

    def __init__(self, store: Store, vocabulary: Vocabulary) -> None:
        self._store = store
        self._key = {term.value: key for key, term in vocabulary.terms.items()}
        self._key |= {term.value: key for key, term in vocabulary.topics.items()}
        self._parents = vocabulary.parents

    def actors(self) -> Iterable[ActorRow]:
        seen = set()
        for name, kind in [(dip(name.capitalize()), name) for name in KINDS]:
            for iri in self._all(name):
                if iri.value not in seen:
                    seen.add(iri.value)
                    facts = self._facts(iri)
                    labels = _labels(facts.get(LABEL.value, [])) or _labels(facts.get(DIP + "name", []))
                    yield ActorRow(short(iri.value), iri.value, kind, labels or {"": short(iri.value)})

    def events(self) -> Iterable[EventRow]:
        for iri in self._all(dip("Event")):
            facts = self._facts(iri)
            kind = self._kind(facts.get(RDF_TYPE.value, []))
            span = [self._text(facts, name) for name in ("earliest", "latest")]
            passages = _names(facts.get(DIP + "evidence", []))
            yield EventRow(
                key=short(iri.value),
                iri=iri.value,
                type=self._key.get(kind, "event"),
                family=self._family(kind),
                labels=_labels(facts.get(LABEL.value, [])),
                status=self._key.get(next(iter(_names(facts.get(DIP + "status", []))), ""), ""),
                date=self._text(facts, "date") or "/".join(dict.fromkeys(filter(None, span))),
                earliest=span[0],
                latest=span[1],
                agents=_ends(facts.get(DIP + "agent", [])),
                counterparts=_ends(facts.get(DIP + "counterpart", [])),
                place=next(iter(_ends(facts.get(DIP + "place", []))), ""),
                topics=tuple(sorted(self._key.get(t, short(t)) for t in _names(facts.get(DIP + "topic", [])))),
                articles=tuple(sorted({short(passage.partition("#")[0]) for passage in passages})),
                confidence=_share(self._text(facts, "confidence")),
                disputed=self._text(facts, "disputed") == "true",
            )

    def articles(self) -> Iterable[ArticleRow]:
        for iri in self._all(dip("Article")):
            facts = self._facts(iri)
            texts = {
                name: self._text(facts, name) for name in ("title", "language", "published", "source", "url", "sha256")
            }
            yield ArticleRow(
                key=short(iri.value),
                iri=iri.value,
                title=texts["title"],
                lang=texts["language"],
                published=texts["published"],
                source=texts["source"],
                url=texts["url"],
                sha256=texts["sha256"],
                mentions=_ends(facts.get(DIP + "mentions", [])),
            )

    def _all(self, kind: NamedNode) -> Iterable[NamedNode]:
        for quad in self._store.quads_for_pattern(None, RDF_TYPE, kind, None):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject

    def _facts(self, iri: NamedNode) -> dict[str, list[NamedNode | Literal]]:
        facts: dict[str, list[NamedNode | Literal]] = {}
        for quad in self._store.quads_for_pattern(iri, None, None, None):
            if isinstance(quad.object, NamedNode | Literal):
                facts.setdefault(quad.predicate.value, []).append(quad.object)
        return facts

    def _text(self, facts: Mapping[str, list[NamedNode | Literal]], name: str) -> str:
        return min((value.value for value in facts.get(DIP + name, [])), default="")

    def _kind(self, types: list[NamedNode | Literal]) -> str:
        """The most exact class of an event."""
        names = sorted(value.value for value in types)
        exact = [name for name in names if name.startswith(DIP) and short(name) not in _OUTER]
        return next(iter(exact or names), "")

    def _family(self, kind: str) -> str:
        parents = self._parents.get(NamedNode(kind), ()) if kind else ()
        return next((short(p.value).lower() for p in parents if short(p.value) != "Event"), "other")


def _labels(values: Iterable[NamedNode | Literal]) -> dict[str, str]:
    found = sorted((value.language or "", value.value) for value in values if isinstance(value, Literal))
    return dict(reversed(found))


def _names(values: Iterable[NamedNode | Literal]) -> list[str]:
    return sorted({value.value for value in values if isinstance(value, NamedNode)})


def _ends(values: Iterable[NamedNode | Literal]) -> tuple[str, ...]:
    return tuple(short(name) for name in _names(values))


def _share(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 1.0


def _latest(row: EventRow) -> tuple[int, str]:
    return -_day(row.latest or row.earliest or row.date), row.key


def _day(text: str) -> int:
    """A number that grows from day to day; 0 for what is no date."""
    span = day_span(text)
    return int(span.latest.replace("-", "")) if span else 0


def _newest(row: ArticleRow) -> tuple[int, str]:
    return -_day(row.published), row.key


def _frozen(found: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(keys) for key, keys in found.items()}
