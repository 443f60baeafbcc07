"""`kg view` on the command line."""

import json
import re
from pathlib import Path

import pytest
from small import SMALL
from typer.testing import CliRunner

from kg.cli import app
from kg.errors import InputError


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    path = tmp_path / "graph.ttl"
    path.write_text(SMALL, "utf-8")
    return path


def core(path: Path) -> dict[str, object]:
    return json.loads(re.search(r'id="core">(.*?)</script>', path.read_text("utf-8"), re.DOTALL)[1])


def test_a_page_of_the_whole_graph(graph: Path) -> None:
    page = graph.with_name("page.html")
    done = CliRunner().invoke(app, ["view", str(graph), "-o", str(page)])
    assert done.exit_code == 0
    assert done.output == f"{page}: 6 actors, 6 events, 4 contacts\n"
    assert len(core(page)["events"]) == 6


def test_cut_before_drawing(graph: Path) -> None:
    page = graph.with_name("page.html")
    cut = ["--from", "2024", "--to", "2024-03", "--topic", "ceasefire", "--type", "meeting", "--actor", "احمد"]
    done = CliRunner().invoke(app, ["view", str(graph), "-o", str(page), "--lang", "en", "-q", *cut])
    assert (done.exit_code, done.output) == (0, "")
    told = core(page)
    assert [event[1] for event in told["events"]] == ["2024-01-10"]
    assert told["lang"] == "en"


def test_a_mistake_leaves_the_old_page(graph: Path) -> None:
    page = graph.with_name("page.html")
    page.write_text("old")
    done = CliRunner().invoke(app, ["view", str(graph), "-o", str(page), "--topic", "cheese"])
    assert isinstance(done.exception, InputError)
    assert page.read_text() == "old"
