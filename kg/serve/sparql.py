"""The SPARQL 1.1 protocol, read only: GET, POST of a form, POST of a query; results as the client likes them."""

from __future__ import annotations

import asyncio
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response

from kg.errors import QueryError
from kg.serve import bounds as most
from kg.serve.edition import Refused
from kg.serve.negotiation import best_media
from kg.serve.results import FORMATS, GRAPHS, RESULTS
from kg.serve.shelf import Shelf
from kg.store.scan import check_query

FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
_ELSEWHERE = {"default-graph-uri", "named-graph-uri"}
_DESCRIPTION = """@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix formats: <http://www.w3.org/ns/formats/> .
<> a sd:Service ;
  sd:endpoint <> ;
  sd:supportedLanguage sd:SPARQL11Query ;
  sd:resultFormat formats:SPARQL_Results_JSON, formats:SPARQL_Results_XML, formats:SPARQL_Results_CSV,
    formats:SPARQL_Results_TSV, formats:Turtle, formats:N-Triples .
"""


async def answer(request: Request, shelf: Shelf) -> Response:
    """The answer to a request of the protocol.

    Raises:
        QueryError: the request or its query is refused; `status` is that of HTTP, 400 where there is none.
    """
    given, body = await _parameters(request)
    if request.method in ("GET", "HEAD") and not given:
        return _about(request)
    query = _the_query(given, body)
    form = check_query(query)
    media = media_for(form, request.headers.get("accept", ""), dict(given).get("format", ""))
    try:
        written, build = await _unless_gone(request, shelf, {"do": "sparql", "query": query, "media": media})
    except ClientDisconnect:
        return Response(status_code=499)
    kind = f"{media}; charset=utf-8" if media.startswith("text/") else media
    return Response(written, media_type=kind, headers={"Vary": "Accept", "X-Build": build})


async def _unless_gone(request: Request, shelf: Shelf, job: dict[str, str]) -> tuple[bytes, str]:
    """The answer, or the end of the work when the client has gone."""
    work = asyncio.create_task(shelf.query(dict(job)))
    gone = asyncio.create_task(_wait_for_leave(request))
    try:
        await asyncio.wait({work, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not work.done():
            raise ClientDisconnect
        return await work
    finally:
        for task in (work, gone):
            task.cancel()
        await asyncio.gather(work, gone, return_exceptions=True)


async def _wait_for_leave(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _parameters(request: Request) -> tuple[list[tuple[str, str]], str]:
    """What stands in the address and in a form; and a query that is the body itself."""
    given = pairs(request.url.query)
    body = await read_body(request)
    if request.method != "POST":
        return given, ""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise QueryError("the request is not UTF-8") from error
    if kind == FORM:
        return given + pairs(text), ""
    if kind == DIRECT:
        return given, text
    raise Refused(f"a query comes as {FORM} or {DIRECT}", 415)


def _the_query(given: list[tuple[str, str]], body: str) -> str:
    names = {name for name, _ in given}
    queries = [value for name, value in given if name == "query"] + ([body] if body else [])
    if "update" in names:
        raise Refused("updates are refused: a query only reads", 403)
    if names & _ELSEWHERE:
        raise QueryError("graphs cannot be chosen: a query reads the graph that is served")
    if len(queries) != 1:
        raise QueryError("a request holds one query")
    return queries[0]


def media_for(form: str, accept: str, name: str = "") -> str:
    """The media type to answer a query in.

    Args:
        form: of the query.
        accept: the Accept header.
        name: one of `FORMATS`, which goes before the header.

    Raises:
        Refused: it cannot be had so.
    """
    offered = GRAPHS if form in ("CONSTRUCT", "DESCRIBE") else RESULTS
    media = FORMATS.get(name) if name else best_media(accept, list(offered))
    if media is None or media not in offered:
        raise Refused(f"the answer can be had as {', '.join(offered)}", 406)
    return media


def _about(request: Request) -> Response:
    """What this endpoint is: for people the page of queries, for machines a description."""
    if best_media(request.headers.get("accept", ""), ["text/turtle", "text/html"]) == "text/html":
        return RedirectResponse("/query", 303, headers={"Vary": "Accept"})
    return Response(_DESCRIPTION, media_type="text/turtle", headers={"Vary": "Accept"})


def pairs(text: str) -> list[tuple[str, str]]:
    """The parameters of an address or form.

    Raises:
        QueryError: they are no UTF-8, or very many.
    """
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=50)
    except ValueError as error:
        raise QueryError("the parameters cannot be read") from error


async def read_body(request: Request) -> bytes:
    """A request's body.

    Raises:
        Refused: it is too long, or does not come in time.
    """
    found = bytearray()
    try:
        async with asyncio.timeout(most.BODY_SECONDS):
            async for piece in request.stream():
                found += piece
                if len(found) > most.BODY:
                    raise Refused(f"the request has more than {most.BODY} bytes", 413)
    except TimeoutError as error:
        raise Refused("the request does not come", 408) from error
    return bytes(found)
