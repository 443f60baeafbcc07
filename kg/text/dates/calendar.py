"""Reckoning with days, months and weeks; what no calendar has is None."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from hijridate import Gregorian, Hijri

from kg.model import DateSpan

FIRST_YEAR, LAST_YEAR = 1700, 2100
HIJRI_YEARS = range(1343, 1501)
"""The years for which the conversion is certain."""


def day_of(year: int, month: int, day: int) -> date | None:
    """A day of the Gregorian calendar, or None where there is no such day."""
    if not (1 <= month <= 12 and FIRST_YEAR <= year <= LAST_YEAR and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def hijri_day(year: int, month: int, day: int) -> date | None:
    """A day of the Hijri calendar (Umm al-Qura) in the Gregorian one, or None where there is no such day."""
    if year not in HIJRI_YEARS:
        return None
    try:
        return Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None


def hijri_year(day: date) -> int | None:
    """The Hijri year in which a Gregorian day lies, where the conversion is certain."""
    try:
        return Gregorian(day.year, day.month, day.day).to_hijri().year
    except (ValueError, OverflowError):
        return None


def day_span(first: date | None, last: date | None = None) -> DateSpan | None:
    """One day, or from one to a later one; None where the first is, or where they are the wrong way round."""
    last = last or first
    if first is None or last is None or last < first:
        return None
    return DateSpan(first.isoformat(), last.isoformat())


def month_span(year: int, month: int, last_year: int = 0, last_month: int = 0) -> DateSpan | None:
    """One month, or from one to a later one."""
    first, last = (year, month), (last_year or year, last_month or month)
    if last < first or not (FIRST_YEAR <= year <= LAST_YEAR and FIRST_YEAR <= last[0] <= LAST_YEAR):
        return None
    return DateSpan(f"{year:04d}-{month:02d}", f"{last[0]:04d}-{last[1]:02d}")


def year_span(first: int, last: int = 0) -> DateSpan | None:
    """One year, or from one to a later one."""
    last = last or first
    if not FIRST_YEAR <= first <= last <= LAST_YEAR:
        return None
    return DateSpan(f"{first:04d}", f"{last:04d}")


def shift_days(day: date, days: int) -> date | None:
    """So many days after a day."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def shift_months(day: date, months: int) -> tuple[int, int]:
    """Year and month, so many months after a day's."""
    count = day.year * 12 + day.month - 1 + months
    return count // 12, count % 12 + 1


def week_month(day: date, week_start: int) -> DateSpan | None:
    """The month of the week that a day is in, where all the week lies in it: a vague time is not given a false one."""
    first = shift_days(day, -((day.weekday() - week_start) % 7))
    last = first and shift_days(first, 6)
    if first is None or last is None or first.month != last.month:
        return None
    return month_span(day.year, day.month)
