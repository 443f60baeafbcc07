"""How much two tellings speak of one happening: points, or None where something tells them apart."""

from __future__ import annotations

from collections.abc import Sequence

from kg.merge.rules import Rules, TypeRule
from kg.merge.telling import Party, Telling
from kg.model import Status

_MONTH = 31
_FEW = 2


def compare(one: Telling, other: Telling, rules: Rules) -> float | None:
    """The points for two tellings of one type or of kin; None where they cannot be of one happening."""
    if one.type != other.type and not _same_people_and_day(one, other):
        return None
    rule = rules.types[one.type]
    where = compare_places(one, other, rules, rule)
    if where is None:
        return None
    what = _compare_topics(one, other, rules, rule)
    if what is None:
        return None
    when = compare_dates(one, other, rules, rule)
    if when is None:
        return None
    who = compare_participants(one, other, rules, rule)
    if who is None:
        return None
    points = rules.points["participants"] * who + when + where + what
    if one.status != other.status:
        points += _compare_stages({one.status, other.status}, rules)
    return points if one.type == other.type else points + rules.points["other_type"]


def _same_people_and_day(one: Telling, other: Telling) -> bool:
    """Whether two tellings name the same two or more participants and the same day."""
    dated = one.window.told and not one.window.width and one.window == other.window
    people = {party.key for party in one.parties}
    return dated and len(people) > 1 and people == {party.key for party in other.parties}


def compare_dates(one: Telling, other: Telling, rules: Rules, rule: TypeRule) -> float | None:
    """Points for the dates."""
    a, b = one.window, other.window
    slack = rule.slack if a.told and b.told else 0
    if a.first > b.last + slack or b.first > a.last + slack:
        return None
    if a.told and b.told:
        shared = min(a.last, b.last) - max(a.first, b.first)
        if a.width == b.width == 0:
            return rules.date["day" if shared == 0 else "days"]
        wider = max(a.width, b.width)
        if wider <= _FEW + rule.slack:
            return rules.date["days"]
        return rules.date["month" if wider <= _MONTH else "year"]
    if (not one.published and not a.told) or (not other.published and not b.told):
        return rules.date["year"]
    gap = max(0, *_gaps(one, other))
    return rules.gap_points(gap)


def _gaps(one: Telling, other: Telling) -> tuple[int, int]:
    """How far each lies from the other: a day that is told counts as it is, else the publication does."""
    a = one.window[:2] if one.window.told else (one.published, one.published)
    b = other.window[:2] if other.window.told else (other.published, other.published)
    return a[0] - b[1], b[0] - a[1]


def compare_participants(one: Telling, other: Telling, rules: Rules, rule: TypeRule) -> float | None:
    """How well the participants agree, 0..1."""
    if rule.shape == "gather":
        return _compare_gathering(one, other, rules)
    if rule.shape == "travel":
        return _compare_travel(one, other, rules)
    agents = _overlap(one.agents, other.agents, rules) if one.agents and other.agents else 0.75
    if agents is None:
        return None
    if not one.counterparts or not other.counterparts:
        both_empty = not one.counterparts and not other.counterparts
        if not both_empty and not (one.agents and other.agents):
            return None
        return agents if both_empty else agents * 0.9
    targets = _overlap(one.counterparts, other.counterparts, rules)
    return None if targets is None else (agents + targets) / 2


def _compare_gathering(one: Telling, other: Telling, rules: Rules) -> float | None:
    """All who took part, or the parties alone where one telling leaves out who mediates."""
    everyone = _overlap(one.parties, other.parties, rules)
    if everyone is not None or min(len(one.agents), len(other.agents)) <= 1:
        return everyone
    return _overlap(one.agents, other.agents, rules)


def _compare_travel(one: Telling, other: Telling, rules: Rules) -> float | None:
    travellers = sum(_pairs(one.agents, other.agents, rules))
    fewer = min(len(one.agents), len(other.agents))
    if not fewer or travellers < fewer * rules.match["enough"]:
        return None
    aims, others = _aims(one), _aims(other)
    if aims and others and not aims & others:
        return None
    return travellers / fewer * (1.0 if aims & others else 0.7)


def _aims(telling: Telling) -> set[str]:
    return ({p.key for p in telling.counterparts} | {telling.place, telling.country}) - {""}


def _overlap(some: Sequence[Party], others: Sequence[Party], rules: Rules) -> float | None:
    """How well two groups agree; None where one has a person of its own for whom the other has another."""
    if not some or not others:
        return None
    if some == others:
        return rules.match["same"]
    points = _pairs(some, others, rules)
    matched, pairs = sum(points), len(points)
    fewer, more = sorted((len(some), len(others)))
    if pairs == 0:
        return None
    union = fewer + more - pairs
    share = pairs / union
    if pairs == fewer:
        if share < rules.match["enough"] or (fewer == 1 and more > 1):
            return None
        return matched / pairs * (1.0 if fewer == more else 0.9)
    if share < rules.match["most"]:
        return None
    return matched / pairs * share


def _pairs(some: Sequence[Party], others: Sequence[Party], rules: Rules) -> list[float]:
    """The points of a pairing of two groups, the surest pairs first."""
    left, right = list(some), list(others)
    points: list[float] = []
    for kind, agree in _WAYS:
        if not left or not right:
            break
        for party in tuple(left):
            for partner in right:
                if agree(party, partner):
                    left.remove(party)
                    right.remove(partner)
                    points.append(rules.match[kind])
                    break
    return points


def _is_same(one: Party, other: Party) -> bool:
    return one.key == other.key


def _may_be_same(one: Party, other: Party) -> bool:
    return one.key in other.others or other.key in one.others


def _acts_for(one: Party, other: Party) -> bool:
    """Whether one is the state or body that the other acts for."""
    return one.side == other.side and not (one.person and other.person) and one.side in (one.key, other.key)


_WAYS = (("same", _is_same), ("candidate", _may_be_same), ("side", _acts_for))


def compare_places(one: Telling, other: Telling, rules: Rules, rule: TypeRule) -> float | None:
    """Points for the places; two cities of one state differ, a city and its state do not."""
    if not one.place or not other.place:
        return 0.0
    if one.place == other.place:
        return rules.points["same_place"]
    if one.place == other.country or other.place == one.country:
        return rules.points["inside"]
    if not rule.place or _unsettled(one, other) or _unsettled(other, one):
        return 0.0
    if rule.shape != "direct" and (_may_lie_in(one, other) or _may_lie_in(other, one)):
        return 0.0
    return None


def _unsettled(one: Telling, other: Telling) -> bool:
    """Whether one gives a state, and the other a place of which it is not known whose it is."""
    return one.place == one.country and not other.country


def _may_lie_in(one: Telling, other: Telling) -> bool:
    """Whether the place of one is known by name alone, as a palace is, and may lie where the other tells."""
    return not one.place.startswith("Q") and one.country in ("", other.country)


def _compare_topics(one: Telling, other: Telling, rules: Rules, rule: TypeRule) -> float | None:
    if not one.topics or not other.topics:
        return 0.0
    shared = one.topics & other.topics
    if not shared:
        return None if rule.topics else rules.points["other_topics"]
    if 2 * len(shared) >= len(one.topics | other.topics):
        return rules.points["topics"]
    return 0.0 if rule.topics else rules.points["some_topics"]


def _compare_stages(stages: set[Status], rules: Rules) -> float:
    """Points for two statuses that differ."""
    points = 0.0
    if "denied" in stages:
        points += rules.points["denial"]
    if "proposed" in stages:
        points += rules.points["proposal"]
    return points
