"""A real server, over a build of the seeds, on a loopback port of its own."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from live import Live, serving

from kg.building import build

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="session")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("serve") / "out"
    build([SEEDS], folder)
    return folder


@pytest.fixture(scope="session")
def live(out: Path) -> Iterator[Live]:
    with serving(out, "--seconds", "2", "--memory", "300") as server:
        yield server
