"""The facts as written: tables read into records, with every reference between them checked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from kg.gazetteer.records import Fact, FactType, NameSort, Office, Tenure
from kg.gazetteer.tables import Row, read_table

FOLDER = Path(__file__).parent / "facts"
TABLES: tuple[tuple[str, FactType], ...] = (
    ("people", "person"),
    ("states", "state"),
    ("organizations", "organization"),
    ("places", "place"),
    ("topics", "topic"),
)
_QID = re.compile(r"Q[1-9][0-9]{0,9}")
_KEY = re.compile(r"Q[1-9][0-9]{0,9}|x:[a-z0-9]+(-[a-z0-9]+)*")
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_SORTS: tuple[tuple[str, NameSort], ...] = (
    ("name", "full"),
    ("alias", "alias"),
    ("short", "short"),
    ("demonym", "demonym"),
)

Name = tuple[str, NameSort, str]
"""(language, sort, name as written)."""


@dataclass(frozen=True, slots=True)
class NamedFact:
    """A fact with all its names, and the line that it stands on."""

    fact: Fact
    names: tuple[Name, ...]
    row: Row


@dataclass(frozen=True, slots=True)
class NamedOffice:
    """An office with the phrases that name it, and the line that it stands on."""

    office: Office
    names: tuple[Name, ...]
    row: Row


@dataclass(frozen=True, slots=True)
class Source:
    """All facts, sorted by key; tenures sorted by office and start."""

    facts: tuple[NamedFact, ...]
    offices: tuple[NamedOffice, ...]
    tenures: tuple[tuple[Tenure, Row], ...]


def read_source(folder: Path = FOLDER) -> Source:
    """Read the tables of a folder of facts.

    Raises:
        DataError: a table is missing or malformed, an id is no id or stands on two lines, or a row refers to a key
            that no row has; names the file and line.
    """
    facts: list[NamedFact] = []
    for table, type_ in TABLES:
        facts += [_fact(row, type_) for row in read_table(folder / f"{table}.tsv")]
    offices = [_office(row) for row in read_table(folder / "offices.tsv")]
    by_key = _unique((f.fact.key, f.row) for f in facts)
    office_keys = _unique((o.office.key, o.row) for o in offices)
    capital_of: dict[str, str] = {}
    for item in facts:
        fact, row = item.fact, item.row
        if fact.country and fact.country not in by_key:
            raise row.error(f"country {fact.country} is in no table")
        if fact.capital and fact.capital not in by_key:
            raise row.error(f"capital {fact.capital} is in no table")
        # A sovereign state comes before a territory that claims the same capital.
        if fact.capital and (fact.capital not in capital_of or fact.kind == "country"):
            capital_of[fact.capital] = fact.key
    for office in offices:
        if office.office.jurisdiction and office.office.jurisdiction not in by_key:
            raise office.row.error(f"jurisdiction {office.office.jurisdiction} is in no table")
    tenures = [(_tenure(row), row) for row in read_table(folder / "tenures.tsv")]
    people = {f.fact.key for f in facts if f.fact.type == "person"}
    for tenure, row in tenures:
        if tenure.office not in office_keys:
            raise row.error(f"office {tenure.office} is in no row of offices.tsv")
        if tenure.person not in people:
            raise row.error(f"person {tenure.person} is in no row of people.tsv")
    for item in facts:
        seat_of = item.row.cells.get("seat_of", "")
        if seat_of and seat_of not in by_key:
            raise item.row.error(f"state {seat_of} is in no table")
        if seat_of:
            capital_of[item.fact.key] = seat_of
    located = (
        replace(f, fact=msgspec.structs.replace(f.fact, capital_of=capital_of.get(f.fact.key, ""))) for f in facts
    )
    return Source(
        tuple(sorted(located, key=lambda f: f.fact.key)),
        tuple(sorted(offices, key=lambda o: o.office.key)),
        tuple(sorted(tenures, key=lambda t: (t[0].office, t[0].start, t[0].person))),
    )


def _unique(keys: Iterable[tuple[str, Row]]) -> dict[str, Row]:
    seen: dict[str, Row] = {}
    for key, row in keys:
        if key in seen:
            first = seen[key]
            raise row.error(f"{key} stands already on line {first.line} of {first.path.name}")
        seen[key] = row
    return seen


def _names(row: Row, sorts: Iterable[tuple[str, NameSort]]) -> tuple[Name, ...]:
    return tuple(
        (lang, sort, name)
        for prefix, sort in sorts
        for lang, names in sorted(row.by_language(prefix).items())
        for name in names
    )


def _labels(row: Row) -> tuple[tuple[str, str], ...]:
    found = sorted((lang, names) for lang, names in row.by_language("name").items() if names)
    if not found:
        raise row.error("no name in any language")
    if any(len(names) > 1 for _, names in found):
        raise row.error("two names where one is the label: the others belong in the alias column")
    return tuple((lang, names[0]) for lang, names in found)


def _number(row: Row, column: str) -> float | None:
    text = row.cells.get(column, "")
    try:
        return float(text) if text else None
    except ValueError:
        raise row.error(f"{column} is no number: {text!r}") from None


def _fact(row: Row, type_: FactType) -> NamedFact:
    cells = row.cells
    key = cells.get("key", "")
    if not _KEY.fullmatch(key):
        raise row.error(f"no id: {key!r}")
    fact = Fact(
        key=key,
        type=type_,
        kind=cells.get("kind") or type_,
        labels=_labels(row),
        country=cells.get("country", ""),
        gender=cells.get("gender", ""),
        capital=cells.get("capital", ""),
        iso2=cells.get("iso2", ""),
        latitude=_number(row, "latitude"),
        longitude=_number(row, "longitude"),
        population=int(_number(row, "population") or 0),
        note=cells.get("note", ""),
        born=cells.get("born", ""),
    )
    return NamedFact(fact, _names(row, _SORTS), row)


def _office(row: Row) -> NamedOffice:
    cells = row.cells
    if cells["qid"] and not _QID.fullmatch(cells["qid"]):
        raise row.error(f"no id: {cells['qid']!r}")
    if not cells["key"] or not cells["kind"]:
        raise row.error("an office needs a key and a kind")
    office = Office(cells["key"], cells["qid"], cells["kind"], cells["jurisdiction"], _labels(row))
    names = _names(row, [("name", "office"), ("phrase", "office")])
    return NamedOffice(office, tuple(dict.fromkeys(names)), row)


def _tenure(row: Row) -> Tenure:
    tenure = Tenure(*(row.cells[c] for c in ("person", "office", "start", "end", "confidence")))
    for date in filter(None, (tenure.start, tenure.end)):
        if not _DATE.fullmatch(date):
            raise row.error(f"no date: {date!r}")
    if tenure.start and tenure.end and tenure.end[: len(tenure.start)] < tenure.start[: len(tenure.end)]:
        raise row.error(f"ends on {tenure.end}, before it starts on {tenure.start}")
    return tenure
