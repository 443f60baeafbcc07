"""A graph in a remote store, asked by SPARQL over HTTP."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cached_property
from typing import Any

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    parse,
    parse_query_results,
)
from SPARQLWrapper import JSON, POST, TURTLE

from kg.errors import RemoteError
from kg.net import Access, Asker, Patience, Reply, Wire, plain_words
from kg.rdf.names import Namer
from kg.rdf.terms import boolean, iri
from kg.store.answers import Answer, Cell
from kg.store.scan import has_limit, without_comments

MERGED = Namer().merged().value
"""The named graph of a remote store that holds the merged graph, as `kg load` puts it there."""
LONGEST_ANSWER = 1 << 29
_JSON_TYPES = frozenset({"application/sparql-results+json", "application/json", "text/json"})
_INCOMPLETE, _SHORTENED = "x-sql-state", "x-sparql-maxrows"
"""What Virtuoso adds to a good status where it gave up, or left rows away."""
_WEB_PAGES = frozenset({"text/html", "application/xhtml+xml"})


class Remote:
    """A SPARQL endpoint."""

    def __init__(
        self,
        endpoint: str,
        graph: str | None = None,
        access: Access | None = None,
        patience: Patience | None = None,
    ) -> None:
        """An endpoint to be asked.

        Args:
            endpoint: where queries are sent.
            graph: the named graph that is asked; '' for the server's default graph; by default the merged graph of
                `kg load` where the server has it, else the default graph.
            access: credentials; by default those of the environment or ~/.netrc.
            patience: time-outs and repeats.

        Raises:
            RemoteError: the address is no web address, or credentials would go over the network in the clear.
        """
        self.endpoint = endpoint
        self._wire = Wire(endpoint, access, patience)
        self._given = graph

    @cached_property
    def graph(self) -> str:
        """The named graph that is asked, or '' for the server's default graph."""
        if self._given is not None:
            return self._given
        reply = self._send(f"ASK {{ GRAPH <{MERGED}> {{ ?s ?p ?o }} }}", "ASK", "")
        found = self._read_json(reply, "ASK", None)
        return MERGED if found.rows == ((boolean(True),),) else ""

    def run(self, query: str, form: str, limit: int | None = None) -> Answer:
        """The answer to a query.

        Raises:
            RemoteError: the server cannot be reached, or does not answer the query as SPARQL has it.
        """
        if form == "SELECT" and limit is not None and not has_limit(query):
            query = f"{query}\nLIMIT {limit + 1}"
        reply = self._send(query, form, self.graph)
        if form in ("CONSTRUCT", "DESCRIBE"):
            return self._read_triples(reply, form, limit)
        return self._read_json(reply, form, limit)

    def _send(self, query: str, form: str, graph: str) -> Reply:
        asker = Asker(self.endpoint, self._wire, LONGEST_ANSWER)
        asker.setQuery(without_comments(query))
        asker.setMethod(POST)
        asker.setReturnFormat(TURTLE if form in ("CONSTRUCT", "DESCRIBE") else JSON)
        if graph:
            asker.addDefaultGraph(graph)
        asker.query()
        assert asker.reply is not None
        reply = asker.reply
        if reply.type in _WEB_PAGES:
            raise RemoteError(
                f"{self.endpoint}: a web page in place of an answer; is it a SPARQL endpoint? {_said(reply)}"
            )
        state = _header(reply, _INCOMPLETE)
        if state:
            raise RemoteError(
                f"{self.endpoint}: the answer is not whole (state {state}); the query took too long there"
            )
        return reply

    def _read_json(self, reply: Reply, form: str, limit: int | None) -> Answer:
        if reply.type not in _JSON_TYPES:
            raise RemoteError(f"{self.endpoint}: {reply.type} in place of JSON: {_said(reply)}")
        try:
            results = parse_query_results(_modern(reply.body), QueryResultsFormat.JSON)
            if isinstance(results, QueryBoolean):
                return Answer(("answer",), ((boolean(bool(results)),),), form)
            assert isinstance(results, QuerySolutions)
            columns = tuple(variable.value for variable in results.variables)
            rows = tuple(tuple(map(_cell, row)) for row in results)
        except (ValueError, SyntaxError, KeyError, TypeError, RecursionError) as error:
            raise RemoteError(f"{self.endpoint}: status 200, but no whole answer ({error}): {_said(reply)}") from error
        answer = _cut(columns, rows, form, limit)
        return replace(answer, cut=True) if _header(reply, _SHORTENED) else answer

    def _read_triples(self, reply: Reply, form: str, limit: int | None) -> Answer:
        try:
            rows = tuple(
                (_cell(quad.subject), _cell(quad.predicate), _cell(quad.object))
                for quad in parse(reply.body, format=RdfFormat.TURTLE)
            )
        except (ValueError, SyntaxError) as error:
            raise RemoteError(f"{self.endpoint}: status 200, but no whole Turtle ({error}): {_said(reply)}") from error
        return _cut(("subject", "predicate", "object"), rows, form, limit)


def _header(reply: Reply, name: str) -> str:
    return {key.lower(): value for key, value in reply.headers.items()}.get(name, "")


def _said(reply: Reply) -> str:
    return plain_words(reply.body[:4000]) or "nothing"


def _cut(columns: tuple[str, ...], rows: tuple[tuple[Cell, ...], ...], form: str, limit: int | None) -> Answer:
    return Answer(columns, rows[:limit], form, limit is not None and len(rows) > limit)


def _modern(body: bytes) -> bytes:
    """SPARQL JSON results as they are now: an older name of typed literals is replaced, shape and types checked."""
    told: Any = json.loads(body)
    if not isinstance(told, dict) or not ("boolean" in told or "results" in told):
        raise ValueError("neither rows nor a truth")
    if "results" in told:
        for row in told["results"]["bindings"]:
            for cell in row.values():
                if cell["type"] == "typed-literal":
                    cell["type"] = "literal"
    return json.dumps(told).encode()


def _cell(term: object) -> Cell:
    if term is None or isinstance(term, NamedNode | Literal):
        return term
    assert isinstance(term, BlankNode)
    return iri(f"https://w3id.org/diplomacy-kg/.well-known/genid/{term.value}")
