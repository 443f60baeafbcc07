"""What annotated articles teach: candidates, events and their slots with what gold says of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.code import make_event, read_words_of
from kg.code.confidence import find_traits
from kg.code.matters import topic_options
from kg.code.options import chooses_place, date_options, place_options, status_options
from kg.code.scene import Scene
from kg.code.weights import Trait
from kg.evaluate import match_events, name_entities
from kg.evaluate.gold import read_gold
from kg.gazetteer import Gazetteer
from kg.lang import Pack
from kg.link import link
from kg.model import Article, Extraction, LinkedDocument
from kg.read import read
from kg.text import analyse

_COVERED = 0.5
"""Share of an event's participants that must be among the candidates for its word to be learned from."""


@dataclass(frozen=True, slots=True)
class Annotated:
    """One article with its gold."""

    name: str
    gold: Mapping[str, Any]
    linked: LinkedDocument

    @property
    def article(self) -> Article:
        """The article."""
        return self.linked.document.article


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may take part in the event of a word, or be its place, and what gold says of that."""

    traits: tuple[Trait, ...]
    takes_part: bool
    acts: bool
    holds: bool | None
    """Whether it happened there; None where it cannot have."""


@dataclass(frozen=True, slots=True)
class Option:
    """What a slot of an event may hold, and whether it is what gold says."""

    slot: str
    """'date', 'place', 'status' or 'topic'."""
    traits: tuple[Trait, ...]
    right: bool


@dataclass(frozen=True, slots=True)
class Sample:
    """One event that was found: in which article, its traits, and whether it is right."""

    article: str
    traits: tuple[str, ...]
    right: bool


def read_annotated(gold: Path, articles: Sequence[Path], pack: Pack) -> Iterator[Annotated]:
    """The linked articles of a folder of gold, of one language.

    Args:
        gold: folder with NAME.json files.
        articles: where NAME.md (or another format that can be read) lies.
        pack: of the language.

    Raises:
        InputError: the gold cannot be read.
    """
    gazetteer = Gazetteer.open()
    read_articles = {article.id: article for article in read(list(articles)).articles}
    for document in read_gold(gold):
        article = read_articles.get(document["id"])
        if article is not None and document["lang"] == pack.code:
            yield Annotated(f"{gold.name}/{article.id}", document, link(analyse(article, pack), gazetteer, pack))


def label_candidates(annotated: Annotated, pack: Pack) -> Iterator[Candidate]:
    """Everybody named around the event words that tell an event of gold, with what gold says of them."""
    gold, text, tokens = annotated.gold, annotated.article.text, annotated.linked.document.tokens
    kinds = {entity.id: entity.type for entity in annotated.linked.entities}
    names = name_entities(gold, Extraction(annotated.article, annotated.linked.entities, ()))
    for reading in read_words_of(annotated.linked, pack):
        frame, item = reading.entry.frame, reading.row.items[reading.t]
        start, end = tokens[item.first].start, tokens[item.last - 1].end
        near = {names[entity] for entity in reading.candidates}
        best: tuple[float, set[str], set[str], str | None] | None = None
        for event in gold["events"]:
            if frame is None or event["type"] != frame.type or not _is_told(event["trigger"], text, start, end):
                continue
            agents = set(event["agents"])
            who = agents | set(event["others"]) | ({event["place"]} if frame.type == "visit" else set()) - {None}
            covered = len(who & near) / max(1, len(who))
            if covered >= _COVERED and (best is None or covered > best[0]):
                best = covered, who, agents, event["place"]
        if best is not None:
            for entity, traits in reading.candidates.items():
                name = names[entity]
                holds = name == best[3] if kinds[entity] in ("place", "state") and name not in best[1] else None
                yield Candidate(traits, name in best[1], name in best[2], holds)


def _is_told(trigger: str, text: str, start: int, end: int) -> bool:
    """Whether the words of a trigger overlap [start, end) of the text somewhere."""
    at = text.find(trigger, max(0, start - len(trigger) + 1))
    return 0 <= at < end


def match_scene(annotated: Annotated, scene: Scene) -> dict[int, int]:
    """Number of an event that was found in an article → number of the gold event that it tells."""
    linked = annotated.linked
    events = tuple(make_event(n, draft, linked, 1.0) for n, draft in enumerate(scene.drafts, 1))
    return match_events(annotated.gold, Extraction(annotated.article, linked.entities, events))


def collect(annotated: Annotated, scene: Scene, matched: Mapping[int, int]) -> Iterator[Sample]:
    """The events that are found in an article, in order.

    Args:
        annotated: the article with its gold.
        scene: what was found, by weights that were fitted to other articles.
        matched: which gold events they tell.
    """
    for number, seen in enumerate(find_traits(scene.drafts, annotated.linked)):
        yield Sample(annotated.name, seen, number in matched)


def label_slots(annotated: Annotated, scene: Scene, matched: Mapping[int, int]) -> Iterator[Option]:
    """Everything that the slots of the events that gold tells, too, may hold; where visits go by rule takes part."""
    names = name_entities(annotated.gold, Extraction(annotated.article, annotated.linked.entities, ()))
    for number, told in sorted(matched.items()):
        draft, gold = scene.drafts[number], annotated.gold["events"][told]
        for day, traits in date_options(draft, scene).items():
            yield Option("date", traits, (str(day) if day else None) == gold["date"])
        where = {gold["place"], *gold["others"]} - {None} if draft.type == "visit" else {gold["place"]}
        if chooses_place(draft, scene):
            for place, traits in place_options(draft, scene).items():
                yield Option("place", traits, (names[place] if place else None) in (where or {None}))
        for status, traits in status_options(draft, scene).items():
            yield Option("status", traits, status == gold["status"])
        for topic, traits in topic_options(draft, scene).items():
            yield Option("topic", traits, topic in gold["topics"])
