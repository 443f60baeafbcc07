"""The ontology as the picture needs it: which classes are events and actors, and what they are called."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from kg.view.records import Labels, Term
from kg.view.statements import BELOW, DIP, Statements

KEY = DIP + "key"
EVENT, ACTOR, PLACE = DIP + "Event", DIP + "Actor", DIP + "Place"


class Terms:
    """Classes, statuses and topics by IRI; what a graph says of them goes before what the ontology says."""

    def __init__(self, graph: Statements, ontology: Statements) -> None:
        """Over a graph that may bring classes of its own, and the ontology."""
        self._sources = (graph, ontology)
        self._below: dict[str, list[str]] = {}
        for source in self._sources:
            for child, parents in source.subjects(BELOW).items():
                for parent, _ in parents:
                    self._below.setdefault(parent, []).append(child)
        self.events = self._steps_below(EVENT)
        self._families = {
            iri: short(family).lower()
            for family in sorted(set(self._below.get(EVENT, ())))
            for iri in self._steps_below(family)
        }
        self.actors = self._steps_below(ACTOR) | {place: step + 1 for place, step in self._steps_below(PLACE).items()}

    def most_exact(self, classes: Iterable[str], among: dict[str, int]) -> str | None:
        """The class that is furthest below the root of some, or None where none is among them."""
        known = [(-among[name], name) for name in classes if name in among]
        return min(known)[1] if known else None

    def term(self, iri: str) -> Term:
        """A class, status or topic."""
        return Term(self.key(iri), self.labels(iri), self._families.get(iri, ""))

    def family_labels(self) -> dict[str, Labels]:
        """The labels of the families of events, by key."""
        return {short(iri).lower(): self.labels(iri) for iri in sorted(set(self._below.get(EVENT, ())))}

    def key(self, iri: str) -> str:
        """The short name that command line and page use."""
        return next((key for s in self._sources if (key := s.text(iri, KEY))), "") or short(iri).lower()

    def labels(self, iri: str) -> Labels:
        """The labels of a term, one a language."""
        merged: dict[str, str] = {}
        for source in reversed(self._sources):
            merged |= dict(source.labels(iri))
        return tuple(sorted(merged.items())) or (("", short(iri)),)

    def _steps_below(self, root: str) -> dict[str, int]:
        steps, queue = {root: 0}, deque([root])
        while queue:
            parent = queue.popleft()
            for child in self._below.get(parent, ()):
                if child not in steps:
                    steps[child] = steps[parent] + 1
                    queue.append(child)
        return steps


def short(iri: str) -> str:
    """What stands after the last '#' or '/' of an IRI."""
    return iri.rstrip("/#").rpartition("#")[2].rpartition("/")[2] or iri
