"""What the gazetteer answers with: facts, names, offices and tenures, all frozen."""

from __future__ import annotations

from typing import Literal, NamedTuple

import msgspec

FactType = Literal["person", "state", "organization", "place", "topic"]
"""The types of the graph's entities, and 'topic': wars, treaties and other things that are no actors."""
NameSort = Literal["full", "alias", "short", "demonym", "office"]


ANY_OFFICE = "office"
"""The kind of an office of which nothing tells the kind."""


class Fact(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One person, state, organization, place or topic."""

    key: str
    """A Wikidata id, or 'x:slug' where none is known."""
    type: FactType
    kind: str
    """Finer than the type: 'country', 'territory', 'city', 'admin1', 'ministry', 'armed_group', 'war', …"""
    labels: tuple[tuple[str, str], ...]
    """(language, label), sorted by language."""
    country: str = ""
    """Key of the state that it belongs to; '' where none is known, and for most states."""
    gender: str = ""
    """'male', 'female' or '' (unknown, or no person)."""
    prior: float = 0.0
    """How likely news means it, 0..1, before any context; only to be compared among facts of one name."""
    capital: str = ""
    """Of a state: the key of its capital."""
    capital_of: str = ""
    """Of a city: the key of the state that news means by its name, as its capital or the seat of its government."""
    iso2: str = ""
    """Of a state: its ISO 3166-1 alpha-2 code."""
    latitude: float | None = None
    """Degrees north."""
    longitude: float | None = None
    """Degrees east."""
    population: int = 0
    """Inhabitants; 0 where not known."""
    note: str = ""
    """One line on who or what it is, in English where there is one."""
    born: str = ""
    """Of a person: ISO date of any precision."""
    died: str = ""
    """Of a person: ISO date of any precision; '' for the living, and where it is not known."""
    occupations: tuple[str, ...] = ()
    """Of a person: ids of occupations."""
    ties: tuple[str, ...] = ()
    """Keys of parties, bodies and conflicts that it belongs to or took part in."""
    sitelinks: int = 0
    """In how many wikis there is a page on it; 0 where not known."""

    def label(self, lang: str) -> str:
        """The label in one language, or ''."""
        return dict(self.labels).get(lang, "")


class NameEntry(NamedTuple):
    """One thing that a name may mean; for `sort` 'office', `key` is an office's."""

    key: str
    sort: NameSort
    weak: bool = False
    """The name is an ordinary word, too ('مالي', 'us'): only the context may choose it."""


class Office(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A post that one person holds at a time, or a few share."""

    key: str
    qid: str
    """Its Wikidata id, or ''."""
    kind: str
    """'head_of_state', 'foreign_minister', …"""
    jurisdiction: str
    """Key of the state or body that it belongs to, or ''."""
    labels: tuple[tuple[str, str], ...]

    def label(self, lang: str) -> str:
        """The label in one language, or ''."""
        return dict(self.labels).get(lang, "")


class Tenure(NamedTuple):
    """Who held an office, from when to when: ISO dates of any precision, `end` '' while it lasts."""

    person: str
    office: str
    start: str
    end: str
    confidence: str
    """'high', 'medium' or 'low': how sure the dates are."""
