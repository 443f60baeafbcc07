"""Look-ups over the compiled index."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.gazetteer.records import Fact, NameEntry, Office, Tenure
from kg.model import DateSpan


class Gazetteer:
    """A compiled index, memory-mapped; every method is a look-up."""

    @classmethod
    def open(cls, path: Path | None = None) -> Gazetteer:
        """The gazetteer of the index at `path`; without one, of the package's own facts, compiled at first use."""
        raise NotImplementedError

    def matches(self, joined: str) -> list[tuple[str, tuple[NameEntry, ...]]]:
        """Every name that `joined` begins with, longest first; `joined` is folded tokens, a space after each."""
        raise NotImplementedError

    def starts(self, token: str) -> bool:
        """Whether some name begins with this folded token."""
        raise NotImplementedError

    def fact(self, key: str) -> Fact | None:
        """The fact with this key."""
        raise NotImplementedError

    def office(self, key: str) -> Office | None:
        """The office with this key."""
        raise NotImplementedError

    def find_office(self, kind: str, jurisdiction: str) -> tuple[Office, ...]:
        """The offices of one kind in one state or body, sorted by key."""
        raise NotImplementedError

    def holders(self, office: str, when: DateSpan) -> tuple[Tenure, ...]:
        """All who held an office at some time within a span, by start."""
        raise NotImplementedError

    def tenures(self, person: str) -> tuple[Tenure, ...]:
        """All offices that a person held, by start."""
        raise NotImplementedError

    def capital_of(self, place: str) -> str:
        """The key of the state whose capital the place is, or ''."""
        raise NotImplementedError

    def names_of(self, key: str) -> tuple[tuple[str, str, str], ...]:
        """Names of a fact or office as written in the facts: (language, sort, name)."""
        raise NotImplementedError

    def facts(self) -> Iterator[Fact]:
        """All facts, sorted by key."""
        raise NotImplementedError

    def offices(self) -> Iterator[Office]:
        """All offices, sorted by key."""
        raise NotImplementedError
