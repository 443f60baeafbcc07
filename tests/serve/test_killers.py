"""Queries built to do harm are refused or ended; the server goes on answering others."""

import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import pytest
from killers import CHANGING, CROSS, DEEP, HUNGRY, REACHING
from live import Live, children, serving, wait_until

from kg.serve.bounds import Bounds

GOOD = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
FORM = {"Content_Type": "application/x-www-form-urlencoded"}


def works(pid: int) -> bool:
    """Whether a child has taken more than a moment of the processor; those that wait for a job have not."""
    try:
        taken = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    except OSError:
        return False
    return sum(map(int, taken)) > 20


def triples(live: Live) -> str:
    return live.rows(GOOD)[0]["n"]


@pytest.mark.parametrize("name", HUNGRY)
def test_a_hungry_query_is_ended_at_its_bounds(live: Live, name: str) -> None:
    reply = live.query(HUNGRY[name], "*/*")
    assert reply.status == 422
    assert reply.type == "application/problem+json"
    assert int(triples(live)) > 1000


@pytest.mark.parametrize("name", DEEP)
def test_a_deep_or_long_query_is_refused_before_the_engine(live: Live, name: str) -> None:
    reply = live.ask("/sparql", urlencode({"query": DEEP[name]}).encode(), **FORM)
    assert reply.status in (400, 413)
    assert int(triples(live)) > 1000


@pytest.mark.parametrize("name", REACHING | CHANGING)
def test_a_query_that_reaches_out_or_changes_is_refused(live: Live, name: str) -> None:
    before = triples(live)
    query = (REACHING | CHANGING)[name]
    assert live.query(query, "*/*").status == 400
    assert live.ask("/sparql", query.encode(), Content_Type="application/sparql-query").status == 400
    assert triples(live) == before


@pytest.mark.parametrize("update", ["INSERT DATA { <urn:a> <urn:b> <urn:c> }", "DROP ALL"])
def test_updates_are_refused(live: Live, update: str) -> None:
    assert live.ask("/sparql", urlencode({"update": update}).encode(), **FORM).status == 403
    assert live.ask("/sparql", update.encode(), Content_Type="application/sparql-update").status == 415


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("path", ["/sparql", "/", "/api/actors", "/health", "/id/event/x"])
def test_no_route_changes_anything(live: Live, method: str, path: str) -> None:
    reply = live.ask(path, b"", method=method)
    assert reply.status == 405
    assert reply.headers["Allow"]


def test_graphs_cannot_be_chosen_from_outside(live: Live) -> None:
    for name in ("default-graph-uri", "named-graph-uri"):
        reply = live.get("/sparql?" + urlencode({"query": GOOD, name: "http://127.0.0.1:9999/g"}))
        assert reply.status == 400


def test_good_queries_are_answered_while_hungry_ones_run(live: Live) -> None:
    with ThreadPoolExecutor(16) as pool:
        hungry = [pool.submit(live.query, CROSS, "*/*") for _ in range(6)]
        good = [pool.submit(live.query, GOOD) for _ in range(40)]
        assert {reply.result().status for reply in good} == {200}
        assert {reply.result().status for reply in hungry} <= {422, 503}


def test_a_query_that_nobody_waits_for_ends(live: Live) -> None:
    (holder,) = children(live.pid)
    host, port = live.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as wire:
        wire.sendall(f"GET /sparql?{urlencode({'query': CROSS})} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        wait_until(lambda: any(map(works, children(holder))))
    started = time.monotonic()
    wait_until(lambda: not any(map(works, children(holder))))
    assert time.monotonic() - started < 1.5, "it ran on to its limit"


def test_too_many_queries_are_told_to_come_back(out: Path) -> None:
    with serving(out, "--seconds", "3", "--waiting", "2") as live:
        with ThreadPoolExecutor(24) as pool:
            replies = list(pool.map(lambda _: live.query(CROSS, "*/*"), range(24)))
        busy = [reply for reply in replies if reply.status == 503]
        assert busy
        assert all(int(reply.headers["Retry-After"]) > 0 for reply in busy)
        assert {reply.status for reply in replies} <= {422, 503}
        assert int(triples(live)) > 1000


def test_pages_are_shown_while_the_queue_is_full(live: Live) -> None:
    threads = [threading.Thread(target=live.query, args=(CROSS, "*/*")) for _ in range(12)]
    for thread in threads:
        thread.start()
    assert [live.get(path).status for path in ("/events", "/actors", "/health", "/search?q=iran")] == [200] * 4
    for thread in threads:
        thread.join()


def test_only_children_that_wait_for_a_job_are_left_when_all_is_answered(live: Live) -> None:
    (holder,) = children(live.pid)
    for _ in range(20):
        live.query(GOOD)
    wait_until(lambda: len(children(holder)) == Bounds().running)
    assert not any(map(works, children(holder)))
