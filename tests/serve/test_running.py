"""How the server is started and what a browser has to fetch again."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest
from live import Live

from kg.serve.running import is_near


def start(*arguments: str, code: str = "from kg.cli import main; main()") -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code, "serve", *arguments], capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("missing", ["starlette", "uvicorn"])
def test_without_the_extra_one_line_says_how_to_get_it(missing: str, tmp_path: Path) -> None:
    done = start(str(tmp_path), code=f"import sys; sys.modules[{missing!r}] = None; from kg.cli import main; main()")
    assert done.returncode == 2
    assert done.stderr == f"kg: [KG100] {missing} is not installed: pip install 'kg-diplomacy[serve]'\n"


def test_a_port_that_is_taken(out: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = start(str(out), "--port", str(taken.getsockname()[1]))
    assert done.returncode == 2
    assert "another program listens there" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_graph_that_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text("<urn:a> <urn:b>", "utf-8")
    done = start(str(tmp_path), "--port", "0")
    assert done.returncode == 2
    assert done.stderr.startswith("kg: [KG400] ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("host", "near"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("127.9.9.9", True), ("0.0.0.0", False), ("::", False)],
)
def test_which_addresses_are_of_this_machine(host: str, near: bool) -> None:
    assert is_near(host) is near


def test_a_page_that_the_browser_has_is_not_sent_again(live: Live) -> None:
    path = "/topic/ceasefire?lang=en"
    tag = live.get(path).headers["ETag"]
    again = live.get(path, If_None_Match=tag)
    assert (again.status, again.body) == (304, b"")
    assert live.get("/topic/ceasefire?lang=ar", If_None_Match=tag).status == 200


def test_the_language_is_the_browsers_unless_the_address_says(live: Live) -> None:
    assert '<html lang="en"' in live.get("/topics", Accept_Language="fr, en-GB;q=0.8, ar;q=0.5").text
    assert '<html lang="ar"' in live.get("/topics", Accept_Language="fr").text
    assert '<html lang="en"' in live.get("/topics?lang=en", Accept_Language="ar").text
