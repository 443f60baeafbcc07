"""Which events are politics: a football match is a meeting of nobody's foreign minister."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.code.draft import SPOKEN, Draft
from kg.code.items import Row
from kg.model import Entity

_STATES = 2
"""States and bodies named in an article that make it one of politics where no office-holder is named."""

_GAMES = 4
"""Words of sport in an article that is about sport."""


def is_political(lines: Sequence[Row], table: Mapping[str, Entity]) -> bool:
    """Whether an article may tell politics: it names someone in or from an office, or several states or bodies.

    Args:
        lines: its sentences as items.
        table: its entities by id.
    """
    if sum(item.kind == "sport" for row in lines for item in row.items) >= _GAMES:
        return False
    if any(map(is_official, table.values())):
        return True
    states = sum(e.type == "state" for e in table.values())
    bodies = sum(e.type == "organization" and not e.key.startswith("n:") for e in table.values())
    return states + bodies >= _STATES


def keep_political(drafts: Sequence[Draft], table: Mapping[str, Entity]) -> list[Draft]:
    """The drafts with political content, of an article that may tell any.

    An event counts where a state, a body or somebody in or from an office takes part; what is said and where
    somebody is told to travel counts whoever it is.

    Args:
        drafts: of one article.
        table: its entities by id.
    """
    return [
        d
        for d in drafts
        if d.type in SPOKEN
        or (d.type == "visit" and not d.guesses)
        or any(_is_actor(table[e]) for e in (*d.agents, *d.others))
    ]


def is_official(entity: Entity) -> bool:
    """Whether it is somebody in or from an office, or known otherwise."""
    return entity.type == "person" and _is_actor(entity)


def _is_actor(entity: Entity) -> bool:
    known = entity.office or entity.on_behalf_of or not entity.key.startswith("n:")
    return entity.type == "state" or (entity.type != "place" and bool(known))
