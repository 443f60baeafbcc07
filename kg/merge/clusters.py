"""Tellings → clusters, one a happening: each telling joins the happening that it fits best, or starts one.

The most exact tellings come first, so that vague ones are placed among happenings that are already apart. A telling
joins only where it fits all that are there; where two happenings fit about as well it stays alone, as a doubt.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.merge.blocks import Blocks
from kg.merge.compare import compare
from kg.merge.rules import Rules
from kg.merge.telling import Ref, Telling

_NEAR = 2.0
"""Points below the bar from which on a telling that stays alone is no doubt."""


@dataclass(slots=True, eq=False)
class Cluster:
    """The tellings of one happening while it is put together; the first is its leader."""

    tellings: list[Telling]
    articles: set[str] = field(default_factory=set)
    likenesses: dict[tuple[object, ...], Telling] = field(default_factory=dict)

    def add(self, telling: Telling) -> bool:
        """Take in one more; returns whether none was like it."""
        self.tellings.append(telling)
        self.articles.add(telling.ref.article)
        return self.likenesses.setdefault(telling.likeness, telling) is telling

    @property
    def leader(self) -> Telling:
        """The telling that comes first by content."""
        return self.tellings[0]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A telling that was left alone, though it may be of a happening, and how near it was to joining."""

    telling: Telling
    other: Telling
    """The leader of the happening that it may be of."""
    points: float
    bar: float
    joined: bool
    """Whether it was joined all the same."""


@dataclass(frozen=True, slots=True)
class Ties:
    """What a person decided: tellings that are of one happening, and such that are not."""

    same: tuple[tuple[Ref, Ref], ...] = ()
    different: frozenset[tuple[Ref, Ref]] = frozenset()
    """Each pair in both orders."""
    same_actors: tuple[tuple[str, str], ...] = ()
    """Pairs of keys; the first is the one to keep."""
    different_actors: frozenset[tuple[str, str]] = frozenset()
    """Each pair in both orders."""


@dataclass(slots=True)
class Clustering:
    """All clusters in the order of their leaders, and what was doubtful."""

    clusters: list[Cluster] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def cluster(tellings: Iterable[Telling], rules: Rules, ties: Ties | None = None) -> Clustering:
    """Put together the tellings of one happening; the result does not depend on their order.

    Args:
        tellings: of all articles.
        rules: points and bars.
        ties: what a person decided, which outranks the rules.
    """
    bonds = _Bonds(ties or Ties())
    result = Clustering()
    blocks: Blocks[Cluster] = Blocks(rules)
    for telling in sorted(tellings, key=lambda t: (rules.kind(t.type), t.order)):
        target = _place(telling, blocks, rules, bonds, result)
        if target is None:
            target = Cluster([])
            result.clusters.append(target)
        if target.add(telling):
            blocks.add(telling, target)
    result.clusters = _tie(result.clusters, rules, bonds)
    return result


class _Bonds:
    """What a person decided, and what follows: what is apart from one telling is apart from all that are tied to it."""

    def __init__(self, ties: Ties) -> None:
        self.same = sorted(ties.same)
        self._first: dict[Ref, Ref] = {}
        for one, other in self.same:
            kept, gone = self._first.get(one, one), self._first.get(other, other)
            members = [ref for ref, first in self._first.items() if first == gone]
            self._first |= dict.fromkeys((one, other, gone, *members), kept)
        self._apart = {(self._first.get(one, one), self._first.get(other, other)) for one, other in ties.different}

    def part(self, telling: Telling, cluster: Cluster) -> bool:
        """Whether a telling is apart from one of a cluster."""
        if not self._apart:
            return False
        first = self._first.get(telling.ref, telling.ref)
        return any((first, self._first.get(ref, ref)) in self._apart for ref in (t.ref for t in cluster.tellings))


def _place(
    telling: Telling, blocks: Blocks[Cluster], rules: Rules, bonds: _Bonds, result: Clustering
) -> Cluster | None:
    rule = rules.types[telling.type]
    fits: list[tuple[float, int, Cluster]] = []
    for number, candidate in enumerate(blocks.find(telling)):
        points = _fit(telling, candidate, rules, bonds)
        if points is not None:
            fits.append((points, -number, candidate))
    if not fits:
        return None
    fits.sort(reverse=True, key=lambda fit: fit[:2])
    best, _, target = fits[0]
    margin = rules.margin["dated" if telling.window.told and not telling.window.width else "vague"]
    clear = len(fits) == 1 or best - fits[1][0] >= margin
    joins = best >= rule.bar and clear
    if _NEAR > rule.bar - best and (not joins or best - rule.bar < margin):
        result.doubts.append(Doubt(telling, target.leader, best, rule.bar, joins))
    return target if joins else None


def _fit(telling: Telling, candidate: Cluster, rules: Rules, bonds: _Bonds) -> float | None:
    """The mean points of a telling against a cluster; None where anything tells them apart."""
    if telling.ref.article in candidate.articles:
        return None
    if bonds.part(telling, candidate):
        return None
    total = 0.0
    for member in candidate.likenesses.values():
        points = compare(telling, member, rules)
        if points is None:
            return None
        total += points
    return round(total / len(candidate.likenesses), 6)


def _tie(clusters: list[Cluster], rules: Rules, bonds: _Bonds) -> list[Cluster]:
    """Put together the clusters of tellings that a person tied together, but for what a person told apart."""
    if not bonds.same:
        return clusters
    home = {telling.ref: cluster for cluster in clusters for telling in cluster.tellings}
    for one, other in bonds.same:
        kept, gone = home.get(one), home.get(other)
        if kept is None or gone is None or kept is gone:
            continue
        moving = [telling for telling in gone.tellings if not bonds.part(telling, kept)]
        for telling in moving:
            gone.tellings.remove(telling)
            kept.add(telling)
            home[telling.ref] = kept
    tied = [cluster for cluster in clusters if cluster.tellings]
    for cluster in tied:
        cluster.tellings.sort(key=lambda t: (rules.kind(t.type), t.order))
    return tied
