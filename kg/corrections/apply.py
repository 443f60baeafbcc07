"""Corrections → what was found, corrected, and what merging must keep to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from kg.corrections.events import Finder, add_event
from kg.corrections.links import Links
from kg.corrections.records import Correction, Corrections, is_key
from kg.errors import InputError
from kg.gazetteer.records import Fact
from kg.merge import CountryOf, Ref, Ties
from kg.model import Extraction, Problem

T = TypeVar("T")
FactOf = Callable[[str], Fact | None]
"""Key → what is known of it."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """Extractions with their corrections, decisions for merging, and corrections that could not be followed."""

    extractions: tuple[Extraction, ...]
    ties: Ties
    problems: tuple[Problem, ...]


def correct(
    extractions: Sequence[Extraction],
    corrections: Corrections,
    *,
    fact_of: FactOf | None = None,
    country_of: CountryOf | None = None,
) -> Corrected:
    """Apply corrections to what was found.

    Links are corrected first, then wrong events are left out and missing ones added; what is the same and what is not
    is for merging to keep to. A correction that matches nothing is reported.

    Args:
        extractions: of all articles.
        corrections: as read.
        fact_of: what the gazetteer knows of a key, for the labels of what a correction links to.
        country_of: as for merging; used where a correction names an event by its id in the graph.
    """
    if not corrections.rows:
        return Corrected(tuple(extractions), Ties(), corrections.problems)
    problems = list(corrections.problems)
    by_action: dict[str, list[Correction]] = {}
    for row in corrections.rows:
        by_action.setdefault(row.action, []).append(row)
    links = Links(by_action.get("is", ()), fact_of or _unknown)
    linked = [links.apply(extraction) for extraction in extractions]
    problems += [_idle(row) for row in links.idle()]
    finder = Finder(linked, country_of)
    wrong: dict[str, set[str]] = {}
    for row in by_action.get("wrong", ()):
        refs = finder.find(row.subject)
        for article, event in refs:
            wrong.setdefault(article, set()).add(event)
        if not refs:
            problems.append(_idle(row))
    ties = _ties(by_action, finder, {e.key for x in linked for e in x.entities}, problems)
    kept = [_without(extraction, wrong.get(extraction.article.id, set())) for extraction in linked]
    added = _add(kept, by_action.get("missing", ()), fact_of or _unknown, problems)
    return Corrected(tuple(added), ties, tuple(problems))


def _ties(
    by_action: Mapping[str, Iterable[Correction]], finder: Finder, keys: set[str], problems: list[Problem]
) -> Ties:
    same: list[tuple[Ref, Ref]] = []
    different: set[tuple[Ref, Ref]] = set()
    same_actors: list[tuple[str, str]] = []
    different_actors: set[tuple[str, str]] = set()
    events, actors = _Groups(different), _Groups(different_actors)
    for action in ("different", "same"):
        for row in by_action.get(action, ()):
            if is_key(row.subject):
                if not {row.subject, row.object} <= keys:
                    problems.append(_idle(row))
                elif action == "different":
                    different_actors |= {(row.subject, row.object), (row.object, row.subject)}
                elif actors.join((row.subject, row.object)):
                    same_actors.append(_kept_first(row.subject, row.object))
                else:
                    problems.append(_contradicting(row))
                continue
            ones, others = finder.refs(row.subject), finder.refs(row.object)
            if not ones or not others:
                problems.append(_idle(row))
            elif action == "different":
                different |= {pair for one in ones for other in others for pair in ((one, other), (other, one))}
            elif events.join((*ones, *others)):
                same += [(ones[0], ref) for ref in (*ones[1:], *others) if ref != ones[0]]
            else:
                problems.append(_contradicting(row))
    return Ties(tuple(same), frozenset(different), tuple(same_actors), frozenset(different_actors))


class _Groups(Generic[T]):
    """What corrections put together, as far as none tells it apart."""

    def __init__(self, apart: Set[tuple[T, T]]) -> None:
        self._apart = apart
        self._groups: dict[T, set[T]] = {}

    def join(self, items: Iterable[T]) -> bool:
        """Put some together, and all that are with them already; whether nothing speaks against it."""
        group = {other for item in items for other in self._groups.get(item, {item})}
        if any((one, other) in self._apart for one in group for other in group):
            return False
        self._groups |= dict.fromkeys(group, group)
        return True


def _kept_first(one: str, other: str) -> tuple[str, str]:
    """Two keys, the one that is better known first."""
    rank = {"Q": 0, "x": 1, "n": 2}
    return (one, other) if rank[one[0]] <= rank[other[0]] else (other, one)


def _without(extraction: Extraction, events: set[str]) -> Extraction:
    if not events:
        return extraction
    return replace(extraction, events=tuple(event for event in extraction.events if event.id not in events))


def _add(
    extractions: Sequence[Extraction], rows: Iterable[Correction], fact_of: FactOf, problems: list[Problem]
) -> list[Extraction]:
    table = {extraction.article.id: extraction for extraction in extractions}
    for row in rows:
        extraction = table.get(row.article)
        if extraction is None:
            problems.append(_idle(row))
            continue
        try:
            table[row.article] = add_event(extraction, row, fact_of)
        except InputError as error:
            problems.append(Problem(row.where, "KG120", str(error)))
    return [table[extraction.article.id] for extraction in extractions]


def _idle(row: Correction) -> Problem:
    return Problem(row.where, "KG121", f"this correction matches nothing now: {_said(row)}", skipped=False)


def _contradicting(row: Correction) -> Problem:
    return Problem(row.where, "KG122", f"not followed, since others tell these apart: {_said(row)}", skipped=False)


def _said(row: Correction) -> str:
    return " ".join(filter(None, (row.action, row.subject, row.object, row.article and f"in {row.article}")))


def _unknown(key: str) -> None:
    return None
