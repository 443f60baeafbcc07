from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from kg.errors import GraphError, InputError, QueryError
from kg.rdf.graph import Graph
from kg.rdf.write import nquads, trig, turtle
from kg.store import embedded
from kg.store.ask import ask
from kg.store.embedded import build_store, open_graph, store_folder

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


@pytest.fixture
def file(graph: Graph, tmp_path: Path) -> Path:
    path = tmp_path / "graph.ttl"
    path.write_text("".join(turtle(graph)), "utf-8")
    return path


@pytest.fixture
def large(file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that counts as large."""
    monkeypatch.setattr(embedded, "SMALL", 10)
    return file


def size(path: Path) -> str:
    (row,) = open_graph(path).run(COUNT, "SELECT").records()
    return row["n"]


def test_a_folder_or_its_file_is_opened(file: Path) -> None:
    assert size(file) == size(file.parent)
    assert [path.name for path in file.parent.iterdir()] == ["graph.ttl"]


@pytest.mark.parametrize(("name", "write"), [("graph.trig", trig), ("graph.nq", nquads)])
def test_named_graphs_are_read_as_one(graph: Graph, file: Path, name: str, write) -> None:  # type: ignore[no-untyped-def]
    other = file.with_name(name)
    other.write_text("".join(write(graph)), "utf-8")
    for question, given in (("who-met-whom", {"actor": "Blinken"}), ("events-by-type", {}), ("sources", {})):
        assert ask(other, question, given).rows == ask(file, question, given).rows
    graphs = open_graph(other).run("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", "SELECT")
    assert len(graphs) == 6


def test_a_large_graph_gets_a_store_beside_it_and_keeps_it(large: Path) -> None:
    before = size(large)
    seal = store_folder(large) / "source.json"
    made = seal.stat().st_mtime_ns
    assert size(large) == before
    assert seal.stat().st_mtime_ns == made
    assert sorted(path.name for path in large.parent.iterdir()) == ["graph.ttl", "graph.ttl.store"]


def test_a_changed_file_gets_a_new_store(large: Path) -> None:
    before = size(large)
    with large.open("a", encoding="utf-8") as out:
        out.write("<http://example.org/a> a dip:Event .\n")
    assert int(size(large)) == int(before) + 1


def test_a_copied_file_keeps_its_store(large: Path, tmp_path: Path) -> None:
    build_store(large)
    copy = tmp_path / "copy"
    shutil.copytree(store_folder(large), copy / "graph.ttl.store")
    shutil.copyfile(large, copy / "graph.ttl")
    os.utime(copy / "graph.ttl", (1, 1))
    assert embedded._is_current(store_folder(copy / "graph.ttl"), copy / "graph.ttl")


def test_a_broken_store_is_made_anew(large: Path) -> None:
    before = size(large)
    (store_folder(large) / "source.json").write_text("{", "utf-8")
    assert size(large) == before


def test_two_readers_at_once(large: Path) -> None:
    one, two = open_graph(large), open_graph(large)
    assert one.run(COUNT, "SELECT").rows == two.run(COUNT, "SELECT").rows


def test_a_file_that_is_no_turtle_leaves_no_store(large: Path) -> None:
    large.write_text("this is no turtle at all", "utf-8")
    with pytest.raises((GraphError, SyntaxError)):
        open_graph(large)
    assert [path.name for path in large.parent.iterdir()] == ["graph.ttl"]


def test_what_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no graph here"):
        open_graph(tmp_path)
    (tmp_path / "notes.txt").write_text("x")
    with pytest.raises(InputError, match=r"notes\.txt"):
        open_graph(tmp_path / "notes.txt")


def test_a_query_that_is_no_sparql_is_told(file: Path) -> None:
    with pytest.raises(QueryError, match="cannot be read"):
        open_graph(file).run("SELECT {", "SELECT")


def test_a_limit_cuts_and_says_so(file: Path) -> None:
    answer = ask(file, "most-connected", limit=2)
    assert (len(answer), answer.cut) == (2, True)
    assert not ask(file, "most-connected", limit=99).cut
