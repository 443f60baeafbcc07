"""What a matched pattern means: one function a rule, each from the slots and what is known to a span or None.

None says that the words are a date's, but that what they mean cannot be told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from kg.model import DateSpan
from kg.text.dates.calendar import (
    FIRST_YEAR,
    day_of,
    day_span,
    hijri_day,
    hijri_year,
    month_span,
    shift_days,
    shift_months,
    week_month,
    year_span,
)
from kg.text.dates.nearest import Known, bounds, month_year, weekday_near, year_without
from kg.text.dates.slots import Slots

Rule = Callable[[Slots, Known], DateSpan | None]


def _day(slots: Slots, known: Known) -> DateSpan | None:
    months, years, weekdays = slots.numbers("month"), slots.numbers("year"), slots.numbers("weekday")
    days = [*(slots.pair("days") or slots.numbers("day"))]
    if not years and slots.unit()[0] == "year" and (told := _unit_year(slots, known)):
        years = [told]
    first_day, last_day = days[0], days[-1]
    first_month, last_month = months[0], months[-1]
    weekday = weekdays[0] if weekdays and len(days) == 1 else None
    if years:
        last_year, first_year = years[-1], years[0]
        if len(years) == 1 and (first_month, first_day) > (last_month, last_day):
            first_year -= 1
    else:
        year = year_without(last_month, last_day, known, slots.direction, weekday)
        year = year or year_without(last_month, last_day, known, slots.direction, None)
        if year is None:
            return None
        last_year = first_year = year
        if (first_month, first_day) > (last_month, last_day):
            first_year -= 1
    return day_span(day_of(first_year, first_month, first_day), day_of(last_year, last_month, last_day))


def _month(slots: Slots, known: Known) -> DateSpan | None:
    months, years = slots.numbers("month"), slots.numbers("year")
    first, last = months[0], months[-1]
    if not years and slots.unit()[0] == "year" and (told := _unit_year(slots, known)):
        years = [told]
    year = years[-1] if years else month_year(last, known, slots.direction)
    if year is None:
        return None
    earlier = years[0] if len(years) > 1 else year - (first > last)
    return month_span(earlier, first, year, last)


def _year(slots: Slots, known: Known) -> DateSpan | None:
    years = [*(slots.pair("years") or slots.numbers("year"))]
    return year_span(years[0], years[-1])


def _fraction(slots: Slots, known: Known) -> DateSpan | None:
    parts, number = slots.numbers("fraction")[0], (slots.numbers("day") or slots.numbers("count"))[0]
    years = slots.numbers("year")
    year = years[0] if years else _unit_year(slots, known)
    if year is None or not 1 <= number <= parts:
        return None
    length = 12 // parts
    return month_span(year, (number - 1) * length + 1, year, number * length)


def _unit_year(slots: Slots, known: Known) -> int | None:
    return known.year + slots.direction if known.year is not None and slots.direction is not None else None


def _hijri(slots: Slots, known: Known) -> DateSpan | None:
    day, month, years = slots.numbers("day")[0], slots.numbers("hijri")[0], slots.numbers("hijri_year")
    if years:
        return day_span(hijri_day(years[0], month, day))
    year = hijri_year(known.anchor) if known.anchor else None
    if year is None or known.anchor is None:
        return None
    low, high = bounds(known)
    days = [hijri_day(y, month, day) for y in (year - 1, year, year + 1)]
    return day_span(next((d for d in days if d and low <= (d - known.anchor).days <= high), None))


def _numeric(slots: Slots, known: Known) -> DateSpan | None:
    numbers = slots.triple()
    if numbers is None:
        return None
    orders = ("ymd",) if numbers[0] > 99 else known.numeric_orders
    found: list[date] = []
    for order in orders:
        year, month, day = (numbers[order.index(part)] for part in "ymd")
        that = hijri_day(year, month, day) if year < FIRST_YEAR else day_of(year, month, day)
        if that and that not in found:
            found.append(that)
    return day_span(found[0]) if len(found) == 1 else None


def _weekday(slots: Slots, known: Known) -> DateSpan | None:
    weekdays = slots.numbers("weekday")
    last = weekday_near(weekdays[-1], known, slots.direction)
    if len(weekdays) > 1 and last:
        return day_span(shift_days(last, -((weekdays[-1] - weekdays[0]) % 7)), last)
    if slots.has("since") and last and known.today:
        return day_span(last, known.today)
    return day_span(last)


def _weekday_of_week(slots: Slots, known: Known) -> DateSpan | None:
    """'Tuesday of last week'."""
    if known.today is None or slots.direction is None or slots.unit()[0] != "week":
        return None
    start = shift_days(known.today, 7 * slots.direction - (known.today.weekday() - known.week_start) % 7)
    return day_span(start and shift_days(start, (slots.numbers("weekday")[0] - known.week_start) % 7))


def _relative(slots: Slots, known: Known) -> DateSpan | None:
    if known.today is None:
        return None
    step, weekdays = slots.numbers("relative")[0], slots.numbers("weekday")
    that = shift_days(known.today, step)
    if weekdays and that and that.weekday() != weekdays[0]:
        ahead = step > 0
        there = (weekdays[0] - known.today.weekday()) % 7
        return day_span(shift_days(known.today, there if ahead else there - 7 if there else 0))
    return day_span(that)


def _moved(slots: Slots, known: Known, sign: int, start: date | None) -> DateSpan | None:
    unit, count = slots.unit()
    if start is None or not count:
        return None
    if unit == "day":
        return day_span(shift_days(start, sign * count))
    if unit == "week":
        day = shift_days(start, sign * 7 * count)
        return week_month(day, known.week_start) if day else None
    if unit == "month":
        return month_span(*shift_months(start, sign * count))
    return year_span(start.year + sign * count) if unit == "year" else None


def _ago(slots: Slots, known: Known) -> DateSpan | None:
    return _moved(slots, known, -1, known.today)


def _hence(slots: Slots, known: Known) -> DateSpan | None:
    return _moved(slots, known, 1, known.today) if known.ahead else None


def _earlier(slots: Slots, known: Known) -> DateSpan | None:
    if not slots.unit()[0]:
        return day_span(shift_days(known.latest_day, -1) if known.latest_day else None)
    return _moved(slots, known, -1, known.latest_day)


def _later(slots: Slots, known: Known) -> DateSpan | None:
    if not slots.unit()[0]:
        return day_span(shift_days(known.latest_day, 1) if known.latest_day else None)
    return _moved(slots, known, 1, known.latest_day)


def _unit(slots: Slots, known: Known) -> DateSpan | None:
    """'Last month', 'this year'; a week is told as its month, a coming one not at all."""
    (unit, count), step = slots.unit(), slots.direction
    if known.today is None or step is None or count != 1:
        return None
    if unit == "year":
        return year_span(known.today.year + step)
    if unit == "month":
        return month_span(*shift_months(known.today, step))
    if unit == "week" and step <= 0:
        day = shift_days(known.today, 7 * step)
        return week_month(day, known.week_start) if day else None
    return day_span(known.today) if unit == "day" and step == 0 else None


def _day_of_unit(slots: Slots, known: Known) -> DateSpan | None:
    """'On the 20th of this month', 'of the same month'."""
    day = slots.numbers("day")[0]
    if slots.unit()[0] != "month":
        return None
    if slots.has("same"):
        if known.latest is None or len(known.latest.start) < 7:
            return None
        return day_span(day_of(int(known.latest.start[:4]), int(known.latest.start[5:7]), day))
    if known.today is None or slots.direction is None:
        return None
    return day_span(day_of(*shift_months(known.today, slots.direction), day))


def _same(slots: Slots, known: Known) -> DateSpan | None:
    unit = slots.unit()[0] or "day"
    if unit == "day":
        return day_span(known.latest_day)
    if known.latest is None or unit == "week":
        return None
    length = 7 if unit == "month" else 4
    return DateSpan.of(known.latest.start[:length]) if len(known.latest.start) >= length else None


def _vague(slots: Slots, known: Known) -> DateSpan | None:
    return None


RULES: Mapping[str, Rule] = {
    "vague": _vague, "day": _day, "month": _month, "year": _year, "fraction": _fraction, "hijri": _hijri,
    "numeric": _numeric, "weekday": _weekday, "weekday_of_week": _weekday_of_week, "relative": _relative, "ago": _ago,
    "hence": _hence, "earlier": _earlier, "later": _later, "unit": _unit, "day_of_unit": _day_of_unit, "same": _same,
}  # fmt: skip
"""Rule by its name in `[patterns]`."""
