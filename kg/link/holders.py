"""Which office a role phrase means, and who held it at a date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from kg.gazetteer import Gazetteer, Office, Tenure
from kg.link.parts import Role
from kg.model import DateSpan

SOON = 200
"""Days after the article within which somebody designated takes office."""
SURE = 0.6
"""The least share of the span of a date that one of several holders must have had."""


class Holder(NamedTuple):
    """Somebody who held an office within a span, and the share of the span that it was theirs."""

    person: str
    office: str
    share: float
    reason: str


def offices_of(role: Role, jurisdiction: str, gazetteer: Gazetteer) -> tuple[Office, ...]:
    """The offices that a role phrase may mean, likeliest first.

    Args:
        role: the phrase.
        jurisdiction: key of the state or body, from the phrase or from its context.
        gazetteer: where offices are looked up.
    """
    if role.offices:
        return tuple(o for k in role.offices if (o := gazetteer.office(k)) is not None)
    if not role.office or not jurisdiction:
        return ()
    found = gazetteer.find_office(role.kind, jurisdiction)
    if len(found) > 1:
        fine = role.fine.replace("_", "-")
        named = tuple(o for o in found if fine and fine in o.key)
        return named or (() if fine else (min(found, key=lambda o: (len(o.key), o.key)),))
    return found


def holders_at(offices: Sequence[Office], when: DateSpan, gazetteer: Gazetteer) -> tuple[Holder, ...]:
    """Who held any of some offices within a span, longest share first."""
    found: list[Holder] = []
    for office in offices:
        tenures = gazetteer.holders(office.key, when)
        days = [_days(t, when) for t in tenures]
        total = sum(days) or 1
        found += (
            Holder(t.person, office.key, d / total, f"{office.key} {t.start}–{t.end}")
            for t, d in zip(tenures, days, strict=True)
        )
        if found:
            break
    return _merged(found)


def former_holders(
    offices: Sequence[Office], when: DateSpan, gazetteer: Gazetteer, *, earlier: bool
) -> tuple[Holder, ...]:
    """Who held an office last before a date (or the one before that), if they hold it no more."""
    for office in offices:
        current = {t.person for t in gazetteer.holders(office.key, when)}
        past = [t for t in gazetteer.tenures(office.key) if t.end and t.end < when.earliest and t.person not in current]
        past.sort(key=lambda t: (t.end, t.start))
        people = list(dict.fromkeys(t.person for t in reversed(past)))
        index = 1 if earlier and len(people) > 1 else 0
        if people:
            return (Holder(people[index], office.key, 0.8 if index == 0 else 0.6, f"held {office.key} before"),)
    return ()


def coming_holders(offices: Sequence[Office], when: DateSpan, gazetteer: Gazetteer) -> tuple[Holder, ...]:
    """Who takes an office soon after a date."""
    limit = (date.fromisoformat(when.latest) + timedelta(days=SOON)).isoformat()
    for office in offices:
        coming = [t for t in gazetteer.tenures(office.key) if when.earliest < t.start <= limit]
        if coming:
            first = min(coming, key=lambda t: t.start)
            return (Holder(first.person, office.key, 0.8, f"{office.key} from {first.start}"),)
    return ()


def _merged(found: list[Holder]) -> tuple[Holder, ...]:
    merged: dict[str, Holder] = {}
    for holder in found:
        known = merged.get(holder.person)
        merged[holder.person] = known._replace(share=known.share + holder.share) if known else holder
    return tuple(sorted(merged.values(), key=lambda h: (-h.share, h.person)))


def _days(tenure: Tenure, when: DateSpan) -> int:
    first = max(_bound(tenure.start, "0001-01-01", latest=False), date.fromisoformat(when.earliest))
    last = min(_bound(tenure.end, "9999-12-31", latest=True), date.fromisoformat(when.latest))
    return max(1, (last - first).days + 1)


def _bound(text: str, default: str, *, latest: bool) -> date:
    span = DateSpan.of(text or default)
    return date.fromisoformat(span.latest if latest else span.earliest)
