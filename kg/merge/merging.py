"""All extractions → what they know together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kg.merge.actors import gather_actors
from kg.merge.clusters import Doubt, Ties, cluster
from kg.merge.happenings import describe
from kg.merge.people import join_people
from kg.merge.rules import Rules, load_rules
from kg.merge.telling import CountryOf, tell
from kg.model import Extraction, Knowledge


@dataclass(frozen=True, slots=True)
class Merging:
    """What merging gave: the knowledge, and the decisions that were near."""

    knowledge: Knowledge
    doubts: tuple[Doubt, ...]


def merge(
    extractions: Sequence[Extraction],
    *,
    country_of: CountryOf | None = None,
    ties: Ties | None = None,
    rules: Rules | None = None,
) -> Knowledge:
    """The knowledge of some extractions: each happening once, with all its reports.

    Articles with the same content count once. The result depends on the content alone, not on the order.

    Args:
        extractions: one an article, in any order.
        country_of: the state of a person, body or place by its key, '' where unknown.
        ties: what a person decided about happenings; outranks the rules.
        rules: the rules of merging; by default the package's own.
    """
    return weigh(extractions, country_of=country_of, ties=ties, rules=rules).knowledge


def weigh(
    extractions: Sequence[Extraction],
    *,
    country_of: CountryOf | None = None,
    ties: Ties | None = None,
    rules: Rules | None = None,
) -> Merging:
    """As `merge`, with the doubtful decisions."""
    rules = rules or load_rules()
    country_of = cache(country_of or _unknown)
    ties = ties or Ties()
    once = join_people(unique(extractions), ties)
    tellings = [telling for extraction in once.extractions for telling in tell(extraction, rules, country_of)]
    clustering = cluster(tellings, rules, ties)
    entities = {e.article.id: {entity.id: entity for entity in e.entities} for e in once.extractions if e.events}
    happenings = describe(clustering.clusters, entities)
    articles = tuple(extraction.article for extraction in once.extractions)
    actors = gather_actors(once.extractions, once.merged)
    return Merging(Knowledge(articles, once.extractions, actors, happenings), tuple(clustering.doubts))


def unique(extractions: Sequence[Extraction]) -> tuple[Extraction, ...]:
    """The extractions sorted by article id, one for each content."""
    kept: dict[str, Extraction] = {}
    for extraction in sorted(extractions, key=lambda e: e.article.id):
        kept.setdefault(extraction.article.sha256 or extraction.article.id, extraction)
    return tuple(kept.values())


def _unknown(key: str) -> str:
    return ""
