"""The labels of events: who, what, where and when, by the templates of the ontology."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.model import Actor, Happening
from kg.rdf.vocabulary import Listing, Vocabulary

MOST_NAMES = 4

_PART = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")


def name_of(actor: Actor | None, key: str, language: str) -> str:
    """An actor's label in a language, else its name."""
    if actor is None:
        return key
    return dict(actor.labels).get(language) or actor.name or key


def label_event(happening: Happening, actors: Mapping[str, Actor], vocabulary: Vocabulary, language: str) -> str:
    """The label of a happening in one language.

    Args:
        happening: what is labelled.
        actors: the graph's actors and places, by key.
        vocabulary: where the templates are.
        language: one of `vocabulary.languages`.
    """
    kind = vocabulary.term(happening.type)
    template = vocabulary.templates.get(kind, {}).get(language) or vocabulary.labels.get(kind, {}).get(language, "")
    listing = vocabulary.listings[language]

    def named(role: str) -> str:
        keys = sorted({p.actor for p in happening.participations if p.role == role})
        return join([name_of(actors.get(key), key, language) for key in keys], listing)

    slots = {
        "agents": named("agent"),
        "counterparts": named("counterpart"),
        "place": name_of(actors.get(happening.place), happening.place, language) if happening.place else "",
        "date": str(happening.date or ""),
    }
    return fill(template, slots)


def fill(template: str, slots: Mapping[str, str]) -> str:
    """A template with its {slots} filled and without the [parts] that have an empty slot."""

    def part(match: re.Match[str]) -> str:
        inner = match.group(1)
        return inner if all(slots.get(name) for name in _SLOT.findall(inner)) else ""

    return _SLOT.sub(lambda match: slots.get(match.group(1), ""), _PART.sub(part, template)).strip()


def join(names: list[str], listing: Listing) -> str:
    """Names as one phrase; a long list is cut and says how many are left out."""
    shown = names[:MOST_NAMES]
    if len(names) > len(shown):
        return listing.conjunction.join(shown) + listing.more.replace("{n}", str(len(names) - len(shown)))
    return listing.last.join(filter(None, [listing.conjunction.join(shown[:-1]), *shown[-1:]]))
