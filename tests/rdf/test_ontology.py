from __future__ import annotations

import json
from typing import get_args

import pytest
from rdflib import OWL, RDF, RDFS, Graph, Namespace, URIRef
from rdflib.namespace import SKOS

from kg.data import data_folder
from kg.model import EntityType, EventType, Status
from kg.rdf.vocabulary import DIP, load_vocabulary

NAMESPACE = Namespace(DIP)
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.NamedIndividual)


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(data_folder("ontology") / "diplomacy.ttl")


def test_everything_has_label_and_comment_in_both_languages(ontology: Graph) -> None:
    names = {name for kind in KINDS for name in ontology.subjects(RDF.type, kind)}
    assert len(names) > 80
    for name in names:
        for prop in (RDFS.label, RDFS.comment):
            assert {value.language for value in ontology.objects(name, prop)} >= {"ar", "en"}, (name, prop)  # type: ignore[attr-defined]


def test_every_key_of_the_records_is_in_the_ontology() -> None:
    vocabulary = load_vocabulary()
    for key in (*get_args(EventType), *get_args(EntityType), *get_args(Status), "agent", "counterpart"):
        assert vocabulary.term(key).value == DIP + key.capitalize()


def test_every_event_class_is_coded_and_grouped(ontology: Graph) -> None:
    for key in get_args(EventType):
        name = NAMESPACE[key.capitalize()]
        assert NAMESPACE.Event in ontology.transitive_objects(name, RDFS.subClassOf)
        if key != "appointment":
            assert (name, NAMESPACE.cameo, None) in ontology
        if key not in ("appointment", "statement"):
            assert (name, NAMESPACE.plover, None) in ontology


@pytest.mark.parametrize(
    "prefix",
    [
        "semanticweb.cs.vu.nl/2009/11/sem",
        "www.w3.org/ns/prov#",
        "www.w3.org/ns/oa#",
        "www.w3.org/ns/org#",
        "schema.org",
        "www.w3.org/2006/time#",
    ],
)
def test_it_is_aligned(ontology: Graph, prefix: str) -> None:
    assert any(prefix in str(value) for _, _, value in ontology)


def test_properties_and_classes_have_no_cycle_and_no_missing_end(ontology: Graph) -> None:
    declared = {name for kind in KINDS for name in ontology.subjects(RDF.type, kind)}
    for prop in (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range):
        for subject, end in ontology.subject_objects(prop):
            if str(end).startswith(DIP):
                assert end in declared, (subject, prop, end)
            assert subject not in set(ontology.transitive_objects(end, prop)), (subject, prop)


def test_topics_have_labels_in_both_languages_and_ids_that_are_items() -> None:
    topics = Graph().parse(data_folder("ontology") / "topics.ttl")
    names = set(topics.subjects(RDF.type, SKOS.Concept))
    assert len(names) == 72
    for name in names:
        assert {label.language for label in topics.objects(name, SKOS.prefLabel)} == {"ar", "en"}  # type: ignore[attr-defined]
        for match in topics.objects(name, SKOS.exactMatch):
            assert str(match).startswith("http://www.wikidata.org/entity/Q")


def test_shapes_and_context_name_only_what_the_ontology_has(ontology: Graph) -> None:
    shapes = Graph().parse(data_folder("ontology") / "shapes.ttl")
    declared = {str(name) for name in ontology.subjects()}
    own = {str(s) for s in shapes.subjects() if isinstance(s, URIRef)}
    for triple in shapes:
        for term in triple:
            if str(term).startswith(DIP) and str(term) not in own:
                assert str(term) in declared, term
    context = json.loads((data_folder("ontology") / "context.jsonld").read_text("utf-8"))["@context"]
    for name in set(context) - {"@vocab", "label"}:
        assert DIP + name in declared
    links = {str(name).removeprefix(DIP) for name in ontology.subjects(RDF.type, OWL.ObjectProperty)}
    assert links == set(context) - {"@vocab", "label"}
