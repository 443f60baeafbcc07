"""SHACL over a graph: all of a small one, a sample of a large one."""

from __future__ import annotations

from pathlib import Path

import pyshacl
import rdflib
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple, serialize
from rdflib import RDF, Namespace

from kg.rdf.terms import RDF_TYPE
from kg.rdf.vocabulary import dip

MOST_TRIPLES = 60_000
"""A graph up to this size is checked whole: some ten seconds."""
SAMPLE = 200
"""How many events of a larger graph are checked, spread evenly over it."""

_SH = Namespace("http://www.w3.org/ns/shacl#")


def check_shapes(store: Store, shapes: Path) -> tuple[list[tuple[str, str]], bool]:
    """What breaks the shapes, as (message, IRI) sorted, and whether only a sample was checked."""
    sampled = len(store) > MOST_TRIPLES
    data = rdflib.Graph()
    triples = sample(store) if sampled else [Triple(q.subject, q.predicate, q.object) for q in store]
    data.parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")
    rules = rdflib.Graph().parse(shapes, format="turtle")
    _, results, _ = pyshacl.validate(data, shacl_graph=rules, inference="none", meta_shacl=False)
    found = set()
    for result in results.subjects(RDF.type, _SH.ValidationResult):
        message = results.value(result, _SH.resultMessage)
        found.add((str(message), str(results.value(result, _SH.focusNode))))
    return sorted(found), sampled


def sample(store: Store, size: int = SAMPLE) -> list[Triple]:
    """Some events of a graph with all that belongs to them."""
    events = sorted({str(quad.subject) for quad in store.quads_for_pattern(None, RDF_TYPE, dip("Event"))})
    chosen = events[:: max(1, len(events) // size)]
    waiting = [NamedNode(name[1:-1]) for name in chosen]
    seen: set[NamedNode] = set(waiting)
    triples: list[Triple] = []
    while waiting:
        node = waiting.pop()
        quads: list[Quad] = list(store.quads_for_pattern(node, None, None))
        quads += [q for q in store.quads_for_pattern(None, dip("reports"), node) if q.subject not in seen]
        for quad in quads:
            for end in (quad.subject, quad.object):
                if isinstance(end, NamedNode) and end not in seen:
                    seen.add(end)
                    waiting.append(end)
            if quad.subject == node:
                triples.append(Triple(quad.subject, quad.predicate, quad.object))
    return triples
