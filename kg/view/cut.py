"""Cutting a picture before it is drawn: by dates, topics, event types and actors."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from kg.errors import InputError
from kg.view.plain import day_span
from kg.view.records import ActorNode, Contact, EventNode, Labels, Part, Picture, Term

Fold = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Cut:
    """What to keep: events that overlap the dates and have one of the types, topics and actors that are given.

    Dates are YYYY, YYYY-MM or YYYY-MM-DD, both inclusive; an event without a date is not kept where one is given.
    Types and topics are keys or labels in any language; an actor is a QID, an IRI or a part of a name.
    """

    start: str = ""
    end: str = ""
    types: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()


def cut_picture(picture: Picture, cut: Cut, fold: Fold = str.casefold) -> Picture:
    """The part of a picture that a cut keeps; actors and articles that no event is left of go too.

    Args:
        picture: what to cut.
        cut: what to keep.
        fold: how names are folded before they are compared.

    Raises:
        InputError: a date is none, or a type, topic or actor is not in the graph.
    """
    first, last = _day(cut.start, "earliest"), _day(cut.end, "latest")
    if first and last and first > last:
        raise InputError(f"--from {cut.start} is after --to {cut.end}")
    types = _keys("type", cut.types, picture.types, fold)
    topics = _keys("topic", cut.topics, picture.topics, fold)
    actors = {n for name in cut.actors for n in _find_actors(picture.actors, name, fold)}

    def keeps(event: EventNode) -> bool:
        inside = not (first or last) or bool(
            event.earliest and (not first or event.latest >= first) and (not last or event.earliest <= last)
        )
        return (
            inside
            and (not types or event.type in types)
            and (not topics or not topics.isdisjoint(event.topics))
            and (not actors or any(part.actor in actors for part in event.parts))
        )

    return _only(picture, [n for n, event in enumerate(picture.events) if keeps(event)])


def _day(text: str, side: str) -> str:
    if not text:
        return ""
    span = day_span(text)
    if span is None:
        raise InputError(f"not a date: {text!a}; give YYYY, YYYY-MM or YYYY-MM-DD")
    return str(getattr(span, side))


def _keys(what: str, wanted: Iterable[str], known: tuple[Term, ...], fold: Fold) -> set[str]:
    found = set()
    for name in wanted:
        keys = {t.key for t in known if fold(name) in {fold(t.key), *(fold(text) for _, text in t.labels)}}
        if not keys:
            raise InputError(f"no {what} {name!a} in this graph; there are: {', '.join(t.key for t in known)}")
        found |= keys
    return found


def _find_actors(actors: tuple[ActorNode, ...], name: str, fold: Fold) -> list[int]:
    exact = [n for n, actor in enumerate(actors) if name in (actor.key, actor.iri)]
    wanted = fold(name)

    def names(labels: Labels) -> set[str]:
        return {fold(text) for _, text in labels}

    exact = exact or [n for n, a in enumerate(actors) if wanted in names(a.labels) | names(a.aliases)]
    found = exact or [n for n, a in enumerate(actors) if wanted and any(wanted in text for text in names(a.labels))]
    if not found:
        raise InputError(f"no actor {name!a} in this graph")
    return found


def _only(picture: Picture, kept: list[int]) -> Picture:
    if len(kept) == len(picture.events):
        return picture
    events = [picture.events[n] for n in kept]
    counted: dict[int, int] = {}
    for event in events:
        for part in event.parts:
            counted[part.actor] = counted.get(part.actor, 0) + 1
    others = {n for e in events for n in (e.place, *(part.behalf for part in e.parts)) if n >= 0} - counted.keys()
    ranked = sorted(counted, key=lambda n: (-counted[n], picture.actors[n].iri)) + sorted(others)
    rank = {n: i for i, n in enumerate(ranked)} | {-1: -1}
    articles = sorted({quote.article for event in events for quote in event.quotes})
    article = {n: i for i, n in enumerate(articles)}
    place = {n: i for i, n in enumerate(kept)}
    contacts = []
    for contact in picture.contacts:
        left = tuple(place[n] for n in contact.events if n in place)
        if left:
            a, b = rank[contact.first], rank[contact.second]
            contacts.append(Contact(min(a, b), max(a, b), left))

    def move(part: Part) -> Part:
        return replace(part, actor=rank[part.actor], behalf=rank[part.behalf])

    used = {key for event in events for key in (event.type, event.status, *event.topics)}
    kinds = {picture.actors[n].type for n in ranked}
    return Picture(
        actors=tuple(picture.actors[n] for n in ranked),
        articles=tuple(picture.articles[n] for n in articles),
        events=tuple(
            replace(
                event,
                parts=tuple(move(part) for part in event.parts),
                place=rank[event.place],
                quotes=tuple(replace(quote, article=article[quote.article]) for quote in event.quotes),
            )
            for event in events
        ),
        contacts=tuple(sorted(contacts, key=lambda c: (c.first, c.second))),
        types=tuple(term for term in picture.types if term.key in used),
        statuses=tuple(term for term in picture.statuses if term.key in used),
        topics=tuple(term for term in picture.topics if term.key in used),
        kinds=tuple(term for term in picture.kinds if term.key in kinds),
        crowded=picture.crowded,
    )
