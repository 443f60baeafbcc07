"""Several gazetteers as one: what the first knows comes first, and the others add to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

from msgspec.structs import replace

from kg.gazetteer.filling import known_as
from kg.gazetteer.gazetteer import Gazetteer, Match
from kg.gazetteer.records import Fact, FactType, NameEntry, Office, Tenure
from kg.model import DateSpan

CACHED = 1 << 16
LATER = 0.6
"""What is left of the prior of a thing that the surest gazetteer does not have: news speaks of it less."""
MOST_BESIDE = 4
"""Things that a name may mean besides what a surer gazetteer says."""


def together(parts: Sequence[Gazetteer]) -> Gazetteer:
    """One gazetteer of several."""
    return parts[0] if len(parts) == 1 else Several(tuple(parts))


class Several(Gazetteer):
    """The first gazetteer with all that the others add.

    - A name means what it means in each; what the first says stands first.
    - A thing that the first has without a Wikidata id, and one of the others with it, is one thing, under the id.
    - Of an office that the first knows, the others add the tenures at whose times it knows nobody.
    """

    def __init__(self, parts: tuple[Gazetteer, ...]) -> None:
        """Join gazetteers, of which the first is the surest."""
        self._parts = parts
        self._others = tuple(part.matches for part in parts[1:])
        self._fact = lru_cache(CACHED)(self._merge_fact)
        self._merged = lru_cache(CACHED)(self._merge_tenures)
        self._beside = lru_cache(CACHED)(self._add)
        self._translated = lru_cache(CACHED)(self._translate)

    @property
    def identity(self) -> str:
        """What tells this gazetteer from others."""
        return " ".join(part.identity for part in self._parts)

    def formerly(self, key: str) -> tuple[str, ...]:
        """Keys that stood for this thing before its Wikidata id was known."""
        former = self._former.get(key)
        return (former,) if former else ()

    def matches(self, joined: str) -> list[Match]:
        """Every name that `joined` begins with, longest first, as in each part."""
        found = self._parts[0].matches(joined)
        if found and self._ids:
            found = [(name, self._translated(entries)) for name, entries in found]
        names: dict[str, tuple[NameEntry, ...]] = {}
        for matches in self._others:
            for name, entries in matches(joined):
                names = names or dict(found)
                known = names.get(name)
                names[name] = self._beside(known, entries) if known else self._known_offices(entries)
        return sorted(names.items(), key=lambda item: -len(item[0])) if names else found

    def starts(self, token: str) -> bool:
        """Whether some name begins with this folded token."""
        for part in self._parts:
            if part.starts(token):
                return True
        return False

    def is_curated(self, key: str) -> bool:
        """Whether a thing was written into the facts of some part by hand."""
        return any(part.is_curated(k) for part in self._parts for k in (key, *self.formerly(key)))

    def fact(self, key: str) -> Fact | None:
        """The fact with this key, or once with it: of the first that has it; what it does not tell, of the others."""
        return self._fact(key)

    def _merge_fact(self, key: str) -> Fact | None:
        key = self._ids.get(key, key)
        former = self._former.get(key)
        own = self._parts[0].fact(former) if former else None
        facts = [own] if own else []
        for at, part in enumerate(self._parts):
            if (fact := part.fact(key)) is not None:
                facts.append(replace(fact, prior=round(fact.prior * LATER, 4)) if at else fact)
        if not facts:
            return None
        fact = facts[0] if not own else replace(facts[0], key=key)
        for other in facts[1:]:
            missing = {name: value for name in _ADDED if not getattr(fact, name) and (value := getattr(other, name))}
            fact = replace(fact, **missing) if missing else fact
        return fact

    def office(self, key: str) -> Office | None:
        """The office with this key, or with this Wikidata id."""
        key = self._offices_by_id.get(key, key)
        return next((office for part in self._parts if (office := part.office(key)) is not None), None)

    def find_office(self, kind: str, jurisdiction: str) -> tuple[Office, ...]:
        """The offices of one kind in one state or body: those of the first part that has any."""
        return next((found for part in self._parts if (found := part.find_office(kind, jurisdiction))), ())

    def offices_of(self, kind: str) -> tuple[Office, ...]:
        """The offices of one kind in all states and bodies: those of the first part that has any."""
        return next((found for part in self._parts if (found := part.offices_of(kind))), ())

    def holders(self, office: str, when: DateSpan) -> tuple[Tenure, ...]:
        """All who held an office at some time within a span, by start."""
        return super().holders(self._offices_by_id.get(office, office), when)

    def names_of(self, key: str) -> tuple[tuple[str, str, str], ...]:
        """Names as written, of all parts."""
        keys = (key, self._former.get(key, key))
        return tuple(dict.fromkeys(name for part in self._parts for k in keys for name in part.names_of(k)))

    def sounding(self, name: str, limit: int = 5, type_: FactType | None = None) -> list[tuple[str, float]]:
        """Keys of what sounds like a name, likeliest first."""
        found: dict[str, float] = {}
        for part in self._parts:
            for key, likeness in part.sounding(name, limit, type_):
                key = self._ids.get(key, key)
                found[key] = max(likeness, found.get(key, 0.0))
        return sorted(found.items(), key=lambda item: -item[1])[:limit]

    def facts(self) -> Iterator[Fact]:
        """All facts, part by part, each once."""
        for at, part in enumerate(self._parts):
            for fact in part.facts():
                key = self._ids.get(fact.key, fact.key)
                if not any(self._has(earlier, key) for earlier in self._parts[:at]):
                    known = self.fact(key)
                    assert known is not None
                    yield known

    def offices(self) -> Iterator[Office]:
        """All offices, part by part, each once."""
        for at, part in enumerate(self._parts):
            for office in part.offices():
                known = at and office.key in self._offices_by_id
                if not known and not any(earlier.office(office.key) for earlier in self._parts[:at]):
                    yield office

    def unidentified(self) -> Iterator[Fact]:
        """The facts whose Wikidata id no part knows."""
        for part in self._parts:
            yield from (fact for fact in part.unidentified() if fact.key not in self._ids)

    def _add(self, known: tuple[NameEntry, ...], entries: tuple[NameEntry, ...]) -> tuple[NameEntry, ...]:
        """What a name means to the surer gazetteers, and then to another.

        Where they know what it means, the other's things need a context that chooses them, and only the likeliest are
        told: a famous name is the name of many villages.
        """
        keys = {entry.key for entry in known}
        added = [e for e in map(self._known_office, entries) if e.key not in keys][:MOST_BESIDE]
        return (*known, *(e if e.weak else e._replace(weak=True) for e in added))

    def _has(self, part: Gazetteer, key: str) -> bool:
        return part.fact(key) is not None or (key in self._former and part.fact(self._former[key]) is not None)

    @cached_property
    def _ids(self) -> Mapping[str, str]:
        """Keys of facts of the first part without an id → the ids that the others tell."""
        found: dict[str, str] = {}
        for part in self._parts[1:]:
            found = {**known_as(self._parts[0], part), **found}
        return found

    @cached_property
    def _former(self) -> Mapping[str, str]:
        return {qid: key for key, qid in sorted(self._ids.items())}

    @cached_property
    def _offices_by_id(self) -> dict[str, str]:
        """Wikidata id of an office → its key in the first part, where that is another."""
        return {o.qid: o.key for o in self._parts[0].offices() if o.qid and o.qid != o.key}

    @cached_property
    def _ids_of_offices(self) -> dict[str, str]:
        return {key: qid for qid, key in self._offices_by_id.items()}

    def _known_offices(self, entries: tuple[NameEntry, ...]) -> tuple[NameEntry, ...]:
        if any(entry.sort == "office" for entry in entries):
            return tuple(map(self._known_office, entries))
        return entries

    def _known_office(self, entry: NameEntry) -> NameEntry:
        key = self._offices_by_id.get(entry.key) if entry.sort == "office" else None
        return entry._replace(key=key) if key else entry

    def _translate(self, entries: tuple[NameEntry, ...]) -> tuple[NameEntry, ...]:
        return tuple(e._replace(key=self._ids[e.key]) if e.key in self._ids else e for e in entries)

    def _tenures(self, key: str) -> tuple[Tenure, ...]:
        return self._merged(key)

    def _merge_tenures(self, key: str) -> tuple[Tenure, ...]:
        key = self._offices_by_id.get(key, key)
        found: list[Tenure] = []
        for part in self._parts:
            for k in dict.fromkeys((key, self._former.get(key, key), self._ids_of_offices.get(key, key))):
                for tenure in part.tenures(k):
                    person = self._ids.get(tenure.person, tenure.person)
                    office = self._offices_by_id.get(tenure.office, tenure.office)
                    tenure = tenure._replace(person=person, office=office)
                    if part is self._parts[0] or not self._is_taken(tenure, found):
                        found.append(tenure)
        return tuple(sorted(found, key=lambda t: (t.start, t.office, t.person)))

    def _is_taken(self, tenure: Tenure, known: Sequence[Tenure]) -> bool:
        """Whether at the time of a tenure somebody is known in its office; without dates it tells nothing new."""
        mine = [t for t in known if t.office == tenure.office]
        mine += [t for t in self._parts[0].tenures(tenure.office) if t not in mine]
        if not tenure.start:
            return bool(mine)
        return any(t.start < (tenure.end or "9999") and tenure.start < (t.end or "9999") for t in mine)


_ADDED = ("country", "gender", "capital", "iso2", "latitude", "longitude", "population", "note", "born", "died",
          "occupations", "ties", "sitelinks")  # fmt: skip
