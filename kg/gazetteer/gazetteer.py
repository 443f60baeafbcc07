"""Look-ups over the compiled index."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import msgspec

from kg.gazetteer.compiling import KEY_MARK, KIND_MARK, SORTS, package_index
from kg.gazetteer.folding import fold_name
from kg.gazetteer.index import Index
from kg.gazetteer.lookup import SHORTEST, lookup
from kg.gazetteer.records import Fact, FactType, NameEntry, Office, Tenure
from kg.gazetteer.sounds import sounds
from kg.model import DateSpan

CACHED = 1 << 16
"""How many decoded records and names are kept, whatever the size of the index."""

MOST_MEANT = 16
"""Things of one name that are told; of more, the likeliest."""
MOST_SPELT = 16
"""Entries of one look-up key that are held against a text."""
MOST_HEARD, MOST_NEAR = 200, 10
"""Entries of one sound key that are compared: of a name's own keys, and of those near them."""
NEAR = 0.85
"""Keys near a name's own are looked up where nothing sounds more alike."""
_REBUILD = "make it again with `kg gazetteer build`"

Match = tuple[str, tuple[NameEntry, ...]]
"""A name as it was matched, and what it may mean."""
_Names = tuple[tuple[str, str, str], ...]
_Record = tuple[Fact | Office, _Names, tuple[Tenure, ...]]
_decode_fact = msgspec.msgpack.Decoder(tuple[str, Fact, _Names, tuple[Tenure, ...]]).decode
_decode_office = msgspec.msgpack.Decoder(tuple[str, Office, _Names, tuple[Tenure, ...]]).decode
_OFFICE = msgspec.msgpack.encode(("o", 0, 0, 0))[:3]
"""What the record of an office begins with."""


class Gazetteer:
    """A compiled index, memory-mapped; every method is a look-up."""

    def __init__(self, index: Index) -> None:
        """Answer from an open index."""
        self._index = index
        self._record: Callable[[int], _Record] = lru_cache(CACHED)(self._decode_record)
        self._entries: Callable[[int], tuple[NameEntry, ...]] = lru_cache(CACHED)(self._decode_entries)
        self._prefixes = index.trie.iter_prefixes_with_ids
        self._keys = index.trie.iterkeys
        self._has_keys = len(index.keys.trie) > 0
        self._key_strings = index.keys.trie.iterkeys
        self._lookup = lookup()
        self._known = len(index.ids)
        self._begun: Callable[[str], bool] = lru_cache(CACHED)(self._is_begun)
        self._paired: Callable[[str], bool] = lru_cache(CACHED)(self._is_pair)
        self._by_key_id: Callable[[int], tuple[tuple[NameEntry, int], ...]] = lru_cache(CACHED)(self._decode_keyed)
        self._spelt: Callable[[int], tuple[tuple[str, ...], ...]] = lru_cache(CACHED)(self._decode_spellings)

    @classmethod
    def open(cls, path: Path | None = None) -> Gazetteer:
        """The gazetteer of the index at `path`; without one, of what was chosen (`kg.gazetteer.choice`).

        Nothing being chosen, that is the package's own facts, compiled at first use.

        Raises:
            DataError: the file is no index, is damaged, or is of another version.
        """
        if path is not None:
            return cls(Index(path, remedy=_REBUILD))
        from kg.gazetteer.choice import chosen
        from kg.gazetteer.several import together

        paths, only = chosen()
        own = [] if only and paths else [cls(package_index())]
        return together((*own, *(cls(Index(path, remedy=_REBUILD)) for path in paths)))

    @property
    def identity(self) -> str:
        """What tells this gazetteer from others: changes with its content."""
        return self._index.digest.hex()

    def formerly(self, key: str) -> tuple[str, ...]:
        """Keys of the package's facts ('x:slug') that stood for this thing before its Wikidata id was known, sorted."""
        return ()

    def matches(self, joined: str) -> list[Match]:
        """Every name that `joined` begins with, longest first; what it may mean likeliest first, surnames last.

        Args:
            joined: folded tokens, a space after each; a name matches only up to the end of a token.
        """
        if self._has_keys:
            first = joined[: joined.find(" ")]
            # A token without a key, as an article is, may be left out, and what comes after it begins the name.
            if not self._begun(first) and self._lookup.parts(first):
                return []
        entries = self._entries
        found = [(name, entries(trie_id)) for name, trie_id in self._prefixes(joined)]
        found.reverse()
        if self._has_keys:
            return self._with_spellings(joined, found)
        return found

    def starts(self, token: str) -> bool:
        """Whether some name begins with this folded token, in some spelling."""
        return self._begun(token)

    def sounding(self, name: str, limit: int = 5, type_: FactType | None = None) -> list[tuple[str, float]]:
        """Keys of persons and places that sound like a name as it is written, in whatever script, likeliest first.

        A name that the index has is found by `matches`; this is for names that it has in another script only, or in
        a spelling of nobody's. How likely: the likeness of sound, 0..1; below 0.75 it is most often another.

        Args:
            name: as it is written.
            limit: how many are told.
            type_: 'person' or 'place'; None for both.
        """
        table, rules = self._index.sounds, sounds()
        keys = rules.keys(name)
        heard: dict[int, tuple[str, float, float]] = {}

        def hear(numbers: Iterable[int]) -> None:
            for number in numbers:
                if number not in heard:
                    heard[number] = self._hear(name, number, type_)

        hear(e.record for key in keys for e in table.get(key, MOST_HEARD))
        if max((likeness for _, likeness, _ in heard.values()), default=0.0) < NEAR:
            near = dict.fromkeys(k for key in keys[:4] for k in rules.near(key))
            hear(e.record for key in near for e in table.get(key, MOST_NEAR))
        found = sorted((f for f in heard.values() if f[1]), key=lambda f: (-f[1] - 0.02 * f[2], f[0]))
        return [(key, likeness) for key, likeness, _ in found[:limit]]

    def ties(self, key: str) -> frozenset[str]:
        """What a thing has to do with, itself among them: states, bodies, parties, conflicts, offices."""
        fact = self.fact(key)
        if fact is None:
            return frozenset()
        offices = [t.office for t in self.tenures(key)]
        places = [o.jurisdiction for k in offices if (o := self.office(k)) is not None]
        return frozenset(filter(None, (fact.key, fact.country, fact.capital_of, *fact.ties, *offices, *places)))

    def is_alive(self, person: str, when: DateSpan) -> bool:
        """Whether a person was born and not yet dead at some time in a span; True where nothing tells otherwise."""
        fact = self.fact(person)
        if fact is None:
            return True
        return _earliest(fact.born) <= when.latest and when.earliest <= _latest(fact.died)

    def is_curated(self, key: str) -> bool:
        """Whether a thing was written into facts by hand, for news speaks of it; not so what a dump or endpoint has."""
        return not self._index.about and self._by_key(key) is not None

    def fact(self, key: str) -> Fact | None:
        """The fact with this key."""
        record = self._by_key(key)
        return record[0] if record and isinstance(record[0], Fact) else None

    def office(self, key: str) -> Office | None:
        """The office with this key."""
        record = self._by_key(key)
        return record[0] if record and isinstance(record[0], Office) else None

    def find_office(self, kind: str, jurisdiction: str) -> tuple[Office, ...]:
        """The offices of one kind in one state or body, sorted by key."""
        numbers = self._numbers(f"{KIND_MARK}{kind}|{jurisdiction}")
        found = (self._record(n)[0] for n in numbers)
        return tuple(sorted((o for o in found if isinstance(o, Office)), key=lambda o: o.key))

    def offices_of(self, kind: str) -> tuple[Office, ...]:
        """The offices of one kind in all states and bodies, sorted by key."""
        return tuple(self._marked(f"{KIND_MARK}{kind}|"))

    def holders(self, office: str, when: DateSpan) -> tuple[Tenure, ...]:
        """All who held an office at some time within a span, by start; the day of a handover counts for both."""
        first, last = when.earliest, when.latest
        return tuple(t for t in self._tenures(office) if _earliest(t.start) <= last and first <= _latest(t.end))

    def tenures(self, person: str) -> tuple[Tenure, ...]:
        """All offices that a person held, or all tenures of an office, by start."""
        return self._tenures(person)

    def capital_of(self, place: str) -> str:
        """The key of the state whose capital the place is, or ''."""
        fact = self.fact(place)
        return fact.capital_of if fact else ""

    def names_of(self, key: str) -> tuple[tuple[str, str, str], ...]:
        """Names of a fact or office as written in the facts: (language, sort, name)."""
        record = self._by_key(key)
        return record[1] if record else ()

    def unidentified(self) -> Iterator[Fact]:
        """The facts whose Wikidata id is not known, sorted by key."""
        for key in sorted(self._keys(f"{KEY_MARK}x:")):
            fact = self.fact(key[len(KEY_MARK) :])
            if fact is not None:
                yield fact

    def ids(self) -> Sequence[int]:
        """The numbers of the Wikidata ids of all facts and offices, ascending."""
        if self._known == len(self._index):
            return self._index.ids
        facts = (int(key[len(KEY_MARK) + 1 :]) for key in self._keys(f"{KEY_MARK}Q"))
        return sorted({*facts, *(int(office.qid[1:]) for office in self.offices() if office.qid)})

    def facts(self) -> Iterator[Fact]:
        """All facts, sorted by key."""
        return (fact for fact, _ in self.facts_with_tenures())

    def facts_with_tenures(self) -> Iterator[tuple[Fact, tuple[Tenure, ...]]]:
        """All facts, each with the offices that it held."""
        for number in range(len(self._index)):
            item, _, tenures = self._decode_record(number)
            if isinstance(item, Fact):
                yield item, tenures

    def offices(self) -> Iterator[Office]:
        """All offices, sorted by key."""
        return self._marked(KIND_MARK)

    def _marked(self, prefix: str) -> Iterator[Office]:
        """The offices whose kinds begin so, without a look at any other record."""
        entries, marks = self._index.entries, self._index.trie.iteritems(prefix)
        for number in sorted({entry.record for _, trie_id in marks for entry in entries(trie_id)}):
            item = self._record(number)[0]
            if isinstance(item, Office):
                yield item

    def _numbers(self, string: str) -> list[int]:
        trie_id = self._index.trie.get(string)
        return [] if trie_id is None else [e.record for e in self._index.entries(trie_id)]

    def _hear(self, name: str, number: int, type_: FactType | None) -> tuple[str, float, float]:
        """Key, likeness (0 for what is of another type) and prior of a record."""
        thing, names, _ = self._record(number)
        if not isinstance(thing, Fact) or (type_ and thing.type != type_):
            return thing.key, 0.0, 0.0
        written = dict.fromkeys(n for _, sort, n in names if sort == "full")
        return thing.key, round(max((sounds().alike(name, n) for n in written), default=0.0), 4), thing.prior

    def _is_begun(self, token: str) -> bool:
        """Whether some name, or the key of one, begins with a token."""
        if next(self._keys(token + " "), None) is not None:
            return True
        return self._has_keys and self._begins(self._lookup.key((token,)))

    def _is_pair(self, joined: str) -> bool:
        """Whether some look-up key begins with that of two tokens."""
        return self._begins(self._lookup.key(joined.split()))

    def _begins(self, key: str) -> bool:
        """Whether some look-up key begins with this one."""
        return key != "" and next(self._key_strings(key), None) is not None

    def _by_key(self, key: str) -> _Record | None:
        if key[:1] == "Q" and key[1:].isdecimal() and len(key) < 12:
            number = self._index.number_of(int(key[1:]))
            if number is not None:
                return self._record(number)
        numbers = self._numbers(KEY_MARK + key)
        return self._record(numbers[0]) if numbers else None

    def _with_spellings(self, joined: str, found: list[Match]) -> list[Match]:
        """Names as they are, and those that are spelt otherwise; of one string, what is so written is enough."""
        first = joined.find(" ") + 1
        second = joined.find(" ", first) + 1
        if not second or not self._paired(joined[:second]):
            return found
        tokens, rules = joined.split(), self._lookup
        key, ends = rules.ends(tokens)
        exact = {name.count(" ") for name, _ in found}
        more: list[Match] = []
        for match, trie_id in self._index.keys.trie.iter_prefixes_with_ids(key):
            size = ends.get(len(match))
            if size is None or size in exact:
                continue
            written = tokens[:size]
            entries = tuple(
                entry
                for entry, number in self._by_key_id(trie_id)
                if any(rules.agrees(written, name) for name in self._spelt(number))
            )
            if entries:
                more.append((" ".join(written) + " ", entries))
        return sorted((*found, *more), key=lambda m: -len(m[0])) if more else found

    def _decode_keyed(self, trie_id: int) -> tuple[tuple[NameEntry, int], ...]:
        entries = self._index.keys.entries(trie_id, MOST_SPELT)
        return tuple((NameEntry(self._key_of(e.record), SORTS[e.sort], e.weak), e.record) for e in entries)

    def _key_of(self, number: int) -> str:
        return f"Q{self._index.ids[number]}" if number < self._known else self._record(number)[0].key

    def _decode_spellings(self, number: int) -> tuple[tuple[str, ...], ...]:
        names = dict.fromkeys(fold_name(n) for _, sort, n in self._record(number)[1] if sort in ("full", "alias"))
        return tuple(n for n in names if len(n) >= SHORTEST)

    def _tenures(self, key: str) -> tuple[Tenure, ...]:
        record = self._by_key(key)
        return record[2] if record else ()

    def _decode_entries(self, trie_id: int) -> tuple[NameEntry, ...]:
        entries = self._index.names.entries(trie_id, MOST_MEANT)
        return tuple(NameEntry(self._key_of(e.record), SORTS[e.sort], e.weak) for e in entries)

    def _decode_record(self, number: int) -> _Record:
        record = self._index.record(number)
        return (_decode_office if record[:3] == _OFFICE else _decode_fact)(record)[1:]


def _earliest(date: str) -> str:
    return DateSpan.of(date).earliest if date else "0000"


def _latest(date: str) -> str:
    return DateSpan.of(date).latest if date else "9999"
