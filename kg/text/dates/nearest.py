"""Which of several days, months or years is meant where the text does not say: the one that news would mean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kg.model import DateSpan
from kg.text.dates.calendar import day_of, shift_days

_AHEAD = 31
"""Days after publication that a date without a year may lie where nothing says that it is to come. Beyond, it is the
year before: news looks back more often than forward."""
_BEHIND = 334
"""Days before publication that such a date may lie; beyond, the year after is meant."""
_TO_COME = 60
"""Days that a date may lie back though a word says that it is to come: the word may belong to something else."""


@dataclass(frozen=True)
class Known:
    """What the meaning of a date hangs on."""

    today: date | None
    """The day of writing."""
    anchor: date | None
    """The same, or the day of the story where only the article's text tells it."""
    year: int | None
    """The year of publication, or of the story."""
    latest: DateSpan | None
    """The date told last before this one."""
    latest_day: date | None
    """The day told last before this one."""
    ahead: bool
    """Words near by say that something is to come."""
    week_start: int
    numeric_orders: tuple[str, ...]


def bounds(known: Known) -> tuple[int, int]:
    """How many days before (negative) and after the day of the story a date without a year may lie; about a year."""
    return (-_TO_COME, _BEHIND + _AHEAD - _TO_COME) if known.ahead else (-_BEHIND, _AHEAD)


def year_without(month: int, day: int, known: Known, direction: int | None, weekday: int | None) -> int | None:
    """The year of a day and month that stand without one."""
    if known.anchor is None:
        return known.year
    here = known.anchor
    years = [y for y in (here.year - 1, here.year, here.year + 1) if day_of(y, month, day)]
    distances = {y: (that - here).days for y in years if (that := day_of(y, month, day))}
    if weekday is not None:
        fitting = [y for y in years if (that := day_of(y, month, day)) and that.weekday() == weekday]
        return min(fitting, key=lambda y: abs(distances[y])) if fitting else None
    if direction == -1:
        return max((y for y in years if distances[y] <= 0), default=None)
    if direction == 1:
        return min((y for y in years if distances[y] >= 0), default=None)
    if direction == 0:
        return here.year
    low, high = bounds(known)
    return next((y for y in years if low <= distances[y] <= high), None)


def month_year(month: int, known: Known, direction: int | None) -> int | None:
    """The year of a month that stands without one; 'last March' in March is the year before's."""
    if known.anchor is None:
        return known.year
    here = known.anchor.year * 12 + known.anchor.month
    ahead = {y: y * 12 + month - here for y in (known.anchor.year - 1, known.anchor.year, known.anchor.year + 1)}
    if direction is None:
        low, high = (-1, 10) if known.ahead else (-10, 1)
    else:
        low, high = ((-11, 0), (1, 12), (-12, -1))[direction]
    return next((y for y, months in ahead.items() if low <= months <= high), None)


def weekday_near(weekday: int, known: Known, direction: int | None) -> date | None:
    """The day of that name: the most recent one, today included, unless words say that it is to come."""
    if known.anchor is None:
        return None
    ahead, back = (weekday - known.anchor.weekday()) % 7, (known.anchor.weekday() - weekday) % 7
    if direction == 1:
        return shift_days(known.anchor, ahead or 7)
    if direction == -1:
        return shift_days(known.anchor, -(back or 7))
    return shift_days(known.anchor, ahead if direction == 0 or known.ahead else -back)
