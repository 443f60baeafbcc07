"""Knowledge → statements: each thing is described once, and each statement knows which articles it rests on.

The merged graph is all statements. The named graph of an article is the statements that rest on it; the background
graph is those that rest on none. Their union is the merged graph.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from pyoxigraph import NamedNode

from kg.lines import key_of
from kg.model import Article, Happening, Knowledge, Problem
from kg.rdf.articles import candidate_name, describe_article, is_address
from kg.rdf.events import describe_event, describe_happening, describe_report
from kg.rdf.facts import Facts
from kg.rdf.keys import Keys
from kg.rdf.names import Namer
from kg.rdf.offices import describe_office, describe_tenure
from kg.rdf.statements import Description, Facet, Statement, state
from kg.rdf.terms import CONCEPT, LABEL, RDF_TYPE, SAME_AS, SUBCLASS, plain, text
from kg.rdf.vocabulary import Vocabulary, dip, load_vocabulary
from kg.rdf.world import Digest, Doubt, World

Thing = tuple[Callable[[], bytes], Callable[[], Description]]
"""What the description of a thing depends on (a hash, empty where none is known), and the description."""


class Graph:
    """The graph of a build, described piece by piece so that no more than one piece is held at a time."""

    def __init__(
        self,
        knowledge: Knowledge,
        facts: Facts | None = None,
        namer: Namer | None = None,
        vocabulary: Vocabulary | None = None,
        digest: Digest = key_of,
    ) -> None:
        """A graph over what a build knows.

        Args:
            knowledge: the articles, what was found in each, and the merged actors and happenings.
            facts: offices and tenures that are told beside the articles.
            namer: how things are named; by default below `names.BASE`.
            vocabulary: the ontology; by default the one that comes with the package.
            digest: gives the hash of what was found in an article.
        """
        self.namer = namer or Namer()
        self._world = World(knowledge, facts or Facts(), self.namer, vocabulary or load_vocabulary(), digest)
        self._keys = Keys(self._world, self.namer.base.encode())
        self._shared: dict[str, dict[str, Description]] = {}
        self._actors: dict[str, Description] = {}

    def descriptions(self) -> Iterator[Description]:
        """The merged graph, thing by thing in a fixed order: articles, events, actors, then the background."""
        for _, describe in (*self.things(), *self.background()):
            yield describe()

    def things(self) -> Iterator[Thing]:
        """All but the background."""
        world, keys = self._world, self._keys
        for article in self.articles():
            yield partial(keys.article, article), partial(describe_article, world, article)
        for name in sorted(world.happenings):
            happening = world.happenings[name]
            yield partial(keys.happening, happening), partial(describe_event, world, happening)
        for key in sorted(world.actors):
            if key in world.told_of:
                doubts = world.doubts.get(key, ())
                yield partial(keys.actor, key, doubts), partial(self._describe_actor, key, doubts)

    def background(self) -> Iterator[Thing]:
        """What rests on no article: offices, tenures, what only they name, and the words of the ontology in use."""
        world, key_of = self._world, self._keys.background
        for key in sorted(world.actors):
            if key not in world.told_of:
                yield partial(key_of, self._keys.actor(key)), partial(self._describe_actor, key, ())
        for key in world.office_keys:
            yield partial(key_of, (key, world.offices.get(key))), partial(describe_office, world, key)
        for tenure in world.tenures:
            office = world.office(tenure.office).value
            yield partial(key_of, (tenure, office)), partial(describe_tenure, world, tenure)
        yield from self._words()

    def articles(self) -> list[Article]:
        """The articles in the order of their IRIs, each text once."""
        named = {self.namer.article_name(article): article for article in self._world.articles.values()}
        return [named[key] for key in sorted(named)]

    def graph_of(self, article: Article) -> NamedNode:
        """The name of the graph that holds what rests on an article: the article's own."""
        return self.namer.article(article)

    def digest(self, article: Article) -> bytes:
        """The hash of what was found in an article."""
        return self._world.digest(article.id)

    def article_key(self, article: Article) -> bytes:
        """What the statements that rest on one article depend on, as a hash."""
        return self._keys.graph(article)

    def article_graph(self, article: Article) -> Description:
        """The statements that rest on one article."""
        return [statement for _, describe in self.article_things(article) for statement in describe()]

    def article_things(self, article: Article) -> Iterator[Thing]:
        """The same thing by thing, the article first; the key is that of `things` where nothing else rests on it."""
        world, keys = self._world, self._keys
        yield partial(keys.article, article), partial(describe_article, world, article)
        for name in world.told_in.get(article.id, ()):
            happening = world.happenings[name]
            if len(happening.reports) == 1:
                yield partial(keys.happening, happening), partial(describe_event, world, happening)
            else:
                yield bytes, partial(self._share, happening, article.id)
        doubtful: dict[str, list[Doubt]] = {}
        for entity in world.extraction(article.id).entities:
            if entity.candidates:
                doubtful.setdefault(entity.key, []).append((article.id, entity))
        for key in world.named_in.get(article.id, ()):
            doubts = doubtful.get(key, ())
            yield partial(keys.actor, key, doubts), partial(self._describe_actor, key, doubts)

    def _share(self, happening: Happening, article_id: str) -> Description:
        """What one of several articles tells of a happening."""
        world, shared = self._world, self._shared.get(happening.id)
        if shared is None:
            shared = self._shared[happening.id] = {}
            for statement in describe_happening(world, happening):
                for told in statement.told or ():
                    shared.setdefault(told, []).append(statement)
        found = [*shared.get(article_id, ())]
        for report in happening.reports:
            if report.article == article_id:
                found += describe_report(world, happening, report)
        return found

    def background_graph(self) -> Description:
        """All statements that rest on no article."""
        return [statement for _, describe in self.background() for statement in describe()]

    def _words(self) -> Iterator[Thing]:
        """The labels of the topics, event classes and statuses in use, so that the graph reads by itself."""
        world, vocabulary = self._world, self._world.vocabulary
        happenings = world.happenings.values()
        topics = {vocabulary.topic(key) for key in {key for happening in happenings for key in happening.topics}}
        terms = {key for happening in happenings for key in (happening.type, happening.status)}
        terms |= {report.event.status for happening in happenings for report in happening.reports}
        used = {vocabulary.term(key) for key in terms}
        used |= {parent for name in used for parent in vocabulary.parents.get(name, ())}
        for name in sorted(topics | used, key=str):
            is_topic = name in topics
            yield partial(self._keys.background, (name.value, is_topic)), partial(self._describe_word, name, is_topic)

    def _describe_word(self, name: NamedNode, is_topic: bool) -> Description:
        vocabulary = self._world.vocabulary
        facets: list[Facet] = [(LABEL, text(label, code)) for code, label in vocabulary.labels.get(name, {}).items()]
        facets += [(SUBCLASS, parent) for parent in vocabulary.parents.get(name, ())]
        facets += [(RDF_TYPE, CONCEPT)] if is_topic else []
        return state(name, facets, None)

    def _describe_actor(self, key: str, doubts: Sequence[Doubt]) -> Description:
        """An actor, with the candidates that some articles give for it."""
        world = self._world
        if key not in self._actors:
            self._actors[key] = self._describe_by_itself(key)
        found = [*self._actors[key]]
        for article_id, entity in doubts:
            for candidate in entity.candidates:
                node = candidate_name(world, world.articles[article_id], entity, candidate)
                found.append(Statement(found[0].subject, dip("candidate"), node, (article_id,)))
        return found

    def _describe_by_itself(self, key: str) -> Description:
        world = self._world
        actor, name, told = world.actors[key], self.namer.actor(key), world.told_of.get(key)
        facets: list[Facet] = [(RDF_TYPE, world.vocabulary.term(actor.type)), (dip("name"), plain(actor.name or key))]
        labels = [pair for pair in actor.labels if pair[1]] or [("", actor.name or key)]
        found = state(name, [*facets, *((LABEL, text(label, language)) for language, label in labels)], told)
        # Other articles, or graphs of before its id was known, call it by another IRI.
        others = sorted({*actor.also, *world.former.get(key, ())})
        return [*found, *(Statement(self.namer.actor(other), SAME_AS, name, told) for other in others)]


def unusable_addresses(knowledge: Knowledge) -> tuple[Problem, ...]:
    """The articles whose address cannot be an IRI and is left out of the graph."""
    return tuple(
        Problem(article.path or article.id, "KG300", f"its address is left out: {article.url!a}", skipped=False)
        for article in knowledge.articles
        if article.url and not is_address(article.url)
    )
