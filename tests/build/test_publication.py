"""A folder is published whole or not at all."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from kg.errors import OutputError
from kg.files import MANIFEST, publication, write_file


def publish(out: Path, text: str) -> None:
    with publication(out) as stage:
        stage.write("graph.ttl", [text] * 3)
        stage.write_folder("articles", {"a.txt": text})


def content(out: Path) -> dict[str, str]:
    return {p.relative_to(out).as_posix(): p.read_text("utf-8") for p in sorted(out.rglob("*")) if p.is_file()}


def broken() -> Iterator[str]:
    yield "new"
    raise RuntimeError("half way")


def test_folder_is_there_with_a_manifest_and_nothing_beside_it(tmp_path: Path) -> None:
    publish(tmp_path / "deep" / "out", "سلام")
    files = content(tmp_path / "deep" / "out")
    assert files["graph.ttl"] == "سلامسلامسلام"
    told = json.loads(files[MANIFEST])
    assert told["files"]["graph.ttl"]["sha256"] == sha256(files["graph.ttl"].encode()).hexdigest()
    assert told["folders"] == {"articles": 1}
    assert [p.name for p in (tmp_path / "deep").iterdir()] == ["out"]


def test_failure_leaves_the_old_folder_as_it_was(tmp_path: Path) -> None:
    publish(tmp_path / "out", "old")
    before = content(tmp_path / "out")
    with pytest.raises(RuntimeError, match="half way"), publication(tmp_path / "out") as stage:
        stage.write("graph.ttl", broken())
    assert content(tmp_path / "out") == before
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_files_of_the_user_stay_and_those_of_the_last_build_go(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with publication(out) as stage:
        stage.write("gone.txt", ["x"])
    (out / "mine.txt").write_text("mine")
    (out / "notes" / "deep").mkdir(parents=True)
    (out / "notes" / "deep" / "n.txt").write_text("n")
    publish(out, "new")
    assert set(content(out)) == {"graph.ttl", "articles/a.txt", MANIFEST, "mine.txt", "notes/deep/n.txt"}


def test_cache_goes_from_build_to_build_and_survives_a_failed_one(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with publication(out) as stage:
        stage.cache.mkdir()
        (stage.cache / "a").write_text("kept")
    with pytest.raises(RuntimeError), publication(out) as stage:
        raise RuntimeError
    assert (out / ".cache" / "a").read_text() == "kept"
    with publication(out) as stage:
        assert (stage.cache / "a").read_text() == "kept"
    assert (out / ".cache" / "a").read_text() == "kept"


def test_the_hash_of_a_file_of_the_last_build_is_known_while_nobody_changes_it(tmp_path: Path) -> None:
    out = tmp_path / "out"
    publish(out, "abc")
    with publication(out) as stage:
        assert stage.last("graph.ttl") == sha256(b"abcabcabc").hexdigest()
        assert stage.last("other.ttl") == ""
        stage.write("graph.ttl", ["abc"])
        stage.write("other.ttl", ["abc"])
    (out / "graph.ttl").write_text("xyz")
    with publication(out) as stage:
        assert stage.last("graph.ttl") == ""
        assert stage.last("other.ttl") == sha256(b"abc").hexdigest()


def test_second_build_at_the_same_time_is_refused(tmp_path: Path) -> None:
    with publication(tmp_path / "out") as stage:
        stage.write("graph.ttl", ["first"])
        with pytest.raises(OutputError, match="another build"), publication(tmp_path / "out"):
            pass
    assert (tmp_path / "out" / "graph.ttl").read_text() == "first"


def test_place_that_cannot_be_a_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    for place in (tmp_path / "file", tmp_path / "file" / "below", tmp_path, Path(), Path("/proc/none/out"), Path("/")):
        with pytest.raises(OutputError), publication(place):
            pass
    assert (tmp_path / "file").read_text() == "x"


def test_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "disk")
    publish(tmp_path / "out", "x")
    assert (tmp_path / "out").is_symlink()
    assert (tmp_path / "disk" / "graph.ttl").read_text() == "xxx"


def test_single_file_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_file(path, ["old"])
    with pytest.raises(RuntimeError, match="half way"):
        write_file(path, broken())
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("a.txt", "old")]
    with pytest.raises(OutputError):
        write_file(tmp_path / "nowhere" / "a.txt", ["x"])


PUBLISHER = """
import sys
from pathlib import Path
from kg.files import publication
n = 0
while True:
    n += 1
    with publication(Path(sys.argv[1])) as stage:
        stage.write("graph.ttl", [f"{n}\\n"] * 200)
        stage.write("other.txt", [f"{n}\\n"] * 20)
        stage.write_folder("articles", {f"{k}-{n}.txt": str(n) for k in range(10)})
    print(n, flush=True)
"""


def test_killed_at_any_moment_the_old_or_the_new_folder_is_there_whole(tmp_path: Path) -> None:
    out, chance = tmp_path / "out", random.Random(7)
    for _ in range(30):
        process = subprocess.Popen([sys.executable, "-c", PUBLISHER, str(out)], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        last = int(process.stdout.readline())
        time.sleep(chance.random() * 0.02)
        os.kill(process.pid, signal.SIGKILL)
        last = max([last, *map(int, process.stdout.read().split())])
        process.wait()
        files = content(out)
        number = files["graph.ttl"].partition("\n")[0]
        assert int(number) in (last, last + 1)
        assert files["graph.ttl"] == f"{number}\n" * 200
        assert files["other.txt"] == f"{number}\n" * 20
        assert all(files[f"articles/{k}-{number}.txt"] == number for k in range(10))
        told = json.loads(files[MANIFEST])["files"]
        assert all(sha256(files[name].encode()).hexdigest() == about["sha256"] for name, about in told.items())
    publish(out, "end")
    assert [p.name for p in tmp_path.iterdir()] == ["out"]
