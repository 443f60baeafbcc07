"""The rules of merging, as data: points, and what holds for each type of event."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from kg.errors import DataError

FILE = Path(__file__).with_name("rules.toml")

Shape = Literal["gather", "direct", "travel"]


@dataclass(frozen=True, slots=True)
class TypeRule:
    """What holds for one type of event; days and points."""

    shape: Shape
    bar: float
    before: int
    ahead: int
    slack: int
    place: bool
    topics: bool
    kin: str
    """A type that a happening of this one may also be told as; '' for none."""


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules of merging."""

    points: Mapping[str, float]
    date: Mapping[str, float]
    gap: tuple[tuple[int, float], ...]
    """(days at most, points), in order of days."""
    match: Mapping[str, float]
    margin: Mapping[str, float]
    types: Mapping[str, TypeRule]

    def kind(self, type_: str) -> str:
        """What stands for a type and its kin alike."""
        return self.types[type_].kin or type_

    def gap_points(self, days: int) -> float | None:
        """The points of a gap of some days; None where it is wider than any that counts."""
        for most, points in self.gap:
            if days <= most:
                return points
        return None


@cache
def load_rules(path: Path = FILE) -> Rules:
    """The rules in a TOML file.

    Raises:
        DataError: it is missing, is not TOML, or lacks a key.
    """
    try:
        with path.open("rb") as file:
            data: dict[str, Any] = tomllib.load(file)
        types = {name: TypeRule(**{**data["default"], **own}) for name, own in data["type"].items()}
        gap = tuple(sorted((int(days), float(points)) for days, points in data["gap"].items()))
        return Rules(data["points"], data["date"], gap, data["match"], data["margin"], types)
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise DataError(f"{path}: {error}") from error
