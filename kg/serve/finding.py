"""Search: what in a graph is called so, in any language and spelling."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import nsmallest
from typing import NamedTuple

from kg.serve.catalogue import Catalogue, Labels
from kg.store.names import fold

LONGEST_SEARCH = 200
KINDS = ("actor", "topic", "event", "article")
"""What can be found, in the order in which it is shown among equals."""


class Entry(NamedTuple):
    """One name of one thing, folded."""

    folded: str
    kind: int
    place: int
    """Its rank among its kind: the busiest actors and the latest events first."""
    key: str


class Finder:
    """An index over the names of a catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        """An index over all labels and titles."""
        self._entries = sorted(set(_entries(catalogue)))

    def find(self, text: str, kinds: tuple[str, ...] = KINDS, limit: int = 20) -> list[tuple[str, str]]:
        """The (kind, key) of what is called so: whole names first, then by kind, names that begin so first.

        Args:
            text: words; each must begin a word of the name.
            kinds: which kinds to look among.
            limit: the most that is found.
        """
        wanted = fold(text[:LONGEST_SEARCH])
        if not wanted:
            return []
        words = [f" {word}" for word in wanted.split()]
        among = {KINDS.index(kind) for kind in kinds}
        ranked = (
            (entry.folded != wanted, entry.kind, not entry.folded.startswith(wanted), entry.place, entry.key)
            for entry in self._entries
            if entry.kind in among and all(word in f" {entry.folded}" for word in words)
        )
        best: dict[tuple[str, str], None] = {}
        for _, kind, _, _, key in nsmallest(limit * 8, ranked):
            best.setdefault((KINDS[kind], key))
        return list(best)[:limit]


def _entries(catalogue: Catalogue) -> Iterator[Entry]:
    tables: tuple[list[tuple[str, Labels]], ...] = (
        [(key, row.labels) for key, row in catalogue.actors.items()],
        list(catalogue.topics.items()),
        [(key, event.labels) for key, event in catalogue.events.items()],
        [(key, {article.lang: article.title}) for key, article in catalogue.articles.items()],
    )
    for kind, table in enumerate(tables):
        for place, (key, labels) in enumerate(table):
            for label in labels.values():
                yield Entry(fold(label), kind, place, key)
