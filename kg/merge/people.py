"""People whom no gazetteer knows, put together over all articles by name, role and company.

Only names of two words or more are compared. Two names are of one person where the words of the shorter are among
those of the longer in order, with the same first and last, nothing tells them apart (another state, another office),
and something besides the name ties them: the office, or the state they act for together with the company they keep.
A name that fits two persons is left as it is. Nothing is lost: the actor keeps all names and keys.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations

from kg.merge.clusters import Ties
from kg.merge.names import Name, parse_name, same_name
from kg.model import Extraction

_PREFIX = "n:person/"
_SHORTEST = 2
_TIES = 2
"""How much besides a name of two words must tie two people."""
_LARGEST_BLOCK = 200


@dataclass(slots=True)
class Profile:
    """What the articles say about one key."""

    key: str
    names: Mapping[str, Name]
    """Those of two words or more, by how they are written."""
    offices: set[str] = field(default_factory=set)
    sides: set[str] = field(default_factory=set)
    company: set[str] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Joined:
    """Extractions with the keys of the whole graph."""

    extractions: tuple[Extraction, ...]
    merged: Mapping[str, tuple[str, ...]]
    """Key → further keys that were joined to it, sorted."""


def join_people(extractions: tuple[Extraction, ...], ties: Ties) -> Joined:
    """Give each unlinked person one key over all articles, and each pair that a person tied together its first."""
    names = _names(extractions)
    blocks = _blocks(names)
    profiles = _profiles(extractions, {key: names[key] for block in blocks for key in block})
    chosen = _choose(profiles, _pairs(blocks, profiles, ties))
    for kept, other in ties.same_actors:
        chosen = {key: kept if target == other else target for key, target in chosen.items()} | {other: kept}
    chosen = {key: target for key, target in chosen.items() if key != target}
    if not chosen:
        return Joined(extractions, {})
    merged: dict[str, set[str]] = {}
    for key, target in chosen.items():
        merged.setdefault(target, set()).add(key)
    renamed = tuple(_rename(extraction, chosen) for extraction in extractions)
    return Joined(renamed, {target: tuple(sorted(keys)) for target, keys in merged.items()})


def _names(extractions: Iterable[Extraction]) -> dict[str, dict[str, Name]]:
    """Key → its names of two words or more, by how they are written."""
    written: dict[str, dict[str, None]] = {}
    for extraction in extractions:
        for entity in [entity for entity in extraction.entities if entity.key.startswith(_PREFIX)]:
            texts = written.setdefault(entity.key, {})
            texts[entity.name] = None
            if entity.labels:
                texts |= dict.fromkeys([label for _, label in entity.labels])
    parsed = {key: {text: parse_name(text) for text in texts} for key, texts in written.items()}
    return {
        key: {t: name for t, name in names.items() if len(name.words) >= _SHORTEST} for key, names in parsed.items()
    }


def _blocks(names: Mapping[str, Mapping[str, Name]]) -> list[list[str]]:
    """The keys whose names begin and end alike, two or more together, sorted."""
    blocks: dict[tuple[str, str], set[str]] = {}
    for key, of_key in names.items():
        for name in of_key.values():
            blocks.setdefault(name.ends, set()).add(key)
    return [sorted(block) for block in blocks.values() if 1 < len(block) <= _LARGEST_BLOCK]


def _profiles(extractions: Iterable[Extraction], names: Mapping[str, Mapping[str, Name]]) -> dict[str, Profile]:
    """What the articles say of some keys."""
    profiles = {key: Profile(key, of_key) for key, of_key in names.items()}
    for extraction in extractions:
        people = [entity for entity in extraction.entities if entity.key in profiles]
        if not people:
            continue
        identity = extraction.article.sha256 or extraction.article.id
        company = {entity.key for entity in extraction.entities if entity.type in ("person", "organization")}
        for entity in people:
            profile = profiles[entity.key]
            if entity.office:
                profile.offices.add(entity.office)
            if entity.on_behalf_of:
                profile.sides.add(entity.on_behalf_of)
            profile.company |= company
            profile.articles.add(identity)
    for key, profile in profiles.items():
        profile.company.discard(key)
    return profiles


def _pairs(blocks: Iterable[list[str]], profiles: Mapping[str, Profile], ties: Ties) -> list[tuple[str, str]]:
    """The pairs of keys that are of one person."""
    found: set[tuple[str, str]] = set()
    for block in blocks:
        for one, other in combinations(block, 2):
            if (one, other) not in ties.different_actors and _alike(profiles[one], profiles[other]):
                found.add((one, other))
    return sorted(found)


def _alike(one: Profile, other: Profile) -> bool:
    if one.articles & other.articles:
        return False
    if one.sides and other.sides and not one.sides & other.sides:
        return False
    if one.offices and other.offices and not one.offices & other.offices:
        return False
    words = max(
        (min(len(a.words), len(b.words)) for a in one.names.values() for b in other.names.values() if same_name(a, b)),
        default=0,
    )
    if not words:
        return False
    ties = 2 * bool(one.offices & other.offices) + bool(one.sides & other.sides) + len(one.company & other.company)
    return ties >= (_TIES if words == _SHORTEST else 1)


def _choose(profiles: Mapping[str, Profile], pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Key → the key to keep, for groups in which all are alike; others are left as they are."""
    alike: dict[str, set[str]] = {}
    for one, other in pairs:
        alike.setdefault(one, set()).add(other)
        alike.setdefault(other, set()).add(one)
    chosen: dict[str, str] = {}
    for key in sorted(alike):
        group = {key} | alike[key]
        if key in chosen or any({other} | alike[other] != group for other in group):
            continue
        kept = min(
            group,
            key=lambda k: (-max(len(name.words) for name in profiles[k].names.values()), -len(profiles[k].articles), k),
        )
        chosen |= dict.fromkeys(group, kept)
    return chosen


def _rename(extraction: Extraction, chosen: Mapping[str, str]) -> Extraction:
    if chosen.keys().isdisjoint([entity.key for entity in extraction.entities]):
        return extraction
    entities = tuple(
        replace(entity, key=chosen[entity.key]) if entity.key in chosen else entity for entity in extraction.entities
    )
    return replace(extraction, entities=entities)
