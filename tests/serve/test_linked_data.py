"""The graph's own IRIs resolve: to a page for people, to data for programs."""

import pytest
from live import Live
from pyoxigraph import NamedNode, RdfFormat, parse

from kg.rdf.names import BASE

ONE = (
    "PREFIX dip: <https://w3id.org/diplomacy-kg/ontology#> "
    "SELECT ?x {{ ?x a dip:{} FILTER (STRSTARTS(STR(?x), '{}')) }} ORDER BY ?x LIMIT 1"
)


def one(live: Live, kind: str) -> str:
    return live.rows(ONE.format(kind, BASE))[0]["x"]


@pytest.mark.parametrize("kind", ["Person", "Event", "Article", "Report", "Participation", "Office", "Tenure"])
def test_an_iri_leads_to_data_about_it(live: Live, kind: str) -> None:
    iri = one(live, kind)
    path = "/id/" + iri.removeprefix(BASE)
    for accept, format in (("text/turtle", RdfFormat.TURTLE), ("application/ld+json", RdfFormat.JSON_LD)):
        moved = live.get(path, accept)
        assert (moved.status, moved.headers["Vary"]) == (303, "Accept")
        reply = live.get(moved.headers["Location"])
        assert reply.type == accept
        assert NamedNode(iri) in {quad.subject for quad in parse(reply.body, format=format)}


@pytest.mark.parametrize("kind", ["Person", "Event", "Article", "Report", "Participation", "Office"])
def test_an_iri_leads_people_to_a_page(live: Live, kind: str) -> None:
    moved = live.get("/id/" + one(live, kind).removeprefix(BASE), "text/html,*/*;q=0.8")
    assert moved.status == 303
    reply = live.get(moved.headers["Location"], "text/html")
    assert (reply.status, reply.type) == (200, "text/html")


def test_an_event_comes_with_what_belongs_to_it(live: Live) -> None:
    event = one(live, "Event")
    reply = live.get("/data/event/" + event.rpartition("/")[2] + ".nt")
    kinds = {quad.object.value.rpartition("#")[2] for quad in parse(reply.body, format=RdfFormat.N_TRIPLES)
             if quad.predicate.value.endswith("#type")}  # fmt: skip
    assert {"Event", "Participation", "Report", "Passage"} <= kinds


@pytest.mark.parametrize(
    "path", ["/id/event/none", "/id/nothing/x", "/data/event/none", "/data/x/y", "/data/event/a%3Eb"]
)
def test_what_is_not_there(live: Live, path: str) -> None:
    moved = live.get(path, "text/turtle")
    reply = live.get(moved.headers["Location"], "text/turtle") if moved.status == 303 else moved
    assert reply.status in (400, 404)


def test_the_ontology(live: Live) -> None:
    reply = live.get("/ontology")
    assert len(list(parse(reply.body, format=RdfFormat.TURTLE))) > 100
