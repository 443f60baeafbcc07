"""A graph that follows the ontology → the records of a picture.

Nothing depends on the order of the file. Actors are sorted by how many events they are in, the strongest first, so
that a position is a rank.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import combinations, product

from kg.view.plain import clean, clean_labels, day_span, item_of, web_address
from kg.view.records import ActorNode, Contact, EventNode, Labels, Part, Picture, Quote, Role, Source, Term
from kg.view.statements import ALSO, DIP, TYPE, Statements, read_ontology
from kg.view.terms import ACTOR, EVENT, Terms, short

MOST_PARTICIPANTS = 60
"""Beyond this, an event (a summit of a whole continent) makes no contacts: it would tie everyone to everyone."""

SYMMETRIC = "contact"
OPPOSED = "conflict"
ROLES: tuple[Role, ...] = ("agent", "counterpart", "participant")


def project(graph: Statements, ontology: Statements | None = None) -> Picture:
    """The picture of a graph.

    Args:
        graph: what a Turtle or TriG file says.
        ontology: the ontology and topics; by default those that ship with the package.
    """
    terms = Terms(graph, ontology or read_ontology())
    happenings = _events_of(graph, terms)
    drafts = {iri: _Draft(graph, iri) for iri in sorted(happenings)}
    counted: Counter[str] = Counter()
    for draft in drafts.values():
        counted.update(draft.actors)
    ranked = sorted(counted, key=lambda iri: (-counted[iri], iri))
    ranked += sorted({iri for d in drafts.values() for iri in d.others} - counted.keys())
    rank = {iri: n for n, iri in enumerate(ranked)}
    sources = sorted({article for d in drafts.values() for article, *_ in d.quotes})
    place_of = {iri: n for n, iri in enumerate(sources)}
    events = sorted(
        (draft.event(terms.key(happenings[iri]), terms, rank, place_of) for iri, draft in drafts.items()),
        key=lambda event: (event.earliest or "9999", event.latest, event.iri),
    )
    family = {terms.key(iri): terms.term(iri).family for iri in set(happenings.values())}
    actors = _actors(graph, terms, ranked)
    kinds = {actor.type for actor in actors}
    return Picture(
        actors=actors,
        articles=tuple(_source(graph, iri) for iri in sources),
        events=tuple(events),
        contacts=_contacts(events, family),
        types=_terms(terms, happenings.values()),
        statuses=_terms(terms, (iri for d in drafts for iri in graph.things(d, DIP + "status"))),
        topics=_terms(terms, (iri for d in drafts for iri in graph.things(d, DIP + "topic"))),
        kinds=tuple(t for t in _terms(terms, terms.actors) if t.key in kinds),
        crowded=sum(len(event.parts) > MOST_PARTICIPANTS for event in events),
    )


class _Draft:
    """An event's statements, before actors and articles have positions."""

    def __init__(self, graph: Statements, iri: str) -> None:
        self._graph, self._iri = graph, iri
        self._parts: dict[str, tuple[Role, str, str]] = {}
        for node in graph.things(iri, DIP + "participation"):
            role = short(graph.text(node, DIP + "role")).lower()
            for actor in graph.things(node, DIP + "actor"):
                known: Role = next((r for r in ROLES if r == role), "participant")
                behalf, office = (next(iter(graph.things(node, DIP + n)), "") for n in ("onBehalfOf", "office"))
                self._parts.setdefault(actor, (known, behalf, office))
        for name in ROLES:
            for actor in graph.things(iri, DIP + name):
                self._parts.setdefault(actor, (name, "", ""))
        self._place = next(iter(graph.things(iri, DIP + "place")), "")
        self.actors = tuple(self._parts)
        self.others = {self._place, *(behalf for _, behalf, _ in self._parts.values())} - {""}
        self.quotes = sorted(self._passages())

    def event(self, kind: str, terms: Terms, rank: dict[str, int], place_of: dict[str, int]) -> EventNode:
        graph, iri = self._graph, self._iri
        told = day_span(graph.text(iri, DIP + "date"))
        earliest = day_span(graph.text(iri, DIP + "earliest")) or told
        latest = day_span(graph.text(iri, DIP + "latest")) or told or earliest
        earliest = earliest or latest
        parts = [
            Part(rank[actor], role, rank.get(behalf, -1), clean_labels(graph.labels(office)) if office else ())
            for actor, (role, behalf, office) in self._parts.items()
        ]
        return EventNode(
            iri=iri,
            type=kind,
            parts=tuple(sorted(parts, key=lambda part: (ROLES.index(part.role), part.actor))),
            place=rank.get(self._place, -1),
            date=str(told or ""),
            earliest=earliest.earliest if earliest else "",
            latest=max(latest.latest, earliest.earliest) if latest and earliest else "",
            status=next((terms.key(s) for s in graph.things(iri, DIP + "status")), ""),
            topics=tuple(sorted(terms.key(topic) for topic in graph.things(iri, DIP + "topic"))),
            confidence=_number(graph.text(iri, DIP + "confidence")),
            quotes=tuple(Quote(place_of[article], text, lang, start) for article, start, text, lang in self.quotes),
            disputed=graph.text(iri, DIP + "disputed") == "true",
        )

    def _passages(self) -> Iterable[tuple[str, int, str, str]]:
        graph = self._graph
        for passage in graph.things(self._iri, DIP + "evidence"):
            article = graph.text(passage, DIP + "article") or passage.partition("#")[0]
            start = graph.text(passage, DIP + "start")
            known = int(start) if start.isascii() and start.isdigit() else -1
            lang, quote = next(iter(graph.texts(passage, DIP + "quote")), ("", ""))
            yield article, known, clean(quote), lang


def _events_of(graph: Statements, terms: Terms) -> dict[str, str]:
    """Event → its most exact class. What has participants is an event even where no class says so."""
    found = {}
    for iri, values in graph.subjects(TYPE).items():
        kind = terms.most_exact((name for name, _ in values), terms.events)
        if kind:
            found[iri] = kind
    for name in (*ROLES, "participation"):
        for iri in graph.subjects(DIP + name):
            found.setdefault(iri, EVENT)
    return found


def _actors(graph: Statements, terms: Terms, ranked: list[str]) -> tuple[ActorNode, ...]:
    taken: Counter[str] = Counter()
    actors = []
    for iri in ranked:
        item = item_of(iri)
        kind = terms.most_exact(graph.classes(iri), terms.actors) or ACTOR
        key = item or short(iri)
        taken[key] += 1
        labels = clean_labels(graph.labels(iri)) or (("", clean(key)),)
        actors.append(
            ActorNode(
                iri=iri,
                key=key if taken[key] == 1 else f"{key}~{taken[key]}",
                type=terms.key(kind),
                labels=labels,
                aliases=clean_labels(graph.texts(iri, *ALSO)),
                link=f"https://www.wikidata.org/wiki/{item}" if item else "",
            )
        )
    return tuple(actors)


def _source(graph: Statements, iri: str) -> Source:
    titles: Labels = graph.texts(iri, DIP + "title", "https://schema.org/headline", "http://purl.org/dc/terms/title")
    lang, title = titles[0] if titles else ("", "")
    published = graph.text(
        iri, DIP + "published", "https://schema.org/datePublished", "http://purl.org/dc/terms/issued"
    )
    outlet = graph.text(iri, DIP + "source")
    address = graph.text(iri, DIP + "url", "https://schema.org/url")
    return Source(
        iri=iri,
        title=clean(title),
        lang=lang or clean(graph.text(iri, DIP + "language")),
        date=str(day_span(published) or ""),
        outlet=clean(outlet),
        url=web_address(address),
    )


def _contacts(events: list[EventNode], family: dict[str, str]) -> tuple[Contact, ...]:
    between: dict[tuple[int, int], list[int]] = {}
    for n, event in enumerate(events):
        if len(event.parts) <= MOST_PARTICIPANTS:
            for pair in sorted(pairs(event, family.get(event.type, ""))):
                between.setdefault(pair, []).append(n)
    return tuple(Contact(a, b, tuple(ns)) for (a, b), ns in sorted(between.items()))


def pairs(event: EventNode, family: str) -> set[tuple[int, int]]:
    """Who is in contact by an event.

    Agents are with counterparts; and with one another where they met, but not where they stood side by side against a
    third.
    """
    agents = [part.actor for part in event.parts if part.role != "counterpart"]
    counterparts = [part.actor for part in event.parts if part.role == "counterpart"]
    found = set(product(agents, counterparts))
    if family == SYMMETRIC or (not counterparts and family != OPPOSED):
        found |= set(combinations(agents, 2))
    return {(min(a, b), max(a, b)) for a, b in found if a != b}


def _terms(terms: Terms, iris: Iterable[str]) -> tuple[Term, ...]:
    known = {term.key: term for term in map(terms.term, sorted(set(iris), reverse=True))}
    return tuple(known[key] for key in sorted(known))


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        return 1.0
    return min(max(value, 0.0), 1.0) if value == value else 1.0
