"""The sample graph, and real servers that hold it."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from kg.model import Knowledge
from kg.rdf.graph import Graph
from kg.rdf.write import trig, turtle

TESTS = Path(__file__).parents[1]


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def sample() -> ModuleType:
    return _load(TESTS / "rdf" / "sample.py")


@pytest.fixture(scope="session")
def servers() -> ModuleType:
    return _load(TESTS / "store" / "servers.py")


@pytest.fixture(scope="session")
def knowledge(sample: ModuleType) -> Knowledge:
    known: Knowledge = sample.knowledge()
    return known


@pytest.fixture(scope="session")
def graph(sample: ModuleType, knowledge: Knowledge) -> Graph:
    return Graph(knowledge, sample.FACTS)


@pytest.fixture
def out(graph: Graph, tmp_path: Path) -> Path:
    """A folder as a build leaves it."""
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "graph.ttl").write_text("".join(turtle(graph)), "utf-8")
    (folder / "graph.trig").write_text("".join(trig(graph)), "utf-8")
    return folder


@pytest.fixture(scope="session")
def oxigraph(servers: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    if servers.oxigraph_binary() is None:
        pytest.skip("Oxigraph's server is not installed")
    with servers.oxigraph(tmp_path_factory.mktemp("oxigraph")) as server:
        yield server


@pytest.fixture(scope="session")
def virtuoso(servers: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    if shutil.which("virtuoso-t") is None:
        pytest.skip("Virtuoso is not installed")
    with servers.virtuoso(tmp_path_factory.mktemp("virtuoso")) as server:
        yield server
