"""Linking: which persons, states, bodies and places the noun phrases of a document stand for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from itertools import chain

from kg.gazetteer import Gazetteer
from kg.gazetteer.offices import OfficePhrases
from kg.lang import Pack
from kg.link.atoms import Finder, Row
from kg.link.context import gather
from kg.link.lexicon import Lexicon, lexicon
from kg.link.phrases import phrases, phrases_again
from kg.link.resolve import Resolver
from kg.link.scope import Scope
from kg.link.times import written
from kg.model import Document, Entity, LinkedDocument

__all__ = ["finder_of", "link"]


@lru_cache(8)
def finder_of(gazetteer: Gazetteer, pack: Pack) -> Finder:
    """The finder of a gazetteer and a language, made once."""
    return Finder(gazetteer, lexicon(pack), OfficePhrases(pack))


def _with_capitals(document: Document, gazetteer: Gazetteer, words: Lexicon) -> Document:
    """A text without capitals as if words of names had one, so that nothing is no name for want of them."""
    if not document.article.text.islower():
        return document
    named = {
        t.fold
        for t in document.tokens
        if not words.is_stop(t.fold) and (words.is_name_part(t.fold) or gazetteer.starts(t.fold))
    }
    return replace(
        document,
        tokens=tuple(t._replace(text=t.text.capitalize()) if t.fold in named else t for t in document.tokens),
    )


def link(document: Document, gazetteer: Gazetteer, pack: Pack) -> LinkedDocument:
    """The mentions and entities of a document.

    It is read twice: first for the names that it gives in full, then for everything, with short forms of them.

    Args:
        document: with its tokens, sentences and dates.
        gazetteer: names, offices and tenures.
        pack: of the document's language.

    Raises:
        DataError: a data file of the pack is missing or broken.
    """
    finder = finder_of(gazetteer, pack)
    row = Row.of(_with_capitals(document, gazetteer, finder.lexicon) if finder.lexicon.has_case else document, finder)
    scope = Scope(row, gazetteer, finder.lexicon, written(document))
    first = phrases(scope)
    context = gather(chain.from_iterable(first), scope)
    scope.states = context.states
    resolver = Resolver(scope, context, scope.when)
    for phrase in chain.from_iterable(phrases_again(scope, first)):
        resolver.resolve(phrase)
    mentions, entities = resolver.registry.finish()
    states, capitals = _states(entities, gazetteer)
    return LinkedDocument(document, mentions, entities, states, capitals, _outlets(entities, gazetteer))


def _states(entities: Iterable[Entity], gazetteer: Gazetteer) -> tuple[dict[str, str], frozenset[str]]:
    """The state of each entity, where known, and which of them are capitals."""
    states: dict[str, str] = {}
    capitals: set[str] = set()
    for entity in entities:
        key = entity.on_behalf_of or entity.key
        fact = gazetteer.fact(key) if key[:1] in "Qx" else None
        state = key if fact is not None and fact.type == "state" else fact.country if fact is not None else ""
        if state:
            states[entity.id] = state
        if fact is not None and fact.capital_of and entity.type == "place":
            capitals.add(entity.id)
    return states, frozenset(capitals)


def _outlets(entities: Iterable[Entity], gazetteer: Gazetteer) -> frozenset[str]:
    """The newspapers, agencies and channels among the entities."""
    facts = ((entity.id, gazetteer.fact(entity.key)) for entity in entities if entity.type == "organization")
    return frozenset(number for number, fact in facts if fact is not None and fact.kind == "media")
