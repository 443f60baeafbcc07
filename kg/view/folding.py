"""How the page folds what is typed into its search: the engine's own folding, as a table of characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable


def fold_table(fold: Callable[[str], str]) -> dict[str, str]:
    """Characters that the engine folds further than compatibility forms and small letters do.

    Args:
        fold: the engine's folding of a text.
    """
    table = {}
    for point in range(0x80, 0x10000):
        if 0x3000 <= point < 0xF900:  # ideographs, which fold to themselves, and what stands for no character
            continue
        plain = unicodedata.normalize("NFKC", chr(point)).lower()
        if len(plain) == 1 and plain == chr(point) and (folded := fold(plain)) != plain:
            table[plain] = folded
    return table
