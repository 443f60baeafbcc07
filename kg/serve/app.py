"""The application: which address is answered by what, and how errors are told."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from kg.errors import QueryError
from kg.serve import sparql
from kg.serve.api import api_routes
from kg.serve.guard import Guard
from kg.serve.linked import linked_routes
from kg.serve.negotiation import best_media
from kg.serve.shelf import Shelf
from kg.serve.site import Site, error_response

Handler = Callable[[Request], Awaitable[Response]]
PROBLEM = "application/problem+json"


def make_app(shelf: Shelf, hosts: tuple[str, ...] = ()) -> Starlette:
    """The application over a shelf, which is open when requests come.

    Args:
        shelf: serves what is published in a folder.
        hosts: the names that it is asked under; all where empty.
    """

    async def query(request: Request) -> Response:
        return await sparql.answer(request, shelf)

    async def health(request: Request) -> Response:
        return _health(shelf)

    routes = [
        Route("/sparql", query, methods=["GET", "POST"]),
        Route("/health", health, methods=["GET"]),
        *api_routes(shelf),
        *linked_routes(shelf),
        *Site(shelf).routes(),
    ]
    app = Starlette(routes=routes, exception_handlers={QueryError: _refused, HTTPException: _wrong,
                                                                     ClientDisconnect: _gone})  # fmt: skip
    app.add_middleware(Guard, hosts=hosts)
    app.router.redirect_slashes = False
    return app


def _health(shelf: Shelf) -> Response:
    """Whether a graph is served, which build, and how busy the server is."""
    try:
        about, status = shelf.edition.about, 200
    except QueryError:
        about, status = {}, 503
    told = {"status": "ok" if status == 200 else "opening", **about, "queries": shelf.queries.counts}
    if shelf.trouble:
        told["newer"] = shelf.trouble
    return Response(msgspec.json.encode(told), status, media_type="application/json")


def problem(status: int, detail: str, retry_after: int = 0) -> Response:
    """An error as RFC 9457 has it."""
    headers = {"Retry-After": str(retry_after)} if retry_after else {}
    body = msgspec.json.encode({"status": status, "title": _TITLES.get(status, "Error"), "detail": detail})
    return Response(body, status, media_type=PROBLEM, headers=headers)


_TITLES = {
    400: "The request cannot be read",
    403: "Refused",
    404: "Not found",
    405: "Only for reading",
    406: "No such form",
    413: "Too long",
    415: "No such form",
    422: "The query asks for too much",
    503: "Busy",
}


async def _refused(request: Request, error: Exception) -> Response:
    return _tell(request, getattr(error, "status", 400), str(error), getattr(error, "retry_after", 0))


async def _wrong(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    response = _tell(request, error.status_code, error.detail)
    response.headers.update(error.headers or {})
    return response


def _tell(request: Request, status: int, detail: str, retry_after: int = 0) -> Response:
    """An error as a page for people, who ask for pages, and as JSON for programs, or as text for those that ask so."""
    programs = request.url.path.startswith(("/api", "/sparql", "/data", "/id", "/openapi", "/health"))
    other = "text/plain" if programs else "text/html"
    if best_media(request.headers.get("accept", ""), [PROBLEM, other]) != other:
        return problem(status, detail, retry_after)
    headers = {"Retry-After": str(retry_after)} if retry_after else {}
    if programs:
        return PlainTextResponse(detail, status, headers=headers)
    return HTMLResponse(error_response(request, status, detail), status, headers=headers)


async def _gone(request: Request, error: Exception) -> Response:
    return Response(status_code=499)
