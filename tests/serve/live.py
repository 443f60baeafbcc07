"""A running server, and how tests talk to it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def type(self) -> str:
        return self.headers.get_content_type()

    def json(self) -> Any:
        return json.loads(self.body)


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


@dataclass(frozen=True)
class Live:
    url: str
    pid: int

    def get(self, path: str, accept: str = "*/*", method: str = "GET", **headers: str) -> Reply:
        return self.ask(path, None, accept, method, **headers)

    def ask(self, path: str, body: bytes | None, accept: str = "*/*", method: str = "POST", **headers: str) -> Reply:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        address = self.url + quote(path, safe="/?&=%+#:,;~()*!'$@")
        request = urllib.request.Request(address, body, {"Accept": accept, **named}, method=method)
        opener = urllib.request.build_opener(_Stay(), urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=60) as answer:
                return Reply(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return Reply(error.code, error.headers, error.read())

    def query(self, query: str, accept: str = "application/sparql-results+json", **more: str) -> Reply:
        return self.get("/sparql?" + urlencode({"query": query, **more}), accept)

    def rows(self, query: str) -> list[Mapping[str, str]]:
        reply = self.query(query)
        assert reply.status == 200, reply.text
        return [{k: v["value"] for k, v in row.items()} for row in reply.json()["results"]["bindings"]]


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[Live]:
    """A server over a folder until the block ends; it must then end by itself, with all its processes."""
    command = [sys.executable, "-m", "kg", "serve", str(folder), "--port", "0", *options]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"})
    assert server.stdout
    try:
        address = server.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:"), "the server did not start"
        live = Live(address.rstrip("/"), server.pid)
        wait_until(lambda: _answers(live))
        holders = children(server.pid)
        yield live
        holders = children(server.pid) or holders
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(40)
        server.stdout.close()
    wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in holders))


def _answers(live: Live) -> bool:
    try:
        return live.get("/health").status == 200
    except OSError:
        return False


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def wait_until(holds: Any, seconds: float = 60) -> None:
    import time

    for _ in range(int(seconds / 0.05)):
        if holds():
            return
        time.sleep(0.05)
    raise AssertionError("it did not come to that in time")
