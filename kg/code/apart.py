"""What is said of each of those whom a verb tells one after the other, and the words that a verb must have by it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.code.arguments import Arguments
from kg.code.draft import Draft
from kg.code.items import Item
from kg.code.words import NOMINAL, has
from kg.model import Entity

_REACH = 16
"""Items after a participant in which its own place may be told."""


def own_place(found: Arguments, entity: str, table: Mapping[str, Entity]) -> str | None:
    """Where it was with one of those whom a verb tells one after the other ('met X in A and Y in B'), if told."""
    nexts = [a for a in found.found if a.then]
    own = next((a for a in found.found if entity in a.entities), None)
    if own is None or not nexts:
        return None
    end = min((a.at for a in nexts if a.at > own.at), default=_REACH + own.at)
    return next(
        (
            e
            for a in found.found
            if own.at < a.at < end and "in" in a.slots
            for e in a.entities
            if table[e].type == "place"
        ),
        None,
    )


def told_at(items: Sequence[Item], draft: Draft, found: Arguments, entity: str) -> int:
    """The token from which the day is nearest that is said of one of those told one after the other."""
    own = next((a for a in found.found if a.then and entity in a.entities), None)
    if own is None:
        return draft.first
    where = next((a for a in found.found if a.at > own.at and "in" in a.slots), own)
    return items[where.at].last


def has_particle(items: Sequence[Item], t: int, particle: str, found: Arguments) -> bool:
    """Whether the particle follows that the frame asks for: a word or a marker, or an infinitive after the object."""
    if particle == "infinitive":
        whom = found.slot("object")
        after = items[whom.at + 1 : whom.at + 3] if whom is not None and whom.at > t else ()
        return len(after) == 2 and has(after[0], particle) and after[1].kind not in NOMINAL
    return may_follow((*items[: particle == "phone"], *items[t + 1 : found.reach]), particle)


def may_follow(items: Sequence[Item], particle: str) -> bool:
    """Whether a sentence, or a part of it, has the particle that a frame asks for, if it asks for one."""
    return not particle or any(particle in (*i.markers(), i.text) or has(i, particle) for i in items)
