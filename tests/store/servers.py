"""Real servers on loopback ports of their own, stopped by their process."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

VIRTUOSO_INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
MaxCheckpointRemap = 2000
Striping = 0
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
MaxCheckpointRemap = 2000
Striping = 0
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
CaseMode = 2
DirsAllowed = {folder}
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
MaxClientConnections = 10
ServerThreads = 10
Charset = UTF-8
[SPARQL]
ResultSetMaxRows = 100000
MaxQueryExecutionTime = {seconds}
[URIQA]
DynamicLocal = 0
DefaultHost = 127.0.0.1:{http}
"""


@dataclass(frozen=True)
class Server:
    """Where a running server takes queries, updates and graphs, and for whom."""

    query: str
    update: str
    store: str
    user: str = ""
    password: str = ""
    process: int = 0
    sql: int = 0
    """The port of its own protocol, where it has one."""


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def oxigraph_binary() -> str | None:
    """The server's program, beside the interpreter or on the path."""
    beside = Path(sys.executable).with_name("oxigraph")
    return str(beside) if beside.exists() else shutil.which("oxigraph")


@contextmanager
def oxigraph(folder: Path) -> Iterator[Server]:
    """Oxigraph's server over an empty store."""
    binary, port = oxigraph_binary(), free_port()
    assert binary
    command = [binary, "serve", "-l", str(folder / "db"), "-b", f"127.0.0.1:{port}"]
    base = f"http://127.0.0.1:{port}"
    with _running(command, folder, f"{base}/query?query=ASK%7B%7D") as process:
        yield Server(f"{base}/query", f"{base}/update", f"{base}/store", process=process)


@contextmanager
def virtuoso(folder: Path, buffers: int = 10_000, seconds: int = 60) -> Iterator[Server]:
    """Virtuoso with its own database and its first password, so many pages of 8 kB in memory, and a limit of time."""
    http, sql = free_port(), free_port()
    ini = folder / "virtuoso.ini"
    ini.write_text(
        VIRTUOSO_INI.format(folder=folder, http=http, sql=sql, buffers=buffers, dirty=buffers * 3 // 5, seconds=seconds)
    )
    base = f"http://127.0.0.1:{http}"
    command = ["virtuoso-t", "+foreground", "+configfile", str(ini)]
    with _running(command, folder, f"{base}/sparql?query=ASK%7B%7D") as process:
        yield Server(
            f"{base}/sparql", f"{base}/sparql-auth", f"{base}/sparql-graph-crud-auth", "dba", "dba", process, sql
        )


@contextmanager
def _running(command: list[str], folder: Path, ready: str, seconds: int = 90) -> Iterator[int]:
    log = (folder / "server.log").open("wb")
    server = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, env={**os.environ, "LC_ALL": "C.UTF-8"})
    try:
        for _ in range(seconds * 5):
            if server.poll() is not None:
                raise RuntimeError((folder / "server.log").read_text("utf-8", "replace")[-2000:])
            try:
                urllib.request.urlopen(ready, timeout=5).close()
                break
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.2)
        else:
            raise RuntimeError(f"{command[0]} did not answer in {seconds} seconds")
        yield server.pid
    finally:
        server.terminate()
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        log.close()
