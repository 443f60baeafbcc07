"""Where actors stand and which communities they form: worked out beforehand, the same on every machine.

Only operations that IEEE 754 fixes to the last bit are used, and sums in one order, so that equal pictures have equal
layouts whatever processor works them out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from kg.view.records import Picture

MOST_PLACED = 1000
"""As many of the strongest actors are placed by forces, as the page draws at once if not asked for more; weaker ones
gather round whom they are in contact with."""

SPACING = 74.0
"""Pixels between neighbouring actors, about."""

_LEVELS = ((200, 100), (MOST_PLACED, 30))
"""(actors, rounds): the strongest find their places first, the others join them near whom they are in contact with."""
_BLOCK = 64
"""Actors whose forces are worked out at a time, so that the tables stay near the processor."""
_MARGIN = 14.0
"""Pixels round an actor's mark in which no other stands, so that names find room."""
_NAME = 1.8
"""How much wider a row of names is than one of marks."""
_SETTLING = 10
_SETTLINGS = 4
_WIDER = 1.15
_TURN = 2.399963229728653
"""The golden angle: points at its multiples spread evenly."""

_Points = NDArray[np.float64]
_Links = tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float64]]
"""Contacts: one actor, the other, and the pull between them."""


@dataclass(frozen=True, slots=True)
class Layout:
    """By position of the actors: pixels from the middle, and the number of the community (0 is the largest)."""

    points: tuple[tuple[int, int], ...]
    communities: tuple[int, ...]


def lay_out(picture: Picture) -> Layout:
    """The layout of a picture's actors."""
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(picture.actors)))
    graph.add_weighted_edges_from((c.first, c.second, float(len(c.events))) for c in picture.contacts)
    groups = communities(graph)
    member = {node: n for n, group in enumerate(groups) for node in group}
    order = [n for n in graph if graph.degree[n]][:MOST_PLACED]
    points = _spread(graph, order, [member[n] for n in order], _reaches(picture)[order])
    points = {n: (x * _WIDER, y) for n, (x, y) in points.items()}
    _gather(graph, points)
    whole = tuple((round(points[n][0]), round(points[n][1])) for n in graph)
    return Layout(whole, tuple(member[n] for n in graph))


def communities(graph: nx.Graph[int]) -> list[list[int]]:
    """Groups of actors that deal with one another more than with others: largest first, each sorted."""
    connected: nx.Graph[int] = nx.Graph(graph.edges(data=True))
    found = nx.community.louvain_communities(connected, seed=1) if len(connected) else []
    alone = [[n] for n in graph if not graph.degree[n]]
    return sorted([sorted(group) for group in found] + alone, key=lambda group: (-len(group), group[0]))


def _reaches(picture: Picture) -> NDArray[np.float64]:
    """Half of the room that each actor's mark takes, in pixels: as large as the page draws it, and a margin."""
    told = [0] * len(picture.actors)
    for event in picture.events:
        for actor in {part.actor for part in event.parts}:
            told[actor] += 1
    count: NDArray[np.float64] = np.array(told, dtype=np.float64)
    far = float(np.sqrt(min(1.9, max(1.0, float(np.sqrt(len(told) / 90))))))
    size: NDArray[np.float64] = (7.0 + 23.0 * np.sqrt(count / max(12, *told, 0))) * far
    return size + _MARGIN


def _spread(
    graph: nx.Graph[int], order: list[int], member: list[int], reach: NDArray[np.float64]
) -> dict[int, tuple[float, float]]:
    """Positions by forces: all repel one another, contacts attract, everything is drawn to the middle.

    Args:
        graph: actors and their contacts.
        order: the actors that are placed, the strongest first.
        member: of each, the community.
        reach: of each, half of the room that it takes.
    """
    if not order:
        return {}
    index = {n: i for i, n in enumerate(order)}
    edges = sorted((index[a], index[b], graph[a][b]["weight"]) for a, b in graph.edges if a in index and b in index)
    table = np.array(edges, dtype=np.float64).reshape(-1, 3)
    heads, tails, weight = table[:, 0].astype(np.intp), table[:, 1].astype(np.intp), np.sqrt(table[:, 2])
    size = len(order)
    mass = np.sqrt(1.0 + np.bincount(np.concatenate([heads, tails]), minlength=size))
    points = _seeds(member)
    placed = 0
    for most, rounds in _LEVELS:
        count = min(most, size)
        inside = (heads < count) & (tails < count)
        links = heads[inside], tails[inside], weight[inside]
        if placed:
            _join(points, links, placed, count)
        points[:count] = _settle(points[:count], mass[:count], links, rounds)
        placed = count
    points = _even(points)
    points = _apart(points / _typical_gap(points) * SPACING, reach)
    return {n: (float(points[i, 0]), float(points[i, 1])) for n, i in index.items()}


def _settle(points: _Points, mass: NDArray[np.float64], links: _Links, rounds: int) -> _Points:
    """Let the forces act for some rounds, each more gently than the one before."""
    heads, tails, weight = links
    size = len(points)
    reach = np.sqrt(float(size))
    for step in range(rounds):
        move = _repulsion(points, mass) * 1.6 - points * (0.9 / reach) * mass[:, None]
        along = (points[heads] - points[tails]) * weight[:, None] * 0.22
        for axis in (0, 1):
            move[:, axis] -= np.bincount(heads, along[:, axis], size) - np.bincount(tails, along[:, axis], size)
        move /= mass[:, None]
        length = np.sqrt(move[:, 0] * move[:, 0] + move[:, 1] * move[:, 1]) + 1e-9
        most = reach * 0.12 * (1.0 - step / rounds) ** 2 + 0.01
        points = points + move * np.minimum(1.0, most / length)[:, None]
    return points


def _join(points: _Points, links: _Links, placed: int, count: int) -> None:
    """Give those who come later a start: amid their contacts that have a place, a little apart from each other."""
    heads, tails, weight = links
    points[:placed] *= np.sqrt(count / placed)
    late, anchor = np.concatenate([heads, tails]), np.concatenate([tails, heads])
    met = (late >= placed) & (anchor < placed)
    late, anchor, pull = late[met], anchor[met], np.concatenate([weight, weight])[met]
    total = np.bincount(late, pull, count)
    known = np.flatnonzero(total)
    for axis in (0, 1):
        middle = np.bincount(late, points[anchor, axis] * pull, count)
        points[known, axis] = middle[known] / total[known]
    apart = np.array([_sunflower(float(n % 12)) for n in range(len(known))]).reshape(-1, 2)
    points[known] += apart


def _seeds(member: list[int]) -> _Points:
    """A start: communities on a spiral, their members on a spiral of their own."""
    sizes = np.bincount(np.array(member))
    starts = np.concatenate([[0], np.cumsum(sizes)])
    seen = [0] * len(sizes)
    points = np.zeros((len(member), 2))
    for i, group in enumerate(member):
        middle = _sunflower(float(starts[group] + sizes[group] / 2))
        inner = _sunflower(float(seen[group]))
        points[i] = (middle[0] + inner[0] * 0.6, middle[1] + inner[1] * 0.6)
        seen[group] += 1
    return points


def _sunflower(n: float) -> tuple[float, float]:
    """The n-th point of a spiral that fills the plane evenly; by rational steps, since sine is not exact everywhere."""
    turn = (n * _TURN / 6.283185307179586) % 1.0
    quarter, part = divmod(turn * 4.0, 1.0)
    x, y = 1.0 - part, part
    norm = float(np.sqrt(x * x + y * y))
    x, y = x / norm, y / norm
    for _ in range(int(quarter)):
        x, y = -y, x
    radius = float(np.sqrt(n + 0.5))
    return x * radius, y * radius


def _repulsion(points: _Points, mass: NDArray[np.float64]) -> _Points:
    """What pushes each actor away from all others; single precision is enough for it."""
    push = np.empty_like(points)
    xs, ys, weights = (column.astype(np.float32)[:, None] for column in (points[:, 0], points[:, 1], mass))
    for first in range(0, len(points), _BLOCK):
        block = slice(first, first + _BLOCK)
        dx, dy = xs[block, 0] - xs, ys[block, 0] - ys
        force = dx * dx
        force += dy * dy
        force += 0.01
        np.divide(weights, force, out=force)
        dx *= force
        dy *= force
        push[block, 0] = dx.sum(axis=0)
        push[block, 1] = dy.sum(axis=0)
    return push * mass[:, None]


def _even(points: _Points) -> _Points:
    """Draw far points in and crowded ones out: half way to a disc that is filled evenly from the middle."""
    radius = np.sqrt(points[:, 0] * points[:, 0] + points[:, 1] * points[:, 1])
    order = np.argsort(radius, kind="stable")
    even = np.empty_like(radius)
    even[order] = np.sqrt((np.arange(len(radius)) + 0.5) / len(radius)) * radius[order[int(len(radius) * 0.9)]]
    return points * ((0.5 * radius + 0.5 * even) / np.maximum(radius, 1e-9))[:, None]


def _typical_gap(points: _Points) -> float:
    """The median distance to the nearest neighbour."""
    if len(points) < 2:
        return 1.0
    nearest = np.empty(len(points))
    for block, square in _squares(points):
        square[np.arange(len(square)), np.arange(len(points))[block]] = np.inf
        nearest[block] = square.min(axis=1)
    return max(float(np.sqrt(np.sort(nearest)[len(points) // 2])), 1e-6)


def _apart(points: _Points, radius: NDArray[np.float64]) -> _Points:
    """Push actors that would overlap away from each other."""
    size = len(points)
    for _ in range(_SETTLINGS):
        heads, tails = _near(points, 1.5 * radius)
        need = radius[heads] + radius[tails]
        for _ in range(_SETTLING):
            along = points[heads] - points[tails]
            gap = np.sqrt(along[:, 0] * along[:, 0] + along[:, 1] * along[:, 1])
            short = np.maximum(0.0, need - gap)
            if not short.any():
                break
            along *= (short / np.maximum(gap, 1e-6) * 0.5)[:, None]
            moves = [np.bincount(heads, along[:, n], size) - np.bincount(tails, along[:, n], size) for n in (0, 1)]
            points = points + np.stack(moves, axis=1)
    return points


def _near(points: _Points, reach: NDArray[np.float64]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The pairs that are nearer to each other than both their reaches together."""
    heads, tails = [], []
    for block, square in _squares(points):
        limit = reach[block, None] + reach
        head, tail = np.nonzero(square < np.multiply(limit, limit, out=limit))
        head += block.start
        heads.append(head[head < tail])
        tails.append(tail[head < tail])
    return np.concatenate(heads), np.concatenate(tails)


def _squares(points: _Points) -> Iterator[tuple[slice, _Points]]:
    """The squares of all distances from some actors to all, some actors at a time."""
    xs, ys = np.ascontiguousarray(points[:, 0]), np.ascontiguousarray(points[:, 1])
    for first in range(0, len(points), _BLOCK):
        block = slice(first, first + _BLOCK)
        dx, dy = xs[block, None] - xs, ys[block, None] - ys
        dx *= dx
        dy *= dy
        dx += dy
        yield block, dx


def _gather(graph: nx.Graph[int], points: dict[int, tuple[float, float]]) -> None:
    """Place the rest: round the strongest contact that has a place, and those without any in rows below."""
    near: dict[int, int] = {}
    waiting = [n for n in graph if n not in points]
    for n in waiting:
        placed = [(-graph[n][m]["weight"], m) for m in graph[n] if m in points]
        if placed:
            anchor = min(placed)[1]
            near[anchor] = near.get(anchor, 0) + 1
            x, y = _sunflower(near[anchor] + 2.0)
            points[n] = (points[anchor][0] + x * SPACING * 0.33, points[anchor][1] + y * SPACING * 0.33)
    alone = [n for n in waiting if n not in points]
    bottom = max((y for _, y in points.values()), default=0.0)
    width = max(6, int(np.sqrt(float(len(points) + len(alone))) * 1.6))
    for row in range(0, len(alone), width):
        bottom += SPACING
        line = list(islice(alone, row, row + width))
        for column, n in enumerate(line):
            points[n] = ((column - (len(line) - 1) / 2) * SPACING * _NAME, bottom)
