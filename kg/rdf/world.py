"""Tables over a build's knowledge: who tells what, who is named where."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from kg.lines import key_of
from kg.model import Entity, Extraction, Knowledge, Span
from kg.rdf.facts import Facts
from kg.rdf.names import Namer
from kg.rdf.vocabulary import Vocabulary

if TYPE_CHECKING:
    from kg.gazetteer.records import Tenure

Digest = Callable[[Extraction], bytes]
Doubt = tuple[str, Entity]
"""An article's id, and what it names of which the link is doubtful."""


class World:
    """What the descriptions look things up in; nothing changes once made."""

    def __init__(
        self, knowledge: Knowledge, facts: Facts, namer: Namer, vocabulary: Vocabulary, digest: Digest = key_of
    ) -> None:
        """Tables over some knowledge and background facts; `digest` gives the hash of what was found in an article."""
        self.namer = namer
        self.vocabulary = vocabulary
        self.own_actors = {actor.key: actor for actor in knowledge.actors}
        self.actors = {actor.key: actor for actor in facts.actors} | self.own_actors
        self.articles = {article.id: article for article in knowledge.articles}
        self.happenings = {happening.id: happening for happening in knowledge.happenings}
        self.offices = {office.key: office for office in facts.offices}
        self.former = facts.former
        self._extractions = {extraction.article.id: extraction for extraction in knowledge.extractions}
        self._facts = facts
        self._keys: dict[str, dict[str, str]] = {}
        self._digest = digest
        self._digests: dict[str, bytes] = {}

    def extraction(self, article_id: str) -> Extraction:
        """What was found in an article."""
        return self._extractions.get(article_id) or Extraction(self.articles[article_id])

    def keys(self, article_id: str) -> dict[str, str]:
        """The keys of an article's entities by their ids in it."""
        known = self._keys.get(article_id)
        if known is None:
            known = self._keys[article_id] = {e.id: e.key for e in self.extraction(article_id).entities}
        return known

    def digest(self, article_id: str) -> bytes:
        """The hash of what was found in an article."""
        known = self._digests.get(article_id)
        if known is None:
            known = self._digests[article_id] = self._digest(self.extraction(article_id))
        return known

    def office(self, key: str) -> NamedNode:
        """The IRI of an office."""
        return self.namer.office(key, self.offices[key].qid if key in self.offices else "")

    def named_by(self, article_id: str) -> list[str]:
        """The actors and places that an article's own text names, sorted."""
        return sorted({e.key for e in self.extraction(article_id).entities if e.key in self.own_actors})

    def passages(self, article_id: str) -> list[Span]:
        """The passages of an article that say something, in text order."""
        told = (self.happenings[key] for key in self.told_in.get(article_id, ()))
        reports = (report for happening in told for report in happening.reports if report.article == article_id)
        return sorted({span for report in reports for span in report.event.evidence})

    @cached_property
    def doubts(self) -> dict[str, list[Doubt]]:
        """Actor or place → (article, entity) where its link is doubtful, sorted."""
        doubts: dict[str, list[Doubt]] = {}
        for article in sorted(self.articles):
            for entity in self.extraction(article).entities:
                if entity.candidates:
                    doubts.setdefault(entity.key, []).append((article, entity))
        return doubts

    @cached_property
    def told_in(self) -> dict[str, list[str]]:
        """Article → the happenings that it tells, sorted."""
        told: dict[str, set[str]] = {}
        for happening in self.happenings.values():
            for report in happening.reports:
                told.setdefault(report.article, set()).add(happening.id)
        return {article: sorted(ids) for article, ids in told.items()}

    @cached_property
    def named_in(self) -> dict[str, list[str]]:
        """Article → the actors and places that its own text, its happenings or its candidates name, sorted."""
        named = map(self._named, self.articles)
        return {article: sorted(keys) for article, keys in zip(self.articles, named, strict=True)}

    def _named(self, article_id: str) -> set[str]:
        entities = self.extraction(article_id).entities
        named = {entity.key for entity in entities if entity.key in self.own_actors}
        named |= {c.key for entity in entities if entity.candidates for c in entity.candidates if c.key in self.actors}
        for happening in (self.happenings[key] for key in self.told_in.get(article_id, ())):
            keys = [happening.place, *(key for p in happening.participations for key in (p.actor, p.on_behalf_of))]
            named.update([key for key in keys if key in self.actors])
        return named

    @cached_property
    def told_of(self) -> dict[str, tuple[str, ...]]:
        """Actor or place → the articles that its description rests on; those of the background are not in it."""
        articles: dict[str, list[str]] = {}
        for article in sorted(self.named_in):
            for key in self.named_in[article]:
                articles.setdefault(key, []).append(article)
        return {key: tuple(ids) for key, ids in articles.items()}

    @cached_property
    def tenures(self) -> list[Tenure]:
        """The tenures of the graph's persons, sorted."""
        persons = {key for key, actor in self.own_actors.items() if actor.type == "person"}
        return sorted({tenure for tenure in self._facts.tenures if tenure.person in persons})

    @cached_property
    def office_keys(self) -> list[str]:
        """The offices that participations and tenures name, sorted."""
        acted = {p.office for h in self.happenings.values() for p in h.participations if p.office}
        return sorted(acted | {tenure.office for tenure in self.tenures})
