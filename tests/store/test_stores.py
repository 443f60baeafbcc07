"""Real stores: each takes the graph whole, and answers every question alike."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import rdflib
from pyoxigraph import NamedNode
from typer.testing import CliRunner

from kg.building import build
from kg.cli import app
from kg.errors import RemoteError
from kg.net import Access
from kg.rdf.graph import Graph
from kg.rdf.terms import boolean, iri, plain, text
from kg.rdf.write import turtle
from kg.store.answers import Answer, Cell
from kg.store.ask import ask
from kg.store.embedded import Embedded, open_graph
from kg.store.library import Question, questions
from kg.store.loading import Protocol, ledger_file, load, withdraw
from kg.store.remote import MERGED, Remote

SEEDS = Path(__file__).parents[2] / "seeds"
LOCAL = [question for question in questions() if not question.federated]
STORES = [pytest.param("oxigraph", id="oxigraph"), pytest.param("virtuoso", marks=pytest.mark.virtuoso, id="virtuoso")]
PROTOCOLS = [Protocol.GSP, Protocol.UPDATE]
ALL = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
ARTICLE = "SELECT ?a { ?a a <https://w3id.org/diplomacy-kg/ontology#Article> } ORDER BY ?a"
GIVEN = {
    "actor": "Q7821917", "other": "Q93447756", "place": "Q3805", "state": "Q79", "day": "2024-10-22",
    "from": "2024-10-01", "to": "2024-12-31", "topic": "ceasefire", "title": "القاهرة",
}  # fmt: skip


NOTHING = rdflib.Literal("None")
"""What rdflib writes for the least of nothing."""


class InRdflib:
    """A graph in rdflib."""

    def __init__(self, data: str) -> None:
        self._graph = rdflib.Graph().parse(data=data, format="turtle")

    def run(self, query: str, form: str, limit: int | None = None) -> Answer:
        result = self._graph.query(query)
        if form == "ASK":
            return Answer(("answer",), ((boolean(bool(result)),),), form)
        columns = tuple(map(str, result.vars or ())) or ("subject", "predicate", "object")
        rows: Any = result
        return Answer(columns, tuple(tuple(map(_cell, row)) for row in rows), form)


def _cell(term: object) -> Cell:
    if isinstance(term, rdflib.URIRef):
        return iri(str(term))
    if isinstance(term, rdflib.Literal) and term != NOTHING:
        return text(str(term), term.language) if term.language else plain(str(term))
    return None


def rows(answer: Answer) -> list[list[str]]:
    """The rows as texts in an order that no store has a say in; a store may leave a cell empty or give ''."""
    return sorted(list(row.values()) for row in answer.records())


def settings(question: Question, whole: bool) -> dict[str, str]:
    return {p.name: GIVEN[p.name] for p in question.parameters if whole or not p.optional}


def count(source: Remote) -> str:
    (row,) = source.run(ALL, "SELECT").records()
    return row["n"]


@pytest.fixture(scope="module")
def embedded(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Embedded:
    path = tmp_path_factory.mktemp("graph") / "graph.ttl"
    path.write_text("".join(turtle(graph)), "utf-8")
    return open_graph(path)


@pytest.fixture(scope="module")
def in_rdflib(graph: Graph) -> InRdflib:
    return InRdflib("".join(turtle(graph)))


@pytest.fixture
def server(request: pytest.FixtureRequest) -> Any:
    return request.getfixturevalue(request.param)


@pytest.fixture
def access(server: Any) -> Access:
    return Access(server.user, server.password)


@pytest.mark.parametrize("whole", [False, True], ids=["needed", "all"])
@pytest.mark.parametrize("question", LOCAL, ids=lambda q: q.name)
def test_rdflib_answers_as_the_embedded_store(
    embedded: Embedded, in_rdflib: InRdflib, question: Question, whole: bool
) -> None:
    given = settings(question, whole)
    assert rows(ask(in_rdflib, question, given, "ar")) == rows(ask(embedded, question, given, "ar"))


@pytest.mark.parametrize("server", STORES, indirect=True)
def test_every_question_is_answered_alike(embedded: Embedded, out: Path, server: Any, access: Access) -> None:
    load(out, server.store, access=access)
    remote = Remote(server.query, access=Access())
    assert remote.graph == MERGED
    answered = 0
    for question in LOCAL:
        for whole in (False, True):
            for language in ("ar", "en"):
                given = settings(question, whole)
                expected = rows(ask(embedded, question, given, language))
                assert rows(ask(remote, question, given, language)) == expected, (question.name, given, language)
                answered += bool(expected)
    assert answered > len(LOCAL)


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seeds' graph: events without a day, offices of many holders, articles that deny each other."""
    path = tmp_path_factory.mktemp("seeds") / "graph.ttl"
    path.write_text(build([SEEDS]).turtle(), "utf-8")
    return path


@pytest.mark.parametrize("server", STORES, indirect=True)
def test_every_example_is_answered_alike_over_the_seeds(seeds: Path, server: Any, access: Access) -> None:
    load(seeds, server.store, access=access)
    here, there = open_graph(seeds), Remote(server.query, access=Access())
    for question in LOCAL:
        given = question.example.set
        assert rows(ask(there, question, given, "ar")) == rows(ask(here, question, given, "ar")), question.name


@pytest.mark.parametrize("server", STORES, indirect=True)
def test_names_are_found_in_the_store(out: Path, server: Any, access: Access) -> None:
    load(out, server.store, access=access)
    names = {row["otherName"] for row in ask(Remote(server.query), "who-met-whom", {"actor": "بلينكن"}).records()}
    assert names == {"Badr Abdelatty", "Ayman Safadi"}


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize("server", STORES, indirect=True)
def test_a_graph_is_loaded_replaced_and_withdrawn(
    embedded: Embedded, out: Path, server: Any, access: Access, protocol: Protocol
) -> None:
    endpoint = server.store if protocol is Protocol.GSP else server.update
    (expected,) = embedded.run(ALL, "SELECT").records()
    done = load(out, endpoint, protocol, access=access)
    assert (done.sent, done.kept, done.withdrawn) == (9, 0, 0)
    remote = Remote(server.query)
    assert count(remote) == expected["n"]

    assert load(out, endpoint, protocol, access=access).sent == 0
    assert load(out, endpoint, protocol, access=access, again=True).sent == 9
    assert count(remote) == expected["n"]

    (article, *others) = [row["a"] for row in remote.run(ARTICLE, "SELECT").records()]
    withdraw(article, server.update, access)
    assert [row["a"] for row in remote.run(ARTICLE, "SELECT").records()] == others
    assert count(Remote(server.query, article)) == "0"
    assert int(count(remote)) < int(expected["n"])


@pytest.mark.parametrize("server", STORES, indirect=True)
def test_the_next_build_sends_what_changed_and_takes_away_what_is_gone(out: Path, server: Any, access: Access) -> None:
    load(out, server.store, access=access)
    remote = Remote(server.query)
    (article, *_) = [row["a"] for row in remote.run(ARTICLE, "SELECT").records()]
    short = "article:" + article.rpartition("/")[2]
    kept = [part for part in (out / "graph.trig").read_text("utf-8").split("\n\n") if not part.startswith(short)]
    (out / "graph.trig").write_text("\n\n".join(kept), "utf-8")
    done = load(out, server.store, access=access)
    assert (done.sent, done.withdrawn) == (0, 1)
    assert count(Remote(server.query, article)) == "0"


def test_a_load_that_was_cut_off_goes_on(out: Path, oxigraph: Any) -> None:
    load(out, oxigraph.store, access=Access())
    ledger = ledger_file(out / "graph.ttl", oxigraph.store)
    lines = ledger.read_text("utf-8").splitlines(keepends=True)
    ledger.write_text("".join(lines[:9]) + lines[9][:20], "utf-8")
    done = load(out, oxigraph.store, access=Access())
    assert (done.sent, done.kept) == (5, 4)


def test_a_store_that_refuses_is_told_and_what_it_took_is_remembered(out: Path, oxigraph: Any) -> None:
    with pytest.raises(RemoteError, match=r"/query: .*(address|understand|status)"):
        load(out, oxigraph.query, access=Access())
    assert ledger_file(out / "graph.ttl", oxigraph.query).exists()


def test_the_commands_load_ask_and_withdraw(out: Path, oxigraph: Any) -> None:
    runner = CliRunner()

    def run(*arguments: str) -> str:
        result = runner.invoke(app, arguments, catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.stdout

    assert "9 graphs sent" in run("load", str(out), "--endpoint", oxigraph.store, "--again")
    assert "9 were there already" in run("load", str(out), "-e", oxigraph.store)
    assert "Badr Abdelatty" in run("query", "who-met-whom", "-s", "actor=Blinken", "-e", oxigraph.query)
    assert "some articles deny it" in run("explain", "d4", "-e", oxigraph.query)
    article = next(Remote(oxigraph.query).run(ARTICLE, "SELECT").records())["a"]
    assert "is withdrawn" in run("load", "--withdraw", article, "--endpoint", oxigraph.update)
    assert isinstance(Remote(oxigraph.query).run(ALL, "SELECT", 1).columns, tuple)


def test_rows_are_limited_by_the_store(out: Path, oxigraph: Any) -> None:
    load(out, oxigraph.store, access=Access(), again=True)
    answer = ask(Remote(oxigraph.query), "most-connected", limit=2)
    assert (len(answer), answer.cut) == (2, True)
    assert isinstance(answer.rows[0][0], NamedNode)
