"""`kg serve`: a graph as a web server."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.errors import InputError


def serve(
    graph: Annotated[Path, typer.Argument(help="A folder made by `kg build`, or a graph's file.")] = Path("out"),
    host: Annotated[str, typer.Option(help="The address to listen on; only this machine by default.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 for a free one.")] = 8000,
    seconds: Annotated[float, typer.Option(min=0.1, max=600, help="What one query may take.")] = 20.0,
    memory: Annotated[int, typer.Option(min=50, max=100_000, help="Megabytes that one query may take.")] = 500,
    waiting: Annotated[int, typer.Option(min=1, max=10_000, help="Queries that may wait for their turn.")] = 128,
    name: Annotated[
        list[str] | None, typer.Option(help="A name that the server is asked under, behind a proxy say; repeatable.")
    ] = None,
) -> None:
    """Serve a graph: pages, search, a SPARQL endpoint at /sparql, linked data and a JSON API (/openapi.json).

    Only for reading; a new build in the folder is served as soon as it is there. It is an extra: 'kg-diplomacy[serve]'.

    Example: kg serve out/ --port 8000
    """
    try:
        from kg.serve.bounds import Bounds
        from kg.serve.running import run
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        if missing not in ("starlette", "uvicorn"):
            raise
        raise InputError(f"{missing} is not installed: pip install 'kg-diplomacy[serve]'") from error
    bounds = Bounds(seconds=seconds, memory=memory * 1_000_000, waiting=waiting)
    run(graph, host, port, bounds=bounds, names=tuple(name or ()), tell=typer.echo)


def register(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command()(serve)
