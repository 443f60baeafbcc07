"""The command line as a user runs it: another process, its output, its exit status."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli import app

ARTICLE = (
    "استقبل وزير الخارجية المصري سامح شكري في القاهرة نظيره الأردني أيمن الصفدي، وبحث الجانبان وقف إطلاق النار في غزة."
)
COMMANDS = [command.callback.__name__ for command in app.registered_commands if command.callback]


def kg(*arguments: str | Path, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kg", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        env=os.environ | environment,
    )


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.md").write_text(f"---\ntitle: لقاء في القاهرة\npublished: 2023-05-06\n---\n{ARTICLE}", "utf-8")
    return folder


def test_help_names_every_command(news: Path) -> None:
    done = kg("--help")
    assert done.returncode == 0
    assert {"build", "extract", "query", "validate", "view"} <= set(COMMANDS)
    for command in COMMANDS:
        assert f"  {command} " in done.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_every_command_ends_with_an_example(command: str) -> None:
    done = kg(command, "--help", COLUMNS="200")
    assert done.returncode == 0
    assert f"Example: kg {command}" in done.stdout


def test_help_needs_nothing_heavy() -> None:
    program = "import sys, kg.cli; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert not {
        "rdflib",
        "pyoxigraph",
        "networkx",
        "trafilatura",
        "lxml",
        "py3langid",
        "msgspec",
        "rich.progress",
    } & set(loaded)


def test_build_tells_what_it_made(news: Path, tmp_path: Path) -> None:
    done = kg("build", news, "-o", tmp_path / "out")
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 articles" in done.stdout
    assert (tmp_path / "out" / "graph.html").exists()
    assert kg("validate", tmp_path / "out").returncode == 0


def test_quiet_build_prints_nothing(news: Path, tmp_path: Path) -> None:
    done = kg("build", news, "-o", tmp_path / "out", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_skipped_input_is_a_line_and_status_1(news: Path, tmp_path: Path) -> None:
    (news / "b.txt").write_bytes(b"")
    done = kg("build", news, "-o", tmp_path / "out")
    assert done.returncode == 1
    assert done.stderr == "kg: [KG101] skipped: b.txt: empty\n"
    assert (tmp_path / "out" / "graph.ttl").exists()


def test_nothing_done_is_status_2_and_no_output(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_bytes(b"")
    for arguments in (["build", tmp_path / "b.txt", "-o", tmp_path / "out"], ["extract", tmp_path / "b.txt"]):
        done = kg(*arguments)
        assert done.returncode == 2
        assert "kg: [KG101] skipped: b.txt: empty" in done.stderr
        assert done.stdout == ""
    assert not (tmp_path / "out").exists()
    assert [p.name for p in tmp_path.iterdir()] == ["b.txt"]


@pytest.mark.parametrize(
    ("arguments", "code", "reason"),
    [
        (["build", "nowhere", "-o", "out"], "KG100", "nowhere: does not exist"),
        (["extract", "nowhere"], "KG100", "nowhere: does not exist"),
        (["build", "news", "-o", "news/a.md"], "KG600", "is no folder"),
        (["build", "news", "-o", "news/a.md/out"], "KG600", "cannot be written"),
        (["build", "news", "-o", "/proc/kg/out"], "KG600", "cannot be written"),
        (["build", "news", "-o", "news"], "KG100", "another output folder"),
        (["extract", "news", "-o", "nowhere/a.jsonl"], "KG600", "cannot be written"),
        (["validate", "nowhere.ttl"], "KG100", "nowhere.ttl"),
        (["view", "nowhere.ttl"], "KG100", "nowhere.ttl"),
        (["query", "who-met-whom", "--graph", "nowhere"], "KG100", "nowhere"),
        (["query", "no-such-question"], "KG500", "no-such-question"),
    ],
)
def test_error_is_one_line_and_status_2(news: Path, arguments: list[str], code: str, reason: str) -> None:
    done = kg(*arguments, cwd=news.parent)
    assert done.returncode == 2
    assert done.stderr.startswith(f"kg: [{code}] ")
    assert reason in done.stderr
    assert done.stderr.count("\n") == 1


def test_extract_prints_a_line_an_article(news: Path) -> None:
    done = kg("extract", news)
    assert (done.returncode, done.stderr) == (0, "")
    (line,) = done.stdout.splitlines()
    record = json.loads(line)
    assert (record["id"], record["lang"], record["published"]) == ("a", "ar", "2023-05-06")
    assert {"entities", "events", "title", "source", "url"} <= set(record)
    assert "meeting" in {event["type"] for event in record["events"]}


def test_extract_to_a_file_gives_the_same(news: Path, tmp_path: Path) -> None:
    assert kg("extract", news, "-o", tmp_path / "x.jsonl").returncode == 0
    assert (tmp_path / "x.jsonl").read_text("utf-8") == kg("extract", news).stdout


def test_link_shows_candidates_with_scores_and_reasons() -> None:
    done = kg("link", "رئيس المخابرات المصرية", "--date", "2024-10-16")
    assert done.returncode == 0
    assert "Abbas Kamel" in done.stdout
    assert "Hassan Rashad" in done.stdout
    assert kg("link", "وزير الخارجية", "--date", "soon").returncode == 2


def test_plain_c_locale_changes_nothing(news: Path) -> None:
    assert kg("extract", news, LC_ALL="C", PYTHONUTF8="0").stdout == kg("extract", news).stdout


def test_reader_that_stops_early_is_no_error(news: Path) -> None:
    for n in range(200):
        (news / f"more-{n}.txt").write_text(f"{ARTICLE} وهذا خبر {n}.", "utf-8")
    done = subprocess.run(
        f"'{sys.executable}' -m kg extract '{news}' -w 1 | head -c 10", shell=True, capture_output=True, text=True
    )
    assert done.stderr == ""


def read_terminal(handle: int) -> str:
    try:
        return os.read(handle, 1 << 12).decode("utf-8", "replace")
    except OSError:  # the other end is closed
        return ""


def test_progress_is_shown_on_a_terminal_only(news: Path, tmp_path: Path) -> None:
    reader, writer = pty.openpty()
    command = [sys.executable, "-m", "kg", "build", str(news), "-o", str(tmp_path / "out")]
    terminal = os.environ | {"TERM": "xterm"}
    with subprocess.Popen(command, stderr=writer, stdout=subprocess.DEVNULL, env=terminal) as process:
        os.close(writer)
        shown = "".join(iter(lambda: read_terminal(reader), ""))
    assert process.returncode == 0
    assert "extracting" in shown
    assert "1/1" in shown


def test_version_is_told() -> None:
    import kg as package

    assert kg("--version").stdout == f"kg {package.__version__}\n"
