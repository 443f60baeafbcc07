"""Date expressions and what they mean, worked out against the day on which the article appeared.

A small grammar over folded tokens; its words (months, weekdays, 'yesterday', 'last', 'ago' …) are in a language's
`dates.toml`. What cannot be told is not guessed: relative words give nothing where the day of publication is unknown.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from hijridate import Hijri

from kg.lang import Pack
from kg.model import DateMention, DateSpan, Sentence, Token
from kg.text.clitics import proclitic_splits
from kg.text.folding import fold

_NUMERIC = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_RANGE = re.compile(r"(\d{1,2})[-–](\d{1,2})")
_AHEAD = timedelta(days=31)
"""A day and month without a year may lie this far after publication; beyond, the year before is meant."""


class Found(NamedTuple):
    """An expression found at a token: index after its last token, its meaning (None: recognised, not told), a rule."""

    last: int
    value: DateSpan | None
    rule: str


@dataclass(frozen=True)
class DateWords:
    """The words of a language's dates, folded; phrases are tuples of tokens."""

    months: Mapping[tuple[str, ...], int]
    hijri: Mapping[tuple[str, ...], int]
    weekdays: Mapping[str, int]
    days: Mapping[tuple[str, ...], int]
    """'yesterday' and the like → days from today."""
    ordinals: Mapping[tuple[str, ...], int]
    counts: Mapping[str, int]
    units: Mapping[str, tuple[str, int]]
    """'two days' → ('day', 2), 'months' → ('month', 0: a number stands before)."""
    last: frozenset[str]
    next: frozenset[str]
    this: frozenset[str]
    same: frozenset[tuple[str, ...]]
    ago_before: frozenset[str]
    ago_after: frozenset[str]
    year_words: frozenset[str]
    parts: frozenset[str]
    """'early', 'the end of': the expression after them keeps its own precision."""
    joins: frozenset[str]
    """'of' between day and month."""
    day_words: frozenset[str]
    day_parts: frozenset[str]
    """'morning', 'evening'."""
    to: frozenset[str]
    eras: frozenset[str]
    modifier_first: bool
    pack: Pack


@cache
def date_words(pack: Pack) -> DateWords:
    """Compile `dates.toml` of a language."""
    data = pack.toml("dates")

    def words(name: str) -> frozenset[str]:
        return frozenset(map(fold, data.get(name, ())))

    def phrases(name: str) -> dict[tuple[str, ...], int]:
        return {tuple(fold(word).split()): int(n) for n, listed in data.get(name, {}).items() for word in listed}

    units: dict[str, tuple[str, int]] = {}
    for unit, table in data.get("units", {}).items():
        for count, listed in table.items():
            units |= {fold(word): (unit, int(count)) for word in listed}
    return DateWords(
        months=phrases("months"),
        hijri=phrases("hijri_months"),
        weekdays={w[0]: n for w, n in phrases("weekdays").items()},
        days=phrases("days"),
        ordinals=phrases("ordinals"),
        counts={w[0]: n for w, n in phrases("counts").items()},
        units=units,
        last=words("last"),
        next=words("next"),
        this=words("this"),
        same=frozenset(tuple(fold(w).split()) for w in data.get("same", ())),
        ago_before=words("ago_before"),
        ago_after=words("ago_after"),
        year_words=words("year_words"),
        parts=words("parts"),
        joins=words("joins"),
        day_words=words("day_words"),
        day_parts=words("day_parts"),
        to=words("to"),
        eras=words("eras"),
        modifier_first=bool(data.get("modifier_first", False)),
        pack=pack,
    )


def find_dates(
    tokens: Sequence[Token], sentences: Sequence[Sentence], published: DateSpan | None, pack: Pack
) -> tuple[DateMention, ...]:
    """The date expressions of a document, in text order, with what they mean.

    Args:
        tokens: of the document.
        sentences: what is outside of them is not looked at.
        published: when the article appeared; relative words need a day.
        pack: of the language.
    """
    words = date_words(pack)
    found: list[DateMention] = []
    latest: DateSpan | None = None
    for sentence in sentences:
        reader = _Reader([t.fold for t in tokens[: sentence.last]], words, published, latest)
        i = sentence.first
        while i < sentence.last:
            hit = reader.read(i)
            if hit is None:
                i += 1
                continue
            if hit.value is not None:
                found.append(DateMention(i, hit.last, hit.value, hit.rule))
                reader.latest = hit.value
            i = max(hit.last, i + 1)
        latest = reader.latest
    return tuple(found)


class _Reader:
    """Reads the expression that begins at a token."""

    def __init__(self, folds: list[str], words: DateWords, published: DateSpan | None, latest: DateSpan | None) -> None:
        self.folds = folds
        self.words = words
        self.latest = latest
        self.today = date.fromisoformat(published.start) if published and len(published.start) == 10 else None
        self.year = int(published.start[:4]) if published else None

    def read(self, i: int) -> Found | None:
        for rule in (self._same, self._numeric, self._relative_day, self._day_month, self._month_first, self._ago,
                     self._weekday, self._unit, self._month, self._year):  # fmt: skip
            hit = rule(i)
            if hit is not None:
                return self._extend(hit)
        return None

    # pieces

    def _word(self, i: int) -> str:
        return self.folds[i] if 0 <= i < len(self.folds) else ""

    def _bare(self, i: int, known: Sequence[Mapping[str, object] | frozenset[str]]) -> str:
        """The token without clitics where it is then a known word."""
        word = self._word(i)
        if any(word in k for k in known):
            return word
        for _, rest in proclitic_splits(word, self.words.pack) if word else ():
            if any(rest in k for k in known):
                return rest
        return word

    def _phrase(self, i: int, table: Mapping[tuple[str, ...], int]) -> tuple[int, int] | None:
        """The longest phrase of a table at `i`: (index after it, its number)."""
        best: tuple[int, int] | None = None
        readings = [self._word(i), *(rest for _, rest in proclitic_splits(self._word(i), self.words.pack))] if self._word(i) else []
        for first in readings:
            for length in range(1, 5):
                number = table.get((first, *self.folds[i + 1 : i + length]))
                if number is not None and i + length <= len(self.folds) and (best is None or i + length > best[0]):
                    best = (i + length, number)
            if best is not None:
                return best
        return best

    def _day_number(self, i: int) -> tuple[int, int] | None:
        word = self._word(i)
        if word.isascii() and word.isdigit() and 1 <= int(word) <= 31:
            return i + 1, int(word)
        match = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)", word)
        if match:
            return i + 1, int(match[1])
        return self._phrase(i, self.words.ordinals)

    def _year_at(self, i: int) -> tuple[int, int] | None:
        k = i
        while self._word(k) in self.words.year_words or self._word(k) in self.words.joins or self._word(k) == ",":
            k += 1
        word = self._word(k)
        if k - i <= 3 and re.fullmatch(r"(1[5-9]|20)\d\d|1[34]\d\d", word):
            return k + 1, int(word)
        return None

    def _month_at(self, i: int) -> tuple[int, int] | None:
        """A month, with its other names after a slash or in brackets."""
        hit = self._phrase(i, self.words.months)
        if hit is None:
            return None
        last, number = hit
        if self._word(last) in ("/", "(", "-"):
            again = self._phrase(last + 1, self.words.months)
            if again is not None and again[1] == number:
                last = again[0] + (self._word(again[0]) == ")")
        return last, number

    # rules

    def _same(self, i: int) -> Found | None:
        for phrase in self.words.same:
            size = len(phrase)
            first = self._bare(i, [frozenset({phrase[0]})])
            if (first, *self.folds[i + 1 : i + size]) == phrase:
                return Found(i + size, self.latest, "same-day")
        return None

    def _numeric(self, i: int) -> Found | None:
        match = _NUMERIC.fullmatch(self._word(i))
        if not match:
            return None
        year, month, day = (match[1], match[2], match[3]) if match[1] else (match[6], match[5], match[4])
        return Found(i + 1, _day(int(year), int(month), int(day)), "numeric")

    def _relative_day(self, i: int) -> Found | None:
        k = i + (self._word(i) in self.words.day_parts)
        hit = self._phrase(k, self.words.days)
        if hit is None:
            return None
        return Found(hit[0], self._shift(hit[1]), "relative-day")

    def _shift(self, days: int) -> DateSpan | None:
        return DateSpan.of((self.today + timedelta(days=days)).isoformat()) if self.today else None

    def _day_month(self, i: int) -> Found | None:
        ranged = _RANGE.fullmatch(self._word(i))
        start = (i + 1, int(ranged[1])) if ranged else self._day_number(i)
        if start is None:
            return None
        k, first = start
        second = int(ranged[2]) if ranged else 0
        if not ranged and (self._word(k) in self.words.to or self._word(k)[:1] == "و"):
            other = self._day_number(k + 1) if self._word(k) in self.words.to else self._day_number(k)
            if other is not None and other[1] > first:
                k, second = other
        while self._word(k) in self.words.joins:
            k += 1
        hijri = self._phrase(k, self.words.hijri)
        if hijri is not None:
            return self._hijri(first, hijri)
        month = self._month_at(k)
        if month is None:
            return self._day_of_month(k, first)
        return self._dated(month[0], first, second, month[1], "day-month")

    def _month_first(self, i: int) -> Found | None:
        month = self._month_at(i)
        if month is None:
            return None
        ranged = _RANGE.fullmatch(self._word(month[0]))
        k = month[0] + (self._word(month[0]) == ".")
        day = (k + 1, int(ranged[1])) if ranged else self._day_number(k)
        if day is None:
            return None
        return self._dated(day[0], day[1], int(ranged[2]) if ranged else 0, month[1], "month-day")

    def _dated(self, k: int, first: int, second: int, month: int, rule: str) -> Found | None:
        year = self._year_at(k)
        if year is not None:
            last, number = year
        else:
            last, number = k, self._year_of(month, first, k)
        if number is None:
            return Found(last, None, rule)
        start = _day(number, month, first)
        end = _day(number, month, second) if second else start
        if start is None or end is None:
            return None
        return Found(last, DateSpan(start.start, end.start), rule)

    def _year_of(self, month: int, day: int, k: int) -> int | None:
        """The year of a day and month that stand without one."""
        if self.year is None:
            return None
        if self.today is None:
            return self.year
        here = _day(self.year, month, day)
        if here is None:
            return self.year
        that = date.fromisoformat(here.start)
        if self._word(k) in self.words.next:
            return self.year if that >= self.today else self.year + 1
        if self._word(k) in self.words.last:
            return self.year if that <= self.today else self.year - 1
        if that - self.today > _AHEAD:
            return self.year - 1
        if self.today - that > timedelta(days=335):
            return self.year + 1
        return self.year

    def _day_of_month(self, k: int, day: int) -> Found | None:
        """'On the 20th of the same month', 'of this month'."""
        bare = self._bare(k, [self.words.units])
        unit = self.words.units.get(bare)
        modifier = self._word(k + 1)
        if unit is None or unit[0] != "month":
            return None
        if modifier in self.words.this and self.today:
            return Found(k + 2, _day(self.today.year, self.today.month, day), "day-of-month")
        if modifier in {p[-1] for p in self.words.same} and self.latest is not None:
            return Found(k + 2, _day(int(self.latest.start[:4]), int(self.latest.start[5:7] or 1), day), "day-of-month")
        if modifier in self.words.last and self.today:
            year, month = _month_shift(self.today, -1)
            return Found(k + 2, _day(year, month, day), "day-of-month")
        if modifier in self.words.next and self.today:
            year, month = _month_shift(self.today, 1)
            return Found(k + 2, _day(year, month, day), "day-of-month")
        return None

    def _hijri(self, day: int, month: tuple[int, int]) -> Found | None:
        year = self._year_at(month[0])
        if year is None:
            return Found(month[0], None, "hijri")
        last = year[0] + (self._word(year[0]) in self.words.eras)
        try:
            value = Hijri(year[1], month[1], day).to_gregorian()
        except (ValueError, OverflowError):
            return Found(last, None, "hijri")
        return Found(last, DateSpan.of(value.isoformat()), "hijri")

    def _ago(self, i: int) -> Found | None:
        before = self._bare(i, [self.words.ago_before]) in self.words.ago_before
        k = i + before
        count, unit = 1, self.words.units.get(self._word(k))
        if unit is not None and unit[1]:
            count, last = unit[1], k + 1
        else:
            word = self._word(k)
            count = int(word) if word.isascii() and word.isdigit() and len(word) < 3 else self.words.counts.get(word, 0)
            unit = self.words.units.get(self._word(k + 1))
            last = k + 2
            if not count or unit is None:
                return None
        after = self._word(last) in self.words.ago_after
        if not (before or after):
            return None
        last += after
        if self.today is None:
            return Found(last, None, "ago")
        if unit[0] == "day":
            return Found(last, self._shift(-count), "ago")
        if unit[0] == "week":
            return Found(last, _month_of_both(self.today - timedelta(weeks=count)), "ago")
        if unit[0] == "month":
            return Found(last, DateSpan.of("{:04d}-{:02d}".format(*_month_shift(self.today, -count))), "ago")
        return Found(last, DateSpan.of(f"{self.today.year - count:04d}"), "ago")

    def _weekday(self, i: int) -> Found | None:
        k, direction = i, 0
        while self._word(k) in self.words.day_words or self._word(k) in self.words.day_parts:
            k += 1
        if self.words.modifier_first and self._word(k) in self.words.last | self.words.next | self.words.this:
            direction = -1 if self._word(k) in self.words.last else 1 if self._word(k) in self.words.next else 0
            k += 1
        day = self.words.weekdays.get(self._bare(k, [self.words.weekdays]))
        if day is None:
            return None
        last = k + 1
        dated = self._day_month(last) or self._month_first(last) or self._numeric(last)
        if self._word(last) in (",", "،") and dated is None:
            dated = self._day_month(last + 1) or self._month_first(last + 1)
        if dated is not None and dated.value is not None:
            return dated
        if self._word(last) in self.words.last:
            direction, last = -1, last + 1
        elif self._word(last) in self.words.next:
            direction, last = 1, last + 1
        if self.today is None:
            return Found(last, None, "weekday")
        back = (self.today.weekday() - day) % 7
        if direction > 0:
            return Found(last, self._shift(7 - back), "weekday")
        return Found(last, self._shift(-(back or 7) if direction < 0 else -back), "weekday")

    def _unit(self, i: int) -> Found | None:
        """'Last month', 'this year', 'next week'."""
        k = i + (self._word(i) in self.words.parts)
        if self.words.modifier_first or self._word(k) in self.words.this:
            modifier, unit = self._word(k), self.words.units.get(self._word(k + 1))
        else:
            modifier, unit = self._word(k + 1), self.words.units.get(self._bare(k, [self.words.units]))
        kinds = (self.words.last, self.words.this, self.words.next)
        if unit is None or unit[0] == "day" or not any(modifier in kind for kind in kinds):
            return None
        step = next(n for n, kind in zip((-1, 0, 1), kinds, strict=True) if modifier in kind)
        if self.today is None:
            return Found(k + 2, None, "unit")
        if unit[0] == "year":
            return Found(k + 2, DateSpan.of(f"{self.today.year + step:04d}"), "unit")
        if unit[0] == "month":
            return Found(k + 2, DateSpan.of("{:04d}-{:02d}".format(*_month_shift(self.today, step))), "unit")
        return Found(k + 2, _month_of_both(self.today + timedelta(weeks=step)) if step <= 0 else None, "unit")

    def _month(self, i: int) -> Found | None:
        month = self._month_at(i)
        if month is None:
            return None
        last, number = month
        year = self._year_at(last)
        if year is not None:
            return Found(year[0], DateSpan.of(f"{year[1]:04d}-{number:02d}"), "month")
        if len(self._word(i)) < 4 and self._word(i - 1) not in self.words.parts | self.words.joins:
            return None
        which = self._year_of(number, 1, last)
        last += self._word(last) in self.words.last | self.words.next | self.words.this
        return Found(last, DateSpan.of(f"{which:04d}-{number:02d}") if which else None, "month")

    def _year(self, i: int) -> Found | None:
        led = self._bare(i, [self.words.year_words, self.words.parts])
        if led not in self.words.year_words and led not in self.words.parts:
            return None
        hit = self._year_at(i + 1)
        if hit is None or not 1700 <= hit[1] <= 2100:
            return None
        return Found(hit[0], DateSpan.of(f"{hit[1]:04d}"), "year")

    def _extend(self, hit: Found) -> Found:
        """Take in what repeats or narrows the expression: a weekday, brackets, a part of the day, 'last'."""
        last = hit.last
        tails = self.words.weekdays.keys() | self.words.day_parts | self.words.day_words | self.words.last | self.words.this
        tails |= self.words.next
        if self._word(last) in self.words.weekdays:
            last += 1
        elif self._word(last) in "(،," and self._word(last) and self._bare(last + 1, [self.words.weekdays]) in self.words.weekdays:
            last += 2 + (self._word(last + 2) == ")")
        while self._word(last) in tails:
            last += 1
        return hit._replace(last=last)


def _day(year: int, month: int, day: int) -> DateSpan | None:
    """A day, or None where the calendar has no such day."""
    if not (1 <= month <= 12 and 1 <= year <= 9999 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return DateSpan.of(f"{year:04d}-{month:02d}-{day:02d}")


def _month_shift(today: date, step: int) -> tuple[int, int]:
    months = today.year * 12 + today.month - 1 + step
    return months // 12, months % 12 + 1


def _month_of_both(that: date) -> DateSpan | None:
    """The month of the week (Saturday to Friday or Monday to Sunday) that a day is in, if it all lies in one."""
    start, end = that - timedelta(days=6), that + timedelta(days=6)
    week_start, week_end = that - timedelta(days=that.weekday()), that + timedelta(days=6 - that.weekday())
    if week_start.month == week_end.month or start.month == end.month:
        return DateSpan.of(f"{that.year:04d}-{that.month:02d}")
    return None
