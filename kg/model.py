"""The records that flow through a build: Article → Document → Mention → Entity → Event → Extraction.

All offsets are code points into `Article.text`; for every span, `article.text[span.start:span.end]` is the surface.
Records are frozen; a stage takes records and returns new ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

EntityType = Literal["person", "state", "organization", "place"]
EventType = Literal[
    "meeting", "call", "visit", "talks", "mediation", "message", "statement", "demand", "proposal", "agreement",
    "criticism", "support", "threat", "aid", "attack", "sanction", "release", "appointment",
]  # fmt: skip
Status = Literal["occurred", "ongoing", "planned", "proposed", "denied"]


class Span(NamedTuple):
    """A stretch of an article's text, in code points, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, order=True)
class DateSpan:
    """A day, month, year or range: ISO strings 'YYYY-MM-DD', 'YYYY-MM' or 'YYYY', both ends inclusive.

    `start == end` for a single date of any precision. `str()` gives the gold's notation ('a' or 'a/b').
    """

    start: str
    end: str

    @classmethod
    def of(cls, start: str, end: str | None = None) -> DateSpan:
        """The span of one date, or from one to another."""
        return cls(start, end or start)

    def __str__(self) -> str:
        return self.start if self.start == self.end else f"{self.start}/{self.end}"

    @property
    def earliest(self) -> str:
        """The first day that the span may mean, YYYY-MM-DD."""
        return (self.start + "-01-01")[:10] if len(self.start) == 4 else (self.start + "-01")[:10]

    @property
    def latest(self) -> str:
        """The last day that the span may mean, YYYY-MM-DD."""
        from calendar import monthrange

        parts = self.end.split("-")
        month = int(parts[1]) if len(parts) > 1 else 12
        day = int(parts[2]) if len(parts) > 2 else monthrange(int(parts[0]), month)[1]
        return f"{int(parts[0]):04d}-{month:02d}-{day:02d}"


@dataclass(frozen=True, slots=True)
class Article:
    """One news article as read.

    `text` is the title, a blank line, and the body (just the body where there is no title); `body_start` is where
    the body begins. `boilerplate` are spans (share buttons, copyright lines) that no event or entity is taken from.
    `published` may be of any precision (a year found in a copyright line, say), or None.
    """

    id: str
    """Unique in a build: the file's name without its suffix; for records of a .jsonl, their own id or stem-line."""
    path: str
    """Where it was read from, relative to the folder given by the user, for messages."""
    text: str
    body_start: int
    title: str = ""
    published: DateSpan | None = None
    source: str = ""
    """The outlet's name as the article gives it."""
    lang: str = ""
    """Language code of the text as detected: 'ar', 'en'."""
    url: str = ""
    """http(s) address, or ''."""
    sha256: str = ""
    """Hash of text, title, date, source and address: the article's identity in the graph."""
    boilerplate: tuple[Span, ...] = ()


class Token(NamedTuple):
    """A word, number or punctuation mark with its place in the text and its folded form."""

    text: str
    start: int
    end: int
    fold: str


class Sentence(NamedTuple):
    """Token indices [first, last) of one sentence; a title is a sentence of its own."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression: token indices [first, last) and what it means, worked out against the article's date."""

    first: int
    last: int
    value: DateSpan
    rule: str


@dataclass(frozen=True, slots=True)
class Document:
    """An article cut into tokens and sentences, with its date expressions, in text order."""

    article: Article
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    dates: tuple[DateMention, ...]
    written: DateSpan | None = None
    """When it was written: when it was published, or some days before or after where its dates show that."""


MentionKind = Literal["name", "role", "demonym", "nominal"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase that stands for entities of the document.

    It covers the whole phrase: honorifics, titles, role and name, apposed roles ('صاحب السمو الملكي الأمير محمد بن
    سلمان ولي العهد' is one mention of a person). Mentions inside it (the demonym of a role) are `nested`.
    """

    first: int
    """Token index of its first token."""
    last: int
    """Token index after its last token."""
    start: int
    """Code point where it starts, after any proclitic ('بالأردن' starts at the 'ا')."""
    end: int
    entities: tuple[str, ...]
    """Ids of the document's entities that it stands for; several for a group ('نظيراه السوداني والإثيوبي')."""
    type: EntityType
    kind: MentionKind
    proclitic: str = ""
    """Folded clitics before it in its first token: 'و', 'ب', 'ول'; '' where there are none."""
    nested: bool = False
    rule: str = ""
    """Name of the rule or data row that found it."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that a mention may mean: key, score in 0..1 and why."""

    key: str
    name: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Entity:
    """An actor or place of one document.

    `key` is its identity across documents: a QID; 'x:slug' for a fact whose id is not known; 'n:type/folded-name' for
    what only its name tells. `candidates` is non-empty where the link is not sure (best first).
    """

    id: str
    """Of the document: e1, e2, … in order of first mention."""
    key: str
    type: EntityType
    name: str
    """Canonical English name where known, else the fullest surface."""
    labels: tuple[tuple[str, str], ...] = ()
    """(language, label), sorted."""
    mentions: tuple[Span, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    confidence: float = 1.0
    office: str = ""
    """Key of the office that a role phrase gave it here, if any."""
    on_behalf_of: str = ""
    """Key of the state or body that it acts for, if known."""
    gender: Literal["male", "female", ""] = ""
    """Of a person, if known."""

    @property
    def qid(self) -> str | None:
        """The Wikidata id, or None."""
        return self.key if self.key.startswith("Q") else None


@dataclass(frozen=True, slots=True)
class LinkedDocument:
    """A document with its mentions in text order (nested ones after the mention they are in) and its entities."""

    document: Document
    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]
    states: Mapping[str, str] = field(default_factory=dict)
    """Entity → key of the state that it is, lies in, belongs to or acts for, where known."""
    capitals: frozenset[str] = frozenset()
    """Those of the entities that are a state's capital."""
    outlets: frozenset[str] = frozenset()
    """Those of the entities that report the news, and take no part in it."""


@dataclass(frozen=True, slots=True)
class Event:
    """One happening as one document tells it. Entities are the document's ids; see the guidelines for the roles."""

    id: str
    """Of the document: v1, v2, … in order of first evidence."""
    type: EventType
    agents: tuple[str, ...]
    others: tuple[str, ...]
    place: str | None
    date: DateSpan | None
    status: Status
    topics: tuple[str, ...]
    trigger: Span
    evidence: tuple[Span, ...]
    """Passages (sentences) that say so, in text order; the first holds the trigger."""
    confidence: float
    rule: str
    """Name of the frame that made it."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one article."""

    article: Article
    entities: tuple[Entity, ...] = ()
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """One input that was skipped or taken with reservations: where, which code, and why in plain words."""

    where: str
    code: str
    reason: str
    skipped: bool = True


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a set of paths gave: articles in a fixed order, and what was wrong with the rest."""

    articles: tuple[Article, ...] = ()
    problems: tuple[Problem, ...] = field(default=())


# What several articles say together


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor or place of the whole graph; `key` as in `Entity`."""

    key: str
    type: EntityType
    name: str
    labels: tuple[tuple[str, str], ...] = ()
    also: tuple[str, ...] = ()
    """Keys that other articles gave it and that were joined to this one, sorted."""


@dataclass(frozen=True, slots=True)
class Participation:
    """Who took part in a happening and how."""

    actor: str
    """Key of the actor."""
    role: Literal["agent", "counterpart"]
    office: str = ""
    """Key of the office it held or was named by, if known."""
    on_behalf_of: str = ""
    """Key of the state or body that it acted for, if known."""


@dataclass(frozen=True, slots=True)
class Report:
    """One article's telling of a happening."""

    article: str
    """`Article.id`."""
    event: Event


@dataclass(frozen=True, slots=True)
class Happening:
    """One real-world happening with all the reports that tell it (sorted by article and event id)."""

    id: str
    """Hash of content: type, participants, date, place; hex."""
    type: EventType
    participations: tuple[Participation, ...]
    place: str | None
    """Key of the place."""
    date: DateSpan | None
    status: Status
    topics: tuple[str, ...]
    confidence: float
    reports: tuple[Report, ...]
    disputed: bool = False
    """Some reports deny what others tell."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All that a build knows; what the RDF stage writes. Every tuple is sorted by id or key."""

    articles: tuple[Article, ...]
    extractions: tuple[Extraction, ...]
    actors: tuple[Actor, ...]
    happenings: tuple[Happening, ...]
