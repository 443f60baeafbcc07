"""What is worked out of each word of a text by itself, and is wanted again when the word comes again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

KEPT = 1 << 17
"""Words that are remembered; then all are forgotten."""
Value = TypeVar("Value")


class Remembered(dict[str, Value]):
    """Word → what some pure function tells of it, worked out when it is first asked for."""

    def __init__(self, work_out: Callable[[str], Value]) -> None:
        """Remember what the function tells."""
        super().__init__()
        self._work_out = work_out

    def __missing__(self, word: str) -> Value:
        """Work it out."""
        if len(self) >= KEPT:
            self.clear()
        value = self[word] = self._work_out(word)
        return value
