"""Who may take part in what an event word tells, and how likely it is by what annotated articles show.

The rules of grammar (`verbs`, `nouns`) say who takes part where they know the construction. Beside them stands a model
that has seen thousands of event words with everybody named around them: each candidate has traits (where it stands,
what stands between, what kind of actor it is), each trait has a weight, and the logistic function of their sum is the
share of such candidates that took part. A second weight tells who acts from who is concerned, a third where it
happens.

Data of a language: `participants.tsv` (trait, takes_part, acts, holds), which `python -m kg.evaluate.training` writes;
a language without it has the rules alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg.code.draft import Draft
from kg.code.frames import Entry, Frame
from kg.code.item import Item
from kg.code.weights import Trait, far, read_weights
from kg.code.words import DEED_WORDS, opener
from kg.lang import Pack
from kg.model import Entity

_NEAR, _SHORT = 5, 3
"""Kinds of item on the way between a candidate and the event word that two of the traits tell."""
_MOST = 6
"""Phrases on either side of an event word that may name who takes part."""
_KINDS = {"phrase": "P", "event": "E", "marker": "m", "conjunction": "c", "word": "w", "mark": ",", "clause": "C"}
"""Kinds that are written with one letter on the way; others have their own name."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each trait tells: how likely its bearer takes part, if so acts, and is where it happens."""

    takes_part: Mapping[Trait, float]
    acts: Mapping[Trait, float]
    holds: Mapping[Trait, float]
    """Of places and states: that it happens there."""


@cache
def load_participants(pack: Pack) -> Weights | None:
    """The weights of a language; None where it has none.

    Raises:
        DataError: a weight is not a number.
    """
    return read_weights(pack, "participants", Weights)


def find_candidates(
    items: Sequence[Item], t: int, entry: Entry, here: Sequence[Draft], last: Draft | None, table: Mapping[str, Entity]
) -> dict[str, tuple[Trait, ...]]:
    """Everybody who may take part in the event of the word at `t`, with their traits: entity id → traits.

    Args:
        items: the items of the sentence.
        t: index of the event word.
        entry: its reading.
        here: the events that other words of the sentence tell.
        last: the event told last before the word.
        table: the entities of the article by id.
    """
    frame = entry.frame
    if frame is None:
        return {}
    told, before = _roles_in(here, frame), _roles_in([last] if last else [], frame)
    found: dict[str, tuple[int, tuple[Trait, ...]]] = {}
    for place in (*_places(items, t, entry, frame, 1), *_places(items, t, entry, frame, -1)):
        for entity in items[place.at].entities:
            if entity not in found or place.far < found[entity][0]:
                own = _traits_of(table[entity], frame, place, told.get(entity, "no"), before.get(entity, "no"))
                found[entity] = (place.far, (*place.traits, *own))
    candidates = {entity: traits for entity, (_, traits) in found.items()}
    for entity, role in before.items():
        if entity not in candidates:
            candidates[entity] = _traits_of_absent(table[entity], role, items, t, entry, frame)
    return candidates


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a phrase stands towards the event word: what is the same for all whom it names."""

    at: int
    """Index of its item."""
    far: int
    """Items between the two."""
    side: str
    marker: str
    traits: tuple[Trait, ...]


def _places(items: Sequence[Item], t: int, entry: Entry, frame: Frame, step: int) -> Iterator[_Place]:
    """The phrases on one side of the word at `t`, from the nearest on: after it with step 1, before it with step -1."""
    side, form = ("after" if step > 0 else "before"), entry.features.pos
    owned = str(bool(items[t].enclitic))
    way: list[str] = []
    phrases = deeds = 0
    k = t + step
    while 0 <= k < len(items) and phrases < _MOST:
        item = items[k]
        if item.kind == "phrase":
            steps = abs(k - t) - 1
            marker, proclitic, bare = opener(items, k), item.proclitic or "-", str(phrases == 0)
            traits = [
                ("form", frame.type, side, form),
                ("frame", frame.name, side),
                ("frame", frame.name, side, marker),
                ("marker", frame.type, side, form, marker),
                ("way", side, "".join(way)),
                ("way", frame.type, side, form, "".join(way[:_SHORT])),
                ("far", side, far(steps)),
                ("between", frame.type, side, str(min(phrases, 3))),
                ("proclitic", frame.type, side, proclitic, bare),
                ("deeds", side, str(min(deeds, 3))),
                ("owned", owned, side, bare),
                ("next", side, items[k + 1].kind if k + 1 < len(items) else "end"),
                ("several", str(len(item.entities) > 1), side),
                ("demonym", str(item.is_demonym()), side, bare),
            ]
            word = items[k - 1] if k and k - 1 != t else None
            if word is not None and word.kind in ("word", "verb", "cue") and word.text:
                traits.append(("word", word.text))
            yield _Place(k, steps, side, marker, tuple(traits))
        kind = _KINDS.get(item.kind) or f"<{item.kind}>"
        if len(way) < _NEAR and (not way or way[-1] != kind):
            way.append(kind)
        phrases += item.kind == "phrase"
        deeds += item.kind in DEED_WORDS
        k += step


def _traits_of(entity: Entity, frame: Frame, place: _Place, role: str, before: str) -> tuple[Trait, ...]:
    kind = _kind(entity)
    return (
        ("any",),
        ("kind", frame.type, kind),
        ("kind", frame.type, place.side, kind),
        ("kind", place.side, place.marker, kind),
        ("told", role, place.side),
        ("told", frame.type, role, place.side),
        ("said", frame.type, before),
        ("named", far(len(entity.mentions)), kind),
    )


def _traits_of_absent(
    entity: Entity, role: str, items: Sequence[Item], t: int, entry: Entry, frame: Frame
) -> tuple[Trait, ...]:
    """Traits of who took part in the event before, and is not named in the sentence."""
    form, kind = entry.features.pos, _kind(entity)
    ahead = str(any(item.kind == "phrase" for item in items[t:]))
    behind = str(any(item.kind == "phrase" for item in items[:t]))
    return (
        ("absent",),
        ("absent", frame.type),
        ("absent", frame.type, role),
        ("absent", kind),
        ("absent", role, form, behind),
        ("absent", frame.type, form, ahead, str(bool(items[t].enclitic))),
        ("absent", "frame", frame.name),
        ("absent", "named", far(len(entity.mentions)), kind),
    )


def _roles_in(drafts: Sequence[Draft], frame: Frame) -> dict[str, str]:
    """Who takes part in these events, as what, and whether in one of the frame's type."""
    roles: dict[str, str] = {}
    for draft in drafts:
        same = "same" if draft.type == frame.type else "another"
        for role, who in (("agent", draft.agents), ("other", draft.others)):
            for entity in who:
                roles.setdefault(entity, f"{role}-{same}")
    return roles


def _kind(entity: Entity) -> str:
    unknown = "unknown-" if entity.key.startswith("n:") else ""
    official = "-official" if entity.type == "person" and (entity.office or entity.on_behalf_of) else ""
    return f"{unknown}{entity.type}{official}"
