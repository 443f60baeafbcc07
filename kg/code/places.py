"""Where an event happens: what its arguments and its clause say of the place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.code.arguments import Argument
from kg.code.draft import CONTACT
from kg.code.frames import Frame
from kg.code.items import Item
from kg.model import Entity, EventType, LinkedDocument

_PLACE_REACH = 16
"""Items between an event word and a place of its clause, at most."""


def find_place(kind: EventType, places: Sequence[str], table: Mapping[str, Entity]) -> str | None:
    """The most exact of the places: a city before a state, of several the first that is visited, else the last."""
    exact = [p for p in places if table[p].type == "place"]
    if exact:
        return exact[-1] if kind != "visit" else exact[0]
    return places[0] if places else None


def place_near(items: Sequence[Item], t: int, frame: Frame, table: Mapping[str, Entity]) -> str | None:
    """The place that the clause names with 'in', before the event word or after it, nearest first."""
    found: list[tuple[int, str]] = []
    for step in (-1, 1):
        k = t + step
        while 0 <= k < len(items) and abs(k - t) < _PLACE_REACH:
            item = items[k]
            if item.kind in ("that", "clause", "relative") or (item.kind == "mark" and item.text in ":؛;"):
                break
            if step > 0 and item.kind == "event" and item.entry.features.pos == "verb":
                break
            located = k > 0 and "in" in items[k - 1].markers()
            located = located and not (step > 0 and is_of_matter(items, t, Argument(("in",), (), k), frame))
            if item.kind == "phrase" and located and all(table[e].type == "place" for e in item.entities):
                found.append((abs(k - t), item.entities[-1]))
            k += step
    return min(found)[1] if found else None


def place_headed(items: Sequence[Item], t: int, table: Mapping[str, Entity]) -> str | None:
    """Where what the noun at `t` carries goes, where that is told before it ('there came to X a plane of Y')."""
    for k in range(t - 1, 0, -1):
        if items[k].kind in ("that", "clause", "relative") or (items[k].kind == "mark" and items[k].text in ":؛;"):
            return None
        if items[k].kind == "phrase" and "to" in items[k - 1].markers():
            goal = items[k].entities[-1]
            return goal if table[goal].type in ("place", "state") else None
    return None


def place_where(items: Sequence[Item], t: int, table: Mapping[str, Entity]) -> str | None:
    """The place right before the 'where' that begins the clause of the event word."""
    for k in range(t - 1, 0, -1):
        if any(e.name == "where" for e in items[k].entries):
            before = items[k - 2] if items[k - 1].is_comma() and k > 1 else items[k - 1]
            named = before.entities if before.kind == "phrase" else ()
            return next((e for e in named if table[e].type in ("place", "state")), None)
        if items[k].kind in ("clause", "that", "relative"):
            return None
    return None


def is_of_matter(items: Sequence[Item], t: int, argument: Argument, frame: Frame) -> bool:
    """Whether 'in X' belongs to a noun that tells what is spoken about ('discussed the situation in X')."""
    k = argument.at - 2
    if frame.type not in CONTACT or "in" not in argument.slots or k <= t or items[k].kind != "word":
        return False
    matter = items[k].definite
    while k > t and items[k].kind == "word":
        k -= 1
    about = items[k].kind == "marker" and bool(set(items[k].markers()) & {"about", "on"})
    return matter and (about or (frame.generic and items[k].kind in ("event", "phrase", "date", "mark")))


def is_homecoming(
    agents: Sequence[str], place: str | None, linked: LinkedDocument, table: Mapping[str, Entity]
) -> bool:
    """Whether somebody goes to the state that he acts for or to its capital, or leaves it, which is no visit."""
    if place is None or (table[place].type == "place" and place not in linked.capitals):
        return False
    home = linked.states.get(place)
    return any(a == place or (home is not None and linked.states.get(a) == home) for a in agents)


def state_of(places: Sequence[str], linked: LinkedDocument, table: Mapping[str, Entity]) -> list[str]:
    """The state in which the places lie, where the document names it."""
    keys = {linked.states.get(p, "") for p in places}
    return [e.id for e in table.values() if e.type == "state" and e.key in keys][:1]
