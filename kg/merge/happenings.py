"""Clusters → happenings: what several tellings say together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from typing import Literal, TypeVar

from kg.merge.clusters import Cluster
from kg.merge.telling import Party, Telling
from kg.model import DateSpan, Entity, EventType, Happening, Participation, Report, Status

_ID_LENGTH = 20
_SUREST = 0.99
Role = Literal["agent", "counterpart"]
_AGENTS: Role = "agent"
_COUNTERPARTS: Role = "counterpart"
T = TypeVar("T", bound=str)


def describe(clusters: Sequence[Cluster], entities: dict[str, dict[str, Entity]]) -> tuple[Happening, ...]:
    """The happenings of some clusters, sorted by id.

    Args:
        clusters: of all tellings.
        entities: article id → entity id → entity, with the keys of the whole graph.
    """
    ids = _name(clusters)
    return tuple(sorted((_describe(c, ids[id(c)], entities) for c in clusters), key=lambda h: h.id))


def _describe(cluster: Cluster, name: str, entities: dict[str, dict[str, Entity]]) -> Happening:
    if len(cluster.tellings) == 1:
        return _describe_alone(cluster.leader, name, entities)
    tellings = sorted(cluster.tellings, key=lambda t: (t.article, t.event.id))
    status, disputed = settle_status(tellings)
    return Happening(
        id=name,
        type=_type(cluster),
        participations=_participations(tellings, entities),
        place=_place(tellings) or None,
        date=_date(tellings),
        status=status,
        topics=tuple(sorted({topic for telling in tellings for topic in telling.topics})),
        confidence=_confidence(tellings),
        reports=tuple(Report(telling.article, telling.event) for telling in tellings),
        disputed=disputed,
    )


def _describe_alone(telling: Telling, name: str, entities: dict[str, dict[str, Entity]]) -> Happening:
    """A happening that one telling tells of: as that tells it."""
    event, table = telling.event, entities[telling.article]
    named = [table[name] for name in (*event.agents, *event.others) if name in table]
    acting = {entity.key: entity for entity in reversed(named)}
    roles: dict[str, Role] = {party.key: _COUNTERPARTS for party in telling.counterparts}
    roles |= {party.key: _AGENTS for party in telling.agents}
    return Happening(
        id=name,
        type=telling.type,
        participations=tuple(
            [Participation(key, roles[key], acting[key].office, acting[key].on_behalf_of) for key in sorted(roles)]
        ),
        place=telling.place or None,
        date=event.date,
        status=telling.status,
        topics=tuple(sorted(telling.topics)),
        confidence=event.confidence,
        reports=(Report(telling.article, event),),
    )


def _type(cluster: Cluster) -> EventType:
    """What most tell it as; where as many tell it otherwise, what the leader does."""
    counted = Counter(telling.type for telling in cluster.tellings)
    return min(counted, key=lambda name: (-counted[name], name != cluster.leader.type, name))


def settle_status(tellings: Sequence[Telling]) -> tuple[Status, bool]:
    """What became of a happening, and whether its tellings contradict each other.

    A plan that is told to have taken place did; a plan that is denied no earlier than it is told is called off. Where
    some deny what others tell, or a plan is told again after it was denied, it is disputed.
    """
    by_status: dict[Status, list[int]] = {}
    for telling in tellings:
        by_status.setdefault(telling.status, []).append(telling.published)
    denied = by_status.get("denied")
    if "occurred" in by_status:
        return "occurred", bool(denied)
    if "ongoing" in by_status:
        return "ongoing", bool(denied)
    ahead: Status | None = "planned" if "planned" in by_status else "proposed" if "proposed" in by_status else None
    if ahead is None:
        return "denied", False
    if denied is None:
        return ahead, False
    revived = max(by_status[ahead]) > max(denied)
    return (ahead, True) if revived else ("denied", False)


def _participations(tellings: Sequence[Telling], entities: dict[str, dict[str, Entity]]) -> tuple[Participation, ...]:
    roles: dict[str, list[Role]] = {}
    parties: dict[str, Party] = {}
    offices: dict[str, list[str]] = {}
    behalves: dict[str, list[str]] = {}
    for telling in tellings:
        table = entities[telling.article]
        named = (table[name] for name in (*telling.event.agents, *telling.event.others) if name in table)
        acting = {entity.key: entity for entity in reversed(tuple(named))}
        for role, group in (_AGENTS, telling.agents), (_COUNTERPARTS, telling.counterparts):
            for party in group:
                roles.setdefault(party.key, []).append(role)
                parties.setdefault(party.key, party)
                offices.setdefault(party.key, []).append(acting[party.key].office)
                behalves.setdefault(party.key, []).append(acting[party.key].on_behalf_of)
    stood_for = {party.side for party in parties.values() if party.person}
    return tuple(
        Participation(key, _commonest(roles[key], "agent"), _commonest(offices[key], ""), _commonest(behalves[key], ""))
        for key in sorted(parties)
        if parties[key].person or key not in stood_for or not _only_instead(key, tellings)
    )


def _only_instead(state: str, tellings: Sequence[Telling]) -> bool:
    """Whether no telling names a state beside one who acts for it: it then stands for that person elsewhere."""
    return not any(
        any(p.key == state for p in t.parties) and any(p.person and p.side == state for p in t.parties)
        for t in tellings
    )


def _commonest(values: Sequence[T], default: T) -> T:
    """The commonest of some values that say anything."""
    counted = Counter(value for value in values if value)
    return min(counted, key=lambda value: (-counted[value], value)) if counted else default


def _place(tellings: Sequence[Telling]) -> str:
    """The place that most give; one inside a state counts before the state."""
    places = Counter(t.place for t in tellings if t.place)
    holding = {t.country for t in tellings if t.place and t.country != t.place}
    return min(places, key=lambda key: (key in holding, -places[key], key)) if places else ""


def _date(tellings: Sequence[Telling]) -> DateSpan | None:
    """The most exact date that is told; of several that are as exact, the one that most give."""
    dated = [t for t in tellings if t.event.date and t.status != "denied"]
    dated = dated or [t for t in tellings if t.event.date]
    counted: Counter[DateSpan] = Counter(t.event.date for t in dated if t.event.date)
    widths = {t.event.date: t.window.width for t in dated if t.event.date}
    return min(counted, key=lambda d: (widths[d], -counted[d], d)) if counted else None


def _confidence(tellings: Sequence[Telling]) -> float:
    """How sure it is that one of the outlets is right; what one outlet tells twice counts once."""
    surest: dict[str, float] = {}
    for telling in tellings:
        surest[telling.source] = max(surest.get(telling.source, 0.0), telling.event.confidence)
    if len(surest) == 1:
        return next(iter(surest.values()))
    doubt = 1.0
    for value in sorted(surest.values()):
        doubt *= 1.0 - value
    return round(min(1.0 - doubt, max(_SUREST, *surest.values())), 4)


def _name(clusters: Sequence[Cluster]) -> dict[int, str]:
    """An id for each cluster, by what its leader says; by where it says it, too, where two say the same."""
    alike: dict[str, list[Cluster]] = {}
    for cluster in clusters:
        leader = cluster.leader
        content = (
            leader.type,
            ",".join(p.key for p in leader.agents),
            ",".join(p.key for p in leader.counterparts),
            str(leader.event.date or ""),
            leader.place,
        )
        alike.setdefault(_hash(*content), []).append(cluster)
    names: dict[int, str] = {}
    for plain, group in alike.items():
        for cluster in group:
            leader = cluster.leader
            where = (leader.ref.article, f"{leader.event.trigger.start},{leader.event.trigger.end}", leader.event.id)
            names[id(cluster)] = plain if len(group) == 1 else _hash(plain, *where)
    return names


def _hash(*content: str) -> str:
    return sha256("\x1f".join(content).encode("utf-8", "surrogatepass")).hexdigest()[:_ID_LENGTH]
