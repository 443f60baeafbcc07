from __future__ import annotations

import pytest
from pyoxigraph import Store

from kg.errors import QueryError
from kg.store.scan import bind_values, body_start, check_query, variables, without_comments

REFUSED = [
    "",
    "SELECT",  # taken as a form, but it has no body: see the next test
    "INSERT DATA { <a:a> <a:b> <a:c> }",
    "DROP ALL",
    "CLEAR DEFAULT",
    "LOAD <http://example.org/>",
    "PREFIX a: <http://a/> # comment\nDELETE WHERE { ?s ?p ?o }",
    "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
    "SELECT * { service silent<http://example.org/> { ?s ?p ?o } }",
    "SELECT * { SERVICE#c\n<http://example.org/> { ?s ?p ?o } }",
    "SELECT * { \\u0053ERVICE <http://example.org/> { ?s ?p ?o } }",
    "SELECT * FROM <http://example.org/> { ?s ?p ?o }",
    "SELECT * FROM NAMED <file:///etc/passwd> { ?s ?p ?o }",
    "SELECT * { ?s ?p ?o } ; INSERT DATA { <a:a> <a:b> <a:c> }",
    "SELECT * " + "{" * 3000 + "}" * 3000,
    "SELECT * { FILTER (" + "(" * 10000 + "1" + ")" * 10000 + ") }",
    "SELECT * { FILTER (" + "!" * 10000 + "true) }",
    "SELECT * { FILTER (" + "- " * 10000 + "1 > 0) }",
    "SELECT * { ?s " + "^" * 10000 + "a ?o }",
    "SELECT * { ?s ?p '" + "x" * 1_000_000 + "' }",
    "SELECT * { FILTER (1" + "+1" * 30000 + " > 0) }",
    "SELECT * { FILTER (1" + " + 1" * 9000 + " > 0) }",
    "SELECT * { ?s <a:a>" + "/<a:a>" * 9000 + " ?o }",
    "SELECT * { " + "MINUS {} " * 4900 + " }",
]  # fmt: skip


@pytest.mark.parametrize(
    "query", [query for query in REFUSED if query != "SELECT"], ids=lambda query: query[:40] + f"…{len(query)}"
)
def test_what_writes_reaches_elsewhere_or_exhausts_is_refused(query: str) -> None:
    with pytest.raises(QueryError):
        check_query(query)


def test_a_query_without_a_body_cannot_be_bound() -> None:
    with pytest.raises(QueryError, match="WHERE"):
        bind_values("SELECT", {"x": '"1"'})


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("SELECT * { ?from ?load ?service }", "SELECT"),
        ("# SERVICE\nASK { ?s ?p 'SERVICE <x> { }' }", "ASK"),
        ('SELECT ("""LOAD "" x""" AS ?a) {}', "SELECT"),
        ("PREFIX from: <http://e/#LOAD> SELECT * { ?s from:load 'x'@from }", "SELECT"),
        ("construct where { ?s ?p ?o }", "CONSTRUCT"),
        ("DESCRIBE <http://example.org/FROM>", "DESCRIBE"),
    ],
)
def test_words_in_strings_iris_comments_and_names_are_no_keywords(query: str, form: str) -> None:
    assert check_query(query) == form


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { FILTER (1" + " + 1" * 990 + " > 0) }",
        "SELECT * { ?s <a:a>" + "/<a:a>" * 99 + " ?o }",
        "SELECT * { " + "MINUS {} " * 999 + " }",
        "SELECT * { FILTER (" + "(" * 40 + "1" + ")" * 40 + ") }",
        "SELECT * { VALUES ?s { " + "<http://e/> " * 7000 + "} }",
    ],
    ids=range(5),
)
def test_what_is_taken_does_not_kill_the_engine(query: str) -> None:
    check_query(query)
    list(Store().query(query))


def test_service_may_stand_where_it_is_allowed() -> None:
    assert check_query("SELECT * { SERVICE <http://e/> { ?s ?p ?o } }", federated=True) == "SELECT"
    with pytest.raises(QueryError):
        check_query("SELECT * FROM <http://e/> { ?s ?p ?o }", federated=True)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?x WHERE { ?x ?y ?z }",
        "SELECT ?x { # {\n ?x ?y '{' }",
        "SELECT (COUNT(?x) AS ?n) { ?x ?y ?z }",
        "CONSTRUCT { ?x ?y ?z } WHERE { ?x ?y ?z }",
        "CONSTRUCT WHERE { ?x ?y ?z }",
        "PREFIX a: <http://e/{> ASK { ?x ?y ?z }".replace("{>", ">"),
    ],
)
def test_values_go_to_the_head_of_the_body(query: str) -> None:
    bound = bind_values(query, {"q": '"{"', "r": "<http://e/>"})
    assert 'VALUES ?q { "{" } VALUES ?r { <http://e/> }' in bound
    assert bound[: body_start(query)].endswith("{")
    if not query.startswith("CONSTRUCT WHERE"):
        Store().query(bound)


def test_a_sub_select_gets_the_values_that_stand_in_it() -> None:
    query = (
        "SELECT ?x { { SELECT ?x (COUNT(?y) AS ?n) WHERE { ?x ?y ?z FILTER (?z > ?q) } GROUP BY ?x }"
        " UNION { SELECT * { ?x ?p '{ ?q' { SELECT ?r { ?r ?p ?q } } } } FILTER (?x != ?r) }"
    )
    bound = bind_values(query, {"q": "1", "r": "2"})
    assert bound.startswith("SELECT ?x { VALUES ?q { 1 } VALUES ?r { 2 } {")
    assert "WHERE { VALUES ?q { 1 } ?x ?y" in bound
    assert "SELECT * { VALUES ?q { 1 } VALUES ?r { 2 } ?x ?p '{ ?q'" in bound
    assert "SELECT ?r { VALUES ?q { 1 } VALUES ?r { 2 } ?r" in bound
    Store().query(bound)


def test_variables_are_told_apart_from_text() -> None:
    assert variables("SELECT ?a { ?a $b '?c' } # ?d") == {"a", "b"}


def test_comments_are_taken_out_and_nothing_else() -> None:
    assert without_comments("#: [x]\nSELECT * { <a#b> ?p '#c' # d\n}") == "SELECT * { <a#b> ?p '#c'  \n}"
