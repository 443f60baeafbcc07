"""Logistic regression: the weights are those at which the loss is least."""

from __future__ import annotations

import math
import random

import pytest

from kg.evaluate.logistic import fit_logistic


def test_a_lone_trait_gets_the_log_odds_of_its_share() -> None:
    weights = fit_logistic([["any"]] * 100, [n < 80 for n in range(100)], ridge=1e-6, rare=1, small=0.0)
    assert weights["any"] == pytest.approx(math.log(80 / 20), abs=0.01)


def test_what_two_traits_tell_is_told_apart() -> None:
    draw = random.Random(3)
    rows, right = [], []
    for _ in range(4000):
        row = [name for name in ("for", "against", "nothing") if draw.random() < 0.5]
        odds = 1.5 * ("for" in row) - 2.0 * ("against" in row)
        rows.append(row)
        right.append(draw.random() < 1 / (1 + math.exp(-odds)))
    weights = fit_logistic(rows, right, ridge=0.1, rare=1, small=0.0)
    assert weights["for"] == pytest.approx(1.5, abs=0.2)
    assert weights["against"] == pytest.approx(-2.0, abs=0.2)
    assert weights["nothing"] == pytest.approx(0.0, abs=0.2)


def test_a_ridge_holds_weights_near_zero() -> None:
    rows, right = [["any"]] * 10, [True] * 10
    loose, tight = (fit_logistic(rows, right, ridge=r, rare=1, small=0.0)["any"] for r in (0.1, 10.0))
    assert loose > 2 > 1 > tight > 0


def test_rare_and_small_traits_are_left_out() -> None:
    rows = [["any", "rare"], *[["any"]] * 9]
    assert set(fit_logistic(rows, [True] * 10, ridge=1.0, rare=2, small=0.05)) == {"any"}
    assert fit_logistic(rows, [True] * 10, ridge=1.0, rare=2, small=9.0) == {}
    assert fit_logistic([], [], ridge=1.0, rare=1, small=0.0) == {}
