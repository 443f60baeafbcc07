"""A picture as the two blocks of JSON that the page reads: what it draws with, and the texts that it opens later."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from kg.view.folding import fold_table
from kg.view.layout import Layout
from kg.view.records import ActorNode, EventNode, Labels, Picture, Term

_ROLES = {"agent": 0, "counterpart": 1, "participant": 2}
_EPOCH = date(1970, 1, 1)


def core_of(
    picture: Picture, layout: Layout, families: Mapping[str, Labels], fold: Callable[[str], str]
) -> dict[str, Any]:
    """Actors, events and contacts, by position and without texts."""
    kinds, types, statuses, topics = (
        _index(t) for t in (picture.kinds, picture.types, picture.statuses, picture.topics)
    )
    outlets = sorted({picture.articles[q.article].outlet for event in picture.events for q in event.quotes} - {""})
    outlet_of = {name: n for n, name in enumerate(outlets)}

    def actor(n: int, node: ActorNode) -> list[Any]:
        (x, y), community = layout.points[n], layout.communities[n]
        names = dict.fromkeys(fold(text) for _, text in (*node.labels, *node.aliases))
        aliases = list(dict.fromkeys(text for _, text in node.aliases))
        return [
            node.key,
            kinds[node.type],
            dict(node.labels),
            aliases,
            list(names),
            int(bool(node.link)),
            x,
            y,
            community,
        ]

    def event(node: EventNode) -> list[Any]:
        told = sorted({outlet_of[name] for q in node.quotes if (name := picture.articles[q.article].outlet)})
        parts = [[p.actor, _ROLES[p.role], p.behalf, dict(p.office)] for p in node.parts]
        return [
            types[node.type], node.date, _day(node.earliest), _day(node.latest), statuses.get(node.status, -1),
            [topics[key] for key in node.topics], node.place, node.confidence, int(node.disputed), told, *parts,
        ]  # fmt: skip

    return {
        "actors": [actor(n, node) for n, node in enumerate(picture.actors)],
        "events": [event(node) for node in picture.events],
        "contacts": [[c.first, c.second, c.events] for c in picture.contacts],
        "kinds": [_term(term) for term in picture.kinds],
        "types": [_term(term) for term in picture.types],
        "statuses": [_term(term) for term in picture.statuses],
        "topics": [_term(term) for term in picture.topics],
        "families": {key: dict(labels) for key, labels in families.items()},
        "outlets": outlets,
        "articles": len(picture.articles),
        "crowded": picture.crowded,
        "folding": fold_table(fold),
    }


def texts_of(picture: Picture) -> dict[str, Any]:
    """Articles, and for each event the passages that tell it."""
    return {
        "articles": [[a.title, a.lang, a.date, a.outlet, a.url] for a in picture.articles],
        "quotes": [[[q.article, q.text, q.lang] for q in event.quotes] for event in picture.events],
    }


def _index(terms: tuple[Term, ...]) -> dict[str, int]:
    return {term.key: n for n, term in enumerate(terms)}


def _term(term: Term) -> dict[str, Any]:
    return {"key": term.key, "labels": dict(term.labels), "family": term.family}


def _day(iso: str) -> int | None:
    return (date.fromisoformat(iso) - _EPOCH).days if iso else None
