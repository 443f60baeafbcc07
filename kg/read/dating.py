"""When an article was published: from what it says of itself, else from its address, its file's name, its page's edge.

A date whose day or month cannot be told for sure keeps only what can: '03/04/2026' is the year 2026.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from email.utils import parsedate

from kg import lang
from kg.model import Article, DateSpan
from kg.text import analyse

_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?(?:[T ].*)?")
_SLASHED = re.compile(r"([0-9]{4})[/.]([0-9]{1,2})(?:[/.]([0-9]{1,2}))?(?:[T ,].*)?")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:T?[0-9]{4,6}Z?)?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})(?:[T ,].*)?")
_EPOCH = re.compile(r"([0-9]{9,10})(?:[0-9]{3})?(?:\.[0-9]+)?")
_IN_ADDRESS = re.compile(r"/((?:19|20)[0-9]{2})[/-]([0-9]{1,2})[/-]([0-9]{1,2})(?:[/_-]|$)")
_IN_NAME = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})[-_.]?([0-9]{2})[-_.]?([0-9]{2})(?![0-9])")


def parse_date(text: str) -> DateSpan | None:
    """The date that a field tells, to the day, month or year; None where it tells none for sure."""
    plain = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text.strip()[:80])
    for form in (_ISO, _SLASHED):
        if match := form.fullmatch(plain):
            return _span(*match.groups())
    if (match := _COMPACT.fullmatch(plain)) and (span := _span(*match.groups())):
        return span
    if match := _DAY_FIRST.fullmatch(plain):
        return _ambiguous(*match.groups())
    if match := _EPOCH.fullmatch(plain):
        return _from_epoch(int(match[1]))
    stamp = parsedate(plain)
    return _span(str(stamp[0]), str(stamp[1]), str(stamp[2])) if stamp else _worded(text.strip()[:80])


def date_in_address(url: str) -> DateSpan | None:
    """The day in an address's path, as in /2024/10/23/."""
    match = _IN_ADDRESS.search(url)
    return _span(*match.groups()) if match else None


def date_in_name(stem: str) -> DateSpan | None:
    """The day in a file's name, as in 2024-10-23-talks."""
    match = _IN_NAME.search(stem)
    return _span(*match.groups()) if match else None


def _worded(text: str) -> DateSpan | None:
    """The date that words tell in a language that has a pack: '23 October 2024'."""
    for code in lang.codes():
        found = analyse(Article("date", "", text, 0, lang=code), lang.load(code)).dates
        if found and all(date.value == found[0].value for date in found):
            return found[0].value
    return None


def _span(year: str, month: str | None = None, day: str | None = None) -> DateSpan | None:
    y, m, d = int(year), int(month or 1), int(day or 1)
    if not (1900 <= y <= 2100 and 1 <= m <= 12 and 1 <= d <= monthrange(y, m)[1]):
        return None
    exact = f"{y:04d}-{m:02d}-{d:02d}"
    return DateSpan.of(exact if day else exact[:7] if month else exact[:4])


def _ambiguous(first: str, second: str, year: str) -> DateSpan | None:
    """Day/month or month/day: the order is known only where one of them is above twelve or both are the same."""
    a, b = int(first), int(second)
    if a > 12 or a == b:
        return _span(year, second, first)
    if b > 12:
        return _span(year, first, second)
    return _span(year) if a and b else None


def _from_epoch(seconds: int) -> DateSpan | None:
    """The day in UTC; counted without a clock or a time zone of the machine."""
    from datetime import UTC, datetime

    return _span(*datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d").split("-"))
