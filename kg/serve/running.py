"""The server as it is started from the command line."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import socket
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path

import uvicorn

from kg.errors import InputError
from kg.serve import bounds as most
from kg.serve.app import make_app
from kg.serve.bounds import Bounds
from kg.serve.jobs import identity_of
from kg.serve.shelf import Shelf

NEAR = ("localhost", "127.0.0.1", "::1")


def run(
    folder: Path,
    host: str = "127.0.0.1",
    port: int = 8000,
    *,
    bounds: Bounds | None = None,
    names: tuple[str, ...] = (),
    tell: Callable[[str], None] = print,
) -> None:
    """Serve a graph until the process is told to stop.

    Args:
        folder: what `kg build` writes, or a graph's file.
        host: the address to listen on.
        port: the port; 0 for a free one.
        bounds: what a query may take, and how many run and wait.
        names: under which it is asked; all where it listens to other machines and none is given.
        tell: is told where it listens.

    Raises:
        InputError: there is no graph, or the address cannot be listened on.
        GraphError: the graph cannot be opened.
    """
    identity_of(folder)
    listening = _listen(host, port)
    taken = listening.getsockname()
    shown = f"[{taken[0]}]" if ":" in taken[0] else taken[0]
    hosts = (*NEAR, *names) if names or is_near(host) else ()
    shelf = Shelf(folder, bounds or Bounds())
    config = uvicorn.Config(
        make_app(shelf, hosts),
        log_level="warning",
        access_log=False,
        server_header=False,
        lifespan="off",
        http="h11",
        ws="none",
        limit_concurrency=most.CONNECTIONS,
        timeout_keep_alive=10,
        timeout_graceful_shutdown=most.DRAIN_SECONDS,
    )

    async def serve() -> None:
        await shelf.open()
        try:
            tell(f"http://{shown}:{taken[1]}/")
            if not is_near(host):
                tell("Other machines can read this graph.")
            await uvicorn.Server(config).serve([listening])
        finally:
            await shelf.close()

    with contextlib.closing(listening), contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve())


def is_near(host: str) -> bool:
    """Whether an address is of this machine alone."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(1024)
        return listening
    except OSError as error:
        why = "another program listens there; give another --port" if error.errno == errno.EADDRINUSE else (
            os.strerror(error.errno) if error.errno and error.errno > 0 else str(error)
        )  # fmt: skip
        raise InputError(f"{host}:{port}: {why}") from error
