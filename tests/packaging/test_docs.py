"""What the README tells is so."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]
README = (TOP / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
COMMANDS = [line for block in BLOCKS for line in block.splitlines() if line.startswith("kg ")]
PATHS = sorted(set(re.findall(r"`((?:kg|tests|seeds|queries|ontology)/[\w./]*)`", README)))


def test_readme_shows_the_main_job_and_the_tests_which_ci_runs_word_for_word() -> None:
    main, tests = BLOCKS[0].strip(), BLOCKS[1].strip()
    assert main.startswith("python3 -m venv .venv && ")
    assert tests.endswith("/pytest")
    ran = (TOP / ".ci" / "run").read_text("utf-8").splitlines()
    assert {main, tests} <= set(ran)


@pytest.mark.parametrize("command", COMMANDS)
def test_command_of_the_readme_has_its_options(command: str) -> None:
    """Each is known, and so is each of its options; what it does is for the tests of the commands."""
    words = shlex.split(command)
    shown = subprocess.run(
        [sys.executable, "-m", *words[:2], "--help"], capture_output=True, text=True, check=True
    ).stdout
    for word in words[2:]:
        if word.startswith("-"):
            assert re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", shown), word


def test_every_question_of_the_readme_is_in_the_library() -> None:
    asked = {shlex.split(command)[2] for command in COMMANDS if command.startswith("kg query ")}
    known = {path.stem for path in (TOP / "queries").glob("*.rq")}
    assert {name for name in asked if not name.startswith("-")} <= known


def test_outputs_of_the_readme_are_what_a_build_writes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "التقى الرئيس الفرنسي إيمانويل ماكرون المستشار الألماني أولاف شولتس في باريس.", "utf-8"
    )
    command = [sys.executable, "-m", "kg", "build", str(tmp_path / "a.txt"), "-o", str(tmp_path / "out"), "-q"]
    subprocess.run(command, check=True)
    told = set(re.findall(r"\| `out/([\w.]+)/?` \|", README))
    assert told == {path.name for path in (tmp_path / "out").iterdir() if not path.name.startswith(".")}


@pytest.mark.parametrize("path", PATHS)
def test_path_of_the_readme_is_there(path: str) -> None:
    assert (TOP / path).exists()
