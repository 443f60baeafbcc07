"""A new build is served as soon as it is there, without dropping a request; a broken one is not."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from live import Live, children, serving, wait_until

from kg.building import build

TEXT = "Foreign Minister {name} met Antony Blinken in Cairo on 3 March 2024, the ministry said.\n"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def publish(folder: Path, *articles: str) -> None:
    source = folder / "in"
    shutil.rmtree(source, ignore_errors=True)
    source.mkdir(parents=True)
    for number, article in enumerate(articles):
        (source / f"a{number}.txt").write_text(article, "utf-8")
    build([source], folder / "out")


@pytest.fixture
def first(tmp_path: Path) -> Path:
    publish(tmp_path, TEXT.format(name="Sameh Shoukry"))
    return tmp_path


@pytest.fixture
def live(first: Path) -> Iterator[Live]:
    with serving(first / "out") as server:
        yield server


def served(live: Live) -> str:
    build_name: str = live.get("/health").json().get("build", "")
    return build_name


def test_a_new_build_is_picked_up(first: Path, live: Live) -> None:
    before, articles = served(live), live.get("/api/articles").json()["total"]
    publish(first, TEXT.format(name="Sameh Shoukry"), TEXT.format(name="Badr Abdelatty"))
    wait_until(lambda: served(live) != before)
    assert (articles, live.get("/api/articles").json()["total"]) == (1, 2)
    wait_until(lambda: len(children(live.pid)) == 1)


def test_no_request_is_dropped_and_each_answer_is_of_one_build(first: Path, live: Live) -> None:
    seen: dict[str, set[bytes]] = {}
    going = True

    def read() -> int:
        asked = 0
        while going:
            reply = live.query(COUNT)
            assert reply.status == 200, reply.text
            seen.setdefault(reply.headers["X-Build"], set()).add(reply.body)
            asked += 1
        return asked

    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(read) for _ in range(4)]
        try:
            for number in range(1, 5):
                before = served(live)
                publish(first, *(TEXT.format(name=f"Person{chr(65 + n)} Family") for n in range(number)))
                wait_until(lambda before=before: served(live) != before)
        finally:
            going = False
        assert sum(reader.result() for reader in readers) > 20
    assert len(seen) >= 3
    assert all(len(bodies) == 1 for bodies in seen.values())


def test_a_broken_build_is_not_served(first: Path, live: Live) -> None:
    before = served(live)
    graph, manifest = first / "out" / "graph.ttl", first / "out" / "manifest.json"
    whole = graph.read_bytes(), manifest.read_bytes()
    graph.write_bytes(whole[0][: len(whole[0]) // 2])
    manifest.write_bytes(whole[1] + b"\n")
    wait_until(lambda: "newer" in live.get("/health").json())
    assert served(live) == before
    assert live.query(COUNT).status == 200
    graph.write_bytes(whole[0])
    manifest.write_bytes(whole[1] + b"\n\n")
    wait_until(lambda: served(live) != before)
    assert "newer" not in live.get("/health").json()


def test_when_the_process_that_holds_the_graph_dies_another_is_started(live: Live) -> None:
    import os
    import signal

    (holder,) = children(live.pid)
    os.kill(holder, signal.SIGKILL)
    wait_until(lambda: children(live.pid) not in ([holder], []))
    wait_until(lambda: live.query(COUNT).status == 200)


def test_a_folder_without_a_build_is_told_in_one_line(tmp_path: Path) -> None:
    import subprocess
    import sys

    done = subprocess.run([sys.executable, "-m", "kg", "serve", str(tmp_path)], capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "no graph here" in done.stderr
