"""Look-ups over the compiled index."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from kg.gazetteer.compiling import KEY_MARK, KIND_MARK, SORTS, package_index
from kg.gazetteer.index import Index
from kg.gazetteer.records import Fact, NameEntry, Office, Tenure
from kg.model import DateSpan

CACHED = 1 << 16
"""How many decoded records and names are kept, whatever the size of the index."""

_decode = msgspec.msgpack.Decoder().decode
_Record = tuple[Fact | Office, tuple[tuple[str, str, str], ...], tuple[Tenure, ...]]


class Gazetteer:
    """A compiled index, memory-mapped; every method is a look-up."""

    def __init__(self, index: Index) -> None:
        """Answer from an open index."""
        self._index = index
        self._record: Callable[[int], _Record] = lru_cache(CACHED)(self._decode_record)
        self._entries: Callable[[int], tuple[NameEntry, ...]] = lru_cache(CACHED)(self._decode_entries)
        self._prefixes = index.trie.iter_prefixes_with_ids
        self._keys = index.trie.iterkeys

    @classmethod
    def open(cls, path: Path | None = None) -> Gazetteer:
        """The gazetteer of the index at `path`; without one, of the package's own facts, compiled at first use.

        Raises:
            DataError: the file is no index, is damaged, or is of another version.
        """
        return cls(package_index() if path is None else Index(path))

    def matches(self, joined: str) -> list[tuple[str, tuple[NameEntry, ...]]]:
        """Every name that `joined` begins with, longest first; what it may mean likeliest first, surnames last.

        Args:
            joined: folded tokens, a space after each; a name matches only up to the end of a token.
        """
        entries = self._entries
        found = [(name, entries(trie_id)) for name, trie_id in self._prefixes(joined)]
        found.reverse()
        return found

    def starts(self, token: str) -> bool:
        """Whether some name begins with this folded token."""
        return next(self._keys(token + " "), None) is not None

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

    def facts(self) -> Iterator[Fact]:
        """All facts, sorted by key."""
        for number in range(len(self._index)):
            item = self._decode_record(number)[0]
            if isinstance(item, Fact):
                yield item

    def offices(self) -> Iterator[Office]:
        """All offices, sorted by key."""
        for number in range(len(self._index)):
            item = self._decode_record(number)[0]
            if isinstance(item, Office):
                yield item

    def _numbers(self, string: str) -> list[int]:
        trie_id = self._index.trie.get(string)
        return [] if trie_id is None else [e.record for e in self._index.entries(trie_id)]

    def _by_key(self, key: str) -> _Record | None:
        numbers = self._numbers(KEY_MARK + key)
        return self._record(numbers[0]) if numbers else None

    def _tenures(self, key: str) -> tuple[Tenure, ...]:
        record = self._by_key(key)
        return record[2] if record else ()

    def _decode_entries(self, trie_id: int) -> tuple[NameEntry, ...]:
        return tuple(
            NameEntry(self._record(e.record)[0].key, SORTS[e.sort], e.weak) for e in self._index.entries(trie_id)
        )

    def _decode_record(self, number: int) -> _Record:
        tag, fields, names, tenures = _decode(self._index.record(number))
        return (
            Fact(*_with_labels(fields, 3)) if tag == "f" else Office(*_with_labels(fields, 4)),
            tuple((lang, sort, name) for lang, sort, name in names),
            tuple(Tenure(*t) for t in tenures),
        )


def _with_labels(fields: list[Any], at: int) -> list[Any]:
    return [*fields[:at], tuple((lang, label) for lang, label in fields[at]), *fields[at + 1 :]]


def _earliest(date: str) -> str:
    return DateSpan.of(date).earliest if date else "0000"


def _latest(date: str) -> str:
    return DateSpan.of(date).latest if date else "9999"
