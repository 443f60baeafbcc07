from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import QueryError
from kg.model import Knowledge
from kg.rdf.graph import Graph
from kg.rdf.write import turtle
from kg.store.embedded import Embedded, open_graph
from kg.store.explain import explain, find_event, texts_beside


@pytest.fixture(scope="module")
def folder(graph: Graph, knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph with its articles' texts beside it."""
    path = tmp_path_factory.mktemp("out")
    (path / "graph.ttl").write_text("".join(turtle(graph)), "utf-8")
    (path / "articles").mkdir()
    for article in knowledge.articles:
        (path / "articles" / f"{article.sha256}.txt").write_text(article.text, "utf-8", newline="")
    return path


@pytest.fixture(scope="module")
def source(folder: Path) -> Embedded:
    return open_graph(folder)


def test_an_event_is_explained_by_its_passages_rules_and_links(source: Embedded, folder: Path) -> None:
    found = explain(source, "a1", "ar", texts_beside(folder))
    assert (found.type, found.status, found.place, found.date) == ("لقاء", "وقع", "القاهرة", "2024-10-22")
    assert [(part.iri.rpartition("/")[2], part.role, part.on_behalf_of) for part in found.parts] == [
        ("Q7821917", "agent", "الولايات المتحدة"),
        ("Q93447756", "agent", "مصر"),
    ]
    assert [(telling.source, telling.rule) for telling in found.tellings] == [
        ("وكالة المثال", "meeting.التقى"),
        ("Example Times", "meeting.met"),
    ]
    first = found.tellings[0].passages[0]
    assert first.quote.startswith("التقى")
    assert first.after.startswith("\nوأجرى بلينكن")


def test_a_dispute_shows_who_says_what(source: Embedded) -> None:
    found = explain(source, "d4")
    assert found.disputed
    assert {telling.status for telling in found.tellings} == {"occurred", "denied"}


def test_without_the_texts_there_is_no_context(source: Embedded) -> None:
    assert all(not passage.before for telling in explain(source, "a1").tellings for passage in telling.passages)


def test_a_text_that_says_something_else_gives_no_context(source: Embedded) -> None:
    found = explain(source, "a1", read_text=lambda _: "quite another text " * 40)
    assert all(not passage.after for telling in found.tellings for passage in telling.passages)


@pytest.mark.parametrize("written", ["a1", "https://w3id.org/diplomacy-kg/id/event/a1"])
def test_an_event_is_found_by_hash_and_by_address(source: Embedded, written: str) -> None:
    assert find_event(source, written).value == "https://w3id.org/diplomacy-kg/id/event/a1"


def test_the_beginning_of_a_hash_will_do_where_it_is_of_one(graph: Graph, tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text("".join(turtle(graph)).replace("event:a1", "event:abc1").replace("event:b2", "event:abd2"), "utf-8")
    source = open_graph(path)
    assert find_event(source, "abc").value.endswith("/abc1")
    with pytest.raises(QueryError, match=r"several events begin so: .*abc1, .*abd2"):
        find_event(source, "ab")


@pytest.mark.parametrize("written", ["zz", "a", "", 'a") } #', "https://w3id.org/diplomacy-kg/id/event/none"])
def test_no_such_event(source: Embedded, written: str) -> None:
    with pytest.raises(QueryError, match=r"no event|not an event"):
        find_event(source, written)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "0" * 63])
def test_texts_are_read_by_hash_alone(folder: Path, name: str) -> None:
    assert texts_beside(folder)(name) is None
