"""The sample graph."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from kg.model import Knowledge
from kg.rdf.graph import Graph


def _load_sample() -> ModuleType:
    path = Path(__file__).parents[1] / "rdf" / "sample.py"
    spec = importlib.util.spec_from_file_location("sample", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules.setdefault("sample", module)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def sample() -> ModuleType:
    return _load_sample()


@pytest.fixture(scope="session")
def knowledge(sample: ModuleType) -> Knowledge:
    known: Knowledge = sample.knowledge()
    return known


@pytest.fixture(scope="session")
def graph(sample: ModuleType, knowledge: Knowledge) -> Graph:
    return Graph(knowledge, sample.FACTS)
