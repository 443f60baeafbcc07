"""Where the patterns of dates match in a row of folded tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.text.dates.calendar import FIRST_YEAR, LAST_YEAR
from kg.text.dates.words import DateWords, Element, Pattern, Value

_INTEGER = re.compile(r"[0-9]{1,4}")
_PAIR = re.compile(r"([0-9]{1,4})[-–/]([0-9]{1,4})")
_TRIPLE = re.compile(r"([0-9]{1,4})([-–/.])([0-9]{1,2})\2([0-9]{1,4})")
_HIJRI_YEARS = range(1300, 1500)


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

    index: int
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
        self.chained = -1
        """Index of the token after the date found last."""
        self._memo: dict[tuple[_Place, bool], tuple[_Reading, ...]] = {}

    def at(self, index: int) -> list[Match]:
        """All that matches at a token, longest first; of equally long ones in the order of the file."""
        found: list[Match] = []
        tried: set[int] = set()
        start = _Place(index)
        for reading in (*self._readings(start, opening=True), _Reading("chained", "chained", start)):
            for pattern in self.words.openers.get(reading.kind, ()):
                if id(pattern) in tried:
                    continue
                tried.add(id(pattern))
                best: Match | None = None
                for match in self._match(pattern, 0, start, (), -1, -1):
                    if best is None or match.last > best.last:
                        best = match
                if best is not None:
                    found.append(best)
        found.sort(key=lambda m: (-m.last, -len(m.slots)))
        return found

    def _match(
        self, pattern: Pattern, n: int, place: _Place, slots: tuple[Slot, ...], first: int, last: int
    ) -> Iterator[Match]:
        if n == len(pattern.elements):
            if first >= 0 and not place.bare:
                yield Match(first, last, place.index, pattern.rule, slots)
            return
        element = pattern.elements[n]
        for reading in self._readings(place, opening=n == 0 or not slots):
            if not _fits(element, reading, slots):
                continue
            after = reading.after
            covered = (first, last)
            if not element.context:
                covered = (place.index if first < 0 else first, after.index + after.bare)
            yield from self._match(pattern, n + 1, after, (*slots, Slot(reading.kind, reading.value)), *covered)
        if "chained" in element.classes and place.index == self.chained:
            yield from self._match(pattern, n + 1, place, (*slots, Slot("chained", "")), first, last)
        if element.optional:
            yield from self._match(pattern, n + 1, place, slots, first, last)

    def _readings(self, place: _Place, opening: bool) -> tuple[_Reading, ...]:
        key = (place, opening)
        known = self._memo.get(key)
        if known is None:
            known = self._memo[key] = tuple(self._read(place, opening)) if place.index < self.end else ()
        return known

    def _read(self, place: _Place, opening: bool) -> Iterator[_Reading]:
        index = place.index
        whole = self.folds[index]
        for prefix, word in self.words.forms(whole):
            declared = prefix not in ("", "clitic", "joined")
            if (place.bare and not declared) or (prefix == "joined" and not opening):
                continue
            if declared and not place.bare:
                yield _Reading(prefix, prefix, _Place(index, True))
                if not opening:
                    continue
            for entry in self.words.entries.get(word, ()):
                last = index + 1 + len(entry.rest)
                if last <= self.end and tuple(self.folds[index + 1 : last]) == entry.rest:
                    yield _Reading(entry.kind, entry.value, _Place(last))
            if word[0].isdigit():
                for kind, value in numerals(word):
                    yield _Reading(kind, value, _Place(index + 1))


def _fits(element: Element, reading: _Reading, slots: tuple[Slot, ...]) -> bool:
    if reading.kind not in element.classes:
        return False
    if element.again:
        return any(slot.kind == reading.kind and slot.value == reading.value for slot in slots[-3:])
    return True


def numerals(word: str) -> Iterator[tuple[str, Value]]:
    """The classes that a word of digits belongs to, with its value in each."""
    if _INTEGER.fullmatch(word):
        number = int(word)
        if len(word) <= 2 and 1 <= number <= 31:
            yield "day", number
        if len(word) <= 3 and number:
            yield "number", number
        if FIRST_YEAR <= number <= LAST_YEAR:
            yield "year", number
        if number in _HIJRI_YEARS:
            yield "hijri_year", number
        return
    if pair := _PAIR.fullmatch(word):
        low, high = int(pair[1]), int(pair[2])
        if 1 <= low < high <= 31 and len(pair[2]) <= 2:
            yield "days", (low, high)
        if FIRST_YEAR <= low < high <= LAST_YEAR:
            yield "years", (low, high)
        elif FIRST_YEAR <= low <= LAST_YEAR and len(pair[2]) == 2 and low % 100 < high:
            yield "years", (low, low - low % 100 + high)
    elif triple := _TRIPLE.fullmatch(word):
        if (len(triple[1]) == 4) != (len(triple[4]) == 4):
            yield "numeric", (int(triple[1]), int(triple[3]), int(triple[4]))
