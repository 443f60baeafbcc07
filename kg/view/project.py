"""The sketches of a graph → the records of a picture.

Nothing depends on the order of the file. Actors are sorted by how many events they are in, the strongest first, so
that a position is a rank.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from itertools import combinations, product

from kg.view.plain import clean, item_of
from kg.view.records import ActorNode, Contact, EventNode, Part, Picture, Quote, Term
from kg.view.sketches import ROLES, EventSketch, PassageSketch, Sketcher, Sketches
from kg.view.statements import Statements, read_ontology
from kg.view.terms import Terms, short

MOST_PARTICIPANTS = 60
"""Beyond this, an event (a summit of a whole continent) makes no contacts: it would tie everyone to everyone."""

SYMMETRIC = "contact"
OPPOSED = "conflict"
_RANK = {role: n for n, role in enumerate(ROLES)}


def project(graph: Statements, ontology: Statements | None = None) -> Picture:
    """The picture of a graph.

    Args:
        graph: what a Turtle or TriG file says.
        ontology: the ontology and topics; by default those that ship with the package.
    """
    terms = Terms(graph, ontology or read_ontology())
    return compose(Sketcher(graph, terms), terms)


def compose(sketches: Sketches, terms: Terms) -> Picture:
    """The picture of some sketches."""
    found = list(sketches.events())
    counted = Counter(part.actor for event in found for part in event.parts)
    ranked = sorted(counted, key=lambda iri: (-counted[iri], iri))
    others = {iri for event in found for iri in (event.place, *(part.behalf for part in event.parts)) if iri}
    ranked += sorted(others - counted.keys())
    rank = {iri: n for n, iri in enumerate(ranked)}
    told = {iri: sketches.passage(iri) for event in found for iri in event.evidence}
    sources = sorted({passage.article for passage in told.values()})
    maker = _Maker(sketches, terms, rank, told, {iri: n for n, iri in enumerate(sources)})
    events = sorted(map(maker.event, found), key=lambda event: (event.earliest or "9999", event.latest, event.iri))
    family = {terms.key(iri): terms.term(iri).family for iri in {event.type for event in found}}
    actors = _actors(sketches, terms, ranked)
    kinds = {actor.type for actor in actors}
    return Picture(
        actors=actors,
        articles=tuple(map(sketches.source, sources)),
        events=tuple(events),
        contacts=_contacts(events, family),
        types=_terms(terms, (event.type for event in found)),
        statuses=_terms(terms, (iri for event in found for iri in event.statuses)),
        topics=_terms(terms, (iri for event in found for iri in event.topics)),
        kinds=tuple(t for t in _terms(terms, terms.actors) if t.key in kinds),
        crowded=sum(len(event.parts) > MOST_PARTICIPANTS for event in events),
    )


class _Maker:
    """Makes the nodes of events, with the positions of what they refer to."""

    def __init__(
        self,
        sketches: Sketches,
        terms: Terms,
        rank: dict[str, int],
        told: dict[str, PassageSketch],
        place_of: dict[str, int],
    ) -> None:
        self._rank, self._told, self._place_of = rank, told, place_of
        self._key, self._office = cache(terms.key), cache(sketches.office)

    def event(self, event: EventSketch) -> EventNode:
        rank, key = self._rank, self._key
        parts = [
            Part(
                rank[part.actor], part.role, rank.get(part.behalf, -1), self._office(part.office) if part.office else ()
            )
            for part in event.parts
        ]
        if len(parts) > 1:
            parts.sort(key=lambda part: (_RANK[part.role], part.actor))
        passages = [self._told[iri] for iri in event.evidence]
        if len(passages) > 1:
            passages.sort(key=lambda passage: (passage.article, passage.start, passage.text, passage.lang))
        return EventNode(
            iri=event.iri,
            type=key(event.type),
            parts=tuple(parts),
            place=rank.get(event.place, -1),
            date=event.date,
            earliest=event.earliest,
            latest=event.latest,
            status=key(event.statuses[0]) if event.statuses else "",
            topics=tuple(sorted(map(key, event.topics))),
            confidence=event.confidence,
            quotes=tuple(Quote(self._place_of[p.article], p.text, p.lang, p.start) for p in passages),
            disputed=event.disputed,
        )


def _actors(sketches: Sketches, terms: Terms, ranked: list[str]) -> tuple[ActorNode, ...]:
    taken: Counter[str] = Counter()
    actors = []
    for iri in ranked:
        item, sketch = item_of(iri), sketches.actor(iri)
        key = item or short(iri)
        taken[key] += 1
        actors.append(
            ActorNode(
                iri=iri,
                key=key if taken[key] == 1 else f"{key}~{taken[key]}",
                type=terms.key(sketch.type),
                labels=sketch.labels or (("", clean(key)),),
                aliases=sketch.aliases,
                link=f"https://www.wikidata.org/wiki/{item}" if item else "",
            )
        )
    return tuple(actors)


def _contacts(events: list[EventNode], family: dict[str, str]) -> tuple[Contact, ...]:
    between: dict[tuple[int, int], list[int]] = {}
    for n, event in enumerate(events):
        if len(event.parts) <= MOST_PARTICIPANTS:
            for pair in pairs(event, family.get(event.type, "")):
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
