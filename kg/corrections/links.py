"""Corrections of links: this mention is that actor, or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache
from typing import get_args

from kg.corrections.records import NOTHING, Correction, is_key
from kg.gazetteer.folding import fold_name
from kg.gazetteer.records import Fact
from kg.model import Entity, EntityType, Event, Extraction

_RULE_SURE = 1.0


class Links:
    """Corrections of links, and which of them matched something."""

    def __init__(self, rows: Iterable[Correction], fact_of: Callable[[str], Fact | None]) -> None:
        """The corrections, by surface or key; those of one article come before those of all."""
        self._rows = tuple(rows)
        self._fact_of = fact_of
        self._by_name: dict[tuple[str, str], Correction] = {}
        for row in self._rows:
            self._by_name[row.article, _name(row.subject)] = row
        self._matched: set[str] = set()

    def idle(self) -> list[Correction]:
        """Those that matched nothing."""
        return [row for row in self._rows if row.where not in self._matched]

    def apply(self, extraction: Extraction) -> Extraction:
        """An extraction with its links corrected; entities that become one are joined, and what is none is left out."""
        if not self._by_name:
            return extraction
        targets: dict[str, str] = {}
        for entity in extraction.entities:
            row = self._row(extraction, entity)
            if row is not None:
                self._matched.add(row.where)
                targets[entity.id] = row.object
        if not targets:
            return extraction
        return self._relink(extraction, targets)

    def _row(self, extraction: Extraction, entity: Entity) -> Correction | None:
        article = extraction.article
        surfaces = dict.fromkeys(article.text[span.start : span.end] for span in entity.mentions)
        names = [entity.key, *map(_name, (*surfaces, entity.name))]
        for scope in (article.id, ""):
            for name in names:
                row = self._by_name.get((scope, name))
                if row is not None:
                    return row
        return None

    def _relink(self, extraction: Extraction, targets: dict[str, str]) -> Extraction:
        kept: dict[str, Entity] = {}
        renamed: dict[str, str] = {}
        for entity in extraction.entities:
            target = targets.get(entity.id, entity.key)
            if target == NOTHING:
                renamed[entity.id] = ""
                continue
            linked = entity if entity.id not in targets else self._link(entity, target)
            same = next((e for e in kept.values() if e.key == linked.key), None)
            if same is None:
                kept[entity.id] = linked
                renamed[entity.id] = entity.id
            else:
                mentions = tuple(sorted({*same.mentions, *linked.mentions}))
                kept[same.id] = replace(same, mentions=mentions)
                renamed[entity.id] = same.id
        events = (_rename(event, renamed) for event in extraction.events)
        return replace(extraction, entities=tuple(kept.values()), events=tuple(filter(None, events)))

    def _link(self, entity: Entity, key: str) -> Entity:
        fact = self._fact_of(key)
        # A key of before the Wikidata id was known stands for the thing that has the id now.
        key = fact.key if fact else key
        linked = replace(entity, key=key, candidates=(), confidence=_RULE_SURE)
        return linked if fact is None else replace(with_fact(linked, fact), office=entity.office)


def with_fact(entity: Entity, fact: Fact) -> Entity:
    """An entity with the type, name and labels of a fact."""
    kind: EntityType = entity.type
    if fact.type in get_args(EntityType):
        kind = fact.type  # type: ignore[assignment]
    return replace(entity, type=kind, name=fact.label("en") or entity.name, labels=fact.labels or entity.labels)


def _rename(event: Event, renamed: dict[str, str]) -> Event | None:
    """An event with its entities renamed; None where nobody is left in it who was."""
    agents = tuple(dict.fromkeys(filter(None, (renamed.get(name, name) for name in event.agents))))
    others = tuple(dict.fromkeys(filter(None, (renamed.get(name, name) for name in event.others))))
    others = tuple(name for name in others if name not in agents)
    if not agents and not others:
        return None
    place = renamed.get(event.place, event.place) if event.place else None
    return replace(event, agents=agents, others=others, place=place or None)


@lru_cache(1 << 16)
def _name(text: str) -> str:
    return text if is_key(text) else " ".join(fold_name(text))
