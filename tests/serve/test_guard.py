"""What holds for every answer, and for what is no good request."""

import socket
from pathlib import Path

import pytest
from live import Live, serving

PATHS = ["/", "/events", "/nothing", "/sparql?query=x", "/api/actors", "/health", "/static/site.css", "/openapi.json"]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_has_its_headers(live: Live, path: str) -> None:
    headers = live.get(path, "text/html").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Frame-Options"] == "DENY"
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "Server" not in headers
    assert "Set-Cookie" not in headers
    assert "Access-Control-Allow-Origin" not in headers


def test_the_network_page_runs_its_own_scripts_only(live: Live) -> None:
    reply = live.get("/")
    assert "script-src 'sha256-" in reply.headers["Content-Security-Policy"]
    assert 'href="/events"' in reply.text


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "evil.example:80", "", "[", "localhost@evil"]
)
def test_under_another_name_nothing_is_told(live: Live, host: str) -> None:
    reply = live.get("/api/actors", Host=host) if host else None
    if reply is not None:
        assert reply.status in (400, 421)
        assert b"items" not in reply.body


def test_names_that_are_given_are_listened_to(out: Path) -> None:
    with serving(out, "--name", "graph.example") as live:
        assert live.get("/health", Host="graph.example:443").status == 200
        assert live.get("/health", Host="localhost").status == 200
        assert live.get("/health", Host="other.example").status == 421


def test_it_listens_to_this_machine_only(live: Live) -> None:
    port = int(live.url.rpartition(":")[2])
    listening = [
        line.split()[1]
        for table in ("/proc/net/tcp", "/proc/net/tcp6")
        if Path(table).exists()
        for line in Path(table).read_text().splitlines()[1:]
        if line.split()[1].endswith(f":{port:04X}") and line.split()[3] == "0A"
    ]
    assert listening == [f"0100007F:{port:04X}"]


@pytest.mark.parametrize(
    "sent",
    [
        b"\x00\x01\x02\r\n\r\n",
        b"GET /%00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /actor/%FF%FE HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /actor/..%2f..%2fetc%2fpasswd HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /static/../app.py HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /static/%2e%2e/app.py HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /" + b"a" * 60_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 50_000 + b"\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
)
def test_nonsense_is_refused_and_the_server_goes_on(live: Live, sent: bytes) -> None:
    host, port = live.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as wire:
        wire.sendall(sent)
        status = int(wire.recv(1000).split(b" ")[1])
    assert 400 <= status < 500
    assert live.get("/health").status == 200
