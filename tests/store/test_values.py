from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import QueryError
from kg.rdf.graph import Graph
from kg.rdf.write import turtle
from kg.store.answers import text_of
from kg.store.ask import ask
from kg.store.embedded import Embedded, open_graph
from kg.store.library import find_question
from kg.store.names import fold
from kg.store.values import bind

BLINKEN = "<http://www.wikidata.org/entity/Q7821917>"


@pytest.fixture(scope="module")
def source(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Embedded:
    path = tmp_path_factory.mktemp("graph") / "graph.ttl"
    path.write_text("".join(turtle(graph)), "utf-8")
    return open_graph(path)


@pytest.mark.parametrize(
    "written",
    [
        "Q7821917",
        "http://www.wikidata.org/entity/Q7821917",
        "Antony Blinken",
        "antony  BLINKEN",
        "Blinken",
        "أنتوني بلينكن",
        "انتوني بلينكن",
        "بلينكن",
    ],
)
def test_an_actor_is_known_by_id_address_and_name(source: Embedded, written: str) -> None:
    assert bind(source, find_question("who-met-whom"), {"actor": written})["actor"] == BLINKEN


@pytest.mark.parametrize(
    "pair", [("Erdoğan", "erdogan"), ("أردوغان", "اردوغان"), ("مصطفى", "مصطفي"), ("Al-Sisi", "al sisi")]
)
def test_spellings_of_one_name_are_one(pair: tuple[str, str]) -> None:
    assert fold(pair[0]) == fold(pair[1])


def test_a_name_of_several_is_asked_back(graph: Graph, tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    twin = 'actor:x a dip:Person ; rdfs:label "Ayman Blinken"@en ; dip:name "Ayman Blinken" .\n'
    path.write_text("".join(turtle(graph)) + twin, "utf-8")
    source, question = open_graph(path), find_question("who-met-whom")
    with pytest.raises(QueryError, match=r"2 things: Antony Blinken \(.*Q7821917\); Ayman Blinken \(.*/actor/x\)"):
        bind(source, question, {"actor": "Blinken"})
    assert bind(source, question, {"actor": "Antony Blinken"})["actor"] == BLINKEN


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "needs actor=…"),
        ({"actor": "Nobody Known"}, "nothing in the graph is called"),
        ({"actor": ""}, "nothing in the graph is called"),
        ({"actor": "Blinken", "from": "yesterday"}, "not a date"),
        ({"actor": "Blinken", "from": "2024"}, "whole day"),
        ({"actor": "Blinken", "from": "2024-02-30"}, "no such date"),
        ({"actor": "Blinken", "who": "x"}, "takes no 'who'; it takes: actor, from, to"),
        ({"actor": "http://example.org/> ?p ?o }"}, "cannot stand in an IRI"),
        ({"actor": "Blinken", "lang": "en' }"}, "not a language tag"),
    ],
)
def test_wrong_parameters_are_told(source: Embedded, given: dict[str, str], message: str) -> None:
    with pytest.raises(QueryError, match=message.replace("?", r"\?").replace("(", r"\(")):
        bind(source, find_question("who-met-whom"), given)


@pytest.mark.parametrize("topic", ["ceasefire", "ceasefire or truce", "وقف إطلاق النار أو الهدنة", "truce"])
def test_a_topic_is_known_by_key_and_label(source: Embedded, topic: str) -> None:
    bound = bind(source, find_question("actors-on-topic"), {"topic": topic})
    assert bound["topic"] == "<https://w3id.org/diplomacy-kg/topics#ceasefire>"


def test_an_unknown_topic_lists_the_known(source: Embedded) -> None:
    with pytest.raises(QueryError, match="choose from: afghanistan, "):
        bind(source, find_question("actors-on-topic"), {"topic": "no such"})


HOSTILE = ['Ali" . ?s ?p ?o } #', "x> ?p ?o }", "a\nb", "?var", "\\u0022) } #", "') } #", '"""', "\\"]


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_text_is_a_value_and_finds_nothing(source: Embedded, value: str) -> None:
    assert len(ask(source, "events-of-article", {"title": value})) == 0


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_text_arrives_as_it_is(source: Embedded, tmp_path: Path, value: str) -> None:
    file = tmp_path / "echo.rq"
    file.write_text("SELECT ?text WHERE { }", "utf-8")
    answer = ask(source, str(file), {"text": value})
    assert [text_of(cell) for row in answer.rows for cell in row] == [value]


def test_labels_come_in_the_language_asked_for(source: Embedded) -> None:
    names = {row["otherName"] for row in ask(source, "who-met-whom", {"actor": "Blinken"}, "ar").records()}
    assert names == {"بدر عبد العاطي", "أيمن الصفدي"}


def test_places_are_labelled_too(source: Embedded) -> None:
    assert {row["place"] for row in ask(source, "meetings-of", {"actor": "Blinken"}, "ar").records()} == {"القاهرة"}


def test_a_language_without_labels_falls_back_to_names(source: Embedded) -> None:
    names = {row["otherName"] for row in ask(source, "who-met-whom", {"actor": "Blinken", "lang": "fr"}).records()}
    assert names == {"Badr Abdelatty", "Ayman Safadi"}


def test_a_file_of_the_users_own_can_be_asked_and_its_variables_set(source: Embedded, tmp_path: Path) -> None:
    file = tmp_path / "own.rq"
    file.write_text("SELECT ?label WHERE { ?x <http://www.w3.org/2000/01/rdf-schema#label> ?label }", "utf-8")
    labels = {row["label"] for row in ask(source, str(file), {"x": "Q85"}).records()}
    assert labels == {"Cairo", "القاهرة"}
    with pytest.raises(QueryError, match=r"no variable \?y"):
        ask(source, str(file), {"y": "Q85"})


@pytest.mark.parametrize("name", ["no-such", "../../etc/passwd", "-rf", "", "missing.rq", "con"])
def test_unknown_questions_are_told(source: Embedded, name: str) -> None:
    with pytest.raises(QueryError, match="no question"):
        ask(source, name)


def test_a_file_that_writes_is_refused(source: Embedded, tmp_path: Path) -> None:
    file = tmp_path / "own.rq"
    file.write_text("DROP ALL", "utf-8")
    with pytest.raises(QueryError, match="DROP is refused"):
        ask(source, str(file))
