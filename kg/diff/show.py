"""A difference as text to read and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from kg.diff.records import KINDS, Change, Difference, Kind, Told

_TITLES: dict[Kind, str] = {
    "new": "New events",
    "came-true": "Plans that came true",
    "called-off": "Plans that were called off",
    "disputed": "Now disputed",
    "changed": "Told in another way",
    "more-reports": "More reports of what was known",
    "fewer-reports": "Fewer reports than before",
    "joined": "Now one event",
    "split": "No longer one event",
    "gone": "Gone",
}


def as_text(difference: Difference, lang: str) -> str:
    """The difference for a reader, a heading for each kind of change; labels in a language where there are any."""
    if difference.empty:
        return "Nothing changed.\n"
    return "\n".join(_lines(difference, lang)) + "\n"


def _lines(difference: Difference, lang: str) -> Iterator[str]:
    new, gone = len(difference.articles_new), len(difference.articles_gone)
    yield f"Articles: {new} new, {gone} gone. Events: {len(difference.old.events)} → {len(difference.new.events)}."
    for kind in KINDS:
        changes = [change for change in difference.changes if change.kind == kind]
        if changes:
            yield f"\n{_TITLES[kind]} ({len(changes)})"
            for change in changes:
                yield from _describe(difference, change, lang)
    if difference.links:
        yield f"\nChanged links ({len(difference.links)})"
        for link in difference.links:
            was = ", ".join(difference.old.name(iri, lang) for iri in link.was) or "—"
            now = ", ".join(difference.new.name(iri, lang) for iri in link.now) or "—"
            yield f"  {difference.new.name(link.article, lang)}: {was} → {now}"


def _describe(difference: Difference, change: Change, lang: str) -> Iterator[str]:
    told = change.told
    status = "" if told.status == "occurred" else f" [{told.status}]"
    yield f"  {told.label(lang)}{status}, {_count(len(told.articles), 'report')}"
    if change.old is not None and change.new is not None:
        for name in change.fields:
            was, now = _value(difference, change.old, name, lang), _value(difference, change.new, name, lang)
            yield f"    {name}: {was or '—'} → {now or '—'}"
    for iri in change.others:
        other = difference.old.events.get(iri)
        if other is not None:
            yield f"    {'with' if change.kind == 'joined' else 'was part of'}: {other.label(lang)}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _value(difference: Difference, told: Told, name: str, lang: str) -> str:
    snapshot = difference.old if told is difference.old.events.get(told.iri) else difference.new
    value = getattr(told, name)
    if name == "articles":
        return str(len(value))
    if isinstance(value, frozenset):
        return ", ".join(sorted(snapshot.name(iri, lang) for iri in value))
    if name == "place":
        return snapshot.name(value, lang) if value else ""
    return str(value)


def as_json(difference: Difference) -> str:
    """The difference as one JSON object, sorted."""
    content = {
        "articles": {"new": list(difference.articles_new), "gone": list(difference.articles_gone)},
        "events": {"old": len(difference.old.events), "new": len(difference.new.events)},
        "changes": [_change(change) for change in difference.changes],
        "links": [{"article": x.article, "was": list(x.was), "now": list(x.now)} for x in difference.links],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _change(change: Change) -> dict[str, Any]:
    found: dict[str, Any] = {"kind": change.kind, "event": change.told.iri, "label": dict(change.told.labels)}
    if change.old is None or change.new is None:
        found["told"] = _told(change.told, ("type", "status", "date", "place", "participants", "topics", "articles"))
    else:
        found["was"] = _told(change.old, ("iri", *change.fields))
        found["now"] = _told(change.new, ("iri", *change.fields))
    if change.others:
        found["others"] = list(change.others)
    return found


def _told(told: Told, fields: Iterable[str]) -> dict[str, Any]:
    values = {name: getattr(told, name) for name in fields}
    return {name: sorted(value) if isinstance(value, frozenset) else value for name, value in values.items()}
