from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from kg.cli.graph import register
from kg.errors import KgError
from kg.rdf.graph import Graph
from kg.rdf.write import turtle

RUNNER = CliRunner()


@pytest.fixture(scope="module")
def app() -> typer.Typer:
    commands = typer.Typer()
    register(commands)
    return commands


@pytest.fixture(scope="module")
def file(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("out") / "graph.ttl"
    path.write_text("".join(turtle(graph)), "utf-8")
    return str(path)


def run(app: typer.Typer, *arguments: str) -> str:
    result = RUNNER.invoke(app, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_a_question_is_answered_as_a_table(app: typer.Typer, file: str) -> None:
    written = run(app, "query", "who-met-whom", "--set", "actor=بلينكن", "-g", file, "-l", "ar")
    assert "wd:Q93447756" in written
    assert "بدر عبد العاطي" in written
    assert "2 rows" in written


def test_csv_and_json_are_for_machines(app: typer.Typer, file: str) -> None:
    settings = ("query", "who-met-whom", "-s", "actor=Q7821917", "-g", file)
    assert run(app, *settings, "-f", "csv").splitlines()[0] == "other,otherName,events,first,last"
    rows = json.loads(run(app, *settings, "-f", "json"))
    assert [row["events"] for row in rows] == [1, 1]


def test_a_graph_is_answered_as_turtle(app: typer.Typer, file: str) -> None:
    assert "@prefix dip:" in run(app, "query", "neighbourhood", "-s", "actor=Q7821917", "-g", file)


def test_the_library_is_listed_in_both_languages(app: typer.Typer) -> None:
    assert "Who met whom" in run(app, "query", "--list")
    assert "من التقى من" in run(app, "query", "--list", "-l", "ar")
    assert "must be given" in run(app, "query", "itinerary", "--about")


def test_a_limit_is_told(app: typer.Typer, file: str) -> None:
    result = RUNNER.invoke(app, ["query", "most-connected", "-g", file, "--limit", "2"])
    assert "first 2 are shown" in result.output


def test_a_setting_without_a_value_is_told(app: typer.Typer, file: str) -> None:
    with pytest.raises(KgError, match="NAME=VALUE"):
        RUNNER.invoke(app, ["query", "itinerary", "-g", file, "-s", "actor"], catch_exceptions=False)


def test_an_event_is_explained(app: typer.Typer, file: str) -> None:
    written = run(app, "explain", "d4", "-g", file)
    assert "some articles deny it" in written
    assert "«نفى مصدر أن يكون عراقجي قد زار عمان.»" in written
    assert "says: denied" in written


def test_validation_tells_by_its_exit_status(app: typer.Typer, file: str, tmp_path: Path) -> None:
    assert "The graph conforms." in run(app, "validate", file)
    assert run(app, "validate", file, "--quiet") == ""
    (tmp_path / "graph.ttl").write_text("")
    result = RUNNER.invoke(app, ["validate", str(tmp_path)])
    assert result.exit_code == 1
    assert "no dip:Event" in result.output
