"""Two graphs → what differs.

An event of one graph is that of the other where both have its id, else where both tell it by the same passages: an
id says what the first report says, and a better report may change it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.diff.records import KINDS, Change, Difference, Kind, LinkChange, Snapshot, Told

_AHEAD = frozenset({"planned", "proposed"})
_HELD = frozenset({"occurred", "ongoing"})
_FIELDS = ("status", "date", "place", "participants", "topics", "disputed")


def compare(old: Snapshot, new: Snapshot) -> Difference:
    """What is new, gone and other in the second of two graphs."""
    both = old.mentions.keys() & new.mentions.keys()
    pairs = _pair(old.events, new.events)
    changes = _changes(old.events, new.events, pairs)
    links = [
        LinkChange(iri, _sorted(old.mentions[iri] - new.mentions[iri]), _sorted(new.mentions[iri] - old.mentions[iri]))
        for iri in sorted(both)
        if old.mentions[iri] != new.mentions[iri]
    ]
    return Difference(
        old,
        new,
        _sorted(new.mentions.keys() - both),
        _sorted(old.mentions.keys() - both),
        tuple(sorted(changes, key=lambda c: (KINDS.index(c.kind), c.told.date, c.told.iri))),
        tuple(links),
    )


def _pair(old: Mapping[str, Told], new: Mapping[str, Told]) -> dict[str, str]:
    """New event → old event."""
    pairs = {iri: iri for iri in new if iri in old}
    taken = set(pairs)
    where = _by_passage(told for told in old.values() if told.iri not in taken)
    shared: dict[tuple[str, str], int] = {}
    for told in new.values():
        if told.iri not in pairs:
            for passage in told.passages:
                for other in where.get((told.type, passage), ()):
                    shared[told.iri, other] = shared.get((told.iri, other), 0) + 1
    used: set[str] = set()
    for (one, other), _ in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        if one not in pairs and other not in used:
            pairs[one] = other
            used.add(other)
    return pairs


def _by_passage(events: Iterable[Told]) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for told in events:
        for passage in sorted(told.passages):
            found.setdefault((told.type, passage), []).append(told.iri)
    return found


def _changes(old: Mapping[str, Told], new: Mapping[str, Told], pairs: Mapping[str, str]) -> list[Change]:
    changes: list[Change] = []
    left = old.keys() - set(pairs.values())
    was_in, is_in = _by_passage(old.values()), _by_passage(new.values())
    joined: dict[str, list[str]] = {}
    for iri in sorted(left):
        told = old[iri]
        targets = sorted({n for passage in told.passages for n in is_in.get((told.type, passage), ())})
        targets = [target for target in targets if target in pairs]
        if targets:
            joined.setdefault(targets[0], []).append(iri)
        else:
            changes.append(Change("gone", told, None))
    for iri in sorted(new):
        told = new[iri]
        if iri not in pairs:
            origins = sorted({o for passage in told.passages for o in was_in.get((told.type, passage), ())})
            changes.append(Change("split" if origins else "new", None, told, others=tuple(origins)))
            continue
        before = old[pairs[iri]]
        if iri in joined:
            changes.append(Change("joined", before, told, _fields(before, told), tuple(joined[iri])))
        elif (kind := _kind(before, told)) is not None:
            changes.append(Change(kind, before, told, _fields(before, told)))
    return changes


def _fields(old: Told, new: Told) -> tuple[str, ...]:
    return tuple(name for name in (*_FIELDS, "articles") if getattr(old, name) != getattr(new, name))


def _kind(old: Told, new: Told) -> Kind | None:
    fields = _fields(old, new)
    if not fields:
        return None
    if old.status in _AHEAD and new.status in _HELD:
        return "came-true"
    if old.status in _AHEAD and new.status == "denied":
        return "called-off"
    if new.disputed and not old.disputed:
        return "disputed"
    if fields != ("articles",):
        return "changed"
    return "more-reports" if old.articles < new.articles else "fewer-reports"


def _sorted(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names))
