"""Answers that are remembered, within a number and a size; the one that was not asked for longest goes first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable


class Cache:
    """Bytes by key."""

    def __init__(self, entries: int, size: int) -> None:
        """An empty cache that holds at most so many entries and bytes."""
        self._entries, self._size = entries, size
        self._held = 0
        self._known: OrderedDict[Hashable, bytes] = OrderedDict()

    def __len__(self) -> int:
        return len(self._known)

    def get(self, key: Hashable) -> bytes | None:
        """What is remembered, or None."""
        if key in self._known:
            self._known.move_to_end(key)
        return self._known.get(key)

    def put(self, key: Hashable, value: bytes) -> None:
        """Remember something; what alone takes more than a tenth of the room is not."""
        if len(value) * 10 > self._size or key in self._known:
            return
        self._known[key] = value
        self._held += len(value)
        while len(self._known) > self._entries or self._held > self._size:
            self._held -= len(self._known.popitem(last=False)[1])

    def clear(self) -> None:
        """Forget all."""
        self._known.clear()
        self._held = 0
