"""Linked data: the graph's own IRIs lead to a page or to data, as the client likes; the ontology as Turtle."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from kg.data import data_folder
from kg.rdf.names import BASE, KINDS
from kg.rdf.terms import WIKIDATA, is_qid
from kg.rdf.vocabulary import TOPICS
from kg.serve.edition import Refused
from kg.serve.negotiation import best_media
from kg.serve.pages.frame import thing
from kg.serve.results import GRAPHS
from kg.serve.shelf import Shelf

HTML = "text/html"
PAGES = frozenset({"actor", "event", "article", "topic"})
"""Kinds of things that have a page of their own."""
_ENDINGS = {".ttl": "text/turtle", ".nt": "application/n-triples", ".jsonld": "application/ld+json"}


def linked_routes(shelf: Shelf) -> list[Route]:
    """The routes of linked data."""

    async def data(request: Request) -> Response:
        return await _data(request, shelf)

    return [
        Route("/id/{kind}/{key}", _resolve, methods=["GET"]),
        Route("/data/{kind}/{key}", data, methods=["GET"]),
        Route("/ontology", _ontology, methods=["GET"]),
    ]


def iri_of(kind: str, key: str) -> str:
    """The IRI of a thing by the kind and key in its address.

    Raises:
        Refused: there are no things of that kind.
    """
    if kind == "topic":
        return TOPICS + key
    if kind not in KINDS:
        raise Refused(f"nothing is of the kind {kind[:40]!a}", 404)
    if kind in ("actor", "office") and is_qid(key):
        return WIKIDATA + key
    return f"{BASE}{kind}/{key}"


async def _resolve(request: Request) -> Response:
    kind, key = request.path_params["kind"], request.path_params["key"]
    iri_of(kind, key)
    media = best_media(request.headers.get("accept", ""), [HTML, *GRAPHS])
    if media is None:
        raise Refused(f"it can be had as {HTML}, {', '.join(GRAPHS)}", 406)
    if media == HTML:
        address = thing(kind, key) if kind in PAGES else f"/thing{thing(kind, key)}"
    else:
        ending = next((end for end, known in _ENDINGS.items() if known == media), ".nt")
        address = f"/data{thing(kind, key)}{ending}"
    return RedirectResponse(address, 303, headers={"Vary": "Accept"})


async def _data(request: Request, shelf: Shelf) -> Response:
    kind, key = request.path_params["kind"], request.path_params["key"]
    ending = next((end for end in _ENDINGS if key.endswith(end)), "")
    media = _ENDINGS.get(ending) or best_media(request.headers.get("accept", ""), list(GRAPHS))
    if media is None:
        raise Refused(f"the data can be had as {', '.join(GRAPHS)}", 406)
    job = {"do": "data", "iri": iri_of(kind, key.removesuffix(ending)), "media": media}
    written, build = await shelf.query(job)
    whole = f"{media}; charset=utf-8" if media.startswith("text/") else media
    return Response(written, media_type=whole, headers={"Vary": "Accept", "X-Build": build})


async def _ontology(request: Request) -> Response:
    text = (data_folder("ontology") / "diplomacy.ttl").read_bytes()
    return Response(text, media_type="text/turtle; charset=utf-8")
