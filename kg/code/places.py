"""Where an event happens: what its arguments and its clause say of the place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.code.arguments import Argument
from kg.code.draft import CONTACT, PLACELESS, SPOKEN
from kg.code.frames import Frame, Lexicon
from kg.code.items import Item
from kg.code.light import light_before
from kg.code.words import EVENT_WORDS
from kg.model import Entity, EventType, LinkedDocument

_PLACE_REACH = 16
"""Items between an event word and a place of its clause, at most."""


def find_place(kind: EventType, places: Sequence[str], linked: LinkedDocument) -> str | None:
    """The most exact of the places: a building before a city, a city before a state.

    Of several alike it is the first that is visited, else the last.
    """
    kinds = {e.id: e.type for e in linked.entities}
    exact = [p for p in places if kinds[p] == "place"]
    if exact and kind != "visit":
        built = {e for m in linked.mentions if m.rule in _BUILT for e in m.entities}
        return next((p for p in exact if p in built), exact[-1])
    return exact[0] if exact else places[0] if places else None


_BUILT = frozenset({"venue", "palace"})
"""Rules that find buildings and the like."""


def place_told(
    kind: EventType, items: Sequence[Item], t: int, frame: Frame, table: Mapping[str, Entity], lexicon: Lexicon
) -> str | None:
    """The place that the clause of the word at `t` tells, where none of its arguments does."""
    verbal = items[t].entry.features.pos == "verb"
    place: str | None = None
    if kind not in PLACELESS:
        place = place_near(items, t, frame, table) or place_where(items, t, table)
    elif lexicon.analytic or kind not in SPOKEN | {"attack"}:
        return None
    elif kind == "attack":
        place = place_near(items, t, frame, table, before=False)
    elif verbal:
        place = place_of_speech(items, t, frame, table)
    if place is not None or lexicon.analytic:
        return place
    led = verbal or kind in SPOKEN or light_before(items, t, lexicon) is not None
    return place_fronted(items, t, table) if led else None


def occasion_of(items: Sequence[Item], t: int) -> int | None:
    """The first token of the noun that the clause of the word at `t` names as its occasion ('during the summit')."""
    for way in (range(t - 2, max(-1, t - _PLACE_REACH), -1), range(t + 1, min(len(items) - 1, t + _PLACE_REACH))):
        for k in way:
            if items[k].kind in ("that", "clause", "relative") or (k > t and _begins_clause(items, k)):
                break
            if "during" in items[k].markers() and items[k + 1].kind == "event":
                return items[k + 1].first
    return None


def place_near(
    items: Sequence[Item], t: int, frame: Frame, table: Mapping[str, Entity], *, before: bool = True
) -> str | None:
    """The place that the clause names with 'in', after the event word or, if asked, `before` it, nearest first."""
    found: list[tuple[int, str]] = []
    for step in (-1, 1) if before else (1,):
        k, content = t + step, False
        while 0 <= k < len(items) and abs(k - t) < _PLACE_REACH:
            item = items[k]
            if item.kind in ("that", "clause", "relative") or (item.kind == "mark" and item.text in ":؛;"):
                break
            if step > 0 and _begins_clause(items, k):
                break
            names = item.markers()
            content = "during" not in names and (content or (frame.type == "agreement" and "on" in names))
            located = k > 0 and "in" in items[k - 1].markers() and not (step > 0 and content)
            located = located and not (step > 0 and is_of_matter(items, t, Argument(("in",), (), k), frame))
            if item.kind == "phrase" and located and all(table[e].type == "place" for e in item.entities):
                found.append((abs(k - t), item.entities[-1]))
            k += step
    return min(found)[1] if found else None


def _begins_clause(items: Sequence[Item], k: int) -> bool:
    """Whether an item is a verb of its own happening, or one that a conjunction joins to those before."""
    if items[k].kind not in EVENT_WORDS or items[k].entry.features.pos != "verb":
        return False
    return items[k].kind == "event" or items[k - 1].kind == "conjunction"


def place_headed(items: Sequence[Item], t: int, table: Mapping[str, Entity]) -> str | None:
    """Where what the noun at `t` carries goes, where that is told before it ('there came to X a plane of Y')."""
    for k in range(t - 1, 0, -1):
        if items[k].kind in ("that", "clause", "relative") or (items[k].kind == "mark" and items[k].text in ":؛;"):
            return None
        if items[k].kind == "phrase" and "to" in items[k - 1].markers():
            goal = items[k].entities[-1]
            return goal if table[goal].type in ("place", "state") else None
    return None


def place_fronted(items: Sequence[Item], t: int, table: Mapping[str, Entity]) -> str | None:
    """The place that the clause of the event word at `t` begins with ('In X, …')."""
    k = t
    while k > 0 and items[k - 1].kind not in ("that", "clause", "relative"):
        k -= 1
        if items[k].kind == "mark" and not items[k].is_comma():
            k += 1
            break
    while k < t and (items[k].kind in ("conjunction", "mark")):
        k += 1
    if k + 1 >= t or "in" not in items[k].markers() or items[k + 1].kind != "phrase":
        return None
    return _as_place(items[k + 1], table)


def place_of_speech(items: Sequence[Item], t: int, frame: Frame, table: Mapping[str, Entity]) -> str | None:
    """Where the verb at `t` is spoken: told before it, by its occasion, or between the speaker and what is said."""
    fronted = place_fronted(items, t, table)
    if fronted is not None:
        return fronted
    occasion, content = False, frame.type != "statement"
    for k in range(t + 1, min(len(items), t + _SPEECH_REACH)):
        item, names = items[k], items[k].markers()
        if item.kind in ("that", "clause", "relative") or (item.kind == "mark" and item.text in _SPEECH_STOPS):
            return None
        if _begins_clause(items, k):
            return None
        when = items[k - 2].kind == "date"
        if item.kind == "phrase" and (occasion or when or not content) and "in" in items[k - 1].markers():
            place = _as_place(item, table)
            if place is not None:
                return place
        if "during" in names:
            occasion = True
        elif "in" in names and "with" not in names and not content:
            occasion = True
        elif set(names) & _CONTENT and not occasion:
            content = True
        elif item.kind == "event" and not ({"in", "during"} & set(items[k - 1].markers())):
            content, occasion = True, False
    return None


_SPEECH_REACH = 20
_SPEECH_STOPS = ':؛;«"“'
_CONTENT = frozenset({"to", "on", "about", "against"})


def _as_place(item: Item, table: Mapping[str, Entity]) -> str | None:
    """The place that a phrase names, if it names nothing but places."""
    return item.entities[-1] if all(table[e].type in ("place", "state") for e in item.entities) else None


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
    about = about or (items[k].kind == "marker" and "to" in items[k].markers() and items[k + 1].open)
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
