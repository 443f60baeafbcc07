# ruff: noqa: E501
from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.errors import GraphError, InputError
from kg.rdf import check, shapes
from kg.rdf.check import validate
from kg.rdf.graph import Graph
from kg.rdf.trailer import digest_of
from kg.rdf.write import nquads, trig, turtle


@pytest.fixture
def file(graph: Graph, tmp_path: Path) -> Path:
    path = tmp_path / "graph.ttl"
    path.write_text("".join(turtle(graph)), "utf-8")
    return path


def complaints(path: Path) -> list[str]:
    return [str(fault) for fault in validate(path).faults]


def test_the_sample_conforms(file: Path) -> None:
    found = validate(file)
    assert found.faults == ()
    assert dict(found.counts) | {"Event": 6, "Article": 5, "Passage": 8, "Report": 8} == dict(found.counts)
    assert validate(file.parent).triples == found.triples


def test_the_named_graphs_conform_too(graph: Graph, tmp_path: Path) -> None:
    for name, write in (("graph.trig", trig), ("graph.nq", nquads)):
        (tmp_path / name).write_text("".join(write(graph)), "utf-8")
        assert validate(tmp_path / name).conforms


def test_an_empty_graph_fails(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text("", "utf-8")
    assert "the graph has no dip:Event" in complaints(tmp_path / "graph.ttl")


def test_a_graph_of_types_alone_fails(tmp_path: Path) -> None:
    (tmp_path / "graph.nt").write_text(
        "<http://example.org/e> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/diplomacy-kg/ontology#Event> .\n"
    )
    found = complaints(tmp_path / "graph.nt")
    assert "http://example.org/e: an event has no passage" in found
    assert any("has one status" in line for line in found)


def test_a_file_cut_at_any_line_is_noticed(file: Path, tmp_path: Path) -> None:
    lines = file.read_text("utf-8").splitlines(keepends=True)
    for end in range(20, len(lines), 9):
        cut = tmp_path / "cut.ttl"
        cut.write_text("".join(lines[:end]), "utf-8")
        assert any("cut short" in line for line in told(cut)), end


def test_a_manifest_beside_the_file_tells_of_changes(file: Path) -> None:
    entry = {"bytes": file.stat().st_size, "sha256": digest_of(file), "triples": validate(file).triples}
    manifest = file.parent / "manifest.json"
    manifest.write_text(json.dumps({"files": {"graph.ttl": entry}}))
    assert validate(file).conforms
    manifest.write_text(json.dumps({"files": {"graph.ttl": entry | {"triples": 1, "sha256": "0"}}}))
    assert len(complaints(file)) == 2
    manifest.write_text("[")
    assert complaints(file) == ["manifest.json beside the file does not tell of it"]


def told(path: Path) -> list[str]:
    """What is wrong, also where the file cannot even be parsed."""
    try:
        return complaints(path)
    except GraphError as error:
        return [str(error)]


BROKEN = [
    ("dip:confidence 0.97", "dip:confidence 1.5", "confidence is not between"),
    ("dip:status dip:Planned ", "dip:status dip:Perhaps ", "no status|one status"),
    ("dip:place wd:Q85", "dip:place wd:Q999999", "not described"),
    ("dip:place wd:Q85", "dip:place wd:Q7821917", "no person"),
    ("dip:start 18", "dip:start 17", "do not fit"),
    ('dip:earliest "2024-10-01"', 'dip:earliest "2024-11-01"', "after the latest"),
    ("dip:role dip:Agent", "dip:role dip:Counterpart", "no participation"),
    ("dip:topic topic:ceasefire", "dip:theme topic:ceasefire", "no such class or property"),
    ("dip:reports event:a1", "dip:reports event:zz", "an event has no report|event:zz|one event"),
    ("wd:Q85 a dip:Place ;", "wd:Q85 a dip:Place ; dip:candidate [] ;", "blank nodes"),
]


@pytest.mark.parametrize(("old", "new", "complaint"), BROKEN, ids=[row[1] for row in BROKEN])
def test_what_breaks_the_ontology_is_named(file: Path, old: str, new: str, complaint: str) -> None:
    content = file.read_text("utf-8")
    assert old in content
    file.write_text(content.replace(old, new), "utf-8")
    assert any(word in line for word in complaint.split("|") for line in complaints(file))


def test_a_large_graph_is_sampled_for_shapes(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shapes, "MOST_TRIPLES", 10)
    monkeypatch.setattr(shapes, "SAMPLE", 2)
    found = validate(file)
    assert found.sampled
    assert found.conforms


@pytest.mark.parametrize("name", ["graph.xyz", "missing.ttl"])
def test_what_is_no_graph_is_refused(tmp_path: Path, name: str) -> None:
    if name == "graph.xyz":
        (tmp_path / name).write_text("")
    with pytest.raises(InputError, match=name):
        validate(tmp_path / name)


def test_every_invariant_is_a_query_that_runs(file: Path) -> None:
    store = check.read_graph(file)
    assert len(check.read_invariants()) > 10
    for message, pattern in check.read_invariants():
        assert check._rows(store, f"SELECT ?thing {{ {pattern} }}") == [], message
