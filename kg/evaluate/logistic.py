"""Logistic regression over named traits, with a ridge, for the weights that the language packs hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Name = TypeVar("Name", bound=Hashable)

_MEMORY = 10
"""Steps whose change of slope tells the curvature (L-BFGS; Nocedal and Wright, Numerical Optimization, 7.2)."""
_STEPS = 200
_FLAT = 1e-4
"""Share of the first slope at which the fit ends."""


def fit_logistic(
    rows: Sequence[Sequence[Name]], right: Sequence[bool], *, ridge: float, rare: int, small: float
) -> dict[Name, float]:
    """The weights of the traits, in order of name.

    Args:
        rows: the traits of each sample.
        right: whether it is one of those that the weights are to tell.
        ridge: how strongly weights are held near zero.
        rare: fewest samples with a trait for it to have a weight.
        small: weights nearer to zero are left out.
    """
    seen = Counter(name for row in rows for name in row)
    names = sorted((name for name, number in seen.items() if number >= rare), key=repr)
    column = {name: n for n, name in enumerate(names)}
    cells = [(n, column[name]) for n, row in enumerate(rows) for name in row if name in column]
    if not cells:
        return {}
    row_of, column_of = (np.array(side) for side in zip(*cells, strict=True))
    truth = np.array(right, dtype=np.float64)

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = np.bincount(row_of, weights[column_of], len(rows))
        told = 1 / (1 + np.exp(-scores))
        value = float(np.sum(np.logaddexp(0.0, scores) - truth * scores) + ridge / 2 * weights @ weights)
        return value, np.bincount(column_of, (told - truth)[row_of], len(names)) + ridge * weights

    weights = _minimise(loss, np.zeros(len(names)))
    return {name: w for name in names if abs(w := round(float(weights[column[name]]), 2)) >= small}


def _minimise(loss: Callable[[Floats], tuple[float, Floats]], start: Floats) -> Floats:
    at, (value, slope) = start, loss(start)
    steps: list[tuple[Floats, Floats]] = []
    enough = _FLAT * float(np.linalg.norm(slope))
    for _ in range(_STEPS):
        if float(np.linalg.norm(slope)) <= enough:
            break
        way = -_newton(slope, steps)
        length = 1.0 if steps else 1.0 / max(1.0, float(np.linalg.norm(slope)))
        downhill = float(slope @ way)
        while True:
            new = at + length * way
            new_value, new_slope = loss(new)
            if new_value <= value + 1e-4 * length * downhill or length < 1e-10:
                break
            length /= 2
        steps = [*steps, (new - at, new_slope - slope)][-_MEMORY:]
        at, value, slope = new, new_value, new_slope
    return at


def _newton(slope: Floats, steps: Sequence[tuple[Floats, Floats]]) -> Floats:
    """The slope over the curvature that the last steps showed."""
    way, shares = slope.copy(), []
    for moved, turned in reversed(steps):
        share = float(moved @ way) / float(moved @ turned)
        shares.append(share)
        way -= share * turned
    if steps:
        moved, turned = steps[-1]
        way *= float(moved @ turned) / float(turned @ turned)
    for (moved, turned), share in zip(steps, reversed(shares), strict=True):
        way += (share - float(turned @ way) / float(moved @ turned)) * moved
    return way
