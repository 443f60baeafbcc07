"""The description of the JSON API (OpenAPI 3.1), made from the table of operations and the library of questions."""

from __future__ import annotations

from typing import Any

from kg import __version__
from kg.serve.asking import askable, params_of
from kg.serve.operations import OPERATIONS, Operation, Param, Schema
from kg.serve.results import GRAPHS, RESULTS
from kg.store.library import Question

_TEXT: Schema = {"type": "string"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_SHARE: Schema = {"type": "number", "minimum": 0, "maximum": 1}
_LABELS: Schema = {"type": "object", "additionalProperties": _TEXT}
_STATUSES = {
    "400": "The request cannot be read.", "404": "There is no such thing.", "405": "Only for reading.",
    "422": "It takes more time, memory or room than one request may.", "503": "Busy; Retry-After tells until when.",
}  # fmt: skip


def description() -> dict[str, Any]:
    """The whole description."""
    paths: dict[str, Any] = {operation.path: {"get": _operation(operation)} for operation in OPERATIONS}
    paths["/api/queries"] = {"get": _get("queries", "The questions of the library.", [], _json("Queries"), ("400",))}
    for question in askable().values():
        paths[f"/api/queries/{question.name}"] = {"get": _question(question)}
    paths["/health"] = {"get": _get("health", "Whether a graph is served.", [], _json("Health"), ("400", "503"))}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "A graph of diplomacy",
            "version": __version__,
            "description": "Only for reading. SPARQL is at /sparql, for which see the SPARQL 1.1 protocol.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": paths,
        "components": {"schemas": _schemas()},
    }


def _operation(operation: Operation) -> dict[str, Any]:
    parts = [{"name": name, "in": "path", "required": True, "schema": schema}
             for name, schema in operation.parts.items()]  # fmt: skip
    params = parts + [_param(param) for param in operation.params]
    return _get(operation.view, operation.about, params, _json(operation.answer), ("400", "404", "422", "503"))


def _question(question: Question) -> dict[str, Any]:
    offered = GRAPHS if question.form in ("CONSTRUCT", "DESCRIBE") else RESULTS
    content: dict[str, Any] = {media: {} for media in offered}
    about = question.question.get("en") or next(iter(question.question.values()))
    params = [_param(param) for param in params_of(question)]
    return _get(question.name, about, params, content, ("400", "404", "406", "409", "422", "503"))


def _get(name: str, about: str, params: list[Schema], content: Schema, errors: tuple[str, ...]) -> dict[str, Any]:
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    said = {**_STATUSES, "406": "There is no such form.", "409": "The name means several things."}
    responses: dict[str, Any] = {"200": {"description": "The answer.", "content": content}}
    responses |= {status: {"description": said[status], "content": problem} for status in (*errors, "405")}
    if "503" in errors:
        responses["503"]["headers"] = {"Retry-After": {"schema": _COUNT}}
    if name == "health":
        responses["503"]["content"] = content
    return {"operationId": name, "summary": about, "parameters": params, "responses": responses}


def _param(param: Param) -> Schema:
    return {"name": param.name, "in": "query", "description": param.about, "required": param.required,
            "schema": param.schema}  # fmt: skip


def _json(name: str) -> Schema:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}


def _schemas() -> dict[str, Schema]:
    ref = _object(key=_TEXT, type=_TEXT, labels=_LABELS)
    topic_ref = _object(key=_TEXT, labels=_LABELS)
    counted = _object(key=_TEXT, type=_TEXT, labels=_LABELS, events=_COUNT)
    actor = {"key": _TEXT, "iri": _TEXT, "type": _TEXT, "labels": _LABELS, "events": _COUNT}
    topic = {"key": _TEXT, "labels": _LABELS, "events": _COUNT}
    event = {
        "key": _TEXT, "iri": _TEXT, "type": _TEXT, "family": _TEXT, "labels": _LABELS, "status": _TEXT,
        "date": _TEXT, "earliest": _TEXT, "latest": _TEXT, "agents": _list(ref), "counterparts": _list(ref),
        "place": {"anyOf": [ref, {"type": "null"}]}, "topics": _list(topic_ref), "articles": _list(_TEXT),
        "confidence": _SHARE, "disputed": {"type": "boolean"},
    }  # fmt: skip
    article = {"key": _TEXT, "iri": _TEXT, "title": _TEXT, "lang": _TEXT, "published": _TEXT, "source": _TEXT,
               "url": _TEXT, "events": _COUNT}  # fmt: skip
    stretch = {"start": _COUNT, "end": _COUNT}
    events = _list({"$ref": "#/components/schemas/EventItem"})
    articles = _list(_object(**article))
    return {
        "EventItem": _object(**event),
        "Event": _object(**event, parts=_list({"type": "object"}), tellings=_list({"type": "object"})),
        "Events": _page(events),
        "Actor": _object(
            **actor, partners=_list(counted), offices=_list({"type": "object"}), topics=_list(_object(**topic)),
            latest=events, articles=articles,
        ),
        "Actors": _page(_list(_object(**actor))),
        "Article": _object(
            **article, text={"type": ["string", "null"]}, mentions=_list(_object(**stretch, actor=_TEXT, type=_TEXT)),
            passages=_list(_object(**stretch, events=_list(_TEXT))), actors=_list(ref), latest=events,
        ),
        "Articles": _page(articles),
        "Topic": _object(**topic, actors=_list(counted), latest=events),
        "Topics": _page(_list(_object(**topic))),
        "Found": _page(_list(_object(kind=_TEXT, key=_TEXT, type=_TEXT, labels=_LABELS))),
        "Queries": _page(_list(_object(name=_TEXT, title=_LABELS, question=_LABELS, form=_TEXT, query=_TEXT,
                                       columns=_list(_TEXT), parameters=_list({"type": "object"}),
                                       example=_LABELS))),
        "Health": {"type": "object", "required": ["status"], "properties": {"status": _TEXT}},
        "Problem": _object(status={"type": "integer"}, title=_TEXT, detail=_TEXT),
    }  # fmt: skip


def _object(**properties: Schema) -> Schema:
    return {"type": "object", "required": list(properties), "properties": properties}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _page(items: Schema) -> Schema:
    return _object(total=_COUNT, items=items)
