"""What a picture shows, as frozen records. Actors, articles and events refer to one another by position."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Labels = tuple[tuple[str, str], ...]
"""(language, text), sorted; '' is the language of a text that names none."""
Role = Literal["agent", "counterpart", "participant"]


@dataclass(frozen=True, slots=True)
class Term:
    """A class, status or topic of the ontology: its short name, labels, and the key of the family it is below."""

    key: str
    labels: Labels
    family: str = ""


@dataclass(frozen=True, slots=True)
class ActorNode:
    """Who takes part in events, or where they happen."""

    iri: str
    key: str
    """Short and unique in the picture: a QID or the end of the IRI; for addresses of the page."""
    type: str
    """Key of the class: 'person', 'state', 'organization', 'place'; 'actor' where the graph does not say."""
    labels: Labels
    aliases: Labels = ()
    link: str = ""
    """The http(s) page of the Wikidata item, or ''."""


@dataclass(frozen=True, slots=True)
class Source:
    """An article."""

    iri: str
    title: str
    lang: str
    date: str
    outlet: str
    url: str
    """http(s) only, else ''."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage of an article that tells of an event; `start` in code points, -1 where unknown."""

    article: int
    text: str
    lang: str = ""
    start: int = -1


@dataclass(frozen=True, slots=True)
class Part:
    """One participant: whom (and for whom, or -1) and how."""

    actor: int
    role: Role
    behalf: int = -1
    office: Labels = ()


@dataclass(frozen=True, slots=True)
class EventNode:
    """A happening; dates are ISO strings, '' where unknown."""

    iri: str
    type: str
    parts: tuple[Part, ...]
    place: int
    """Position among the actors, or -1."""
    date: str
    """As the graph tells it, of any precision; '' for a range or where unknown."""
    earliest: str
    latest: str
    status: str
    topics: tuple[str, ...]
    confidence: float
    quotes: tuple[Quote, ...]
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class Contact:
    """Two actors and the positions of all events between them; `first < second`."""

    first: int
    second: int
    events: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """All that a page draws. Everything is sorted by what it is, never by the order of the file."""

    actors: tuple[ActorNode, ...] = ()
    articles: tuple[Source, ...] = ()
    events: tuple[EventNode, ...] = ()
    contacts: tuple[Contact, ...] = ()
    types: tuple[Term, ...] = ()
    statuses: tuple[Term, ...] = ()
    topics: tuple[Term, ...] = ()
    kinds: tuple[Term, ...] = ()
    """The classes of actors."""
    crowded: int = 0
    """Events with so many participants that no contacts were made of them."""
