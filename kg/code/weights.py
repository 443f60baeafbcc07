"""Tables of what is learned: each trait with what it tells, and the likelihood that traits give together."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, TypeVar

from kg.errors import DataError
from kg.lang import Pack

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Trait = tuple[str, ...]
"""Its name, then its values."""
Table = TypeVar("Table", bound="DataclassInstance")

_MOST = 3
"""From which number on counts are one trait."""


def add_up(traits: Iterable[Trait], weights: Mapping[Trait, float]) -> float:
    """What these traits weigh together, in log odds; traits without a weight count nothing."""
    return sum([weights.get(trait, 0.0) for trait in traits])


def weigh_traits(traits: Iterable[Trait], weights: Mapping[Trait, float]) -> float:
    """The likelihood, in 0..1, that these traits give."""
    return 1 / (1 + math.exp(-add_up(traits, weights)))


def read_weights(pack: Pack, name: str, kind: type[Table]) -> Table | None:
    """A table of weights as a dataclass whose fields are its columns, by trait; None where the language has none.

    Raises:
        DataError: a weight is not a number.
    """
    if not (pack.folder / f"{name}.tsv").is_file():
        return None
    columns: dict[str, dict[Trait, float]] = {field.name: {} for field in fields(kind)}
    try:
        for row in pack.rows(name):
            trait = tuple(row["trait"].split(" "))
            for column, weights in columns.items():
                if row[column]:
                    weights[trait] = float(row[column])
    except (KeyError, ValueError) as error:
        raise DataError(f"{pack.folder / name}.tsv: {error}") from error
    return kind(**columns)


def few(number: int, most: int = _MOST) -> str:
    """A small number as a value of traits."""
    return str(min(number, most))


def far(number: int) -> str:
    """A distance or count as a value of traits."""
    return str(number) if number <= _MOST else "4-6" if number <= 6 else "7-12" if number <= 12 else "13+"


def once(*traits: Trait) -> tuple[Trait, ...]:
    """The traits, each one time."""
    return tuple(dict.fromkeys(traits))
