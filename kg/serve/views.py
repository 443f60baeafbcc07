"""What pages and the JSON API show, as plain values: each view is a function of the desk and of checked arguments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from itertools import islice
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode, Store, Triple

from kg.rdf.names import BASE
from kg.rdf.terms import LABEL, iri
from kg.rdf.vocabulary import DIP, dip
from kg.serve.catalogue import ActorRow, ArticleRow, Catalogue, EventRow, Labels, short
from kg.serve.finding import KINDS
from kg.store.explain import explain

if TYPE_CHECKING:
    from kg.serve.jobs import Desk

Value = dict[str, Any]
MOST_PARTNERS = 40
MOST_EVENTS = 200
_DETAILS = ("participation", "evidence", "candidate")
"""Properties whose objects belong to what is described."""
_BELONGS = ("reports", "holder")
"""Properties by which what belongs to it points to what is described."""


def actors(desk: Desk, q: str = "", type: str = "", limit: int = 50, offset: int = 0) -> Value:
    """Actors, the busiest first; those called `q`, of a kind."""
    table = desk.catalogue.actors
    keys = [key for _, key in desk.finder.find(q, ("actor",), len(table))] if q else list(table)
    rows = [table[key] for key in keys if not type or table[key].type == type]
    return _paged(rows, limit, offset, lambda row: _actor(desk.catalogue, row))


def actor(desk: Desk, key: str, limit: int = MOST_EVENTS) -> Value | None:
    """An actor with its events, whom it is with in them, its offices, and the articles that name it."""
    catalogue = desk.catalogue
    row = catalogue.actors.get(key)
    if row is None:
        return None
    events = [catalogue.events[name] for name in catalogue.of_actor.get(key, ())]
    partners: Counter[str] = Counter()
    for event in events:
        if event.place != key or key in (*event.agents, *event.counterparts):
            partners.update({*event.agents, *event.counterparts} - {key})
    named = sorted(partners, key=lambda name: (-partners[name], name))[:MOST_PARTNERS]
    return {
        **_actor(catalogue, row),
        "partners": [{**_ref(catalogue, name), "events": partners[name]} for name in named],
        "offices": _offices(desk.graph.store, row.iri),
        "topics": _topic_counts(catalogue, events),
        "latest": [_event(catalogue, event) for event in events[:limit]],
        "articles": [
            _article(catalogue, article) for article in catalogue.articles.values() if key in article.mentions
        ][:limit],
    }


def events(
    desk: Desk,
    actor: str = "",
    type: str = "",
    topic: str = "",
    status: str = "",
    article: str = "",
    start: str = "",
    end: str = "",
    limit: int = 50,
    offset: int = 0,
) -> Value:
    """Events from the latest; those of an actor, type, topic, status, article, and no earlier or later than a day."""
    catalogue = desk.catalogue
    narrowed: Iterable[str] = catalogue.events
    for given, table in ((actor, catalogue.of_actor), (topic, catalogue.of_topic), (article, catalogue.of_article)):
        if given:
            among = set(table.get(given, ()))
            narrowed = [key for key in narrowed if key in among]
    rows = [
        row
        for row in map(catalogue.events.__getitem__, narrowed)
        if (not type or type in (row.type, row.family))
        and (not status or row.status == status)
        and (not start or row.latest >= start)
        and (not end or "" < row.earliest <= end)
    ]
    return _paged(rows, limit, offset, lambda row: _event(catalogue, row))


def event(desk: Desk, key: str, lang: str) -> Value | None:
    """An event with each article's telling and its passages."""
    row = desk.catalogue.events.get(key)
    if row is None:
        return None
    told = asdict(explain(desk.graph, row.iri, lang, desk.texts.text))
    parts = [{**part, "key": short(part["iri"])} for part in told["parts"]]
    tellings = [{**telling, "article": short(telling["article"])} for telling in told["tellings"]]
    return {**_event(desk.catalogue, row), "parts": parts, "tellings": tellings}


def articles(desk: Desk, q: str = "", actor: str = "", limit: int = 50, offset: int = 0) -> Value:
    """Articles, the newest first; those with a title like `q`, that name an actor."""
    table = desk.catalogue.articles
    keys = [key for _, key in desk.finder.find(q, ("article",), len(table))] if q else list(table)
    rows = [table[key] for key in keys if not actor or actor in table[key].mentions]
    return _paged(rows, limit, offset, lambda row: _article(desk.catalogue, row))


def article(desk: Desk, key: str) -> Value | None:
    """An article with its text, what is named where, the passages that tell of events, and these events."""
    catalogue = desk.catalogue
    row = catalogue.articles.get(key)
    if row is None:
        return None
    named = [mention for mention in desk.texts.mentions(row.sha256) if mention.actor in catalogue.actors]
    return {
        **_article(catalogue, row),
        "text": desk.texts.text(row.sha256),
        "mentions": [mention._asdict() for mention in named],
        "actors": [_ref(catalogue, name) for name in row.mentions],
        "passages": _passages(desk.graph.store, row.iri),
        "latest": [_event(catalogue, catalogue.events[name]) for name in catalogue.of_article.get(key, ())],
    }


def topics(desk: Desk) -> Value:
    """All topics with the number of their events."""
    catalogue = desk.catalogue
    items = [_topic(catalogue, key) for key in catalogue.topics]
    return {"total": len(items), "items": sorted(items, key=lambda item: (-item["events"], item["key"]))}


def topic(desk: Desk, key: str, limit: int = MOST_EVENTS) -> Value | None:
    """A topic with its events and who is in them."""
    catalogue = desk.catalogue
    if key not in catalogue.topics:
        return None
    rows = [catalogue.events[name] for name in catalogue.of_topic.get(key, ())]
    counted = Counter(name for row in rows for name in {*row.agents, *row.counterparts})
    busiest = sorted(counted, key=lambda name: (-counted[name], name))[:MOST_PARTNERS]
    return {
        **_topic(catalogue, key),
        "actors": [{**_ref(catalogue, name), "events": counted[name]} for name in busiest],
        "latest": [_event(catalogue, row) for row in rows[:limit]],
    }


def search(desk: Desk, q: str, kind: str = "", limit: int = 20) -> Value:
    """What is called so, the best first."""
    found = desk.finder.find(q, (kind,) if kind else KINDS, limit)
    return {"total": len(found), "items": [_found(desk.catalogue, *item) for item in found]}


def describe(store: Store, name: str, most: int) -> list[Triple]:
    """What a graph says of a thing, and of what belongs to it: participations, passages, reports, tenures."""
    about = iri(name)
    belonging = [about]
    for prop in _DETAILS:
        for quad in store.quads_for_pattern(about, dip(prop), None, None):
            if isinstance(quad.object, NamedNode):
                belonging.append(quad.object)
    for prop in _BELONGS:
        for quad in store.quads_for_pattern(None, dip(prop), about, None):
            if isinstance(quad.subject, NamedNode):
                belonging.append(quad.subject)
    found = (quad.triple for one in belonging for quad in store.quads_for_pattern(one, None, None, None))
    return list(islice(found, most))


def _paged(rows: Sequence[Any], limit: int, offset: int, show: Callable[[Any], Value]) -> Value:
    return {"total": len(rows), "items": [show(row) for row in rows[offset : offset + limit]]}


def _actor(catalogue: Catalogue, row: ActorRow) -> Value:
    return {
        "key": row.key, "iri": row.iri, "type": row.type, "labels": dict(row.labels),
        "events": len(catalogue.of_actor.get(row.key, ())),
    }  # fmt: skip


def _ref(catalogue: Catalogue, key: str) -> Value:
    row = catalogue.actors.get(key)
    if row is None:
        return {"key": key, "type": "actor", "labels": {"": key}}
    return {"key": key, "type": row.type, "labels": dict(row.labels)}


def _topic(catalogue: Catalogue, key: str) -> Value:
    labels: Labels = catalogue.topics.get(key, {"": key})
    return {"key": key, "labels": dict(labels), "events": len(catalogue.of_topic.get(key, ()))}


def _topic_counts(catalogue: Catalogue, rows: Iterable[EventRow]) -> list[Value]:
    counted = Counter(name for row in rows for name in row.topics)
    ranked = sorted(counted, key=lambda name: (-counted[name], name))
    return [{**_topic(catalogue, name), "events": counted[name]} for name in ranked]


def _event(catalogue: Catalogue, row: EventRow) -> Value:
    return {
        "key": row.key,
        "iri": row.iri,
        "type": row.type,
        "family": row.family,
        "labels": dict(row.labels),
        "status": row.status,
        "date": row.date,
        "earliest": row.earliest,
        "latest": row.latest,
        "agents": [_ref(catalogue, key) for key in row.agents],
        "counterparts": [_ref(catalogue, key) for key in row.counterparts],
        "place": _ref(catalogue, row.place) if row.place else None,
        "topics": [{"key": key, "labels": dict(catalogue.topics.get(key, {"": key}))} for key in row.topics],
        "articles": list(row.articles),
        "confidence": row.confidence,
        "disputed": row.disputed,
    }


def _article(catalogue: Catalogue, row: ArticleRow) -> Value:
    return {
        "key": row.key, "iri": row.iri, "title": row.title, "lang": row.lang, "published": row.published,
        "source": row.source, "url": row.url, "events": len(catalogue.of_article.get(row.key, ())),
    }  # fmt: skip


def _found(catalogue: Catalogue, kind: str, key: str) -> Value:
    if kind == "actor":
        row = catalogue.actors[key]
        return {"kind": kind, "key": key, "type": row.type, "labels": dict(row.labels)}
    if kind == "event":
        happening = catalogue.events[key]
        return {"kind": kind, "key": key, "type": happening.type, "labels": dict(happening.labels)}
    if kind == "topic":
        return {"kind": kind, "key": key, "type": kind, "labels": dict(catalogue.topics[key])}
    article = catalogue.articles[key]
    return {"kind": kind, "key": key, "type": kind, "labels": {article.lang: article.title}}


def _passages(store: Store, article_iri: str) -> list[Value]:
    """The passages of an article, each with the events that it tells of."""
    found = []
    for quad in store.quads_for_pattern(None, dip("article"), iri(article_iri), None):
        passage = quad.subject
        start, end = (_number(store, passage, name) for name in ("start", "end"))
        if start is None or end is None or not isinstance(passage, NamedNode):
            continue
        telling = {q.subject.value for q in store.quads_for_pattern(None, dip("evidence"), passage, None)
                   if isinstance(q.subject, NamedNode) and q.subject.value.startswith(f"{BASE}event/")}  # fmt: skip
        found.append({"start": start, "end": end, "events": sorted(map(short, telling))})
    return sorted(found, key=lambda passage: (passage["start"], passage["end"]))


def _number(store: Store, subject: Any, name: str) -> int | None:
    for quad in store.quads_for_pattern(subject, dip(name), None, None):
        value = quad.object
        if isinstance(value, Literal) and value.value.isascii() and value.value.isdigit():
            return int(value.value)
    return None


def _offices(store: Store, holder: str) -> list[Value]:
    """The offices that somebody held, by when."""
    found = []
    for quad in store.quads_for_pattern(None, dip("holder"), iri(holder), None):
        facts = {q.predicate.value: q.object for q in store.quads_for_pattern(quad.subject, None, None, None)}
        office = facts.get(DIP + "office")
        if isinstance(office, NamedNode):
            ends = {name: getattr(facts.get(DIP + name), "value", "") for name in ("from", "until")}
            found.append({"iri": office.value, "labels": _labels(store, office), **ends})
    return sorted(found, key=lambda office: (office["from"], office["iri"]))


def _labels(store: Store, name: NamedNode) -> dict[str, str]:
    for prop in (LABEL, dip("name")):
        values = [q.object for q in store.quads_for_pattern(name, prop, None, None)]
        labels = {value.language or "": value.value for value in values if isinstance(value, Literal)}
        if labels:
            return dict(sorted(labels.items()))
    return {"": short(name.value)}


VIEWS: dict[str, Callable[..., Value | None]] = {
    view.__name__: view for view in (actors, actor, events, event, articles, article, topics, topic, search)
}
