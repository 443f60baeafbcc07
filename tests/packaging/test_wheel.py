"""The wheel, away from the checkout: what it holds, and the main job run from it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
ARTICLE = (
    "استقبل وزير الخارجية المصري سامح شكري في القاهرة نظيره الأردني أيمن الصفدي، وبحث الجانبان وقف إطلاق النار في غزة."
)


def run(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=kept | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    done = run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=CHECKOUT)
    assert done.returncode == 0, done.stderr
    (made,) = folder.glob("*.whl")
    return made


def main_job(program: Path, folder: Path) -> None:
    """What a user does first, in a folder of theirs."""
    (folder / "seeds").mkdir()
    (folder / "seeds" / "a.txt").write_text(ARTICLE, "utf-8")
    done = run(program, "build", "seeds/", "-o", "out/", cwd=folder, HOME=str(folder))
    assert (done.returncode, done.stderr) == (0, "")
    (line,) = (folder / "out" / "extractions.jsonl").read_text("utf-8").splitlines()
    assert "meeting" in {event["type"] for event in json.loads(line)["events"]}
    assert run(program, "validate", "out/graph.ttl", cwd=folder, HOME=str(folder)).returncode == 0
    asked = run(
        program, "query", "who-met-whom", "--set", "actor=سامح شكري", "--format", "csv", cwd=folder, HOME=str(folder)
    )
    assert asked.returncode == 0
    assert "Safadi" in asked.stdout
    assert (folder / "out" / "graph.html").stat().st_size > 100_000


def test_wheel_holds_all_data_and_nothing_else(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    tracked = run("git", "ls-files", "kg", "ontology", "queries", cwd=CHECKOUT).stdout.splitlines()
    expected = {f"kg/_data/{name}" if not name.startswith("kg/") else name for name in tracked}
    if not expected:
        pytest.skip("no git checkout")
    assert expected <= names
    assert not [name for name in names if name.startswith("tests") or "__pycache__" in name or name.endswith(".pyc")]


def test_main_job_runs_from_the_wheel_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    """The package from the wheel, its dependencies from the environment of the tests: needs no network."""
    program = environment(tmp_path / "venv")
    site = Path(
        run(
            program.with_name("python"), "-c", "import site; print(site.getsitepackages()[0])", cwd=tmp_path
        ).stdout.strip()
    )
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    done = run(program.with_name("python"), "-m", "pip", "install", "--no-deps", "--no-index", wheel, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    where = run(program.with_name("python"), "-c", "import kg; print(kg.__file__)", cwd=tmp_path).stdout
    assert where.startswith(str(site))
    main_job(program, tmp_path)


@pytest.mark.slow
def test_main_job_runs_in_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    """The package with the dependencies that it names and no others, from the index that pip is set up with."""
    program = environment(tmp_path / "venv")
    done = run(program.with_name("python"), "-m", "pip", "install", "--quiet", wheel, cwd=tmp_path)
    if done.returncode and "No matching distribution" in done.stderr + done.stdout:
        pytest.skip("no package index can be reached")
    assert done.returncode == 0, done.stderr
    main_job(program, tmp_path)


def environment(folder: Path) -> Path:
    """An empty environment; the path of its `kg`, once that is installed."""
    venv.create(folder, with_pip=True)
    return folder / "bin" / "kg"
