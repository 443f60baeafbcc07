"""What a gazetteer says of a name, and of itself, as lines to read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from kg.gazetteer.folding import fold_name, join
from kg.gazetteer.gazetteer import Gazetteer
from kg.gazetteer.index import Index
from kg.gazetteer.records import Fact, Office, Tenure
from kg.model import DateSpan

LEAST_LIKENESS = 0.7
"""What sounds less alike is not shown."""
_QID = re.compile(r"[Qq][0-9]+")


def find(name: str, gazetteer: Gazetteer, when: DateSpan | None = None) -> Iterator[str]:
    """What a name, id or key may mean, a line each, likeliest first; holders and tenures below their office or person.

    Where nothing has the name, what sounds like it.
    """
    key = name.upper() if _QID.fullmatch(name) else name
    known = gazetteer.fact(key) or gazetteer.office(key)
    keys = {known.key: "key"} if known else {}
    joined = join(fold_name(name))
    for match, entries in gazetteer.matches(joined):
        if match == joined:
            for entry in entries:
                keys.setdefault(entry.key, f"{entry.sort}{', also a word' if entry.weak else ''}")
    if not keys:
        found = gazetteer.sounding(name)
        keys = {key: f"sounds like it, {likeness:.2f}" for key, likeness in found if likeness >= LEAST_LIKENESS}
    for key, why in keys.items():
        fact, office = gazetteer.fact(key), gazetteer.office(key)
        if fact is not None:
            yield _line(fact, why)
            for former in gazetteer.formerly(key):
                yield f"        same as {former}"
        elif office is not None:
            yield f"{office.key}  office  {office.kind}  {_label(office)}  ({why})"
        tenures = gazetteer.holders(key, when) if office and when else gazetteer.tenures(key)
        for tenure in tenures if len(keys) == 1 or when else ():
            yield f"        {_tenure(tenure, gazetteer, of_office=office is not None)}"


def _line(fact: Fact, why: str) -> str:
    life = f"{fact.born[:4]}–{fact.died[:4]}" if fact.born or fact.died else ""
    parts = [fact.key, f"{fact.prior:.2f}", fact.type, fact.kind, _label(fact), fact.country, life, fact.note]
    return "  ".join(part for part in parts if part) + f"  ({why})"


def _label(thing: Fact | Office) -> str:
    return " / ".join(label for _, label in sorted(thing.labels, reverse=True))


def _tenure(tenure: Tenure, gazetteer: Gazetteer, *, of_office: bool) -> str:
    other = gazetteer.fact(tenure.person) if of_office else gazetteer.office(tenure.office)
    key = tenure.person if of_office else tenure.office
    return f"{tenure.start or '?'} – {tenure.end or 'now'}  {key}  {_label(other) if other else ''}"


def describe(index: Index) -> Iterator[str]:
    """What an index holds, a line each."""
    gazetteer = Gazetteer(index)
    types = Counter(fact.type for fact in gazetteer.facts())
    offices = tenures = 0
    for office in gazetteer.offices():
        offices += 1
        tenures += len(gazetteer.tenures(office.key))
    yield f"{'file':<12} {index.path} ({index.path.stat().st_size:,} bytes, {index.digest.hex()[:16]})"
    for name, value in sorted(index.about.items()):
        yield f"{name:<12} {', '.join(value) if isinstance(value, list) else value}"
    for type_, count in sorted(types.items()):
        yield f"{type_:<12} {count:,}"
    yield f"{'offices':<12} {offices:,}, with {tenures:,} tenures"
    yield f"{'names':<12} {len(index.trie):,}; {len(index.keys.trie):,} look-up keys; {len(index.sounds.trie):,} sounds"
