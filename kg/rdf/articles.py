"""How articles, their passages and their doubtful names are described."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

from kg.errors import TermError
from kg.model import Article, Candidate, DateSpan, Entity, Span
from kg.rdf.statements import Description, Facet, state
from kg.rdf.terms import LABEL, RDF_TYPE, date, decimal, integer, iri, plain, text
from kg.rdf.vocabulary import dip
from kg.rdf.world import World


def describe_article(world: World, article: Article) -> Description:
    """An article, what it mentions, the candidates of its doubtful names, and its passages."""
    mentions: list[Facet] = [(dip("mentions"), world.namer.actor(key)) for key in world.named_by(article.id)]
    found = state(world.namer.article(article), [*_facets(article), *mentions], (article.id,))
    for entity in world.extraction(article.id).entities:
        found += _describe_candidates(world, article, entity)
    for span in world.passages(article.id):
        found += _describe_passage(world, article, span)
    return found


def candidate_name(world: World, article: Article, entity: Entity, candidate: Candidate) -> NamedNode:
    """The IRI of one thing that a doubtful name in an article may mean."""
    source = world.namer.article(article).value
    return world.namer.hashed("candidate", source, entity.key, candidate.key, candidate.reason)


def _describe_passage(world: World, article: Article, span: Span) -> Description:
    """A stretch of an article's text: where it is and what it says."""
    facets: list[Facet] = [
        (RDF_TYPE, dip("Passage")),
        (dip("article"), world.namer.article(article)),
        (dip("start"), integer(span.start)),
        (dip("end"), integer(span.end)),
        (dip("quote"), text(article.text[span.start : span.end], article.lang)),
    ]
    return state(world.namer.passage(article, span), facets, (article.id,))


def is_address(value: str) -> bool:
    """Whether a web address can be an IRI of the graph."""
    try:
        iri(value)
    except TermError:
        return False
    return True


def _facets(article: Article) -> Iterator[Facet]:
    yield RDF_TYPE, dip("Article")
    if article.sha256:
        yield dip("sha256"), plain(article.sha256)
    if article.title:
        yield dip("title"), text(article.title, article.lang)
        yield LABEL, text(article.title, article.lang)
    if article.published:
        yield dip("published"), date(_shared(article.published))
    if article.source:
        yield dip("source"), plain(article.source)
    if article.lang:
        yield dip("language"), plain(article.lang)
    if article.url and is_address(article.url):
        yield dip("url"), iri(article.url)


def _shared(span: DateSpan) -> str:
    """The most exact single date that a span tells: itself, or the part that its ends share."""
    if span.start == span.end:
        return span.start
    return span.start[:7] if span.start[:7] == span.end[:7] else span.start[:4]


def _describe_candidates(world: World, article: Article, entity: Entity) -> Description:
    found: Description = []
    for candidate in entity.candidates:
        facets: list[Facet] = [
            (RDF_TYPE, dip("Candidate")),
            (dip("possibly"), world.namer.actor(candidate.key)),
            (dip("weight"), decimal(candidate.score)),
            (dip("article"), world.namer.article(article)),
            (LABEL, plain(candidate.name)),
        ]
        if candidate.reason:
            facets.append((dip("reason"), plain(candidate.reason)))
        found += state(candidate_name(world, article, entity, candidate), facets, (article.id,))
    return found
