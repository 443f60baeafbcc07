"""Numbers in figures, and what they may be in a date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.text.dates.calendar import FIRST_YEAR, LAST_YEAR

Value = int | str | tuple[str, int] | tuple[int, int] | tuple[int, int, int]
NUMERAL_CLASSES = frozenset({"day", "number", "year", "hijri_year", "numeric", "days", "years"})

_INTEGER = re.compile(r"[0-9]{1,4}")
_PAIR = re.compile(r"([0-9]{1,4})[-–/]([0-9]{1,4})")
_TRIPLE = re.compile(r"([0-9]{1,4})([-–/.])([0-9]{1,2})\2([0-9]{1,4})")
_HIJRI_YEARS = range(1300, 1500)


def numerals(word: str) -> Iterator[tuple[str, Value]]:
    """The classes that a word of digits belongs to, with its value in each."""
    if not word[:1].isdigit():
        return
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
