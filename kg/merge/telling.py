"""One article's telling of an event, with what merging compares: who, when, where, about what."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from kg.merge.rules import Rules, TypeRule
from kg.model import DateSpan, Entity, Event, EventType, Extraction, Status

CountryOf = Callable[[str], str]
"""Key of a person, body or place → key of its state, or ''."""

_DAY = len("YYYY-MM-DD")
_NEVER = 1
"""First day of windows without end."""
_ALWAYS = date.max.toordinal() - 400


class Ref(NamedTuple):
    """An event of an article: the article's identity (hash), the event's id in it."""

    article: str
    event: str


class Party(NamedTuple):
    """One participant as a telling names it."""

    key: str
    side: str
    """The state or body that it is or acts for; its own key where none is known."""
    person: bool
    others: tuple[str, ...]
    """Further keys that a doubtful name may mean."""


class Window(NamedTuple):
    """When an event took place: days as proleptic ordinals, both inclusive."""

    first: int
    last: int
    told: bool
    """The text gives it; otherwise it is guessed from the day of publication."""

    @property
    def width(self) -> int:
        """Days beyond the first."""
        return self.last - self.first


@dataclass(frozen=True, slots=True)
class Telling:
    """An event of one article, resolved to keys that hold across articles."""

    ref: Ref
    article: str
    """`Article.id`."""
    source: str
    event: Event
    type: EventType
    agents: tuple[Party, ...]
    counterparts: tuple[Party, ...]
    place: str
    country: str
    """State of the place, or the place itself where it is one; '' where unknown."""
    window: Window
    published: int
    """Day of publication; 0 where no day is known."""
    status: Status
    topics: frozenset[str]
    order: tuple[object, ...]
    """What tellings are sorted by: the most telling first; content only."""

    @property
    def parties(self) -> tuple[Party, ...]:
        """All who took part."""
        return self.agents + self.counterparts

    @property
    def likeness(self) -> tuple[object, ...]:
        """What a comparison looks at; two tellings with one likeness compare alike to all others."""
        undated = 0 if self.window.told else self.published
        return (self.type, self.agents, self.counterparts, self.place, self.window, undated, self.status, self.topics)


def tell(extraction: Extraction, rules: Rules, country_of: CountryOf) -> Iterator[Telling]:
    """The tellings of one article, in its own order."""
    if not extraction.events:
        return
    article = extraction.article
    identity = article.sha256 or article.id
    table = {entity.id: entity for entity in extraction.entities}
    published = article.published
    day = _days(published)[1] if published and len(published.start) == _DAY else 0
    for event in extraction.events:
        rule = rules.types[event.type]
        agents = _parties(event.agents, table, country_of)
        counterparts = tuple(p for p in _parties(event.others, table, country_of) if p not in agents)
        place, country = _place(table.get(event.place or ""), country_of)
        window = find_window(event.date, published, event.status, rule)
        order = (
            not window.told,
            window.width,
            len(agents) + len(counterparts),
            _RANK[event.status],
            -sum(p.person for p in agents + counterparts),
            not place,
            -len(event.topics),
            agents,
            counterparts,
            place,
            window.first,
            tuple(sorted(event.topics)),
            identity,
            event.trigger,
            event.id,
        )
        yield Telling(
            ref=Ref(identity, event.id),
            article=article.id,
            source=article.source or identity,
            event=event,
            type=event.type,
            agents=agents,
            counterparts=counterparts,
            place=place,
            country=country,
            window=window,
            published=day,
            status=event.status,
            topics=frozenset(event.topics),
            order=order,
        )


_RANK: dict[Status, int] = {"occurred": 0, "ongoing": 1, "planned": 2, "proposed": 3, "denied": 4}


def find_window(told: DateSpan | None, published: DateSpan | None, status: Status, rule: TypeRule) -> Window:
    """The days that an event may have taken place on.

    An event with no date is thought to lie some days before its publication, or after it where it is planned; this
    serves to compare tellings and is never written as its date.
    """
    if told:
        return Window(*_days(told), True)
    if not published:
        return Window(_NEVER, _ALWAYS, False)
    first, last = _days(published)
    before = rule.before if status in ("occurred", "ongoing", "denied") else 0
    ahead = rule.ahead if status in ("planned", "proposed", "denied") else 0
    return Window(first - before, last + ahead, False)


@cache
def _days(span: DateSpan) -> tuple[int, int]:
    return ordinal(span.earliest), ordinal(span.latest)


@cache
def ordinal(day: str) -> int:
    """The proleptic ordinal of an ISO day; one that no calendar has counts as the nearest before it."""
    year, month, number = (int(part) for part in day.split("-"))
    try:
        return date(year, month, number).toordinal()
    except ValueError:
        first = date(min(max(year, 1), 9998), min(max(month, 1), 12), 1)
        return (first + timedelta(days=27)).toordinal()


def _place(entity: Entity | None, country_of: CountryOf) -> tuple[str, str]:
    if entity is None:
        return "", ""
    return entity.key, entity.key if entity.type == "state" else country_of(entity.key)


def _parties(ids: tuple[str, ...], table: dict[str, Entity], country_of: CountryOf) -> tuple[Party, ...]:
    found: dict[str, Party] = {}
    for entity in (table[name] for name in ids if name in table):
        others = tuple(sorted({c.key for c in entity.candidates} - {entity.key}))
        found.setdefault(entity.key, Party(entity.key, _side(entity, country_of), entity.type == "person", others))
    return tuple(sorted(found.values()))


def _side(entity: Entity, country_of: CountryOf) -> str:
    if entity.type == "state":
        return entity.key
    return entity.on_behalf_of or country_of(entity.key) or entity.key
