"""The SPARQL 1.1 protocol: ways to ask, forms of the answer."""

import csv
import io
import xml.etree.ElementTree as ElementTree
from urllib.parse import urlencode

import pytest
from live import Live
from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results

SELECT = (
    "PREFIX dip: <https://w3id.org/diplomacy-kg/ontology#> SELECT ?e ?date { ?e dip:date ?date } ORDER BY ?e LIMIT 3"
)
ODD = 'SELECT (<urn:a> AS ?i) ("a,\\"b\\"\\r\\n\\t<&>" AS ?t) ("ع"@ar AS ?l) (1.5 AS ?n) ?none { }'
CONSTRUCT = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 7"
JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
FORMS = {
    JSON: QueryResultsFormat.JSON,
    XML: QueryResultsFormat.XML,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}


def test_three_ways_to_ask_give_one_answer(live: Live) -> None:
    form = urlencode({"query": SELECT}).encode()
    replies = [
        live.query(SELECT, JSON),
        live.ask("/sparql", form, JSON, Content_Type="application/x-www-form-urlencoded"),
        live.ask("/sparql", SELECT.encode(), JSON, Content_Type="application/sparql-query; charset=UTF-8"),
    ]
    assert [reply.status for reply in replies] == [200] * 3
    assert len({reply.body for reply in replies}) == 1
    assert len(replies[0].json()["results"]["bindings"]) == 3


@pytest.mark.parametrize("query", [SELECT, ODD])
@pytest.mark.parametrize("media", FORMS)
def test_results_read_alike_in_every_form(live: Live, query: str, media: str) -> None:
    reply = live.query(query, media)
    assert reply.type == media
    read = parse_query_results(reply.body, format=FORMS[media])
    reference = parse_query_results(live.query(query, JSON).body, format=QueryResultsFormat.JSON)
    assert [list(row) for row in read] == [list(row) for row in reference]


def test_csv_holds_plain_values(live: Live) -> None:
    header, row = csv.reader(io.StringIO(live.query(ODD, "text/csv").text, newline=""))
    assert header == ["i", "t", "l", "n", "none"]
    assert row == ["urn:a", 'a,"b"\r\n\t<&>', "ع", "1.5", ""]


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("*/*", JSON),
        ("", JSON),
        ("application/json", "application/json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", JSON),
        (f"{XML};q=0.9, {JSON};q=0.4", XML),
        ("text/*", "text/xml"),
        ("text/csv;q=0, application/xml", "application/xml"),
        ("nonsense;;;q=x, text/csv", "text/csv"),
    ],
)
def test_the_client_chooses_the_form(live: Live, accept: str, media: str) -> None:
    assert live.query(SELECT, accept).type == media


def test_a_client_may_ask_for_errors_as_text(live: Live) -> None:
    reply = live.query("SELECT nonsense {", f"{JSON}, text/plain;q=0.1")
    assert (reply.status, reply.type) == (400, "text/plain")
    assert "cannot be read" in reply.text


def test_a_form_that_there_is_not(live: Live) -> None:
    assert live.query(SELECT, "image/png").status == 406
    assert live.query(CONSTRUCT, "text/csv").status == 406
    assert live.query(SELECT, format="turtle").status == 406
    assert live.query(SELECT, format="tsv").type == "text/tab-separated-values"


@pytest.mark.parametrize(
    ("accept", "format"),
    [
        ("*/*", RdfFormat.TURTLE),
        ("application/n-triples", RdfFormat.N_TRIPLES),
        ("application/ld+json", RdfFormat.JSON_LD),
    ],
)
def test_graphs_come_as_turtle_n_triples_or_json_ld(live: Live, accept: str, format: RdfFormat) -> None:
    for query in (CONSTRUCT, "DESCRIBE ?e { ?e a <https://w3id.org/diplomacy-kg/ontology#Event> } LIMIT 1"):
        reply = live.query(query, accept)
        assert reply.type == format.media_type
        assert len(list(parse(reply.body, format=format))) >= 7


@pytest.mark.parametrize("answer", ["true", "false"])
def test_ask(live: Live, answer: str) -> None:
    query = "ASK { ?s ?p ?o }" if answer == "true" else "ASK { ?s <urn:none> ?o }"
    assert live.query(query, JSON).json()["boolean"] is (answer == "true")
    root = ElementTree.fromstring(live.query(query, XML).body)
    assert root.findtext("{http://www.w3.org/2005/sparql-results#}boolean") == answer
    assert live.query(query, "text/csv").text.strip() == answer


def test_without_a_query_the_endpoint_describes_itself(live: Live) -> None:
    reply = live.get("/sparql", "text/turtle")
    told = parse(reply.body, format=RdfFormat.TURTLE, base_iri="http://localhost/sparql")
    assert "Service" in {quad.object.value.rpartition("#")[2] for quad in told}
    assert live.get("/sparql", "text/html").headers["Location"] == "/query"


@pytest.mark.parametrize(
    ("path", "body", "kind", "status"),
    [
        ("/sparql?query=SELECT", None, "", 400),
        ("/sparql?query=", None, "", 400),
        ("/sparql?other=1", None, "", 400),
        ("/sparql?query=ASK%7B%7D&query=ASK%7B%7D", None, "", 400),
        ("/sparql?query=%FF", None, "", 400),
        ("/sparql", b"query=%FF", "application/x-www-form-urlencoded", 400),
        ("/sparql", b"\xff\xfe", "application/sparql-query", 400),
        ("/sparql", b"ASK {}", "text/plain", 415),
        ("/sparql", b"", "application/sparql-query", 400),
        ("/sparql", b"x" * 400_000, "application/sparql-query", 413),
    ],
)
def test_a_wrong_request_is_told_so(live: Live, path: str, body: bytes | None, kind: str, status: int) -> None:
    reply = live.get(path) if body is None else live.ask(path, body, Content_Type=kind)
    assert reply.status == status
    assert reply.type == "application/problem+json"
    assert reply.json()["detail"]


def test_values_are_bound_and_never_pasted(live: Live) -> None:
    for value in ('Ali" . ?s ?p ?o } #', "x> ?p ?o }", "?var", "a\nb", "\\u0022", "' || true"):
        reply = live.get("/api/queries/who-met-whom?" + urlencode({"actor": value}))
        assert reply.status == 404, value
