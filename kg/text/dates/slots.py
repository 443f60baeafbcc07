"""What the elements of a matched pattern took, by class."""

from __future__ import annotations

from kg.text.dates.matching import Slot


class Slots:
    """The slots of a match by class."""

    def __init__(self, slots: tuple[Slot, ...]) -> None:
        self._slots = tuple(Slot("day", slot.value) if slot.kind == "ordinal" else slot for slot in slots)

    def numbers(self, kind: str) -> list[int]:
        """The values of a class, in text order."""
        return [slot.value for slot in self._slots if slot.kind == kind and isinstance(slot.value, int)]

    def pair(self, kind: str) -> tuple[int, int] | None:
        """The value of a class whose values are two numbers."""
        found = [slot.value for slot in self._slots if slot.kind == kind and isinstance(slot.value, tuple)]
        return (int(found[0][0]), int(found[0][1])) if found else None

    def triple(self) -> tuple[int, int, int] | None:
        """The three numbers of a date in figures."""
        for slot in self._slots:
            if isinstance(slot.value, tuple) and len(slot.value) == 3:
                return slot.value
        return None

    def unit(self) -> tuple[str, int]:
        """(unit, how many): of a unit that says it, or of one with a number before it; ('', 0) if there is none."""
        counts = self.numbers("count") + self.numbers("number")
        for slot in self._slots:
            if slot.kind in ("unit", "units", "the_unit", "one_day") and isinstance(slot.value, tuple):
                name, count = str(slot.value[0]), int(slot.value[1])
                return name, count * (counts[0] if counts and count == 1 else 1) or (counts[0] if counts else 0)
        return "", 0

    def has(self, kind: str) -> bool:
        """Whether something of a class is there."""
        return any(slot.kind == kind for slot in self._slots)

    @property
    def direction(self) -> int | None:
        """-1 for 'last', 0 for 'this', 1 for 'next', None where nothing says."""
        return next((n for kind, n in (("last", -1), ("this", 0), ("next", 1)) if self.has(kind)), None)
