"""Background facts that the graph tells beside the articles: offices, who held them, and whose they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.model import Actor, Knowledge

if TYPE_CHECKING:
    from kg.gazetteer.gazetteer import Gazetteer
    from kg.gazetteer.records import Office, Tenure


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known without any article."""

    offices: tuple[Office, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    actors: tuple[Actor, ...] = ()
    """Actors that the offices or candidates name; those of the graph itself need not be here."""
    former: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Key → the keys that its thing had before its Wikidata id was known."""


def gather_facts(knowledge: Knowledge, gazetteer: Gazetteer) -> Facts:
    """What the gazetteer knows of a build's persons, of the offices that they acted in, and of doubtful candidates."""
    persons = sorted(actor.key for actor in knowledge.actors if actor.type == "person" and actor.key[:2] != "n:")
    tenures = tuple(tenure for person in persons for tenure in gazetteer.tenures(person))
    acted = {p.office for happening in knowledge.happenings for p in happening.participations if p.office}
    keys = sorted(acted | {tenure.office for tenure in tenures})
    offices = tuple(office for office in map(gazetteer.office, keys) if office is not None)
    named = sorted({office.jurisdiction for office in offices if office.jurisdiction} | set(_others(knowledge)))
    actors = tuple(actor for key in named if (actor := _actor(gazetteer, key)) is not None)
    told = sorted({actor.key for actor in (*knowledge.actors, *actors)})
    former = {key: before for key in told if (before := gazetteer.formerly(key))}
    return Facts(offices, tenures, actors, former)


def _others(knowledge: Knowledge) -> Iterator[str]:
    for extraction in knowledge.extractions:
        for entity in extraction.entities:
            if entity.candidates:
                yield from [candidate.key for candidate in entity.candidates]
    for happening in knowledge.happenings:
        yield from (p.on_behalf_of for p in happening.participations if p.on_behalf_of)


def _actor(gazetteer: Gazetteer, key: str) -> Actor | None:
    fact = gazetteer.fact(key)
    if fact is None or fact.type == "topic":
        return None
    return Actor(key, fact.type, fact.label("en") or key, fact.labels)
