"""How sure a link is: a chance of being right, as `confidence.toml` was fitted to gold."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path
from typing import Any

from kg.errors import DataError

FILE = Path(__file__).with_name("confidence.toml")

Signs = Mapping[str, float]
"""What speaks for one thing that a name may mean: sign → how much of it there is; signs without a weight count none."""


@dataclass(frozen=True)
class Confidence:
    """The weights, the shares and the bars of the file."""

    weights: Mapping[str, Mapping[str, float]]
    """'person' or 'thing' → sign → points."""
    rules: Mapping[str, float]
    """Rule → share of its links that are right; '' for the rest."""
    withheld: float
    """Below it a name is not linked."""
    doubtful: float
    """Below it a link is told to be doubtful, with its candidates."""

    def chances(self, sort: str, signs: Sequence[Signs]) -> list[float]:
        """The chance of each of the things that a name may mean; what is missing to 1 is that it means none of them."""
        weights = self.weights[sort]
        heights = [exp(sum(weights.get(sign, 0.0) * much for sign, much in row.items())) for row in signs]
        total = 1.0 + sum(heights)
        return [height / total for height in heights]

    def of_rule(self, rule: str) -> float:
        """The chance that what a rule links is right."""
        return self.rules.get(rule, self.rules[""])


@cache
def read_confidence(path: Path = FILE) -> Confidence:
    """The weights of a file.

    Raises:
        DataError: it cannot be read, or lacks something.
    """
    try:
        data: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
        weights = {sort: dict(data[sort]) for sort in ("person", "thing")}
        return Confidence(weights, data["rule"], data["bars"]["withheld"], data["bars"]["doubtful"])
    except OSError as error:
        raise DataError(f"{path}: {error.strerror}") from error
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{path}: {error}") from error
    except (KeyError, TypeError) as error:
        raise DataError(f"{path}: lacks or misuses {error}") from error
