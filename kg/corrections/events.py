"""Corrections of events: which event a correction names, and events that are added."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import get_args

from kg.corrections.links import with_fact
from kg.corrections.records import Correction, EventRef, is_key, parse_event
from kg.errors import InputError
from kg.gazetteer.records import Fact
from kg.merge import CountryOf, Ref, merge
from kg.model import DateSpan, Entity, Event, EventType, Extraction, Span, Status

_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_FIELDS = ("agents", "others", "place", "date", "status", "topics")


class Finder:
    """Finds the events that corrections name."""

    def __init__(self, extractions: Sequence[Extraction], country_of: CountryOf | None) -> None:
        """Over what was found in all articles."""
        self._extractions = extractions
        self._by_article = {extraction.article.id: extraction for extraction in extractions}
        self._country_of = country_of
        self._by_id: dict[str, list[tuple[str, str]]] | None = None

    def find(self, text: str) -> list[tuple[str, str]]:
        """(article id, event id) of the events that a cell names; of all reports where it is an id of the graph."""
        ref = parse_event(text)
        if ref is None:
            return []
        return self._happening(ref.id) if ref.id else self._told(ref)

    def refs(self, text: str) -> list[Ref]:
        """The same by the articles' identity."""
        found = []
        for article_id, event in self.find(text):
            article = self._by_article[article_id].article
            found.append(Ref(article.sha256 or article.id, event))
        return found

    def _told(self, ref: EventRef) -> list[tuple[str, str]]:
        extraction = self._by_article.get(ref.article)
        events = [event for event in extraction.events if event.type == ref.type] if extraction else []
        exact = [event for event in events if event.trigger.start == ref.start]
        inside = [event for event in events if any(s.start <= ref.start < s.end for s in event.evidence[:1])]
        chosen = exact or inside
        return [(ref.article, chosen[0].id)] if len(chosen) == 1 or exact else []

    def _happening(self, name: str) -> list[tuple[str, str]]:
        if self._by_id is None:
            happenings = merge(self._extractions, country_of=self._country_of).happenings
            self._by_id = {h.id: [(report.article, report.event.id) for report in h.reports] for h in happenings}
        return self._by_id.get(name, [])


def add_event(extraction: Extraction, row: Correction, fact_of: Callable[[str], Fact | None]) -> Extraction:
    """An extraction with the event that a correction adds.

    Raises:
        InputError: the correction does not say what is needed, or the article does not hold its passage.
    """
    kind, fields = _parse(row.subject)
    article = extraction.article
    start = article.text.find(row.object)
    if start < 0:
        raise InputError(f"'{row.article}' does not hold the passage: {row.object}")
    span = Span(start, start + len(row.object))
    table = {entity.key: entity for entity in extraction.entities}

    def named(text: str) -> tuple[str, ...]:
        return tuple(_entity(key, table, fact_of).id for key in filter(None, map(str.strip, text.split(","))))

    agents, others, places = (named(fields.get(name, "")) for name in ("agents", "others", "place"))
    if not agents and not others:
        raise InputError("a missing event needs agents or others")
    event = Event(
        id=f"v{len(extraction.events) + 1}+",
        type=kind,
        agents=agents,
        others=others,
        place=places[0] if places else None,
        date=_date(fields.get("date", "")),
        status=_status(fields.get("status") or "occurred"),
        topics=tuple(sorted(filter(None, map(str.strip, fields.get("topics", "").split(","))))),
        trigger=span,
        evidence=(span,),
        confidence=1.0,
        rule="correction",
    )
    return replace(extraction, entities=tuple(table.values()), events=(*extraction.events, event))


def _parse(text: str) -> tuple[EventType, dict[str, str]]:
    kind, *parts = (part.strip() for part in text.split(";"))
    if kind not in get_args(EventType):
        raise InputError(f"no type of event '{kind}'; there are: {', '.join(get_args(EventType))}")
    fields: dict[str, str] = {}
    for part in filter(None, parts):
        name, separator, value = part.partition("=")
        if not separator or name.strip() not in _FIELDS:
            raise InputError(f"'{part}' is not one of: {', '.join(f'{name}=…' for name in _FIELDS)}")
        fields[name.strip()] = value.strip()
    return kind, fields  # type: ignore[return-value]


def _entity(key: str, table: dict[str, Entity], fact_of: Callable[[str], Fact | None]) -> Entity:
    """The article's entity of a key; a new one, put into `table`, where it has none."""
    if key not in table:
        fact = fact_of(key)
        if fact is None and not is_key(key):
            raise InputError(f"'{key}' is no Wikidata id and no key of the graph")
        kind = key.split(":", 1)[1].split("/", 1)[0] if key.startswith("n:") else "person"
        used = {entity.id for entity in table.values()}
        number = next(n for n in range(len(used) + 1, 2 * len(used) + 3) if f"e{n}" not in used)
        entity = Entity(f"e{number}", key, kind, key.rsplit("/", 1)[-1])  # type: ignore[arg-type]
        table[key] = entity if fact is None else with_fact(entity, fact)
    return table[key]


def _date(text: str) -> DateSpan | None:
    if not text:
        return None
    start, _, end = text.partition("/")
    if not _DATE.fullmatch(start) or (end and not _DATE.fullmatch(end)):
        raise InputError(f"'{text}' is no date: YYYY-MM-DD, YYYY-MM, YYYY or two with '/' between")
    return DateSpan.of(start, end or None)


def _status(text: str) -> Status:
    if text not in get_args(Status):
        raise InputError(f"no status '{text}'; there are: {', '.join(get_args(Status))}")
    return text  # type: ignore[return-value]
