"""RDF: the terms, the graph of a build, its files, and the checks on them."""

from __future__ import annotations

from kg.rdf.facts import Facts, gather_facts
from kg.rdf.graph import Graph, unusable_addresses
from kg.rdf.names import Namer
from kg.rdf.vocabulary import ontology_digests
from kg.rdf.write import jsonld, nquads, trig, trig_parts, turtle, turtle_parts

__all__ = [
    "Facts",
    "Graph",
    "Namer",
    "gather_facts",
    "jsonld",
    "nquads",
    "ontology_digests",
    "trig",
    "trig_parts",
    "turtle",
    "turtle_parts",
    "unusable_addresses",
]
