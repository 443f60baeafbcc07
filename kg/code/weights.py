"""Tables of what is learned: each trait with what it tells, and the likelihood that traits give together."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from kg.errors import DataError
from kg.lang import Pack

Trait = tuple[str, ...]
"""Its name, then its values."""


def weigh_traits(traits: Iterable[Trait], weights: Mapping[Trait, float]) -> float:
    """The likelihood, in 0..1, that these traits give; traits without a weight count nothing."""
    return 1 / (1 + math.exp(-sum([weights.get(trait, 0.0) for trait in traits])))


def read_columns(pack: Pack, table: str, columns: Sequence[str]) -> dict[str, Mapping[Trait, float]] | None:
    """The columns of a table of weights, by trait; None where the language has no such table.

    Raises:
        DataError: a weight is not a number.
    """
    if not (pack.folder / f"{table}.tsv").is_file():
        return None
    found: dict[str, dict[Trait, float]] = {column: {} for column in columns}
    try:
        for row in pack.rows(table):
            trait = tuple(row["trait"].split(" "))
            for column, weights in found.items():
                if row[column]:
                    weights[trait] = float(row[column])
    except (KeyError, ValueError) as error:
        raise DataError(f"{pack.folder / table}.tsv: {error}") from error
    return dict(found)
