from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from types import ModuleType

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, RdfFormat, Store, parse

from kg.model import Knowledge
from kg.rdf.graph import Graph
from kg.rdf.write import jsonld, nquads, trig, turtle

Writer = Callable[[Graph], Iterator[str]]
FORMS: list[tuple[Writer, RdfFormat, str]] = [
    (turtle, RdfFormat.TURTLE, "turtle"),
    (trig, RdfFormat.TRIG, "trig"),
    (nquads, RdfFormat.N_QUADS, "nquads"),
    (jsonld, RdfFormat.JSON_LD, "json-ld"),
]
Triples = set[tuple[str, str, str]]


def triples(written: str, form: RdfFormat) -> Triples:
    return {(str(q.subject), str(q.predicate), str(q.object)) for q in parse(written, format=form)}


def described(graph: Graph) -> Triples:
    return {(str(s), str(p), str(o)) for piece in graph.descriptions() for s, p, o, _ in piece}


@pytest.mark.parametrize(("write", "form", "name"), FORMS, ids=lambda value: getattr(value, "__name__", None))
def test_every_format_reads_back_as_the_same_graph(graph: Graph, write: Writer, form: RdfFormat, name: str) -> None:
    assert triples("".join(write(graph)), form) == described(graph)


@pytest.mark.parametrize(("write", "form", "name"), FORMS, ids=lambda value: getattr(value, "__name__", None))
def test_rdflib_reads_the_same_graph(graph: Graph, write: Writer, form: RdfFormat, name: str) -> None:
    read = rdflib.Dataset(default_union=True)
    read.parse(data="".join(write(graph)), format=name)
    assert len({tuple(quad[:3]) for quad in read.quads()}) == len(described(graph))


@pytest.mark.parametrize(("write", "form", "name"), FORMS, ids=lambda value: getattr(value, "__name__", None))
def test_bytes_do_not_depend_on_order_or_file_names(
    sample: ModuleType, knowledge: Knowledge, write: Writer, form: RdfFormat, name: str
) -> None:
    other = Graph(sample.shuffled(knowledge), sample.FACTS)
    assert "".join(write(other)) == "".join(write(Graph(knowledge, sample.FACTS)))


def test_turtle_tells_each_thing_once_and_each_triple_once(graph: Graph) -> None:
    written = "".join(turtle(graph))
    subjects = [line.split(" ")[0] for line in written.splitlines() if line and line[0] not in " @#"]
    assert len(subjects) == len(set(subjects))
    assert written.endswith(f"# End: {len(described(graph))} statements.\n")


def test_the_named_graphs_together_are_the_merged_graph(graph: Graph) -> None:
    assert triples("".join(nquads(graph)), RdfFormat.N_QUADS) == described(graph)


def test_an_article_graph_holds_what_the_article_says_and_no_more(graph: Graph, knowledge: Knowledge) -> None:
    store = Store()
    store.load("".join(trig(graph)), format=RdfFormat.TRIG)
    dip = "https://w3id.org/diplomacy-kg/ontology#"
    names = {article.id: graph.graph_of(article) for article in knowledge.articles}
    event = NamedNode("https://w3id.org/diplomacy-kg/id/event/a1")
    topics = {
        name: {
            q.object.value.rpartition("#")[2] for q in store.quads_for_pattern(event, NamedNode(dip + "topic"), None, g)
        }  # type: ignore[union-attr]
        for name, g in names.items()
    }
    assert topics["cairo-ar"] == {"ceasefire", "gaza-war"}
    assert topics["cairo-en"] == {"ceasefire"}
    assert topics["plans-en"] == set()


def test_taking_an_article_away_takes_what_it_alone_said(graph: Graph, knowledge: Knowledge) -> None:
    store = Store()
    store.load("".join(nquads(graph)), format=RdfFormat.N_QUADS)
    (gone,) = (graph.graph_of(article) for article in knowledge.articles if article.id == "cairo-ar")
    store.remove_graph(gone)
    left = {str(quad.subject).rpartition("/")[2][:-1] for quad in store if "/id/event/" in str(quad.subject)}
    assert left == {"a1", "c3", "d4", "e5", "f6"}


def test_json_ld_needs_no_other_file(graph: Graph) -> None:
    context = json.loads("".join(jsonld(graph)))["@context"]
    assert all(not (isinstance(value, str) and value.endswith(".jsonld")) for value in context.values())


def test_awkward_quotes_survive(graph: Graph) -> None:
    quotes = [
        q.object for q in parse("".join(turtle(graph)), format=RdfFormat.TURTLE) if q.predicate.value.endswith("#quote")
    ]
    assert any(isinstance(quote, Literal) and '"lasting"' in quote.value for quote in quotes)
