"""Tenures without a date: whom they followed, or who followed them, may tell it, whichever of the two says so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from kg.gazetteer.wikidata.items import Held


class Told(NamedTuple):
    """What the tenure of one person says of that of another."""

    person: int
    office: int
    start: str = ""
    """When the other's began, or when it ended: one of the two."""
    end: str = ""


def told(tenures: Iterable[Held]) -> Iterator[Told]:
    """What tenures say of those before and after them: who was replaced was in office until then."""
    for tenure in tenures:
        if tenure.before and tenure.start:
            yield Told(tenure.before, tenure.office, end=tenure.start)
        if tenure.after and tenure.end:
            yield Told(tenure.after, tenure.office, start=tenure.end)


def bounded(
    tenures: Sequence[Held], tenures_of: Callable[[int], Sequence[Held]], others: Sequence[Told] = ()
) -> list[Held]:
    """Tenures of a person, with dates that are missing taken from those before and after in the office.

    A tenure without a start began when the one that it replaced ended, and one without an end ended when its
    successor's began. Of several terms the nearest that fits counts; where nothing tells which, none.

    Args:
        tenures: of the person.
        tenures_of: gives those of another person, by the number of its id.
        others: what other tenures say of the person's.
    """
    return [t if t.start and t.end else _bounded(t, tenures, tenures_of, others) for t in tenures]


def _bounded(
    tenure: Held, tenures: Sequence[Held], tenures_of: Callable[[int], Sequence[Held]], others: Sequence[Told]
) -> Held:
    rest = [t for t in tenures if t.office == tenure.office and t is not tenure]
    here = [o for o in others if o.office == tenure.office]
    start, end = tenure.start, tenure.end
    if not start:
        dates = {t.end for t in _terms(tenure.before, tenure.office, tenures_of)} | {o.start for o in here}
        fitting = (d for d in dates if d and (not end or _is_ordered(d, end)) and not _began(rest, d, end))
        start = _nearest(fitting, max, sure=bool(end))
    if not end:
        dates = {t.start for t in _terms(tenure.after, tenure.office, tenures_of)} | {o.end for o in here}
        fitting = (d for d in dates if d and (not start or _is_ordered(start, d)) and not _ended(rest, d, start))
        end = _nearest(fitting, min, sure=bool(start))
    return tenure._replace(start=start, end=end)


def _terms(person: int, office: int, tenures_of: Callable[[int], Sequence[Held]]) -> list[Held]:
    return [t for t in tenures_of(person) if t.office == office] if person else []


def _began(terms: Iterable[Held], date: str, end: str) -> bool:
    """Whether it was another term of the person's that began at a date: it is said to, or ended sooner after it."""
    return any(
        _is_one(t.start, date)
        or bool(t.end and _is_ordered(date, t.end) and (not _is_ordered(end, t.end) if end else not t.start))
        for t in terms
    )


def _ended(terms: Iterable[Held], date: str, start: str) -> bool:
    """Whether it was another term of the person's that ended at a date: it is said to, or began later before it."""
    return any(
        _is_one(t.end, date)
        or bool(t.start and _is_ordered(t.start, date) and (not _is_ordered(t.start, start) if start else not t.end))
        for t in terms
    )


def _nearest(dates: Iterable[str], choose: Callable[[list[str]], str], *, sure: bool) -> str:
    found = list(dates)
    return choose(found) if len(found) == 1 or (found and sure) else ""


def _is_ordered(earlier: str, later: str) -> bool:
    """Whether one date is not after another, as far as both are precise."""
    return earlier[: len(later)] <= later[: len(earlier)]


def _is_one(date: str, other: str) -> bool:
    """Whether two dates may be one, told with different precision."""
    return bool(date and other) and date[: len(other)] == other[: len(date)]
