"""The pages as routes: what is asked for is checked, its values are looked up, and a page is made of them."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable
from html import unescape
from typing import Any
from urllib.parse import urlencode

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg import __version__
from kg.errors import QueryError
from kg.serve import asking, assets, yasgui
from kg.serve.edition import Refused
from kg.serve.finding import LONGEST_SEARCH
from kg.serve.guard import POLICY
from kg.serve.linked import iri_of
from kg.serve.markup import Markup, insert, tag
from kg.serve.negotiation import best_language
from kg.serve.operations import KEY, OPERATIONS, Param, language, read_params, text, view_args
from kg.serve.pages import asking as asking_pages
from kg.serve.pages import lists, things
from kg.serve.results import FORMATS, GRAPHS, RESULTS
from kg.serve.shelf import Shelf
from kg.serve.sparql import pairs
from kg.serve.words import Words, all_words
from kg.store.library import Question
from kg.store.scan import LONGEST_QUERY, check_query

log = logging.getLogger("kg.serve")
Maker = Callable[[Words, Any], str]
THINGS: dict[str, Maker] = {
    "actor": things.actor_page,
    "event": things.event_page,
    "topic": things.topic_page,
    "article": things.article_page,
}
_PARAMS = {operation.view: operation.params for operation in OPERATIONS}
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]{1,2000})">')
_EDITOR_POLICY = POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
"""The editor of queries lays out its tables by style attributes."""
_NETWORK_POLICY = re.compile(
    r"default-src 'none'; script-src( 'sha256-[\w+/=]+')+; style-src 'sha256-[\w+/=]+'; img-src data: blob:; "
    r"base-uri 'none'; form-action 'none'"
)


def words_of(request: Request) -> Words:
    """The language of a request: as its address says, else as the browser likes."""
    known = all_words()
    asked = request.query_params.get("lang", "")
    return known.get(asked) or known[best_language(request.headers.get("accept-language", ""), list(known))]


class Site:
    """The pages of what is on a shelf."""

    def __init__(self, shelf: Shelf) -> None:
        """Pages of the builds on a shelf."""
        self._shelf = shelf

    def routes(self) -> list[Route]:
        """The routes of the pages."""
        pages: list[tuple[str, Callable[[Request], Awaitable[Response]]]] = [
            ("/", self._network),
            ("/search", self._search),
            ("/events", self._events),
            ("/actors", self._listed("actors", lists.actors_page)),
            ("/articles", self._listed("articles", lists.articles_page)),
            ("/topics", self._topics),
            ("/query", self._library),
            ("/query/{name}", self._question),
            ("/thing/{kind}/{key}", self._any),
            ("/static/{name}", self._asset),
            *((f"/{kind}/{{key}}", self._one(kind, make)) for kind, make in THINGS.items()),
        ]
        return [Route(path, page, methods=["GET"]) for path, page in pages]

    async def _network(self, request: Request) -> Response:
        """The network, as the build drew it, with ways to the other pages in its head."""
        folder = self._shelf.folder
        path = folder / "graph.html"
        if not path.is_file():
            raise Refused(f"{path.name} is not beside the graph; `kg view` draws it", 404)
        page = path.read_text("utf-8")
        found = _POLICY.search(page[:10_000])
        policy = unescape(found.group(1)) if found else ""
        if not _NETWORK_POLICY.fullmatch(policy):
            raise Refused("graph.html was not made by kg", 404)
        shown = (("/events", "table_events"), ("/actors", "table_actors"), ("/topics", "topics"))
        links = [[tag("a", "", href=address, data_say=key), " "] for address, key in shown]
        nav = tag("nav", links, tag("a", "SPARQL", href="/query"), class_="site", data_label="more")
        page = insert(page, '<div class="tools">', nav)
        return self._html(request, page, {"Content-Security-Policy": f"{policy}; frame-ancestors 'none'"})

    def _one(self, view: str, make: Maker) -> Callable[[Request], Awaitable[Response]]:
        async def show(request: Request) -> Response:
            words = words_of(request)
            known = self._known(request, words)
            if known:
                return known
            key = Param("key", "", KEY).read(request.path_params["key"])
            args = {"lang": words.lang} if view == "event" else {}
            told, _ = await self._shelf.view(view, key=key, **args)
            return self._html(request, make(words, msgspec.json.decode(told)))

        return show

    def _listed(self, view: str, make: Callable[[Words, Any, Any], str]) -> Callable[[Request], Awaitable[Response]]:
        async def show(request: Request) -> Response:
            words = words_of(request)
            given = _given(request, _PARAMS[view])
            told, _ = await self._shelf.view(view, **view_args(given))
            return self._html(request, make(words, msgspec.json.decode(told), given))

        return show

    async def _events(self, request: Request) -> Response:
        words = words_of(request)
        given = _given(request, _PARAMS["events"])
        told, _ = await self._shelf.view("events", **view_args(given))
        actor = None
        if given.get("actor"):
            found, _ = await self._shelf.view("actor", key=given["actor"])
            actor = msgspec.json.decode(found)
        return self._html(request, lists.events_page(words, msgspec.json.decode(told), given, actor))

    async def _topics(self, request: Request) -> Response:
        told, _ = await self._shelf.view("topics")
        return self._html(request, lists.topics_page(words_of(request), msgspec.json.decode(told)))

    async def _search(self, request: Request) -> Response:
        given = _given(request, (text("q", "", LONGEST_SEARCH),))
        asked = given.get("q", "")
        told, _ = await self._shelf.view("search", q=asked, limit=50)
        return self._html(request, lists.search_page(words_of(request), msgspec.json.decode(told), asked))

    async def _library(self, request: Request) -> Response:
        words = words_of(request)
        query = _given(request, (text("query", "", LONGEST_QUERY),)).get("query", "").replace("\r\n", "\n")
        outcome, status = None, 200
        if query:
            try:
                form = check_query(query)
                job = {"do": "sparql", "query": query}
                outcome = await self._outcome(words, job, form, "/sparql", {"query": query})
            except QueryError as error:
                outcome, status = asking_pages.complaint(words, str(error)), getattr(error, "status", 400)
        page = asking_pages.library_page(words, list(asking.askable().values()), query, outcome)
        return self._html(request, page, {"Content-Security-Policy": _EDITOR_POLICY}, status)

    async def _question(self, request: Request) -> Response:
        words = words_of(request)
        question = asking.find(request.path_params["name"])
        params = (*asking.params_of(question), text("ask", ""))
        sent = [(name, value) for name, value in pairs(request.url.query) if value]
        outcome, status, given = None, 200, {name: value for name, value in sent if name not in ("lang", "ask")}
        if sent and any(name != "lang" for name, _ in sent):
            try:
                values = read_params(params, sent)
                values.pop("ask", None)
                outcome = await self._asked(words, question, values)
            except QueryError as error:
                outcome, status = asking_pages.complaint(words, str(error)), getattr(error, "status", 400)
        return self._html(request, asking_pages.question_page(words, question, given, outcome), status=status)

    async def _asked(self, words: Words, question: Question, values: dict[str, Any]) -> Markup:
        job = asking.job_of(question, {**values, "lang": words.lang}, "", words.lang)
        given = {**values, "lang": words.lang}
        return await self._outcome(words, job, question.form, f"/api/queries/{question.name}", given)

    async def _outcome(
        self, words: Words, job: dict[str, Any], form: str, address: str, given: dict[str, Any]
    ) -> Markup:
        """An answer as it is shown, with links to its other forms."""
        graph = form in ("CONSTRUCT", "DESCRIBE")
        names = [name for name, media in FORMATS.items() if media in (GRAPHS if graph else RESULTS)]
        links = [(name, f"{address}?{urlencode({**given, 'format': name})}") for name in names]
        media = "text/turtle" if graph else "application/sparql-results+json"
        written, _ = await self._shelf.query(job | {"media": media})
        return (asking_pages.turtle if graph else asking_pages.table)(words, written, links)

    async def _any(self, request: Request) -> Response:
        kind, key = request.path_params["kind"], request.path_params["key"]
        job = {"do": "data", "iri": iri_of(kind, key), "media": "application/n-triples"}
        written, _ = await self._shelf.query(job)
        told = {"iri": job["iri"], "kind": kind, "key": key, "statements": things.statements(written)}
        return self._html(request, things.thing_page(words_of(request), told))

    async def _asset(self, request: Request) -> Response:
        name = request.path_params["name"]
        headers = {"Cache-Control": "public, max-age=600"}
        if name in assets.KINDS:
            return Response(assets.asset(name), media_type=assets.KINDS[name], headers=headers)
        files = await asyncio.to_thread(yasgui.files) if name in yasgui.FILES else {}
        if name not in files:
            raise Refused(f"nothing is called {name[:100]}", 404)
        return Response(files[name], media_type=yasgui.FILES[name], headers=headers)

    def _tag(self, request: Request, words: Words) -> str:
        return f'W/"{self._shelf.edition.identity}-{__version__}-{words.lang}"'

    def _known(self, request: Request, words: Words) -> Response | None:
        """'Not modified', where the browser has the page of this build already."""
        current = self._tag(request, words)
        known = [item.strip() for item in request.headers.get("if-none-match", "").split(",")]
        return Response(status_code=304, headers={"ETag": current, "Vary": _VARY}) if current in known else None

    def _html(self, request: Request, page: str, headers: dict[str, str] | None = None, status: int = 200) -> Response:
        more = {"ETag": self._tag(request, words_of(request))} if status == 200 else {}
        told = {"Vary": _VARY, **more, **(headers or {})}
        return Response(page.encode("utf-8", "replace"), status, media_type="text/html; charset=utf-8", headers=told)


_VARY = "Accept-Language"


def _given(request: Request, params: tuple[Param, ...]) -> dict[str, Any]:
    known = params if any(param.name == "lang" for param in params) else (*params, language())
    values = read_params(known, pairs(request.url.query), empty=True)
    values.pop("lang", None)
    return values


def error_response(request: Request, status: int, detail: str) -> str:
    """A page that says what went wrong."""
    return lists.error_page(words_of(request), status, detail)
