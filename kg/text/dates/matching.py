"""Where the patterns of dates match in a row of folded tokens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from kg.text.dates.numerals import Value
from kg.text.dates.words import DateWords, Element, Lead, Pattern
from kg.text.remembered import Remembered


class Slot(NamedTuple):
    """What one element of a pattern took."""

    kind: str
    value: Value


class Match(NamedTuple):
    """A pattern found: token indices [first, last) of what belongs to the date, where its context ends, its slots."""

    first: int
    last: int
    end: int
    rule: str
    slots: tuple[Slot, ...]


class _Place(NamedTuple):
    """A token index, and whether the letters before the word are already taken."""

    token: int
    bare: bool = False


class _Reading(NamedTuple):
    kind: str
    value: Value
    after: _Place


class Matcher:
    """The matches in one sentence: `folds` are the folded tokens of the document, `end` is where the sentence ends."""

    def __init__(self, folds: Sequence[str], end: int, words: DateWords) -> None:
        self.folds = folds
        self.end = end
        self.words = words
        self.bits, self.leads = classes(words).bits, classes(words).leads
        self.chained = -1
        """Index of the token after the date found last."""
        self.window = 0
        """Bits of the classes of the tokens from here on."""
        self._memo: dict[tuple[_Place, bool], tuple[_Reading, ...]] = {}

    def best(self, index: int) -> Match | None:
        """The longest match at a token, or a longer one that begins inside of it."""
        found = self.at(index)
        if not found:
            return None
        best = found[0]
        for start in range(index + 1, best.last):
            if self.bits[self.folds[start]] & self.words.opening:
                inner = self.at(start)
                if inner and inner[0].last > best.last:
                    best = inner[0]
        return best

    def at(self, index: int) -> list[Match]:
        """All that matches at a token, longest first; of equally long ones in the order of the file."""
        found: list[Match] = []
        tried, window = set[int](), self.window
        start = _Place(index)
        for reading in (*self._readings(start, opening=True), _Reading("chained", "chained", start)):
            openers = self.words.openers.get(reading.kind, ())
            for pattern in [p for p in openers if p.needed & window == p.needed and id(p) not in tried]:
                tried.add(id(pattern))
                best: Match | None = None
                for match in self._match(pattern, 0, start, (), -1, -1):
                    if best is None or match.last > best.last:
                        best = match
                if best is not None:
                    found.append(best)
        found.sort(key=lambda m: (-m.last, -m.end, -len(m.slots)))
        return found

    def _match(
        self, pattern: Pattern, n: int, place: _Place, slots: tuple[Slot, ...], first: int, last: int
    ) -> Iterator[Match]:
        if n == len(pattern.elements):
            if first >= 0 and not place.bare:
                yield Match(first, last, place.token, pattern.rule, slots)
            return
        element = pattern.elements[n]
        for reading in self._readings(place, opening=n == 0 or not slots):
            if not _fits(element, reading, slots):
                continue
            after = reading.after
            covered = (first, last)
            if not element.context:
                covered = (place.token if first < 0 else first, after.token + after.bare)
            yield from self._match(pattern, n + 1, after, (*slots, Slot(reading.kind, reading.value)), *covered)
        if "chained" in element.classes and place.token == self.chained:
            yield from self._match(pattern, n + 1, place, (*slots, Slot("chained", "")), first, last)
        if element.optional:
            yield from self._match(pattern, n + 1, place, slots, first, last)

    def _readings(self, place: _Place, opening: bool) -> tuple[_Reading, ...]:
        key = (place, opening)
        known = self._memo.get(key)
        if known is None:
            known = self._memo[key] = tuple(self._read(place, opening)) if place.token < self.end else ()
        return known

    def _read(self, place: _Place, opening: bool) -> Iterator[_Reading]:
        index = place.token
        for taken, entries, figures in self.leads[self.folds[index]]:
            declared = taken not in ("", "clitic", "joined")
            if (place.bare and not declared) or (taken == "joined" and not opening):
                continue
            if declared and not place.bare:
                yield _Reading(taken, taken, _Place(index, True))
                if not opening:
                    continue
            for rest, kind, value in entries:
                last = index + 1 + len(rest)
                if not rest or (last <= self.end and tuple(self.folds[index + 1 : last]) == rest):
                    yield _Reading(kind, value, _Place(last))
            for kind, value in figures:
                yield _Reading(kind, value, _Place(index + 1))


@dataclass(frozen=True)
class Classes:
    """What the folded tokens of a language are to its dates."""

    leads: Remembered[tuple[Lead, ...]]
    """What a token may be or begin."""
    bits: Remembered[int]
    """The bits of the classes that it may belong to or begin."""


@cache
def classes(words: DateWords) -> Classes:
    """The one table of a language."""

    def mask(folded: str) -> int:
        found = 0
        for lead in words.leads(folded):
            found |= words.bits.get(lead.taken, 0)
            for kind in (*(entry.kind for entry in lead.entries), *(kind for kind, _ in lead.numerals)):
                found |= words.bits[kind]
        return found

    return Classes(Remembered(words.leads), Remembered(mask))


def _fits(element: Element, reading: _Reading, slots: tuple[Slot, ...]) -> bool:
    if reading.kind not in element.classes:
        return False
    if element.again:
        return any(slot.kind == reading.kind and slot.value == reading.value for slot in slots[-3:])
    return True
