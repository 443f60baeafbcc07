"""The example of a notebook: a question, a frame, a network."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import networkx
import pandas
import polars
import pytest

from kg.errors import QueryError
from kg.store.ask import ask
from kg.store.frames import network, pandas_frame, polars_frame


def test_an_answer_is_a_pandas_frame_in_one_call(out: Path) -> None:
    frame = pandas_frame(ask(out, "top-pairs"))
    assert isinstance(frame, pandas.DataFrame)
    assert frame["events"].sum() > 5
    assert list(frame.nlargest(1, "events")["actorName"]) == ["Ayman Safadi"] or frame["events"].max() == 1


def test_numbers_and_days_are_such(out: Path) -> None:
    pytest.importorskip("pandas")
    frame = pandas_frame(ask(out, "mentions-of", {"actor": "Amman"}))
    assert date(2024, 10, 30) in set(frame["published"])
    assert "2024" in set(frame["published"])
    assert pandas_frame(ask(out, "on-day", {"day": "2024-10-22"}))["confidence"].dtype == "float64"


def test_an_empty_answer_keeps_its_columns(out: Path) -> None:
    pytest.importorskip("pandas")
    assert list(pandas_frame(ask(out, "messages")).columns)[:2] == ["event", "date"]


def test_an_answer_is_a_polars_frame_in_one_call(out: Path) -> None:
    frame = polars_frame(ask(out, "top-pairs"))
    assert frame["events"].dtype == polars.Int64


def test_an_answer_is_a_network_in_one_call(out: Path) -> None:
    graph = network(ask(out, "top-pairs"))
    names = networkx.get_node_attributes(graph, "name")
    blinken = "http://www.wikidata.org/entity/Q7821917"
    assert {names[other] for other in graph[blinken]} == {"Badr Abdelatty", "Ayman Safadi"}
    assert graph[blinken]["http://www.wikidata.org/entity/Q93447756"]["events"] == 1


def test_a_network_may_have_directions(out: Path) -> None:
    graph = network(ask(out, "who-criticises-whom"), directed=True)
    assert [tuple(graph.nodes[end]["name"] for end in edge) for edge in graph.edges] == [("Jordan", "Israel")]


def test_an_answer_without_two_ends_is_no_network(out: Path) -> None:
    with pytest.raises(QueryError, match="no column actor, other; it has source"):
        network(ask(out, "sources"))
