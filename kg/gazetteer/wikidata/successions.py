"""Tenures without a date: whom they followed, or who followed them, may tell it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from kg.gazetteer.wikidata.items import Held


def bounded(tenures: Sequence[Held], tenures_of: Callable[[int], Sequence[Held]]) -> list[Held]:
    """Tenures of a person, with dates that are missing taken from those before and after in the office.

    A tenure without a start began when the one that it replaced ended, and one without an end ended when its
    successor's began. Of several terms of the other, the nearest counts; where nothing tells which, none.

    Args:
        tenures: of the person.
        tenures_of: gives those of another person, by the number of its id.
    """
    return [_bounded(t, tenures_of) if (t.before and not t.start) or (t.after and not t.end) else t for t in tenures]


def _bounded(tenure: Held, tenures_of: Callable[[int], Sequence[Held]]) -> Held:
    start, end = tenure.start, tenure.end
    if not start and tenure.before:
        ends = {t.end for t in tenures_of(tenure.before) if t.office == tenure.office}
        start = _nearest((e for e in ends if e and (not end or _is_ordered(e, end))), max, sure=bool(end))
    if not end and tenure.after:
        starts = {t.start for t in tenures_of(tenure.after) if t.office == tenure.office}
        end = _nearest((s for s in starts if s and (not start or _is_ordered(start, s))), min, sure=bool(start))
    return tenure._replace(start=start, end=end)


def _nearest(dates: Iterable[str], choose: Callable[[list[str]], str], *, sure: bool) -> str:
    found = list(dates)
    return choose(found) if len(found) == 1 or (found and sure) else ""


def _is_ordered(earlier: str, later: str) -> bool:
    """Whether one date is not after another, as far as both are precise."""
    return earlier[: len(later)] <= later[: len(earlier)]
