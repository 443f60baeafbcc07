"""Who acts where the word itself names nobody or one side alone: the subject, who is invited, who is asked."""

from __future__ import annotations

from collections.abc import Sequence

from kg.code.arguments import Arguments
from kg.code.cataphora import subject_ahead
from kg.code.draft import CONTACT, Draft
from kg.code.frames import Frame, Lexicon
from kg.code.items import Item, Row
from kg.code.reference import Discourse
from kg.code.subjects import subject_left
from kg.code.words import NOMINAL

_INVITED = 8
"""Items between an invitation and what it is to, at most."""
_PARTNER = frozenset({"with", "to", "from", "hosted"})
_OWN = frozenset({"subject", "of", "between", "attribute", "headed", "object", "host"})
"""Slots of a contact's noun that name one side of it at least."""


def lacks_agent(
    items: Sequence[Item],
    t: int,
    lexicon: Lexicon,
    found: Arguments,
    frame: Frame,
    discourse: Discourse,
    agents: Sequence[str],
    others: Sequence[str],
    places: Sequence[str],
) -> bool:
    """Whether an event noun names one side alone ('talks with Y', 'on a visit to Z'): the subject is the other."""
    if _is_margin(items, t) or (found.unknown and lexicon.verb_first):
        return False
    if frame.type in CONTACT and frame.roles.get("with") == "agent":
        partner = any(
            a.slots[0] in _PARTNER or ("with" in a.slots and set(a.entities) & {*agents}) for a in found.found
        )
        if t and agents and "to" in items[t - 1].markers():
            return True
        acting = (
            subject_left(items, t, discourse) if lexicon.analytic and not agents and not discourse.subject else None
        )
        acts = subject_ahead(items, t, lexicon, discourse) or discourse.subject
        several = len(acting.entities if acting is not None else acts) > 1
        free = not agents and (not items[t].entry.features.definite or is_intended(items, t))
        together = free and several
        one = len(agents) == 1 and (partner or _meets_one(items, t, found, frame))
        alone = partner and bool(agents) and not any(a.slots[0] in _OWN for a in found.found)
        return (not others and (one or alone)) or together
    if lexicon.analytic and frame.type == "agreement" and len(agents) == 1 and not others:
        return any(a.slots[0] == "with" and not a.guessed for a in found.found)
    agreed = frame.type == "agreement" and not lexicon.analytic and is_intended(items, t)
    placed = bool(places) and frame.type != "agreement"
    return not agents and (bool(others) or placed or agreed)


def _meets_one(items: Sequence[Item], t: int, found: Arguments, frame: Frame) -> bool:
    """Whether the noun names whom somebody wants or refuses to meet, or receives ('refused a meeting with X')."""
    met = found.slot("of")
    if met is None or met.guessed or items[t].enclitic or frame.roles.get("object") != "agent":
        return False
    if frame.gathers and t > 1 and "in" in items[t - 1].markers():
        return items[t - 2].kind == "phrase"
    for item in reversed(items[:t]):
        if item.kind in ("that", "clause", "relative", "light", "verb", "conjunction", "mark"):
            return False
        if item.kind in ("event", "cue") and item.entry.features.pos == "verb":
            return True
    return False


def inherit_agent(
    items: Sequence[Item],
    t: int,
    lexicon: Lexicon,
    discourse: Discourse,
    agents: list[str],
    others: list[str],
    places: list[str],
) -> int:
    """Let the subject of the clause act in the noun's event too."""
    left = subject_left(items, t, discourse)
    subject = left.entities if left is not None and left.slots == ("subject",) else discourse.subject
    subject = subject_ahead(items, t, lexicon, discourse) or subject
    taken = {*agents, *others, *places}
    fresh = [e for e in subject if e not in taken and discourse.entities[e].type != "place"]
    agents.extend(fresh)
    return bool(fresh)


def is_intended(items: Sequence[Item], t: int) -> bool:
    """Whether the noun is what somebody means to do ('X intends a journey to', 'X plans the resumption of')."""
    k = t - 1
    k -= k >= 0 and items[k].kind == "word" and items[k].open
    k -= k >= 0 and items[k].kind in NOMINAL
    if k < 0 or not items[k].entries or items[k].entry.features.pos != "verb":
        return False
    return items[k].kind == "cue" or any(e.kind == "verb" and e.name == "decide" for e in items[k].entries)


def invited_before(items: Sequence[Item], t: int, discourse: Discourse) -> tuple[str, ...]:
    """Whose visit it is that he is asked to make or sets out for: the person before it ('invited X to visit Y')."""
    bid = follows_somebody(items, t) and not any(item.kind == "relative" for item in items[max(0, t - 5) : t - 2])
    bid = bid and not _is_inviter(items, t)
    return items[t - 2].entities if bid and all(map(discourse.is_person, items[t - 2].entities)) else ()


def _is_inviter(items: Sequence[Item], t: int) -> bool:
    """Whether the person before 'to visit X' is whose invitation it is ('an invitation from Y to visit X')."""
    before = items[max(0, t - 3)]
    return before.kind == "invitation" or "from" in before.markers()


def is_invitation(items: Sequence[Item], t: int) -> bool:
    """Whether the word tells what an invitation before it in the clause is to."""
    for item in reversed(items[max(0, t - _INVITED) : t]):
        if item.kind in ("that", "clause", "relative", "event"):
            return False
        if item.kind == "invitation":
            return True
    return False


def follows_somebody(items: Sequence[Item], t: int) -> bool:
    """Whether a name and 'to' stand right before the word ('invited X to')."""
    return t > 1 and "to" in items[t - 1].markers() and items[t - 2].kind == "phrase"


def called_upon(drafts: Sequence[Draft], row: Row) -> tuple[str, ...]:
    """Who was just called upon to do it together ('urged X and Y to resume talks')."""
    last = drafts[-1]
    several = last.type == "demand" and last.sentence == row.index and len(last.others) > 1
    return tuple(last.others) if several else ()


def asked_to(items: Sequence[Item], t: int, row: Row, drafts: Sequence[Draft]) -> tuple[str, ...]:
    """Who was just asked to do it, or travels for it ('called on X to talks with Y', 'X's visit for talks with Y')."""
    last = drafts[-1] if drafts else None
    if last is None or last.sentence != row.index or t == 0 or "to" not in items[t - 1].markers():
        return ()
    return tuple({"demand": last.others, "visit": last.agents}.get(last.type, ()))


def _is_margin(items: Sequence[Item], t: int) -> bool:
    """Whether the noun at `t` tells beside what something happened ('met on the sidelines of a summit')."""
    return t > 0 and "margin" in items[t - 1].markers()
