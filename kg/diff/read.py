"""A graph file → what is compared."""

from __future__ import annotations

from pathlib import Path

from kg.diff.records import Snapshot, Told
from kg.errors import GraphError
from kg.view.statements import DIP, Statements, read_graph, read_ontology
from kg.view.terms import Terms

_PARTICIPANTS = (DIP + "agent", DIP + "counterpart")


def read_snapshot(path: Path) -> Snapshot:
    """What a Turtle, TriG, N-Triples or N-Quads file says of events and articles.

    Raises:
        InputError: it cannot be read or is of another format.
        GraphError: it is malformed, or holds nothing of the ontology.
    """
    graph = read_graph(path)
    terms = Terms(graph, read_ontology())
    told_by: dict[str, set[str]] = {}
    for report, values in graph.subjects(DIP + "reports").items():
        for event, _ in values:
            told_by.setdefault(event, set()).add(report)
    events = {}
    for iri in sorted(graph.subjects(DIP + "status").keys() - graph.subjects(DIP + "reports").keys()):
        kind = terms.most_exact(graph.classes(iri), terms.events)
        if kind is not None:
            events[iri] = _told(graph, terms, iri, terms.key(kind), sorted(told_by.get(iri, ())))
    articles = [iri for iri, classes in graph.subjects(_TYPE).items() if (DIP + "Article", None) in set(classes)]
    if not events and not articles:
        raise GraphError(f"{path}: no events and no articles of the ontology in it")
    mentions = {iri: frozenset(graph.things(iri, DIP + "mentions")) for iri in sorted(articles)}
    things = {iri for iris in mentions.values() for iri in iris} | set(articles)
    things |= {iri for event in events.values() for iri in (*event.participants, *event.topics, event.place)}
    names = {iri: graph.labels(iri) or _title(graph, iri) for iri in sorted(things) if iri}
    return Snapshot(events, mentions, {iri: labels for iri, labels in names.items() if labels})


_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def _title(graph: Statements, iri: str) -> tuple[tuple[str, str], ...]:
    return graph.texts(iri, DIP + "title")


def _told(graph: Statements, terms: Terms, iri: str, kind: str, reports: list[str]) -> Told:
    status = graph.things(iri, DIP + "status")
    earliest, latest = graph.text(iri, DIP + "earliest"), graph.text(iri, DIP + "latest")
    return Told(
        iri=iri,
        type=kind,
        labels=graph.labels(iri),
        status=terms.key(status[0]) if status else "",
        date=graph.text(iri, DIP + "date") or (f"{earliest}/{latest}" if earliest else ""),
        place=graph.text(iri, DIP + "place"),
        participants=frozenset(name for role in _PARTICIPANTS for name in graph.things(iri, role)),
        topics=frozenset(graph.things(iri, DIP + "topic")),
        articles=frozenset(graph.text(report, DIP + "article") for report in reports),
        passages=frozenset(graph.things(iri, DIP + "evidence")),
        disputed=graph.text(iri, DIP + "disputed") == "true",
    )
