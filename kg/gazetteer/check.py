"""Doubts about the facts, for a person to look at: nothing here stops a compilation."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations, pairwise
from pathlib import Path

from kg.gazetteer.folding import fold_name, join
from kg.gazetteer.gazetteer import Gazetteer
from kg.gazetteer.index import Index
from kg.gazetteer.records import Tenure
from kg.gazetteer.source import FOLDER, NamedFact, Source, read_source
from kg.gazetteer.tables import Row
from kg.model import DateSpan, Problem

SHARED_OFFICES = frozenset({"special_envoy", "spokesperson"})
"""Kinds of office that several persons may hold at one time."""


def check_facts(folder: Path = FOLDER) -> tuple[Problem, ...]:
    """What looks wrong in the facts, sorted by file and line.

    Codes: 'tenures-overlap' (two persons in one office for more than a day), 'same-person' (two persons with one full
    name in some language), 'same-thing' (two of one type and country with one full name), 'capital' (a state's capital
    that lies in another), 'no-holder' (an office without any tenure), 'unknown-id' (a fact that has no Wikidata id).

    Raises:
        DataError: a table is malformed, as `read_source`.
    """
    source = read_source(folder)
    found = [*_overlaps(source), *_homonyms(source), *_capitals(source), *_unheld(source), *_without_id(source)]
    return tuple(problem for _, problem in sorted(found, key=lambda f: (f[0].path.name, f[0].line, f[1].reason)))


def check_index(index: Index) -> tuple[Problem, ...]:
    """What looks wrong in an index: its bytes, its homonyms of one office, tenures that overlap, holders not there.

    Codes: 'tenures-overlap' as for facts, 'no-person' (an office's holder is no item of the index), 'same-office' (two
    persons with one full name who held one office), 'unknown-office' (a tenure of an office that is not there).

    Raises:
        DataError: a section does not match its checksum.
    """
    index.verify()
    gazetteer = Gazetteer(index)
    found: list[Problem] = []
    for office in gazetteer.offices():
        tenures = [t for t in gazetteer.tenures(office.key) if t.confidence != "low"]
        names: dict[str, str] = {}
        for tenure in tenures:
            person = gazetteer.fact(tenure.person)
            if person is None:
                found.append(_doubt(index, "no-person", f"{office.key}: {tenure.person} is not in the index"))
                continue
            for name in sorted({join(fold_name(label)) for _, label in person.labels}):
                if names.setdefault(name, person.key) != person.key:
                    reason = f"{office.key}: {names[name]} and {person.key} are both called '{name.strip()}'"
                    found.append(_doubt(index, "same-office", reason))
        if office.kind not in SHARED_OFFICES:
            for a, b in pairwise(t for t in tenures if not _vague(t)):
                if _first_day(b.start) < _last_day(a.end) and a.person != b.person:
                    reason = f"{office.key}: {a.person} until {a.end or 'now'} and {b.person} from {b.start}"
                    found.append(_doubt(index, "tenures-overlap", reason))
    for fact in gazetteer.facts():
        for tenure in gazetteer.tenures(fact.key):
            if gazetteer.office(tenure.office) is None:
                found.append(_doubt(index, "unknown-office", f"{fact.key}: {tenure.office} is not in the index"))
    return tuple(dict.fromkeys(found))


def _doubt(index: Index, code: str, reason: str) -> Problem:
    return Problem(index.path.name, code, reason, skipped=False)


_Found = list[tuple[Row, Problem]]


def _problem(row: Row, code: str, reason: str) -> tuple[Row, Problem]:
    return row, Problem(f"{row.path.name}, line {row.line}", code, reason, skipped=False)


def _overlaps(source: Source) -> _Found:
    kinds = {o.office.key: o.office.kind for o in source.offices}
    by_office: dict[str, list[tuple[Tenure, Row]]] = defaultdict(list)
    for tenure, row in source.tenures:
        if kinds[tenure.office] not in SHARED_OFFICES:
            by_office[tenure.office].append((tenure, row))
    found: _Found = []
    for held in by_office.values():
        for (a, row_a), (b, row_b) in combinations(held, 2):
            start = max(_first_day(a.start), _first_day(b.start))
            end = min(_last_day(a.end), _last_day(b.end))
            # Of a date given by its month or year only, no overlap can be told from a handover.
            if start < end and not (_vague(a) or _vague(b)):
                reason = (
                    f"{a.office}: {a.person} and {b.person} both from {start} to {end or 'now'} (line {row_a.line})"
                )
                found.append(_problem(row_b, "tenures-overlap", reason))
    return found


def _first_day(date: str) -> str:
    return DateSpan.of(date).earliest if date else "0000-01-01"


def _last_day(date: str) -> str:
    return DateSpan.of(date).latest if date else "9999-12-31"


def _vague(tenure: Tenure) -> bool:
    return any(date and len(date) < 10 for date in (tenure.start, tenure.end))


def _homonyms(source: Source) -> _Found:
    by_name: dict[tuple[str, str, str], list[NamedFact]] = defaultdict(list)
    for item in source.facts:
        place = item.fact.country if item.fact.type != "person" else ""
        for name in sorted({join(fold_name(label)) for _, label in item.fact.labels}):
            by_name[item.fact.type, place, name].append(item)
    found: _Found = []
    for (type_, _, name), items in by_name.items():
        for item in items[1:]:
            if item.fact.kind == items[0].fact.kind:
                code = "same-person" if type_ == "person" else "same-thing"
                reason = f"{item.fact.key} is called '{name.strip()}' like {items[0].fact.key}"
                found.append(_problem(item.row, code, reason))
    return found


def _capitals(source: Source) -> _Found:
    facts = {f.fact.key: f.fact for f in source.facts}
    return [
        _problem(item.row, "capital", f"{item.fact.key}: its capital {item.fact.capital} lies in {capital.country}")
        for item in source.facts
        if item.fact.kind == "country"
        and (capital := facts.get(item.fact.capital)) is not None
        and capital.type == "place"
        and capital.country not in ("", item.fact.key)
    ]


def _unheld(source: Source) -> _Found:
    held = {tenure.office for tenure, _ in source.tenures}
    return [
        _problem(office.row, "no-holder", f"{office.office.key}: no one is known to have held it")
        for office in source.offices
        if office.office.key not in held
    ]


def _without_id(source: Source) -> _Found:
    return [
        _problem(item.row, "unknown-id", f"{item.fact.key}: its Wikidata id is not known")
        for item in source.facts
        if not item.fact.key.startswith("Q")
    ]
