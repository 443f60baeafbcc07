"""Doubts about the facts, for a person to look at: nothing here stops a compilation."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path

from kg.gazetteer.compiling import SORTS
from kg.gazetteer.filling import known_as
from kg.gazetteer.folding import fold_name, join
from kg.gazetteer.gazetteer import Gazetteer
from kg.gazetteer.index import Index
from kg.gazetteer.records import ANY_OFFICE, Office, Tenure
from kg.gazetteer.source import FOLDER, NamedFact, Source, read_source
from kg.gazetteer.tables import Row
from kg.model import DateSpan, Problem

SHARED_OFFICES = frozenset({"adviser", "minister", "prince", "special_envoy", "spokesperson", ANY_OFFICE})
"""Kinds of office that several persons may hold at one time; so may deputies be several."""
Progress = Callable[[str, int, int], None]
_TOLD = 4096
_DAY = len("2000-01-01")
"""Characters of a date that is told by its day."""


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


def check_index(index: Index, progress: Progress = lambda step, done, total: None) -> Iterator[Problem]:
    """What looks wrong in an index: its bytes, two ids for one thing, tenures that overlap, what is not there.

    Codes: 'tenures-overlap' as for facts, 'same-office' (two persons with one full name who held one office),
    'same-person' (two born on one day with one full name), 'same-thing' (two bodies of one kind and state with one full
    name), 'no-person' (an office's holder is no item of the index), 'unknown-office' (an office that is none).

    Args:
        index: what is checked.
        progress: is told of each step: name, done, total.

    Raises:
        DataError: a section does not match its checksum.
    """
    index.verify()
    gazetteer = Gazetteer(index)
    unknown: Counter[str] = Counter()
    an_example: dict[str, str] = {}
    for office in gazetteer.offices():
        tenures = [t for t in gazetteer.tenures(office.key) if t.confidence != "low"]
        yield from _doubts(index, "no-person", _absent(office, tenures, gazetteer))
        yield from _doubts(index, "same-office", _namesakes(office, tenures, gazetteer))
        if not _is_shared(office.kind):
            yield from _doubts(index, "tenures-overlap", _rivals(office, tenures, gazetteer))
    yield from _twins(index, gazetteer, progress)
    for number, (fact, held) in enumerate(gazetteer.facts_with_tenures()):
        if number % _TOLD == 0:
            progress("persons and things", number, len(index))
        for key in {t.office for t in held}:
            if gazetteer.office(key) is None:
                unknown[key] += 1
                an_example.setdefault(key, _called(fact.key, gazetteer))
    for key, count in sorted(unknown.items(), key=lambda item: (-item[1], item[0])):
        more = f" and {count - 1} more" if count > 1 else ""
        yield _doubt(index, "unknown-office", f"{key} is not in the index; held by {an_example[key]}{more}")


def check_found(facts: Gazetteer, index: Index) -> Iterator[Problem]:
    """Code 'id-found': facts without a Wikidata id, of which the index tells it."""
    known = Gazetteer(index)
    for key, qid in sorted(known_as(facts, known).items()):
        yield _doubt(index, "id-found", f"{_called(key, facts)} is {_called(qid, known)}")


def _doubt(index: Index, code: str, reason: str) -> Problem:
    return Problem(index.path.name, code, reason, skipped=False)


def _doubts(index: Index, code: str, reasons: Iterable[str]) -> Iterator[Problem]:
    return (_doubt(index, code, reason) for reason in dict.fromkeys(reasons))


def _called(key: str, gazetteer: Gazetteer) -> str:
    thing = gazetteer.fact(key) or gazetteer.office(key)
    return f"{key} ({thing.label('en') or thing.labels[0][1]})" if thing else key


def _is_shared(kind: str) -> bool:
    return kind in SHARED_OFFICES or kind.startswith("deputy_")


def _absent(office: Office, tenures: Sequence[Tenure], gazetteer: Gazetteer) -> Iterator[str]:
    for tenure in tenures:
        if gazetteer.fact(tenure.person) is None:
            yield f"{_called(office.key, gazetteer)}: {tenure.person} is not in the index"


def _namesakes(office: Office, tenures: Sequence[Tenure], gazetteer: Gazetteer) -> Iterator[str]:
    names: dict[str, str] = {}
    for key in dict.fromkeys(t.person for t in tenures):
        person = gazetteer.fact(key)
        for name in sorted({join(fold_name(label)) for _, label in person.labels}) if person else ():
            if (other := names.setdefault(name, key)) != key:
                both = f"{_called(other, gazetteer)} and {_called(key, gazetteer)}"
                yield f"{_called(office.key, gazetteer)}: {both} have one name"


def _rivals(office: Office, tenures: Sequence[Tenure], gazetteer: Gazetteer) -> Iterator[str]:
    last: Tenure | None = None
    for tenure in (t for t in tenures if not _vague(t)):
        if last and _first_day(tenure.start) < _last_day(last.end) and tenure.person != last.person:
            one, two = _called(last.person, gazetteer), _called(tenure.person, gazetteer)
            yield f"{_called(office.key, gazetteer)}: {one} until {last.end or 'now'} and {two} from {tenure.start}"
        if last is None or _last_day(tenure.end) >= _last_day(last.end):
            last = tenure


def _twins(index: Index, gazetteer: Gazetteer, progress: Progress) -> Iterator[Problem]:
    """Two items for one thing: persons of one name and day of birth, bodies of one name, kind and state."""
    found: dict[tuple[str, str], str] = {}
    for number, (_, trie_id) in enumerate(index.trie.iteritems()):
        if number % _TOLD == 0:
            progress("names", number, len(index.trie))
        numbers = [e.record for e in index.entries(trie_id) if SORTS[e.sort] == "full" and e.record < len(index.ids)]
        known: dict[tuple[str, ...], str] = {}
        for fact in (gazetteer.fact(f"Q{index.ids[n]}") for n in numbers if len(numbers) > 1):
            if fact is None:
                continue
            mark = (fact.born,) if fact.type == "person" else (fact.type, fact.kind, fact.country)
            told = len(fact.born) == _DAY if fact.type == "person" else fact.type == "organization" and fact.country
            if told and (other := known.setdefault(mark, fact.key)) != fact.key:
                found[other, fact.key] = "same-person" if fact.type == "person" else "same-thing"
    for (one, two), code in sorted(found.items()):
        yield _doubt(index, code, f"{_called(one, gazetteer)} and {_called(two, gazetteer)} have one name")


_Found = list[tuple[Row, Problem]]


def _problem(row: Row, code: str, reason: str) -> tuple[Row, Problem]:
    return row, Problem(f"{row.path.name}, line {row.line}", code, reason, skipped=False)


def _overlaps(source: Source) -> _Found:
    kinds = {o.office.key: o.office.kind for o in source.offices}
    by_office: dict[str, list[tuple[Tenure, Row]]] = defaultdict(list)
    for tenure, row in source.tenures:
        if not _is_shared(kinds[tenure.office]):
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
