"""Where actors stand and which communities they form: worked out beforehand, the same on every machine.

Only operations that IEEE 754 fixes to the last bit are used, and sums in one order, so that equal pictures have equal
layouts whatever processor works them out.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from kg.view.records import Picture

MOST_PLACED = 1200
"""As many of the strongest actors are placed by forces; weaker ones gather round whom they are in contact with."""

SPACING = 74.0
"""Pixels between neighbouring actors, about."""

_ROUNDS = 140
_WIDER = 1.15
_TURN = 2.399963229728653
"""The golden angle: points at its multiples spread evenly."""

_Points = NDArray[np.float64]


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
    points = _spread(graph, order, [member[n] for n in order])
    points = {n: (x * _WIDER, y) for n, (x, y) in points.items()}
    _gather(graph, points)
    whole = tuple((round(points[n][0]), round(points[n][1])) for n in graph)
    return Layout(whole, tuple(member[n] for n in graph))


def communities(graph: nx.Graph[int]) -> list[list[int]]:
    """Groups of actors that deal with one another more than with others: largest first, each sorted."""
    connected = graph.subgraph([n for n in graph if graph.degree[n]])
    found = nx.community.louvain_communities(connected, seed=1) if len(connected) else []
    alone = [[n] for n in graph if not graph.degree[n]]
    return sorted([sorted(group) for group in found] + alone, key=lambda group: (-len(group), group[0]))


def _spread(graph: nx.Graph[int], order: list[int], member: list[int]) -> dict[int, tuple[float, float]]:
    """Positions by forces: all repel one another, contacts attract, everything is drawn to the middle."""
    if not order:
        return {}
    index = {n: i for i, n in enumerate(order)}
    edges = sorted((index[a], index[b], graph[a][b]["weight"]) for a, b in graph.edges if a in index and b in index)
    heads = np.array([a for a, _, _ in edges], dtype=np.intp)
    tails = np.array([b for _, b, _ in edges], dtype=np.intp)
    pull = np.sqrt(np.array([w for _, _, w in edges], dtype=np.float64))
    size = len(order)
    degree = 1.0 + np.bincount(np.concatenate([heads, tails]), minlength=size) if edges else np.ones(size)
    mass = np.sqrt(degree)
    points = _seeds(member)
    reach = np.sqrt(float(size))
    for step in range(_ROUNDS):
        push, _ = _repulsion(points, mass)
        move = push * 1.6 - points * (0.9 / reach) * mass[:, None]
        along = (points[heads] - points[tails]) * pull[:, None] * 0.22
        for axis in (0, 1):
            move[:, axis] -= np.bincount(heads, along[:, axis], size) - np.bincount(tails, along[:, axis], size)
        move /= mass[:, None]
        length = np.sqrt(move[:, 0] * move[:, 0] + move[:, 1] * move[:, 1]) + 1e-9
        most = reach * 0.12 * (1.0 - step / _ROUNDS) ** 2 + 0.01
        points = points + move * np.minimum(1.0, most / length)[:, None]
    points = _even(points)
    points = _apart(points / _typical_gap(points) * SPACING, 16.0 + 5.0 * np.sqrt(mass))
    return {n: (float(points[i, 0]), float(points[i, 1])) for n, i in index.items()}


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


def _repulsion(points: _Points, mass: NDArray[np.float64]) -> tuple[_Points, NDArray[np.float64]]:
    dx = points[:, 0][None, :] - points[:, 0][:, None]
    dy = points[:, 1][None, :] - points[:, 1][:, None]
    square = dx * dx + dy * dy + 0.01
    force = mass[:, None] / square
    push = np.stack([(dx * force).sum(axis=0), (dy * force).sum(axis=0)], axis=1) * mass[:, None]
    return push, square


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
    _, square = _repulsion(points, np.ones(len(points)))
    np.fill_diagonal(square, np.inf)
    gap = float(np.sqrt(np.sort(square.min(axis=0))[len(points) // 2]))
    return max(gap, 1e-6)


def _apart(points: _Points, radius: NDArray[np.float64]) -> _Points:
    """Push actors that would overlap away from each other."""
    need = radius[None, :] + radius[:, None]
    for _ in range(40):
        dx = points[:, 0][None, :] - points[:, 0][:, None]
        dy = points[:, 1][None, :] - points[:, 1][:, None]
        gap = np.sqrt(dx * dx + dy * dy)
        np.fill_diagonal(gap, np.inf)
        short = np.maximum(0.0, need - gap)
        if not short.any():
            break
        share = short / np.maximum(gap, 1e-6) * 0.5
        points = points + np.stack([(dx * share).sum(axis=0), (dy * share).sum(axis=0)], axis=1)
    return points


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
            points[n] = ((column - (len(line) - 1) / 2) * SPACING, bottom)
