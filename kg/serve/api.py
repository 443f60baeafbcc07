"""The JSON API: requests checked by the table of operations, answered by the views."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.serve import asking
from kg.serve.openapi import description
from kg.serve.operations import OPERATIONS, Operation, read_params, view_args
from kg.serve.shelf import Shelf
from kg.serve.sparql import media_for, pairs
from kg.serve.words import all_words

JSON = "application/json"


def api_routes(shelf: Shelf) -> list[Route]:
    """The routes of the API."""
    described = msgspec.json.encode(description())
    listed = [asking.record(question) for question in asking.askable().values()]
    questions = msgspec.json.encode({"total": len(listed), "items": listed})

    async def openapi(request: Request) -> Response:
        return Response(described, media_type=JSON)

    async def queries(request: Request) -> Response:
        read_params((), pairs(request.url.query))
        return Response(questions, media_type=JSON)

    async def answer(request: Request) -> Response:
        return await _answer(request, shelf)

    routes = [Route(operation.path, _handler(operation, shelf), methods=["GET"]) for operation in OPERATIONS]
    return [
        *routes,
        Route("/openapi.json", openapi, methods=["GET"]),
        Route("/api/queries", queries, methods=["GET"]),
        Route("/api/queries/{name}", answer, methods=["GET"]),
    ]


def _handler(operation: Operation, shelf: Shelf) -> Callable[[Request], Awaitable[Response]]:
    lang = {"lang": next(iter(all_words()))} if any(param.name == "lang" for param in operation.params) else {}

    async def handle(request: Request) -> Response:
        values = read_params(operation.params, pairs(request.url.query))
        found, build = await shelf.view(operation.view, **lang | view_args(values), **request.path_params)
        return Response(found, media_type=JSON, headers={"X-Build": build})

    return handle


async def _answer(request: Request, shelf: Shelf) -> Response:
    """The answer to a question of the library, in the form that the client likes."""
    question = asking.find(request.path_params["name"])
    values = read_params(asking.params_of(question), pairs(request.url.query))
    media = media_for(question.form, request.headers.get("accept", ""), values.pop("format", ""))
    job = asking.job_of(question, values, media, next(iter(all_words())))
    written, build = await shelf.query(job)
    kind = f"{media}; charset=utf-8" if media.startswith("text/") else media
    return Response(written, media_type=kind, headers={"Vary": "Accept", "X-Build": build})
