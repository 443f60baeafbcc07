"""Answers within bounds; the same engine's own readers read what is written."""

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.serve.results import TooMuch, write

ALL = "SELECT ?s ?o { ?s ?p ?o } ORDER BY ?o"


@pytest.fixture
def store() -> Store:
    store = Store()
    for number in range(10):
        store.add(Quad(NamedNode(f"urn:s{number}"), NamedNode("urn:p"), Literal(f"{number} <&\x01\ud7ff")))
    return store


@pytest.mark.parametrize("media", ["text/csv", "application/sparql-results+json", "application/sparql-results+xml"])
def test_the_last_row_that_may_be_is_written_and_one_more_is_too_much(store: Store, media: str) -> None:
    assert b"urn:s9" in write(store.query(ALL), media, rows=10, size=10_000)
    with pytest.raises(TooMuch, match="more than 9 rows"):
        write(store.query(ALL), media, rows=9, size=10_000)
    with pytest.raises(TooMuch, match="more than 50 bytes"):
        write(store.query(ALL), media, rows=10, size=50)


def test_a_graph_is_bounded_and_sorted(store: Store) -> None:
    query = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"
    lines = write(store.query(query), "application/n-triples", rows=10, size=10_000).splitlines()
    assert lines == sorted(lines)
    with pytest.raises(TooMuch):
        write(store.query(query), "application/n-triples", rows=9, size=10_000)


def test_xml_without_characters_that_xml_cannot_hold(store: Store) -> None:
    written = write(store.query(ALL), "application/sparql-results+xml", rows=10, size=10_000)
    assert b"\x01" not in written
    assert "0 &lt;&amp;\ufffd".encode() in written
